"""Runs taken to their end, with their tool calls answered on the way."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import assistants_v2 as a
import pytest
from assistants_v2.flows import execution
from assistants_v2.io.runner import finish
from assistants_v2.rules.outcomes import RunResult
from assistants_v2_raw.models import Run

from ..objects import a_message, a_run, an_assistant, messages, steps
from .scripted_port import ScriptedPort, refusal

QUEUED, DONE = a_run("queued"), a_run("completed")
END = (DONE, messages("msg_1"), steps("step_1"))
"""What a run that completes is followed by: its messages and steps are collected."""


class Desk:
    """Functions that count their calls."""

    def __init__(self) -> None:
        self.calls: list[str] = []

    def add(self, a: int, b: int) -> int:
        """Add two numbers."""
        self.calls.append(f"add {a} {b}")
        return a + b

    def fail(self) -> None:
        """Fail with a secret."""
        self.calls.append("fail")
        raise LookupError("postgres://user:secret@host")

    def complain(self) -> None:
        """Fail on purpose."""
        raise a.ToolError("Ask again on Monday.")

    async def wait(self) -> str:
        """Answer later."""
        return "waited"


@pytest.fixture
def desk() -> Desk:
    """A desk that nobody has asked yet."""
    return Desk()


def asking(*calls: tuple[str, str, str]) -> Run:
    """Return the run that waits for these calls."""
    return a_run("requires_action", *calls)


def execute(port: ScriptedPort, *functions: Callable[..., Any], **fields: Any) -> RunResult:
    """Execute a run of the script; its assistant knows all functions unless it is asked for."""
    known = {"tools": [{"type": "code_interpreter"}]} if functions else {}
    fields = {"assistant_id": "asst_1", "functions": functions} | known | fields
    return finish(execution.execute(port, "thread_1", **fields))


def answers(port: ScriptedPort) -> list[dict[str, str]]:
    """Return, for each request that submitted outputs, the outputs by call id; no call has two."""
    submitted = []
    for operation, ids, sent in port.asked:
        if operation == "submit_tool_outputs_to_run":
            assert ("thread_1", "run_1") == ids
            outputs = {each["tool_call_id"]: each["output"] for each in sent["tool_outputs"]}
            assert len(outputs) == len(sent["tool_outputs"])
            submitted.append(outputs)
    return submitted


def test_a_run_is_created_followed_and_collected() -> None:
    """Without tools, a run takes four kinds of requests, and its result is what it did."""
    port = ScriptedPort(QUEUED, DONE, messages("msg_1", "msg_2"), steps("step_1"))
    result = execute(port)
    assert ["create_run", "pause 0.15", "get_run", "list_messages", "list_run_steps"] == port.log
    assert ("msg_1\n\nmsg_2", "run_1") == (result.text, result.run.id)
    assert ["step_1"] == [step.id for step in result.steps]
    of_this_run = {"run_id": "run_1", "order": "asc", "limit": 100}
    assert of_this_run == port.asked[2][2]


def test_every_call_of_a_turn_gets_one_output_in_one_request(desk: Desk) -> None:
    """Outputs are JSON, and keep the ids of their calls; each function is called once."""
    run = asking(("call_1", "add", '{"a": 1, "b": 2}'), ("call_2", "add", '{"a": 3, "b": 4}'))
    port = ScriptedPort(QUEUED, run, QUEUED, *END)
    result = execute(port, desk.add)
    assert [{"call_1": "3", "call_2": "7"}] == answers(port)
    assert ["add 1 2", "add 3 4"] == desk.calls
    assert "completed" == result.run.status


def test_a_model_may_ask_again(desk: Desk) -> None:
    """Each round is answered by itself."""
    rounds = [asking((f"call_{n}", "add", f'{{"a": {n}, "b": 0}}')) for n in range(3)]
    port = ScriptedPort(QUEUED, rounds[0], QUEUED, rounds[1], rounds[2], *END)
    execute(port, desk.add)
    assert [{"call_0": "0"}, {"call_1": "1"}, {"call_2": "2"}] == answers(port)


def test_an_async_function_is_awaited(desk: Desk) -> None:
    """Where the port can await, a tool may be a coroutine function."""
    port = ScriptedPort(asking(("call_1", "wait", "")), *END)
    execute(port, desk.wait)
    assert [{"call_1": "waited"}] == answers(port)


def test_an_async_function_is_refused_where_nobody_can_await(desk: Desk) -> None:
    """It is refused before a run is made, and not only told to the model."""
    port = ScriptedPort()
    port.awaits = False
    with pytest.raises(TypeError, match="wait is an async function: use AsyncAssistants for it"):
        execute(port, desk.wait)
    assert [] == port.log


@pytest.mark.parametrize(
    ("said", "call"),
    [
        ("The tool fail accepted its arguments, but failed with LookupError.", ("fail", "{}")),
        ("Ask again on Monday.", ("complain", "{}")),
        ("there is no tool 'nonsense'; the tools are: add, fail, complain.", ("nonsense", "{}")),
        ("add: the parameter 'b' is missing.", ("add", '{"a": 1}')),
        ("add: the arguments are not valid JSON.", ("add", "{")),
    ],
)
def test_a_call_that_cannot_be_answered_is_reported(said: str, call: tuple[str, str], desk: Desk) -> None:
    """The model is told, the other calls are answered, and the run goes on."""
    run = asking(("call_1", *call), ("call_2", "add", '{"a": 1, "b": 1}'))
    port = ScriptedPort(run, *END)
    execute(port, desk.add, desk.fail, desk.complain)
    assert [{"call_1": said, "call_2": "2"}] == answers(port)


def test_a_call_that_was_answered_is_not_made_again(desk: Desk) -> None:
    """A server that still shows the old calls gets the old outputs, beside those of new ones."""
    old, new = ("call_1", "add", '{"a": 1, "b": 2}'), ("call_2", "add", '{"a": 5, "b": 5}')
    port = ScriptedPort(asking(old), asking(old), asking(old, new), *END)
    execute(port, desk.add)
    assert [{"call_1": "3"}, {"call_1": "3"}, {"call_1": "3", "call_2": "10"}] == answers(port)
    assert ["add 1 2", "add 5 5"] == desk.calls


def test_what_a_settled_run_once_waited_for_is_not_answered(desk: Desk) -> None:
    """A server that leaves the required action on a completed run gets no outputs for it."""
    done = a_run("completed", ("call_1", "add", '{"a": 1, "b": 2}'))
    execute(port := ScriptedPort(done, *END[1:]), desk.add)
    assert [] == answers(port)


def test_functions_that_the_assistant_does_not_know_are_offered(desk: Desk) -> None:
    """They join the assistant's own tools in this run."""
    port = ScriptedPort(an_assistant("add", "other"), *END)
    execute(port, desk.add, desk.fail, tools=None)
    (asked, ids, _), (created, _, sent) = port.asked[:2]
    assert ("get_assistant", ("asst_1",), "create_run") == (asked, ids, created)
    assert ["add", "other", "fail"] == [tool["function"]["name"] for tool in sent["tools"]]
    assert "Fail with a secret." == sent["tools"][2]["function"]["description"]


