"""What is stored along with a turn and no caller sees: for its model, and for whoever follows ids back. Pure.

A model may ask to be given items of its own with the next turn of the run; the steps of the turn keep them
under `turn`, beside what `findings` keeps under `told`. `storing` writes it, `prompts` reads it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import repeat
from typing import Any

from attrs import frozen

from ..encoding import mend_text
from ..models.endpoints import Endpoint
from ..store import JsonObject, StepRow
from ..store.upstream_ids import UpstreamId, UpstreamKind
from .drafts import TurnDraft
from .turn_items import CallsItem, HostedItem, MessageItem, TurnItem
from .turn_values import KeptFile
from .turns import Turn


@frozen
class Origin:
    """Where a turn comes from.

    Attributes:
        host: The host of the model's endpoint, with its port; empty, the default, if it has none.
        files: The files that were kept of the turn; none by default.
    """

    host: str = ""
    files: Sequence[KeptFile] = ()


NOWHERE = Origin()
"""A model without an endpoint."""


def name_host(endpoint: Endpoint) -> str:
    """Return the host of an endpoint with its port, where it has one; empty for a model in this process."""
    if endpoint.host is None:
        return ""
    return endpoint.host if endpoint.port is None else f"{endpoint.host}:{endpoint.port}"


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
    """Return what the endpoint calls the objects of a turn, and its thread."""
    named: list[tuple[str, UpstreamKind, str, str | None]] = []
    for item in turn.items:
        named.append((_get_step_id(item, draft), "response", turn.response_id, None))
        named += [(*one, None) for one in _list_item_ids(item, draft)]
    for file in origin.files:
        named.append((file.id, "file", file.theirs, file.container or None))
    conversation: object = (turn.end.kept or {}).get("conversation")
    if isinstance(conversation, str):
        named.append((draft.run.thread_id, "conversation", conversation, None))
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


def _list_item_ids(item: TurnItem, draft: TurnDraft) -> Iterator[tuple[str, UpstreamKind, str]]:
    if isinstance(item, MessageItem):
        yield draft.open_message(item)[1].id, "item", item.theirs
    elif isinstance(item, HostedItem):
        yield draft.get_call_id(item, 0), "item", item.theirs
    else:
        for call in item.calls:
            call_id = draft.get_call_id(item, call.index)
            yield call_id, "call", call.id
            yield call_id, "item", call.item_id


def _get_step_id(item: TurnItem, draft: TurnDraft) -> str:
    return draft.open_message(item)[0].id if isinstance(item, MessageItem) else draft.open_calls(item).id
