"""The events of a run, by a server that is a list of answers: what is asked of it, and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

import assistants_v2 as a
import pytest
from assistants_v2.flows import stream_results, streams
from assistants_v2.flows.run_events import RunEvents
from assistants_v2.io.runner import finish
from assistants_v2_raw.models import MessageList, RunList, RunStepList
from attrs import evolve

from ..objects import a_message, a_run, an_assistant, messages, steps
from ..rules.streaming import DONE, event, message_event, run_event, text_delta
from .scripted_port import SETTINGS, ScriptedPort, refusal

CREATED = run_event("created", "queued")
WRITING = [message_event("created", status="in_progress"), text_delta("Good "), text_delta("morning")]
SAID = message_event("completed", "Good morning", status="completed")
END = [run_event("completed"), DONE]
BROKE = a.APIConnectionError("reset")
WAITING = a_run("requires_action", ("call_1", "look_up", "{}"))
WAITS = event("thread.run.requires_action", WAITING.to_dict())
STORED = MessageList.from_dict(
    {"object": "list", "data": [a_message("Good morning", run_id="run_1").to_dict()], "has_more": False}
)
NOTHING = RunStepList.from_dict({"object": "list", "data": [], "has_more": False})
TOOLS: Any = [{"type": "code_interpreter"}]


def look_up() -> str:
    """Look out of the window."""
    return "rain"


def start(port: ScriptedPort, **fields: Any) -> RunEvents:
    """Return the events of a run that has not been asked for."""
    return streams.stream(port, "thread_1", assistant_id="asst_1", **fields)


async def take(events: RunEvents) -> list[Any]:
    """Return all events."""
    return [each async for each in events]


def names(events: list[Any]) -> list[str]:
    """Return the names of events without `thread.`, with a star where one is made up."""
    return [each.event.removeprefix("thread.") + "*" * each.recovered for each in events]


def asked_of(port: ScriptedPort) -> list[str]:
    """Return what was asked and waited for; streams are closed besides."""
    return [each for each in port.log if each != "rescue"]


def play(port: ScriptedPort, **fields: Any) -> list[str]:
    """Return the names of all events of the scripted run."""
    return names(finish(take(start(port, **fields))))


class Handler:
    """Hears of everything, and raises where it is told to."""

    def __init__(self, raising: str = "") -> None:
        self.heard: list[str] = []
        self.raising = raising

    def __getattr__(self, name: str) -> Callable[..., None]:
        def hear(*_: object) -> None:
            self.heard.append(name)
            if name == self.raising:
                raise LookupError(name)

        return hear


def test_a_run_takes_one_request() -> None:
    """The body says that a stream is wanted, and nothing else is asked for; `done` is no event."""
    port = ScriptedPort([CREATED, *WRITING, SAID, *END])
    expected = ["run.created", "message.created", "message.delta", "message.delta", "message.completed"]
    assert [*expected, "run.completed"] == play(port, instructions="Be brief.")
    asked = {"assistant_id": "asst_1", "instructions": "Be brief.", "stream": True}
    assert [("create_run", ("thread_1",), asked)] == port.asked


def test_chunks_may_hold_many_events_or_none() -> None:
    """What has come is given before more is asked for."""
    port = ScriptedPort([b"", b"".join([CREATED, *WRITING]), b": x\n\n", SAID + END[0] + DONE])
    assert 6 == len(play(port))


def test_nothing_is_sent_before_the_events_are_entered() -> None:
    """They can be thrown away, and closed twice."""
    port = ScriptedPort()
    events = start(port)
    finish(events.aclose())
    finish(events.aclose())
    assert ([], []) == (port.log, finish(take(events)))


def test_entering_sends_the_request_once() -> None:
    """The first event about the run is read with it, so that the run is known in the block."""
    port = ScriptedPort([CREATED, *END])
    events = start(port)
    finish(events.begin())
    finish(events.begin())
    assert "run_1" == events.watch.ids[1]
    assert ["run.created", "run.completed"] == names(finish(take(events)))
    assert ["create_run"] == asked_of(port)


@pytest.mark.parametrize("ending", [[], [BROKE], [event("error", {"message": "Sorry"}), DONE]])
def test_a_broken_stream_is_replaced_by_looking(ending: list[Any]) -> None:
    """The run is looked at until it rests, then its messages and steps are fetched, once each."""
    port = ScriptedPort(
        [CREATED, *WRITING[:2], *ending], a_run("in_progress"), a_run("completed"), STORED, NOTHING
    )
    told = ["run.created", "message.created", "message.delta"]
    assert [*told, "message.delta*", "message.completed*", "run.completed*"] == play(port)
    looks = ["get_run", "pause 0.15", "get_run"]
    assert ["create_run", *looks, "list_messages", "list_run_steps"] == asked_of(port)


def test_what_comes_before_an_error_is_given_first() -> None:
    """They may come in one chunk."""
    broken = b"".join([CREATED, *WRITING, SAID, event("error", {"message": "Sorry"})])
    port = ScriptedPort([broken], a_run("completed"), STORED, NOTHING)
    assert ["message.completed", "run.completed*"] == play(port)[-2:]


def test_an_error_is_raised_if_nobody_can_say_what_became_of_the_run() -> None:
    """The failure of the look is its cause, and the ids are in it."""
    port = ScriptedPort([CREATED, event("error", {"error": {"message": "Sorry"}})], refusal(404))
    with pytest.raises(a.APIStreamError, match="Sorry") as caught:
        play(port)
    assert isinstance(caught.value.__cause__, a.NotFoundError)
    assert ("thread_1", "run_1") == (caught.value.thread_id, caught.value.run_id)


def test_a_run_that_rests_is_not_looked_at() -> None:
    """A connection that breaks after the last event has told everything."""
    port = ScriptedPort([CREATED, run_event("completed"), BROKE])
    assert ["run.created", "run.completed"] == play(port)
    assert ["create_run"] == asked_of(port)


def test_a_server_that_goes_on_saying_that_it_is_alive_is_left() -> None:
    """After the run's end, a comment is the end too."""
    port = ScriptedPort([CREATED, run_event("completed"), b": keep-alive\n\n", a.AssistantsError("unread")])
    assert ["run.created", "run.completed"] == play(port)


