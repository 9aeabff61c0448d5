"""What another server is described with."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2_server import Server, Upstream, local_transport

KEY = "secret-4711"


@pytest.mark.parametrize(
    ("url", "root", "query"),
    [
        ("https://h.example", "https://h.example/v1", {}),
        (" https://h.example/v1/ ", "https://h.example/v1", {}),
        ("https://h.example/openai?api-version=a%2Fb", "https://h.example/openai", {"api-version": "a/b"}),
        ("http://127.0.0.1:8000/v1#x", "http://127.0.0.1:8000/v1", {}),
    ],
)
def test_an_address_is_taken_as_users_have_it(url: str, root: str, query: dict[str, str]) -> None:
    """With or without a path, a slash, a query."""
    upstream = Upstream(url)
    assert (root, query) == (str(upstream.root), upstream.query)


@pytest.mark.parametrize(
    ("beside", "url"),
    [
        (True, "https://h.example/v1/responses"),
        (True, "HTTPS://H.example:443/openai/v1/responses?api-version=1"),
        (False, "http://h.example/v1"),
        (False, "https://h.example:8443/v1"),
        (False, "https://other.example/v1"),
        (False, "https://h.example:x"),
    ],
)
def test_an_address_is_beside_another_on_the_same_scheme_host_and_port(beside: bool, url: str) -> None:
    """Whatever its path is."""
    assert beside == Upstream("https://h.example/v1").is_beside(url)


def test_a_key_goes_into_the_header_that_is_asked_for() -> None:
    """As a bearer token by default; Azure wants it in a header of its own."""
    assert {"authorization": f"Bearer {KEY}"} == Upstream("http://h", KEY).key_headers
    assert {"api-key": KEY} == Upstream("http://h", f" {KEY}\n", key_header="api-key").key_headers
    assert {} == Upstream("http://h", "").key_headers


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"url": "h.example/v1"}, "url"),
        ({"url": None}, "url"),
        ({"url": "ftp://h"}, "url"),
        ({"url": f"http://me:{KEY}@h/v1"}, "url"),
        ({"url": "http://h:99999"}, "url"),
        ({"url": "http://h/v1/responses"}, "url ends in /responses, where"),
        ({"url": "http://h/v1/chat/completions/"}, "url ends in /chat/completions, where"),
        ({"url": "http://h", "api_key": f"{KEY}\nX: y"}, "api_key"),
        ({"url": "http://h", "api_key": KEY, "timeout": 0}, "timeout"),
        ({"url": "http://h", "api_key": KEY, "key_header": "x-key"}, "key_header"),
        ({"url": "http://h", "api_key": KEY, "query": "a=b"}, "query"),
    ],
)
def test_what_can_be_none_is_refused_by_its_name(given: dict[str, Any], named: str) -> None:
    """Before anything is sent, and without the key."""
    with pytest.raises(ValueError, match=f"^{named} ") as raised:
        Upstream(**given)
    assert KEY not in str(raised.value)


def test_a_key_is_not_shown() -> None:
    """Neither by `repr`, nor where a whole object is formatted, nor what is in the query."""
    upstream = Upstream(f"http://h/v1?code={KEY}", KEY)
    assert "Upstream('http://h/v1')" == repr(upstream) == str(upstream) == f"{upstream}"


def test_the_same_place_is_the_same_upstream() -> None:
    """Two clients on one file may each describe it; another key is another place."""
    assert Upstream("http://h", KEY) == Upstream("http://h/v1", KEY)
    assert Upstream("http://h", KEY) != Upstream("http://h", "other")
    assert 1 == len({Upstream("http://h", KEY), Upstream("http://h/v1", KEY)})


@pytest.mark.parametrize("option", ["forward", "vector_stores"])
def test_an_address_alone_is_no_upstream(option: str) -> None:
    """It is said with which option, before the file is made."""
    with pytest.raises(TypeError, match=f"^{option} is an Upstream .* got an address[.]$"):
        local_transport(**{option: "http://h"})  # type: ignore[arg-type]  # that is the mistake


def test_one_file_has_its_files_in_one_place(tmp_path: Any) -> None:
    """A second client that names another server would not get what it asks for."""
    path = tmp_path / "a.db"
    transport = local_transport(path, forward=Upstream("http://h"))
    local_transport(path, forward=Upstream("http://h")).close()
    local_transport(path).close()
    with pytest.raises(ValueError, match="files are not on the server that forward or"):
        local_transport(path, forward=Upstream("http://other"))
    transport.close()


def test_a_server_that_has_everything_asks_nobody() -> None:
    """No request of it may have to wait for others."""
    with Server() as server:
        assert not server.receiving.relays("GET", "/v1/files")
        assert "writing" == server.receiving.choose_lane("POST", "/v1/threads")
