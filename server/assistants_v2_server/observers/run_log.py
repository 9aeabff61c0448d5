"""Writes to the log what happens to runs: a line at the end of each, and more for whoever looks closer.

A line has ids, names of models, numbers and codes. It never has a key, or a word of a conversation. A model
may be called anything, so control characters of its name are shown by their numbers: a line stays one.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from .events import CallWatch, End, Observer, RunNews, RunNote, TurnWatch, Watch, count_tokens, name_error

if TYPE_CHECKING:
    from ..store import RunRow

_LOG = logging.getLogger("assistants_v2_server.runs")


_LEVELS: Mapping[RunNews, int] = {"ended": logging.INFO, "taken up": logging.INFO, "replaced": logging.INFO}
"""How much the lines matter; others are for whoever looks closer. A failure matters more."""


class RunLog(Observer):
    """Writes the lines."""

    def wants(self, news: RunNews, run: RunRow) -> bool:
        """Say whether there would be a line."""
        return _LOG.isEnabledFor(_find_level(news, run))

    def note(self, event: RunNote) -> None:
        """Write what has happened to a run."""
        run = event.run
        if event.news == "ended":
            _write_end(run)
        elif event.news == "taken up":
            _LOG.info("run %s is taken up again by %s: who worked on it is gone", run.id, run.owner)
        elif event.news == "replaced":
            _LOG.info("run %s had ended or was another's: a late answer was dropped", run.id)
        else:
            _LOG.debug(*_describe(event))

    def begin(self, watch: Watch) -> End | None:
        """Have the end of a turn or a call written."""
        if not _LOG.isEnabledFor(logging.DEBUG):
            return None
        if isinstance(watch, TurnWatch):
            return lambda: _write_turn(watch)
        if isinstance(watch, CallWatch):
            return lambda: _write_call(watch)
        return None


def _find_level(news: RunNews, run: RunRow) -> int:
    if news == "ended" and run.status == "failed":
        return logging.WARNING
    return _LEVELS.get(news, logging.DEBUG)


def _describe(event: RunNote) -> tuple[object, ...]:
    """Return a line and what is filled into it."""
    run = event.run
    if event.news == "queued":
        model = _show_name(run.settings["model"])
        return "run %s was queued on %s for %s, model %s", run.id, run.thread_id, run.assistant_id, model
    if event.news == "claimed":
        return "run %s was claimed by %s", run.id, run.owner
    if event.news == "waiting":
        return "run %s waits for the outputs of %d calls", run.id, event.calls
    if event.news == "resumed":
        return "run %s was given the outputs of %d calls, and is queued again", run.id, event.calls
    return "run %s was deleted with its thread", run.id


def _write_end(run: RunRow) -> None:
    """Write the one line that every run has."""
    reason = _find_reason(run)
    prompt, completion = count_tokens(run.usage)
    fields: dict[str, Any] = {
        "run_id": run.id,
        "thread_id": run.thread_id,
        "status": run.status,
        "turns": run.turns,
        "prompt_tokens": prompt,
        "completion_tokens": completion,
    }
    if reason:
        fields["reason"] = reason
    _LOG.log(
        _find_level("ended", run),
        "run %s is %s%s: %d turns, %d + %d tokens",
        run.id,
        run.status,
        reason and f" ({reason})",
        run.turns,
        prompt,
        completion,
        extra={"fields": fields},
    )


def _find_reason(run: RunRow) -> str:
    """Return the code of a failure, or why a run stopped short; empty for neither."""
    if run.last_error is not None:
        return str(run.last_error["code"])
    return str((run.incomplete_details or {}).get("reason", ""))


def _write_turn(watch: TurnWatch) -> None:
    run, number, ms = watch.run, watch.run.turns + 1, watch.seconds * 1000
    if watch.turn is None:
        failure = "unknown" if watch.error is None else name_error(watch.error)
        _LOG.debug("run %s turn %d failed after %.1f ms: %s", run.id, number, ms, failure)
        return
    turn, usage = watch.turn, watch.turn.usage
    response = f", response {_show_name(turn.response_id)}" if turn.response_id else ""
    _LOG.debug(
        "run %s turn %d of %s took %.1f ms: %s, %d calls, %d + %d tokens%s",
        run.id,
        number,
        _show_name(turn.model or watch.prompt.model),
        ms,
        turn.reason,
        len(turn.calls),
        usage.prompt_tokens,
        usage.completion_tokens,
        response,
    )


def _write_call(watch: CallWatch) -> None:
    outcome = "was made" if watch.error is None else f"failed ({name_error(watch.error)})"
    ms = watch.seconds * 1000
    _LOG.debug("run %s call %s of %s %s in %.1f ms", watch.run.id, watch.id, watch.tool, outcome, ms)


def _show_name(model: str) -> str:
    """Return the name of a model, which anybody chooses, as a part of a line."""
    from assistants_v2_transcripts.controls import show_line  # late: only who looks closer has such lines

    return show_line(model)
