"""Walking a list: nothing lost, nothing doubled, and never for ever."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from assistants_v2 import BadRequestError, InternalServerError, NotFoundError, PaginationError
from assistants_v2_server.faults import (
    reset,
    status,
)

from .shelf import BIRTH, Shelf, messages_of, names
from .worlds import MESSAGES, SOON, Servers, World, rule

pytestmark = pytest.mark.anyio


async def walked(world: World, servers: Servers, shelf: Shelf, **query: Any) -> list[str]:
    """Return the ids that iterating a list yields."""
    listed = messages_of(world, servers, shelf).list("thread_1", **query)
    return [message.id for message in await world.all(listed)]


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("limit", [1, 3, 10, 11, 100])
async def test_after_paging(world: World, servers: Servers, order: str, limit: int) -> None:
    """Every item comes once, in the order asked for, whatever the size of the pages."""
    ids = names(10) if order == "asc" else names(10)[::-1]
    assert ids == await walked(world, servers, Shelf(names(10)), order=order, limit=limit)
    assert ids[4:] == await walked(world, servers, Shelf(names(10)), order=order, limit=limit, after=ids[3])


@pytest.mark.parametrize("order", ["asc", "desc"])
@pytest.mark.parametrize("limit", [1, 3, 7, 8, 100])
async def test_before_paging(world: World, servers: Servers, order: str, limit: int) -> None:
    """From an item backwards every item comes once, the nearest first, and none is lost."""
    ids = names(10) if order == "asc" else names(10)[::-1]
    shelf = Shelf(names(10))
    assert ids[:7][::-1] == await walked(world, servers, shelf, order=order, limit=limit, before=ids[7])
    assert all("after" not in query for query in shelf.asked)


async def test_between_two_items(world: World, servers: Servers) -> None:
    """With both cursors the walk goes forward from one to the other."""
    ids = names(10)
    query = {"order": "asc", "after": ids[1], "before": ids[8], "limit": 2}
    assert ids[2:8] == await walked(world, servers, Shelf(ids), **query)


async def test_before_paging_at_our_server(world: World, servers: Servers) -> None:
    """Our own server and the client agree on what is before an item."""
    server = servers.ours()
    client = world.client(server)
    first = [{"role": "user", "content": str(number)} for number in range(10)]
    thread = await world.do(client.threads.create(messages=first))
    listed = client.threads.messages.list(thread.id, order="asc", limit=4)
    ids = [message.id for message in await world.all(listed)]
    assert 10 == len(ids) == len({*ids})
    for order in ("asc", "desc"):
        there = ids if order == "asc" else ids[::-1]
        back = client.threads.messages.list(thread.id, order=order, limit=2, before=there[7])
        assert there[:7][::-1] == [message.id for message in await world.all(back)]


@pytest.mark.parametrize("cursor", ["after", "before"])
async def test_cursor_not_advancing(world: World, servers: Servers, cursor: str) -> None:
    """A server that answers with the same page again ends the walk with an error, and nothing is doubled."""
    resource = messages_of(world, servers, Shelf(names(10), deaf=("after", "before")))
    query = {"before": "msg_000"} if cursor == "before" else {}
    seen: list[Any] = []
    with pytest.raises(PaginationError, match=cursor):
        await world.all(resource.list("thread_1", limit=3, **query), seen)
    assert 3 == len(seen) == len({message.id for message in seen})


async def test_missing_has_more(world: World, servers: Servers) -> None:
    """A full page that does not say whether there are more is asked what is behind it: nothing is lost."""
    ids = names(7)[::-1]
    for limit in (3, 7):
        assert ids == await walked(world, servers, Shelf(names(7), omits=("has_more",)), limit=limit)


async def test_missing_has_more_on_a_page_that_is_not_full(world: World, servers: Servers) -> None:
    """A page with fewer items than asked for is the last one."""
    shelf = Shelf(names(7), omits=("has_more", "first_id", "last_id"))
    assert names(7)[::-1] == await walked(world, servers, shelf)
    assert 1 == len(shelf.asked)


@pytest.mark.parametrize("cursor", ["after", "before"])
async def test_missing_first_and_last_id(world: World, servers: Servers, cursor: str) -> None:
    """The items themselves are cursors enough."""
    shelf, ids = Shelf(names(7), omits=("first_id", "last_id")), names(7)
    query = {"before": ids[6]} if cursor == "before" else {"after": ids[0]}
    expected = ids[5::-1] if cursor == "before" else ids[1:]
    assert expected == await walked(world, servers, shelf, order="asc", limit=2, **query)


@pytest.mark.parametrize("refusal", [400, 404])
@pytest.mark.parametrize("prefetch", [True, False])
async def test_item_deleted_meanwhile(world: World, servers: Servers, refusal: int, prefetch: bool) -> None:
    """When the item that the next page is asked from is gone, the walk goes on from its neighbour."""
    shelf = Shelf(names(9), refusal=refusal)

    def remove_the_cursor(query: dict[str, str]) -> None:
        if query.get("after") == "msg_002":
            shelf.ids.remove("msg_002")
            shelf.watch = bool

    shelf.watch = remove_the_cursor
    walk = await walked(world, servers, shelf, order="asc", limit=3, prefetch=prefetch)
    assert names(9) == walk


async def test_item_deleted_meanwhile_page_by_page(world: World, servers: Servers) -> None:
    """`get_next_page` goes on from the neighbour as well."""
    shelf = Shelf(names(9))
    page = await world.do(messages_of(world, servers, shelf).list("thread_1", order="asc", limit=3))
    shelf.ids.remove("msg_002")
    behind = await world.do(page.get_next_page())
    assert names(9)[3:5] == [message.id for message in behind.data][:2]


async def test_none_is_as_good_as_left_out(world: World, servers: Servers) -> None:
    """Who passes on what a caller may have set gets the whole list, in its order."""
    nothing = dict.fromkeys(("limit", "order", "after", "before", "max_items", "since", "until"))
    shelf = Shelf(names(130), omits=("has_more",))
    assert names(130)[::-1] == await walked(world, servers, shelf, **nothing)
    assert names(9)[5:] == await walked(world, servers, Shelf(names(9)), before="msg_004", after=None)


async def test_items_deleted_meanwhile_with_all_their_neighbours(world: World, servers: Servers) -> None:
    """When a whole page is gone, there is nowhere to go on from, and the server's refusal is raised."""
    shelf = Shelf(names(9))

    def remove_the_page(query: dict[str, str]) -> None:
        if "after" in query:
            del shelf.ids[:3]
            shelf.watch = bool

    shelf.watch = remove_the_page
    with pytest.raises(BadRequestError, match="msg_00"):
        await walked(world, servers, shelf, order="asc", limit=3)


