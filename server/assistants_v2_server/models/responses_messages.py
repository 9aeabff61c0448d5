"""A message of a `/responses` answer, read as it comes: texts, refusals, citations, links to files. Pure.

`responses_items` is the user. A citation is told where it belongs in the text, as far as the endpoint tells
of it in time; a link to a file at the end of the message.
"""

from __future__ import annotations

import re
from bisect import insort
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeAlias

from msgspec import Struct

from . import RefusalPiece, TextPiece
from .hosted import CitationPiece, ItemPiece
from .tellings import Telling

Json: TypeAlias = Mapping[str, Any]

_LINK = re.compile(r"sandbox:/[^\s()<>\[\]\"'`]*[^\s()<>\[\]\"'`.,;:!?]")
"""How models link to files that their code has written."""

MOST_LINKS = 100
"""Files that one text may link to: each is fetched. Those that follow are not."""

_END = float("inf")
"""The place of a citation that belongs to all of a text."""


class FileLink(Struct, frozen=True):
    """A file that a message links to, and that is not fetched yet: see `MadeFilePiece`."""

    text: str
    name: str
    id: str
    container_id: str = ""


MessageFinding: TypeAlias = ItemPiece | TextPiece | RefusalPiece | CitationPiece | FileLink


class MessageReader:
    """Reads one message. A message without a word is none."""

    def __init__(self) -> None:
        self._id = ""
        self._has_begun = False
        self._parts: dict[int, _Part] = {}

    def open(self, item: Json) -> list[MessageFinding]:
        """Read the message as it is announced."""
        self._id = str(item.get("id") or "")
        return []

    def add(self, event: Json) -> list[MessageFinding]:
        """Return what an event adds."""
        part = self._find_part(event.get("content_index"))
        match event["type"]:
            case "response.output_text.delta":
                found = part.say(str(event.get("delta") or ""))
            case "response.refusal.delta":
                found = part.refuse(str(event.get("delta") or ""))
            case "response.output_text.annotation.added":
                found = part.annotate([event["annotation"]])
            case "response.output_text.done":
                found = part.complete({"text": event.get("text")})
            case "response.refusal.done":
                found = part.complete({"refusal": event.get("refusal")})
            case "response.content_part.done":
                found = part.complete(event.get("part") or {})
            case _:
                found = []
        return self._begin(found)

    def close(self, item: Json) -> list[MessageFinding]:
        """Return what the whole message adds; it is empty if the endpoint does not show it."""
        content: str | Sequence[Json] = item.get("content") or []
        shown = [{"text": content}] if isinstance(content, str) else content
        found: list[MessageFinding] = []
        for index, given in enumerate(shown):
            found += self._find_part(index).complete(given)
        for part in self._parts.values():
            found += part.finish()
        return self._begin(found)

    def _find_part(self, index: object) -> _Part:
        # Some servers do not say which: then it is the one that came last.
        number = index if isinstance(index, int) else next(reversed(self._parts), 0)
        return self._parts.setdefault(number, _Part())

    def _begin(self, found: list[MessageFinding]) -> list[MessageFinding]:
        if not found or self._has_begun:
            return found
        self._has_begun = True
        return [ItemPiece("message", self._id), *found]


