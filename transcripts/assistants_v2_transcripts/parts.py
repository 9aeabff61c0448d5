"""The parts of messages and tool calls, whatever their kind. Pure. Used by `entries`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .footnotes import Footnotes
from .timeline import TimelinePart
from .wire import write_json

if TYPE_CHECKING:
    from collections.abc import Sequence

    from assistants_v2_raw.models import (
        CodeInterpreterOutputImageImage,
        CodeInterpreterToolCall,
        FileSearchToolCall,
        FunctionToolCall,
        ImageFile,
        Message,
        MessageAttachment,
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
            parts.append(name_file("image", block.image_file))
        elif block.type == "image_url":
            parts.append(TimelinePart("image", shorten((block.image_url and block.image_url.url) or "")))
        else:
            parts.append(make_unknown(block.raw))
    parts += notes.parts
    parts += [name_file("file", attached) for attached in message.attachments or ()]
    if message.incomplete_details:
        parts.append(TimelinePart("error", f"it broke off: {message.incomplete_details.reason}"))
    return parts


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
            parts.append(name_file("image", output.image))
        else:
            parts.append(make_unknown(output.raw))
    return parts


def list_search_parts(call: FileSearchToolCall) -> list[TimelinePart]:
    """Return what a search found, if the server tells."""
    searched = call.file_search
    parts: list[TimelinePart] = []
    for result in (searched and searched.results) or ():
        found = "\n".join(part.text or "" for part in result.content or ())
        score = "" if result.score is None else f"score {result.score:.3g}"  # pyright: ignore[reportUnnecessaryComparison]
        file_id, name = result.file_id or "", result.file_name or ""
        parts.append(TimelinePart("result", found, label=score, file_id=file_id, file_name=name))
    return parts


def name_file(
    kind: str, named: ImageFile | CodeInterpreterOutputImageImage | MessageAttachment
) -> TimelinePart:
    """Return the part for a file of which only the id is known; servers may leave out that, and all."""
    return TimelinePart(kind, "", file_id=getattr(named, "file_id", None) or "")


def make_unknown(raw: dict[str, Any]) -> TimelinePart:
    """Return the part for something of a kind that is not known here."""
    kind = raw.get("type")
    return TimelinePart(kind if isinstance(kind, str) and kind else "unknown", write_json(raw))


def shorten(address: str) -> str:
    """Return an address, its beginning only if it is long."""
    if len(address) <= LONGEST_ADDRESS:
        return address
    return f"{address[:LONGEST_ADDRESS]}… ({len(address):,} characters)"
