"""A chat completions endpoint whose model plays the script of an upstream, for servers with tools.

What an upstream does in one answer takes several here: each call of a built-in tool is a call of the function
that the server offers for it, and the model goes on when it was told what came of it.
"""

from __future__ import annotations

import json
import re
import threading
import zlib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from assistants_v2_server.clocks import Gate
from attrs import evolve, frozen
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from ..server.loopback import served
from .events import PIECE
from .playing import OffScript, count_tokens
from .script import (
    WHOLE,
    Break,
    Call,
    Cite,
    Ending,
    Entry,
    Fail,
    HangUp,
    Incomplete,
    Item,
    Link,
    Reason,
    Refuse,
    Reject,
    Run,
    Say,
    Search,
    read_entry,
)

MARKER = re.compile(r"【(\d+:\d+)†source】 (.+)")
"""How a server tells a model of a passage, and of the name of its file."""

EMBEDDER = "embed-words"
"""The model that makes vectors: those of texts that share words are alike."""

DIMENSIONS = 64
"""How long these vectors are."""

STATUSES = {"rate_limit_exceeded": 429, "invalid_prompt": 400}
"""The status that stands for the code of a failure; 500 for all others."""


@frozen(kw_only=True)
class ChatTurn:
    """What one answer of the endpoint holds.

    Attributes:
        text: What it says; None if it says nothing.
        calls: What it calls.
        ending: How it ends.
        holds: Whether it waits for `ChatPeer.release` before its end; calls are held where they are made.
    """

    text: Say | Refuse | None = None
    calls: tuple[Call | Search | Run, ...] = ()
    ending: Ending = WHOLE
    holds: bool = False


def split_turn(entry: Entry) -> list[ChatTurn | Reject]:
    """Return an entry of a script as the answers that it takes here.

    Raises:
        OffScript: It has two messages in one answer, which this kind of endpoint has not.
    """
    turn = read_entry(entry)
    if isinstance(turn, Reject):
        return [turn]
    turns: list[ChatTurn] = []
    last = ChatTurn()
    for item in turn.items:
        if isinstance(item, Reason):
            continue
        if _is_next(last, item):
            turns.append(last)
            last = ChatTurn()
        last = (
            evolve(last, text=item)
            if isinstance(item, Say | Refuse)
            else evolve(last, calls=(*last.calls, item))
        )
    if any(not each.calls for each in turns):
        raise OffScript("an answer of this endpoint has one message")
    holds = turn.hold_at is not None and last.text is not None
    return [*turns, evolve(last, ending=turn.ending, holds=holds)]


def _is_next(last: ChatTurn, item: Item) -> bool:
    """Say whether an item begins another answer."""
    if isinstance(item, Say | Refuse):
        return last.text is not None or bool(last.calls)
    if isinstance(item, Call):
        return any(not isinstance(call, Call) for call in last.calls)
    return bool(last.calls)


class ChatPeer:
    """The endpoint.

    Args:
        *script: What its model says, as that of an `ResponsesPeer`.
        key: The key that it asks for; empty for none.

    Attributes:
        asked: The bodies of the requests, in order.
        held: Set when an answer waits for `release`.
    """

    def __init__(self, *script: Entry, key: str = "") -> None:
        self.asked: list[Any] = []
        self.held, self._gate = threading.Event(), Gate()
        self._turns: list[ChatTurn | Reject] = []
        self._key = key
        self.play(*script)

    def play(self, *script: Entry) -> None:
        """Have the model say something else from now on."""
        self._turns = [turn for entry in script for turn in split_turn(entry)]

    @contextmanager
    def serve(self) -> Iterator[str]:
        """Serve for the time of a block, which gets the address with `/v1`."""
        routes = [
            Route("/v1/chat/completions", self._answer, methods=["POST"]),
            Route("/v1/embeddings", self._embed, methods=["POST"]),
            Route("/v1/models", self._list_models),
        ]
        with served(Starlette(routes=routes)) as address:
            try:
                yield f"{address}/v1"
            finally:
                self.release()

    @property
    def turns_left(self) -> int:
        """How many answers have not been given."""
        return len(self._turns)

    def release(self) -> None:
        """Let answers go on that wait, and all later ones."""
        self._gate.open()

    async def _list_models(self, _: Request) -> Response:
        models = [{"id": name, "object": "model", "created": 1} for name in ("gpt-4o", EMBEDDER)]
        return JSONResponse({"object": "list", "data": models})

    async def _embed(self, request: Request) -> Response:
        asked = await request.json()
        texts = [asked["input"]] if isinstance(asked["input"], str) else asked["input"]
        data = [
            {"object": "embedding", "index": place, "embedding": embed_words(text)}
            for place, text in enumerate(texts)
        ]
        usage = {"prompt_tokens": count_tokens(texts), "total_tokens": count_tokens(texts)}
        return JSONResponse({"object": "list", "data": data, "model": asked["model"], "usage": usage})

    async def _answer(self, request: Request) -> Response:
        if self._key and request.headers.get("authorization") != f"Bearer {self._key}":
            return _refuse(401, "invalid_api_key", "Incorrect API key provided.")
        asked = await request.json()
        self.asked.append(asked)
        if not self._turns:
            return _refuse(500, None, "The script has no further turn.")
        turn = self._turns.pop(0)
        if isinstance(turn, Reject):
            return _refuse(turn.status, turn.code, turn.message, dict(turn.headers))
        if isinstance(turn.ending, Fail):
            return _refuse(STATUSES.get(turn.ending.code, 500), turn.ending.code, turn.ending.message)
        said = write_message(turn, asked)
        if asked.get("stream"):
            return StreamingResponse(self._stream(turn, said, asked), media_type="text/event-stream")
        await self._hold(turn)
        choice = {"index": 0, "message": {"role": "assistant", **said}, "finish_reason": _name_end(turn)}
        return JSONResponse({**_head(), "choices": [choice], "usage": _count(asked, said)})

    async def _stream(self, turn: ChatTurn, said: dict[str, Any], asked: Any) -> AsyncIterator[bytes]:
        for delta in _split(said):
            yield _write({**_head(), "choices": [{"index": 0, "delta": delta, "finish_reason": None}]})
        await self._hold(turn)
        if isinstance(turn.ending, Break):
            yield _write({"error": {"message": turn.ending.message, "code": turn.ending.code}})
        if isinstance(turn.ending, Break | HangUp):
            return
        end = {"index": 0, "delta": {}, "finish_reason": _name_end(turn)}
        yield _write({**_head(), "choices": [end]})
        yield _write({**_head(), "choices": [], "usage": _count(asked, said)})
        yield b"data: [DONE]\n\n"

    async def _hold(self, turn: ChatTurn) -> None:
        if turn.holds:
            self.held.set()
            await self._gate.wait()


