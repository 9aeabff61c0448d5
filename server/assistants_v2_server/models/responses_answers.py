"""What a `/responses` endpoint answers, as the pieces of a turn. Pure.

`responses` is its user. The events of a stream and a whole answer are read alike: a whole answer is the last
event of a stream that had no others. Servers that call themselves compatible take liberties, so reading is
tolerant: of what is told twice one is believed, and what is not known is passed over.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Mapping, Sequence
from typing import Any, cast

from msgspec import Struct, field
from msgspec.structs import replace

from . import FinishPiece, FinishReason, ToolCallPiece, Usage
from .event_streams import (
    LONGEST_EVENT,
    EndlessAnswer,
    EndpointError,
    UnreadableAnswer,
    read_count,
    read_error,
    read_name,
)
from .hosted import CitationPiece, HostedResultPiece, HostedStartPiece, ItemPiece, SoFarPiece
from .responses_items import START_EVENTS, CodeResult, Finding, ItemReader, Json, list_documents, make_reader

_KINDS: Mapping[str, str] = {
    "response.output_text": "message",
    "response.refusal": "message",
    "response.content_part": "message",
    "response.function_call_arguments": "function_call",
    "response.code_interpreter_call_code": "code_interpreter_call",
    "response.code_interpreter_call.code": "code_interpreter_call",
}
"""The type of the item that events belong to, by the beginning of what they are called."""

_INCOMPLETE: Mapping[str, FinishReason] = {
    "max_output_tokens": "length",
    "length": "length",  # what OGX hands on of the model behind it
    "content_filter": "content_filter",
}

_ENDS = frozenset({"completed", "incomplete", "failed", "cancelled"})

_KEPT = frozenset({"message", "file_search_call", "code_interpreter_call"})
"""The types of the items that are stored when they end."""


class _Item(Struct, eq=False):
    """An item of the answer.

    Attributes:
        kind: Its type.
        place: Where it stands in the answer.
        reader: What reads it.
        names: What the endpoint calls it: by its own id, or by that of the call.
        findings: What it has added to the turn, as far as that is not handed on.
        has_spoken: Whether something was handed on.
        whole: The item as the endpoint showed it at its end.
        is_done: Whether it has ended.
        is_given: Whether it is to be given again if the answer breaks off.
        call: Which call of the turn it is.
    """

    kind: str
    place: int
    reader: ItemReader
    names: set[str] = field(default_factory=set[str])
    findings: list[Finding] = field(default_factory=list[Finding])
    has_spoken: bool = False
    whole: Json | None = None
    is_done: bool = False
    is_given: bool = False
    call: int = 0

    def close(self, item: Json) -> None:
        """Read the whole item."""
        if not self.is_done:
            self.findings += self.reader.close(item)
            self.is_done = True
            self.whole = item or None


MOST_ITEMS = 1000
"""Items that one answer may have."""


class ResponseReader:
    """Reads the events of one answer, in the order they come.

    An item is handed on when those before it have ended, whatever order the events have.

    Attributes:
        last: What the endpoint calls the last item of the answer; empty if it has none, or before its end.
    """

    def __init__(self) -> None:
        self.last = ""
        self._items: list[_Item] = []
        self._waiting: list[_Item] = []
        self._passed = 0
        self._calls = 0
        self._documents: dict[str, str] = {}
        self._size = 0
        self._has_ended = False
        self._response_id = ""
        self._gives_again = True

    def read(self, event: object) -> list[Finding]:
        """Return what an event, or a whole answer, adds to the turn; at its end a `FinishPiece`.

        Raises:
            UnreadableAnswer: It is neither.
            EndpointError: It is an error.
            EndlessAnswer: The answer is longer than any sensible one.
        """
        try:
            return [] if self._has_ended else self._read(cast("dict[str, Any]", event))
        except (ValueError, LookupError, TypeError, AttributeError):
            raise UnreadableAnswer from None

    def _read(self, event: dict[str, Any]) -> list[Finding]:
        kind = event.get("type")
        if kind is None and event.get("object") == "response":
            return self._end(event, event.get("status") or "completed", event["output"])
        if kind == "error" or (kind is None and event.get("error")):
            raise read_error(event if event.get("error") else {"error": event})
        if not isinstance(kind, str):
            raise UnreadableAnswer
        name = kind.removeprefix("response.")
        if name in _ENDS:
            return self._end(event["response"], name, event["response"].get("output") or [])
        if name == "output_item.added":
            given = event["item"]
            self._announce(self._find_announced(given, event.get("output_index")), given)
        elif name == "output_item.done":
            self._finish(self._find_told(event["item"], event.get("output_index")), event["item"])
        elif kind in START_EVENTS:
            self._start(START_EVENTS[kind], event)
        elif item_kind := _KINDS.get(kind.rpartition(".")[0].removesuffix(".annotation")):
            self._count(event)
            self._add_to(self._find_meant(item_kind, event), event)
        elif name == "created":
            begun: Json = event.get("response") or {}
            self._response_id = str(begun.get("id") or "")
        return self._release()

    def _end(self, response: Json, status: str, output: Sequence[Json]) -> list[Finding]:
        """Return what is lacking of all items, and the end of the turn; nothing if it has not come to one."""
        self._has_ended = True
        if status not in _ENDS:
            return []
        reason: FinishReason = "stop"
        if status == "failed":
            raise read_error(response)
        if status == "cancelled":
            raise EndpointError(status)
        if status == "incomplete":
            details: Json = response.get("incomplete_details") or {}
            reason = _read_cause(details.get("reason"))
        self._complete(output)
        findings = self._release()
        if self._calls and reason == "stop":
            reason = "tool_calls"
        items = self._collect(output)
        end = FinishPiece(
            reason,
            _read_usage(response.get("usage") or {}),
            read_name(response.get("model")),
            response_id=str(response.get("id") or ""),
            items=items if self._calls else (),  # without calls the run ends, and nothing is given again
        )
        return [*findings, end]

    def _complete(self, output: Sequence[Json]) -> None:
        """Read the items as the end of the answer shows them, and those that it does not show."""
        open_ends = list(self._items)
        for place, given in enumerate(output):
            kind, names = str(given["type"]), _list_names(given)
            alike = [item for item in open_ends if item.kind == kind]
            item = (
                next((item for item in alike if item.names & names), None)
                or next((item for item in alike if item.place == place), None)
                or next(iter(alike), None)
                or self._add(kind, place)
            )
            if item in open_ends:
                open_ends.remove(item)
            self._finish(item, given)
        for item in open_ends:
            item.close({})

    def _collect(self, output: Sequence[Json]) -> tuple[Json, ...]:
        """Return the items as the endpoint showed them; nothing if it did not show all."""
        wholes = [item.whole for item in sorted(self._items, key=lambda item: item.place)]
        shown = list(output) or [whole for whole in wholes if whole is not None]
        self.last = str(shown[-1].get("id") or "") if shown else ""
        return tuple(shown) if output or len(shown) == len(wholes) else ()

    def _find_announced(self, given: Json, index: object) -> _Item:
        """Return the item that begins: a new one, unless something was told of it before."""
        kind, names = str(given["type"]), _list_names(given)
        self._forget_namesakes(kind, names)
        for item in self._items:
            is_nameless = not item.names and (item.place == index or not isinstance(index, int))
            if item.kind == kind and (item.names & names or (is_nameless and not item.is_done)):
                return item
        return self._add(kind, index)

    def _find_told(self, given: Json, index: object) -> _Item:
        """Return the item that ends."""
        kind, names = str(given["type"]), _list_names(given)
        self._forget_namesakes(kind, names)
        return self._find(kind, names, index) or self._add(kind, index)

    def _find_meant(self, kind: str, event: Json) -> _Item:
        """Return the item that an event belongs to."""
        name, index = event.get("item_id"), event.get("output_index")
        item = self._find(kind, {str(name)} if name else set(), index)
        if item is None:
            item = self._add(kind, index)
            self._announce(item, {"id": name})
        return item

    def _start(self, kind: str, event: Json) -> None:
        """Note that a hosted call is carried out; of one that is not known, its end tells enough."""
        name = event.get("item_id")
        item = self._find(kind, {str(name)} if name else set(), event.get("output_index"))
        if item is not None:
            self._add_to(item, event)

    def _find(self, kind: str, names: set[str], index: object) -> _Item | None:
        """Return a known item: by a name, else by its place, else the last that is open.

        There are servers that name an item otherwise in each event, and servers that number none.
        """
        alike = [item for item in reversed(self._items) if item.kind == kind]
        named = next((item for item in alike if item.names & names), None)
        if named is not None:
            return named
        if isinstance(index, int):
            alike = [item for item in alike if item.place == index]
        elif names:
            alike = []
        return next((item for item in alike if not item.is_done), None)

    def _forget_namesakes(self, kind: str, names: set[str]) -> None:
        """Forget what was taken for a call of a function and turns out to be something else.

        OGX tells of the arguments of a search of its own before it announces the search.
        """
        if kind == "function_call":
            return
        for item in list(self._items):
            if item.kind == "function_call" and item.names & names and not item.has_spoken:
                self._items.remove(item)
                self._waiting.remove(item)

    def _add(self, kind: str, index: object) -> _Item:
        place = index if isinstance(index, int) and index >= 0 else len(self._items)
        if len(self._items) >= MOST_ITEMS:
            raise EndlessAnswer(f"{MOST_ITEMS:,} items")
        item = _Item(kind, place, make_reader(kind))
        self._items.append(item)
        first = 1 if self._waiting and self._waiting[0].has_spoken else 0  # what has begun is not interrupted
        insort(self._waiting, item, lo=first, key=lambda each: each.place)
        return item

    def _announce(self, item: _Item, given: Json) -> None:
        if not item.is_done:
            item.names |= _list_names(given)
            item.findings += item.reader.open(given)

    def _add_to(self, item: _Item, event: Json) -> None:
        if not item.is_done:
            item.findings += item.reader.add(event)

    def _finish(self, item: _Item, given: Json) -> None:
        self._announce(item, given)
        item.close(given)

    def _count(self, event: Json) -> None:
        """Raise EndlessAnswer if all pieces together are more than any sensible answer has."""
        self._size += len(event.get("delta") or "")
        if self._size > LONGEST_EVENT:
            raise EndlessAnswer

    def _release(self) -> list[Finding]:
        """Return what can be handed on: of the first item that has not ended, and of all that have before."""
        released: list[Finding] = []
        while self._waiting:
            item = self._waiting[0]
            if item.place > self._passed and not self._has_ended:  # one before it is still to come
                break
            for finding in item.findings:
                released += [*self._tell_so_far(item, finding), self._number(item, finding)]
            item.has_spoken = item.has_spoken or bool(item.findings)
            item.findings.clear()
            if not item.is_done:
                break
            self._waiting.pop(0)
            self._passed = max(self._passed, item.place + 1)
        return released

    def _tell_so_far(self, item: _Item, finding: Finding) -> list[Finding]:
        """Return what comes before a piece with which a call starts or ends, or what was said before it."""
        if isinstance(finding, HostedStartPiece):
            return [SoFarPiece((), self._response_id)] if self._response_id else []
        is_result = isinstance(finding, HostedResultPiece | CodeResult)
        if not is_result and not isinstance(finding, ItemPiece):
            return []
        order = sorted(self._items, key=lambda each: each.place)
        order = order[: order.index(item) + is_result]
        given = self._choose_given([each for each in order if not each.is_given])
        return [SoFarPiece(given, self._response_id)] if given or (is_result and self._response_id) else []

    def _choose_given(self, ended: list[_Item]) -> tuple[Json, ...]:
        """Return what of some items is to be given again; nothing from the first on that no endpoint takes.

        A thought waits for what it belongs to.
        """
        wholes = [each.whole for each in ended if each.whole is not None and _is_taken_again(each.whole)]
        self._gives_again = self._gives_again and len(wholes) == len(ended)
        if not self._gives_again:
            return ()
        while ended and ended[-1].kind not in _KEPT:
            ended.pop()
        for each in ended:
            each.is_given = True
        return tuple(wholes[: len(ended)])

    def _number(self, item: _Item, finding: Finding) -> Finding:
        """Return a finding; a piece of a call says which call it is, a citation which file it names."""
        if isinstance(finding, HostedResultPiece):
            self._documents |= list_documents(finding)
        if isinstance(finding, CitationPiece):
            return replace(finding, file_id=self._documents.get(finding.file_id, finding.file_id))
        if not isinstance(finding, ToolCallPiece):
            return finding
        if finding.name:
            item.call, self._calls = self._calls, self._calls + 1
        return replace(finding, index=item.call)


def _read_cause(cause: object) -> FinishReason:
    """Return why an answer is incomplete.

    Raises:
        EndpointError: It is none of the reasons that runs can have.
    """
    if isinstance(cause, str) and cause in _INCOMPLETE:
        return _INCOMPLETE[cause]
    raise read_error({"error": {"code": cause}})


def _is_taken_again(item: Json) -> bool:
    """Say whether an endpoint takes an item of an answer that broke off.

    A call of a function has no output then. A thought that the endpoint has kept to itself is not there any
    more, since nothing is kept of such an answer; and what belongs to it is not taken without it.
    """
    if item.get("type") == "reasoning":
        return bool(item.get("encrypted_content") or item.get("content"))
    return item.get("type") != "function_call"


def _list_names(given: Json) -> set[str]:
    """Return what the endpoint calls an item."""
    return {str(name) for name in (given.get("id"), given.get("call_id")) if name}


def _read_usage(usage: Json) -> Usage:
    input_details: Json = usage.get("input_tokens_details") or {}
    output_details: Json = usage.get("output_tokens_details") or {}
    return Usage(
        prompt_tokens=read_count(usage.get("input_tokens")),
        completion_tokens=read_count(usage.get("output_tokens")),
        cached_tokens=read_count(input_details.get("cached_tokens")),
        reasoning_tokens=read_count(output_details.get("reasoning_tokens")),
    )
