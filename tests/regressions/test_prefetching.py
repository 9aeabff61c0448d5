"""Pages that are fetched ahead, and lists that are left while one is on its way."""

from __future__ import annotations

import asyncio
import threading

import anyio
import anyio.to_thread
import pytest

from ..seams import expect_open_connections
from .shelf import Shelf, messages_of, names
from .worlds import Servers, World

pytestmark = pytest.mark.anyio


async def test_the_next_page_is_fetched_meanwhile(world: World, servers: Servers) -> None:
    """While one page of a slow server is read, the next is on its way; the caller may forbid that."""
    second = threading.Event()

    def slowly(query: dict[str, str]) -> None:
        if "after" in query:
            second.set()
        threading.Event().wait(0.05)

    resource = messages_of(world, servers, Shelf(names(6), watch=slowly))
    for prefetch in (True, False):
        second.clear()
        walk = world.each(resource.list("thread_1", limit=3, prefetch=prefetch))
        await anext(walk)
        begun = await anyio.to_thread.run_sync(second.wait, 20 if prefetch else 0.1)
        assert prefetch == begun
        assert 5 == len([item async for item in walk])


async def test_leaving_a_walk_while_a_page_is_on_its_way(world: World, servers: Servers) -> None:
    """Whoever stops then leaves nothing behind either, and the client goes on working."""
    shelf = Shelf(names(50), watch=lambda query: threading.Event().wait(0.05))
    client = world.client(servers.behind(shelf))
    walk = world.each(client.threads.messages.list("thread_1", limit=5))
    await anext(walk)
    await walk.aclose()
    shelf.watch = bool
    assert 50 == len(await world.all(client.threads.messages.list("thread_1")))


async def test_leaving_a_walk_does_not_wait_for_a_page(world: World, servers: Servers) -> None:
    """A page that never comes holds nobody who does not want it."""
    gate, let_go = threading.Event(), list[bool]()

    def slowly(query: dict[str, str]) -> None:
        threading.Event().wait(0.02)  # long enough for the next page to be fetched ahead
        if "after" in query:
            let_go.append(gate.wait(30))

    messages = messages_of(world, servers, Shelf(names(50), watch=slowly))
    walk = world.each(messages.list("thread_1", limit=5))
    await anext(walk)
    await walk.aclose()
    assert [] == let_go
    gate.set()


async def test_a_page_that_was_not_waited_for_can_be_asked_for_again(servers: Servers) -> None:
    """A time-out around one step of a walk loses nothing of the list."""
    world, gate = World("async"), threading.Event()

    def slowly(query: dict[str, str]) -> None:
        threading.Event().wait(0.02)
        if query.get("after") == "msg_004":
            gate.wait(30)

    walk = aiter(messages_of(world, servers, Shelf(names(20), watch=slowly)).list("t", limit=5, order="asc"))
    seen = [(await anext(walk)).id for _ in range(5)]
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(anext(walk), 0.1)
    gate.set()
    assert names(20) == [*seen, *[message.id async for message in walk]]
    await world.close()


def test_a_walk_goes_on_in_another_event_loop(servers: Servers) -> None:
    """A page that was on its way when the loop ended is asked for anew."""
    with expect_open_connections():
        walk_in_two_event_loops(servers)


def walk_in_two_event_loops(servers: Servers) -> None:
    """Walk a list in one event loop and then in another."""
    world = World("async")
    shelf = Shelf(names(20), watch=lambda query: threading.Event().wait(0.02))
    walk = aiter(messages_of(world, servers, shelf).list("thread_1", limit=5, order="asc"))

    async def some(count: int) -> list[str]:
        return [(await anext(walk)).id for _ in range(count)]

    assert names(20) == anyio.run(some, 5) + anyio.run(some, 15)
    anyio.run(world.close)


async def test_leaving_a_walk_early(world: World, servers: Servers) -> None:
    """Whoever stops iterating leaves nothing behind, and the client goes on working."""
    shelf = Shelf(names(50))
    client = world.client(servers.behind(shelf))
    walk = world.each(client.threads.messages.list("thread_1", limit=5))
    async for message in walk:
        assert "msg_049" == message.id
        break
    await walk.aclose()
    assert len(shelf.asked) <= 2
    assert 50 == len(await world.all(client.threads.messages.list("thread_1")))