def embed_words(text: str) -> list[float]:
    """Return the vector of a text: each word is counted at a place of its own."""
    vector = [0.0] * DIMENSIONS
    for word in re.findall(r"\w+", text.lower()):
        vector[zlib.crc32(word.encode()) % DIMENSIONS] += 1.0
    return vector


def write_message(turn: ChatTurn, asked: Any) -> dict[str, Any]:
    """Return what a message says and calls.

    Args:
        turn: The turn.
        asked: The request, which has the passages that were found and the functions that there are.
    """
    said: dict[str, Any] = {}
    if isinstance(turn.text, Refuse):
        said["refusal"] = turn.text.text
    elif turn.text is not None:
        said["content"] = "".join(_write_part(part, asked["messages"]) for part in turn.text.parts)
    offered = [tool["function"] for tool in asked.get("tools") or () if "function" in tool]
    if turn.calls:
        number = len(asked["messages"])
        said["tool_calls"] = [
            {
                "index": place,
                "id": f"call_{number}_{place}",
                "type": "function",
                "function": _write_call(call, offered),
            }
            for place, call in enumerate(turn.calls)
        ]
    return said


def _write_call(call: Call | Search | Run, offered: Sequence[Any]) -> dict[str, str]:
    """Return a call of a function that is offered; servers offer functions of their own for searches."""
    match call:
        case Call():
            return _name_call(call.name, call.arguments, offered)
        case Run():
            return _name_call("python", json.dumps({"code": call.code}), offered)
        case Search():
            found = [function for function in offered if "file_search" in function["name"]]
            assert found, "no function of a search is offered"
            takes_one = "query" in found[0]["parameters"]["properties"]
            given = {"query": call.queries[0]} if takes_one else {"queries": [*call.queries]}
            return {"name": found[0]["name"], "arguments": json.dumps(given)}


def _name_call(name: str, arguments: str, offered: Sequence[Any]) -> dict[str, str]:
    assert name in [function["name"] for function in offered], f"no function {name} is offered"
    return {"name": name, "arguments": arguments}


def _write_part(part: str | Cite | Link, messages: Sequence[Any]) -> str:
    if isinstance(part, str):
        return part
    if isinstance(part, Link):
        return f"sandbox:/mnt/data/{part.filename}"
    told = [str(message["content"]) for message in messages if message["role"] == "tool"]
    for marker, filename in [found for text in told for found in MARKER.findall(text)]:
        if filename.strip() == part.filename:
            return f"【{marker}†source】"
    raise AssertionError(f"no search has found {part.filename}")


def _split(said: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Return a message in pieces."""
    for name in ("content", "refusal"):
        text = said.get(name, "")
        yield from ({name: text[place : place + PIECE]} for place in range(0, len(text), PIECE))
    for call in said.get("tool_calls", ()):
        arguments = call["function"]["arguments"]
        yield {"tool_calls": [{**call, "function": {**call["function"], "arguments": ""}}]}
        for place in range(0, len(arguments), PIECE):
            piece = {"arguments": arguments[place : place + PIECE]}
            yield {"tool_calls": [{"index": call["index"], "function": piece}]}


def _name_end(turn: ChatTurn) -> str:
    if isinstance(turn.ending, Incomplete):
        return "length" if turn.ending.reason == "max_output_tokens" else "content_filter"
    return "tool_calls" if turn.calls else "stop"


def _count(asked: Any, said: Any) -> dict[str, int]:
    spent, made = count_tokens(asked["messages"]), count_tokens(said)
    return {"prompt_tokens": spent, "completion_tokens": made, "total_tokens": spent + made}


def _head() -> dict[str, Any]:
    return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "gpt-4o"}


def _write(chunk: Any) -> bytes:
    return f"data: {json.dumps(chunk)}\n\n".encode()


def _refuse(status: int, code: str | None, message: str, headers: dict[str, str] | None = None) -> Response:
    error = {"message": message, "type": "invalid_request_error", "param": None, "code": code}
    return JSONResponse({"error": error}, status, headers=headers)
