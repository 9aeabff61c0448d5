"""Following many runs at once, within a budget of requests. No clock but the script's."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Iterable, Sequence
from statistics import mode
from typing import Any

import assistants_v2 as a
import pytest
from assistants_v2.flows.port_values import Reply
from assistants_v2.flows.waiting import wait_all
from assistants_v2.io.runner import each
from assistants_v2.rules.pacing import AT_ONCE
from assistants_v2.rules.polling import GRACE
from assistants_v2_raw.models import Run
from assistants_v2_raw.types import Operation
from hypothesis import given
from hypothesis import strategies as st

from ..objects import RESTING, a_run
from .scripted_port import ScriptedPort, refusal

NEVER = float("inf")


class TimedPort(ScriptedPort):
    """A server whose runs end at set times, and which takes its time to answer.

    Args:
        ends: When each run is completed, by its id.
        latency: Seconds that an answer takes.

    Attributes:
        looks: When each run was looked at: time and id, in order.
        side_by_side: How many requests each burst had under way together.
    """

    def __init__(self, ends: dict[str, float], latency: float = 0.0) -> None:
        super().__init__()
        self.ends = ends
        self.latency = latency
        self.looks: list[tuple[float, str]] = []
        self.side_by_side: list[int] = []

    async def exchange(self, operation: Operation[Any], **how: Any) -> Reply[Any]:
        _, _, thread_id, _, run_id = operation.path.split("/")
        self.looks.append((self.now, run_id))
        status = "completed" if self.now >= self.ends[run_id] else "in_progress"
        self.script.append(a_run(status, id=run_id, thread_id=thread_id))
        return await super().exchange(operation, **how)

    async def together(
        self, works: Sequence[Callable[[], Coroutine[Any, Any, Any]]], limit: int
    ) -> list[Any]:
        self.side_by_side.append(limit)
        done: list[Any] = []
        for start in range(0, len(works), limit):
            done += [await work() for work in works[start : start + limit]]
            self.now += self.latency
        return done


def at_work(ids: Iterable[str]) -> list[Run]:
    """Return runs that were just created, each on a thread of its own."""
    return [a_run("queued", id=run_id, thread_id=f"thread_of_{run_id}") for run_id in ids]


def never_ending(count: int, latency: float = 0.0) -> TimedPort:
    """Return a server with so many runs that never end."""
    return TimedPort({f"run_{number}": NEVER for number in range(count)}, latency)


def watch(port: TimedPort, **fields: Any) -> list[str]:
    """Wait for all runs of a server; return the ids in the order in which they come."""
    return [run.id for run in each(wait_all(port, at_work(port.ends), **fields))]


def test_runs_come_in_the_order_of_their_ends() -> None:
    """Each comes once, when it has ended, whatever the order they were given in."""
    port = TimedPort({"late": 9.0, "early": 0.4, "middle": 3.0})
    assert ["early", "middle", "late"] == watch(port)


def test_a_run_comes_when_its_end_is_seen() -> None:
    """Nobody waits for the others."""
    port = TimedPort({"early": 0.4, "late": 9.0})
    first = next(each(wait_all(port, at_work(port.ends))))
    assert ("early", "completed") == (first.id, first.status)
    assert port.now < 1


@pytest.mark.parametrize("fields", RESTING, ids=lambda fields: fields["status"])
def test_a_run_at_rest_comes_at_once(fields: dict[str, Any]) -> None:
    """What has ended already, or waits for the caller, is not looked at."""
    port = ScriptedPort()
    assert [fields["status"]] == [run.status for run in each(wait_all(port, [a_run(**fields)]))]
    assert [] == port.log


@pytest.mark.parametrize("status", ["queued", "in_progress", "cancelling", "pondering", ...])
def test_any_other_status_is_waited_out(status: Any) -> None:
    """A run is looked at until it rests, also in a status that nobody knows, or without any."""
    port = ScriptedPort(a_run(status=status), a_run(**RESTING[-1]))
    assert ["requires_action"] == [run.status for run in each(wait_all(port, [a_run(status=status)]))]
    assert ["pause 0.15", "get_run", "pause 0.21", "get_run"] == port.log


def test_no_runs_are_no_work() -> None:
    """There is nothing to wait for, and nothing is sent."""
    port = ScriptedPort()
    assert [] == list(each(wait_all(port, [])))
    assert [] == port.log


def test_a_run_that_is_named_twice_comes_once() -> None:
    """It is looked at as one."""
    port = ScriptedPort(a_run())
    assert ["run_1"] == [run.id for run in each(wait_all(port, [a_run("queued")] * 3))]


@pytest.mark.parametrize(
    ("got", "wrong"), [("Run", a_run()), ("str", "run_1"), ("str", ["run_1"]), ("dict", [{"id": "run_1"}])]
)
def test_what_is_no_list_of_runs_is_refused(got: str, wrong: Any) -> None:
    """The error says what is wanted, before anything is sent."""
    port = ScriptedPort()
    with pytest.raises(TypeError, match=f"wait_all takes an iterable of Run objects, got {got}"):
        wait_all(port, wrong)
    assert [] == port.log


def test_advice_and_fixed_intervals_hold_for_each_run() -> None:
    """What the server recommends is taken anew at each look; the caller's interval comes before it."""
    working, advice = a_run("in_progress"), {"openai-poll-after-ms": "2000"}
    port = ScriptedPort((working, advice), working, a_run())
    list(each(wait_all(port, [working])))
    assert ["pause 0.15", "pause 2", "pause 0.294"] == port.log[::2]
    port = ScriptedPort((working, advice), working, a_run())
    list(each(wait_all(port, [working], poll_interval_ms=500)))
    assert ["pause 0.5"] * 3 == port.log[::2]


