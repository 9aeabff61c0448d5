"""Answers of a type: sent as a strict schema, returned as a value, or an error that keeps what came."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypedDict

import attrs
import pydantic
import pytest
from assistants_v2 import RunAnswerInvalid, RunIncomplete, RunRefused

from ..ergonomic.objects import a_run
from .scripted_runs import executed, said, script
from .worlds import CANCEL, LATER, RUNS, Servers, World, sent, texts, wire

pytestmark = pytest.mark.anyio


@dataclass
class Balance:
    """What somebody has left."""

    employee: str
    days: int


@attrs.define
class Attrs:
    """The same, in attrs."""

    employee: str
    days: int


class Typed(TypedDict):
    """The same, as a dict."""

    employee: str
    days: int


class Model(pydantic.BaseModel):
    """The same, in pydantic."""

    employee: str
    days: int


ANSWER = '{"employee": "E-1", "days": 17}'


KINDS = [
    (Balance, Balance("E-1", 17)),
    (Attrs, Attrs("E-1", 17)),
    (Typed, {"employee": "E-1", "days": 17}),
    (Model, Model(employee="E-1", days=17)),
]


@pytest.mark.parametrize(("kind", "value"), KINDS, ids=lambda made: getattr(made, "__name__", ""))
async def test_response_format_of_a_type(world: World, servers: Servers, kind: Any, value: Any) -> None:
    """A type is sent as its strict schema, and the answer comes back as a value of it."""
    server = servers.scripted(script(wire(a_run()), messages=[said(ANSWER)]))
    result = await executed(world, server, response_format=kind)
    assert value == result.parsed
    assert ANSWER == result.text
    (body,) = sent(server, f"POST {RUNS}")
    schema = body["response_format"]["json_schema"]
    assert ("json_schema", True) == (body["response_format"]["type"], schema["strict"])
    assert ["employee", "days"] == schema["schema"]["required"]
    assert schema["schema"]["additionalProperties"] is False


async def test_response_format_after_other_words(world: World, servers: Servers) -> None:
    """What was said before, on the way to a tool for example, is no part of the answer."""
    server = servers.scripted(script(wire(a_run()), messages=[said("Let me look."), said(ANSWER)]))
    assert Balance("E-1", 17) == (await executed(world, server, response_format=Balance)).parsed


async def test_response_format_that_is_no_type_is_sent_as_it_is(world: World, servers: Servers) -> None:
    """What the API takes goes through, and nothing is parsed."""
    server = servers.scripted(script(wire(a_run()), messages=[said(ANSWER)]))
    result = await executed(world, server, response_format={"type": "json_object"})
    assert result.parsed is None
    assert [{"type": "json_object"}] == [body["response_format"] for body in sent(server, f"POST {RUNS}")]


async def test_response_format_refused(world: World, servers: Servers) -> None:
    """A model that refuses has not answered: the error holds what it said instead."""
    refusal = {"type": "refusal", "refusal": "I will not."}
    message = said() | {"content": [refusal]}
    server = servers.scripted(script(wire(a_run()), messages=[message]))
    with pytest.raises(RunRefused) as raised:
        await executed(world, server, response_format=Balance)
    assert ("run_1", "thread_1") == (raised.value.run_id, raised.value.thread_id)
    assert [refusal] == [block.to_dict() for block in raised.value.messages[0].content]


async def test_response_format_cut_short(world: World, servers: Servers) -> None:
    """Half an answer is no value but an error that keeps the half."""
    run = a_run("incomplete", incomplete_details={"reason": "max_completion_tokens"})
    server = servers.scripted(script(wire(run), messages=[said('{"employee": "E-')]))
    with pytest.raises(RunIncomplete) as raised:
        await executed(world, server, response_format=Balance)
    assert ['{"employee": "E-'] == texts(raised.value.messages)


@pytest.mark.parametrize(
    "text", ["", "17 days", '{"employee": "E-1", "days": "many"}', '{"employee": "E-1"}']
)
async def test_response_format_that_the_answer_does_not_fit(
    world: World, servers: Servers, text: str
) -> None:
    """An answer of another shape is an error that names the type and the run, and keeps what came."""
    server = servers.scripted(script(wire(a_run()), messages=[said(text)]))
    with pytest.raises(RunAnswerInvalid, match="Balance") as raised:
        await executed(world, server, response_format=Balance)
    assert "many" not in str(raised.value)
    assert [text] == texts(raised.value.messages)
    assert ("run_1", "thread_1") == (raised.value.run_id, raised.value.thread_id)


async def test_deadline_return_in_execute(world: World, servers: Servers) -> None:
    """With `return` the result holds what the run has done until then; nothing is parsed or raised."""
    server = servers.scripted(script(wire(a_run("in_progress")), messages=[said("So far")]))
    options = {"deadline": LATER, "on_deadline": "return", "response_format": Balance}
    result = await executed(world, server, **options)
    assert ("in_progress", "So far", None) == (result.run.status, result.text, result.parsed)
    assert [] == server.seen("POST", CANCEL)
