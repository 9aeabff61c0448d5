"""What a caller asks of the events of a run. Used by the faces of streams, and by the flows that wait."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ..errors import RunDeadlineExceeded
from ..rules.outcomes import RunResult
from .following import is_returned, supervise
from .results import collect_result, fetch_all, result_or_error

if TYPE_CHECKING:
    from assistants_v2_raw.models import Message, Run, RunStep

    from .run_events import RunEvents


async def wait_until_done(events: RunEvents) -> None:
    """Take all events that are left."""
    async for _ in events:
        pass


async def wait_for_run(events: RunEvents) -> Run:
    """Take all events, and return the run: it rests, or its time was up and it is to be returned as it is."""
    return await _wait_in_time(events) or events.require_rest()


async def _wait_in_time(events: RunEvents) -> Run | None:
    """Take all events; return the run if its time was up before their end, and the caller wants it."""
    try:
        await wait_until_done(events)
    except RunDeadlineExceeded as error:
        if not is_returned(events.watch, error):
            raise
        return error.run
    return None


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
    return events.told.lasting_messages


async def get_final_run_steps(events: RunEvents) -> list[RunStep]:
    """Take all events that are left, and return the steps that they told of, oldest first.

    Raises:
        RuntimeError: The stream was left before the run had ended or waited for tool outputs.
    """
    await get_final_run(events)
    return events.told.lasting_steps


async def get_final_text(events: RunEvents) -> str:
    """Take all events that are left, and return what they told of as one text.

    Raises:
        RuntimeError: The stream was left before the run had ended or waited for tool outputs.
    """
    run = await get_final_run(events)
    return RunResult(run, events.told.lasting_messages, ()).text


async def result(events: RunEvents) -> RunResult:
    """Take all events that are left, and return what the run did, as `runs.execute` does.

    Raises:
        RunError: The run did not complete; the classes are those of `runs.execute`.
        RuntimeError: The stream was left before the run had ended or waited for tool outputs.
    """
    runner, unfinished = events.runner, await _wait_in_time(events)
    assert runner is not None
    if unfinished:
        return await supervise(events.watch, collect_result(runner, unfinished))
    work = result_or_error(runner, events.require_rest(), events.answer_type, partial(_collect, events))
    return await supervise(events.watch, work)


async def _collect(events: RunEvents) -> RunResult:
    """Return what the run did, as it was told if all of it was."""
    run, runner, told = events.require_rest(), events.runner, events.told
    assert runner is not None
    made, done = told.lasting_messages, told.lasting_steps
    if not events.has_told_all:
        made, done = await fetch_all(events.watch)
    return RunResult(run, made, done, seconds=dict(runner.seconds))


async def close(events: RunEvents) -> None:
    """Leave the stream; a run that is at work is cancelled, unless `on_leave` is `keep`."""
    await events.aclose()
