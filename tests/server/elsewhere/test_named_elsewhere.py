"""Files and vector stores that requests name are looked up, and made, where they are."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from assistants_v2_server import Upstream

from ...databases.places import PostgresDatabases
from ..store.wires import lay_wire
from .others import OTHER_KEY, Host, OpenHere, Other, Said, Seen, error_in, open_here, say_json, serve_other

SEARCH = [{"type": "file_search"}]
CODE = [{"type": "code_interpreter"}]


@pytest.fixture
def other() -> Iterator[Other]:
    """The server that has everything."""
    with serve_other() as opened:
        yield opened


@pytest.fixture
def client(other: Other, opening: OpenHere) -> Iterator[httpx.Client]:
    """A client of a server whose files are there."""
    with opening(other.upstream) as opened:
        yield opened


def upload(client: httpx.Client, name: str = "a.txt", data: bytes = b"Paris") -> str:
    """Upload a file; returns its id."""
    response = client.post("/files", files={"file": (name, data)}, data={"purpose": "assistants"})
    assert 200 == response.status_code, response.text
    return str(response.json()["id"])


def post(client: httpx.Client, path: str, body: Any, status: int = 200) -> dict[str, Any]:
    """POST a body, and return the answer's."""
    response = client.post(path, json=body)
    assert status == response.status_code, response.text
    return dict(response.json())


def attach(file_id: str, tools: list[dict[str, str]], content: Any = "q") -> dict[str, Any]:
    """A message with a file."""
    return {"role": "user", "content": content, "attachments": [{"file_id": file_id, "tools": tools}]}


def list_stores(other: Other) -> list[str]:
    """The vector stores of the other server."""
    with httpx.Client(base_url=f"{other.url}/v1", headers={"api-key": OTHER_KEY}) as direct:
        return [store["id"] for store in direct.get("/vector_stores").json()["data"]]


def list_members(other: Other, store: str) -> list[str]:
    """The files of a vector store of the other server, the oldest first."""
    with httpx.Client(base_url=f"{other.url}/v1", headers={"api-key": OTHER_KEY}) as direct:
        data = direct.get(f"/vector_stores/{store}/files", params={"order": "asc"}).json()["data"]
        return [file["id"] for file in data]


def test_what_is_there_can_be_named(client: httpx.Client) -> None:
    """By assistants, threads, messages and runs."""
    file, store = upload(client), post(client, "/vector_stores", {})["id"]
    resources = {"code_interpreter": {"file_ids": [file]}, "file_search": {"vector_store_ids": [store]}}
    assistant = post(client, "/assistants", {"model": "m", "tool_resources": resources})
    assert resources == assistant["tool_resources"]
    image = [{"type": "image_file", "image_file": {"file_id": file}}]
    body = {"tool_resources": resources, "messages": [{"role": "user", "content": image}]}
    thread = post(client, "/threads", body)
    assert resources == thread["tool_resources"]
    changed = post(client, f"/assistants/{assistant['id']}", {"tool_resources": {"code_interpreter": {}}})
    assert {"code_interpreter": {}} == changed["tool_resources"]
    assert (
        resources == post(client, f"/threads/{thread['id']}", {"tool_resources": resources})["tool_resources"]
    )
    more = {"assistant_id": assistant["id"], "additional_messages": [attach(file, SEARCH)]}
    assert "id" in post(client, f"/threads/{thread['id']}/runs", more)
    run = {"assistant_id": assistant["id"], "tool_resources": resources}
    assert "id" in post(client, "/threads/runs", {**run, "thread": {"messages": [attach(file, CODE)]}})


@pytest.mark.parametrize(
    ("path", "body", "param", "kind"),
    [
        (
            "/assistants",
            {"model": "m", "tool_resources": {"code_interpreter": {"file_ids": ["nope"]}}},
            "tool_resources.code_interpreter.file_ids[0]",
            "File",
        ),
        (
            "/assistants",
            {"model": "m", "tool_resources": {"file_search": {"vector_store_ids": ["nope"]}}},
            "tool_resources.file_search.vector_store_ids[0]",
            "Vector store",
        ),
        (
            "/threads",
            {"tool_resources": {"file_search": {"vector_stores": [{"file_ids": ["nope"]}]}}},
            "tool_resources.file_search.vector_stores[0].file_ids[0]",
            "File",
        ),
        ("/threads", {"messages": [attach("nope", SEARCH)]}, "attachments[0].file_id", "File"),
        (
            "/threads",
            {"messages": [attach("", [], [{"type": "image_file", "image_file": {"file_id": ".."}}])]},
            "content[0].image_file.file_id",
            "File",
        ),
    ],
)
def test_what_is_nowhere_is_refused_as_ever(
    client: httpx.Client, other: Other, path: str, body: Any, param: str, kind: str
) -> None:
    """In the words, and with the place, that a server has that has its files itself; nothing is made then."""
    body = copy.deepcopy(body)
    for message in body.get("messages", ()):
        if message["attachments"][0]["file_id"] == "":
            del message["attachments"]
    error = post(client, path, body, 404)["error"]
    assert param == error["param"]
    assert error["message"].startswith(f"{kind} ")
    assert error["message"].endswith(" not found")
    assert [] == list_stores(other)
    assert [] == client.get("/assistants").json()["data"]