def test_an_assistant_that_knows_all_functions_is_run_as_it_is(desk: Desk) -> None:
    """Its tools are not sent again."""
    port = ScriptedPort(an_assistant("add"), *END)
    execute(port, desk.add, tools=None)
    assert {"assistant_id": "asst_1"} == port.asked[1][2]


def test_no_tools_may_be_the_callers_choice(desk: Desk) -> None:
    """Who offers none offers none, whatever functions there are to answer with."""
    port = ScriptedPort(*END)
    execute(port, desk.add, tools=[])
    assert [] == port.asked[0][2].get("tools", [])
    assert "create_run" == port.log[0]


def test_tools_of_the_callers_choice_are_sent_as_they_are(desk: Desk) -> None:
    """Who says what the model may use in this run is not second-guessed."""
    port = ScriptedPort(*END)
    execute(port, desk.add, tools=[{"type": "file_search"}])
    assert [{"type": "file_search"}] == port.asked[0][2]["tools"]


@pytest.mark.parametrize(
    ("kind", "status"),
    [(a.RunFailed, "failed"), (a.RunExpired, "expired"), (a.RunCancelled, "cancelled")],
)
def test_a_run_that_did_not_complete_is_an_error(kind: type[a.RunError], status: str) -> None:
    """The error carries the run as it was last seen."""
    run = a_run(status)
    with pytest.raises(kind) as caught:
        execute(ScriptedPort(QUEUED, run))
    assert run is caught.value.run


