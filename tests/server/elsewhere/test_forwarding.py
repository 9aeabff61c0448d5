"""Requests about files, vector stores, uploads and models are handed on to another server, by both doors."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import httpx
import pytest
from assistants_v2_server import FileLimits, Upstream

from .others import OTHER_KEY, Host, Other, Said, Seen, error_in, open_here, say_json, serve_other

FRONT_KEY = "key-of-a-caller"
CALLERS_HEADERS = {
    "authorization": f"Bearer {FRONT_KEY}",
    "api-key": FRONT_KEY,
    "cookie": "session=mine",
    "openai-organization": "org-mine",
    "openai-project": "proj-mine",
}
CONTENT = bytes(range(256)) * 4096

Door = Callable[..., AbstractContextManager[httpx.Client]]


@contextmanager
def open_http(upstream: Upstream | None, path: Any = ":memory:", **options: Any) -> Iterator[httpx.Client]:
    """A client of a server over HTTP that hands requests over."""
    with (
        serve_other(path, FRONT_KEY, forward=upstream, **options) as front,
        httpx.Client(base_url=f"{front.url}/v1", headers=CALLERS_HEADERS, timeout=60) as client,
    ):
        yield client


@pytest.fixture(params=[open_here, open_http], ids=["embedded", "http"])
def door(request: pytest.FixtureRequest) -> Door:
    """Opens either door of a server that hands requests over."""
    opened: Door = request.param
    return opened


@pytest.fixture
def other() -> Iterator[Other]:
    """The server that has everything."""
    with serve_other() as opened:
        yield opened


def upload(client: httpx.Client, name: str = "a b.txt", data: bytes = CONTENT) -> dict[str, Any]:
    """Upload a file."""
    files = {"file": (name, data)}
    response = client.post("/files", files=files, data={"purpose": "assistants"}, headers=CALLERS_HEADERS)
    assert 200 == response.status_code, response.text
    return dict(response.json())


def test_a_file_goes_there_and_comes_back(door: Door, other: Other) -> None:
    """Its id is that of the other server, its bytes and its name are the same."""
    with door(other.upstream) as client:
        file = upload(client)
        assert file == client.get(f"/files/{file['id']}").json()
        response = client.get(f"/files/{file['id']}/content")
    assert CONTENT == response.content
    assert "a b.txt" in response.headers["content-disposition"]
    assert response.headers["x-request-id"] != response.headers["x-upstream-request-id"]
    with httpx.Client(base_url=f"{other.url}/v1", headers={"api-key": OTHER_KEY}) as direct:
        assert CONTENT == direct.get(f"/files/{file['id']}/content").content


def test_only_the_key_of_the_other_server_goes_there(door: Door, other: Other) -> None:
    """Not that of the caller, and nothing else by which the caller is known."""
    with door(other.upstream) as client:
        file = upload(client)
        client.get(f"/files/{file['id']}/content", headers=CALLERS_HEADERS)
        client.delete(f"/files/{file['id']}", headers=CALLERS_HEADERS)
        client.get("/files/nope", headers=CALLERS_HEADERS)
    assert 4 == len(other.app.seen)
    for seen in other.app.seen:
        assert f"Bearer {OTHER_KEY}" == seen.headers["authorization"]
        assert not {"api-key", "cookie", "openai-organization", "openai-project"} & {*seen.headers}
        assert "mine" not in str(seen.headers)
        assert FRONT_KEY not in str(seen.headers)


def test_query_and_body_are_not_touched(door: Door) -> None:
    """Nor the method, nor an address that our contract does not know, nor an answer of other shape."""
    with Host(say_json({"object": "strange", "n": 1.50}, 207, x_request_id="req_there")).serve() as host:
        with door(host.upstream) as client:
            body = b'{"twice": 1, "twice": 2}'
            response = client.request(
                "PATCH",
                "/uploads/up%2F1/parts/x?limit=007&limit=8&flag&a=%20b",
                content=body,
                headers={"content-type": "application/json", "openai-beta": "assistants=v2"},
            )
        [seen] = host.seen
    assert (207, {"object": "strange", "n": 1.5}) == (response.status_code, response.json())
    assert "req_there" == response.headers["x-upstream-request-id"]
    assert ("PATCH", "/v1/uploads/up%2F1/parts/x") == (seen.method, seen.path)
    assert "limit=007&limit=8&flag&a=%20b" == seen.query
    assert body == seen.body
    assert ("application/json", "assistants=v2") == (
        seen.headers["content-type"],
        seen.headers["openai-beta"],
    )


def test_what_is_added_to_each_address_is_in_its_query(door: Door) -> None:
    """Azure's version of the API, for one; a caller's own does not contradict it."""
    with Host(say_json({})).serve() as host:
        upstream = Upstream(f"{host.url}/openai/v1?api-version=preview", OTHER_KEY, key_header="api-key")
        with door(upstream) as client:
            client.get("/files?api-version=2024-05-01&limit=2")
        [seen] = host.seen
    assert ("/openai/v1/files", "limit=2&api-version=preview") == (seen.path, seen.query)
    assert OTHER_KEY == seen.headers["api-key"]
    assert "authorization" not in seen.headers


def test_a_caller_without_a_key_is_refused_before_anything_is_sent(other: Other) -> None:
    """The door's own keys come first, for handed-on requests too."""
    with open_http(other.upstream) as client:
        bare = httpx.get(f"{str(client.base_url).rstrip('/')}/files")
        wrong = httpx.get(f"{client.base_url}files", headers={"authorization": f"Bearer {OTHER_KEY}"})
    assert [401, 401] == [bare.status_code, wrong.status_code]
    assert [] == other.asked


