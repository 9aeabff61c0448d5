"""What is sent to another server, and what it answers. `channel` makes the one of the other."""

from __future__ import annotations

import asyncio
import errno
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack

from msgspec import Struct, field

from .looping import LoopThread
from .relaying import Headers
from .spools import SpooledBody
from .upstreams import Upstream

_LONGEST_KEY = 4096
"""Bytes of what has come that are looked at again with the next piece: a key may lie across both."""


class Sending(Struct, frozen=True, kw_only=True):
    """A request as it is sent.

    Attributes:
        method: The HTTP method.
        path: The address below that of the other server, percent-encoded.
        query: Its query, percent-encoded; empty by default.
        headers: What goes along beside the key; nothing by default.
        body: The body; None, the default, for none.
        may_repeat: Whether it does no harm to send it twice; by default it may.
    """

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes | SpooledBody | None = None
    may_repeat: bool = False


class Reply(Struct, frozen=True):
    """What was answered.

    Attributes:
        status: The HTTP status.
        headers: The headers, with names in lower case.
        body: The whole body, or nothing where `rest` has it.
        rest: Gives the body piece by piece, for one that is long or slow; whoever has it closes it.
    """

    status: int
    headers: Headers
    body: bytes
    rest: ReplyReader | None = None


class ReplyReader:
    """The bytes of an answer, piece by piece, for threads.

    Args:
        upstream: Where they come from.
        loop: Where they come.
        pieces: Gives them.
        first: Those that have come.
        stack: Closes the answer.
    """

    def __init__(
        self,
        upstream: Upstream,
        loop: LoopThread,
        pieces: AsyncIterator[bytes],
        first: bytes,
        stack: AsyncExitStack,
    ) -> None:
        self._upstream = upstream
        self._loop = loop
        self._pieces = pieces
        self._left = first
        self._last = first[-_LONGEST_KEY:]
        self._stack = stack

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, as many as that at most; none at the end.

        Raises:
            OSError: The other server broke off, repeats the key, or says nothing for too long.
        """
        if not self._left:
            self._left = self._fetch()
        piece, self._left = self._left[:size], self._left[size:]
        return piece

    def close(self) -> None:
        """Read no more. Twice does no harm."""
        try:
            self._loop.call(self._stack.aclose)
        except Exception:  # noqa: BLE001  the connection is gone, which is what was wanted
            return

    def _fetch(self) -> bytes:
        try:
            return self._loop.call(self._take)
        except Exception as error:  # noqa: BLE001  a file that does not come is known by this error
            reason = type(error).__name__
            said = f"the server at {self._upstream.host} broke its answer off ({reason})"
            raise OSError(errno.EIO, said) from None

    async def _take(self) -> bytes:
        async with asyncio.timeout(self._upstream.timeout):
            async for piece in self._pieces:
                if piece:
                    self._last += piece
                    if self._upstream.is_told_in(self._last):
                        raise ValueError("it repeats the key")
                    self._last = self._last[-_LONGEST_KEY:]
                    return piece
        return b""
