"""The audit is content with what a storm should leave, and notices everything that should not be."""

from __future__ import annotations

import copy
import signal
from collections.abc import Callable
from typing import Any

import pytest
from attrs import asdict, define, evolve, field

from .audit import Thread, audit
from .notes import Ask, Conversation, Json, Life, Message, Notes, Plan, Run, Trouble

PLAN = Plan("1-2", rounds=1)


@define
class World:
    """What was written down, and what is held; both can be tampered with."""

    notes: Notes
    held: list[Thread]
    damage: list[str] = field(factory=list[str])

    @property
    def told(self) -> Conversation:
        """The conversation."""
        return self.notes.conversations[0]

    @property
    def thread(self) -> Thread:
        """Its thread."""
        return self.held[0]

    @property
    def run(self) -> Json:
        """Its run, as it is held."""
        return dict(self.thread.runs[0])

    def hold(self, **changes: Any) -> None:
        """Change what is held of the thread."""
        self.held[0] = evolve(self.thread, **changes)

    def hold_run(self, **changes: Any) -> None:
        """Change what is held of the run."""
        self.hold(runs=[self.run | changes])

    def wrong(self) -> dict[str, int]:
        """How many sentences the audit says, by kind."""
        found = asdict(audit(self.notes, self.held, self.damage))
        return {name: len(sentences) for name, sentences in found.items() if sentences}


def say(role: str, text: str, number: int) -> Json:
    """A message as it is held."""
    return {"id": f"msg_{number}", "role": role, "content": [{"text": {"value": text}}]}


def call(output: str | None) -> Json:
    """A step with a call as it is held."""
    function = {"name": "look_up", "arguments": "{}", "output": output}
    return {"step_details": {"tool_calls": [{"id": "call_1", "function": function}]}}


@pytest.fixture
def world() -> World:
    """A conversation with one run that called a function; its second turn was asked again after a death."""
    run = Run(PLAN, "yes", "run_1", outputs={"call_1": "42"}, end="completed", seen={0: 2.0, 1: 9.0})
    messages = [Message("hello", "yes", "msg_1"), Message("perhaps"), Message("refused", "no")]
    messages.append(Message("gone", "yes", "msg_9", deleted="yes"))
    told = Conversation(1, "yes", "thread_1", messages, [run], version="3", versions={"2"})
    asks = [Ask("1-2", 0, 0, 1.0), Ask("1-2", 1, 0, 3.0), Ask("1-2", 1, 1, 6.0)]
    lives = [
        Life(0, 0.0, signal.SIGKILL, 5.0, 0.5, 5.1, -signal.SIGKILL),
        Life(1, 0.2, signal.SIGTERM, 20.0, 0.7, 21.0, 0),
    ]
    held = Thread(
        "thread_1",
        {"talk": "1", "version": "3"},
        [say("user", "hello", 1), say("assistant", PLAN.answer(["42"]), 2)],
        [{"id": "run_1", "status": "completed", "last_error": None, "metadata": {"plan": "1-2"}}],
        {"run_1": [call("42"), {"step_details": {}}]},
    )
    return World(Notes([told], asks, lives, [Trouble("lock", 10.0, 12.0)]), [held])


def test_all_is_well(world: World) -> None:
    """A conversation that was held as it should be gives no cause for complaint."""
    assert {} == world.wrong()


def test_what_nobody_was_told_of_may_be_there_or_not(world: World) -> None:
    """A message, a run, metadata, a deletion, a cancellation, a whole thread."""
    world.hold(metadata={"talk": "1", "version": "2"})
    world.hold(messages=[*world.thread.messages, say("user", "perhaps", 3)])
    world.told.messages[0].deleted = "unknown"
    world.told.runs.append(Run(Plan("1-7")))
    world.notes.conversations.append(Conversation(2))
    world.held.append(Thread("thread_2", {"talk": "2"}))
    assert {} == world.wrong()
    world.hold(messages=world.thread.messages[1:])
    world.told.runs[0].end, world.told.runs[0].cancelled = None, "unknown"
    world.hold_run(status="cancelled")
    world.hold(messages=[message for message in world.thread.messages if message["role"] == "user"])
    assert {} == world.wrong()


def test_a_run_may_wait_for_outputs(world: World) -> None:
    """Nobody works on it, and nobody has to."""
    world.told.runs[0] = Run(PLAN, "yes", "run_1", seen={0: 2.0})
    world.hold(messages=[say("user", "hello", 1)], steps={"run_1": [call(None)]})
    world.hold_run(status="requires_action")
    assert {} == world.wrong()


Tamper = Callable[[World], Any]


