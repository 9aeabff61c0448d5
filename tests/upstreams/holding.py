"""Holds a conversation with a server and says what it came to, so that two ways to hold it can be compared.

A `Talk` is what is said, asked and submitted. `hold` holds it; `compare` takes out of what came what differs
from server to server by nature: ids, times, and how many pieces a text came in.
"""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Sequence
from typing import Any

from attrs import field, frozen

from ..congruence.worlds import World
from ..responses_upstream.script import Entry

WEATHER: dict[str, Any] = {
    "type": "function",
    "function": {
        "name": "weather",
        "parameters": {"type": "object", "properties": {"city": {"type": "string"}}},
    },
}
"""A function that the caller has."""

LEAVE = ("leave.md", b"Everybody has 30 days of leave. The days of leave are taken within the year.")
"""A document to be found."""

TABLE = ("prices.csv", b"name,price\ntea,3\ncake,4\n")
"""A file for code to read."""

LASTS = "this lasts"
"""What code says that does not end by itself."""

PATIENCE = 60.0
"""Seconds after which what should have happened has failed to."""

_ENDS = {
    f"thread.run.{status}"
    for status in ("completed", "requires_action", "failed", "incomplete", "cancelled", "expired")
}
"""The events after which a run rests."""

_ID = re.compile(r"\b(file(?=-)|asst|thread|msg|run|step|vs|call)[-_][A-Za-z0-9_-]+")


@frozen(kw_only=True)
class Talk:
    """What is said, asked and submitted.

    Attributes:
        script: What the model says.
        tools: The built-in tools of the assistant, and `weather` for the caller's function.
        questions: What the user asks, a run for each.
        outputs: What each call of the function is answered with.
        is_streamed: Whether the runs are followed by their streams; else they are looked at.
        options: Further arguments of the runs.
        cancel_at: The event at which the first run is cancelled; None, the default, for never.
        cancels_call: Whether it is cancelled only when a call of a tool is stored as under way.
    """

    script: tuple[Entry, ...]
    tools: tuple[str, ...] = ()
    questions: tuple[str, ...] = ("How many days?",)
    outputs: str = "sunny"
    is_streamed: bool = True
    options: dict[str, Any] = field(factory=dict)
    cancel_at: str | None = None
    cancels_call: bool = False


@frozen
class Held:
    """What came of a conversation.

    Attributes:
        thread_id: Its thread.
        runs: Its runs, oldest first.
        messages: Its messages, oldest first.
        steps: The steps of its runs, oldest first.
        events: The names of the events of its streams, in order.
    """

    thread_id: str
    runs: list[Any]
    messages: list[Any]
    steps: list[Any]
    events: list[str]


async def hold(here: World, talk: Talk, model: str = "gpt-4o") -> Held:
    """Hold a conversation to its end."""
    client = here.client
    resources = await provide(here, talk.tools)
    tools = [WEATHER if tool == "weather" else {"type": tool} for tool in talk.tools]
    assistant = await here.do(
        client.assistants.create(model=model, tools=tools, tool_resources=resources, instructions="Be brief.")
    )
    thread = await here.do(client.threads.create())
    events: list[str] = []
    for question in talk.questions:
        await here.do(client.threads.messages.create(thread.id, role="user", content=question))
        run = await _run(here, talk, thread.id, assistant.id, events)
        while run.status == "requires_action":
            run = await _submit(here, talk, run, events)
    return await fetch(here, thread.id, events)


async def provide(here: World, tools: Sequence[str]) -> dict[str, Any]:
    """Upload what the tools work with, and return it as the resources of an assistant."""
    client = here.client
    resources: dict[str, Any] = {}
    if "file_search" in tools:
        file = await here.do(client.files.create(file=LEAVE, purpose="assistants"))
        store = await here.do(client.vector_stores.create(file_ids=[file.id]))
        end = time.monotonic() + PATIENCE
        while store.file_counts.in_progress:
            assert time.monotonic() < end, "the document was not indexed"
            store = await here.do(client.vector_stores.retrieve(store.id))
        resources["file_search"] = {"vector_store_ids": [store.id]}
    if "code_interpreter" in tools:
        file = await here.do(client.files.create(file=TABLE, purpose="assistants"))
        resources["code_interpreter"] = {"file_ids": [file.id]}
    return resources


async def fetch(here: World, thread_id: str, events: Sequence[str] = ()) -> Held:
    """Return what is stored of a conversation."""
    client = here.client
    runs = await here.all(client.threads.runs.list(thread_id, order="asc"))
    messages = await here.all(client.threads.messages.list(thread_id, order="asc"))
    steps: list[Any] = []
    for run in runs:
        steps += await here.all(client.threads.runs.steps.list(run.id, thread_id=thread_id, order="asc"))
    return Held(thread_id, runs, messages, steps, [*events])


async def _run(here: World, talk: Talk, thread_id: str, assistant_id: str, events: list[str]) -> Any:
    runs = here.client.threads.runs
    if not talk.is_streamed:
        return await here.do(runs.create_and_poll(thread_id, assistant_id=assistant_id, **talk.options))
    stream = runs.stream(thread_id, assistant_id=assistant_id, **talk.options)
    return await _follow(here, stream, events, None if events else talk)


