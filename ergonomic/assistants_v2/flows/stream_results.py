"""What a caller asks of the events of a run when these have ended. Used by the faces of streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rules.outcomes import RunResult

if TYPE_CHECKING:
    from assistants_v2_raw.models import Message, Run, RunStep

    from .run_events import RunEvents


async def wait_until_done(events: RunEvents) -> None:
    """Show all events that are left."""
    async for _ in events:
        pass


async def get_final_run(events: RunEvents) -> Run:
    """Return the run as the last event has it."""
    await wait_until_done(events)
    run = events.told.current_run
    assert run is not None
    return run


async def get_final_messages(events: RunEvents) -> list[Message]:
    """Return the messages that the run wrote, oldest first."""
    await wait_until_done(events)
    return events.told.messages


async def get_final_run_steps(events: RunEvents) -> list[RunStep]:
    """Return the steps of the run, oldest first."""
    await wait_until_done(events)
    return events.told.run_steps


async def get_final_text(events: RunEvents) -> str:
    """Return what the run wrote, in one text."""
    run = await get_final_run(events)
    return RunResult(run, events.told.messages, ()).text
