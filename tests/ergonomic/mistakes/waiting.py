"""Mistakes with blocking and async code, with clients that were closed, copied or sent to another process."""

from __future__ import annotations

import asyncio
import copy
import pickle
from typing import Any

from assistants_v2 import ClientClosed

from .table import Desk, Mistake, Taken


async def use_closed(desk: Desk) -> None:
    """Use an embedded client that was closed."""
    client = desk.kind.local()
    await desk.do(client.close())
    await desk.do(client.threads.create())


async def use_closed_remote(desk: Desk) -> None:
    """Use a client of a server that was closed before its first request."""
    client = desk.kind(base_url="http://127.0.0.1:9/v1")
    await desk.do(client.close())
    await desk.do(client.threads.create())


async def forget_await(desk: Desk) -> Any:
    """Use what a method returns before it was awaited."""
    pending = desk.client.threads.create()
    try:
        return pending.id
    finally:
        pending.close()


async def pass_coroutine(desk: Desk) -> None:
    """Pass what was not awaited for an id."""
    pending = desk.client.threads.create()
    try:
        await desk.client.threads.retrieve(pending)
    finally:
        pending.close()


async def pass_coroutine_as_field(desk: Desk) -> None:
    """Pass what was not awaited for a field."""
    pending = desk.client.assistants.create(model="m")
    try:
        await desk.client.threads.runs.create("thread_1", assistant_id=pending)
    finally:
        pending.close()


async def enter(desk: Desk) -> None:
    """Enter an async client with `with`."""
    with desk.client:
        pass


async def enter_async(desk: Desk) -> None:
    """Enter a blocking client with `async with`."""
    async with desk.client:
        pass


async def iterate_page(desk: Desk) -> list[Any]:
    """Iterate an async page with `for`."""
    page = await desk.client.assistants.list()
    desk.sent.clear()
    return [*page]


async def index_page(desk: Desk) -> Any:
    """Take an item of a page by its number."""
    page = await desk.do(desk.client.assistants.list())
    desk.sent.clear()
    return page[0]


async def next_page(desk: Desk) -> Any:
    """Fetch a page behind the last one."""
    client = desk.kind.local()
    page = await desk.do(client.assistants.list())
    try:
        return await desk.do(page.get_next_page())
    finally:
        await desk.do(client.close())


async def pickle_page(desk: Desk) -> bytes:
    """Send a page to another process."""
    page = await desk.do(desk.client.assistants.list())
    desk.sent.clear()
    return pickle.dumps(page)


async def use_loops(desk: Desk) -> bool:
    """Use one async client on several event loops."""
    client = desk.kind.local()

    async def ask() -> str:
        return str((await client.threads.create()).id)

    found = [await asyncio.to_thread(asyncio.run, ask()) for _ in range(2)]
    await client.close()
    return len(set(found)) == 2


async def use_in_loop(desk: Desk) -> bool:
    """Use a blocking client while an event loop runs, as notebooks do."""
    assistant, thread = await desk.assistant(), await desk.thread()
    return bool(desk.client.threads.runs.execute(thread, assistant_id=assistant).text)


async def pickle_object(desk: Desk) -> bool:
    """Send an object to another process."""
    made = await desk.do(desk.client.threads.create())
    return bool(pickle.loads(pickle.dumps(made)).id == made.id)


MISTAKES = [
    Mistake("a client that was closed", ClientClosed, "the client is", "closed", use_closed, asks=True),
    Mistake(
        "a client that was closed before it was used",
        ClientClosed,
        "the client is",
        "closed",
        use_closed_remote,
        asks=True,
    ),
    Mistake(
        "a call that is not awaited",
        AttributeError,
        "'coroutine' object has no attribute 'id'",
        "coroutine",
        forget_await,
        only="async",
        by_python=True,  # the interpreter adds a warning: it was never awaited
    ),
    Mistake(
        "an object that was not awaited",
        ValueError,
        "thread_id must be the id of an existing object, got coroutine",
        "pass the object, or its id",
        pass_coroutine,
        only="async",
    ),
    Mistake(
        "a field that was not awaited",
        TypeError,
        "assistant_id is of type coroutine",
        "await it first",
        pass_coroutine_as_field,
        only="async",
    ),
    Mistake(
        "an await too many",
        TypeError,
        "can't be used in 'await' expression",
        "Thread",
        lambda desk: _await(desk.client.threads.create()),
        only="blocking",
        asks=True,
        by_python=True,
    ),
    Mistake(
        "with for an async client",
        TypeError,
        "AsyncAssistants is for async code",
        "use `async with`, not `with`",
        enter,
        only="async",
    ),
    Mistake(
        "async with for a blocking client",
        TypeError,
        "Assistants is for blocking code",
        "use `with`, not `async with`",
        enter_async,
        only="blocking",
    ),
    Mistake(
        "for over an async list",
        TypeError,
        "an async list is iterated with `async for`",
        "or awaited for its first page",
        lambda desk: [*desk.client.assistants.list()],
        only="async",
    ),
    Mistake(
        "for over an async page",
        TypeError,
        "an async page is iterated with `async for`",
        "its own items are in .data",
        iterate_page,
        only="async",
    ),
    Mistake(
        "the items of a list that was not awaited",
        AttributeError,
        "AsyncPages has no attribute 'data'",
        "await it first",
        lambda desk: desk.client.assistants.list().data,
        only="async",
    ),
    Mistake(
        "an item of a page by its number",
        TypeError,
        "its items are in .data",
        "write .data[0]",
        index_page,
    ),
    Mistake(
        "a page behind the last one",
        LookupError,
        "there is no page behind this one",
        "has_next_page() tells beforehand",
        next_page,
    ),
    Mistake(
        "a client for another process",
        TypeError,
        "ssistants holds connections, and is not pickled",
        "make one in each process",
        lambda desk: pickle.dumps(desk.client),
    ),
    Mistake(
        "a deep copy of a client",
        TypeError,
        "ssistants holds connections, and is not pickled",
        "make one in each process",
        lambda desk: copy.deepcopy(desk.client),
    ),
    Mistake(
        "a page for another process",
        TypeError,
        "Page holds connections, and is not pickled",
        "its .data is",
        pickle_page,
    ),
]


async def _await(made: Any) -> Any:
    """Await what was done already."""
    return await made


TAKEN = [
    Taken("one async client on several event loops", use_loops, only="async"),
    Taken("a blocking client in a notebook", use_in_loop, only="blocking"),
    Taken("an object for another process", pickle_object),
]