def test_every_look_is_shown() -> None:
    """on_poll gets the run after each look."""
    seen: list[str] = []
    port = ScriptedPort(a_run("in_progress"), a_run())
    list(each(wait_all(port, [a_run("queued")], on_poll=lambda run: seen.append(run.status))))
    assert ["in_progress", "completed"] == seen


def test_a_hiccup_is_sat_out() -> None:
    """A look that fails is repeated after a while, and the others go on."""
    port = TimedPort({"a": 1.0, "b": 1.0})
    real, failures = port.exchange, [refusal(503)] * 3

    async def exchange(operation: Operation[Any], **how: Any) -> Reply[Any]:
        if operation.path.endswith("/a") and failures:
            raise failures.pop()
        return await real(operation, **how)

    port.exchange = exchange  # type: ignore[method-assign]  # one instance fails
    assert {"a", "b"} == set(watch(port))
    assert [] == failures


@pytest.mark.parametrize("status", [401, 403, 404])
def test_what_will_not_pass_is_raised(status: int) -> None:
    """The error tells which of the runs it was about."""
    port = ScriptedPort(a_run("in_progress", id="run_1"), refusal(status))
    runs = [a_run("queued", id="run_1"), a_run("queued", id="run_2", thread_id="thread_2")]
    with pytest.raises(a.APIStatusError) as caught:
        list(each(wait_all(port, runs)))
    assert (status, "run_2", "thread_2") == (
        caught.value.status_code,
        caught.value.run_id,
        caught.value.thread_id,
    )


def test_each_look_has_its_time() -> None:
    """A look that fails is given longer the next time, and another run's is not."""
    port = ScriptedPort(refusal(500), a_run("in_progress", id="run_2"), a_run(), a_run(id="run_2"))
    runs = [a_run("queued"), a_run("queued", id="run_2")]
    list(each(wait_all(port, runs, poll_interval_ms=500)))
    assert [5.0, 5.0, 10.0, 5.0] == port.timeouts


def test_no_end_is_lost_to_an_error() -> None:
    """What ended in the burst in which another run could not be looked at comes before the error."""
    port = ScriptedPort(refusal(404), a_run("completed", id="run_2"))
    waiting = each(wait_all(port, [a_run("queued", id="run_1"), a_run("queued", id="run_2")]))
    assert "run_2" == next(waiting).id
    with pytest.raises(a.NotFoundError):
        next(waiting)
    assert [] == list(waiting)


@pytest.mark.parametrize(("seconds", "fields"), [(7.5, {"deadline": 7.5}), (600 + GRACE, {})])
def test_a_run_is_not_followed_for_ever(seconds: float, fields: dict[str, Any]) -> None:
    """At the deadline there is a last look, then an error with the run; the run is left alone."""
    port = TimedPort({"run_1": NEVER})
    with pytest.raises(a.RunDeadlineExceeded, match=rf"run_1 .* after {seconds:g} ") as caught:
        watch(port, **fields)
    assert "run_1" == caught.value.run_id
    assert seconds == pytest.approx(port.now) == pytest.approx(port.looks[-1][0])


