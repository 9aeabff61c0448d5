"""Which requests are for another server, and what of them goes there. Pure."""

from __future__ import annotations

from urllib.parse import parse_qsl, quote, unquote

import pytest
from assistants_v2_server.elsewhere.relaying import (
    add_stop,
    choose_answer_headers,
    choose_headers,
    find_object,
    find_root,
    is_error,
    is_safe,
    join_query,
    write_target,
)
from hypothesis import given
from hypothesis import strategies as st

STAYING = (
    "authorization",
    "api-key",
    "cookie",
    "openai-organization",
    "openai-project",
    "x-api-key",
    "proxy-authorization",
    "x-forwarded-for",
    "host",
    "content-length",
    "transfer-encoding",
    "connection",
)
"""Headers of callers, and of their connections, that are nobody else's."""


@pytest.mark.parametrize("prefix", ["", "/v1", "/openai", "/openai/v1", "/api/projects/p"])
@pytest.mark.parametrize("root", ["files", "vector_stores", "uploads", "models"])
def test_all_below_four_collections_may_be_elsewhere(prefix: str, root: str) -> None:
    """Whatever prefix a client has, and whether or not our contract knows the address."""
    assert root == find_root(f"{prefix}/{root}")
    assert root == find_root(f"{prefix}/{root}/x%2Fy/unheard/of")
    assert f"/{root}/x%2Fy" == write_target(f"{prefix}/{root}/x%2Fy")


@pytest.mark.parametrize(
    "path", ["/v1/threads", "/v1/assistants/files", "/filesystem", "/", "", "/v1/threads/files"]
)
def test_all_else_is_here(path: str) -> None:
    """Names that only look like those of the collections are not handed on."""
    assert find_root(path) is None


def test_an_object_is_found_in_its_address() -> None:
    """The id is decoded, as that of a row is."""
    assert "a/b" == find_object("/v1/files/a%2Fb/content")
    assert find_object("/v1/files") is None
    assert find_object("/v1/files/") is None


@given(st.lists(st.sampled_from(["a", "..", ".", "x.y", "...", "file-1"]), min_size=1), st.integers(0, 3))
def test_an_address_that_climbs_is_seen_however_it_is_encoded(parts: list[str], depth: int) -> None:
    """Servers and proxies decode addresses, some more than once."""
    path = "/".join(parts)
    for _ in range(depth):
        path = quote(path, safe="").replace(".", "%2E")
    assert (not {".", "..", "..."} & {*parts}) == is_safe(f"/files/{path}")


@pytest.mark.parametrize("part", ["..;", "..;x=1", ".%09.", "%20..", "%c0%ae%c0%ae", "%u002e%u002E", "..\\x"])
def test_an_address_is_not_safe_that_some_server_takes_for_one_that_climbs(part: str) -> None:
    """Parameters behind dots, dots with something invisible, and codes that only some servers read."""
    assert not is_safe(f"/files/{part}/assistants")


def test_an_address_that_is_encoded_without_end_is_not_safe() -> None:
    """What a proxy would make of it, nobody knows."""
    path = "/files/.."
    for _ in range(9):
        path = quote(path, safe="")
    assert not is_safe(path)
    assert not is_safe("/files/..\\..\\secrets")
    assert is_safe("/files/100%25.txt")


@given(
    st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), max_size=5),
    st.dictionaries(st.text(min_size=1, max_size=5), st.text(max_size=5), max_size=2),
)
def test_a_query_goes_along_as_it_came(pairs: list[tuple[str, str]], added: dict[str, str]) -> None:
    """What is added to all takes the place of what is called the same; the rest is not touched."""
    query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs)
    found = parse_qsl(join_query(query, added), keep_blank_values=True)
    kept = [pair for pair in parse_qsl(query, keep_blank_values=True) if pair[0] not in added]
    assert [*kept, *added.items()] == found
    assert query == join_query(query, {})


@given(st.dictionaries(st.sampled_from(STAYING), st.text(max_size=5)))
def test_nothing_by_which_a_caller_is_known_goes_along(headers: dict[str, str]) -> None:
    """Headers that go are named; so the keys of headers that nobody has heard of stay too."""
    assert {} == choose_headers(headers)
    assert {"accept": "a/b"} == choose_headers({**headers, "accept": "a/b"})


def test_useful_headers_of_an_answer_come_back() -> None:
    """Those that say what it is and when to come again; not those about a connection, cookies or a place."""
    headers = [
        ("content-type", "text/plain"),
        ("set-cookie", "a=b"),
        ("location", "http://elsewhere"),
        ("connection", "close"),
        ("retry-after", "3"),
        ("x-request-id", "req_1"),
        ("content-length", "7"),
    ]
    useful = [("content-type", "text/plain"), ("retry-after", "3")]
    assert [*useful, ("x-upstream-request-id", "req_1")] == choose_answer_headers(headers, has_length=False)
    with_length = [*useful, ("content-length", "7"), ("x-upstream-request-id", "req_1")]
    assert with_length == choose_answer_headers(headers, has_length=True)


def test_servers_on_the_way_are_noted() -> None:
    """A server knows a request again that it has handed on, also behind others."""
    assert "1.1 a, 1.1 b" == add_stop(add_stop("", "a"), "b")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b'{"error": {"message": "m"}}', True),
        (b'{"error": "m"}', False),
        (b"<html>", False),
        (b"[" * 10_000, False),
    ],
)
def test_an_error_of_this_api_is_told_from_others(body: bytes, expected: bool) -> None:
    """Proxies answer with pages; other APIs with other objects."""
    assert expected == is_error(body)


def test_unquoting_leaves_ids_alone() -> None:
    """Ids may hold anything; what is sent is what came."""
    assert "/files/%C3%A4%20b" == write_target("/v1/files/%C3%A4%20b")
    assert "ä b" == unquote("%C3%A4%20b") == find_object("/v1/files/%C3%A4%20b")