def test_requests_after_a_break_are_repeated() -> None:
    """What was missed must not be lost because the server is busy for a while."""
    port = ScriptedPort([CREATED], refusal(500), a_run(), refusal(500), STORED, refusal(503), NOTHING)
    assert "run.completed*" == play(port)[-1]


def test_a_server_without_streams_is_asked_once() -> None:
    """The answer is the run, which is told from its beginning."""
    port = ScriptedPort(a_run("queued"), a_run("completed"), STORED, NOTHING)
    assert ["run.created*", "message.created*", "message.delta*"] == play(port)[:3]
    assert ["create_run", "pause 0.15", "get_run", "list_messages", "list_run_steps"] == asked_of(port)


def test_a_run_is_found_by_its_mark() -> None:
    """The stream broke before it told of it; what it told before is dropped with it."""
    found = RunList.from_dict(
        {"data": [a_run("queued", metadata={"nonce": "token"}).to_dict()], "has_more": False}
    )
    port = ScriptedPort([b": x\n\n", BROKE], found, a_run("completed"), STORED, NOTHING)
    port.settings = evolve(SETTINGS, idempotency_metadata="nonce")
    assert "run.created*" == play(port)[0]
    assert ["create_run", "list_runs"] == asked_of(port)[:2]


def test_a_stream_of_nothing_but_comments_is_given_up() -> None:
    """A server that only says that it is alive has no run to tell of."""

    class Ticking(ScriptedPort):
        def elapsed(self) -> float:
            self.now += 60
            return self.now

    port = Ticking([b": x\n\n"] * 100)
    with pytest.raises(a.APIConnectionError, match="before it told of a run"):
        play(port)


