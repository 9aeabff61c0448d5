"""Which passages of a text refer to files, while the text is still being said. Pure.

A model that cites a search result repeats its marker, `【0:1†source】`; one that offers a file writes a link
to `sandbox:/mnt/data/…`. Models whose endpoint searches say apart what they cite and link to: the marker is
made here. `turns` finds all of it as the pieces come.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from ..store import JsonObject, StepRow

LONGEST_MARKER = 300
"""Characters after which what began like a marker is none."""

_MARKER = re.compile(r"【(\d{1,6}:\d{1,6})†[^【】]{0,280}】")
_OPENING = "【"
_UNFIT = re.compile(r"[【】†\s]+")
"""What the name of a file does not have in a marker."""
_SANDBOX = "sandbox:"


class References(Struct, frozen=True, kw_only=True):
    """What a text of a run may refer to.

    Attributes:
        cited: The ids of the files that results are from, by `n:m`: the search of the run and the result.
        made: The ids of files that code has made, by path.
        images: The ids of images that code has made and no message has shown yet.
        searches: How many searches the run has made.
        found: How many results the last of them had.
    """

    cited: Mapping[str, str] = field(default_factory=dict[str, str])
    made: Mapping[str, str] = field(default_factory=dict[str, str])
    images: tuple[str, ...] = ()
    searches: int = 0
    found: int = 0

    def after_search(self, file_ids: Sequence[str]) -> References:
        """Return them after one more search, by the files that its results are from."""
        found = {f"{self.searches}:{place}": file_id for place, file_id in enumerate(file_ids)}
        return replace(self, cited={**self.cited, **found}, searches=self.searches + 1, found=len(file_ids))

    def after_code(self, images: Sequence[str], made: Mapping[str, str]) -> References:
        """Return them after code has made images, and files by path."""
        return replace(self, images=(*self.images, *images), made={**self.made, **made})

    def after_message(self) -> References:
        """Return them after a message, which shows all images."""
        return replace(self, images=()) if self.images else self

    def find_marker(self, file_id: str) -> str | None:
        """Return the `n:m` of a file in the last search that found it; None if none did."""
        places = [place for place, found in self.cited.items() if found == file_id]
        last = max((int(place.partition(":")[0]) for place in places), default=-1)
        return next((place for place in places if place.startswith(f"{last}:")), None)


class Passage(Struct, frozen=True):
    """A part of a text, with its annotation if it refers to a file."""

    text: str
    annotation: JsonObject | None = None


def collect_references(steps: Sequence[StepRow]) -> References:
    """Return what the next text of a run may refer to.

    Args:
        steps: The steps of the run so far, oldest first.
    """
    references = References()
    for step in steps:
        if step.type == "message_creation":
            references = references.after_message()
            continue
        told: Mapping[str, Any] = step.details.get("told", {})
        for call in step.details.get("tool_calls", ()):
            if call["type"] == "file_search":
                results = call["file_search"].get("results", ())
                references = references.after_search([found["file_id"] for found in results])
            elif call["type"] == "code_interpreter":
                outputs = call["code_interpreter"]["outputs"]
                images = [output["image"]["file_id"] for output in outputs if output["type"] == "image"]
                references = references.after_code(images, told.get(call["id"], {}).get("files", {}))
    return references


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
        self._said: list[str] = []
        self._place = 0
        self._strangers: dict[str, int] = {}

    def add(self, text: str) -> list[Passage]:
        """Return the passages that are clear after some more of the text."""
        if not self._openings:
            return self._pass_on(text)
        return self._read(self._kept + text, is_whole=False)

    def finish(self) -> list[Passage]:
        """Return the passages that were kept; no more of the text comes."""
        return self._read(self._kept, is_whole=True)

    def cite(self, file_id: str, filename: str = "") -> list[Passage]:
        """Return the passages that were kept, and the marker of a file that is cited here.

        A file that no search has found has a place behind the results of the last one.
        """
        place = self._references.find_marker(file_id) or self._number_stranger(file_id)
        name = _UNFIT.sub(" ", filename).strip()[:200] or "source"
        return [*self.finish(), self._annotate(f"{_OPENING}{place}†{name}】", "file_citation", file_id)]

    def link(self, text: str, file_id: str | None) -> list[Passage]:
        """Return the passages that were kept, and the annotation of one that links to a file.

        Args:
            text: The passage. It is the last one like it that has no annotation; if there is none, it is said
                here.
            file_id: The id of the file; None if there is none, and so no annotation.
        """
        passages = self.finish()
        begin = self._find_said(text)
        if file_id is None:
            return passages if begin is not None else [*passages, *self._pass_on(text)]
        if begin is None:
            return [*passages, self._annotate(text, "file_path", file_id)]
        return [*passages, Passage("", self._note(begin, text, "file_path", file_id))]

    def _number_stranger(self, file_id: str) -> str:
        """Return the `n:m` of a file that no search has found; the same if it was cited before."""
        found = self._references
        place = self._strangers.setdefault(file_id, found.found + len(self._strangers))
        return f"{max(0, found.searches - 1)}:{place}"

    def _find_said(self, text: str) -> int | None:
        """Return where a passage was said last that has no annotation; None if it was not."""
        if not text:
            return self._place
        said = "".join(self._said)
        begin = said.rfind(text)
        while begin >= 0 and self._is_annotated(begin, begin + len(text)):
            begin = said.rfind(text, 0, begin + len(text) - 1)
        return None if begin < 0 else begin

    def _is_annotated(self, begin: int, end: int) -> bool:
        return any(begin < found["end_index"] and found["start_index"] < end for found in self.annotations)

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
                passages.append(self._annotate_found(text[begin : begin + length]))
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
        self._say(text)
        return [Passage(text)] if text else []

    def _annotate_found(self, text: str) -> Passage:
        marker = _MARKER.match(text)
        if marker is None:
            return self._annotate(text, "file_path", self._links[text])
        return self._annotate(text, "file_citation", self._references.cited[marker[1]])

    def _annotate(self, text: str, kind: str, file_id: str) -> Passage:
        begin = self._place
        self._say(text)
        return Passage(text, self._note(begin, text, kind, file_id))

    def _note(self, begin: int, text: str, kind: str, file_id: str) -> JsonObject:
        annotation = {
            "type": kind,
            "text": text,
            "start_index": begin,
            "end_index": begin + len(text),
            kind: {"file_id": file_id},
        }
        self.annotations.append(annotation)
        return annotation

    def _say(self, text: str) -> None:
        self._said.append(text)
        self._place += len(text)


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