@pytest.mark.parametrize(
    ("tamper", "found"),
    [
        (lambda world: world.held.clear(), {"lost": 1}),
        (lambda world: world.hold(id="thread_other"), {"lost": 1}),
        (lambda world: world.hold(metadata={"talk": "1", "version": "1"}), {"lost": 1}),
        (lambda world: world.hold(messages=world.thread.messages[1:]), {"lost": 1}),
        (lambda world: world.hold(messages=world.thread.messages[:1]), {"lost": 1}),
        (lambda world: world.hold(messages=[*world.thread.messages, say("user", "gone", 9)]), {"lost": 1}),
        (lambda world: world.hold(steps={"run_1": [call("41")]}), {"lost": 2, "unasked": 1}),
        (lambda world: world.told.runs[0].outputs.update(call_2="43"), {"lost": 1}),
        (lambda world: setattr(world.told.runs[0], "cancelled", "yes"), {"lost": 1}),
        (lambda world: setattr(world.told.runs[0], "end", "cancelled"), {"lost": 1}),
        (lambda world: setattr(world.told.runs[0], "id", "run_2"), {"lost": 1}),
        (lambda world: world.notes.lost.append("a run that was not found"), {"lost": 1}),
    ],
    ids=[
        "thread",
        "another thread",
        "metadata",
        "message",
        "answer",
        "deletion",
        "output",
        "call",
        "cancellation",
        "end",
        "another run",
        "not found",
    ],
)
def test_a_loss_is_noticed(world: World, tamper: Tamper, found: dict[str, int]) -> None:
    """Whatever was acknowledged and is not there, or is otherwise."""
    tamper(world)
    assert found == world.wrong()


def test_the_loss_of_a_run_is_noticed(world: World) -> None:
    """Its answer has nobody then who said it."""
    world.hold(runs=[])
    assert {"lost": 1, "unasked": 1} == world.wrong()


def test_what_is_there_twice_is_noticed(world: World) -> None:
    """A thread, a message, an answer, a run: each request was sent once."""
    world.held.append(Thread("thread_2", {"talk": "1"}))
    world.hold(messages=[*world.thread.messages, *copy.deepcopy(world.thread.messages)])
    world.hold(runs=[*world.thread.runs, *world.thread.runs])
    assert 4 <= world.wrong()["doubled"]


@pytest.mark.parametrize(
    "tamper",
    [
        lambda world: world.held.append(Thread("thread_2", {"talk": "2"})),
        lambda world: world.held.append(Thread("thread_2", {})),
        lambda world: world.hold(messages=[*world.thread.messages, say("user", "refused", 3)]),
        lambda world: world.hold(messages=[*world.thread.messages, say("user", "made up", 3)]),
        lambda world: world.hold(messages=[*world.thread.messages, say("assistant", "Rehearsal", 3)]),
        lambda world: world.hold(runs=[world.run, world.run | {"id": "run_2", "metadata": {}}]),
    ],
    ids=["thread", "nobody's thread", "refused message", "message", "answer", "run"],
)
def test_what_nobody_asked_for_is_noticed(world: World, tamper: Tamper) -> None:
    """What was refused with the promise that nothing was stored, and what came from nowhere."""
    world.notes.conversations.append(Conversation(2, "no"))
    tamper(world)
    assert 1 == world.wrong()["unasked"]


def test_a_refused_run_is_noticed(world: World) -> None:
    """A refusal that allows another try promises that there is none."""
    world.told.runs[0].made = "no"
    assert {"unasked": 1} == world.wrong()


@pytest.mark.parametrize("status", ["queued", "in_progress", "cancelling"])
def test_a_run_without_an_end_is_noticed(world: World, status: str) -> None:
    """Nobody works on it any more, or it would have ended by now."""
    world.told.runs[0].end = None
    world.hold_run(status=status)
    assert 1 == world.wrong()["unended"]


@pytest.mark.parametrize("status", ["failed", "expired", "incomplete", "cancelled"])
def test_an_end_for_no_reason_is_noticed(world: World, status: str) -> None:
    """The model answers in time, and nobody cancelled."""
    world.told.runs[0].end = None
    world.hold_run(status=status)
    assert 1 == world.wrong()["failed"]


def test_a_run_may_expire_if_nobody_answers_its_calls(world: World) -> None:
    """Its client has gone away; one that expires after its outputs were taken was forgotten."""
    world.told.runs[0] = Run(PLAN, "yes", "run_1", seen={0: 2.0})
    world.hold(messages=[say("user", "hello", 1)], steps={"run_1": [call(None)]})
    world.hold_run(status="expired")
    assert {} == world.wrong()
    world.hold(steps={"run_1": [call("42")]})
    assert {"failed": 1} == world.wrong()


def test_a_model_call_after_its_result_was_seen_is_noticed(world: World) -> None:
    """Somebody pays twice, whether the process that asked first is dead or not."""
    world.notes.asks.append(Ask("1-2", 0, 1, 5.5))
    assert {"repeated": 1} == world.wrong()


