"""Where another server is, and how it is asked: the one value that holds its key. Pure.

Programs and the command make an `Upstream`; only `channel` reads its key.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias, cast
from urllib.parse import parse_qsl

import httpx

from ..models.endpoint_options import check_key, check_seconds

KeyHeader: TypeAlias = Literal["authorization", "api-key"]

KEY_HEADERS: tuple[KeyHeader, ...] = ("authorization", "api-key")
"""The headers in which servers of this API take a key; the first one takes it behind the word Bearer."""

_WORDS = ("/responses", "/chat/completions")
"""How addresses of models end: nothing that is asked for here lies below them."""

DEFAULT_TIMEOUT = 60.0
"""Seconds that another server may be silent."""


class Upstream:
    """Another server that has files, vector stores, uploads and models under this API.

    Args:
        url: Its address, such as `https://host/v1`. A query, such as `?api-version=preview`, is added to that
            of every request.
        api_key: Its key; None (the default) or an empty text for a server that asks for none.
        key_header: The header for the key: `authorization`, the default, with the word Bearer before it, or
            `api-key`, which Azure takes.
        query: Added to the query of every request, beside that of *url*; nothing by default.
        timeout: Seconds that it may be silent; 60 by default.

    Attributes:
        root: The address, without a query and without a slash at its end.
        query: What is added to the query of every request.
        timeout: Seconds that it may be silent.

    Raises:
        ValueError: An argument can be none; the text names it, and holds no key.
    """

    def __init__(
        self,
        url: str,
        api_key: str | None = None,
        *,
        key_header: KeyHeader = "authorization",
        query: Mapping[str, str] | None = None,
        timeout: float = DEFAULT_TIMEOUT,
    ) -> None:
        if key_header not in KEY_HEADERS:
            raise ValueError(f"key_header is {' or '.join(map(repr, KEY_HEADERS))}, got {key_header!r:.80}.")
        found = _read_url(url)
        self.root = found.copy_with(query=None, fragment=None, path=found.path.rstrip("/") or "/v1")
        self.query = dict(parse_qsl(found.query.decode(), keep_blank_values=True)) | _check_query(query)
        self.timeout = check_seconds(timeout)
        self._key = check_key(api_key)
        self._key_header = key_header

    @property
    def host(self) -> str:
        """Return what errors call it: its name, with the port if that is said."""
        return self.root.netloc.decode("ascii")

    @property
    def key_headers(self) -> dict[str, str]:
        """Return the headers that hold the key; none if there is none."""
        if not self._key:
            return {}
        return {self._key_header: f"Bearer {self._key}" if self._key_header == "authorization" else self._key}

    def is_beside(self, url: str) -> bool:
        """Say whether an address has the same scheme, host and port."""
        try:
            other = httpx.URL(url)
        except httpx.InvalidURL:
            return False
        return _read_origin(other) == _read_origin(self.root)

    def is_told_in(self, data: bytes) -> bool:
        """Say whether some bytes hold the key."""
        return bool(self._key) and self._key.encode() in data

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Upstream) and self._parts == other._parts

    def __hash__(self) -> int:
        return hash(self.root)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({str(self.root)!r})"

    @property
    def _parts(self) -> tuple[object, ...]:
        return str(self.root), self.query, self.timeout, self._key, self._key_header


def check_upstream(option: str, given: object) -> None:
    """Raise TypeError unless an option is an `Upstream` or None.

    Args:
        option: What the option is called.
        given: What it is.
    """
    if given is not None and not isinstance(given, Upstream):
        # Never the address itself: some have a password or a key in it.
        what = "an address" if isinstance(given, str) else type(given).__name__
        raise TypeError(
            f"{option} is an Upstream of assistants_v2_server, such as "
            f"Upstream('https://host/v1', api_key=...), got {what}."
        )


def _read_url(url: object) -> httpx.URL:
    try:
        found = httpx.URL(url.strip() if isinstance(url, str) else "")
    except httpx.InvalidURL:
        found = httpx.URL()
    if found.scheme not in {"http", "https"} or not found.host or (found.port or 0) > 65535:
        raise ValueError("url must be an http:// or https:// address, such as https://host/v1")
    if found.userinfo:
        raise ValueError("url holds a user name: give the key as api_key, and the address without it")
    words = next((end for end in _WORDS if found.path.rstrip("/").endswith(end)), None)
    if words is not None:
        raise ValueError(f"url ends in {words}, where words come from: give the address without that")
    return found


def _read_origin(url: httpx.URL) -> tuple[str, str, int | None]:
    scheme = url.scheme.lower()
    return scheme, url.host, url.port or {"http": 80, "https": 443}.get(scheme)


def _check_query(query: object) -> dict[str, str]:
    if query is None:
        return {}
    if not isinstance(query, Mapping):
        raise ValueError("query is a dict such as {'api-version': 'preview'}")
    return {str(name): str(value) for name, value in cast("Mapping[object, object]", query).items()}
