"""Reads the body of an endpoint's answer as it comes: the chunks of a stream, or all of it as one chunk.

`model_endpoint` is its user.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator

import httpx

from .event_streams import EndlessAnswer, EventSplitter, UnreadableAnswer

END = object()
"""Stands after the last chunk of an answer that says that it is whole."""

_DONE = b"[DONE]"


async def read_chunks(response: httpx.Response, longest: int) -> AsyncGenerator[object]:
    """Yield the chunks of a stream, END after the last; an answer that is no stream is one chunk.

    Args:
        response: The beginning of the answer.
        longest: Bytes that an answer may have that is no stream.

    Raises:
        UnreadableAnswer: A chunk is no JSON.
        EndlessAnswer: The answer, or a chunk, is longer than any sensible one.
    """
    if not response.headers.get("content-type", "").startswith("text/event-stream"):
        yield _decode(await read_whole(response, longest))
        yield END
        return
    splitter = EventSplitter()
    async for data in response.aiter_bytes():
        for event in splitter.feed(data):
            yield END if event == _DONE else _decode(event)
    for event in splitter.finish():
        yield END if event == _DONE else _decode(event)


async def read_whole(response: httpx.Response, longest: int) -> bytes:
    """Return a whole body.

    Args:
        response: The beginning of the answer.
        longest: Bytes that it may have.

    Raises:
        EndlessAnswer: It has more.
    """
    content = bytearray()
    async for part in response.aiter_bytes():
        content += part
        if len(content) > longest:
            raise EndlessAnswer
    return bytes(content)


def _decode(data: bytes) -> object:
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        raise UnreadableAnswer from None
