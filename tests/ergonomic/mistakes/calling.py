"""Mistakes in calling methods: their arguments, their names, ids."""

from __future__ import annotations

import assistants_v2.openai as face
from assistants_v2 import BadRequestError, ConfigurationError, NotFoundError
from assistants_v2.openai import AzureOpenAI, OpenAI

from .table import KEY, Desk, Mistake, Taken


async def retrieve_deleted(desk: Desk) -> None:
    """Look at an assistant that was deleted."""
    assistant = await desk.assistant()
    await desk.do(desk.client.assistants.delete(assistant))
    await desk.do(desk.client.assistants.retrieve(assistant))


async def retrieve_with_line_end(desk: Desk) -> None:
    """Look at a thread whose id was read from a file."""
    await desk.do(desk.client.threads.retrieve(await desk.thread() + "\n"))


async def retrieve_run_as_thread(desk: Desk) -> None:
    """Take a run for its thread."""
    await desk.do(desk.client.threads.retrieve(await desk.run()))


async def swap_ids(desk: Desk) -> None:
    """Give thread and assistant each the other's id."""
    assistant, thread = await desk.assistant(), await desk.thread()
    await desk.do(desk.client.threads.runs.execute(assistant, assistant_id=thread))


async def use_other_assistant(desk: Desk) -> None:
    """Use an assistant of another server."""
    thread = await desk.thread()
    await desk.do(desk.client.threads.runs.execute(thread, assistant_id="asst_of_another"))


async def retrieve_object(desk: Desk) -> bool:
    """Pass an object where an id is due."""
    made = await desk.do(desk.client.threads.create())
    return bool((await desk.do(desk.client.threads.retrieve(made))).id == made.id)


async def run_with_object(desk: Desk) -> bool:
    """Pass an assistant for its id."""
    assistant = await desk.do(desk.client.assistants.create(model="m"))
    run = await desk.do(desk.client.threads.runs.create(await desk.thread(), assistant_id=assistant))
    return bool(run.assistant_id == assistant.id)


