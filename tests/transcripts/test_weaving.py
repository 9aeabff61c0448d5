"""In which order it happened."""

from __future__ import annotations

from collections.abc import Sequence

from assistants_v2_raw import models
from assistants_v2_transcripts.timeline import TimelineEntry
from assistants_v2_transcripts.weaving import Weaver, make_run_timeline
from hypothesis import given
from hypothesis import strategies as st

from ..ergonomic.objects import a_run
from .told import a_step, called, said, worked, wrote

Worked = tuple[models.Run, Sequence[models.RunStep]]


def weave(messages: Sequence[models.Message], runs: Sequence[Worked]) -> list[str]:
    """Return the ids of what is told of a thread, in order."""
    weaver, left = Weaver(), [*runs]
    told: list[TimelineEntry] = []
    for message in (*messages, None):
        while left and weaver.comes_first(left[0][0], message):
            told += weaver.add_run(*left.pop(0))
        told += weaver.add_message(message) if message else weaver.finish()
    return [entry.id for entry in told]


def test_messages_stand_where_the_steps_of_their_run_say() -> None:
    """What a run did before and after its message is told there, not all at once."""
    steps = [
        a_step("step_1", called("look")),
        wrote("msg_2"),
        a_step("step_3", called("see", call_id="call_3")),
        wrote("msg_3", "step_4"),
    ]
    messages = [said("Look!"), said("I look.", "msg_2", run="run_1"), said("I see.", "msg_3", run="run_1")]
    assert ["msg_1", "run_1", "call_1", "msg_2", "call_3", "msg_3"] == weave(messages, [(worked(), steps)])


def test_what_happened_in_one_second_is_in_the_order_of_the_lists() -> None:
    """A short conversation is over in a second, and the times of all its objects are the same."""
    messages = [
        said("One?", "msg_1"),
        said("One.", "msg_2", run="run_1"),
        said("Two?", "msg_3"),
        said("Two.", "msg_4", run="run_2"),
    ]
    runs: list[Worked] = [(worked("run_1"), [wrote("msg_2")]), (worked("run_2"), [wrote("msg_4")])]
    assert ["msg_1", "run_1", "msg_2", "msg_3", "run_2", "msg_4"] == weave(messages, runs)


def test_a_run_without_a_message_is_told_by_its_time() -> None:
    """A run that failed stands before what was said later."""
    failed = (a_run("failed", created_at=1_001), [a_step("step_1", called("look"))])
    messages = [said("One?", at=1_000), said("Two?", "msg_2", at=1_002)]
    assert ["msg_1", "run_1", "call_1", "msg_2"] == weave(messages, [failed])


def test_a_run_in_milliseconds_stands_among_messages_in_seconds() -> None:
    """Some servers count the times of some objects otherwise."""
    runs: list[Worked] = [(worked("run_1", 1_714_564_800_500), [])]
    messages = [said("One?", at=1_714_564_800), said("Two?", "msg_2", at=1_714_564_802)]
    assert ["msg_1", "run_1", "msg_2"] == weave(messages, runs)


def test_a_message_of_a_run_that_is_gone_is_told() -> None:
    """Histories that were imported in part lose nothing."""
    messages = [said("Hello.", "msg_1", run="run_0"), said("And?", "msg_2")]
    assert ["msg_1", "msg_2", "run_1"] == weave(messages, [(worked(at=2_000), [])])


def test_a_message_that_is_not_there_is_told_of_by_its_step() -> None:
    """Somebody has deleted it; that it was written is known."""
    assert ["run_1", "step_2"] == weave([], [(worked(), [wrote("msg_9")])])


def test_a_user_who_speaks_meanwhile_does_not_lose_the_rest() -> None:
    """Some servers do not lock a thread while a run works."""
    steps = [wrote("msg_2"), a_step("step_3", called("look")), wrote("msg_4", "step_4")]
    messages = [
        said("I see.", "msg_2", run="run_1"),
        said("Wait!", "msg_3", at=1_002),
        said("Yes?", "msg_4", at=1_003, run="run_1"),
    ]
    assert ["run_1", "msg_2", "call_1", "step_4", "msg_3", "msg_4"] == weave(messages, [(worked(), steps)])


@given(
    st.lists(st.tuples(st.integers(0, 3), st.sampled_from([None, 0, 1, 2])), max_size=8), st.integers(0, 3)
)
def test_nothing_is_lost_and_nothing_told_twice(spoken: list[tuple[int, int | None]], count: int) -> None:
    """Whatever the times and the runs of messages are, each object is told, in the order of its list."""
    moments = sorted(moment for moment, _ in spoken)
    messages = [
        said("…", f"msg_{i}", at=1_000 + moment, run=None if run is None else f"run_{run}")
        for i, (moment, (_, run)) in enumerate(zip(moments, spoken, strict=True))
    ]
    runs: list[Worked] = [(worked(f"run_{i}", 1_000 + i), [a_step(f"step_{i}")]) for i in range(count)]
    told = weave(messages, runs)
    assert [message.id for message in messages] == [each for each in told if each.startswith("msg")]
    assert [run.id for run, _ in runs] == [each for each in told if each.startswith("run")]
    assert [f"step_{i}" for i in range(count)] == [each for each in told if each.startswith("step")]


def test_the_timeline_of_a_run_has_the_durations_that_were_measured() -> None:
    """A call that was answered here took what it took; that of a step is in whole seconds."""
    steps = [a_step("step_1", called("look"), called("see", call_id="call_9"))]
    told = make_run_timeline(worked(), steps, seconds={"call_1": 0.042})
    assert [("run_1", 5), ("call_1", 0.042), ("call_9", 2)] == [(entry.id, entry.seconds) for entry in told]