def test_a_vector_store_is_made_where_its_files_are(client: httpx.Client, other: Other) -> None:
    """With what the request says of it; that of a thread goes with its time."""
    file = upload(client)
    wanted = {"file_search": {"vector_stores": [{"file_ids": [file], "metadata": {"a": "b"}}]}}
    assistant = post(client, "/assistants", {"model": "m", "tool_resources": wanted})
    [store] = assistant["tool_resources"]["file_search"]["vector_store_ids"]
    found = client.get(f"/vector_stores/{store}").json()
    assert ({"a": "b"}, None) == (found["metadata"], found["expires_after"])
    assert [file] == list_members(other, store)
    thread = post(client, "/threads", {"tool_resources": {"file_search": {"vector_stores": [{}]}}})
    [store] = thread["tool_resources"]["file_search"]["vector_store_ids"]
    assert 7 == client.get(f"/vector_stores/{store}").json()["expires_after"]["days"]


def test_files_of_messages_are_put_into_one_store_of_their_thread(client: httpx.Client, other: Other) -> None:
    """It is made with the first of them; the next ones are added, and none twice."""
    first, second = upload(client), upload(client, "b.txt", b"Rome")
    thread = post(client, "/threads", {"messages": [attach(first, SEARCH)]})
    [store] = thread["tool_resources"]["file_search"]["vector_store_ids"]
    for file in (second, second, first):
        post(client, f"/threads/{thread['id']}/messages", attach(file, SEARCH))
    assert [store] == list_stores(other)
    assert [first, second] == list_members(other, store)
    assert 1 == other.asked.count(f"POST /v1/vector_stores/{store}/files")
    assert thread["tool_resources"] == client.get(f"/threads/{thread['id']}").json()["tool_resources"]


def test_a_store_that_was_deleted_is_replaced(client: httpx.Client, other: Other) -> None:
    """The thread of a store that is gone gets another one with its next file."""
    file = upload(client)
    thread = post(client, "/threads", {"messages": [attach(file, SEARCH)]})
    [store] = thread["tool_resources"]["file_search"]["vector_store_ids"]
    assert client.delete(f"/vector_stores/{store}").json()["deleted"]
    post(client, f"/threads/{thread['id']}/messages", attach(file, SEARCH))
    resources = client.get(f"/threads/{thread['id']}").json()["tool_resources"]
    assert list_stores(other) == resources["file_search"]["vector_store_ids"] != [store]


def test_files_from_before_go_on(other: Other, tmp_path: Path, opening: OpenHere) -> None:
    """A thread may have files here and there, each in a store where it is."""
    with opening(None, tmp_path / "a.db") as client:
        old = upload(client, "old.txt")
        thread = post(client, "/threads", {"messages": [attach(old, SEARCH)]})["id"]
        [here] = client.get(f"/threads/{thread}").json()["tool_resources"]["file_search"]["vector_store_ids"]
    with opening(other.upstream, tmp_path / "a.db") as client:
        new = upload(client, "new.txt", b"Rome")
        post(client, f"/threads/{thread}/messages", attach(new, SEARCH))
        [there] = list_stores(other)
        post(client, f"/threads/{thread}/messages", attach(old, SEARCH))
        resources = client.get(f"/threads/{thread}").json()["tool_resources"]
        assert [here, there] == resources["file_search"]["vector_store_ids"]
        made = post(
            client, "/threads", {"tool_resources": {"file_search": {"vector_stores": [{"file_ids": [old]}]}}}
        )
        [store] = made["tool_resources"]["file_search"]["vector_store_ids"]
        assert store != there
    assert [there] == list_stores(other)


def test_what_was_made_for_nothing_is_taken_back(other: Other, opening: OpenHere) -> None:
    """The thread is deleted while the store for its file is made: nothing is left there."""
    clients: list[httpx.Client] = []
    threads: list[str] = []

    def meddle(asked: Seen) -> Said:
        if asked.method == "POST":
            clients[0].delete(f"/threads/{threads[0]}")
        headers = {"api-key": OTHER_KEY, "content-type": "application/json"}
        with httpx.Client(base_url=other.url, headers=headers) as direct:
            answer = direct.request(asked.method, asked.path, content=asked.body)
        return say_json(answer.json(), answer.status_code)

    with opening(other.upstream) as uploading:
        file = upload(uploading)
    with Host(meddle).serve() as between, opening(between.upstream) as client:
        clients.append(client)
        threads.append(post(client, "/threads", {})["id"])
        error = post(client, f"/threads/{threads[0]}/messages", attach(file, SEARCH), 404)["error"]
        assert ["GET", "POST", "DELETE"] == [seen.method for seen in between.seen]
    assert f"No thread found with id '{threads[0]}'." == error["message"]
    assert [] == list_stores(other)


