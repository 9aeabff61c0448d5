"""What is stored along with a turn and no caller sees: for its model, and for whoever follows ids back. Pure.

A model may ask to be given items of its own with the next turn of the run; the steps of the turn keep them
under `turn`, beside what `findings` keeps under `told`. Steps that are stored before their turn keep what is
known by then, which is all that there is of a turn that breaks off. `storing` writes it, `prompts` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, repeat
from typing import Any, TypeAlias

from msgspec import Struct

from ..encoding import mend_text
from ..models.endpoints import Endpoint
from ..models.hosted import SoFarPiece
from ..store import JsonObject, StepRow
from ..store.upstream_ids import UpstreamId, UpstreamKind
from .drafts import TurnDraft
from .turn_items import CallsItem, HostedItem, MessageItem, TurnItem
from .turn_values import KeptFile
from .turns import Turn


class Origin(Struct, frozen=True):
    """Where a turn comes from.

    Attributes:
        host: The host of the model's endpoint, with its port; empty, the default, if it has none.
        files: The files that were kept of the turn; none by default.
    """

    host: str = ""
    files: Sequence[KeptFile] = ()


_Named: TypeAlias = tuple[str, UpstreamKind, str, str | None]
"""An id of ours, what it is of, the endpoint's, and where a file lies there."""

NOWHERE = Origin()
"""A model without an endpoint."""


def name_host(endpoint: Endpoint) -> str:
    """Return the host of an endpoint with its port, where it has one; empty for a model in this process."""
    if endpoint.host is None:
        return ""
    return endpoint.host if endpoint.port is None else f"{endpoint.host}:{endpoint.port}"


class TurnNote(Struct, frozen=True):
    """What is noted of the steps of one turn.

    Attributes:
        items: What the model is to be given again.
        ids: What its endpoint calls the calls of functions, by our ids.
    """

    items: tuple[JsonObject, ...]
    ids: Mapping[str, str]


def note_early(so_far: SoFarPiece, draft: TurnDraft, number: int) -> JsonObject:
    """Return what a step keeps that is stored before its turn; nothing if its model has told nothing.

    Args:
        so_far: What it has told of the turn so far.
        draft: The rows of the turn.
        number: Which turn of the run it is, from 1. The turn that is asked for again has the same number.
    """
    if not so_far.items:
        return {}
    items = [dict(item) for item in so_far.items]
    return {"turn": {"number": number, "answerer": draft.run.answerer, "items": items, "ids": {}}}


def note_items(turn: Turn, draft: TurnDraft, number: int) -> Iterator[JsonObject]:
    """Yield what each step of a turn keeps of it; all of them nothing if its model has not asked for items.

    Args:
        turn: The turn.
        draft: Its rows.
        number: Which turn of the run it is, from 1.
    """
    same = {"number": number, "answerer": draft.run.answerer}
    if turn.end.items:
        yield {
            "turn": {**same, "items": [dict(item) for item in turn.end.items], "ids": _list_ids(turn, draft)}
        }
    yield from repeat({"turn": same} if turn.end.items else {})


def find_turn(step: StepRow, answerer: str) -> int | None:
    """Return in which turn a step was made, if the turn has items for a model; None otherwise."""
    note: Mapping[str, Any] | None = step.details.get("turn")
    return int(note["number"]) if note is not None and note["answerer"] == answerer else None


def read_note(steps: Iterable[StepRow]) -> TurnNote:
    """Return what is noted of steps that `find_turn` finds in one turn."""
    notes: list[Mapping[str, Any]] = [step.details["turn"] for step in steps]
    return TurnNote(
        items=tuple(chain.from_iterable(note.get("items", ()) for note in notes)),
        ids={ours: theirs for note in notes for ours, theirs in note.get("ids", {}).items()},
    )


def _list_ids(turn: Turn, draft: TurnDraft) -> dict[str, str]:
    """Return what the endpoint calls the calls of functions, by our ids."""
    return {
        draft.get_call_id(item, call.index): call.id
        for item in turn.items
        if isinstance(item, CallsItem)
        for call in item.calls
        if call.id
    }


def list_upstream_ids(turn: Turn, draft: TurnDraft, origin: Origin) -> list[UpstreamId]:
    """Return what the endpoint calls the objects of a turn, and its thread; nothing that is stored before."""
    named: list[_Named] = []
    for item in turn.items:
        named += _list_new_ids(item, turn.response_id, draft)
    named += _list_file_ids(origin)
    conversation: object = (turn.end.kept or {}).get("conversation")
    if isinstance(conversation, str):
        named.append((draft.run.thread_id, "conversation", conversation, None))
    return _make_ids(named, draft, origin)


def list_early_ids(item: TurnItem, response_id: str, draft: TurnDraft, origin: Origin) -> list[UpstreamId]:
    """Return what the endpoint calls the objects of an item that is stored before its turn, once each."""
    named = [*_list_new_ids(item, response_id, draft), *_list_file_ids(origin)]
    return _make_ids(named, draft, origin)


def _list_new_ids(item: TurnItem, response_id: str, draft: TurnDraft) -> Iterator[_Named]:
    early = draft.early.get(item.number)
    if early is None or not early.has_response:
        yield draft.get_step_id(item), "response", response_id, None
    if early is None:
        yield from _list_item_ids(item, draft)


def _make_ids(named: Iterable[_Named], draft: TurnDraft, origin: Origin) -> list[UpstreamId]:
    return [
        UpstreamId(
            id=ours,
            kind=kind,
            theirs=_mend_id(theirs),
            host=origin.host,
            thread_id=draft.run.thread_id,
            run_id=draft.run.id,
            container=None if container is None else _mend_id(container),
        )
        for ours, kind, theirs, container in named
        if theirs
    ]


def _mend_id(theirs: str) -> str:
    """Return an id as every database takes it: no half of a character, and no NUL."""
    return mend_text(theirs).replace("\0", "\ufffd")


def _list_item_ids(item: TurnItem, draft: TurnDraft) -> Iterator[_Named]:
    if isinstance(item, MessageItem):
        yield draft.open_message(item)[1].id, "item", item.theirs, None
    elif isinstance(item, HostedItem):
        yield draft.get_call_id(item, 0), "item", item.theirs, None
    else:
        for call in item.calls:
            call_id = draft.get_call_id(item, call.index)
            yield call_id, "call", call.id, None
            yield call_id, "item", call.item_id, None


def _list_file_ids(origin: Origin) -> Iterator[_Named]:
    for file in origin.files:
        yield file.id, "file", file.theirs, file.container or None
