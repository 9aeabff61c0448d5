"""Runs that `execute`, `resume` and the polling methods follow by streams, where the server has any."""

from __future__ import annotations

import json
from typing import Any

import assistants_v2 as a
import pytest
from assistants_v2.flows import execution, polling
from assistants_v2.flows.port_values import StreamOffer
from assistants_v2.io.runner import finish
from assistants_v2_raw.models import Message, Run

from ..objects import a_run, messages, steps
from ..rules.streaming import DONE, event, message_event, run_event, step_event, text_delta
from .scripted_port import ScriptedPort, refusal

CALL = ("call_1", "double", '{"number": 4}')
BEGUN = run_event("created", "queued") + run_event("in_progress")
SAID = [
    message_event("created"),
    text_delta("It is "),
    text_delta("8."),
    message_event("completed", "It is 8.", status="completed"),
]
ENDED = [BEGUN, *SAID, run_event("completed") + DONE]
ASKED = [BEGUN, event("thread.run.requires_action", a_run("requires_action", CALL).to_dict()), DONE]
BROKEN = a.APIConnectionError("reset", sent=True)
OUTPUTS: Any = [{"tool_call_id": "call_1", "output": "8"}]


def double(number: int) -> int:
    """Double a number."""
    return 2 * number


def create_and_poll(port: ScriptedPort, **options: Any) -> Run:
    """Create the scripted run and follow it."""
    return finish(polling.create_and_poll(port, "thread_1", assistant_id="asst_1", **options))


def execute(port: ScriptedPort, **options: Any) -> a.RunResult:
    """Execute the scripted run."""
    tools: Any = {"tools": [{"type": "code_interpreter"}]}
    return finish(execution.execute(port, "thread_1", assistant_id="asst_1", **tools, **options))


def requests(port: ScriptedPort) -> list[str]:
    """Return what was asked, without pauses."""
    return [name for name, _, _ in port.asked]


def wants_stream(port: ScriptedPort) -> list[bool]:
    """Return for each request that may have a stream whether it asked for one."""
    may = ("create_run", "create_thread_and_run", "submit_tool_outputs_to_run")
    return [said.get("stream", False) for name, _, said in port.asked if name in may]


@pytest.mark.parametrize(
    ("flow", "request_name"),
    [
        (lambda port: polling.create_and_poll(port, "thread_1", assistant_id="asst_1"), "create_run"),
        (lambda port: polling.create_and_run_poll(port, assistant_id="asst_1"), "create_thread_and_run"),
        (
            lambda port: polling.submit_tool_outputs_and_poll(
                port, "run_1", thread_id="thread_1", tool_outputs=OUTPUTS
            ),
            "submit_tool_outputs_to_run",
        ),
    ],
)
def test_the_end_is_noticed_with_one_request(flow: Any, request_name: str) -> None:
    """The stream says how the run ended; nothing else is asked."""
    port = ScriptedPort(ENDED)
    assert "completed" == finish(flow(port)).status
    assert [request_name] == requests(port)
    assert [True] == wants_stream(port)


def test_a_result_is_what_the_stream_told() -> None:
    """Messages and steps have come with it, those of each round of tool calls."""
    made = step_event("completed", {"id": "call_1", "type": "function"}, status="completed")
    port = ScriptedPort(ASKED, [made, run_event("queued"), *ENDED[1:]])
    result = execute(port, functions=[double])
    assert ["create_run", "submit_tool_outputs_to_run"] == requests(port)
    assert ("It is 8.", ["step_1"]) == (result.text, [step.id for step in result.steps])
    assert [{"tool_call_id": "call_1", "output": "8"}] == port.asked[1][2]["tool_outputs"]


def test_what_a_stream_did_not_tell_is_fetched() -> None:
    """A message whose end did not come is asked for when the run has ended."""
    port = ScriptedPort([BEGUN, *SAID[:2], run_event("completed") + DONE], messages("msg_1"), steps("step_1"))
    assert "msg_1" == execute(port).text
    assert ["create_run", "list_messages", "list_run_steps"] == requests(port)


@pytest.mark.parametrize("broken", [[BROKEN], [], [b": keep-alive\n", BROKEN]])
def test_a_stream_that_breaks_is_replaced_by_looking(broken: list[Any]) -> None:
    """What it did not tell is looked up, once for the run and once for what it made."""
    port = ScriptedPort([BEGUN, *SAID[:2], *broken], a_run("completed"), messages("msg_1"), steps("step_1"))
    assert "msg_1" == execute(port).text
    assert ["create_run", "get_run", "list_messages", "list_run_steps"] == requests(port)


def test_after_a_broken_stream_outputs_ask_for_another() -> None:
    """The run is looked at until it rests, and streams go on with the next round."""
    port = ScriptedPort([BEGUN, BROKEN], a_run("requires_action", CALL), [run_event("queued"), *ENDED[1:]])
    port.script += [messages("msg_1"), steps("step_1")]
    assert "completed" == execute(port, functions=[double]).run.status
    assert ["create_run", "get_run", "submit_tool_outputs_to_run"] == requests(port)[:3]