def test_no_transaction_waits_for_another_server(tmp_path: Path, opening: OpenHere) -> None:
    """While it is asked, everybody else reads and writes."""
    clients: list[httpx.Client] = []

    def write_meanwhile(seen: Seen) -> Said:
        wrote = clients[0].post("/threads", json={}, timeout=5)
        assert 200 == wrote.status_code
        name = "vs_there" if "vector_stores" in seen.path else "file-there"
        return say_json({"id": name, "object": "file", "status": "completed", "filename": "a.txt"})

    with Host(write_meanwhile).serve() as host, opening(host.upstream, tmp_path / "a.db") as client:
        clients.append(client)
        body = {"messages": [attach("file-there", SEARCH)]}
        thread = post(client, "/threads", body)
        assert ["vs_there"] == thread["tool_resources"]["file_search"]["vector_store_ids"]
        post(client, f"/threads/{thread['id']}/messages", attach("file-other", SEARCH))
        assert len(host.seen) + 1 == len(client.get("/threads", params={"limit": 100}).json()["data"])
        assert {"GET", "POST"} == {seen.method for seen in host.seen}


def test_nothing_is_made_where_it_cannot_be_looked_up(opening: OpenHere) -> None:
    """The caller is told which server did not answer; the request leaves nothing behind."""
    with Host(Said(status=500)).serve() as host, opening(host.upstream) as client:
        response = client.post("/threads", json={"messages": [attach("file-x", SEARCH)]})
        assert (502, "elsewhere_failed") == (response.status_code, error_in(response)["code"])
        assert host.upstream.host in error_in(response)["message"]
        assert [] == client.get("/threads").json()["data"]
        assert {"GET"} == {seen.method for seen in host.seen}
        assert 3 == len(host.seen)


def test_what_an_object_has_already_is_not_asked_for(tmp_path: Path, other: Other, opening: OpenHere) -> None:
    """A server that is down does not keep anybody from changing a name."""
    with opening(other.upstream, tmp_path / "a.db") as client:
        file = upload(client)
        body = {"model": "m", "tools": CODE, "tool_resources": {"code_interpreter": {"file_ids": [file]}}}
        assistant = post(client, "/assistants", body)["id"]
    with opening(Upstream("http://127.0.0.1:1/v1"), tmp_path / "a.db") as client:
        changed = post(
            client, f"/assistants/{assistant}", {"name": "n", "tool_resources": body["tool_resources"]}
        )
        assert body["tool_resources"] == changed["tool_resources"]


def test_a_wish_that_the_other_server_refuses_is_refused_in_its_words(client: httpx.Client) -> None:
    """What is wrong with a vector store is known where it would be made."""
    file = upload(client)
    static = {"type": "static", "static": {"max_chunk_size_tokens": 100, "chunk_overlap_tokens": 90}}
    wanted = {"file_search": {"vector_stores": [{"file_ids": [file], "chunking_strategy": static}]}}
    error = post(client, "/threads", {"tool_resources": wanted}, 400)["error"]
    assert "chunk_overlap_tokens" in error["message"]
    assert error["param"].endswith("chunk_overlap_tokens")


def test_requests_that_need_nothing_from_there_ask_nothing(other: Other, client: httpx.Client) -> None:
    """Most threads and messages have no files."""
    thread = post(client, "/threads", {"messages": [{"role": "user", "content": "q"}]})["id"]
    post(client, f"/threads/{thread}/messages", {"role": "user", "content": "q"})
    assistant = post(client, "/assistants", {"model": "m", "tools": SEARCH})["id"]
    post(client, f"/threads/{thread}/runs", {"assistant_id": assistant})
    assert [] == other.asked


def test_what_is_named_several_times_is_asked_for_once(opening: OpenHere) -> None:
    """And what was asked for is remembered for a moment."""
    with Host(lambda seen: say_json({"id": seen.path.rpartition("/")[2]})).serve() as host:
        with opening(host.upstream) as client:
            ids = [f"file-{number}" for number in range(12)]
            body = {"model": "m", "tool_resources": {"code_interpreter": {"file_ids": ids}}}
            messages = [attach(each, CODE) for each in ids]
            post(client, "/assistants", body)
            post(client, "/threads", {"messages": messages, "tool_resources": body["tool_resources"]})
        assert sorted(f"/v1/files/{each}" for each in ids) == sorted(seen.path for seen in host.seen)


@pytest.mark.parametrize("after", range(12))
def test_a_store_is_made_there_once_wherever_the_connection_to_the_database_is_lost(
    other: Other, postgres_databases: PostgresDatabases, after: int
) -> None:
    """What was made for a transaction that was undone is taken back before the operation begins anew."""
    with lay_wire(postgres_databases.new()) as wire, open_here(other.upstream, wire.url) as client:
        file = upload(client)
        wire.swallow_answer(after)
        thread = post(client, "/threads", {"messages": [attach(file, SEARCH)]})
        [store] = thread["tool_resources"]["file_search"]["vector_store_ids"]
        assert [store] == list_stores(other)
        assert [thread["id"]] == [found["id"] for found in client.get("/threads").json()["data"]]
