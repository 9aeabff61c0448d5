"""The official Python SDK as a peer: its own helpers against the server, over real HTTP."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from assistants_v2_server import Server, create_app

from ..databases.places import Databases
from .driving import function
from .loopback import served

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")


@pytest.fixture
def sdk(databases: Databases) -> Iterator[Any]:
    """The SDK's assistants resource, on a server with the rehearsal model and one key."""
    with served(create_app(Server(databases.new()), {"key"})) as address:
        client = openai.OpenAI(base_url=f"{address}/v1", api_key="key", max_retries=0)
        yield client.beta
        client.close()


def test_assistants_are_managed(sdk: Any) -> None:
    """Create, retrieve, update, list, delete."""
    made = [sdk.assistants.create(model="m", name=f"a{number}") for number in range(5)]
    changed = sdk.assistants.update(made[0].id, name="changed", metadata={"k": "v"})
    assert ("changed", {"k": "v"}, "m") == (changed.name, changed.metadata, changed.model)
    assert changed == sdk.assistants.retrieve(made[0].id)
    listed = [assistant.id for assistant in sdk.assistants.list(limit=2)]
    assert [assistant.id for assistant in reversed(made)] == listed
    gone = sdk.assistants.delete(made[0].id)
    assert (made[0].id, True) == (gone.id, gone.deleted)
    with pytest.raises(openai.NotFoundError, match="No assistant found"):
        sdk.assistants.retrieve(made[0].id)


def test_its_own_loop_takes_a_run_through_its_tools(sdk: Any) -> None:
    """create_and_poll, required action, submit_tool_outputs_and_poll, messages, steps."""
    tools = [function(name, employee_id={"type": "string"}) for name in ("get_leave_balance", "get_salary")]
    assistant = sdk.assistants.create(model="m", instructions="Be HR.", tools=tools)
    thread = sdk.threads.create()
    sdk.threads.messages.create(thread.id, role="user", content="Leave balance and salary of E-1001?")
    run = sdk.threads.runs.create_and_poll(thread_id=thread.id, assistant_id=assistant.id)
    assert "requires_action" == run.status
    asked = run.required_action.submit_tool_outputs.tool_calls
    assert {"get_leave_balance", "get_salary"} == {call.function.name for call in asked}
    assert {"employee_id": "E-1001"} == json.loads(asked[0].function.arguments)
    outputs = [{"tool_call_id": call.id, "output": f"{call.function.name}: 42"} for call in asked]
    run = sdk.threads.runs.submit_tool_outputs_and_poll(
        run_id=run.id, thread_id=thread.id, tool_outputs=outputs
    )
    assert "completed" == run.status
    answer = next(iter(sdk.threads.messages.list(thread.id)))
    assert "get_salary: 42" in answer.content[0].text.value
    steps = sdk.threads.runs.steps.list(run.id, thread_id=thread.id, order="asc").data
    assert ["tool_calls", "message_creation"] == [step.type for step in steps]
    assert run.usage.total_tokens == sum(step.usage.total_tokens for step in steps)
    assert steps[0] == sdk.threads.runs.steps.retrieve(steps[0].id, thread_id=thread.id, run_id=run.id)


def test_messages_are_paged_through(sdk: Any) -> None:
    """Its auto-pagination meets every message once, in both orders."""
    thread = sdk.threads.create(messages=[{"role": "user", "content": f"m{n}"} for n in range(120)])
    for order in ("asc", "desc"):
        texts = [m.content[0].text.value for m in sdk.threads.messages.list(thread.id, order=order, limit=50)]
        expected = [f"m{n}" for n in range(120)]
        assert (expected if order == "asc" else expected[::-1]) == texts


def test_threads_and_messages_are_managed(sdk: Any) -> None:
    """Create, retrieve, update, delete, each confirmed."""
    thread = sdk.threads.create(metadata={"a": "1"})
    changed = sdk.threads.update(thread.id, metadata={"b": "2"})
    assert ({"a": "1", "b": "2"}, changed) == (changed.metadata, sdk.threads.retrieve(thread.id))
    message = sdk.threads.messages.create(thread.id, role="user", content="x")
    sdk.threads.messages.update(message.id, thread_id=thread.id, metadata={"k": "v"})
    assert {"k": "v"} == sdk.threads.messages.retrieve(message.id, thread_id=thread.id).metadata
    assert sdk.threads.messages.delete(message.id, thread_id=thread.id).deleted
    assert [] == list(sdk.threads.messages.list(thread.id))
    assert sdk.threads.delete(thread.id).deleted


