"""Pages as callers hold them. How a list is walked is in ../flows/test_paging.py."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest
from assistants_v2 import Assistants, AsyncAssistants, AsyncPage, Page
from assistants_v2_raw.api.messages import list_messages
from assistants_v2_raw.models import MessageList
from fastapi.encoders import jsonable_encoder
from pydantic import TypeAdapter

from ..conversations import blocking, cooperative
from ..objects import messages

IDS = ["msg_1", "msg_2", "msg_3", "msg_4", "msg_5"]


def serve(request: httpx.Request) -> httpx.Response:
    """Answer as a server does whose thread has five messages."""
    query = request.url.params
    start = IDS.index(query["after"]) + 1 if "after" in query else 0
    end = start + int(query.get("limit", 20))
    return httpx.Response(200, json=messages(*IDS[start:end], has_more=end < len(IDS)).to_dict())


@pytest.fixture
def client() -> Assistants:
    """A client of that server."""
    return blocking(serve)[0]


@pytest.fixture
def async_client() -> AsyncAssistants:
    """An async client of that server."""
    return cooperative(serve)[0]


def ids(items: Any) -> list[str]:
    """Return the ids of objects."""
    return [item.id for item in items]


def test_a_page_shows_what_came(client: Assistants) -> None:
    """Its items, its ends and whether there are more are those of the server."""
    page = client.threads.messages.list("thread_1", limit=2)
    assert isinstance(page, Page)
    assert ["msg_1", "msg_2"] == ids(page.data)
    assert ("msg_1", "msg_2", True, True) == (
        page.first_id,
        page.last_id,
        page.has_more,
        page.has_next_page(),
    )


def test_an_empty_page_has_no_ends() -> None:
    """A thread without messages is a page without items."""
    client, _ = blocking(lambda request: httpx.Response(200, json={"object": "list", "data": []}))
    page = client.threads.messages.list("thread_1")
    assert ([], None, None, False, False) == (
        page.data,
        page.first_id,
        page.last_id,
        page.has_more,
        page.has_next_page(),
    )
    assert [] == list(page)


def test_a_server_that_names_no_ends_is_helped_out() -> None:
    """Without first_id and last_id the items tell them."""
    sparse = messages("msg_8", "msg_9", first_id=..., last_id=...)
    client, _ = blocking(lambda request: httpx.Response(200, json=sparse.to_dict()))
    page = client.threads.messages.list("thread_1")
    assert ("msg_8", "msg_9") == (page.first_id, page.last_id)


@pytest.mark.parametrize("limit", [1, 2, 5, 100])
def test_iterating_goes_through_all_pages(limit: int, client: Assistants) -> None:
    """One loop meets every item, whatever the size of the pages, and another loop does so again."""
    page = client.threads.messages.list("thread_1", limit=limit)
    assert IDS == ids(page)
    assert IDS == ids(page)


@pytest.mark.parametrize("max_items", [0, 1, 2, 3, 5, 9])
def test_max_items_caps_the_whole(max_items: int, client: Assistants) -> None:
    """Over all pages, and within each, no more items are met."""
    page = client.threads.messages.list("thread_1", limit=2, max_items=max_items)
    assert IDS[:max_items] == ids(page)
    assert IDS[:max_items] == [item.id for each in page.pages() for item in each.data]


def test_pages_can_be_walked_one_by_one(client: Assistants) -> None:
    """Each page is a page like the first."""
    page = client.threads.messages.list("thread_1", limit=2)
    pages = list(page.pages())
    assert [IDS[:2], IDS[2:4], IDS[4:]] == [ids(each.data) for each in pages]
    assert IDS[2:] == ids(pages[1])


def test_the_next_page_can_be_asked_for(client: Assistants) -> None:
    """get_next_page fetches it, and says so when there is none."""
    page = client.threads.messages.list("thread_1", limit=3)
    following = page.get_next_page()
    assert IDS[3:] == ids(following.data)
    assert not following.has_next_page()
    with pytest.raises(LookupError, match="has_next_page"):
        following.get_next_page()


@pytest.mark.anyio
async def test_an_async_list_is_awaited_for_its_first_page(async_client: AsyncAssistants) -> None:
    """The page shows what a blocking one shows, and iterates from there on."""
    page = await async_client.threads.messages.list("thread_1", limit=2)
    assert isinstance(page, AsyncPage)
    assert (["msg_1", "msg_2"], "msg_2", True) == (ids(page.data), page.last_id, page.has_next_page())
    assert IDS == [item.id async for item in page]
    assert IDS[2:4] == ids((await page.get_next_page()).data)


@pytest.mark.anyio
async def test_an_async_list_is_iterated_as_it_is(async_client: AsyncAssistants) -> None:
    """`async for` needs no await before it, and max_items holds."""
    listed = async_client.threads.messages.list("thread_1", limit=2, max_items=3)
    assert IDS[:3] == [item.id async for item in listed]
    assert IDS[:3] == [item.id async for item in listed]


@pytest.mark.anyio
async def test_async_pages_can_be_walked_one_by_one(async_client: AsyncAssistants) -> None:
    """From the list, and from a page of it."""
    listed = async_client.threads.messages.list("thread_1", limit=2)
    assert [IDS[:2], IDS[2:4], IDS[4:]] == [ids(page.data) async for page in listed.pages()]
    second = await (await listed).get_next_page()
    assert [IDS[2:4], IDS[4:]] == [ids(page.data) async for page in second.pages()]


@pytest.mark.anyio
async def test_a_plain_loop_over_async_pages_is_refused(async_client: AsyncAssistants) -> None:
    """`for` in place of `async for` fails with a sentence, on the list and on a page."""
    listed = async_client.threads.messages.list("thread_1")
    for pages in (listed, await listed):
        with pytest.raises(TypeError, match="is iterated with `async for`"):
            list(pages)


@pytest.mark.anyio
async def test_an_async_list_asks_nothing_until_it_is_used() -> None:
    """A list that nobody awaits is no request, and no warning."""
    client, recorded = cooperative(serve)
    client.threads.messages.list("thread_1")
    assert [] == recorded.requests


@pytest.mark.anyio
async def test_an_async_loop_may_be_left_early(async_client: AsyncAssistants) -> None:
    """`break` leaves nothing behind that the event loop would complain about."""
    async for item in async_client.threads.messages.list("thread_1", limit=2):
        assert "msg_1" == item.id
        break


def test_a_page_in_front_of_an_item_is_as_the_server_sent_it() -> None:
    """`before` turns the walk round, which goes away from the item, and not the page."""
    with Assistants.local() as client:
        thread = client.threads.create()
        made = [client.threads.messages.create(thread.id, role="user", content=f"{n}").id for n in range(4)]
        page = client.threads.messages.list(thread.id, before=made[0], limit=2, order="desc")
        raw = list_messages.sync(thread.id, client=client.raw, before=made[0], limit=2, order="desc")
        assert isinstance(raw, MessageList)
        assert ids(raw.data) == ids(page.data) == [made[2], made[1]]
        assert made[1:] == ids(page)


def test_a_page_is_short_when_it_is_printed(client: Assistants) -> None:
    """It tells how much came and where to go on, and nothing of what is inside the client."""
    page = client.threads.messages.list("thread_1", limit=2)
    said = "Page(data=[<2 x Message>], first_id='msg_1', last_id='msg_2', has_more=True)"
    assert said == repr(page)
    empty, _ = blocking(lambda request: httpx.Response(200, json={"object": "list", "data": []}))
    assert "Page(data=[], has_more=False)" == repr(empty.threads.messages.list("thread_1"))


@pytest.mark.anyio
async def test_an_async_list_says_how_it_is_read(async_client: AsyncAssistants) -> None:
    """Whoever prints it has usually forgotten to await it."""
    listed = async_client.threads.messages.list("thread_1", limit=2)
    assert "await it for the first page" in repr(listed)
    assert "async for" in repr(listed.pages())
    assert repr(await listed).startswith("AsyncPage(data=[<2 x Message>], ")


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("a page has no attribute 'has_mor'; did you mean 'has_more'?", "has_mor"),
    ],
)
def test_an_unknown_attribute_of_a_page_has_its_remedy(said: str, name: str, client: Assistants) -> None:
    """The official SDK's pages have some names of their own."""
    with pytest.raises(AttributeError) as caught:
        getattr(client.threads.messages.list("thread_1"), name)
    assert said == str(caught.value)