def test_a_run_that_is_resumed_is_streamed_from_its_outputs_on() -> None:
    """It is looked at first; what it did before its outputs is fetched."""
    port = ScriptedPort(a_run("requires_action", CALL), ENDED, messages("msg_1"), steps("step_1", "step_2"))
    result = finish(execution.resume(port, "run_1", thread_id="thread_1", functions=[double]))
    assert ["get_run", "submit_tool_outputs_to_run", "list_messages", "list_run_steps"] == requests(port)
    assert 2 == len(result.steps)


def test_on_poll_is_called_for_each_event_about_the_run() -> None:
    """Not for the one that answers the request: that was no look either."""
    seen: list[str] = []
    port = ScriptedPort(ENDED)
    create_and_poll(port, on_poll=lambda run: seen.append(run.status))
    assert ["in_progress", "completed"] == seen


def test_on_text_is_told_each_piece() -> None:
    """The pieces are the text, in any workflow that waits for a run."""
    for follow in (execute, create_and_poll):
        said: list[str] = []
        follow(ScriptedPort(ENDED), on_text=said.append)
        assert ["It is ", "8."] == said


def test_on_text_is_told_the_rest_of_what_broke_off() -> None:
    """No word comes twice, and none is lost."""
    said: list[str] = []
    whole = messages("msg_1")
    whole.data = [Message.from_dict(json.loads(SAID[-1].split(b"data: ")[1]))]
    port = ScriptedPort([BEGUN, *SAID[:2], BROKEN], a_run("completed"), whole, steps())
    create_and_poll(port, on_text=said.append)
    assert ["It is ", "8."] == said


def test_on_text_is_told_whole_texts_where_there_are_no_streams() -> None:
    """They are fetched when the run rests, once for it and for the result."""
    said: list[str] = []
    port = ScriptedPort(a_run("queued"), a_run(), messages("msg_1"), steps())
    assert "msg_1" == execute(port, on_text=said.append).text
    assert (["msg_1"], ["create_run", "get_run", "list_messages", "list_run_steps"]) == (said, requests(port))


def test_on_text_is_checked_before_anything_is_sent() -> None:
    """What cannot be called is refused."""
    port = ScriptedPort()
    with pytest.raises(TypeError, match="on_text"):
        execute(port, functions=[double], on_text="print")
    assert [] == port.log


class LateStream(ScriptedPort):
    """A port whose answers take nine seconds."""

    async def exchange_stream(self, *args: Any, **limits: Any) -> Any:
        answer = await super().exchange_stream(*args, **limits)
        self.now += 9.0
        return answer


@pytest.mark.parametrize("on_deadline", ["raise", "return", "cancel"])
def test_the_deadline_holds_for_streams(on_deadline: Any) -> None:
    """It comes before the next event is waited for."""
    port = LateStream([BEGUN, *SAID], a_run("cancelling"))
    if on_deadline == "return":
        assert "in_progress" == create_and_poll(port, deadline=5.0, on_deadline=on_deadline).status
    else:
        with pytest.raises(a.RunDeadlineExceeded) as raised:
            create_and_poll(port, deadline=5.0, on_deadline=on_deadline)
        assert (on_deadline == "cancel") == raised.value.cancelled
    assert (["cancel_run"] if on_deadline == "cancel" else []) == requests(port)[1:]


def test_an_answer_in_json_is_the_run() -> None:
    """It is never posted again, and no later request asks for a stream."""
    port = ScriptedPort(a_run("queued"), a_run(), a_run("queued"), a_run())
    port.offer = StreamOffer()
    for _ in range(2):
        assert "completed" == create_and_poll(port).status
    assert ["create_run", "get_run"] * 2 == requests(port)
    assert [True, False] == wants_stream(port)


@pytest.mark.parametrize("status", [400, 404, 406])
def test_a_refusal_may_be_meant_for_the_stream(status: int) -> None:
    """The request is sent once more without one; if that is taken, the server has none."""
    port = ScriptedPort(refusal(status), a_run("queued"), a_run(), a_run("queued"), a_run())
    port.offer = StreamOffer()
    for _ in range(2):
        create_and_poll(port)
    assert [True, False, False] == wants_stream(port)


def test_a_refusal_that_is_meant_otherwise_teaches_nothing() -> None:
    """What is refused without a stream too was not refused because of it."""
    port = ScriptedPort(refusal(404, "No assistant."), refusal(404, "No assistant."), ENDED)
    with pytest.raises(a.NotFoundError, match="No assistant"):
        create_and_poll(port)
    assert "completed" == create_and_poll(port).status
    assert [True, False, True] == wants_stream(port)


def test_a_server_that_has_streamed_is_believed() -> None:
    """Its refusals are not about streams."""
    port = ScriptedPort(ENDED, refusal(400))
    create_and_poll(port)
    with pytest.raises(a.BadRequestError):
        create_and_poll(port)
    assert ["create_run"] * 2 == requests(port)


@pytest.mark.parametrize(
    "failure",
    [refusal(401), refusal(400, "Thread thread_1 already has an active run run_9."), BROKEN],
    ids=lambda failure: type(failure).__name__,
)
def test_other_failures_are_not_about_streams(failure: Exception) -> None:
    """A thread that is locked, a key that is wrong and a lost answer are raised as they are."""
    port = ScriptedPort(failure)
    port.offer = StreamOffer()
    with pytest.raises(type(failure)):
        create_and_poll(port)
    assert ["create_run"] == requests(port)
    assert port.offer.has_streams is None
