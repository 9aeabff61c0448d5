"""The items of a `/responses` answer, read as they come: messages, calls of functions and hosted tools. Pure.

`responses_answers` is the user, and says to which item an event belongs. An image of which the endpoint only
tells the address is told as a link; `responses_files` fetches it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeAlias

from msgspec import Struct

from . import Piece, ToolCallPiece
from .event_streams import UnreadableAnswer
from .hosted import (
    FoundPassage,
    HostedCodePiece,
    HostedKind,
    HostedResultPiece,
    HostedStartPiece,
    ItemPiece,
)
from .responses_messages import FileLink, MessageReader
from .tellings import Telling

Json: TypeAlias = Mapping[str, Any]


class ImageLink(Struct, frozen=True):
    """Where an image lies that hosted code drew: its `url`, which may be a data URL."""

    url: str


class CodeResult(Struct, frozen=True):
    """What hosted code came to: `outputs` and `error` as in `HostedResultPiece`, with links to images."""

    outputs: tuple[str | ImageLink, ...] = ()
    error: str | None = None


START_EVENTS: Mapping[str, str] = {
    "response.file_search_call.searching": "file_search_call",
    "response.code_interpreter_call.interpreting": "code_interpreter_call",
}
"""The events that say that a hosted call is carried out, and the type of its item."""

Finding: TypeAlias = Piece | CodeResult | FileLink


class ItemReader(Protocol):
    """Reads one item; each method returns what it adds to the turn."""

    def open(self, item: Json, /) -> Sequence[Finding]:
        """Read the item as it is announced."""
        ...

    def add(self, event: Json, /) -> Sequence[Finding]:
        """Read an event that belongs to it."""
        ...

    def close(self, item: Json, /) -> Sequence[Finding]:
        """Read the whole item, which is empty if the endpoint does not show it."""
        ...


class _CallReader:
    """Reads a call of a function. The index of its pieces is given to them later."""

    def __init__(self) -> None:
        self._id = ""
        self._is_named = False
        self._arguments = Telling()
        self._early = ""

    def open(self, item: Json) -> list[Finding]:
        """Return the beginning of the call, if the endpoint names it already."""
        self._id = str(item.get("id") or self._id)
        name = item.get("name")
        if self._is_named or not name:
            return []
        self._is_named = True
        call = ToolCallPiece(0, str(name), "", str(item.get("call_id") or self._id))
        return [ItemPiece("function", self._id), call, *_make_calls(self._early)]

    def add(self, event: Json) -> list[Finding]:
        """Return more of the arguments."""
        told = event.get("delta") if event["type"].endswith(".delta") else None
        return self._tell(str(told or "") or self._arguments.complete(event.get("arguments")))

    def close(self, item: Json) -> list[Finding]:
        """Return what is lacking of the call.

        Raises:
            UnreadableAnswer: It has no name.
        """
        begun = self.open(item)
        arguments = item.get("arguments")
        whole = json.dumps(arguments) if isinstance(arguments, dict) else arguments
        rest = self._tell(self._arguments.complete(whole))
        if not self._is_named:
            raise UnreadableAnswer
        return [*begun, *rest, *([] if self._arguments.length else _make_calls("{}"))]

    def _tell(self, more: str) -> list[Finding]:
        self._arguments.add(more)
        if self._is_named:
            return _make_calls(more)
        self._early += more
        return []


def _make_calls(arguments: str) -> list[Finding]:
    return [ToolCallPiece(0, "", arguments)] if arguments else []


class _SearchReader:
    """Reads a hosted search: it says nothing before its end but that it is carried out."""

    def __init__(self) -> None:
        self._begin = _Beginning("file_search")

    def open(self, item: Json) -> list[Finding]:
        """Return its beginning."""
        return self._begin.tell(item)

    def add(self, event: Json) -> list[Finding]:
        """Return that it is carried out."""
        return self._begin.tell_start(event)

    def close(self, item: Json) -> list[Finding]:
        """Return what it came to."""
        found = item.get("results") or item.get("search_results") or ()  # as LiteLLM calls them
        passages = tuple(map(_read_passage, found))
        queries = tuple(map(str, item.get("queries") or ()))
        error = None if passages or _is_good(item) else "The search did not come to its end."
        return [HostedResultPiece(passages, (), queries, error)]


class _CodeReader:
    """Reads hosted code, and what it came to."""

    def __init__(self) -> None:
        self._begin = _Beginning("code_interpreter")
        self._code = Telling()

    def open(self, item: Json) -> list[Finding]:
        """Return its beginning."""
        return self._begin.tell(item)

    def add(self, event: Json) -> list[Finding]:
        """Return more of the code, or that it is carried out."""
        if start := self._begin.tell_start(event):
            return start
        told = event.get("delta") if event["type"].endswith(".delta") else None
        return self._tell(str(told or "") or self._code.complete(event.get("code")))

    def close(self, item: Json) -> list[Finding]:
        """Return what is lacking of the code, and its result."""
        outputs = tuple(map(_read_output, item.get("outputs") or ()))
        error = None if outputs or _is_good(item) else "The code did not come to its end."
        return [*self._tell(self._code.complete(item.get("code"))), CodeResult(outputs, error)]

    def _tell(self, more: str) -> list[Finding]:
        self._code.add(more)
        return [HostedCodePiece(more)] if more else []


class _SilentReader:
    """Passes over an item that runs have no place for, such as a thought."""

    def open(self, _: Json) -> list[Finding]:
        """Return nothing."""
        return []

    add = close = open


def make_reader(kind: str) -> ItemReader:
    """Return what reads an item of a type."""
    match kind:
        case "message":
            return MessageReader()
        case "function_call":
            return _CallReader()
        case "file_search_call":
            return _SearchReader()
        case "code_interpreter_call":
            return _CodeReader()
        case _:
            return _SilentReader()


class _Beginning:
    """Tells once that a hosted call has begun, and once that it is carried out."""

    def __init__(self, kind: HostedKind) -> None:
        self._kind: HostedKind = kind
        self._is_told = False
        self._is_started = False

    def tell(self, item: Json) -> list[Finding]:
        """Return the beginning, the first time."""
        if self._is_told:
            return []
        self._is_told = True
        return [ItemPiece(self._kind, str(item.get("id") or ""))]

    def tell_start(self, event: Json) -> list[Finding]:
        """Return that the call is carried out, if an event is the first to say so."""
        if self._is_started or not self._is_told or event["type"] not in START_EVENTS:
            return []
        self._is_started = True
        return [HostedStartPiece()]


def _is_good(item: Json) -> bool:
    """Say whether a hosted call has come to its end; the endpoint may not say."""
    return bool(item) and item.get("status") not in {"failed", "incomplete"}


def _read_passage(result: Json) -> FoundPassage:
    """Return a passage; OGX names a document of its own, and the file among the attributes."""
    attributes: Json = result.get("attributes") or {}
    is_document = bool(attributes.get("file_id")) and attributes.get("document_id") == result.get("file_id")
    file = attributes if is_document else result
    return FoundPassage(
        file_id=str(file.get("file_id") or ""),
        filename=str(file.get("filename") or ""),
        score=float(result.get("score") or 0),
        text=str(result.get("text") or ""),
        attributes=dict(attributes),
    )


def list_documents(found: HostedResultPiece) -> dict[str, str]:
    """Return the ids of files by those of the documents that an endpoint cites in their place."""
    documents = {passage.attributes.get("document_id"): passage.file_id for passage in found.passages}
    return {str(document): file_id for document, file_id in documents.items() if document}


def _read_output(output: Json) -> str | ImageLink:
    if output.get("type") == "image":
        return ImageLink(str(output.get("url") or ""))
    return str(output.get("logs") or "")
