"""Reads transcripts back, as those do who get to see them: a person, a Markdown viewer, a browser."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

from markdown_it import MarkdownIt

CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
"""What may reach neither a terminal nor a browser."""

VOID = {"meta"}
LOADING = {"src", "href", "srcset", "data", "poster", "action", "background", "xlink:href"}
"""Attributes that name what a browser fetches, or goes to."""


def as_shown(text: str) -> str:
    """Return a text as a transcript shows it: with the numbers of its control characters."""
    lines = text.replace("\r\n", "\n")
    return CONTROLS.sub(lambda found: found[0].encode("unicode_escape").decode(), lines)


def read_text(written: str) -> list[tuple[str, list[str]]]:
    """Return the headings of a transcript that is text, each with the texts below it."""
    entries: list[tuple[str, list[str]]] = []
    for line in written.rstrip("\n").split("\n"):
        if line and not line.startswith("  "):
            entries.append((line, [""]))
        elif line and not line.startswith("    "):
            entries[-1][1].append("")
        else:
            entries[-1][1][-1] += line[4:] + "\n"
    return [(heading, [text.strip("\n") for text in texts]) for heading, texts in entries]


class Markdown:
    """A transcript as a viewer of Markdown sees it.

    Attributes:
        headings: Its headings.
        quotations: What is quoted, as it is read.
        fenced: What is between fences.
        kinds: The kinds of blocks and signs that there are.
    """

    def __init__(self, written: str) -> None:
        self.headings: list[str] = []
        self.quotations: list[str] = []
        self.fenced: list[str] = []
        self.kinds: set[str] = set()
        depth, is_heading = 0, False
        for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(written):
            self.kinds.add(token.type)
            self.kinds |= {child.type for child in token.children or ()}
            depth += token.nesting if token.type.startswith("blockquote") else 0
            if token.type == "blockquote_open" and depth == 1:
                self.quotations.append("")
            is_heading = token.type == "heading_open" or (is_heading and token.type == "inline")
            if token.type == "inline" and depth:
                self.quotations[-1] += read_inline(token) + "\n\n"
            elif token.type == "inline" and is_heading:
                self.headings.append(read_inline(token))
            elif token.type == "fence":
                self.fenced.append(token.content)
        self.quotations = [said.strip("\n") for said in self.quotations]


def read_inline(token: Any) -> str:
    """Return a line or a paragraph as it is read."""
    children: list[Any] = token.children or []
    return "".join("\n" if child.type.endswith("break") else str(child.content) for child in children)


class Page(HTMLParser):
    """A page as a browser reads it.

    Attributes:
        said: The texts that were said.
        blocks: The texts that are shown character by character.
        text: All text that is shown.
        tags: The elements that there are.
        addresses: What its attributes refer to.
        style: Its style.
    """

    def __init__(self, written: str) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []
        self.blocks: list[str] = []
        self.text = self.style = ""
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self._open: list[tuple[str, str]] = []
        self.feed(written)
        self.close()
        assert not self._open, f"these are not closed: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.add(tag)
        self.addresses += [value or "" for name, value in attrs if name in LOADING]
        assert not any(name.startswith("on") or name == "style" for name in named)
        if tag not in VOID:
            kind = named.get("class") or ""
            self._open.append((tag, kind))
            if tag == "div" and kind != "av2":
                (self.blocks if kind == "block" else self.said).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert tag == self._open.pop()[0]

    def handle_data(self, data: str) -> None:
        if any(tag == "style" for tag, _ in self._open):
            self.style += data
            return
        self.text += data
        for tag, kind in self._open:
            if tag == "div" and kind != "av2":
                (self.blocks if kind == "block" else self.said)[-1] += data


def require_sound(written: str) -> Page:
    """Return a page that is well-formed in both languages, and holds nothing from elsewhere."""
    page = Page(written)
    ElementTree.fromstring(written)
    assert [] == page.addresses
    assert not page.tags & {"script", "img", "iframe", "link", "object", "embed", "form", "a", "base", "svg"}
    assert not re.search(r"url\(|@import|expression|//", page.style)
    assert not CONTROLS.search(written)
    return page
