"""Puts rows of an export into the database, in a transaction, beside what is there already.

Objects are told by their ids. One that is there stays as it is, also if it is different: a program may have
gone on with it. One that was deleted here stays deleted, unless it is to be restored. `importing` is the
user.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from sqlalchemy import Connection

from ..lifecycle import ACTIVE_STATUSES
from ..rendering import render_assistant, render_message, render_run, render_step, render_thread
from ..store import (
    ASSISTANTS,
    MESSAGES,
    RUNS,
    STEPS,
    THREADS,
    AssistantRow,
    MessageRow,
    RunRow,
    StepRow,
    ThreadRow,
    find_deleted,
    forget_deleted,
)
from .report import Outcomes
from .run_histories import RunHistory

_UNFINISHED = frozenset({"requires_action", "expired"})
"""What a run that had not ended has become here, if nobody has worked on it since."""


class Portion(Struct, frozen=True):
    """As much of a thread as one transaction stores: all of it, unless it is long.

    Attributes:
        thread: The thread.
        is_first: Whether nothing of it came before.
        messages: Some of its messages, oldest first.
        runs: Some of its runs, oldest first; they follow all messages.
    """

    thread: ThreadRow
    is_first: bool
    messages: Sequence[MessageRow]
    runs: Sequence[RunHistory]


class Merger:
    """Merges rows into the database, in one transaction.

    Args:
        connection: The transaction; a writing one, unless it is only looked.
        outcomes: Where to count.
        writes: Whether anything is written.
        restores: Whether what was deleted here comes back.
    """

    def __init__(self, connection: Connection, outcomes: Outcomes, *, writes: bool, restores: bool) -> None:
        self._connection = connection
        self._outcomes = outcomes
        self._writes = writes
        self._restores = restores

    def merge_assistants(self, rows: Sequence[AssistantRow]) -> None:
        """Merge some assistants."""
        ids = [row.id for row in rows]
        present = ASSISTANTS.find(self._connection, ids)
        gone = self.find_gone("assistant", ids)
        for row in rows:
            there = present.get(row.id)
            if there is not None:
                is_equal = render_assistant(there) == render_assistant(row)
                self._outcomes.add("assistant", "there" if is_equal else "different", row.id)
            elif row.id in gone:
                self._outcomes.add("assistant", "deleted", row.id)
            else:
                present[row.id] = row
                self._outcomes.add("assistant", "added", row.id)
                if self._writes:
                    self._forget("assistant", [row.id])
                    ASSISTANTS.insert(self._connection, row)

    def merge_portion(self, portion: Portion) -> bool:
        """Merge a portion of a thread; say whether the rest of the thread may follow."""
        thread = portion.thread
        there = THREADS.get(self._connection, thread.id, lock=self._writes)
        if there is None and not portion.is_first and self._writes:
            self._outcomes.add("thread", "deleted", thread.id)
            return False
        if there is None and portion.is_first:
            if self.find_gone("thread", [thread.id]):
                self._outcomes.add("thread", "deleted", thread.id)
                return False
            self._outcomes.add("thread", "added", thread.id)
            if self._writes:
                self._forget("thread", [thread.id])
                THREADS.insert(self._connection, thread)
        elif there is not None and portion.is_first:
            is_equal = render_thread(there) == render_thread(thread)
            self._outcomes.add("thread", "there" if is_equal else "different", thread.id)
        self._merge_messages(portion.messages, may_be_gone=there is not None)
        self._merge_runs(portion.runs)
        return True

    def find_gone(self, kind: str, ids: Sequence[str]) -> set[str]:
        """Return which objects were deleted here, and are to stay so."""
        return set() if self._restores else find_deleted(self._connection, kind, ids)

    def _merge_messages(self, rows: Sequence[MessageRow], *, may_be_gone: bool) -> None:
        ids = [row.id for row in rows]
        present = MESSAGES.find(self._connection, ids)
        absent = [name for name in ids if name not in present]
        gone = self.find_gone("message", absent) if may_be_gone else set[str]()
        new: list[MessageRow] = []
        for row in rows:
            there = present.get(row.id)
            if there is not None:
                self._compare_message(there, row)
            elif row.id in gone:
                self._outcomes.add("message", "deleted", row.id)
            else:
                present[row.id] = row
                new.append(row)
                self._outcomes.add("message", "added", row.id)
        if new and self._writes:
            self._forget("message", [row.id for row in new])
            MESSAGES.insert(self._connection, *new)

    def _compare_message(self, there: MessageRow, row: MessageRow) -> None:
        if there.thread_id != row.thread_id:
            self._outcomes.refuse("message", row.id, f"has the id of a message of thread {there.thread_id}")
        elif render_message(there) == render_message(row):
            self._outcomes.add("message", "there", row.id)
        elif there.status == "incomplete" and row.status == "completed" and there.run_id == row.run_id:
            self._outcomes.add("message", "updated", row.id)
            if self._writes:
                MESSAGES.replace(self._connection, row)
        else:
            self._outcomes.add("message", "different", row.id)

    def _merge_runs(self, histories: Sequence[RunHistory]) -> None:
        present = RUNS.find(self._connection, [history.row.id for history in histories])
        new: dict[str, RunHistory] = {}
        for history in histories:
            there = present.get(history.row.id)
            if there is not None:
                self._compare_run(there, history)
            elif history.row.id in new:
                self._outcomes.add("run", "different", history.row.id)
            else:
                new[history.row.id] = history
        chosen = self._choose_active([*new.values()])
        for history in chosen:
            self._outcomes.add("run", "added", history.row.id)
            if self._writes:
                RUNS.insert(self._connection, history.row)
        self._merge_steps(chosen)

    def _choose_active(self, histories: Sequence[RunHistory]) -> list[RunHistory]:
        """Return new runs of a thread of which one at most is active, and none if there is one here."""
        active = [history.row.id for history in histories if history.row.status in ACTIVE_STATUSES]
        if not active:
            return [*histories]
        thread_id = histories[0].row.thread_id
        busy = RUNS.list_all(self._connection, thread_id=thread_id, status=sorted(ACTIVE_STATUSES))
        kept = None if busy else active[-1]
        return [
            self._end(history) if history.row.id in active and history.row.id != kept else history
            for history in histories
        ]

    def _end(self, history: RunHistory) -> RunHistory:
        becomes = "becomes expired, since another run is at work on its thread"
        self._outcomes.notes.add("run", f"status: {history.row.status}", becomes, history.row.id)
        return history.expire()

    def _compare_run(self, there: RunRow, history: RunHistory) -> None:
        row = history.row
        was_worked_on = bool(there.answerer or there.claims or there.owner)
        if there.thread_id != row.thread_id:
            self._outcomes.refuse("run", row.id, f"has the id of a run of thread {there.thread_id}")
        elif history.was_active or render_run(there) == render_run(row):
            # What had not ended may have gone on here since.
            self._outcomes.add("run", "there", row.id)
            if not history.was_active and not was_worked_on:
                self._merge_steps([history])
        elif there.status in _UNFINISHED and there.status != row.status and not was_worked_on:
            self._outcomes.add("run", "updated", row.id)
            if self._writes:
                RUNS.replace(self._connection, row)
            self._merge_steps([history], replaces=True)
        else:
            self._outcomes.add("run", "different", row.id)

    def _merge_steps(self, histories: Sequence[RunHistory], *, replaces: bool = False) -> None:
        """Merge the steps of runs that are there by now.

        Args:
            histories: The runs.
            replaces: Whether the steps take the place of those that are there.
        """
        steps = [(step, history.row) for history in histories for step in history.steps]
        present = STEPS.find(self._connection, [step.id for step, _ in steps])
        new: dict[str, StepRow] = {}
        for step, run in steps:
            there = present.get(step.id) or new.get(step.id)
            if there is None:
                new[step.id] = step
                self._outcomes.add("step", "added", step.id)
            elif there.run_id != step.run_id:
                self._outcomes.refuse("step", step.id, f"has the id of a step of run {there.run_id}")
            elif _is_equal(there, step, run):
                self._outcomes.add("step", "there", step.id)
            else:
                self._outcomes.add("step", "updated" if replaces else "different", step.id)
                if replaces and self._writes:
                    STEPS.replace(self._connection, step)
        if self._writes:
            STEPS.insert(self._connection, *new.values())

    def _forget(self, kind: str, ids: Sequence[str]) -> None:
        """Forget that objects were deleted which come back now."""
        if self._restores:
            forget_deleted(self._connection, kind, ids)


def _is_equal(there: StepRow, step: StepRow, run: RunRow) -> bool:
    """Say whether a step is as in the export, which may be one without the text that searches found."""
    exported = render_step(step, run, with_content=True)
    return any(render_step(there, run, with_content=content) == exported for content in (True, False))