def test_calls_are_answered_in_one_iterator() -> None:
    """The outputs are sent with a wish for a stream, which is read next; the result has all of it."""
    port = ScriptedPort([CREATED, WAITS, DONE], [run_event("queued"), *WRITING, SAID, *END])
    events = start(port, functions=[look_up], tools=TOOLS)
    assert ["run.requires_action", "run.queued"] == names(finish(take(events)))[1:3]
    outputs = [{"tool_call_id": "call_1", "output": "rain"}]
    assert {"tool_outputs": outputs, "stream": True} == port.asked[1][2]
    result = finish(stream_results.result(events))
    assert ("Good morning", "completed") == (result.text, result.run.status)
    assert ["create_run", "submit_tool_outputs_to_run"] == asked_of(port)


def test_functions_that_the_assistant_does_not_know_are_offered() -> None:
    """As for `execute`: the assistant is asked for before."""
    port = ScriptedPort(an_assistant("other"), [CREATED, *END])
    play(port, functions=[look_up])
    assert ["other", "look_up"] == [tool["function"]["name"] for tool in port.asked[1][2]["tools"]]


def test_without_functions_the_events_end_where_the_run_waits() -> None:
    """So they do when the rounds are used up."""
    assert "run.requires_action" == play(ScriptedPort([CREATED, WAITS, DONE]))[-1]
    port = ScriptedPort([CREATED, WAITS, DONE], [run_event("queued"), WAITS, DONE])
    assert "run.requires_action" == play(port, functions=[look_up], tools=TOOLS, max_rounds=1)[-1]


def test_the_result_of_a_run_that_waits_is_an_error() -> None:
    """As for `execute`."""
    events = start(ScriptedPort([CREATED, WAITS, DONE]))
    with pytest.raises(a.RunRequiresAction):
        finish(stream_results.result(events))


def test_a_stale_look_is_no_news() -> None:
    """The run that was told to wait is not told again, while another workflow makes the call."""
    port = ScriptedPort([CREATED, WAITS, DONE], WAITING, messages(), steps(), a_run(), messages(), steps())
    port.ledger.claim(("run_1", "call_1", "look_up({})"), object())
    told = play(port, functions=[look_up], tools=TOOLS)
    assert ["run.created", "run.requires_action", "run.completed*"] == told


def test_outputs_by_hand_have_a_stream_of_their_own() -> None:
    """Fields are checked before anything is sent."""
    port = ScriptedPort([run_event("queued"), *END])
    submit, wrong = streams.submit_tool_outputs_stream, [cast("Any", {"tool_call_id": object()})]
    with pytest.raises(TypeError):
        submit(port, "run_1", thread_id="thread_1", tool_outputs=wrong)
    events = submit(
        port, "run_1", thread_id="thread_1", tool_outputs=[{"tool_call_id": "call_1", "output": "7"}]
    )
    assert ["run.queued", "run.completed"] == names(finish(take(events)))
    assert ["submit_tool_outputs_to_run"] == asked_of(port)


def test_leaving_cancels_once() -> None:
    """It closes the stream first, and tells the handler last."""
    port, handler = ScriptedPort([CREATED, *WRITING], a_run("cancelling")), Handler()
    events = start(port, event_handler=handler)
    finish(events.__anext__())
    finish(events.aclose())
    finish(events.aclose())
    assert (1, 1) == (port.log.count("cancel_run"), handler.heard.count("on_end"))
    assert [] == finish(take(events))


@pytest.mark.parametrize(
    ("stream", "fields"),
    [
        ([CREATED, WAITS, DONE], {}),
        ([CREATED, *END], {}),
        ([CREATED, *WRITING], {"on_leave": "keep"}),
    ],
)
def test_leaving_leaves_a_run_alone_that_rests_or_is_to_be_kept(
    stream: list[Any], fields: dict[str, Any]
) -> None:
    """Its two first events have been seen, and nothing after them."""
    port = ScriptedPort(stream)
    events = start(port, **fields)
    finish(events.__anext__())
    finish(events.__anext__())
    finish(events.aclose())
    assert "cancel_run" not in port.log