@pytest.mark.parametrize(("woken", "expected"), [(6.99, {}), (6.5, {"repeated": 1})])
def test_a_model_call_that_was_being_sent_when_its_process_stood_still_is_no_fault(
    world: World, woken: float, expected: dict[str, int]
) -> None:
    """It comes as soon as the process is woken; one that comes later was made without a look."""
    world.told.runs[0].seen.clear()
    world.notes.asks.append(Ask("1-2", 0, 1, 7.0))
    world.notes.lives[1].stood.append((4.0, woken))
    assert expected == world.wrong()


def test_a_model_call_that_two_living_processes_made_is_noticed(world: World) -> None:
    """One of the answers is thrown away, although nobody had died."""
    world.notes.asks.append(Ask("1-2", 1, 1, 7.0))
    assert {"asked_twice": 1} == world.wrong()


def test_a_model_call_after_the_next_turn_began_is_noticed(world: World) -> None:
    """What the next turn is built upon is stored, whether a client has seen it or not."""
    world.told.runs[0].seen.clear()
    world.notes.asks.append(Ask("1-2", 0, 1, 5.5))
    assert {"repeated": 1} == world.wrong()


@pytest.mark.parametrize("kind", ["stop", "crash", "silence"])
def test_a_model_call_may_be_made_again_when_nobody_could_hold_a_lease(world: World, kind: Any) -> None:
    """The database was away, or the process stood still; but not if that was long ago."""
    world.notes.lives[0] = evolve(world.notes.lives[1], number=0)
    assert {"asked_twice": 1} == world.wrong()
    world.notes.troubles.append(Trouble(kind, 4.0, 5.0))
    assert {} == world.wrong()
    world.notes.troubles[-1] = Trouble(kind, -9.0, -8.0)
    assert {"asked_twice": 1} == world.wrong()
    world.notes.lives[0].stood.append((2.5, 4.0))
    assert {} == world.wrong()


def test_an_output_that_was_taken_twice_is_noticed(world: World) -> None:
    """The model heard two of them, so one has replaced the other."""
    world.notes.asks = [evolve(ask, heard=f"{ask.life}" if ask.turn else "") for ask in world.notes.asks]
    assert {"doubled": 1} == world.wrong()


def test_a_function_that_was_executed_twice_is_noticed(world: World) -> None:
    """Once for each call, however often the call is told."""
    world.told.runs[0].executed[0] = 1
    assert {} == world.wrong()
    world.told.runs[0].executed[0] = 2
    assert {"executed_twice": 1} == world.wrong()


def test_a_client_without_an_end_is_noticed(world: World) -> None:
    """A stream that does not end, or a call that comes to nothing."""
    world.notes.stranded.append("run 1-2: a timeout")
    assert {"stranded": 1} == world.wrong()


def test_a_locked_thread_is_noticed(world: World) -> None:
    """All runs have ended, and yet it takes nothing."""
    world.hold(refusal="a message: thread_1 is locked")
    assert {"locked": 1} == world.wrong()


def test_damage_and_complaints_are_told(world: World) -> None:
    """What the file, clients, lookers and logs say is passed on."""
    world.damage.append("a page is torn")
    world.notes.strange.append("GET /threads was answered with 500")
    world.notes.lives[0].complaints.append("Traceback")
    assert {"damage": 1, "defects": 2} == world.wrong()


@pytest.mark.parametrize(
    ("life", "is_wrong"),
    [
        (Life(0, 0.0, signal.SIGTERM, 5.0, 0.5, 6.0, 0), False),
        (Life(0, 0.0, signal.SIGTERM, 5.0, 0.5, 6.0, 1), True),
        (Life(0, 0.0, signal.SIGTERM, 5.0, 0.5, 6.0, -signal.SIGTERM), True),
        (Life(0, 0.0, signal.SIGTERM, 0.2, None, 0.3, -signal.SIGTERM), False),
        (Life(0, 0.0, signal.SIGTERM, 5.0, 0.5, None, None), True),
        (Life(0, 0.0, None, None, 0.5, 6.0, 0), True),
        (Life(0, 11.0, None, None, None, 13.0, 2), False),
        (Life(0, 13.0, None, None, None, 14.0, 2), True),
        (Life(0, 11.0, None, None, None, 13.0, 1), True),
    ],
    ids=[
        "stopped",
        "stopped with a status",
        "not stopped but killed",
        "stopped before it served",
        "not stopped",
        "ended by itself",
        "refused in trouble",
        "refused without trouble",
        "failed in trouble",
    ],
)
def test_the_end_of_a_process_is_judged(world: World, life: Life, is_wrong: bool) -> None:
    """SIGTERM means status 0; only a file that is locked or full may be refused."""
    world.notes.asks.clear()
    world.notes.lives[0] = life
    assert ({"defects": 1} if is_wrong else {}) == world.wrong()
