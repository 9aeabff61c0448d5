"""What every operation works with: the database, the time, and the way to get a run worked on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import attrs

from ..store import Database

Json = dict[str, Any]


@attrs.frozen
class Context:
    """The surroundings of an operation.

    Attributes:
        database: where everything is kept.
        now: the time in whole unix seconds.
        work_on: hands a run over to the executor, by id; called after the transaction that queued it.
        stop: the same for a run that was asked to end, which does not wait for any model.
    """

    database: Database
    now: Callable[[], int]
    work_on: Callable[[str], None]
    stop: Callable[[str], None]