@pytest.mark.parametrize("error", [KeyboardInterrupt(), GeneratorExit(), LookupError()])
def test_an_interruption_cancels_once(error: BaseException) -> None:
    """Whatever interrupts the wait for more; only exceptions are told as such."""
    port, handler = ScriptedPort([CREATED, error], a_run("cancelling")), Handler()
    events = start(port, event_handler=handler)
    with pytest.raises(type(error)):
        finish(take(events))
    finish(events.aclose())
    assert 1 == port.log.count("cancel_run")
    expected = ["on_exception", "on_end"] if isinstance(error, Exception) else ["on_end"]
    assert expected == [name for name in handler.heard if name in ("on_exception", "on_end", "on_timeout")]


def test_an_interruption_while_the_first_request_is_sent_cancels_once() -> None:
    """Where a mark can find the run, also if no block was entered."""
    found = RunList.from_dict(
        {"data": [a_run("queued", metadata={"nonce": "token"}).to_dict()], "has_more": False}
    )
    port = ScriptedPort([KeyboardInterrupt()], found, a_run("cancelling"))
    port.settings = evolve(SETTINGS, idempotency_metadata="nonce")
    with pytest.raises(KeyboardInterrupt):
        play(port)
    assert ["list_runs", "cancel_run"] == [name for name in port.log if name.endswith(("runs", "cancel_run"))]


@pytest.mark.parametrize("raising", ["on_event", "on_text_delta", "on_end", "on_message_done"])
def test_a_hook_that_raises_ends_the_events(raising: str) -> None:
    """Its exception is the caller's, and `on_end` comes once."""
    port = ScriptedPort([CREATED, *WRITING, SAID, *END], a_run("cancelling"))
    handler = Handler(raising)
    events = start(port, event_handler=handler)
    with pytest.raises(LookupError, match=raising):
        finish(take(events))
    finish(events.aclose())
    assert 1 == handler.heard.count("on_end")
    assert (0 if raising == "on_end" else 1) == port.log.count("cancel_run")


def test_a_deadline_is_a_timeout_for_the_handler() -> None:
    """The time of the whole is over while the run is looked at; the break before it is the cause."""
    port, handler = ScriptedPort([CREATED, BROKE], *[a_run("in_progress")] * 40), Handler()
    with pytest.raises(a.RunDeadlineExceeded) as caught:
        play(port, deadline=3, event_handler=handler)
    assert ["on_timeout", "on_exception", "on_end"] == handler.heard[-3:]
    assert BROKE is caught.value.__cause__
    assert [3.0] == port.timeouts[:1]


def test_without_a_deadline_a_stream_has_the_time_of_its_run() -> None:
    """No limit is set for the connection, but the run's own expiry ends it."""
    port = ScriptedPort([CREATED, *WRITING], a_run("cancelling"))
    events = start(port)
    finish(events.__anext__())
    assert [] == port.timeouts
    port.now = 700.0
    with pytest.raises(a.RunDeadlineExceeded):
        finish(take(events))


def test_what_is_asked_of_events_that_were_left_is_refused() -> None:
    """Half a run is no final run."""
    events = start(ScriptedPort([CREATED, *WRITING], a_run("cancelling")))
    finish(events.begin())
    finish(events.aclose())
    for ask in (
        stream_results.get_final_run,
        stream_results.get_final_messages,
        stream_results.get_final_run_steps,
        stream_results.get_final_text,
        stream_results.result,
    ):
        with pytest.raises(RuntimeError, match="was left while its run was at work"):
            finish(ask(events))


def test_the_ledger_forgets_a_run_that_has_ended() -> None:
    """Its calls will never be asked for again."""
    port = ScriptedPort([CREATED, WAITS, DONE], [run_event("queued"), *END])
    play(port, functions=[look_up], tools=TOOLS)
    assert {} == port.ledger.outputs
