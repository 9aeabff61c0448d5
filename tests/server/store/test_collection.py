"""Collections: rows come back as they went in, lists keep their order, one run locks a thread."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import get_args

import psycopg
import pytest
from assistants_v2_server.lifecycle import ACTIVE_STATUSES, RunStatus
from assistants_v2_server.store import (
    ASSISTANTS,
    MESSAGES,
    RUNS,
    STEPS,
    THREADS,
    AssistantRow,
    Database,
    MessageRow,
    PageRequest,
    RunRow,
    StepRow,
    ThreadRow,
    UnknownCursor,
)
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from sqlalchemy import Connection

from ...databases.places import Databases

ASSISTANT = AssistantRow(
    id="asst_1",
    created_at=1,
    name=None,
    description="d",
    model="m",
    instructions=None,
    tools=[{"type": "file_search"}],
    tool_resources={},
    metadata={"k": ""},
    temperature=1.0,
    top_p=0.5,
    reasoning_effort=None,
    response_format="auto",
)
THREAD = ThreadRow(id="thread_1", created_at=1, tool_resources={}, metadata={})
RUN = RunRow(
    id="run_1",
    thread_id="thread_1",
    assistant_id="asst_1",
    status="queued",
    created_at=1,
    expires_at=601,
    settings={"model": "m", "max_prompt_tokens": 10**30},
    answerer="m",
    metadata={},
)
STEP = StepRow(
    id="step_1",
    run_id="run_1",
    thread_id="thread_1",
    assistant_id="asst_1",
    type="tool_calls",
    status="in_progress",
    created_at=1,
    expires_at=601,
    details={"type": "tool_calls", "tool_calls": []},
    usage={"total_tokens": 0},
)


def message_row(number: int, thread_id: str = "thread_1") -> MessageRow:
    """A message; all are made in the same second."""
    return MessageRow(
        id=f"msg_{thread_id}_{number}",
        thread_id=thread_id,
        created_at=1,
        role="user",
        content=[{"type": "text", "text": {"value": "ü\x00😀", "annotations": []}}],
        attachments=[],
        metadata={},
    )


@pytest.fixture
def connection(databases: Databases) -> Iterator[Connection]:
    """A write transaction on a database with two threads."""
    database = Database(databases.new())
    with database.write() as opened:
        THREADS.insert(opened, THREAD, replace(THREAD, id="thread_2"))
        yield opened
    database.close()


def test_every_row_comes_back_as_it_was_stored(connection: Connection) -> None:
    """Each kind of row survives the database unchanged, nulls, big numbers and odd characters included."""
    ASSISTANTS.insert(connection, ASSISTANT)
    RUNS.insert(connection, RUN)
    STEPS.insert(connection, STEP)
    MESSAGES.insert(connection, message_row(1))
    assert [ASSISTANT, THREAD, RUN, STEP, message_row(1)] == [
        ASSISTANTS.get(connection, "asst_1"),
        THREADS.get(connection, "thread_1", lock=True),
        RUNS.get(connection, "run_1", lock=True, thread_id="thread_1"),
        STEPS.get(connection, "step_1"),
        MESSAGES.get(connection, "msg_thread_1_1"),
    ]


def test_a_row_is_only_found_under_its_parent(connection: Connection) -> None:
    """A condition on another column must hold as well."""
    RUNS.insert(connection, RUN)
    assert RUNS.get(connection, "run_1", thread_id="thread_2") is None


@pytest.mark.parametrize("status", sorted(ACTIVE_STATUSES))
def test_the_database_refuses_a_second_active_run_on_a_thread(
    databases: Databases, status: RunStatus
) -> None:
    """The thread lock does not depend on anybody's checking first."""
    with closing(Database(databases.new())) as database:
        with database.write() as connection:
            THREADS.insert(connection, THREAD, replace(THREAD, id="thread_2"))
            RUNS.insert(connection, replace(RUN, status=status))
            RUNS.insert(connection, replace(RUN, id="run_2", thread_id="thread_2"))
        refusals = (sqlite3.IntegrityError, psycopg.IntegrityError)
        with pytest.raises(refusals), database.write() as connection:
            RUNS.insert(connection, replace(RUN, id="run_3"))