MISTAKES = [
    Mistake(
        "a required argument left out",
        TypeError,
        "threads.runs.execute() needs the argument",
        "'assistant_id'",
        lambda desk: desk.client.threads.runs.execute("thread_1"),
    ),
    Mistake(
        "no model",
        TypeError,
        "assistants.create() needs the argument",
        "'model'",
        lambda desk: desk.client.assistants.create(name="helper"),
    ),
    Mistake(
        "no thread for its messages",
        TypeError,
        "threads.messages.list() needs the argument",
        "'thread_id'",
        lambda desk: desk.client.threads.messages.list(),
    ),
    Mistake(
        "no thread for a run",
        TypeError,
        "threads.runs.retrieve() needs the argument",
        "'thread_id'",
        lambda desk: desk.client.threads.runs.retrieve("run_1"),
    ),
    Mistake(
        "a misspelt field",
        TypeError,
        "has no argument 'assistent_id'",
        "did you mean 'assistant_id'?",
        lambda desk: desk.client.threads.runs.execute("thread_1", assistent_id="asst_1"),
    ),
    Mistake(
        "a misspelt option",
        TypeError,
        "has no argument 'dead_line'",
        "did you mean 'deadline'?",
        lambda desk: desk.client.threads.runs.execute("thread_1", assistant_id="asst_1", dead_line=5),
    ),
    Mistake(
        "functions= for a method that runs none",
        TypeError,
        "has no argument 'functions'",
        "threads.runs.execute() answers calls with functions",
        lambda desk: desk.client.threads.runs.create("thread_1", assistant_id="asst_1", functions=[]),
    ),
    Mistake(
        "the files of version 1",
        TypeError,
        "has no argument 'file_ids'",
        "pass tool_resources=",
        lambda desk: desk.client.assistants.create(model="m", file_ids=["file_1"]),
    ),
    Mistake(
        "arguments without their names",
        TypeError,
        "takes only thread_id without a name",
        "such as role=...",
        lambda desk: desk.client.threads.messages.create("thread_1", "user", "Hi"),
    ),
    Mistake(
        "the ids of a run without their names",
        TypeError,
        "takes only run_id without a name",
        "such as thread_id=...",
        lambda desk: desk.client.threads.runs.retrieve("thread_1", "run_1"),
    ),
    Mistake(
        "stream=True, as in the official SDK",
        TypeError,
        "stream=True: this method returns a Run, not a stream",
        "leave it out",
        lambda desk: desk.client.threads.runs.create("thread_1", assistant_id="asst_1", stream=True),
    ),
    Mistake(
        "None for an id",
        ValueError,
        "`thread_id` but received None",
        "pass an object's id",
        lambda desk: desk.client.threads.retrieve(None),
    ),
    Mistake(
        "an empty id",
        ValueError,
        "`thread_id` but received ''",
        "pass an object's id",
        lambda desk: desk.client.threads.retrieve(""),
    ),
    Mistake(
        "a list of ids",
        ValueError,
        "thread_id must be the id of an existing object, got list",
        "pass the object, or its id, a text",
        lambda desk: desk.client.threads.retrieve(["thread_1"]),
    ),
    Mistake(
        "a dict for an object",
        ValueError,
        "thread_id must be the id of an existing object, got dict",
        "pass the object, or its id, a text",
        lambda desk: desk.client.threads.retrieve({"id": "thread_1"}),
    ),
    Mistake(
        "an id with a line end",
        ValueError,
        "thread_id has white space at its ends",
        "pass it without",
        retrieve_with_line_end,
    ),
    Mistake(
        "the id of another kind",
        BadRequestError,
        "Invalid 'assistant_id': 'thread_1'",
        "Expected an ID that begins with 'asst'",
        lambda desk: desk.client.assistants.retrieve("thread_1"),
    ),
    Mistake(
        "a run for its thread",
        BadRequestError,
        "Invalid 'thread_id'",
        "Expected an ID that begins with 'thread'",
        retrieve_run_as_thread,
    ),
    Mistake(
        "ids that were swapped",
        BadRequestError,
        "Invalid 'thread_id'",
        "Expected an ID that begins with 'thread'",
        swap_ids,
    ),
    Mistake(
        "an assistant of another server",
        NotFoundError,
        "No assistant found with id 'asst_of_another'",
        "was this one made in another",
        use_other_assistant,
    ),
    Mistake(
        "an object that was deleted",
        NotFoundError,
        "No assistant found with id",
        "or deleted?",
        retrieve_deleted,
    ),
    Mistake(
        "a part of the client that is below another",
        AttributeError,
        "client has no attribute 'runs'",
        "it is below client.threads",
        lambda desk: desk.client.runs,
    ),
    Mistake(
        "messages of the client",
        AttributeError,
        "client has no attribute 'messages'",
        "it is below client.threads",
        lambda desk: desk.client.messages,
    ),
    Mistake(
        "the official SDK's face without an address",
        ConfigurationError,
        "no server to speak to",
        "Pass base_url=..., or http_client=",
        lambda _: OpenAI(api_key=KEY).beta.threads.create(),
        only="blocking",
    ),
    Mistake(
        "the official SDK's module without an address",
        ConfigurationError,
        "no server to speak to",
        "Pass base_url=..., or http_client=",
        lambda _: face.beta.threads.create(),
        only="blocking",
    ),
    Mistake(
        "Azure's face without a version",
        ConfigurationError,
        "api_version is missing",
        "pass api_version=..., or set OPENAI_API_VERSION",
        lambda _: AzureOpenAI(api_key=KEY, azure_endpoint="http://127.0.0.1:9"),
        only="blocking",
    ),
    Mistake(
        "Azure's face without an endpoint",
        ConfigurationError,
        "no endpoint",
        "pass azure_endpoint=..., or set AZURE_OPENAI_ENDPOINT",
        lambda _: AzureOpenAI(api_key=KEY, api_version="2024-05-01-preview"),
        only="blocking",
    ),
]

TAKEN = [
    Taken("an object for its id", retrieve_object),
    Taken("an assistant for assistant_id", run_with_object),
    Taken("a limit that is a text", lambda desk: desk.client.assistants.list(limit="20")),
    Taken("headers of one call", lambda desk: desk.client.threads.create(extra_headers={"x-a": "b"})),
    Taken("seconds for one call", lambda desk: desk.client.threads.create(timeout=5)),
    Taken(
        "the official SDK's value for nothing",
        lambda desk: desk.client.assistants.create(model="m", name=face.NOT_GIVEN),
    ),
]
