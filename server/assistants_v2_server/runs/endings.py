"""Ends runs in the store: the run's last transition, its open steps and its usage, in one go.

The executor ends runs that it finished, failed or stopped; the service ends those whose time is up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import attrs
from sqlalchemy import Connection

from .. import lifecycle
from ..lifecycle import RunMove
from ..models import Usage
from ..store import RUNS, STEPS, RunRow

_COUNTS = ("prompt_tokens", "completion_tokens", "total_tokens")


def end_run(
    connection: Connection, run: RunRow, move: RunMove, now: int, detail: Mapping[str, Any] | None = None
) -> RunRow:
    """Take a run to a terminal status.

    Args:
        connection: a write transaction.
        run: the row as it is in this transaction.
        move: a change that ends runs.
        now: unix seconds.
        detail: see `lifecycle.advance`.

    Returns:
        The row as it is now stored.

    Raises:
        IllegalMove: the run's status does not allow it.
    """
    ended = lifecycle.advance(run, move, now, detail)
    steps = STEPS.all(connection, run_id=run.id)
    for step in steps:
        if step.status == "in_progress":
            STEPS.replace(connection, lifecycle.close_step(step, ended, now))
    ended = attrs.evolve(ended, usage=total_usage(step.usage for step in steps))
    RUNS.replace(connection, ended)
    return ended


def expire_if_due(connection: Connection, run: RunRow, now: int) -> RunRow:
    """End a run whose time is up; any other run is returned as it is."""
    return end_run(connection, run, "expire", now) if lifecycle.is_due(run, now) else run


def usage_object(usage: Usage) -> dict[str, Any]:
    """What a model turn cost, in the contract's form."""
    return {
        "prompt_tokens": usage.prompt_tokens,
        "completion_tokens": usage.completion_tokens,
        "total_tokens": usage.prompt_tokens + usage.completion_tokens,
        "prompt_token_details": {"cached_tokens": usage.cached_tokens},
        "completion_tokens_details": {"reasoning_tokens": usage.reasoning_tokens},
    }


def total_usage(parts: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The sum of usage objects; all zeros for none."""
    total = usage_object(Usage())
    for part in parts:
        for name in _COUNTS:
            total[name] += part[name]
        total["prompt_token_details"]["cached_tokens"] += part["prompt_token_details"]["cached_tokens"]
        reasoning = part["completion_tokens_details"]["reasoning_tokens"]
        total["completion_tokens_details"]["reasoning_tokens"] += reasoning
    return total
