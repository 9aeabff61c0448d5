"""Which requests are for another server, and what of them goes there and comes back. Pure.

`relay` is the user. Headers are named that go, not those that stay: so no key, cookie or name of an account
that a caller sends ever leaves this server.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias, cast
from urllib.parse import parse_qsl, quote, unquote

from ..requests.operations import strip_prefix

Headers: TypeAlias = Sequence[tuple[str, str]]

STORES = "vector_stores"
"""The first part of the addresses of vector stores."""

_ROOTS = ("files", STORES, "uploads", "models")

_SENT = frozenset({"accept", "content-type", "idempotency-key", "openai-beta", "range"})
"""The headers of a request that go along."""

_RETURNED = frozenset(
    {
        "accept-ranges",
        "content-disposition",
        "content-encoding",
        "content-range",
        "content-type",
        "openai-processing-ms",
        "openai-version",
        "retry-after",
        "retry-after-ms",
    }
)
"""The headers of an answer that come along; its `x-request-id` does under another name."""

UPSTREAM_ID = "x-upstream-request-id"
"""The header in which callers find what the other server calls their request."""

_OTHER_CODE = re.compile("%u[0-9a-f]{4}", re.IGNORECASE)
"""A letter as some servers encode it that others do not decode."""

_DEPTH = 4
"""How often a part of an address may be encoded and still be understood."""


def find_root(path: str) -> str | None:
    """Return which collection an address is about, if another server may have it; else None.

    Args:
        path: The path of the address, percent-encoded, with or without `/v1` in front.
    """
    root = _split(path)[0]
    return root if root in _ROOTS else None


def find_object(path: str) -> str | None:
    """Return the id of the object that an address is about, decoded; None for a collection."""
    parts = _split(path)
    return unquote(parts[1]) if len(parts) > 1 and parts[1] else None


def is_about_search(method: str, path: str) -> bool:
    """Say whether a request looks at one vector store, or searches it."""
    parts = _split(path)
    return (method, len(parts)) == ("GET", 2) or (method, *parts[2:]) == ("POST", "search")


def is_safe(path: str) -> bool:
    """Say whether an address stays below what it begins with, however the other server decodes it."""
    for _ in range(_DEPTH):
        if any(map(_may_climb, path.replace("\\", "/").split("/"))):
            return False
        path = unquote(path)
    return path == unquote(path) and not _OTHER_CODE.search(path)


def write_target(path: str) -> str:
    """Return an address as the other server has it, below its root."""
    return "/" + strip_prefix(path).removeprefix("/")


def join_query(query: str, added: Mapping[str, str]) -> str:
    """Return the query of a caller as it came, with what is added to all in place of its namesakes."""
    if not added:
        return query
    kept = [part for part in query.split("&") if part and _name(part) not in added]
    return "&".join(
        [*kept, *(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in added.items())]
    )


def choose_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a request that go along."""
    return {name: value for name, value in headers.items() if name in _SENT}


def add_stop(way: str, name: str) -> str:
    """Return the header `Via` of a request that a server of this name hands on: so it knows it again."""
    return f"{way}, 1.1 {name}" if way else f"1.1 {name}"


def choose_answer_headers(headers: Headers, *, has_length: bool) -> list[tuple[str, str]]:
    """Return the headers of an answer that come along; its length does where its body is not at hand."""
    chosen = [
        (name, value)
        for name, value in headers
        if name in _RETURNED or (has_length and name == "content-length")
    ]
    return chosen + [(UPSTREAM_ID, value) for name, value in headers if name == "x-request-id"]


def drop_encoding(headers: Headers) -> Headers:
    """Return the headers of an answer whose body has been decoded."""
    return [(name, value) for name, value in headers if name not in {"content-encoding", "content-length"}]


def is_error(body: bytes) -> bool:
    """Say whether the body of an answer is an error as this API has it."""
    try:
        found: Any = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and isinstance(cast("dict[str, Any]", found).get("error"), dict)


def _may_climb(part: str) -> bool:
    """Say whether some server may take a part of an address for one that climbs: `..;x` has no letters."""
    name = part.partition(";")[0]
    return bool(name) and not any(letter.isalnum() or letter in "_-" for letter in name)


def _name(part: str) -> str:
    pairs = parse_qsl(part, keep_blank_values=True)
    return pairs[0][0] if pairs else ""


def _split(path: str) -> list[str]:
    return strip_prefix(path).removeprefix("/").split("/")