def test_a_run_that_was_cut_short_keeps_what_came() -> None:
    """An incomplete answer is an error that holds the part that there is."""
    with pytest.raises(a.RunIncomplete) as caught:
        execute(ScriptedPort(a_run("incomplete"), messages("msg_1"), steps()))
    assert ["msg_1"] == [message.id for message in caught.value.messages]


def test_an_output_that_is_too_long_is_reported_to_the_model(desk: Desk) -> None:
    """It would never be taken, and the run would lock its thread; the other outputs go as they are."""
    run = asking(("call_1", "add", '{"a": 1, "b": 2}'), ("call_2", "add", '{"a": 1000, "b": 2000}'))
    too_long = refusal(400, "Invalid 'tool_outputs[1].output': string too long.")
    port = ScriptedPort(run, too_long, run, QUEUED, *END)
    execute(port, desk.add)
    first, second = answers(port)
    assert {"call_1": "3", "call_2": "3000"} == first
    assert ("3", "too long" in second["call_2"]) == (second["call_1"], True)
    assert ["add 1 2", "add 1000 2000"] == desk.calls


def test_an_output_that_is_refused_for_good_is_reported_to_the_model(desk: Desk) -> None:
    """The server names it, whatever is wrong with it; it is not kept for whoever resumes the run."""
    run = asking(("call_1", "add", '{"a": 1, "b": 2}'), ("call_2", "add", '{"a": 1000, "b": 2000}'))
    wrong = refusal(400, "Invalid 'tool_outputs[0].output': not a text.")
    port = ScriptedPort(run, wrong, run, refusal(403))
    with pytest.raises(a.PermissionDeniedError):
        execute(port, desk.add)
    said = "The call was made, but the server does not take its output."
    assert [{"call_1": "3", "call_2": "3000"}, {"call_1": said, "call_2": "3000"}] == answers(port)
    port.script = [run, QUEUED, *END]
    finish(execution.resume(port, "run_1", thread_id="thread_1", functions=[desk.add]))
    assert {"call_1": said, "call_2": "3000"} == answers(port)[-1]


def test_an_output_that_is_refused_again_is_an_error(desk: Desk) -> None:
    """What stands in its place is refused as well, so the server wants something else."""
    run = asking(("call_1", "add", '{"a": 1, "b": 2}'))
    wrong = refusal(400, "Invalid 'tool_outputs[0].output': not a text.")
    with pytest.raises(a.BadRequestError, match="not a text"):
        execute(ScriptedPort(run, wrong, run, wrong, run), desk.add)


def test_outputs_that_are_refused_for_another_reason_are_kept(desk: Desk) -> None:
    """Nothing is put in their place, and the caller hears of it."""
    run = asking(("call_1", "add", '{"a": 1, "b": 2}'))
    port = ScriptedPort(run, refusal(400, "Expected tool outputs for call_ids ['call_9']."), run)
    with pytest.raises(a.BadRequestError):
        execute(port, desk.add)
    assert ["3"] == [*port.ledger.outputs.values()]


@pytest.mark.parametrize(
    ("seconds", "times"),
    [
        ({"created_at": 1_000, "expires_at": 1_600}, (600, 660)),
        ({"expires_at": None}, (40_000, 50_000)),
    ],
    ids=["expires", "does not say when"],
)
def test_outputs_of_a_run_that_was_left_are_kept_for_its_life(
    seconds: dict[str, Any], times: tuple[int, int], desk: Desk
) -> None:
    """Whoever resumes it in time makes no call again; when it must have expired they are struck."""
    run = a_run("requires_action", ("call_1", "add", '{"a": 1, "b": 2}'), **seconds)
    port = ScriptedPort(run, QUEUED, *[QUEUED] * 99)
    with pytest.raises(a.RunDeadlineExceeded):
        execute(port, desk.add, deadline=1, on_deadline="raise")
    for later, kept in zip(times, (["3"], []), strict=True):
        port.now = later
        port.script = [a_run(id="run_2"), messages("msg_1"), steps()]
        finish(execution.resume(port, "run_2", thread_id="thread_1"))
        assert kept == [*port.ledger.outputs.values()]