@pytest.mark.anyio
async def test_pages_are_dumped_as_the_official_sdks_are(
    client: Assistants, async_client: AsyncAssistants
) -> None:
    """A dump has the page's own items and its envelope; pydantic and FastAPI write it too."""
    page = client.threads.messages.list("thread_1", limit=2)
    async_page = await async_client.threads.messages.list("thread_1", limit=2)
    dumped = {**messages("msg_1", "msg_2", has_more=True).model_dump()}
    assert dumped == page.model_dump() == async_page.model_dump() == jsonable_encoder(page)
    assert (
        dumped == json.loads(page.model_dump_json(indent=2)) == json.loads(page.to_json(exclude_unset=False))
    )
    assert dumped == TypeAdapter(Any).dump_python(page) == TypeAdapter(type(page)).dump_python(page)
    assert {"data", "object", "first_id", "last_id", "has_more"} == {*dict(page)}
    assert "list" == page.object == page["object"]


@pytest.mark.anyio
async def test_pages_have_the_official_sdks_names(client: Assistants, async_client: AsyncAssistants) -> None:
    """They are walked with `iter_pages`, and tell what comes next."""
    page = client.threads.messages.list("thread_1", limit=2)
    async_page = await async_client.threads.messages.list("thread_1", limit=2)
    walked = [ids(each.data) async for each in async_page.iter_pages()]
    assert [IDS[:2], IDS[2:4], IDS[4:]] == [ids(each.data) for each in page.iter_pages()] == walked
    assert "msg_2" == (page.next_page_info() or {})["after"]
    assert client.threads.messages.list("thread_1").next_page_info() is None


def test_an_answer_names_its_request() -> None:
    """Objects and pages have the `x-request-id` that servers find the request by; None without one."""
    headers = {"x-request-id": "req_1"}
    client, _ = blocking(lambda request: httpx.Response(200, json=messages("m").to_dict(), headers=headers))
    page: Any = client.threads.messages.list("thread_1")
    assert ("req_1", None) == (page._request_id, page.data[0]._request_id)
