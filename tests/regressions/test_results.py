"""What a run came to: a result with all that it holds, or an error that keeps what came."""

from __future__ import annotations

import re
from typing import Any

import pytest
from assistants_v2 import (
    RunCancelled,
    RunDeadlineExceeded,
    RunError,
    RunExpired,
    RunFailed,
    RunIncomplete,
    RunRequiresAction,
)
from assistants_v2_raw.types import Unknown
from assistants_v2_server.faults import (
    status,
)

from ..ergonomic.objects import a_call, a_run
from ..faults.scripted import answer
from .desks import Counter
from .scripted_runs import executed, said, script
from .worlds import CANCEL, HASTY, MESSAGES, RUNS, SOON, STEPS, Servers, Waits, World, rule, texts, wire

pytestmark = pytest.mark.anyio

TOOL_CALL = ("call_1", "charge", '{"amount": 5}')


async def test_the_messages_of_this_run(world: World, servers: Servers) -> None:
    """Only what this run made is asked for, oldest first, and all its texts are in the result."""
    server = servers.scripted(script(wire(a_run()), messages=[said("One.", "Two."), said("Three.")]))
    result = await executed(world, server)
    assert "One.\nTwo.\n\nThree." == result.text
    (asked,) = server.seen("GET", MESSAGES)
    assert {"run_id=run_1", "order=asc"} <= {*asked.query.split("&")}


async def test_unknown_content_type(world: World, servers: Servers) -> None:
    """A content part of a kind that nobody knows yet is kept as it came, beside the others."""
    message = said("I sing:")
    message["content"].append({"type": "audio", "audio": {"id": "song_1"}})
    result = await executed(world, servers.scripted(script(wire(a_run()), messages=[message])))
    text, audio = result.messages[0].content
    assert ("I sing:", "I sing:") == (result.text, text.text.value)
    assert isinstance(audio, Unknown)
    assert ("audio", {"type": "audio", "audio": {"id": "song_1"}}) == (audio.type, audio.to_dict())
    assert message["content"] == result.messages[0].to_dict()["content"]


async def test_unknown_tool_type(world: World, servers: Servers) -> None:
    """A tool of a new kind in a run, and its call in a step, are kept as they came."""
    browser = {"type": "browser", "browser": {"home": "about:blank"}}
    call = {"id": "call_9", "type": "browser", "browser": {"visited": 3}}
    details = {"type": "tool_calls", "tool_calls": [call]}
    step = {"id": "step_1", "object": "thread.run.step", "type": "tool_calls", "step_details": details}
    server = servers.scripted(script(wire(a_run(tools=[browser])), messages=[said("Done.")], steps=[step]))
    result = await executed(world, server)
    assert [browser] == result.run.to_dict()["tools"]
    assert details == result.steps[0].to_dict()["step_details"]
    assert ("Done.", []) == (result.text, result.tool_calls)


async def test_unknown_kind_of_step(world: World, servers: Servers) -> None:
    """A step of a new kind is kept as it came."""
    details = {"type": "thinking", "thinking": {"hard": True}}
    step = {"id": "step_1", "object": "thread.run.step", "type": "thinking", "step_details": details}
    result = await executed(world, servers.scripted(script(wire(a_run()), steps=[step])))
    assert details == result.steps[0].to_dict()["step_details"]
    assert ("", []) == (result.text, result.tool_calls)


async def test_citations_and_images(world: World, servers: Servers) -> None:
    """Footnotes are numbered by file, and images are at hand."""
    marks = ["【4:0†a】", "【4:1†b】", "【4:2†a】"]
    message = said("See " + " ".join(marks))
    message["content"][0]["text"]["annotations"] = [
        {"type": "file_citation", "text": mark, "file_citation": {"file_id": f"file_{mark[-2]}"}}
        for mark in marks
    ]
    message["content"].append({"type": "image_file", "image_file": {"file_id": "file_i"}})
    result = await executed(world, servers.scripted(script(wire(a_run()), messages=[message])))
    assert [(1, "file_a"), (2, "file_b"), (1, "file_a")] == [
        (each.number, each.file_id) for each in result.citations
    ]
    assert ["file_i"] == [image.file_id for image in result.images]


ENDS = {"failed": RunFailed, "expired": RunExpired, "cancelled": RunCancelled, "incomplete": RunIncomplete}


