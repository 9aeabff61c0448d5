"""The conversations themselves, with clients of both colours, before anything goes wrong."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from assistants_v2 import Assistants, AsyncAssistants, AuthenticationError
from assistants_v2.testing import FaultServer
from assistants_v2_server.faults import (
    Rule,
    status,
)
from hypothesis import given
from hypothesis import strategies as st

from .audit import Findings, audit
from .conversations import (
    Conversation,
    Tools,
    converse,
    do,
    execute,
    execute_and_resume,
    new_assistant,
    questions,
)
from .fault_server import fault_server

COLOURS = {"blocking": Assistants, "async": AsyncAssistants}
RUN = "/threads/{thread_id}/runs/{run_id}"


@pytest.fixture(params=COLOURS)
def hold(request: pytest.FixtureRequest) -> Callable[..., Conversation]:
    """Holds conversations with a client of each colour in turn."""
    kind: Any = COLOURS[request.param]

    async def conversation(faulty: FaultServer, number: int, tools: Tools, **options: Any) -> Conversation:
        client = kind(base_url=faulty.base_url)
        try:
            assistant_id = new_assistant(faulty.backend)
            return await converse(client, number, assistant_id=assistant_id, tools=tools, **options)
        finally:
            await do(client.close())

    return lambda *args, **options: asyncio.run(conversation(*args, **options))


@given(st.lists(st.integers(0, 99_999), unique=True, max_size=20))
def test_conversations_can_be_told_apart(numbers: list[int]) -> None:
    """No question and no argument of one conversation is one of another's."""
    asked = [question for number in numbers for question in questions(number)]
    arguments = [argument for question in asked for argument in question.arguments]
    assert len(asked) == len({question.text for question in asked})
    assert len(arguments) == len(set(arguments))


def test_a_calm_conversation_comes_to_its_results(hold: Callable[..., Conversation]) -> None:
    """Without faults both turns are answered, each tool ran once for each call, and the audit is content."""
    tools = Tools()
    with fault_server() as faulty:
        told = hold(faulty, 17, tools)
        found = audit(faulty.backend, [told], tools)
    assert told.error is None
    assert [question.text for question in questions(17)] == told.said
    assert [True, True] == [
        all(f"returned result of {argument}" in answer for argument in question.arguments)
        for question, answer in zip(questions(17), told.answers, strict=True)
    ]
    assert {"E-17-1": 1, "Land-17": 1, "E-17-2": 1} == tools.ran
    assert Findings() == found


def test_a_conversation_ends_at_its_first_error(hold: Callable[..., Conversation]) -> None:
    """What was done before the error is told, and the error itself."""
    rule = Rule("POST", "/threads/{thread_id}/messages", status(401), nth=2)
    with fault_server(faults=[rule]) as faulty:
        told = hold(faulty, 1, Tools())
    assert isinstance(told.error, AuthenticationError)
    assert (1, 1, 1) == (len(told.said), told.begun, len(told.answers))


@pytest.mark.parametrize(("execution", "answers"), [(execute, 0), (execute_and_resume, 2)])
def test_a_patient_caller_takes_up_a_run_that_an_error_names(
    hold: Callable[..., Conversation], execution: Callable[..., Awaitable[str]], answers: int
) -> None:
    """A refusal that no client repeats ends an impatient conversation, but not one that resumes the run."""
    tools = Tools()
    with fault_server(faults=[Rule("GET", RUN, status(401))]) as faulty:
        told = hold(faulty, 1, tools, execution=execution)
        assert "401 before" == faulty.struck[0].fault
    assert answers == len(told.answers)
    assert (told.error is None) == (answers == 2)
    assert set() == {argument for argument, times in tools.ran.items() if times > 1}