def test_outputs_of_a_run_that_expired_are_not_lost(desk: Desk) -> None:
    """What was computed for a run that no longer takes it is in the error."""
    port = ScriptedPort(asking(("call_1", "add", '{"a": 1, "b": 2}')), a_run("expired"))
    with pytest.raises(a.RunExpired) as caught:
        execute(port, desk.add)
    assert {"call_1": "3"} == caught.value.outputs


def test_a_run_that_waits_for_something_else_is_handed_over(desk: Desk) -> None:
    """What is not a function call cannot be answered here."""
    waiting = a_run("requires_action", required_action={"type": "submit_tool_approval"})
    with pytest.raises(a.RunRequiresAction, match="answer it yourself"):
        execute(ScriptedPort(waiting), desk.add)


def test_only_what_the_run_said_is_its_answer() -> None:
    """A server that ignores run_id= lists the whole thread: the user's words and other runs' are left out."""
    said: list[tuple[Any, str | None]] = [
        ("user", None),
        ("assistant", "run_0"),
        ("user", "run_1"),
        ("assistant", "run_1"),
    ]
    thread = messages("msg_1", "msg_2", "msg_3", "msg_4")
    for message, (role, run_id) in zip(thread.data, said, strict=True):
        message.role, message.run_id = role, run_id
    result = execute(ScriptedPort(DONE, thread, steps()))
    assert ["msg_4"] == [message.id for message in result.messages]


def test_a_model_that_never_stops_asking_is_stopped(desk: Desk) -> None:
    """After max_rounds the run is handed over as it is."""
    rounds = [asking((f"call_{n}", "add", '{"a": 1, "b": 2}')) for n in range(3)]
    port = ScriptedPort(*rounds)
    with pytest.raises(a.RunRequiresAction, match="after 2 rounds of tool calls"):
        execute(port, desk.add, max_rounds=2)
    assert 2 == len(answers(port))


def test_the_deadline_holds_for_the_whole(desk: Desk) -> None:
    """It does not begin anew with each round; at its end the run is cancelled, and the error says so."""
    rounds = [asking((f"call_{n}", "add", '{"a": 1, "b": 2}')) for n in range(40)]
    script = [step for each in rounds for step in (QUEUED, each)]
    port = ScriptedPort(*script)
    with pytest.raises(a.RunDeadlineExceeded, match="after 2 seconds"):
        execute(port, desk.add, deadline=2)
    assert ["rescue", "cancel_run"] == port.log[-2:]
    assert 2 == pytest.approx(port.now)


@pytest.mark.parametrize(("policy", "left"), [("raise", []), ("cancel", ["rescue", "cancel_run"])])
def test_a_call_that_cannot_be_answered_may_end_it(policy: str, left: list[str], desk: Desk) -> None:
    """on_tool_error leaves the run waiting or cancels it, and raises with the call; nothing is submitted."""
    port = ScriptedPort(asking(("call_1", "fail", "{}")), a_run("cancelling"))
    with pytest.raises(a.ToolError) as caught:
        execute(port, desk.fail, on_tool_error=policy)
    assert ("fail", "call_1") == (caught.value.tool_name, caught.value.tool_call_id)
    assert isinstance(caught.value.__cause__, LookupError)
    assert "secret" not in str(caught.value)
    assert ["create_run", *left] == port.log


def test_the_deadline_holds_for_a_failed_run_and_the_next_one() -> None:
    """A run that is made once more has what the first one left of the time; too little is the first's end."""
    failed = a_run("failed", last_error={"code": "server_error", "message": "Oops."})
    working = [a_run("in_progress")] * 99
    port = ScriptedPort(QUEUED, *working[:5], failed, QUEUED, *working)
    with pytest.raises(a.RunDeadlineExceeded):
        execute(port, deadline=10, retry_failed=1, on_deadline="raise")
    assert 10 == pytest.approx(port.now)
    port = ScriptedPort(QUEUED, *working[:5], failed)
    with pytest.raises(a.RunFailed):
        execute(port, deadline=3, retry_failed=1)