class _Part:
    """A text or a refusal within a message, with what is noted to it."""

    def __init__(self) -> None:
        self._text = Telling()
        self._refusal = Telling()
        self._seen: Counter[Any] = Counter()
        self._waiting: list[tuple[float, int, CitationPiece]] = []
        self._links: list[Json] = []

    def say(self, text: str) -> list[MessageFinding]:
        """Return more text, with the citations that belong into it."""
        start, cut = self._text.length, 0
        self._text.add(text)
        found: list[MessageFinding] = []
        while self._waiting and self._waiting[0][0] <= self._text.length:
            place, _, citation = self._waiting.pop(0)
            at = int(place) - start
            if _is_within_word(text, at):  # so it is no place but a number, as some servers give
                self._wait(_END, citation)
                continue
            found += [*_make_texts(text[cut:at]), citation]
            cut = at
        return [*found, *_make_texts(text[cut:])]

    def refuse(self, text: str) -> list[MessageFinding]:
        """Return more of a refusal."""
        self._refusal.add(text)
        return [RefusalPiece(text)] if text else []

    def annotate(self, annotations: Iterable[Json]) -> list[MessageFinding]:
        """Note what belongs to the text; return the citations whose place is here, or has passed."""
        found: list[MessageFinding] = []
        for annotation in annotations:
            self._seen[_identify(annotation)] += 1
            if annotation.get("type") in {"container_file_citation", "file_path"}:
                self._links.append(annotation)
            elif annotation.get("type") == "file_citation" and annotation.get("file_id"):
                citation = CitationPiece(str(annotation["file_id"]), str(annotation.get("filename") or ""))
                place = _read_place(annotation.get("index"))
                if 0 <= place <= self._text.length and self._text.length:
                    found.append(citation)
                else:
                    self._wait(place if place > 0 else _END, citation)
        return found

    def complete(self, part: Json) -> list[MessageFinding]:
        """Return what is lacking of the whole part."""
        again = Counter(self._seen)
        fresh: list[Json] = []
        for annotation in part.get("annotations") or ():
            again[_identify(annotation)] -= 1
            if again[_identify(annotation)] < 0:
                fresh.append(annotation)
        found = self.annotate(fresh)
        return [
            *found,
            *self.say(self._text.complete(part.get("text"))),
            *self.refuse(self._refusal.complete(part.get("refusal"))),
        ]

    def finish(self) -> list[MessageFinding]:
        """Return what has waited for the end of the text."""
        citations = [citation for _, _, citation in self._waiting]
        text = self._text.join()
        said = list(_LINK.finditer(text))
        links = dict.fromkeys(_read_link(link, text, said) for link in self._links[:MOST_LINKS])
        self._waiting, self._links = [], []
        return [*citations, *links]

    def _wait(self, place: float, citation: CitationPiece) -> None:
        insort(self._waiting, (place, len(self._waiting), citation), key=lambda entry: entry[:2])


def _make_texts(text: str) -> list[TextPiece]:
    return [TextPiece(text)] if text else []


def _is_within_word(text: str, at: int) -> bool:
    around = text[at - 1 : at + 1]
    return len(around) == 2 and around.isascii() and around.isalnum()


def _read_place(index: object) -> float:
    return index if isinstance(index, int) and index >= 0 else _END


def _identify(annotation: Json) -> tuple[Any, ...]:
    names = ("type", "file_id", "container_id", "index", "start_index", "end_index")
    return tuple(repr(annotation.get(name)) for name in names)


def _read_link(annotation: Json, text: str, links: Sequence[re.Match[str]]) -> FileLink:
    """Return the file that an annotation tells of, and the passage that links to it; empty if none does.

    Args:
        annotation: The annotation.
        text: The text that it belongs to.
        links: The links of the text.
    """
    name = str(annotation.get("filename") or "")
    passage = _find_passage(annotation, text, name, links)
    file_id = str(annotation.get("file_id") or "")
    name = name or passage.rpartition("/")[2] or file_id
    return FileLink(passage, name, file_id, str(annotation.get("container_id") or ""))


def _find_passage(annotation: Json, text: str, name: str, links: Sequence[re.Match[str]]) -> str:
    """Return the link that an annotation is about: the one within its bounds, else the one to its file."""
    start, end = annotation.get("start_index"), annotation.get("end_index")
    if isinstance(start, int) and isinstance(end, int) and 0 <= start < end:
        within = [link for link in links if link.start() < end and start < link.end()]
        if within and abs(within[0].end() - end) > 1 and text.startswith("sandbox:/", start):
            return text[start:end]  # a name with characters that end other links
        if within:
            return within[0].group()
    if named := [link for link in links if name and link.group().endswith(f"/{name}")]:
        return named[0].group()
    place = annotation.get("index")
    if not isinstance(place, int) or not links:
        return ""
    return min(links, key=lambda link: max(link.start() - place, place - link.end(), 0)).group()
