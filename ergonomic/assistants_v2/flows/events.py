"""Makes the events of a run, which bring much with them, when they are first wanted. Used by the flows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..rules.options import TextOptions

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from assistants_v2_raw.models import Run

    from .run_events import RunEvents
    from .starting import Start
    from .tool_runner import ToolRunner
    from .watch import Watch


def make_events(
    watch: Watch,
    begin: Callable[[Start], Awaitable[Run]],
    runner: ToolRunner,
    answer_type: object = None,
    handler: object = None,
) -> RunEvents:
    """Return the events of a run for a caller who takes each; the arguments are those of `RunEvents`.

    Args:
        watch: The run.
        begin: Sets it to work.
        runner: Answers its tool calls.
        answer_type: What it was asked to answer with.
        handler: An object whose hooks are called.
    """
    from .audience import Audience
    from .run_events import RunEvents

    return RunEvents(watch, begin, runner, answer_type, Audience(watch, handler))


def make_awaited_events(
    watch: Watch,
    begin: Callable[[Start], Awaitable[Run]],
    fields: Mapping[str, Any],
    runner: ToolRunner | None = None,
    answer_type: object = None,
) -> RunEvents:
    """Return the events of a run for a caller who waits for their end, and is told the text at most.

    Args:
        watch: The run.
        begin: Sets it to work.
        fields: What the caller passed, with `on_text` maybe.
        runner: Answers its tool calls; None if nobody does.
        answer_type: What it was asked to answer with.
    """
    from .audience import Audience
    from .run_events import RunEvents

    on_text = TextOptions.pick(fields).on_text
    audience = Audience(watch, on_text=on_text) if on_text else None
    return RunEvents(watch, begin, runner, answer_type, audience)
