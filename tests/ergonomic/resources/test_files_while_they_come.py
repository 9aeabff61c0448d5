"""Files that are read while they come, in the blocks of `with_streaming_response`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from assistants_v2 import APIConnectionError, Assistants, AsyncAssistants

PIECE, PIECES = b"0123456789" * 1000, 100


class Coming(httpx.SyncByteStream, httpx.AsyncByteStream):
    """A body that counts how many of its pieces were taken; it breaks off where it is told to."""

    def __init__(self, breaks_at: int = PIECES) -> None:
        self.taken = 0
        self.is_closed = False
        self._breaks_at = breaks_at

    def __iter__(self) -> Iterator[bytes]:
        for _ in range(PIECES):
            if self.taken == self._breaks_at:
                raise httpx.ReadError("broken off")
            self.taken += 1
            yield PIECE

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for piece in self:
            yield piece

    def close(self) -> None:
        self.is_closed = True

    async def aclose(self) -> None:
        self.is_closed = True


@contextmanager
def reading(body: Coming, method: str = "content") -> Iterator[Any]:
    """Yield the reply of a blocking client in its block."""
    with Assistants(base_url="http://host/v1", api_key="k", transport=serve(body)) as client:
        block = getattr(client.files.with_streaming_response, method)("file-1")
        with block as reply:
            yield reply


def serve(body: Coming) -> httpx.MockTransport:
    """Return a server whose files have this body."""
    return httpx.MockTransport(lambda request: httpx.Response(200, stream=body))


def serve_anew() -> httpx.MockTransport:
    """Return a server that begins the body anew for each request."""
    return httpx.MockTransport(lambda request: httpx.Response(200, stream=Coming()))


def test_a_file_is_read_no_further_than_it_is_wanted() -> None:
    """The block begins with the head; each piece is fetched when it is read, and leaving ends it."""
    body = Coming()
    with Assistants(base_url="http://host/v1", api_key="k", transport=serve(body)) as client:
        with client.files.with_streaming_response.content("file-1") as reply:
            assert (200, 0) == (reply.status_code, body.taken)
            assert PIECE == next(reply.iter_bytes())
            assert body.taken < 3
        assert body.is_closed


def test_the_whole_is_there_too() -> None:
    """As bytes of the wanted size, at once, and as what the official SDK's `parse` returns."""
    with reading(Coming()) as reply:
        assert [64_000] * 15 + [40_000] == [len(piece) for piece in reply.iter_bytes(64_000)]
    with reading(Coming()) as reply:
        assert PIECE * PIECES == reply.parse()
    with reading(Coming(), "retrieve_content") as reply:
        assert (PIECE * PIECES).decode() == reply.parse()


def test_who_follows_the_progress_gets_the_file_when_it_is_whole() -> None:
    """It is told of all bytes before the block begins; what is read is the same."""
    told: list[int] = []
    with Assistants(base_url="http://host/v1", api_key="k", transport=serve_anew()) as client:
        block = client.files.with_streaming_response.content(
            "file-1", on_progress=lambda done, whole: told.append(done)
        )
        with block as reply:
            assert len(PIECE * PIECES) == told[-1]
            assert PIECE * PIECES == reply.read()
        assert PIECE * PIECES == client.files.with_raw_response.content("file-1").content


def test_a_file_that_breaks_off_raises_our_error() -> None:
    """What came before was read already, so nothing is begun again."""
    with reading(Coming(breaks_at=2)) as reply, pytest.raises(APIConnectionError):
        reply.read()


@pytest.mark.anyio
async def test_async_clients_read_files_in_the_same_way() -> None:
    """Piece by piece, or whole."""
    body = Coming()
    async with AsyncAssistants(base_url="http://host/v1", api_key="k", transport=serve(body)) as client:
        async with client.files.with_streaming_response.content("file-1") as reply:
            assert 0 == body.taken
            async for piece in reply.iter_bytes():
                assert PIECE == piece
                break
            assert body.taken < 3
        assert body.is_closed


@pytest.mark.anyio
async def test_async_clients_read_it_whole_too() -> None:
    """`parse` is awaited."""
    async with AsyncAssistants(base_url="http://host/v1", api_key="k", transport=serve(Coming())) as client:
        block = client.files.with_streaming_response.content("file-1")
        async with block as reply:
            assert PIECE * PIECES == await reply.parse()


@pytest.mark.anyio
async def test_a_blocking_block_on_an_async_client_is_explained() -> None:
    """The sentence says what to write."""
    async with AsyncAssistants(base_url="http://host/v1", api_key="k", transport=serve(Coming())) as client:
        block: Any = client.files.with_streaming_response.content("file-1")
        with pytest.raises(TypeError, match="needs `async with`, not `with`"), block:
            pass