def test_a_call_may_be_disapproved(desk: Desk) -> None:
    """approve is asked with the call; what it refuses is not made, and the model is told."""
    run = asking(("call_1", "add", '{"a": 1, "b": 2}'), ("call_2", "add", '{"a": 9, "b": 9}'))
    port = ScriptedPort(run, *END)
    execute(port, desk.add, approve=lambda call: json.loads(call.function.arguments)["a"] < 5)
    assert ["add 1 2"] == desk.calls
    assert "not approved" in answers(port)[0]["call_2"]


def test_what_the_tools_need_is_checked_before_anything_is_sent(desk: Desk) -> None:
    """Two functions of one name, a setting out of range or a field that is wrong make no run."""
    for functions, fields, error in (
        ((desk.add, desk.add), {}, ValueError),
        ((desk.add,), {"max_rounds": 0}, ValueError),
        ((desk.add,), {"max_parallel_tools": 2.5}, ValueError),
        ((desk.add,), {"tool_timeout": 0}, ValueError),
        ((desk.add,), {"tool_timeout": "5"}, ValueError),
        ((desk.add,), {"on_tool_error": "shrug"}, ValueError),
        ((desk.add,), {"deadline": 0}, ValueError),
        ((int,), {}, TypeError),
        ((desk.add,), {"instruction": "Be kind."}, TypeError),
        ((desk.add,), {"stream": True}, TypeError),
    ):
        port = ScriptedPort()
        with pytest.raises(error):
            execute(port, *functions, **fields)
        assert [] == port.log


def test_what_to_do_about_a_busy_thread_is_checked_before_the_assistant_is_fetched(desk: Desk) -> None:
    """No option is first looked at when a request was sent."""
    port = ScriptedPort()
    with pytest.raises(ValueError, match="on_active_run is"):
        execute(port, desk.add, tools=None, on_active_run="shrug")
    assert [] == port.log


def test_no_time_is_waited_for_twice(desk: Desk) -> None:
    """The deadline ends the tries to fetch the assistant, however short the pauses between them."""
    port = ScriptedPort(*[a.APITimeoutError("no answer", sent=True) for _ in range(9)])
    attempt = port.attempt

    async def attempt_slowly(operation: Any, *, within: float | None = None) -> Any:
        port.now += within or 60
        return await attempt(operation, within=within)

    port.attempt = attempt_slowly  # type: ignore[method-assign]  # a server that lets the time pass
    with pytest.raises(a.APITimeoutError):
        execute(port, desk.add, tools=None, deadline=10)
    assert ["get_assistant"] == port.log


@pytest.mark.parametrize("raised", [LookupError("no"), a.ToolError("no")], ids=repr)
def test_a_hook_that_raises_cancels_the_run(raised: Exception, desk: Desk) -> None:
    """Whatever approve raises is raised, and no thread stays locked; a ToolError is no report here."""

    def refuse(call: Any) -> bool:
        raise raised

    port = ScriptedPort(asking(("call_1", "add", '{"a": 1, "b": 2}')), a_run("cancelling"))
    with pytest.raises(type(raised)):
        execute(port, desk.add, approve=refuse)
    assert ["create_run", "rescue", "cancel_run"] == port.log
    assert [] == desk.calls


def test_a_run_is_resumed_where_it_stands(desk: Desk) -> None:
    """Another process answers what a run waits for, and takes it to its end."""
    port = ScriptedPort(asking(("call_1", "add", '{"a": 1, "b": 2}')), QUEUED, *END)
    result = finish(execution.resume(port, "run_1", thread_id="thread_1", functions=[desk.add]))
    assert ("completed", [{"call_1": "3"}]) == (result.run.status, answers(port))
    assert "create_run" not in port.log


