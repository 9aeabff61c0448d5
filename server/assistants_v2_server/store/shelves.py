"""The five collections of the database."""

from __future__ import annotations

from typing import Final

from . import tables
from .collection import Collection
from .rows import AssistantRow, MessageRow, RunRow, StepRow, ThreadRow

ASSISTANTS: Final = Collection(tables.assistant, AssistantRow, keeps_places=True)
THREADS: Final = Collection(tables.thread, ThreadRow)
MESSAGES: Final = Collection(tables.message, MessageRow, scope="thread_id", keeps_places=True)
RUNS: Final = Collection(tables.run, RunRow, scope="thread_id")
STEPS: Final = Collection(tables.step, StepRow, scope="run_id")
