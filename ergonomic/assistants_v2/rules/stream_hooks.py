"""Which hooks of an event handler an event calls, in which order, and with what. Pure.

Names and order are those of the official SDK; whatever begins or ends does so once. Used by
`flows.run_events`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from assistants_v2_raw.models import MessageDeltaEvent, RunStepDeltaEvent, TextContentBlock, TextDeltaBlock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from assistants_v2_raw.events import AssistantStreamEvent

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
        return _list_for_message_piece(data, milestones, told)
    if isinstance(data, RunStepDeltaEvent):
        return _list_for_step_piece(data, milestones, told)
    return _list_milestones(milestones)


def _list_milestones(milestones: Sequence[Milestone]) -> Iterator[HookCall]:
    """Yield the hooks for what begins and ends."""
    for milestone in milestones:
        yield f"on_{milestone.name}", (milestone.value,)


def _list_for_message_piece(
    data: MessageDeltaEvent, milestones: Sequence[Milestone], told: Accumulator
) -> Iterator[HookCall]:
    """Yield the hooks for a piece: what it adds to a text comes before the end of the block before it."""
    yield from _list_milestones([each for each in milestones if each.name.endswith("_created")])
    for piece in (data.delta.content if data.delta else None) or ():
        if isinstance(piece, TextDeltaBlock) and piece.text:
            block = told.find_part(data.id, piece.index or 0)
            if isinstance(block, TextContentBlock):
                yield "on_text_delta", (piece.text, block.text)
    yield from _list_milestones([each for each in milestones if each.name.endswith("_done")])
    yield "on_message_delta", (data.delta, told.find_message(data.id))


def _list_for_step_piece(
    data: RunStepDeltaEvent, milestones: Sequence[Milestone], told: Accumulator
) -> Iterator[HookCall]:
    """Yield the hooks for a piece: what it adds to a tool call comes before the calls that end and begin.

    The first piece of a call is its creation; those after it are its deltas.
    """
    yield from _list_milestones([each for each in milestones if each.name == "run_step_created"])
    created = sum(milestone.name == "tool_call_created" for milestone in milestones)
    details: Any = data.delta.step_details if data.delta else None
    pieces: Sequence[Any] = getattr(details, "tool_calls", None) or []
    for piece in pieces[: len(pieces) - created]:
        call = told.find_part(data.id, getattr(piece, "index", None) or 0)
        if call is not None:
            yield "on_tool_call_delta", (piece, call)
    yield from _list_milestones([each for each in milestones if each.name != "run_step_created"])
    yield "on_run_step_delta", (data.delta, told.find_step(data.id))
