"""What is passed on of a turn, and what is made of it elsewhere: the same events, none twice."""

from __future__ import annotations

import json
from typing import Any

from assistants_v2_server.builtin_tools import BuiltinTools
from assistants_v2_server.lifecycle import advance_run, create_run_state
from assistants_v2_server.models import FinishPiece, RefusalPiece, TextPiece, ToolCallPiece, Usage
from assistants_v2_server.runs.citations import References
from assistants_v2_server.runs.drafts import TurnDraft
from assistants_v2_server.runs.events import Event
from assistants_v2_server.runs.relayed import RelayedTurns, read_events, write_event
from assistants_v2_server.runs.tellings import RunRows, Telling
from assistants_v2_server.runs.turns import TurnParts
from assistants_v2_server.service.run_settings import resolve_settings
from assistants_v2_server.store import RunRow
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from ..rows import ASSISTANT

QUEUED = RunRow(
    id="run_1",
    thread_id="thread_1",
    assistant_id="asst_1",
    settings=resolve_settings(ASSISTANT, {}, BuiltinTools()),
    metadata={},
    answerer="",
    **asdict(create_run_state(100)),
)
BEGUN = replace(advance_run(QUEUED, "start", 101), claims=1)
FINISH = FinishPiece("stop", Usage(1, 1))


def pass_on(*pieces: Any) -> list[Event]:
    """The events of a turn where it is made, after they were passed on."""
    speech = Telling(replace(BEGUN, status="queued")).begin_turn(TurnDraft(BEGUN, lambda: 102))
    parts = TurnParts(References())
    told = [told for piece in pieces if piece != FINISH for told in parts.add(piece)]
    told += parts.finish() if FINISH in pieces else []
    return [read for one in told for event in speech.tell(one) for read in read_events(write_event(event))]


def names(events: list[Event]) -> list[str]:
    """The names of events."""
    return [event.name.removeprefix("thread.") for event in events]


def hear(telling: Telling, passed: list[Event]) -> None:
    """Have a listener told what was passed on."""
    RelayedTurns(telling).tell(passed)


def test_a_listener_elsewhere_is_told_the_same() -> None:
    """Who has been told nothing since the run was queued is told all that was passed on."""
    passed = pass_on(TextPiece("one "), TextPiece("two"), FINISH)
    told = RelayedTurns(Telling(QUEUED)).tell(passed)
    assert passed == told
    begun = ["run.in_progress", "run.step.created", "run.step.in_progress", "message.created"]
    assert [*begun, "message.in_progress", "message.delta", "message.delta"] == names(told)


def test_nothing_is_told_twice() -> None:
    """Batches may be read again, and the run may have been seen in progress before."""
    passed = pass_on(TextPiece("one"), FINISH)
    telling = Telling(QUEUED)
    telling.tell_run(BEGUN)
    relayed = RelayedTurns(telling)
    assert names(passed)[1:] == names(relayed.tell(passed))
    assert ["run.step.in_progress"] == names(relayed.tell(passed[:3]))[:1]


def test_what_rows_have_told_is_not_told_after_them() -> None:
    """A step that was told whole, from what is stored, has no pieces any more; nor has a run that ended."""
    passed = pass_on(ToolCallPiece(0, "f", "{}"), FINISH)
    shown = json.loads(next(event.data for event in passed if event.name == "thread.run.step.created"))
    telling = Telling(QUEUED)
    telling.note_ended(shown["id"])
    assert ["run.in_progress"] == names(RelayedTurns(telling).tell(passed))
    telling.is_over = True
    assert [] == RelayedTurns(telling).tell(pass_on(TextPiece("late")))


@given(texts=st.lists(st.text(min_size=1), min_size=1, max_size=8))
def test_a_message_that_was_not_stored_ends_with_what_was_said(texts: list[str]) -> None:
    """Whoever cancels the run elsewhere sees the words that were passed on until then, whatever they are."""
    telling = Telling(QUEUED)
    hear(telling, pass_on(*map(TextPiece, texts)))
    cancelled = replace(BEGUN, status="cancelled", cancelled_at=103)
    events = telling.tell_rows(RunRows(cancelled, [], {}))
    assert ["run.cancelling", "message.incomplete", "run.step.cancelled", "run.cancelled", "done"] == names(
        events
    )
    message = json.loads(events[1].data)
    assert "".join(texts) == message["content"][0]["text"]["value"]
    assert ({"reason": "run_cancelled"}, 103) == (message["incomplete_details"], message["incomplete_at"])


def test_a_refusal_and_calls_that_were_not_stored_end_too() -> None:
    """A run that failed amid them says so in the message, and in the step of the calls."""
    telling = Telling(QUEUED)
    hear(telling, pass_on(RefusalPiece("I "), RefusalPiece("won't"), ToolCallPiece(0, "f", "{")))
    failed = replace(
        BEGUN, status="failed", failed_at=103, last_error={"code": "server_error", "message": "x"}
    )
    events = telling.tell_rows(RunRows(failed, [], {}))
    ends = ["message.incomplete", "run.step.failed", "run.step.failed", "run.failed", "done"]
    assert ends == names(events)
    message = json.loads(events[0].data)
    assert ("I won't", "run_failed") == (
        message["content"][0]["refusal"],
        message["incomplete_details"]["reason"],
    )