def test_an_error_on_the_way_names_the_run(desk: Desk) -> None:
    """Whatever request fails, the error tells which run it was about."""
    waiting = asking(("call_1", "add", '{"a": 1, "b": 2}'))
    port = ScriptedPort(waiting, refusal(403))
    with pytest.raises(a.PermissionDeniedError) as caught:
        execute(port, desk.add)
    assert ["create_run", "submit_tool_outputs_to_run"] == port.log
    assert ("run_1", "thread_1") == (caught.value.run_id, caught.value.thread_id)


@pytest.mark.parametrize("text", ["Hello.", ""])
def test_the_text_is_what_the_run_said(text: str) -> None:
    """A result reads the messages that were collected."""
    said = messages("msg_1", data=[a_message(text).to_dict()])
    assert text == execute(ScriptedPort(DONE, said, steps())).text


def offered(*names: str) -> dict[str, Any]:
    """Return the field of a run that says which functions the model may call."""
    return {"tools": [{"type": "function", "function": {"name": name}} for name in names]}


def test_functions_that_were_forgotten_are_told_to_the_caller() -> None:
    """The model cannot mend it; the run is left waiting, and the error says how to go on."""
    calls = [
        ("call_1", "balance", "{}"),
        ("call_2", "made up: Bob's salary", "{}"),
        ("call_3", "balance", ""),
    ]
    port = ScriptedPort(QUEUED, a_run("requires_action", *calls, **offered("balance", "other")))
    with pytest.raises(a.RunRequiresAction) as caught:
        execute(port)
    assert (
        "run run_1 on thread thread_1 waits for the outputs of functions, and none were passed: "
        "pass functions=[balance]. "
        "To go on with this run: runs.resume('run_1', thread_id='thread_1', functions=[balance])."
    ) == str(caught.value)
    assert ("run_1", ["create_run", "pause 0.15", "get_run"]) == (caught.value.run_id, port.log)
    resumed = ScriptedPort(a_run("requires_action", *calls, **offered("balance")))
    with pytest.raises(a.RunRequiresAction, match=r"pass functions=\[balance\]"):
        finish(execution.resume(resumed, "run_1", thread_id="thread_1"))


@pytest.mark.parametrize("policy", ["report", "raise"])
def test_it_is_told_whatever_becomes_of_calls_that_fail(policy: str) -> None:
    """No call has failed: none could be made."""
    port = ScriptedPort(asking(("call_1", "balance", "{}")))
    with pytest.raises(a.RunRequiresAction, match=r"pass functions=\[...\]. To go on"):
        execute(port, on_tool_error=policy)
    assert ["create_run"] == port.log


def test_it_cancels_the_run_where_the_caller_wants_that() -> None:
    """With on_tool_error="cancel" nobody will go on with the run."""
    port = ScriptedPort(asking(("call_1", "balance", "{}")), a_run("cancelling"))
    with pytest.raises(a.RunRequiresAction, match=r"pass functions=\[...\]. The run was cancelled.$"):
        execute(port, on_tool_error="cancel")
    assert ["create_run", "rescue", "cancel_run"] == port.log


def test_with_one_function_an_unknown_name_is_told_to_the_model(desk: Desk) -> None:
    """Models make up names; those who have tools find the right one next time."""
    port = ScriptedPort(asking(("call_1", "balance", "{}")), QUEUED, *END)
    execute(port, desk.add)
    assert [{"call_1": "there is no tool 'balance'; the tools are: add."}] == answers(port)


def test_functions_among_the_tools_answer_calls_too(desk: Desk) -> None:
    """What is offered to the model in Python need not be passed twice, and may be passed twice."""
    calls = (("call_1", "add", '{"a": 1, "b": 2}'), ("call_2", "fail", "{}"))
    port = ScriptedPort(asking(*calls), QUEUED, *END)
    tools = (tool for tool in [{"type": "file_search"}, desk.add, desk.fail])
    execute(port, desk.add, tools=tools)
    sent = port.asked[0][2]["tools"]
    assert ["file_search", "add", "fail"] == [
        tool.get("function", {}).get("name", tool["type"]) for tool in sent
    ]
    assert ["call_1", "call_2"] == [*answers(port)[0]]
    assert ["add 1 2", "fail"] == desk.calls