async def test_item_deleted_meanwhile_by_the_walker(world: World, servers: Servers) -> None:
    """Deleting each message while walking over them deletes all of them."""
    server = servers.ours()
    client = world.client(server)
    first = [{"role": "user", "content": str(number)} for number in range(10)]
    thread = await world.do(client.threads.create(messages=first))
    messages = client.threads.messages
    async for message in world.each(messages.list(thread.id, limit=3)):
        await world.do(messages.delete(message.id, thread_id=thread.id))
    assert [] == await world.all(messages.list(thread.id))


async def test_items_created_meanwhile_are_not_doubled(world: World, servers: Servers) -> None:
    """Newest first, what is created during the walk comes before where the walk is."""
    shelf = Shelf(names(9))

    def create(query: dict[str, str]) -> None:
        if "after" in query:
            shelf.ids.append(f"msg_{len(shelf.ids):03}")

    shelf.watch = create
    assert names(9)[::-1] == await walked(world, servers, shelf, limit=2)


@pytest.mark.parametrize(
    ("query", "sizes"),
    [
        ({"max_items": 5, "limit": 2}, ["2", "2", "2"]),
        ({"max_items": 4, "limit": 2}, ["2", "2"]),
        ({"max_items": 30, "limit": 100}, ["100"]),
        ({"limit": 9}, ["9", "9"]),
    ],
    ids=str,
)
async def test_max_items_against_limit(
    world: World, servers: Servers, query: dict[str, int], sizes: list[str]
) -> None:
    """`limit` is the size of a page, `max_items` caps the whole; no page too many is asked for."""
    shelf = Shelf(names(12))
    walk = await walked(world, servers, shelf, **query)
    assert names(12)[::-1][: query.get("max_items", 12)] == walk
    assert sizes == [asked["limit"] for asked in shelf.asked]


@pytest.mark.parametrize(("query", "named"), [({"limit": 0}, "limit"), ({"max_items": -1}, "max_items")])
async def test_a_size_out_of_range_is_refused(
    world: World, servers: Servers, query: dict[str, int], named: str
) -> None:
    """A page of no items, or fewer than no items, is a mistake that the error names."""
    shelf = Shelf(names(2))
    with pytest.raises(ValueError, match=named):
        await walked(world, servers, shelf, **query)
    assert [] == shelf.asked


