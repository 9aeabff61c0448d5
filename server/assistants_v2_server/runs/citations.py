"""Which passages of a text refer to files, also while the text is still being said. Pure.

A model that cites a search result repeats its marker, `【0:1†source】`; one that offers a file writes a link
to `sandbox:/mnt/data/…`. `storing` finds both in whole texts, `speeches` in texts that come in pieces, and
both find the same.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import Factory, frozen

from ..store import JsonObject, StepRow

LONGEST_MARKER = 300
"""Characters after which what began like a marker is none."""

_MARKER = re.compile(r"【(\d{1,6}:\d{1,6})†[^【】]{0,280}】")
_OPENING = "【"
_SANDBOX = "sandbox:"


@frozen(kw_only=True)
class References:
    """What a text of a run may refer to.

    Attributes:
        cited: The ids of the files that results are from, by `n:m`: the search of the run and the result.
        made: The ids of files that code has made, by path.
        images: The ids of images that code has made and no message has shown yet.
        searches: How many searches the run has made.
    """

    cited: Mapping[str, str] = Factory(dict[str, str])
    made: Mapping[str, str] = Factory(dict[str, str])
    images: tuple[str, ...] = ()
    searches: int = 0


@frozen
class Passage:
    """A part of a text, with its annotation if it refers to a file."""

    text: str
    annotation: JsonObject | None = None


def collect_references(steps: Sequence[StepRow]) -> References:
    """Return what the next text of a run may refer to.

    Args:
        steps: The steps of the run so far, oldest first.
    """
    cited: dict[str, str] = {}
    made: dict[str, str] = {}
    images: list[str] = []
    searches = 0
    for step in steps:
        if step.type == "message_creation":
            images = []
            continue
        told: Mapping[str, Any] = step.details.get("told", {})
        for call in step.details.get("tool_calls", ()):
            if call["type"] == "file_search":
                results = call["file_search"].get("results", ())
                cited |= {f"{searches}:{place}": found["file_id"] for place, found in enumerate(results)}
                searches += 1
            elif call["type"] == "code_interpreter":
                outputs = call["code_interpreter"]["outputs"]
                images += [output["image"]["file_id"] for output in outputs if output["type"] == "image"]
                made |= told.get(call["id"], {}).get("files", {})
    return References(cited=cited, made=made, images=tuple(images), searches=searches)


class Annotator:
    """Finds the annotations of one text that comes in pieces.

    What may become a passage with an annotation is kept until that is clear. A marker of no result, which a
    model has made up, stays in the text without an annotation.

    Args:
        references: What the text may refer to.

    Attributes:
        annotations: Those that were found.
    """

    def __init__(self, references: References) -> None:
        self.annotations: list[JsonObject] = []
        self._references = references
        self._links = {f"{_SANDBOX}{path}": file_id for path, file_id in references.made.items()}
        self._longest = max(map(len, self._links), default=0)
        self._openings = [*([_OPENING] if references.cited else []), *([_SANDBOX] if self._links else [])]
        self._kept = ""
        self._place = 0

    def add(self, text: str) -> list[Passage]:
        """Return the passages that are clear after some more of the text."""
        return self._read(self._kept + text, is_whole=False)

    def finish(self) -> list[Passage]:
        """Return the passages that were kept; no more of the text comes."""
        return self._read(self._kept, is_whole=True)

    def _read(self, text: str, *, is_whole: bool) -> list[Passage]:
        passages: list[Passage] = []
        plain = at = 0
        known: dict[str, int] = {}
        while (begin := self._find_opening(text, at, known, is_whole=is_whole)) is not None:
            length = self._measure(text, begin, is_whole=is_whole)
            if length is None:  # more has to come
                break
            if length:
                passages += self._pass_on(text[plain:begin])
                passages.append(self._annotate(text[begin : begin + length]))
                plain = begin + length
            at = begin + (length or 1)
        end = len(text) if begin is None else begin
        self._kept = text[end:]
        return passages + self._pass_on(text[plain:end])

    def _find_opening(self, text: str, at: int, known: dict[str, int], *, is_whole: bool) -> int | None:
        """Return where something begins that may have an annotation; at the end, its first letters do.

        Args:
            text: Where it is looked for.
            at: From where on.
            known: Where each opening comes next in the text, so that nothing is read through again and again.
            is_whole: Whether no more of the text comes.
        """
        for opening in self._openings:
            if 0 <= known.get(opening, 0) < at or opening not in known:
                known[opening] = text.find(opening, at)
        places = [place for place in known.values() if place >= 0]
        if places or is_whole:
            return min(places, default=None)
        for opening in self._openings:
            for length in range(min(len(opening) - 1, len(text) - at), 0, -1):
                if text.endswith(opening[:length]):
                    places.append(len(text) - length)
                    break
        return min(places, default=None)

    def _measure(self, text: str, begin: int, *, is_whole: bool) -> int | None:
        """Return how long a passage with an annotation is; 0 if it is none, None if that is not clear yet."""
        rest = text[begin : begin + LONGEST_MARKER]
        if rest.startswith(_OPENING):
            found = _MARKER.match(rest)
            if found is not None:
                return found.end() if found[1] in self._references.cited else 0
            is_open = not ("】" in rest or _OPENING in rest[1:]) and len(rest) < LONGEST_MARKER
            return None if is_open and not is_whole else 0
        rest = text[begin : begin + self._longest]
        if not is_whole and any(len(link) > len(rest) and link.startswith(rest) for link in self._links):
            return None
        return max((len(link) for link in self._links if rest.startswith(link)), default=0)

    def _pass_on(self, text: str) -> list[Passage]:
        self._place += len(text)
        return [Passage(text)] if text else []

    def _annotate(self, text: str) -> Passage:
        begin = self._place
        self._place += len(text)
        marker = _MARKER.match(text)
        kind, file_id = (
            ("file_path", self._links[text])
            if marker is None
            else ("file_citation", self._references.cited[marker[1]])
        )
        annotation = {
            "type": kind,
            "text": text,
            "start_index": begin,
            "end_index": self._place,
            kind: {"file_id": file_id},
        }
        self.annotations.append(annotation)
        return Passage(text, annotation)


def find_annotations(text: str, references: References) -> list[JsonObject]:
    """Return the annotations of a whole text."""
    annotator = Annotator(references)
    annotator.add(text)
    annotator.finish()
    return annotator.annotations


def remove_citations(text: str, annotations: Sequence[JsonObject]) -> str:
    """Return a text without the markers of its citations, which mean nothing to a later run."""
    cited = [found for found in annotations if found.get("type") == "file_citation" and _has_place(found)]
    for found in sorted(cited, key=lambda found: -int(found["start_index"])):
        text = text[: found["start_index"]] + text[found["end_index"] :]
    return text


def _has_place(annotation: JsonObject) -> bool:
    """Say whether an annotation says which characters it is about; those of other servers may not."""
    start, end = annotation.get("start_index"), annotation.get("end_index")
    return isinstance(start, int) and isinstance(end, int) and 0 <= start <= end