def test_all_else_is_answered_here(door: Door, other: Other) -> None:
    """Assistants, threads and runs have nothing to do with it."""
    with door(other.upstream) as client:
        assistant = client.post("/assistants", json={"model": "m"}).json()
        assert assistant == client.get(f"/assistants/{assistant['id']}").json()
    assert [] == other.asked


def test_models_are_those_of_the_other_server(door: Door) -> None:
    """Also where the door would answer by itself."""
    with (
        Host(say_json({"object": "list", "data": [{"id": "there"}]})).serve() as host,
        door(host.upstream) as client,
    ):
        assert ["there"] == [model["id"] for model in client.get("/models").json()["data"]]
        client.get("/models/there")
        assert ["/v1/models", "/v1/models/there"] == [seen.path for seen in host.seen]


def test_what_is_here_is_answered_from_here(door: Door, other: Other, tmp_path: Any) -> None:
    """Files and vector stores from before stay readable; lists, and what is new, are of the other server."""
    with door(None, tmp_path / "a.db") as client:
        old = upload(client, "old.txt", b"old")
        store = client.post("/vector_stores", json={"name": "old"}).json()
    with door(other.upstream, tmp_path / "a.db") as client:
        assert b"old" == client.get(f"/files/{old['id']}/content").content
        assert "old" == client.get(f"/vector_stores/{store['id']}").json()["name"]
        assert [] == other.asked
        new = upload(client, "new.txt", b"new")
        assert [new] == client.get("/files").json()["data"]
        assert client.delete(f"/files/{old['id']}").json()["deleted"]
        assert 404 == client.get(f"/files/{old['id']}").status_code
    assert "GET /v1/files/" + old["id"] == other.asked[-1]


def test_an_address_that_climbs_is_refused(door: Door, other: Other) -> None:
    """The key opens more there than what is handed on."""
    with door(other.upstream) as client:
        for path in ("/files/%2e%2e/assistants", "/files/..%2fassistants", "/files/%252e%252e/x"):
            assert 404 == client.get(path).status_code
    assert [] == other.asked


def test_an_upload_that_breaks_off_is_not_sent(other: Other) -> None:
    """A file goes there whole or not at all."""

    def give() -> Iterator[bytes]:
        yield b"--x\r\n"
        raise ConnectionAbortedError("the caller has gone")

    with open_http(other.upstream) as client, pytest.raises(ConnectionAbortedError):
        client.post("/files", content=give(), headers={"content-type": "multipart/form-data; boundary=x"})
    assert [] == other.asked


def test_a_file_that_is_too_large_is_refused_here(door: Door, other: Other) -> None:
    """`--largest-file` bounds what is kept on the disk on its way."""
    with door(other.upstream, file_limits=FileLimits(file_bytes=1000)) as client:
        files = {"file": ("a.txt", b"x" * 600_000)}
        response = client.post("/files", files=files, data={"purpose": "assistants"})
    assert (413, []) == (response.status_code, other.asked)


def test_a_server_that_is_handed_its_own_request_says_so() -> None:
    """An address that leads back would be followed without an end."""
    back: list[httpx.Client] = []

    def hand_back(seen: Seen) -> Said:
        answer = back[0].get(seen.path.removeprefix("/v1"), headers={"via": seen.headers["via"]})
        return say_json(answer.json(), answer.status_code)

    with Host(hand_back).serve() as host, open_here(host.upstream) as client:
        back.append(client)
        response = client.get("/files")
    assert (502, "elsewhere_loop") == (response.status_code, error_in(response)["code"])


def test_a_server_that_was_started_again_hands_on_as_before(door: Door, other: Other, tmp_path: Any) -> None:
    """Nothing about what is elsewhere is kept in a process."""
    with door(other.upstream, tmp_path / "a.db") as client:
        file = upload(client)
    with door(other.upstream, tmp_path / "a.db") as client:
        assert file == client.get(f"/files/{file['id']}").json()