async def test_everything_is_asked_for_in_pages_of_100(world: World, servers: Servers) -> None:
    """Iterating a whole list takes as few requests as the API allows."""
    shelf = Shelf(names(250))
    assert 250 == len(await walked(world, servers, shelf))
    sizes = [asked.get("limit") for asked in shelf.asked]
    # The blocking client has asked for its first page before it knows that all are wanted.
    assert (["100"] * 3 if world.colour == "async" else [None, "100", "100", "100"]) == sizes


async def test_a_page_by_itself(world: World, servers: Servers) -> None:
    """A page knows its items, and whether and how there is another."""
    resource = messages_of(world, servers, Shelf(names(5)))
    page = await world.do(resource.list("thread_1", limit=3))
    assert (["msg_004", "msg_003", "msg_002"], True) == ([each.id for each in page.data], page.has_more)
    assert page.has_next_page()
    behind = await world.do(page.get_next_page())
    assert ["msg_001", "msg_000"] == [each.id for each in behind.data]
    assert not behind.has_next_page()
    with pytest.raises(LookupError, match="no page behind"):
        await world.do(behind.get_next_page())


async def test_pages_one_by_one(world: World, servers: Servers) -> None:
    """The pages can be walked as well as the items."""
    listed = messages_of(world, servers, Shelf(names(5))).list("thread_1", limit=2, order="asc")
    pages = await world.all(listed.pages())
    assert [names(5)[0:2], names(5)[2:4], names(5)[4:]] == [[each.id for each in page.data] for page in pages]


async def test_sync_iterating_an_async_page(servers: Servers) -> None:
    """`for` over what the async client lists fails with a sentence, on the list and on a page of it."""
    world = World("async")
    listed = messages_of(world, servers, Shelf(names(2))).list("thread_1")
    for mistaken in (listed, await listed):
        with pytest.raises(TypeError, match="`async for`"):
            list(mistaken)
    await world.close()


async def test_failures_between_pages(world: World, servers: Servers) -> None:
    """A page that fails to come is asked for again; the walk does not begin anew."""
    shelf = Shelf(names(9))
    server = servers.behind(shelf, rule(f"GET {MESSAGES}", status(500, headers=SOON), nth=2, times=2))
    server.inject(rule(f"GET {MESSAGES}", reset(acted=True), nth=5))
    listed = world.client(server).threads.messages.list("thread_1", limit=3)
    assert names(9)[::-1] == [message.id for message in await world.all(listed)]


async def test_a_failure_in_the_midst(world: World, servers: Servers) -> None:
    """What came before a failure has been yielded; the failure is raised where the next page was due."""
    server = servers.behind(
        Shelf(names(9)), rule(f"GET {MESSAGES}", status(500, headers=SOON), nth=2, times=9)
    )
    listed = world.client(server).threads.messages.list("thread_1", limit=3)
    seen: list[Any] = []
    with pytest.raises(InternalServerError):
        await world.all(listed, seen)
    assert names(9)[:5:-1] == [message.id for message in seen]


async def test_a_thread_that_does_not_exist(world: World, servers: Servers) -> None:
    """The first page's error is raised, not an empty list."""
    client = world.client(servers.ours())
    with pytest.raises(NotFoundError):
        await world.all(client.threads.messages.list("thread_of_nobody"))


async def test_an_empty_list(world: World, servers: Servers) -> None:
    """Nothing is nothing, with one request."""
    shelf = Shelf([])
    assert [] == await walked(world, servers, shelf)
    assert 1 == len(shelf.asked)


MOMENT = datetime.fromtimestamp(BIRTH + 6, UTC)


@pytest.mark.parametrize("since", [MOMENT, MOMENT.isoformat(), BIRTH + 6], ids=["datetime", "text", "number"])
async def test_since_stops_early(world: World, servers: Servers, since: Any) -> None:
    """Newest first, the walk ends at the first item that is too old."""
    shelf = Shelf(names(10))
    assert names(10)[:5:-1] == await walked(world, servers, shelf, since=since, limit=2)
    assert 3 == len(shelf.asked)


async def test_since_and_until_in_both_directions(world: World, servers: Servers) -> None:
    """Both ends belong to the span, in either order; what lies behind it is not asked for."""
    span = {"since": BIRTH + 3, "until": BIRTH + 6, "limit": 2}
    for order, expected in (("asc", names(10)[3:7]), ("desc", names(10)[6:2:-1])):
        shelf = Shelf(names(10))
        assert expected == await walked(world, servers, shelf, order=order, **span)
        assert len(shelf.asked) <= 4
