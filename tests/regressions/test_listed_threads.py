"""`threads.list`: of a server that has it, and of one that has not."""

from __future__ import annotations

import httpx
import pytest
from assistants_v2 import Assistants, NotFoundError
from assistants_v2.openai import OpenAI
from assistants_v2.types import Thread

from ..ergonomic.conversations import Recorded, RecordedTransport, always
from .worlds import Servers, World

pytestmark = pytest.mark.anyio


async def test_all_threads_are_listed_newest_first(world: World, servers: Servers) -> None:
    """Page after page, in the order asked for, from one thread on, each as it was made."""
    client = world.client(servers.ours())
    made = [await world.do(client.threads.create()) for _ in range(5)]
    assert made[::-1] == await world.all(client.threads.list(limit=2))
    assert made[3:] == await world.all(client.threads.list(order="asc", after=made[2].id))
    assert [made[2]] == await world.all(client.threads.list(max_items=1, after=made[3].id))
    assert Thread is type(made[0])


def test_the_official_sdks_face_has_it_too() -> None:
    """Where the methods are that the official SDK has for threads; what other vendors add is kept."""
    thread = {"id": "thread_1", "object": "thread", "created_at": 1, "metadata": None, "vendor": {"own": 1}}
    sent = Recorded(always(json={"object": "list", "data": [thread], "has_more": False}))
    http = httpx.Client(transport=RecordedTransport(sent))
    with OpenAI(base_url="http://host/v1", api_key="k", http_client=http) as client:
        found = [*client.beta.threads.list(order="asc")]
    assert ("/v1/threads", b"order=asc") == (sent.last.url.path, sent.last.url.query)
    assert ([thread], [Thread]) == ([each.to_dict() for each in found], [*map(type, found)])


def test_a_server_without_it_is_named() -> None:
    """The error says that it is the server that has no such list."""
    sent = Recorded(always(404, json={"error": {"message": "Invalid URL (GET /v1/threads)"}}))
    transport = RecordedTransport(sent)
    with (
        Assistants(
            base_url="http://host/v1", api_key="k", server="azure-openai", transport=transport
        ) as client,
        pytest.raises(NotFoundError, match=r"Azure OpenAI Assistants.* has no list_threads"),
    ):
        client.threads.list()