def test_at_the_deadline_runs_may_be_returned() -> None:
    """on_deadline="return" hands over as they are those that have not ended."""
    port = TimedPort({"stuck": NEVER, "done": 0.9, "stuck_too": NEVER})
    runs = list(each(wait_all(port, at_work(port.ends), deadline=1, on_deadline="return")))
    assert [("done", "completed")] == [(run.id, run.status) for run in runs if run.status == "completed"]
    assert {"stuck", "stuck_too"} == {run.id for run in runs if run.status == "in_progress"}
    assert 3 == len(runs)


@pytest.mark.parametrize(("count", "rate"), [(300, 50), (3, 0.2)])
def test_a_budget_does_not_outlast_the_deadline(count: int, rate: float) -> None:
    """Runs whose time is up are not looked at once more, if the budget would make them wait for that."""
    port = never_ending(count)
    assert count == len(watch(port, deadline=2, on_deadline="return", requests_per_second=rate))
    assert 2 <= port.now <= 2.5


def test_at_the_deadline_a_run_may_be_cancelled() -> None:
    """on_deadline="cancel" asks the server to stop it, and raises."""
    port = ScriptedPort(a_run("in_progress"), a_run("cancelling"))
    with pytest.raises(a.RunDeadlineExceeded):
        list(each(wait_all(port, [a_run("queued")], deadline=0.1, on_deadline="cancel")))
    assert ["pause 0.1", "get_run", "rescue", "cancel_run"] == port.log


@given(
    count=st.integers(1, 60),
    rate=st.floats(0.5, 200),
    latency=st.floats(0, 0.5),
)
def test_the_budget_is_kept(count: int, rate: float, latency: float) -> None:
    """Between any two looks there were no more than the time allows, but for what is sent together."""
    port = never_ending(count, latency)
    watch(port, deadline=5, on_deadline="return", requests_per_second=rate)
    times = [at for at, _ in port.looks]
    for first in range(len(times)):
        for last in range(first, len(times), 7):
            assert last - first <= rate * (times[last] - times[first]) + AT_ONCE + 1e-6


@pytest.mark.parametrize(("rate", "burst"), [(50, 5), (4, 1), (1000, AT_ONCE)])
def test_requests_are_sent_in_bursts(rate: float, burst: int) -> None:
    """A tenth of a second's requests are sent in a row, and none until as much time has passed."""
    port = never_ending(40)
    watch(port, deadline=1, on_deadline="return", requests_per_second=rate)
    times = [at for at, _ in port.looks]
    busy = [at for at in times if at < 1]
    assert burst == max(busy.count(at) for at in busy)
    assert rate * 1 + burst >= len(busy)


@pytest.mark.parametrize("latency", [0.0, 0.015, 0.09, 0.11, 0.15])
def test_the_budget_is_spent(latency: float) -> None:
    """With more runs than can be looked at, all requests that there may be are sent, to a slow server too."""
    port = never_ending(300, latency)
    watch(port, deadline=8, on_deadline="return", requests_per_second=50)
    sent = sum(at < 8 for at, _ in port.looks)
    assert 50 * 7 <= sent <= 50 * 8


def test_a_budget_may_be_without_end() -> None:
    """No number of requests is too many then."""
    port = never_ending(30)
    watch(port, deadline=1, on_deadline="return", requests_per_second=float("inf"), poll_interval_ms=100)
    assert 30 * 9 <= len(port.looks)


def test_no_run_is_forgotten() -> None:
    """With more runs than can be looked at, each gets its turn before another gets a second."""
    port = never_ending(100)
    watch(port, deadline=4, on_deadline="return", requests_per_second=50)
    assert 100 == len({run_id for _, run_id in port.looks[:100]})


@pytest.mark.parametrize(("most", "latency"), [(1, 0.0), (1, 0.015), (5, 0.09), (AT_ONCE, 2.0)])
def test_as_many_looks_are_under_way_as_a_server_needs(most: int, latency: float) -> None:
    """One connection is enough for a fast server; a slow one is asked several things together."""
    port = never_ending(100, latency)
    watch(port, deadline=60, on_deadline="return", requests_per_second=50)
    assert most == mode(port.side_by_side)
    assert AT_ONCE >= max(port.side_by_side)


@pytest.mark.parametrize("rate", [0, -1, float("nan")])
def test_a_budget_of_nothing_is_refused(rate: float) -> None:
    """The error names the argument and its range, before anything is sent."""
    port = ScriptedPort()
    with pytest.raises(ValueError, match="requests_per_second is a number above 0"):
        wait_all(port, [a_run("queued")], requests_per_second=rate)
    assert [] == port.log
