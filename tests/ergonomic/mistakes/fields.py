"""Mistakes in the fields of requests: messages, content, metadata, tools as data, lists."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from assistants_v2 import BadRequestError

from .table import CONTENT, Desk, Mistake, Taken


def assistant(desk: Desk, **fields: Any) -> Any:
    """Create an assistant with these fields."""
    return desk.client.assistants.create(**{"model": "m", **fields})


def listed(desk: Desk, **options: Any) -> Any:
    """List the assistants with these options."""
    return desk.client.assistants.list(**options)


async def two_stores(desk: Desk) -> None:
    """Give an assistant two vector stores."""
    stores = [await desk.store(), await desk.store()]
    await desk.do(assistant(desk, tool_resources={"file_search": {"vector_store_ids": stores}}))


MISTAKES = [
    Mistake(
        "the names of tools",
        TypeError,
        "tools[0] is a text",
        "{'type': 'code_interpreter'}",
        lambda desk: assistant(desk, tools=["code_interpreter"]),
    ),
    Mistake(
        "one tool that is in no list",
        TypeError,
        "tools is a list of tools or a Toolbox, got dict",
        "put it into a list",
        lambda desk: assistant(desk, tools={"type": "code_interpreter"}),
    ),
    Mistake(
        "a tool of version 1",
        BadRequestError,
        "Invalid value: 'retrieval'",
        "Supported values are: 'code_interpreter', 'file_search', and 'function'",
        lambda desk: assistant(desk, tools=[{"type": "retrieval"}]),
    ),
    Mistake(
        "a misspelt tool",
        BadRequestError,
        "The field is tools[0].type",
        "Supported values are: 'code_interpreter', 'file_search', and 'function'",
        lambda desk: assistant(desk, tools=[{"type": "file-search"}]),
    ),
    Mistake(
        "a function described as for the Responses API",
        BadRequestError,
        "Missing required parameter",
        "'tools[0].function'",
        lambda desk: assistant(desk, tools=[{"type": "function", "name": "f", "parameters": {}}]),
    ),
    Mistake(
        "None for the model",
        BadRequestError,
        "Invalid type for 'model'",
        "expected a string",
        lambda desk: assistant(desk, model=None),
    ),
    Mistake(
        "a number for a name",
        BadRequestError,
        "Invalid type for 'name'",
        "expected a string",
        lambda desk: assistant(desk, name=5),
    ),
    Mistake(
        "a list of instructions",
        BadRequestError,
        "Invalid type for 'instructions'",
        "expected a string",
        lambda desk: assistant(desk, instructions=["Be brief."]),
    ),
    Mistake(
        "a temperature above what there is",
        BadRequestError,
        "Invalid 'temperature'",
        "Expected a value <= 2",
        lambda desk: assistant(desk, temperature=3),
    ),
    Mistake(
        "two vector stores for one assistant",
        BadRequestError,
        "Invalid 'tool_resources.file_search.vector_store_ids'",
        "maximum length 1",
        two_stores,
    ),
    Mistake(
        "one message that is in no list",
        BadRequestError,
        "Invalid type for 'messages'",
        "expected an array",
        lambda desk: desk.client.threads.create(messages={"role": "user", "content": CONTENT}),
    ),
    Mistake(
        "a message with the role system",
        BadRequestError,
        "The field is role",
        "Supported values are: 'user' and 'assistant'",
        lambda desk: desk.say(role="system", content=CONTENT),
    ),
    Mistake(
        "a misspelt role in a thread",
        BadRequestError,
        "The field is messages[0].role",
        "Supported values are: 'user' and 'assistant'",
        lambda desk: desk.client.threads.create(messages=[{"role": "usr", "content": CONTENT}]),
    ),
    Mistake(
        "a message without content",
        TypeError,
        "threads.messages.create() needs the argument",
        "'content'",
        lambda desk: desk.client.threads.messages.create("thread_1", role="user"),
    ),
    Mistake(
        "None for the content",
        BadRequestError,
        "Invalid type for 'content'",
        "expected one of a string or an array",
        lambda desk: desk.say(role="user", content=None),
    ),
    Mistake(
        "bytes for the content",
        TypeError,
        "content is of type bytes",
        "make a text of it with .decode()",
        lambda desk: desk.say(role="user", content=CONTENT.encode()),
    ),
    Mistake(
        "one part that is in no list",
        BadRequestError,
        "Invalid type for 'content'",
        "expected one of a string or an array",
        lambda desk: desk.say(role="user", content={"type": "text", "text": CONTENT}),
    ),
    Mistake(
        "texts for the parts of the content",
        BadRequestError,
        "Invalid type for 'content[0]'",
        "expected an object",
        lambda desk: desk.say(role="user", content=[CONTENT]),
    ),
    Mistake(
        "a part as answers have it",
        BadRequestError,
        "Invalid type for 'content[0].text'",
        "expected a string",
        lambda desk: desk.say(role="user", content=[{"type": "text", "text": {"value": CONTENT}}]),
    ),
    Mistake(
        "a part that does not say what it is",
        BadRequestError,
        "Missing required parameter",
        "'content[0].type'",
        lambda desk: desk.say(role="user", content=[{"text": CONTENT}]),
    ),
    Mistake(
        "an image by its path",
        BadRequestError,
        "Invalid 'content[0].image_url.url'",
        "Expected an http:// or https:// address, or a data:image/",
        lambda desk: desk.say(role="user", content=[{"type": "image_url", "image_url": {"url": "cat.png"}}]),
    ),
    Mistake(
        "an image by its address alone",
        BadRequestError,
        "Invalid type for 'content[0].image_url'",
        "expected an object",
        lambda desk: desk.say(role="user", content=[{"type": "image_url", "image_url": "http://h/cat.png"}]),
    ),
    Mistake(
        "ids of files for attachments",
        BadRequestError,
        "Invalid type for 'attachments[0]'",
        "expected an object",
        lambda desk: desk.say(role="user", content=CONTENT, attachments=["file_1"]),
    ),
    Mistake(
        "an attachment that does not say what for",
        BadRequestError,
        "Missing required parameter",
        "'attachments[0].tools'",
        lambda desk: desk.say(role="user", content=CONTENT, attachments=[{"file_id": "file_1"}]),
    ),
    Mistake(
        "a dict within metadata",
        BadRequestError,
        "Invalid type for 'metadata.user'",
        "expected a string",
        lambda desk: desk.client.threads.create(metadata={"user": {"id": "7"}}),
    ),
    Mistake(
        "a number in metadata",
        BadRequestError,
        "Invalid type for 'metadata.user'",
        "expected a string",
        lambda desk: desk.client.threads.create(metadata={"user": 7}),
    ),
    Mistake(
        "a text for metadata",
        BadRequestError,
        "Invalid type for 'metadata'",
        "expected an object",
        lambda desk: desk.client.threads.create(metadata="user=7"),
    ),
    Mistake(
        "more metadata than there may be",
        BadRequestError,
        "Invalid 'metadata': too many properties",
        "at most 16",
        lambda desk: desk.client.threads.create(metadata={str(number): "x" for number in range(17)}),
    ),
    Mistake(
        "a document in metadata",
        BadRequestError,
        "Invalid 'metadata.text': string too long",
        "maximum length 512",
        lambda desk: desk.client.threads.create(metadata={"text": CONTENT * 20}),
    ),
    Mistake(
        "a field that there is not, past the checks of names",
        BadRequestError,
        "Unknown parameter",
        "'priority'",
        lambda desk: desk.client.threads.create(extra_body={"priority": 1}),
    ),
    Mistake(
        "a page of 0 items",
        ValueError,
        "limit is the size of a page, 1 to 100, got 0",
        "max_items= caps the whole",
        lambda desk: listed(desk, limit=0),
    ),
    Mistake(
        "a page that is too large",
        ValueError,
        "limit is the size of a page, 1 to 100, got 1000",
        "max_items= caps the whole",
        lambda desk: listed(desk, limit=1000),
    ),
    Mistake(
        "fewer items than none",
        ValueError,
        "max_items is a whole number, 0 or above",
        "got -1",
        lambda desk: listed(desk, max_items=-1),
    ),
    Mistake(
        "an order by its full name",
        BadRequestError,
        "The field is order",
        "Supported values are: 'asc' and 'desc'",
        lambda desk: listed(desk, order="ascending"),
    ),
    Mistake(
        "a cursor that is of no list",
        BadRequestError,
        "Invalid 'after'",
        "Use an id it returned",
        lambda desk: listed(desk, after="asst_none"),
    ),
]

TAKEN = [
    Taken(
        "a date in metadata", lambda desk: desk.client.threads.create(metadata={"at": datetime(2026, 1, 1)})
    ),
    Taken("an empty message", lambda desk: desk.say(role="user", content="")),
]
