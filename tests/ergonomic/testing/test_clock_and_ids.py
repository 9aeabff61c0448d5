"""The time and the ids of an embedded server, as tests set them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from assistants_v2 import Assistants, RunExpired
from assistants_v2.testing import Clock, NumberedIds, Script, call, pause

NEW_YEAR = datetime(2026, 1, 1, 9, 30, tzinfo=UTC)


def balance(account: str) -> int:
    """Look up what is left."""
    return 17


def hold_conversation() -> tuple[str, list[object]]:
    """Return the transcript of a conversation with a tool, and its objects as JSON."""
    clock = Clock(NEW_YEAR)
    with (
        Script([call("balance", account="1"), "You have 17."]) as script,
        Assistants.local(model=script, clock=clock, ids=NumberedIds()) as client,
    ):
        assistant = client.assistants.create(model="m", tools=[balance])
        thread = client.threads.create(messages=[{"role": "user", "content": "How much?"}])
        clock.forward(60)
        result = client.threads.runs.execute(thread.id, assistant_id=assistant.id, functions=[balance])
        objects: list[object] = [each.to_dict() for each in (result.run, *result.messages, *result.steps)]
        return client.threads.transcript(thread.id), objects


def test_a_whole_transcript_is_the_same_each_time() -> None:
    """Ids and times included, so that it can be kept as a snapshot."""
    first = hold_conversation()
    assert first == hold_conversation()
    assert "2026-01-01" in first[0]
    run = first[1][0]
    assert isinstance(run, dict)
    assert (f"run_{1:024d}", NEW_YEAR.timestamp() + 60) == (run["id"], run["created_at"])


def test_times_are_those_of_the_clock() -> None:
    """What is made has the time of the test, and a run expires ten minutes later."""
    clock = Clock(NEW_YEAR)
    hold = pause()
    with Script([[hold, "a"]]) as script, Assistants.local(model=script, clock=clock) as client:
        assistant = client.assistants.create(model="m")
        assert NEW_YEAR.timestamp() == assistant.created_at
        thread = client.threads.create(messages=[{"role": "user", "content": "?"}])
        run = client.threads.runs.create(thread.id, assistant_id=assistant.id)
        assert NEW_YEAR.timestamp() + 600 == run.expires_at
        hold.wait()
        hold.release()
        assert "completed" == client.threads.runs.poll(run.id, thread_id=thread.id).status


@pytest.mark.parametrize("place", [":memory:", "file.db"])
def test_a_run_expires_when_the_clock_has_passed_its_time(place: str, tmp_path: Path) -> None:
    """A test of what a program does about it takes no ten minutes; who streams hears of it at once."""
    clock, hold = Clock(), pause()
    path = place if place == ":memory:" else str(tmp_path / place)
    with Script([[hold, "late"]]) as script, Assistants.local(path, model=script, clock=clock) as client:
        assistant = client.assistants.create(model="m")
        thread = client.threads.create(messages=[{"role": "user", "content": "?"}])
        with client.threads.runs.stream(thread.id, assistant_id=assistant.id) as stream:
            hold.wait()
            clock.forward(599)
            assert "in_progress" == client.threads.runs.list(thread.id).data[0].status
            clock.forward(1)
            with pytest.raises(RunExpired):
                stream.result()


def test_a_run_that_waits_for_outputs_expires_as_well() -> None:
    """Nobody works on it, and still it ends in time."""
    clock = Clock()
    with (
        Script([call("balance", account="1")]) as script,
        Assistants.local(model=script, clock=clock) as client,
    ):
        assistant = client.assistants.create(model="m", tools=[balance])
        thread = client.threads.create(messages=[{"role": "user", "content": "?"}])
        run = client.threads.runs.create_and_poll(thread.id, assistant_id=assistant.id)
        assert "requires_action" == run.status
        clock.forward(600)
        assert "expired" == client.threads.runs.retrieve(run.id, thread_id=thread.id).status


def test_a_closed_server_does_not_mind_the_clock() -> None:
    """A clock outlives the clients of a test."""
    clock = Clock()
    Assistants.local(clock=clock).close()
    clock.forward(1)
