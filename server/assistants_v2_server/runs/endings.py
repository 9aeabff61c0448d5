"""Ends runs in the store: the last transition of a run, its open steps and its usage, in one go.

`worker` ends the runs that it completed, failed or cancelled; `service` those whose time is up.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection

from .. import lifecycle
from ..lifecycle import RunMove
from ..observers.after_commit import note_after
from ..store import RUNS, STEPS, RunRow
from .findings import is_unheard
from .usage import sum_usage

_ASKED_AGAIN: Mapping[str, str] = {
    "code": "server_error",
    "message": "The answer broke off while this call was under way, and the model was asked again.",
}
"""The error of a hosted call whose end nobody hears."""


def end_run(
    connection: Connection, run: RunRow, move: RunMove, now: int, detail: Mapping[str, Any] | None = None
) -> RunRow:
    """Take a run to a terminal status.

    Args:
        connection: A write transaction.
        run: The row as it is in this transaction.
        move: A change that ends runs.
        now: Unix seconds.
        detail: As for `lifecycle.advance_run`.

    Returns:
        The row as it is now stored.

    Raises:
        IllegalMove: The status of the run does not allow the change.
    """
    ended = lifecycle.advance_run(run, move, now, detail)
    steps = STEPS.list_all(connection, run_id=run.id)
    for step in steps:
        if step.status == "in_progress":
            close = lifecycle.close_lost_step if is_unheard(step) else lifecycle.close_step
            STEPS.replace(connection, close(step, ended, now))
    ended = replace(ended, usage=sum_usage(step.usage for step in steps), owner=None)
    RUNS.replace(connection, ended)
    note_after(connection, "ended", ended)
    return ended


def give_up_calls(connection: Connection, run: RunRow, now: int) -> None:
    """Fail the hosted calls of a run that are under way, since its model is asked again.

    Args:
        connection: A write transaction.
        run: The run.
        now: Unix seconds.
    """
    for step in STEPS.list_all(connection, run_id=run.id):
        if step.status == "in_progress" and is_unheard(step):
            STEPS.replace(connection, lifecycle.advance_step(step, "fail", now, _ASKED_AGAIN))


def expire_if_due(connection: Connection, run: RunRow, now: int) -> RunRow:
    """End a run whose time is up; return the row as it is now stored."""
    return end_run(connection, run, "expire", now) if lifecycle.is_due(run, now) else run
