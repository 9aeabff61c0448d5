"""What requests name for tools has to be there, and comes to where tools find it."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2_server.store import THREADS, ThreadRow

from ..driving import Api, Clock, Json
from ..indexers import FinishingIndexing
from .test_files import upload

SEARCH = {"type": "file_search"}
INTERPRETER = {"type": "code_interpreter"}
DAY = 24 * 60 * 60


@pytest.fixture
def api(api: Api) -> Api:
    """A server that indexes files at once."""
    api.server.index_with(FinishingIndexing(api.server.database))
    return api


def attach(file_id: str, *tools: Json) -> Json:
    return {"role": "user", "content": "q", "attachments": [{"file_id": file_id, "tools": [*tools]}]}


def list_files(api: Api, store: str) -> list[str]:
    return [file["id"] for file in api.get(f"/vector_stores/{store}/files", order="asc")["data"]]


FILES = {"code_interpreter": {"file_ids": ["file-none"]}}
STORES = {"file_search": {"vector_store_ids": ["vs_none"]}}
MADE = {"file_search": {"vector_stores": [{"file_ids": ["file-none"]}]}}
IMAGE = {"role": "user", "content": [{"type": "image_file", "image_file": {"file_id": "file-none"}}]}


@pytest.mark.parametrize(
    ("path", "body", "param"),
    [
        (
            "/assistants",
            {"model": "m", "tool_resources": FILES},
            "tool_resources.code_interpreter.file_ids[0]",
        ),
        (
            "/assistants",
            {"model": "m", "tool_resources": STORES},
            "tool_resources.file_search.vector_store_ids[0]",
        ),
        (
            "/assistants",
            {"model": "m", "tool_resources": MADE},
            "tool_resources.file_search.vector_stores[0].file_ids[0]",
        ),
        ("/assistants/{assistant}", {"tool_resources": FILES}, "tool_resources.code_interpreter.file_ids[0]"),
        ("/threads", {"tool_resources": STORES}, "tool_resources.file_search.vector_store_ids[0]"),
        ("/threads", {"messages": [attach("file-none", SEARCH)]}, "attachments[0].file_id"),
        ("/threads/{thread}", {"tool_resources": FILES}, "tool_resources.code_interpreter.file_ids[0]"),
        ("/threads/{thread}/messages", attach("file-none"), "attachments[0].file_id"),
        ("/threads/{thread}/messages", IMAGE, "content[0].image_file.file_id"),
        ("/threads/{thread}/runs", {"additional_messages": [attach("file-none")]}, "attachments[0].file_id"),
        (
            "/threads/runs",
            {"thread": {"tool_resources": FILES}},
            "tool_resources.code_interpreter.file_ids[0]",
        ),
        ("/threads/runs", {"tool_resources": STORES}, "tool_resources.file_search.vector_store_ids[0]"),
    ],
)
def test_what_is_not_there_is_named(api: Api, path: str, body: Json, param: str) -> None:
    """An id of nothing is refused when it is written, and nothing else of the request is done."""
    ids = {"assistant": api.assistant(), "thread": api.thread()}
    if "runs" in path:
        body = {**body, "assistant_id": ids["assistant"]}
    error = api.post(path.format(**ids), body, 404)["error"]
    named = "Vector store vs_none not found" if "vector_store_ids" in param else "File file-none not found"
    assert (named, param) == (error["message"], error["param"])
    assert (1, 1, 0) == tuple(
        len(api.get(path)["data"]) for path in ("/assistants", "/threads", "/vector_stores")
    )


def test_what_was_kept_before_is_not_looked_up(api: Api) -> None:
    """A thread that names what is not here goes on, and may name it again."""
    resources = {
        "code_interpreter": {"file_ids": ["file-old"]},
        "file_search": {"vector_store_ids": ["vs_old"]},
    }
    with api.server.database.write() as connection:
        THREADS.insert(
            connection, ThreadRow(id="thread_1", created_at=0, tool_resources=resources, metadata={})
        )
    api.post("/threads/thread_1/messages", {"role": "user", "content": "q"})
    api.post("/threads/thread_1", {"tool_resources": resources})
    more = {"code_interpreter": {"file_ids": ["file-old", "file-new"]}}
    error = api.post("/threads/thread_1", {"tool_resources": more}, 404)["error"]
    assert "tool_resources.code_interpreter.file_ids[1]" == error["param"]
    file = upload(api)["id"]
    api.post("/threads/thread_1/messages", attach(file, SEARCH))
    [store] = api.get("/threads/thread_1")["tool_resources"]["file_search"]["vector_store_ids"]
    assert [file] == list_files(api, store)


@pytest.mark.parametrize(("path", "days"), [("/assistants", None), ("/threads", 7)])
def test_a_vector_store_is_made_along(api: Api, path: str, days: int | None) -> None:
    """With its files; that of a thread is kept for seven days after its last use."""
    files = [upload(api)["id"] for _ in range(2)]
    wanted: Json = {"file_ids": files, "metadata": {"a": "b"}}
    body: Json = {"tool_resources": {"file_search": {"vector_stores": [wanted]}}}
    made = api.post(path, {"model": "m", **body} if path == "/assistants" else body)
    [store_id] = made["tool_resources"]["file_search"]["vector_store_ids"]
    store = api.get(f"/vector_stores/{store_id}")
    expiry = None if days is None else {"anchor": "last_active_at", "days": days}
    assert (2, {"a": "b"}, expiry) == (
        store["file_counts"]["completed"],
        store["metadata"],
        store["expires_after"],
    )
    assert files == list_files(api, store_id)


def test_attachments_make_the_store_of_their_thread(api: Api, clock: Clock) -> None:
    """All messages of a thread share one; a new one is made after that has expired."""
    first, second, third = (upload(api)["id"] for _ in range(3))
    thread = api.post("/threads", {"messages": [attach(first, SEARCH)]})
    [store] = thread["tool_resources"]["file_search"]["vector_store_ids"]
    assert [first] == list_files(api, store)
    api.post(f"/threads/{thread['id']}/messages", attach(second, SEARCH, INTERPRETER))
    api.post(f"/threads/{thread['id']}/messages", attach(first, SEARCH))
    assert [first, second] == list_files(api, store)
    resources = api.get(f"/threads/{thread['id']}")["tool_resources"]
    assert ([store], [second]) == (
        resources["file_search"]["vector_store_ids"],
        resources["code_interpreter"]["file_ids"],
    )
    clock.forward(7 * DAY)
    api.run(thread["id"], api.assistant(), additional_messages=[attach(third, SEARCH)])
    [newer] = api.get(f"/threads/{thread['id']}")["tool_resources"]["file_search"]["vector_store_ids"]
    assert (True, [third]) == (newer != store, list_files(api, newer))


def test_attachments_join_the_store_that_a_thread_has(api: Api) -> None:
    """The one that was named for it."""
    store = api.post("/vector_stores", {})["id"]
    file = upload(api)["id"]
    resources: dict[str, Any] = {"file_search": {"vector_store_ids": [store]}}
    thread = api.post("/threads", {"tool_resources": resources, "messages": [attach(file, SEARCH)]})
    assert resources == thread["tool_resources"]
    assert [file] == list_files(api, store)