@pytest.mark.parametrize("status", ENDS)
async def test_every_bad_end_is_an_error(world: World, servers: Servers, status: str) -> None:
    """`execute` raises what the run came to, with the run in it."""
    with pytest.raises(ENDS[status]) as raised:
        await executed(world, servers.scripted(script(wire(a_run(status)))))
    assert isinstance(raised.value, RunError)
    assert (status, "run_1", "thread_1") == (
        raised.value.run.status,
        raised.value.run_id,
        raised.value.thread_id,
    )


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("ended as failed.", {}),
        ("ended as failed: Oops.", {"message": "Oops."}),
        ("ended as failed (server_error).", {"code": "server_error"}),
    ],
)
async def test_a_failed_run_says_what_it_can(
    world: World, servers: Servers, said: str, reason: object
) -> None:
    """A server that leaves out a part of its reason does not hide that the run failed."""
    failed = a_run("failed").to_dict() | {"last_error": reason}
    server = servers.scripted(script(answer(failed), answer(failed | {"id": "run_2"})))
    with pytest.raises(RunFailed, match=f"{re.escape(said)}$"):
        await executed(world, server, retry_failed=1)


async def test_an_incomplete_run_whose_messages_cannot_be_listed(world: World, servers: Servers) -> None:
    """How it ended is told all the same."""
    run = a_run("incomplete", incomplete_details={"reason": "max_completion_tokens"})
    server = servers.scripted(script(wire(run)), rule(f"GET {MESSAGES}", status(500, headers=SOON), times=9))
    with pytest.raises(RunIncomplete, match="max_completion_tokens") as raised:
        await executed(world, server)
    assert () == raised.value.messages


async def test_a_call_that_is_no_function_call(world: World, servers: Servers) -> None:
    """A run that waits for something else as well is handed over as it is, and no tool has run."""
    waiting = a_run("requires_action", TOOL_CALL).to_dict()
    waiting["required_action"]["submit_tool_outputs"]["tool_calls"].append(
        {"id": "call_2", "type": "approval"}
    )
    counter = Counter()
    with pytest.raises(RunRequiresAction) as raised:
        await executed(world, servers.scripted(script(answer(waiting))), counter.charge)
    assert ("run_1", []) == (raised.value.run_id, counter.ran)


async def test_a_run_without_its_thread(world: World, servers: Servers) -> None:
    """A server that leaves the thread's id out of a run is asked about the thread that the caller named."""
    lacking = {name: value for name, value in a_run("queued").to_dict().items() if name != "thread_id"}
    ended = lacking | {"status": "completed"}
    answers = script(answer(ended)) | {f"POST {RUNS}": [answer(lacking)]}
    assert "completed" == (await executed(world, servers.scripted(answers))).run.status


LOOSE = {
    "no parts": ("", {"content": None}),
    "no text": ("", {"content": [{"type": "text"}]}),
    "no refusal": ("", {"content": [{"type": "refusal", "refusal": None}]}),
    "no citation": (
        "a【1】",
        {
            "content": [
                {"type": "text", "text": {"value": "a【1】", "annotations": [{"type": "file_citation"}]}}
            ]
        },
    ),
}


@pytest.mark.parametrize("kind", LOOSE)
async def test_messages_of_other_shapes(world: World, servers: Servers, kind: str) -> None:
    """Servers that leave out parts of a message do not cost the caller a run that has completed."""
    text, fields = LOOSE[kind]
    steps = [{"id": "step_1", "step_details": details} for details in (None, {}, {"type": "tool_calls"})]
    answers = script(wire(a_run()), messages=[said("") | fields], steps=steps)
    result = await executed(world, servers.scripted(answers))
    assert text == result.text
    assert ([], None, []) == (result.tool_calls, result.refusal, result.images)
    assert [None] * ("citation" in kind) == [citation.file_id for citation in result.citations]


async def test_null_for_nothing(world: World, servers: Servers) -> None:
    """Servers that say null for an empty list, for no text or for no arguments are understood."""
    silent = said("") | {"content": [{"type": "text", "text": {"value": None}}]}
    waiting = a_run("requires_action", ("call_1", "look", "{}")).to_dict()
    waiting["required_action"]["submit_tool_outputs"]["tool_calls"][0]["function"]["arguments"] = None
    answers = script(answer(waiting), wire(a_run()), messages=[silent])
    answers[f"GET {STEPS}"] = [answer({"object": "list", "data": None, "has_more": False})]

    def look() -> str:
        return "seen"

    result = await executed(world, servers.scripted(answers), look, on_tool_error="raise")
    assert ("", []) == (result.text, result.tool_calls)


async def test_a_failed_run_says_why(world: World, servers: Servers) -> None:
    """The server's reason is in the error, for people and for programs."""
    reason = {"code": "rate_limit_exceeded", "message": "Quota exceeded."}
    with pytest.raises(RunFailed, match=r"rate_limit_exceeded.*Quota exceeded") as raised:
        await executed(world, servers.scripted(script(wire(a_run("failed", last_error=reason)))))
    assert raised.value.last_error is not None
    assert "rate_limit_exceeded" == raised.value.last_error.code


async def test_an_incomplete_answer_is_kept(world: World, servers: Servers) -> None:
    """What was written before the answer was cut short is in the error."""
    run = a_run("incomplete", incomplete_details={"reason": "max_completion_tokens"})
    server = servers.scripted(script(wire(run), messages=[said("Once upon a")]))
    with pytest.raises(RunIncomplete, match="max_completion_tokens") as raised:
        await executed(world, server)
    assert ["Once upon a"] == texts(raised.value.messages)