def test_a_thread_is_created_and_run(sdk: Any) -> None:
    """create_and_run_poll, cancel of what is over, update, list."""
    assistant = sdk.assistants.create(model="m")
    thread: Any = {"messages": [{"role": "user", "content": "Hello"}]}
    run = sdk.threads.create_and_run_poll(assistant_id=assistant.id, thread=thread)
    assert "completed" == run.status
    with pytest.raises(openai.BadRequestError, match="Cannot cancel run with status 'completed'"):
        sdk.threads.runs.cancel(run.id, thread_id=run.thread_id)
    changed = sdk.threads.runs.update(run.id, thread_id=run.thread_id, metadata={"k": "v"})
    assert {"k": "v"} == changed.metadata
    assert [run.id] == [listed.id for listed in sdk.threads.runs.list(run.thread_id)]


def test_errors_are_its_own_classes(sdk: Any) -> None:
    """Status, code and param of an error arrive in the SDK's exceptions."""
    with pytest.raises(openai.BadRequestError) as caught:
        sdk.assistants.create(model="m", temperature=3)
    assert ("decimal_above_max_value", "temperature") == (caught.value.code, caught.value.param)
    assert caught.value.request_id is not None


class Recorder(openai.AssistantEventHandler):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.seen: list[str] = []

    def on_text_delta(self, delta: Any, snapshot: Any) -> None:
        """Keep a piece of text."""
        self.said.append(delta.value)

    def on_text_done(self, text: Any) -> None:
        """Keep the whole text."""
        self.seen.append(text.value)

    def on_tool_call_created(self, tool_call: Any) -> None:
        """Keep the name of a function."""
        self.seen.append(tool_call.function.name)

    def on_end(self) -> None:
        """Note the end."""
        self.seen.append("end")


def test_its_handlers_follow_a_stream_through_its_tools(sdk: Any) -> None:
    """`stream` with a handler, then `submit_tool_outputs_stream`: what they end with is what is stored."""
    assistant = sdk.assistants.create(
        model="m", tools=[function("get_salary"), function("get_leave_balance")]
    )
    thread = sdk.threads.create(messages=[{"role": "user", "content": "Salary and leave balance?"}])
    handler = Recorder()
    with sdk.threads.runs.stream(
        thread_id=thread.id, assistant_id=assistant.id, event_handler=handler
    ) as stream:
        stream.until_done()
    run = stream.get_final_run()
    assert ("requires_action", ["get_salary", "get_leave_balance", "end"]) == (run.status, handler.seen)
    asked = run.required_action.submit_tool_outputs.tool_calls
    assert (
        asked
        == sdk.threads.runs.retrieve(
            run.id, thread_id=thread.id
        ).required_action.submit_tool_outputs.tool_calls
    )
    outputs = [{"tool_call_id": call.id, "output": "42"} for call in asked]
    handler = Recorder()
    with sdk.threads.runs.submit_tool_outputs_stream(
        run_id=run.id, thread_id=thread.id, tool_outputs=outputs, event_handler=handler
    ) as stream:
        stream.until_done()
    assert "completed" == stream.get_final_run().status
    answer = next(iter(sdk.threads.messages.list(thread.id)))
    assert [answer.content[0].text.value, "end"] == handler.seen
    assert answer.content[0].text.value == "".join(handler.said)
    assert [answer.content] == [message.content for message in stream.get_final_messages()]


def test_it_iterates_over_raw_events(sdk: Any) -> None:
    """`create(stream=True)` and `create_and_run(stream=True)` give events by name, the thread's first."""
    assistant = sdk.assistants.create(model="m")
    thread: Any = {"messages": [{"role": "user", "content": "Hello"}]}
    events = [*sdk.threads.create_and_run(assistant_id=assistant.id, thread=thread, stream=True)]
    assert ["thread.created", "thread.run.created"] == [event.event for event in events[:2]]
    assert "thread.run.completed" == events[-1].event
    with sdk.threads.runs.create(
        thread_id=events[0].data.id, assistant_id=assistant.id, stream=True
    ) as stream:
        assert "thread.run.completed" == [event.event for event in stream][-1]
    with pytest.raises(openai.NotFoundError, match="No thread found"):
        sdk.threads.runs.create(thread_id="thread_x", assistant_id=assistant.id, stream=True)