@pytest.mark.parametrize("status", sorted(set(get_args(RunStatus)) - ACTIVE_STATUSES))
def test_an_ended_run_locks_nothing(connection: Connection, status: RunStatus) -> None:
    """Any number of ended runs and one active run fit on a thread."""
    RUNS.insert(connection, replace(RUN, status=status), replace(RUN, id="run_2", status=status))
    RUNS.insert(connection, replace(RUN, id="run_3"))
    assert 3 == len(RUNS.list_all(connection, thread_id="thread_1"))


def test_deleting_a_thread_deletes_what_is_in_it(connection: Connection) -> None:
    """Messages, runs, steps and remembered places go with their thread; other threads keep theirs."""
    RUNS.insert(connection, RUN)
    STEPS.insert(connection, STEP)
    MESSAGES.insert(connection, message_row(1), message_row(2), message_row(1, "thread_2"))
    MESSAGES.delete(connection, "msg_thread_1_2")
    THREADS.delete(connection, "thread_1")
    left = [
        len(RUNS.list_all(connection)),
        len(STEPS.list_all(connection)),
        len(MESSAGES.list_all(connection)),
        len(THREADS.list_all(connection)),
    ]
    assert [0, 0, 1, 1] == left
    with pytest.raises(UnknownCursor):
        MESSAGES.list_page(connection, PageRequest(after="msg_thread_1_2"), thread_id="thread_1")


@pytest.mark.parametrize("name", ["after", "before"])
@pytest.mark.parametrize("cursor", ["msg_thread_2_1", "msg_0", "run_1"])
def test_a_cursor_from_elsewhere_is_refused(connection: Connection, name: str, cursor: str) -> None:
    """A page can only be asked for next to something that is in this very list."""
    MESSAGES.insert(connection, message_row(1), message_row(1, "thread_2"))
    wanted = PageRequest(after=cursor) if name == "after" else PageRequest(before=cursor)
    with pytest.raises(UnknownCursor) as caught:
        MESSAGES.list_page(connection, wanted, thread_id="thread_1")
    assert (name, cursor) == (caught.value.name, caught.value.cursor)


@given(
    size=st.integers(0, 25),
    order=st.sampled_from(["asc", "desc"]),
    limit=st.integers(1, 12),
    after=st.integers(0, 24) | st.none(),
    before=st.integers(0, 24) | st.none(),
    dropped=st.sets(st.integers(0, 24)),
)
def test_a_page_is_what_slicing_a_list_would_give(
    size: int, order: str, limit: int, after: int | None, before: int | None, dropped: set[int]
) -> None:
    """For any list, order, limit and cursors, deleted ones too, a page is the slice a list would give."""
    database = Database()
    with database.write() as connection:
        THREADS.insert(connection, THREAD)
        MESSAGES.insert(connection, *map(message_row, range(size)))
        for number in dropped:
            MESSAGES.delete(connection, message_row(number).id)
        wanted = PageRequest(
            order="asc" if order == "asc" else "desc",
            limit=limit,
            after=message_row(after).id if after is not None and after < size else None,
            before=message_row(before).id if before is not None and before < size else None,
        )
        rows, more = MESSAGES.list_page(connection, wanted, thread_id="thread_1")
    database.close()

    numbers = list(range(size)) if order == "asc" else list(range(size))[::-1]
    if wanted.before is not None and before is not None:
        numbers = numbers[: numbers.index(before)]
    if wanted.after is not None and after is not None:
        numbers = numbers[numbers.index(after) + 1 :] if after in numbers else []
        if wanted.before is not None and before is not None and _past(order, after, before):
            numbers = []
    numbers = [number for number in numbers if number not in dropped]
    backwards = wanted.before is not None and wanted.after is None
    expected = numbers[-limit:] if backwards else numbers[:limit]
    assert [message_row(number) for number in expected] == rows
    assert (len(numbers) > limit) == more


def _past(order: str, after: int, before: int) -> bool:
    """Say whether `after` lies at or behind `before`, so that nothing is between them."""
    return after >= before if order == "asc" else after <= before
