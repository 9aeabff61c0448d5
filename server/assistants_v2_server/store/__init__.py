"""Where assistants, threads, messages, runs and steps are kept; the service and the executor use it.

The database is the truth: nothing about a run lives only in memory. One transaction makes one
transition, and a partial unique index lets a thread have one active run.
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
from .database import Database, DatabaseClosed
from .rows import AssistantRow, MessageRow, RunRow, StepRow, ThreadRow, new_id

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
    "MessageRow",
    "PageRequest",
    "RunRow",
    "StepRow",
    "ThreadRow",
    "UnknownCursor",
    "new_id",
]
