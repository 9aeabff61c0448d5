"""What a run came to: a result, or the error that its end stands for. `execution` and `run_events` use it."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Any

from ..errors import APIError, RunExpired, RunIncomplete, RunRefused
from ..rules.answer_types import is_answer_type
from ..rules.options import LARGEST_PAGE
from ..rules.outcomes import (
    RunResult,
    is_made_by,
    make_forgotten_error,
    make_run_error,
    parse_result,
    required_calls,
)
from . import messages, steps
from .following import cancel_and_go

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from assistants_v2_raw.models import Message, Run, RunStep

    from .tool_runner import ToolRunner
    from .watch import Watch

    Collect = Callable[[], Awaitable[RunResult]]


async def result_or_error(
    runner: ToolRunner, run: Run, answer_type: Any, collect: Collect | None = None
) -> RunResult:
    """Return what a run did; raise the error that its end stands for, with what came."""
    collect = collect or partial(collect_result, runner, run)
    if required_calls(run) and not runner.options.functions:
        is_cancelled = runner.options.on_tool_error == "cancel" and await cancel_and_go(
            runner.watch, "missing functions"
        )
        raise make_forgotten_error(run, is_cancelled=is_cancelled)
    error = make_run_error(run, runner.rounds)
    if error is None:
        result = await collect()
        if not is_answer_type(answer_type) or run.status != "completed":
            return result
        if result.refusal is None:
            return parse_result(result, answer_type)
        error = RunRefused(f"run {run.id} on thread {run.thread_id} refused to answer.", run=run)
        error.messages = result.messages
    if isinstance(error, RunExpired):
        error.outputs = dict(runner.outputs)
    if isinstance(error, RunIncomplete):
        with suppress(APIError):  # how the run ended is what the caller has to know
            error.messages = (await collect()).messages
    raise error


async def collect_result(runner: ToolRunner, run: Run) -> RunResult:
    """Return what a run did."""
    made, done = await fetch_all(runner.watch)
    return RunResult(run, made, done, seconds=dict(runner.seconds))


async def fetch_all(watch: Watch) -> tuple[list[Message], list[RunStep]]:
    """Return the messages that a run wrote, and its steps, oldest first."""
    io, (thread_id, run_id) = watch.io, watch.ids
    made = messages.list(io, thread_id, run_id=run_id, order="asc", limit=LARGEST_PAGE)
    done = steps.list(io, run_id, thread_id=thread_id, order="asc", limit=LARGEST_PAGE)
    return (
        [message async for message in made.items() if is_made_by(message, run_id)],
        [step async for step in done.items()],
    )
