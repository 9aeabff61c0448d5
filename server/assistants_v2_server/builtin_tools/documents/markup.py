"""The text of an HTML page: what a reader sees, each block on lines of its own. Pure, for `formats`."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_LEFT_OUT = frozenset({"script", "style", "template", "noscript", "svg"})
"""Elements whose text nobody reads."""

_PARAGRAPHS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "div", "dl", "fieldset", "figure", "footer", "form"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "main", "nav", "ol", "p", "pre", "section"),
        *("table", "title", "ul"),
    }
)
"""Elements that are a paragraph of their own."""

_LINES = frozenset({"br", "dd", "dt", "figcaption", "li", "option", "summary", "tr", "caption", "legend"})
"""Elements that begin a line."""

_CELLS = frozenset({"td", "th"})
_STEP = 65_536
"""Characters that are parsed at a time."""

_SPACES = re.compile(r"[ \t\r\f\v\xa0]+")
_AROUND_LINES = re.compile(r" ?\n ?")
_EMPTY_LINES = re.compile(r"\n{3,}")


def read_html(page: str) -> str:
    """Return the text of an HTML page, however broken its markup is."""
    parser = _TextParser()
    for start in range(0, len(page), _STEP):
        parser.feed(page[start : start + _STEP])
    parser.close()
    return parser.write_text()


class _TextParser(HTMLParser):
    """Notes the text of a page; the depth of its elements costs nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._left_out: str | None = None
        self._verbatim = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line or a paragraph, or leave out what follows."""
        del attrs
        if self._left_out is None and tag in _LEFT_OUT:
            self._left_out = tag
        self._verbatim += tag == "pre"
        self._break(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line or a paragraph; nothing is inside this element."""
        del attrs
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a line or a paragraph, or go on with the text."""
        if tag == self._left_out:
            self._left_out = None
        if tag == "pre" and self._verbatim:
            self._verbatim -= 1
        self._break(tag)

    def handle_data(self, data: str) -> None:
        """Note a text, unless it is in an element that is left out."""
        if self._left_out is None:
            self._parts.append(data if self._verbatim else data.replace("\n", " "))

    def write_text(self) -> str:
        """Return what was noted: single spaces within lines, one empty line at most between them."""
        text = _AROUND_LINES.sub("\n", _SPACES.sub(" ", "".join(self._parts)))
        return _EMPTY_LINES.sub("\n\n", text).strip()

    def _break(self, tag: str) -> None:
        if tag in _PARAGRAPHS:
            self._parts.append("\n\n")
        elif tag in _LINES:
            self._parts.append("\n")
        elif tag in _CELLS:
            self._parts.append(" ")
