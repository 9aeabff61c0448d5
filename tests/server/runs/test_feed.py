"""Who hears what of a run: several listeners, and what is told from rows alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from assistants_v2_server import FinishPiece, TextPiece, Usage
from assistants_v2_server.lifecycle import create_run_state
from assistants_v2_server.runs.citations import References
from assistants_v2_server.runs.drafts import TurnDraft
from assistants_v2_server.runs.events import Event
from assistants_v2_server.runs.feed import Feed
from assistants_v2_server.runs.storing import store_turn
from assistants_v2_server.runs.subscriptions import MOST_BYTES, MOST_EVENTS, Subscription
from assistants_v2_server.runs.tellings import tell_beginning
from assistants_v2_server.runs.turns import TurnParts
from assistants_v2_server.store import ASSISTANTS, RUNS, THREADS, Database, RunRow, ThreadRow
from msgspec.structs import asdict, replace

from ...databases.places import Databases
from ..rows import ASSISTANT

NOW = 1_700_000_000
SETTINGS: dict[str, Any] = {
    "model": "m",
    "tools": [],
    "tool_resources": {},
    "temperature": None,
    "top_p": None,
}


def now() -> int:
    """The time, which stands still."""
    return NOW


@pytest.fixture
def database(databases: Databases) -> Iterator[Database]:
    """A database in memory."""
    opened = Database(databases.new())
    yield opened
    opened.close()


@pytest.fixture
def run(database: Database) -> RunRow:
    """A queued run."""
    assistant = replace(ASSISTANT, created_at=NOW)
    row = RunRow(
        id="run_1",
        thread_id="thread_1",
        assistant_id="asst_1",
        settings=SETTINGS,
        metadata={},
        answerer="a",
        **asdict(create_run_state(NOW)),
    )
    with database.write() as connection:
        ASSISTANTS.insert(connection, assistant)
        THREADS.insert(connection, ThreadRow(id="thread_1", created_at=NOW, tool_resources={}, metadata={}))
        RUNS.insert(connection, row)
    return row


def saying(text: str) -> TurnParts:
    """A turn that says a text."""
    parts = TurnParts(References())
    parts.add(TextPiece(text))
    return parts


def complete(
    database: Database, run: RunRow, draft: TurnDraft, text: str, parts: TurnParts | None = None
) -> None:
    """Store a turn that says a text, as another process may."""
    turn = (parts or saying(text)).make_turn(FinishPiece("stop", Usage(1, 2)))
    with database.write() as connection:
        store_turn(connection, replace(run, status="in_progress", started_at=NOW), turn, draft, NOW)


def names(listener: Subscription) -> list[str]:
    """The events that a listener has not read."""
    return [event.name.removeprefix("thread.") for event in listener.take()]


def test_two_listeners_hear_the_same(database: Database, run: RunRow) -> None:
    """One may come later, and hears what happens from then on, whole; one may leave."""
    feed = Feed(database, now, lambda: [run.id])
    first = feed.subscribe(run, tell_beginning(run))
    feed.tell_run(replace(run, status="in_progress", started_at=NOW))
    second = feed.subscribe(run, ())
    draft = TurnDraft(replace(run, status="in_progress", started_at=NOW), now)
    tell = feed.begin_turn(draft)
    assert tell is not None
    parts = TurnParts(References())
    for told in parts.add(TextPiece("a")):
        tell(told)
    assert 2 == feed.count_listeners()
    begun = ["run.step.created", "run.step.in_progress", "message.created", "message.in_progress"]
    assert ["run.created", "run.queued", "run.in_progress", *begun, "message.delta"] == names(first)
    assert ["run.in_progress", *begun, "message.delta"] == names(second)
    first.close()
    complete(database, run, draft, "a", parts)
    feed.look(run.id)
    ends = ["message.completed", "run.step.completed", "run.completed", "done"]
    assert ends == names(second)
    assert second.is_over
    assert [] == first.take()
    second.close()
    assert 0 == feed.count_listeners()
    assert None is feed.begin_turn(draft)
    feed.close()


def test_a_run_that_nobody_tells_of_is_told_from_its_rows(database: Database, run: RunRow) -> None:
    """All of it, in order, and one delta for its text; what was told is not told again."""
    feed = Feed(database, now, list)
    listener = feed.subscribe(run, ())
    complete(database, run, TurnDraft(run, now), "all of it")
    ready = threading.Event()
    listener.call_when_ready(ready.set)
    assert ready.wait(30)
    feed.look(run.id)
    step = ["run.step.created", "run.step.in_progress"]
    message = ["message.created", "message.in_progress", "message.delta", "message.completed"]
    ends = ["run.step.completed", "run.completed", "done"]
    assert ["run.in_progress", *step, *message, *ends] == names(listener)
    listener.close()
    feed.close()


def test_a_feed_that_is_closed_ends_what_is_asked_of_it(database: Database, run: RunRow) -> None:
    """Streams that are open, and those that are opened then."""
    feed = Feed(database, now, lambda: [run.id])
    early = feed.subscribe(run, ())
    feed.close()
    late = feed.subscribe(run, ())
    assert ["error", "done"] == names(early) == names(late)


def test_a_turn_that_is_lost_ends_with_its_run(database: Database, run: RunRow) -> None:
    """Another worker's turn counts; what this one's said is told as broken off."""
    feed = Feed(database, now, lambda: [run.id])
    listener = feed.subscribe(run, ())
    tell = feed.begin_turn(TurnDraft(run, now))
    assert tell is not None
    for told in TurnParts(References()).add(TextPiece("lost")):
        tell(told)
    names(listener)
    complete(database, run, TurnDraft(run, now), "kept")
    feed.look(run.id)
    heard = names(listener)
    assert ["message.incomplete", "run.step.cancelled", "run.completed", "done"] == heard[-4:]
    feed.close()


@pytest.mark.parametrize("size", [1, MOST_BYTES // 10])
def test_a_subscription_is_bounded_by_count_and_by_bytes(size: int) -> None:
    """Deltas beyond the bounds are dropped and counted, other events are not."""
    listener = Subscription({}, lambda leaving: None)
    delta = Event("thread.message.delta", b"x" * size, is_delta=True)
    listener.put([delta] * (2 * MOST_EVENTS))
    listener.put([Event("thread.run.completed", b"{}")])
    taken = listener.take()
    assert "thread.run.completed" == taken[-1].name
    assert len(taken) == min(MOST_EVENTS, MOST_BYTES // size) + 1
    assert 2 * MOST_EVENTS + 1 - len(taken) == listener.lost
    listener.put([delta])
    assert [delta] == listener.take()
