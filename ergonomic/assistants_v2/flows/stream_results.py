"""What a caller asks of the events of a run. Used by the faces of streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rules.outcomes import RunResult

if TYPE_CHECKING:
    from assistants_v2_raw.models import Message, Run, RunStep

    from .run_events import RunEvents


async def wait_until_done(events: RunEvents) -> None:
    """Take all events that are left."""
    async for _ in events:
        pass


async def get_final_run(events: RunEvents) -> Run:
    """Take all events that are left, and return the run: it has ended, or waits for tool outputs.

    Raises:
        RuntimeError: The stream was left before.
    """
    await wait_until_done(events)
    return events.require_rest()


async def get_final_messages(events: RunEvents) -> list[Message]:
    """Take all events that are left, and return the messages that they told of, oldest first.

    Raises:
        RuntimeError: The stream was left before the run had ended or waited for tool outputs.
    """
    await get_final_run(events)
    return events.told.messages


async def get_final_run_steps(events: RunEvents) -> list[RunStep]:
    """Take all events that are left, and return the steps that they told of, oldest first.

    Raises:
        RuntimeError: The stream was left before the run had ended or waited for tool outputs.
    """
    await get_final_run(events)
    return events.told.run_steps


async def get_final_text(events: RunEvents) -> str:
    """Take all events that are left, and return what they told of as one text.

    Raises:
        RuntimeError: The stream was left before the run had ended or waited for tool outputs.
    """
    run = await get_final_run(events)
    return RunResult(run, events.told.messages, ()).text


async def result(events: RunEvents) -> RunResult:
    """Take all events that are left, and return what the run did, as `runs.execute` does.

    Raises:
        RunError: The run did not complete; the classes are those of `runs.execute`.
        RuntimeError: The stream was left before the run had ended or waited for tool outputs.
    """
    return await events.finish()


async def close(events: RunEvents) -> None:
    """Leave the stream; a run that is at work is cancelled, unless `on_leave` is `keep`."""
    await events.aclose()