def failed(code: str = "rate_limit_exceeded", message: str = "Slow down.", run_id: str = "run_1") -> Any:
    """Return the answer that shows a failed run."""
    return wire(a_run("failed", id=run_id, last_error={"code": code, "message": message}))


async def test_retry_failed(world: World, servers: Servers) -> None:
    """A run that failed for a reason that may pass is made once more, as the server asked."""
    looks = [
        failed(message="Please try again in 7.5s."),
        failed("server_error", "Oops.", "run_2"),
        wire(a_run(id="run_3")),
    ]
    server = servers.scripted(script(*looks, messages=[said("At last.")]))
    client = world.client(server)
    waits = Waits(client)
    result = await world.do(
        client.threads.runs.execute("thread_1", assistant_id="asst_1", retry_failed=2, **HASTY)
    )
    assert "At last." == result.text
    assert 3 == len(server.seen("POST", RUNS))
    assert [7.5, 2.0] == [wait for wait in waits if wait > 0.1]


@pytest.mark.parametrize(
    ("options", "code", "runs"),
    [
        ({}, "rate_limit_exceeded", 1),
        ({"retry_failed": 0}, "rate_limit_exceeded", 1),
        ({"retry_failed": 2}, "rate_limit_exceeded", 3),
        ({"retry_failed": 2}, "invalid_prompt", 1),
        ({"retry_failed": 2}, "some_new_code", 1),
    ],
    ids=str,
)
async def test_retry_failed_has_a_budget(
    world: World, servers: Servers, options: dict[str, int], code: str, runs: int
) -> None:
    """Only on request, only for reasons that may pass, and only so often."""
    looks = [failed(code, run_id=f"run_{number}") for number in range(1, 4)]
    server = servers.scripted(script(*looks))
    with pytest.raises(RunFailed):
        await executed(world, server, **options)
    assert runs == len(server.seen("POST", RUNS))


@pytest.mark.parametrize(("allowed", "runs", "charges"), [(False, 1, [5]), (True, 2, [5, 5])])
async def test_retry_failed_after_a_tool_has_run(
    world: World, servers: Servers, allowed: bool, runs: int, charges: list[int]
) -> None:
    """A further run may call a tool again, so there is none after one has run, unless that is allowed."""
    waiting = wire(a_run("requires_action", TOOL_CALL))
    again = wire(a_run("requires_action", TOOL_CALL, id="run_2"))
    server = servers.scripted(script(waiting, failed(), again, wire(a_run(id="run_2"))))
    charged: list[int] = []

    def charge(amount: int) -> None:
        charged.append(amount)

    options: Any = {"retry_failed": 3, "retry_after_tools": allowed}
    if allowed:
        assert "run_2" == (await executed(world, server, charge, **options)).run.id
    else:
        with pytest.raises(RunFailed):
            await executed(world, server, charge, **options)
    assert (runs, charges) == (len(server.seen("POST", RUNS)), charged)


async def test_deadline_raise_and_cancel_in_execute(world: World, servers: Servers) -> None:
    """`execute` ends at its deadline too; its run is cancelled unless the caller wants it to go on."""
    for options, cancelled in (({}, 1), ({"on_deadline": "cancel"}, 1), ({"on_deadline": "raise"}, 0)):
        server = servers.scripted(script(wire(a_run("in_progress"))))
        with pytest.raises(RunDeadlineExceeded) as raised:
            await executed(world, server, deadline=0.1, **options)
        assert ("run_1", cancelled) == (raised.value.run_id, len(server.seen("POST", CANCEL)))


async def test_tool_calls_of_a_result(world: World, servers: Servers) -> None:
    """The calls of a run are in its result, with what they were answered with."""
    call = a_call("call_1", "charge", '{"amount": 5}')
    call["function"]["output"] = "charged"
    details = {"type": "tool_calls", "tool_calls": [call]}
    step = {"id": "step_1", "object": "thread.run.step", "type": "tool_calls", "step_details": details}
    result = await executed(world, servers.scripted(script(wire(a_run()), steps=[step])))
    (made,) = result.tool_calls
    assert ("call_1", "charge", '{"amount": 5}', "charged", None) == (
        made.id,
        made.name,
        made.arguments,
        made.output,
        made.seconds,
    )


async def test_usage(world: World, servers: Servers) -> None:
    """The tokens are those of the run; a server that does not count them gives None."""
    usage = {"prompt_tokens": 3, "completion_tokens": 4, "total_tokens": 7}
    counted = await executed(world, servers.scripted(script(wire(a_run(usage=usage)))))
    assert 7 == counted.usage.total_tokens
    for missing in (None, ...):
        silent = await executed(world, servers.scripted(script(wire(a_run(usage=missing)))))
        assert silent.usage is None
