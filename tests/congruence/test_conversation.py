"""One scenario, six worlds, one outcome."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2 import BadRequestError, NotFoundError

from ..databases.places import Databases
from .worlds import COLOURS, WORLDS, World, opened, world

pytestmark = pytest.mark.anyio


def get_leave_balance(employee_id: str) -> dict[str, object]:
    """Look up how many days of leave an employee has left.

    Args:
        employee_id: The employee's id.
    """
    return {"employee_id": employee_id, "days_left": 17}


def get_public_holidays(country: str) -> int:
    """Count the public holidays of a country.

    Args:
        country: The country, in quotation marks.
    """
    return 12


FUNCTIONS = (get_leave_balance, get_public_holidays)
QUESTION = 'What is the leave balance of employee E-1001, and which public holidays has "Norway"?'


@pytest.fixture(params=WORLDS)
def world_name(request: pytest.FixtureRequest) -> str:
    """Name each world in turn."""
    return str(request.param)


async def executed_question(here: World) -> dict[str, Any]:
    """Ask what takes two functions, by `execute`."""
    c = here.client
    assistant = await here.do(c.assistants.create(model="rehearsal", tools=FUNCTIONS))
    thread = await here.do(c.threads.create(messages=[{"role": "user", "content": QUESTION}]))
    result = await here.do(c.threads.runs.execute(thread.id, assistant_id=assistant.id, functions=FUNCTIONS))
    return {
        "status": result.run.status,
        "steps": [step.type for step in result.steps],
        "outputs": sorted(call.output for call in result.tool_calls),
        "messages": len(result.messages),
        "counted": result.usage.total_tokens == sum(step.usage.total_tokens for step in result.steps),
        "says what it was told": "17" in result.text and "12" in result.text,
    }


async def answered_by_hand(here: World) -> dict[str, Any]:
    """Ask what takes a function, and submit its output with the polling helpers."""
    c = here.client
    assistant = await here.do(c.assistants.create(model="rehearsal", tools=[get_leave_balance]))
    run = await here.do(
        c.threads.create_and_run_poll(
            assistant_id=assistant.id,
            thread={"messages": [{"role": "user", "content": "What is the leave balance of E-7?"}]},
        )
    )
    waiting = run.status
    calls = run.required_action.submit_tool_outputs.tool_calls
    run = await here.do(
        c.threads.runs.submit_tool_outputs_and_poll(
            run.id,
            thread_id=run.thread_id,
            tool_outputs=[{"tool_call_id": call.id, "output": "9"} for call in calls],
        )
    )
    return {"waiting": waiting, "asked": [call.function.name for call in calls], "ended": run.status}


async def locked_thread(here: World) -> dict[str, Any]:
    """Try to write to a thread whose run waits, then cancel the run."""
    c = here.client
    assistant = await here.do(c.assistants.create(model="rehearsal", tools=[get_leave_balance]))
    thread = await here.do(c.threads.create(messages=[{"role": "user", "content": "Leave balance of E-7?"}]))
    run = await here.do(c.threads.runs.create_and_poll(thread.id, assistant_id=assistant.id))
    with pytest.raises(BadRequestError) as refused:
        await here.do(c.threads.messages.create(thread.id, role="user", content="Hello?"))
    await here.do(c.threads.runs.cancel(run.id, thread_id=thread.id))
    run = await here.do(c.threads.runs.poll(run.id, thread_id=thread.id))
    written = await here.do(c.threads.messages.create(thread.id, role="user", content="Hello?"))
    return {
        "refused": refused.value.message.replace(thread.id, "THREAD").replace(run.id, "RUN"),
        "ended": run.status,
        "free": written.role,
    }


async def pages(here: World) -> dict[str, Any]:
    """Walk a list in several ways."""
    c = here.client
    thread = await here.do(c.threads.create())
    for number in range(45):
        await here.do(c.threads.messages.create(thread.id, role="user", content=str(number)))
    listed = c.threads.messages.list
    forward = await here.all(listed(thread.id, order="asc", limit=20))
    newest = await here.all(listed(thread.id, max_items=3))
    first = await here.do(listed(thread.id, limit=20))
    return {
        "forward": [m.content[0].text.value for m in forward] == [str(n) for n in range(45)],
        "newest": [m.content[0].text.value for m in newest],
        "first page": (len(first.data), first.has_more),
        "page sizes": [len(page.data) for page in await here.all(first.pages())],
    }


async def changes(here: World) -> dict[str, Any]:
    """Change and delete objects of each kind."""
    c = here.client
    assistant = await here.do(c.assistants.create(model="rehearsal", metadata={"a": "1"}))
    assistant = await here.do(c.assistants.update(assistant.id, name="HR", metadata={"b": "2"}))
    thread = await here.do(c.threads.create())
    message = await here.do(c.threads.messages.create(thread.id, role="user", content="Hi"))
    seen = {"metadata": {"seen": "yes"}}
    message = await here.do(c.threads.messages.update(message.id, thread_id=thread.id, **seen))
    gone = [
        await here.do(c.threads.messages.delete(message.id, thread_id=thread.id)),
        await here.do(c.threads.delete(thread.id)),
        await here.do(c.assistants.delete(assistant.id)),
    ]
    with pytest.raises(NotFoundError) as missing:
        await here.do(c.threads.retrieve(thread.id))
    return {
        "assistant": (assistant.name, assistant.metadata),
        "message": message.metadata,
        "deleted": [(deletion.object, deletion.deleted) for deletion in gone],
        "missing": missing.value.message.replace(thread.id, "THREAD"),
    }


OUTCOMES = {
    executed_question: {
        "status": "completed",
        "steps": ["tool_calls", "message_creation"],
        "outputs": ["12", '{"employee_id": "E-1001", "days_left": 17}'],
        "messages": 1,
        "counted": True,
        "says what it was told": True,
    },
    answered_by_hand: {"waiting": "requires_action", "asked": ["get_leave_balance"], "ended": "completed"},
    locked_thread: {
        "refused": "Can't add messages to THREAD while a run RUN is active.",
        "ended": "cancelled",
        "free": "user",
    },
    pages: {
        "forward": True,
        "newest": ["44", "43", "42"],
        "first page": (20, True),
        "page sizes": [20, 20, 5],
    },
    changes: {
        "assistant": ("HR", {"a": "1", "b": "2"}),
        "message": {"seen": "yes"},
        "deleted": [("thread.message.deleted", True), ("thread.deleted", True), ("assistant.deleted", True)],
        "missing": "No thread found with id 'THREAD'.",
    },
}


@pytest.mark.parametrize("scenario", OUTCOMES, ids=lambda scenario: scenario.__name__)
async def test_every_world_has_the_same_outcome(world_name: str, scenario: Any, databases: Databases) -> None:
    """A scenario comes to the same end whatever the colour and wherever the server is."""
    async with world(world_name, databases) as here:
        assert OUTCOMES[scenario] == await scenario(here)


@pytest.mark.parametrize("scenario", OUTCOMES, ids=lambda scenario: scenario.__name__)
@pytest.mark.parametrize("colour", COLOURS)
async def test_a_door_and_workers_in_other_processes_have_it_too(
    colour: str, scenario: Any, crew_url: str
) -> None:
    """A scenario comes to the same end where one process answers requests and others work on runs."""
    async with opened(COLOURS[colour](base_url=crew_url)) as here:
        assert OUTCOMES[scenario] == await scenario(here)
