"""Where assistants, threads, messages, runs and steps are kept; `service` and `runs` use it.

The database is the truth: nothing about a run lives only in memory, so a process may die at any
moment. One transaction makes one transition of a run, and a partial unique index (`tables`) lets a
thread have one active run whatever the code above forgets to check. A caller opens a transaction
with `Database.read` or `Database.write` and hands its connection to the five collections.
"""

from __future__ import annotations

from .collection import (
    ASSISTANTS,
    MESSAGES,
    RUNS,
    STEPS,
    THREADS,
    Collection,
    PageRequest,
    UnknownCursor,
)
from .database import Database, waiting_since
from .lock_file import LockFile
from .rows import AssistantRow, JsonObject, MessageRow, RunRow, StepRow, ThreadRow, new_id
from .sqlite import Durability
from .troubles import (
    DatabaseClosed,
    DatabaseRefused,
    Trouble,
    describe_failure,
    find_trouble,
    is_locked,
    is_passing,
)

__all__ = [
    "ASSISTANTS",
    "MESSAGES",
    "RUNS",
    "STEPS",
    "THREADS",
    "AssistantRow",
    "Collection",
    "Database",
    "DatabaseClosed",
    "DatabaseRefused",
    "Durability",
    "JsonObject",
    "LockFile",
    "MessageRow",
    "PageRequest",
    "RunRow",
    "StepRow",
    "ThreadRow",
    "Trouble",
    "UnknownCursor",
    "describe_failure",
    "find_trouble",
    "is_locked",
    "is_passing",
    "new_id",
    "waiting_since",
]
