"""Hands requests of callers to the servers that have what they are about. `server` asks it first.

Ids stay as they are. What is here, since it was made before requests were handed on, is answered from here;
all else goes there, and lists come from there.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable, Mapping

from ..requests import refusals
from ..store import FILES, VECTOR_STORES, Database
from . import failures
from .channel import Channel
from .failures import ElsewhereError
from .relaying import (
    STORES,
    add_stop,
    choose_answer_headers,
    choose_headers,
    find_object,
    find_root,
    is_about_search,
    is_error,
    is_safe,
    write_target,
)
from .replies import Reply, Sending
from .spools import SpooledBody

_LOG = logging.getLogger(__name__)

_SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

_ECHOING = frozenset({"CONNECT", "TRACE"})
"""Methods that are never handed on: a server answers the one with the request, and the key in it."""


class Relay:
    """The servers that requests are handed to.

    Args:
        database: Knows what is here.
        files: The way to files, uploads and models; None if they are here.
        stores: The way to vector stores; None if they are here.
        note_change: Is told the method and the address of each request that has been answered there.
    """

    def __init__(
        self,
        database: Database,
        files: Channel | None,
        stores: Channel | None,
        note_change: Callable[[str, str], None],
    ) -> None:
        self._note_change = note_change
        self._name = f"assistants-v2-{secrets.token_hex(8)}"
        self._database = database
        self._files = files
        self._stores = stores

    def may_take(self, method: str, path: str) -> bool:
        """Say whether a request is for another server, unless what it is about is here."""
        return self._find_channel(method, path) is not None

    def send(
        self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes | SpooledBody
    ) -> Reply | None:
        """Return the answer of another server to a request; None if it is for this one.

        Args:
            method: The HTTP method.
            path: The path of the address, percent-encoded, with or without `/v1` in front.
            query: The query of the address, percent-encoded.
            headers: All headers of the caller, with names in lower case; few of them go along.
            body: The body.

        Raises:
            RequestError: The other server gave no answer, or none of this API.
        """
        method = method.upper()
        channel = self._find_channel(method, path)
        if channel is None or self._is_here(path):
            return None
        if method in _ECHOING or not is_safe(path):
            raise refusals.unknown_url(method, path)
        way = headers.get("via", "")
        if self._name in way:
            raise failures.going_round(channel.upstream.host)
        sending = Sending(
            method=method,
            path=write_target(path),
            query=query,
            headers=choose_headers(headers) | {"via": add_stop(way, self._name)},
            body=body or None,
            may_repeat=method in _SAFE_METHODS,
        )
        try:
            return _check(channel, channel.open(sending), is_head=method == "HEAD")
        except ElsewhereError as error:
            _LOG.warning("a request (%s) that was handed on failed: %s", method, error.message)
            raise
        finally:
            self._note_change(method, path)

    def _find_channel(self, method: str, path: str) -> Channel | None:
        root = find_root(path)
        if root is None:
            return None
        if root != STORES:
            return self._files
        is_meant = self._files is not None or is_about_search(method.upper(), path)
        return self._stores if is_meant else None

    def _is_here(self, path: str) -> bool:
        identifier = find_object(path)
        root = find_root(path)
        if identifier is None or root not in {"files", STORES}:
            return False
        with self._database.read() as connection:
            if root == STORES:
                return VECTOR_STORES.get(connection, identifier) is not None
            return FILES.get(connection, identifier) is not None


def _check(channel: Channel, reply: Reply, *, is_head: bool) -> Reply:
    """Return an answer as callers get it.

    Raises:
        ElsewhereError: It is an error, and none of this API, or it repeats the key that was sent.
    """
    upstream = channel.upstream
    headers = choose_answer_headers(reply.headers, has_length=reply.rest is not None or is_head)
    if upstream.is_told_in(reply.body) or any(upstream.is_told_in(value.encode()) for _, value in headers):
        if reply.rest is not None:
            reply.rest.close()
        raise failures.unreadable(upstream.host, 502)
    is_odd = not 200 <= reply.status < 600
    if is_odd or (reply.status >= 400 and not (is_head or is_error(reply.body))):
        if reply.rest is not None:
            reply.rest.close()
        error = failures.unreadable(upstream.host, reply.status)
        error.headers = tuple((name, value) for name, value in headers if name.startswith("retry-after"))
        raise error
    return Reply(reply.status, headers, reply.body, reply.rest)