async def _submit(here: World, talk: Talk, run: Any, events: list[str]) -> Any:
    runs = here.client.threads.runs
    calls = run.required_action.submit_tool_outputs.tool_calls
    given: dict[str, Any] = {
        "thread_id": run.thread_id,
        "tool_outputs": [{"tool_call_id": call.id, "output": talk.outputs} for call in calls],
    }
    if not talk.is_streamed:
        return await here.do(runs.submit_tool_outputs_and_poll(run.id, **given))
    return await _follow(here, runs.submit_tool_outputs_stream(run.id, **given), events)


async def _follow(here: World, stream: Any, events: list[str], talk: Talk | None = None) -> Any:
    """Keep the names of a stream's events, cancel its run as a talk says; return the run when it rests."""
    run: Any = None
    cancel_at = None if talk is None else talk.cancel_at
    async for event in _each(stream):
        events.append(event.event)
        if event.event == "thread.run.created":
            run = event.data
        if event.event == cancel_at:
            cancel_at = None
            if talk is not None and talk.cancels_call:
                await _wait_for_call(here, run)
            await here.do(here.client.threads.runs.cancel(run.id, thread_id=run.thread_id))
        run = event.data if event.event in _ENDS else run
    return await here.do(here.client.threads.runs.poll(run.id, thread_id=run.thread_id))


async def _wait_for_call(here: World, run: Any) -> None:
    """Return when a call of a tool of a run is stored, and has not ended."""
    end = time.monotonic() + PATIENCE
    while True:
        steps = await here.all(here.client.threads.runs.steps.list(run.id, thread_id=run.thread_id))
        if any((step.type, step.status) == ("tool_calls", "in_progress") for step in steps):
            return
        assert time.monotonic() < end, "no call was under way"


async def _each(stream: Any) -> AsyncIterator[Any]:
    """Yield the events of a stream of either colour."""
    if hasattr(stream, "__aiter__"):
        async with stream:
            async for event in stream:
                yield event
    else:
        with stream:
            for event in stream:
                yield event


def compare(held: Held) -> dict[str, Any]:
    """Return what ways to hold a conversation have in common if they differ in the endpoint only."""
    return {
        "runs": [_bare_run(run) for run in held.runs],
        "messages": [_bare_message(message) for message in held.messages],
        "steps": [_bare_step(step) for step in held.steps],
        "events": collapse(held.events),
    }


def compare_outcome(held: Held) -> dict[str, Any]:
    """Return what they have in common if the tools are carried out elsewhere.

    Markers of citations differ by who makes them, so only their places are compared. One answer takes the
    place of several, so the run is counted and not each step; and what is begun side by side in one answer of
    a chat endpoint comes one after the other here.
    """
    found = compare(held)
    for step in found["steps"]:
        del step["is counted"]
    for message in found["messages"]:
        message["content"] = [_without_markers(part) for part in message["content"]]
    found["events"] = sorted(each for each in found["events"] if not each.endswith(".delta"))
    return found


def _without_markers(part: dict[str, Any]) -> dict[str, Any]:
    """Return a part of a message with each marker of a citation as one sign, and its place by that."""
    if part["type"] != "text":
        return part
    text, told = part["text"]["value"], 0
    shown, annotations = "", list[dict[str, Any]]()
    for annotation in sorted(part["text"]["annotations"], key=lambda each: each["start_index"]):
        start, end = annotation["start_index"], annotation["end_index"]
        assert text[start:end] == annotation["text"]
        is_citation = "file_citation" in annotation
        marker = "*" if is_citation else text[start:end]
        shown += text[told:start]
        annotations.append({**annotation, "text": marker, "start_index": len(shown), "end_index": 0})
        shown, told = shown + marker, end
    return {"type": "text", "text": {"value": shown + text[told:], "annotations": annotations}}


def collapse(events: Sequence[str]) -> list[str]:
    """Return the names of events, with the pieces that follow each other as one."""
    return [
        event
        for place, event in enumerate(events)
        if not event.endswith(".delta") or event != events[place - 1]
    ]


def bare(value: Any) -> Any:
    """Return a value with ids of objects in it replaced by what kind they are of."""
    if isinstance(value, dict):
        return {name: bare(each) for name, each in value.items()}
    if isinstance(value, list):
        return [bare(each) for each in value]
    return _ID.sub(lambda found: found[1], value) if isinstance(value, str) else value


def _bare_run(run: Any) -> dict[str, Any]:
    error = run.last_error
    return {
        "status": run.status,
        "error": error and error.code,
        "incomplete": bare(run.incomplete_details.to_dict()) if run.incomplete_details else None,
        "is counted": run.usage is not None and run.usage.total_tokens > 0,
    }


def _bare_message(message: Any) -> dict[str, Any]:
    return {
        "role": message.role,
        "status": message.status,
        "incomplete": bare(message.incomplete_details.to_dict()) if message.incomplete_details else None,
        "content": [bare(part.to_dict()) for part in message.content],
        "attachments": bare([each.to_dict() for each in message.attachments or ()]),
    }


def _bare_step(step: Any) -> dict[str, Any]:
    return {
        "type": step.type,
        "status": step.status,
        "error": step.last_error and step.last_error.code,
        "details": bare(step.step_details.to_dict()),
        "is counted": step.usage is not None and step.usage.total_tokens > 0,
    }
