"""A vector store on another server is searched: what is asked, which pages are read, what failures become."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from assistants_v2_server import Upstream
from assistants_v2_server.builtin_tools import FileSearcher, PartlySearched, SearchResult, ToolFailure
from assistants_v2_server.elsewhere.places import Elsewhere
from assistants_v2_server.store import Database

from .others import Host, Said, Seen, say_json

STORE = {"id": "vs_1", "object": "vector_store", "status": "completed", "file_counts": {"in_progress": 0}}


class Nothing:
    """A search of this server, where nothing is."""

    async def search(self, *_: object, **__: object) -> Sequence[SearchResult]:
        """Fail: nobody asks for what is not here."""
        raise AssertionError("nothing is here")

    async def aclose(self) -> None:
        """Nothing is open."""


@contextmanager
def searcher_at(upstream: Upstream) -> Iterator[FileSearcher]:
    """What searches there for runs."""
    database = Database(":memory:")
    elsewhere = Elsewhere(database, None, upstream)
    try:
        yield elsewhere.make_searcher(Nothing())
    finally:
        elsewhere.close()
        database.close()


def search(host: Host, stores: Sequence[str] = ("vs_1",), **wanted: Any) -> Sequence[SearchResult]:
    """What is found there."""
    with searcher_at(host.upstream) as searcher:
        return asyncio.run(searcher.search(stores, wanted.pop("queries", ["a"]), **wanted))


def hit(number: int, score: float = 0.5, **more: Any) -> dict[str, Any]:
    """A result as servers send it."""
    text = {"type": "text", "text": f"text {number}"}
    return {
        "file_id": f"file-{number}",
        "filename": f"{number}.txt",
        "score": score,
        "content": [text],
        **more,
    }


def pages(*found: Sequence[dict[str, Any]]) -> Any:
    """A host with pages of results."""

    def answer(seen: Seen) -> Said:
        if seen.method == "GET":
            return say_json(STORE)
        place = int(seen.query.partition("page=")[2] or 0)
        has_more = place + 1 < len(found)
        following = str(place + 1) if has_more else None
        return say_json({"data": list(found[place]), "has_more": has_more, "next_page": following})

    return answer


@pytest.mark.parametrize(
    ("wanted", "body"),
    [
        ({}, {"query": "a", "max_num_results": 10}),
        ({"queries": ["a", "b"], "max_num_results": 3}, {"query": ["a", "b"], "max_num_results": 3}),
        (
            {
                "ranking_options": {"ranker": "default_2024_08_21", "score_threshold": 0.5},
                "max_num_results": 99,
            },
            {"query": "a", "max_num_results": 50, "ranking_options": {"score_threshold": 0.5}},
        ),
        (
            {"ranking_options": {"ranker": "auto", "score_threshold": 0.0}},
            {"query": "a", "max_num_results": 10},
        ),
    ],
)
def test_a_search_is_what_servers_understand(wanted: dict[str, Any], body: dict[str, Any]) -> None:
    """One question as a text, several as a list; rankers have other names there, and so stay here."""
    with Host(pages([hit(1)])).serve() as host:
        [found] = search(host, **wanted)
        assert body == json.loads(host.seen[-1].body)
        assert "POST /v1/vector_stores/vs_1/search" == f"{host.seen[-1].method} {host.seen[-1].path}"
    assert ("file-1", "1.txt", 0.5, "text 1") == (found.file_id, found.filename, found.score, found.text)


def test_pages_are_followed_up_to_what_is_wanted() -> None:
    """And no further."""
    with Host(pages([hit(1), hit(2)], [hit(3), hit(4)], [hit(5)])).serve() as host:
        assert ["file-1", "file-2", "file-3"] == [each.file_id for each in search(host, max_num_results=3)]
        assert 2 == sum(seen.method == "POST" for seen in host.seen)


def test_a_server_that_gives_the_same_page_for_ever_is_left() -> None:
    """Some do not know the parameter."""

    def repeat(seen: Seen) -> Said:
        return say_json({**STORE, "data": [hit(1)], "has_more": True, "next_page": "more"})

    with Host(repeat).serve() as host:
        assert 1 == len(search(host))
        assert 2 == sum(seen.method == "POST" for seen in host.seen)


def test_what_servers_leave_out_is_no_failure() -> None:
    """Not all say names, scores or attributes; texts may come in parts."""
    bare = {"file_id": "file-1"}
    parts = {
        "file_id": "file-2",
        "score": 1,
        "attributes": None,
        "content": [{"text": "a"}, {"type": "image"}],
    }
    with Host(say_json({**STORE, "data": [bare, parts]})).serve() as host:
        second, first = search(host)
    assert ("file-1", "file-1", 0.0, "") == (first.file_id, first.filename, first.score, first.text)
    assert ("file-2", 1.0, "a", {}) == (second.file_id, second.score, second.text, second.attributes)


def test_the_best_of_several_stores_come_first() -> None:
    """Each is asked for as many as are wanted."""

    def answer(seen: Seen) -> Said:
        low = "vs_1" in seen.path
        return say_json({**STORE, "data": [hit(1, 0.2), hit(3, 0.1)] if low else [hit(2, 0.9)]})

    with Host(answer).serve() as host:
        found = search(host, ["vs_1", "vs_2"], max_num_results=2)
    assert ["file-2", "file-1"] == [each.file_id for each in found]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (say_json({"error": {"message": "m"}}, 404), "has been deleted"),
        (say_json({"error": {"message": "m"}}, 401), "could not be reached"),
        (say_json({"error": {"message": "m"}}, 429), "could not be reached"),
        (Said(status=500), "could not be reached"),
        (Said(body=(b"<html>",)), "could not be reached"),
        (say_json({"data": "none"}), "could not be reached"),
        (Said(status=302, headers={"location": "http://127.0.0.1:1/"}), "could not be reached"),
        (Said(body=(b"x" * 1_000_000,) * 20), "could not be reached"),
    ],
)
def test_a_store_that_cannot_be_searched_does_not_hide_what_others_have(said: Said, sentence: str) -> None:
    """It is told of in a sentence that names it, and nothing that its server said."""

    def answer(seen: Seen) -> Said:
        if "vs_bad" in seen.path:
            return said
        return say_json({**STORE, "data": [hit(1)]})

    with Host(answer).serve() as host, pytest.raises(PartlySearched) as raised:
        search(host, ["vs_bad", "vs_1"])
    assert [f"The vector store vs_bad {sentence}, and was not searched."] == raised.value.problems
    assert ["file-1"] == [each.file_id for each in raised.value.found]
    assert isinstance(raised.value, ToolFailure)


def test_a_busy_server_is_asked_again() -> None:
    """A search changes nothing, so it may be sent twice."""
    busy = say_json({"error": {"message": "m"}}, 429, retry_after="0")
    with Host(busy, busy, say_json({**STORE, "data": [hit(1)]})).serve() as host:
        assert 1 == len(search(host))


def test_files_that_are_being_indexed_are_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """As files are that are here."""
    monkeypatch.setattr("assistants_v2_server.elsewhere.searching.LOOK_AGAIN", 0.01)
    indexing = {**STORE, "file_counts": {"in_progress": 1}}
    said = [say_json(indexing), say_json(indexing), say_json(STORE), say_json({**STORE, "data": [hit(1)]})]
    with Host(*said).serve() as host:
        assert 1 == len(search(host))
        assert ["GET", "GET", "GET", "POST"] == [seen.method for seen in host.seen]


def test_files_that_are_never_indexed_are_told_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """The search is made without them."""
    monkeypatch.setattr("assistants_v2_server.elsewhere.searching.LONGEST_INDEXING", 0.0)
    said = say_json({**STORE, "file_counts": {"in_progress": 1}, "data": [hit(1)]})
    with Host(said).serve() as host, pytest.raises(PartlySearched) as raised:
        search(host)
    assert ["Some files are still being indexed, and were not searched."] == raised.value.problems
    assert 1 == len(raised.value.found)
