"""The parts of messages and tool calls, whatever their kind. Pure. Used by `entries`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, cast

from .timeline import Mark, TimelinePart

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistants_v2_raw.models import (
        CodeInterpreterToolCall,
        FileSearchToolCall,
        FunctionToolCall,
        Message,
    )

LONGEST_ADDRESS = 200
"""Characters of an image's address that are shown: some hold the image itself."""


def list_message_parts(message: Message) -> list[TimelinePart]:
    """Return what a message consists of: its content, the footnotes to it, the files that came with it."""
    parts: list[TimelinePart] = []
    notes = Footnotes()
    for block in message.content or ():
        if block.type == "text":
            text = (block.text and block.text.value) or ""
            found: Sequence[Any] = (block.text and block.text.annotations) or ()
            parts.append(TimelinePart("text", text, marks=notes.add(text, found)))
        elif block.type == "refusal":
            parts.append(TimelinePart("refusal", block.refusal or ""))
        elif block.type == "image_file":
            parts.append(TimelinePart("image", (block.image_file and block.image_file.file_id) or ""))
        elif block.type == "image_url":
            parts.append(TimelinePart("image", shorten((block.image_url and block.image_url.url) or "")))
        else:
            parts.append(make_unknown(block.raw))
    parts += notes.parts
    parts += [TimelinePart("file", attached.file_id or "") for attached in message.attachments or ()]
    if message.incomplete_details:
        parts.append(TimelinePart("error", f"it broke off: {message.incomplete_details.reason}"))
    return parts


class Footnotes:
    """The footnotes of one message, numbered from 1; the same source has the same number.

    Attributes:
        parts: The footnotes, in the order of their numbers.
    """

    def __init__(self) -> None:
        self.parts: list[TimelinePart] = []
        self._numbers: dict[str, int] = {}

    def add(self, text: str, annotations: Sequence[Any]) -> tuple[Mark, ...]:
        """Take up the annotations of a text; return where in the text they belong."""
        marks: list[Mark] = []
        for note in annotations:
            number = self._number(describe_source(note))
            begin, end = locate(note, text)
            is_kept = note.type == "file_path"  # what stands there is the file's name
            marks.append(Mark(end if is_kept else begin, end, number))
        return tuple(drop_overlapping(marks))

    def _number(self, source: str) -> int:
        """Return the number of a source, which gets a footnote when it is first met."""
        known = self._numbers.get(source)
        if known is None:
            known = self._numbers[source] = len(self._numbers) + 1
            self.parts.append(TimelinePart("citation", source, label=str(known)))
        return known


def describe_source(note: Any) -> str:
    """Return what an annotation refers to, as a footnote says it."""
    if note.type == "file_citation":
        quote = getattr(note.file_citation, "additional_properties", {}).get("quote")
        file_id = getattr(note.file_citation, "file_id", None) or ""
        return f"{file_id}: {quote}" if isinstance(quote, str) and quote else file_id
    if note.type == "file_path":
        return getattr(note.file_path, "file_id", None) or ""
    link: Any = note.raw.get("url_citation")
    if isinstance(link, dict):
        named = cast("dict[str, Any]", link)
        return " ".join(str(named[name]) for name in ("title", "url") if named.get(name))
    return write_json(note.raw)


def locate(note: Any, text: str) -> tuple[int, int]:
    """Return where in a text an annotation's marker stands; the end of the text if it does not."""
    raw: dict[str, Any] = getattr(note, "raw", {})
    marker, begin, end = (
        getattr(note, name, None) or raw.get(name) for name in ("text", "start_index", "end_index")
    )
    if not marker or not isinstance(marker, str):
        return len(text), len(text)
    if isinstance(begin, int) and isinstance(end, int) and text[begin:end] == marker:
        return begin, end
    found = text.find(marker)  # some servers count otherwise, or not at all
    return (found, found + len(marker)) if found >= 0 else (len(text), len(text))


def drop_overlapping(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Yield marks in the order of their places; one that begins within another follows it."""
    done = 0
    for mark in sorted(marks, key=lambda mark: (mark.start, mark.end)):
        begin = max(mark.start, done)
        done = max(mark.end, done)
        yield Mark(begin, done, mark.number)


def list_function_parts(call: FunctionToolCall) -> list[TimelinePart]:
    """Return what a function was called with, and what it answered."""
    function = call.function
    if not function:
        return []
    parts = [TimelinePart("arguments", function.arguments or "")]
    output: Any = function.output  # a text, but for what some servers make of it
    if output is not None:
        parts.append(TimelinePart("output", output if isinstance(output, str) else write_json(output)))
    return parts


def list_code_parts(call: CodeInterpreterToolCall) -> list[TimelinePart]:
    """Return the code that was run, and what came out of it."""
    ran = call.code_interpreter
    if not ran:
        return []
    parts = [TimelinePart("code", ran.input or "")]
    for output in ran.outputs or ():
        if output.type == "logs":
            parts.append(TimelinePart("logs", output.logs or ""))
        elif output.type == "image":
            parts.append(TimelinePart("image", (output.image and output.image.file_id) or ""))
        else:
            parts.append(make_unknown(output.raw))
    return parts


def list_search_parts(call: FileSearchToolCall) -> list[TimelinePart]:
    """Return what a search found, if the server tells."""
    searched = call.file_search
    parts: list[TimelinePart] = []
    for result in (searched and searched.results) or ():
        found = "\n".join(part.text or "" for part in result.content or ())
        score = "" if result.score is None else f", score {result.score:.3g}"  # pyright: ignore[reportUnnecessaryComparison]
        parts.append(
            TimelinePart(
                "result", found, label=f"{result.file_name or ''} {result.file_id or ''}{score}".strip()
            )
        )
    return parts


def make_unknown(raw: dict[str, Any]) -> TimelinePart:
    """Return the part for something of a kind that is not known here."""
    kind = raw.get("type")
    return TimelinePart(kind if isinstance(kind, str) and kind else "unknown", write_json(raw))


def write_json(value: Any) -> str:
    """Return JSON as it came, in one line."""
    return json.dumps(value, ensure_ascii=False, default=str)


def shorten(address: str) -> str:
    """Return an address, its beginning only if it is long."""
    if len(address) <= LONGEST_ADDRESS:
        return address
    return f"{address[:LONGEST_ADDRESS]}… ({len(address):,} characters)"
