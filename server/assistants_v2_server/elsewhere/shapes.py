"""Reads what another server answers about files and vector stores, and writes what it is asked. Pure.

Servers leave out what they do not have, and add what they like: only what is needed here is read, and only
what it cannot be done without has to be there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar
from urllib.parse import quote

import msgspec
from msgspec import Struct

from ..encoding import encode_json
from ..requests.refusals import RequestError
from ..store import JsonObject
from . import failures
from .replies import Reply, Sending
from .upstreams import Upstream

_T = TypeVar("_T")

_NOT_FOUND = frozenset({404, 410})
_NO_ID = frozenset({400, 422})
"""What a server says to an id of a kind that it has never heard of."""

_JSON: Mapping[str, str] = {"content-type": "application/json", "openai-beta": "assistants=v2"}
_VERSION: Mapping[str, str] = {"openai-beta": "assistants=v2"}


class _File(msgspec.Struct):
    id: str
    filename: str | None = None
    bytes: int | None = None


class _Counts(msgspec.Struct):
    in_progress: int | None = None


class _Store(msgspec.Struct):
    id: str
    status: str | None = None
    file_counts: _Counts | None = None


class _Named(msgspec.Struct):
    id: str


class _Page(msgspec.Struct):
    data: list[_Named]


class _Text(msgspec.Struct):
    text: str | None = None


class _Result(msgspec.Struct):
    file_id: str
    filename: str | None = None
    score: float | None = None
    attributes: dict[str, Any] | None = None
    content: list[_Text] | None = None


class _Results(msgspec.Struct):
    data: list[_Result]
    has_more: bool | None = None
    next_page: str | None = None


class _Error(msgspec.Struct):
    message: str
    param: str | None = None
    code: str | int | None = None
    type: str | None = None


class _Refusal(msgspec.Struct):
    error: _Error


class FileThere(Struct, frozen=True):
    """A file on another server.

    Attributes:
        id: Its id.
        filename: What it is called; its id where that is not said.
        bytes: How many bytes it has; None where that is not said.
    """

    id: str
    filename: str
    bytes: int | None


class StoreThere(Struct, frozen=True):
    """A vector store on another server.

    Attributes:
        id: Its id.
        is_over: Whether it has expired.
        is_indexing: Whether files of it are not searched yet.
    """

    id: str
    is_over: bool
    is_indexing: bool


class Passage(Struct, frozen=True):
    """A passage that was found there, as `builtin_tools.SearchResult` says."""

    file_id: str
    filename: str
    score: float
    text: str
    attributes: Mapping[str, Any]


class FoundPage(Struct, frozen=True):
    """One page of what was found; `next_page` is None for the last."""

    passages: Sequence[Passage]
    next_page: str | None


def ask_file(file_id: str) -> Sending:
    """Return the request for what is known of a file."""
    return _look(f"/files/{_write_id(file_id)}")


def ask_bytes(file_id: str) -> Sending:
    """Return the request for the bytes of a file."""
    return _look(f"/files/{_write_id(file_id)}/content")


def ask_store(store_id: str) -> Sending:
    """Return the request for a vector store."""
    return _look(f"/vector_stores/{_write_id(store_id)}")


def ask_store_file(store_id: str, file_id: str) -> Sending:
    """Return the request for a file in a vector store."""
    return _look(f"/vector_stores/{_write_id(store_id)}/files/{_write_id(file_id)}")


def ask_store_files(store_id: str, most: int) -> Sending:
    """Return the request for the files of a vector store, the oldest first."""
    return _look(f"/vector_stores/{_write_id(store_id)}/files", f"order=asc&limit={most}")


def ask_first(collection: str) -> Sending:
    """Return the request for the first object of a collection."""
    return _look(f"/{collection}", "" if collection == "models" else "limit=1")


def make_store(body: JsonObject) -> Sending:
    """Return the request that makes a vector store."""
    return Sending(method="POST", path="/vector_stores", headers=_JSON, body=encode_json(body))


def add_file(store_id: str, file_id: str) -> Sending:
    """Return the request that puts a file into a vector store."""
    path = f"/vector_stores/{_write_id(store_id)}/files"
    return Sending(method="POST", path=path, headers=_JSON, body=encode_json({"file_id": file_id}))


def remove_file(store_id: str, file_id: str) -> Sending:
    """Return the request that takes a file out of a vector store."""
    path = f"/vector_stores/{_write_id(store_id)}/files/{_write_id(file_id)}"
    return Sending(method="DELETE", path=path, headers=_VERSION)


def delete_file(file_id: str) -> Sending:
    """Return the request that deletes a file."""
    return Sending(method="DELETE", path=f"/files/{_write_id(file_id)}", headers=_VERSION)


def delete_store(store_id: str) -> Sending:
    """Return the request that deletes a vector store."""
    return Sending(method="DELETE", path=f"/vector_stores/{_write_id(store_id)}", headers=_VERSION)


def search_store(
    store_id: str,
    queries: Sequence[str],
    ranking_options: Mapping[str, Any] | None,
    most: int,
    page: str | None,
) -> Sending:
    """Return the request that searches a vector store; it changes nothing, so it may be repeated.

    Args:
        store_id: The vector store.
        queries: What is looked for.
        ranking_options: The contract's object; its ranker is one of another API, so only the threshold goes
        along. most: How many results are wanted. page: Which page; None for the first.
    """
    threshold = (ranking_options or {}).get("score_threshold")
    ranking = {"ranking_options": {"score_threshold": threshold}} if threshold else {}
    body = {"query": queries[0] if len(queries) == 1 else [*queries], "max_num_results": most, **ranking}
    return Sending(
        method="POST",
        path=f"/vector_stores/{_write_id(store_id)}/search",
        query="" if page is None else f"page={quote(page, safe='')}",
        headers=_JSON,
        body=encode_json(body),
        may_repeat=True,
    )


def read_file(upstream: Upstream, reply: Reply) -> FileThere | None:
    """Return a file; None if it is not there.

    Raises:
        RequestError: The answer says nothing of it.
    """
    found = None if reply.status in _NO_ID else _read(upstream, reply, _File)
    return None if found is None else FileThere(found.id, found.filename or found.id, found.bytes)


def read_store(upstream: Upstream, reply: Reply) -> StoreThere | None:
    """Return a vector store; None if it is not there.

    Raises:
        RequestError: The answer says nothing of it.
    """
    found = None if reply.status in _NO_ID else _read(upstream, reply, _Store)
    if found is None:
        return None
    waiting = found.file_counts is not None and bool(found.file_counts.in_progress)
    return StoreThere(found.id, found.status == "expired", waiting)


def read_ids(upstream: Upstream, reply: Reply) -> list[str]:
    """Return the ids of a list; none if what it is of is not there.

    Raises:
        RequestError: The answer is none.
    """
    found = _read(upstream, reply, _Page)
    return [] if found is None else [each.id for each in found.data]


def read_results(upstream: Upstream, reply: Reply) -> FoundPage | None:
    """Return what was found; None if the vector store is not there.

    Raises:
        RequestError: The answer is none.
    """
    found = _read(upstream, reply, _Results)
    if found is None:
        return None
    passages = [
        Passage(
            file_id=each.file_id,
            filename=each.filename or each.file_id,
            score=each.score or 0.0,
            text="\n".join(part.text for part in each.content or () if part.text),
            attributes=each.attributes or {},
        )
        for each in found.data
    ]
    return FoundPage(passages, found.next_page if found.has_more else None)


def check_done(upstream: Upstream, reply: Reply) -> str:
    """Return the id of what was made.

    Raises:
        RequestError: It was not, with the words of the other server where it is the request that is wrong.
    """
    if reply.status in {400, 404, 409, 422} and not upstream.is_told_in(reply.body):
        try:
            error = msgspec.json.decode(reply.body, type=_Refusal).error
        except (msgspec.DecodeError, UnicodeDecodeError):
            pass
        else:
            code = None if error.code is None else str(error.code)
            raise RequestError(400, error.message, error.param, code)
    made = _read(upstream, reply, _Named)
    if made is None:
        raise failures.not_done(upstream.host, reply.status)
    return made.id


def _read(upstream: Upstream, reply: Reply, kind: type[_T]) -> _T | None:
    if reply.status in _NOT_FOUND:
        return None
    if reply.status >= 400:
        raise failures.not_done(upstream.host, reply.status)
    try:
        return msgspec.json.decode(reply.body, type=kind, strict=False)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise failures.unreadable(upstream.host, 502) from None


def _look(path: str, query: str = "") -> Sending:
    return Sending(method="GET", path=path, query=query, headers=_VERSION, may_repeat=True)


def _write_id(identifier: str) -> str:
    """Return an id as a part of an address: never one that climbs."""
    written = quote(identifier, safe="")
    return written.replace(".", "%2E") if written.strip(".") == "" else written
