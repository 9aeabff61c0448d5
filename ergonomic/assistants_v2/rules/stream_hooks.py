"""Which hooks of an event handler an event calls, in which order, and with what. Pure.

Names and order are those of the official SDK; whatever begins or ends does so once. Used by
`flows.run_events`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistants_v2_raw.models import MessageDeltaEvent, RunStepDeltaEvent, TextDeltaBlock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistants_v2_raw.events import AssistantStreamEvent
    from assistants_v2_raw.models import Message, RunStep

    from .accumulation import Accumulator
    from .progress import Milestone

HookCall = tuple[str, tuple[Any, ...]]
"""The name of a hook, and its arguments."""


def list_hook_calls(
    event: AssistantStreamEvent, milestones: Sequence[Milestone], told: Accumulator
) -> Iterator[HookCall]:
    """Yield the hooks to call for an event, but for `on_event`.

    Args:
        event: The event.
        milestones: What begins and ends with it.
        told: What the stream has told, this event included.
    """
    data: Any = event.data
    if isinstance(data, MessageDeltaEvent):
        return _list_for_message_piece(data, milestones, told.find_message(data.id))
    if isinstance(data, RunStepDeltaEvent):
        return _list_for_step_piece(data, milestones, told.find_step(data.id))
    return _list_milestones(milestones)


def _list_milestones(milestones: Sequence[Milestone]) -> Iterator[HookCall]:
    """Yield the hooks for what begins and ends."""
    for milestone in milestones:
        yield f"on_{milestone.name}", (milestone.value,)


def _list_for_message_piece(
    data: MessageDeltaEvent, milestones: Sequence[Milestone], snapshot: Message | None
) -> Iterator[HookCall]:
    """Yield the hooks for a piece: what it adds to a text comes before the end of the block before it."""
    yield from _list_milestones([each for each in milestones if each.name.endswith("_created")])
    content: Sequence[Any] = (snapshot.content if snapshot else None) or []
    for piece in (data.delta.content if data.delta else None) or []:
        if isinstance(piece, TextDeltaBlock) and piece.text and content:
            block: Any = content[min(piece.index or 0, len(content) - 1)]
            yield "on_text_delta", (piece.text, getattr(block, "text", None))
    yield from _list_milestones([each for each in milestones if each.name.endswith("_done")])
    yield "on_message_delta", (data.delta, snapshot)


def _list_for_step_piece(
    data: RunStepDeltaEvent, milestones: Sequence[Milestone], snapshot: RunStep | None
) -> Iterator[HookCall]:
    """Yield the hooks for a piece: what it adds to a tool call comes before the calls that end and begin.

    The first piece of a call is its creation; those after it are its deltas.
    """
    yield from _list_milestones([each for each in milestones if each.name == "run_step_created"])
    created = sum(milestone.name == "tool_call_created" for milestone in milestones)
    details: Any = data.delta.step_details if data.delta else None
    pieces: Sequence[Any] = getattr(details, "tool_calls", None) or []
    calls: Sequence[Any] = getattr(snapshot.step_details if snapshot else None, "tool_calls", None) or []
    for piece in pieces[: len(pieces) - created]:
        if calls:
            yield "on_tool_call_delta", (piece, calls[min(piece.index or 0, len(calls) - 1)])
    yield from _list_milestones([each for each in milestones if each.name != "run_step_created"])
    yield "on_run_step_delta", (data.delta, snapshot)
