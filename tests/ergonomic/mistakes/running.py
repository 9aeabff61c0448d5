"""Mistakes with runs, the outputs of their calls, and their results."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from assistants_v2 import BadRequestError, NotFoundError, ThreadBusy
from pydantic import BaseModel

from .table import Desk, Mistake, Taken


class Answer(BaseModel):
    """What a run may be asked to answer with."""

    text: str


def executed(desk: Desk, **options: Any) -> Any:
    """Execute a run, with options that are looked at before anything is sent."""
    return desk.client.threads.runs.execute("thread_1", **{"assistant_id": "asst_1", **options})


async def submit(desk: Desk, outputs: Any) -> None:
    """Submit outputs to a run that waits for one."""
    run = await desk.waiting()
    send = desk.client.threads.runs.submit_tool_outputs
    await desk.do(send(run.id, thread_id=run.thread_id, tool_outputs=outputs))


async def submit_dict(desk: Desk) -> None:
    """Submit an output that is no text."""
    run = await desk.waiting()
    call = run.required_action.submit_tool_outputs.tool_calls[0]
    send = desk.client.threads.runs.submit_tool_outputs
    outputs = [{"tool_call_id": call.id, "output": {"found": True}}]
    await desk.do(send(run.id, thread_id=run.thread_id, tool_outputs=outputs))


async def submit_twice(desk: Desk) -> None:
    """Submit the outputs of a run that has gone on."""
    run = await desk.waiting()
    call = run.required_action.submit_tool_outputs.tool_calls[0]
    sent = {"thread_id": run.thread_id, "tool_outputs": [{"tool_call_id": call.id, "output": "1"}]}
    await desk.do(desk.client.threads.runs.submit_tool_outputs_and_poll(run.id, **sent))
    await desk.do(desk.client.threads.runs.submit_tool_outputs(run.id, **sent))


async def say_to_busy(desk: Desk) -> None:
    """Add a message to a thread whose run waits."""
    run = await desk.waiting()
    await desk.do(desk.client.threads.messages.create(run.thread_id, role="user", content="And?"))


async def run_on_busy(desk: Desk) -> None:
    """Begin a run on a thread whose run waits."""
    run = await desk.waiting()
    await desk.do(desk.client.threads.runs.create(run.thread_id, assistant_id=run.assistant_id))


async def run_on_empty(desk: Desk) -> None:
    """Begin a run where nobody has said anything."""
    thread = await desk.do(desk.client.threads.create())
    execute = desk.client.threads.runs.execute
    await desk.do(execute(thread.id, assistant_id=await desk.assistant()))


async def cancel_ended(desk: Desk) -> None:
    """Cancel a run that has ended."""
    assistant, thread = await desk.assistant(), await desk.thread()
    run = await desk.do(desk.client.threads.runs.create_and_poll(thread, assistant_id=assistant))
    await desk.do(desk.client.threads.runs.cancel(run.id, thread_id=thread))


async def run_deleted(desk: Desk) -> None:
    """Use an assistant that was deleted."""
    assistant = await desk.assistant()
    await desk.do(desk.client.assistants.delete(assistant))
    create = desk.client.threads.runs.create
    await desk.do(create(await desk.thread(), assistant_id=assistant))


async def look_at_result(desk: Desk, name: str) -> Any:
    """Look for an attribute of a result."""
    assistant, thread = await desk.assistant(), await desk.thread()
    result = await desk.do(desk.client.threads.runs.execute(thread, assistant_id=assistant))
    desk.sent.clear()
    return getattr(result, name)


async def look_at_run(desk: Desk) -> Any:
    """Look for a misspelt attribute of a run."""
    run = await desk.run()
    desk.sent.clear()
    return run.statsu


async def answer_number(desk: Desk) -> bool:
    """Ask for an answer that is a number."""
    assistant, thread = await desk.assistant(), await desk.thread()
    execute = desk.client.threads.runs.execute
    result = await desk.do(execute(thread, assistant_id=assistant, response_format=int))
    return isinstance(result.parsed, int)


MISTAKES = [
    Mistake(
        "a message while a run is active",
        ThreadBusy,
        "while a run run_",
        "[run run_",
        say_to_busy,
    ),
    Mistake(
        "a run while another is active", ThreadBusy, "already has an active run", "[run run_", run_on_busy
    ),
    Mistake(
        "a run on a thread without messages",
        BadRequestError,
        "Run creation requires",
        "a Thread with a user message or an assistant with instructions",
        run_on_empty,
    ),
    Mistake(
        "a run of an assistant that was deleted",
        NotFoundError,
        "No assistant found with id",
        "or deleted?",
        run_deleted,
    ),
    Mistake(
        "the end of a run that has ended",
        BadRequestError,
        "Cannot cancel run",
        "with status 'completed'",
        cancel_ended,
    ),
    Mistake(
        "outputs for another call",
        BadRequestError,
        "Expected tool outputs for call_ids ['call_",
        "got ['call_1']",
        lambda desk: submit(desk, [{"tool_call_id": "call_1", "output": "1"}]),
    ),
    Mistake(
        "no outputs",
        BadRequestError,
        "Expected tool outputs for call_ids ['call_",
        "got []",
        lambda desk: submit(desk, []),
    ),
    Mistake(
        "outputs by the ids of their calls",
        TypeError,
        "tool_outputs is a list with a dict for each call",
        "got dict",
        lambda desk: desk.client.threads.runs.submit_tool_outputs(
            "run_1", thread_id="thread_1", tool_outputs={"call_1": "1"}
        ),
    ),
    Mistake(
        "texts for outputs",
        TypeError,
        "tool_outputs is a list with a dict for each call",
        "got list of texts",
        lambda desk: desk.client.threads.runs.submit_tool_outputs(
            "run_1", thread_id="thread_1", tool_outputs=["1"]
        ),
    ),
    Mistake(
        "an output that is no text",
        BadRequestError,
        "Invalid type for 'tool_outputs[0].output'",
        "expected a string",
        submit_dict,
    ),
    Mistake(
        "outputs for the second time",
        BadRequestError,
        'Runs in status "completed"',
        "do not accept tool outputs",
        submit_twice,
    ),
    Mistake(
        "a function that the run does not have",
        BadRequestError,
        "Invalid 'tool_choice': no function 'look_up'",
        "Add it to 'tools' or choose another",
        lambda desk: desk.run(tool_choice={"type": "function", "function": {"name": "look_up"}}),
    ),
    Mistake(
        "the name of a function to be called",
        BadRequestError,
        "The field is tool_choice",
        "Supported values are: 'none', 'auto', and 'required'",
        lambda desk: desk.run(tool_choice="look_up"),
    ),
    Mistake(
        "a text for further messages",
        BadRequestError,
        "Invalid type for 'additional_messages'",
        "expected an array",
        lambda desk: desk.run(additional_messages="Hi"),
    ),
    Mistake(
        "a word for how the thread is cut",
        BadRequestError,
        "Invalid type for 'truncation_strategy'",
        "expected an object",
        lambda desk: desk.run(truncation_strategy="auto"),
    ),
    Mistake(
        "a word for the form of the answer",
        BadRequestError,
        "The field is response_format",
        "Supported values are: 'auto'",
        lambda desk: desk.run(response_format="json"),
    ),
    Mistake(
        "a schema without its name",
        BadRequestError,
        "Missing required parameter",
        "'response_format.json_schema'",
        lambda desk: desk.run(response_format={"type": "json_schema", "schema": {}}),
    ),
    Mistake(
        "an object for the form of the answer",
        TypeError,
        "response_format is an object of Answer",
        "pass the class itself, Answer",
        lambda desk: desk.client.threads.runs.create(
            "thread_1", assistant_id="asst_1", response_format=Answer(text="")
        ),
    ),
    Mistake(
        "a deadline of 0",
        ValueError,
        "deadline is a number of seconds above 0",
        "got 0",
        lambda desk: executed(desk, deadline=0),
    ),
    Mistake(
        "a deadline in the past",
        ValueError,
        "deadline is a number of seconds above 0",
        "got -1",
        lambda desk: executed(desk, deadline=-1),
    ),
    Mistake(
        "a deadline that is a text",
        ValueError,
        "deadline is a number of seconds above 0",
        "got '10'",
        lambda desk: executed(desk, deadline="10"),
    ),
    Mistake(
        "a deadline that is a timedelta",
        ValueError,
        "deadline is a number of seconds above 0",
        "got datetime.timedelta(seconds=10)",
        lambda desk: executed(desk, deadline=timedelta(seconds=10)),
    ),
    Mistake(
        "an interval of 0",
        ValueError,
        "poll_interval_ms is a number of milliseconds above 0",
        "got 0",
        lambda desk: executed(desk, poll_interval_ms=0),
    ),
    Mistake(
        "a hook that is no function",
        TypeError,
        "on_poll is a function",
        "got 'print'",
        lambda desk: executed(desk, on_poll="print"),
    ),
    Mistake(
        "a hook that takes something else",
        TypeError,
        "on_poll is called with the run",
        "does not take just one argument",
        lambda desk: executed(desk, on_poll=lambda run, status: None),
    ),
    Mistake(
        "a misspelt way to handle a busy thread",
        ValueError,
        "on_active_run is 'raise', 'wait' or 'cancel'",
        "got 'waiting'",
        lambda desk: executed(desk, on_active_run="waiting"),
    ),
    Mistake(
        "no rounds of calls",
        ValueError,
        "max_rounds is a whole number above 0",
        "got 0",
        lambda desk: executed(desk, max_rounds=0),
    ),
    Mistake(
        "ids for runs to wait for",
        TypeError,
        "wait_all takes an iterable of Run objects",
        "got str",
        lambda desk: desk.client.threads.runs.wait_all(["run_1"]),
    ),
    Mistake(
        "the content of a result",
        AttributeError,
        "a result has no attribute 'content'",
        "what the assistant said is in .text",
        lambda desk: look_at_result(desk, "content"),
    ),
    Mistake(
        "the status of a result",
        AttributeError,
        "a result has no attribute 'status'",
        "it is in .run.status",
        lambda desk: look_at_result(desk, "status"),
    ),
    Mistake(
        "a misspelt attribute of a run",
        AttributeError,
        "'Run' object has no attribute 'statsu'",
        "'statsu'",
        look_at_run,
        by_python=True,  # the interpreter adds: did you mean 'status'?
    ),
]

TAKEN = [Taken("a type of Python for the form of the answer", answer_number)]
