"""The server: `ResponsesPeer` gives answers, and keeps conversations, containers, files and vector stores."""

from __future__ import annotations

import asyncio
import json
import logging
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx
from assistants_v2_server import Interpreter, Server, create_app
from assistants_v2_server.builtin_tools.interpreters.monty import MontyInterpreter
from assistants_v2_server.clocks import Gate
from attrs import frozen
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount, Route

from ..server.loopback import served
from .asking import Asking, read_asking
from .containers import Containers
from .events import begin_response, end_response, interleave, list_item_events, tell_ending
from .kept import Kept
from .library import Library
from .manners import Manners, cut_chunks, number_events, write_event, write_mark
from .memory import Json, Memory
from .playing import OffScript, Player, check_room
from .refusals import Refusal
from .script import Break, Entry, Fail, HangUp, Reject, Turn, read_entry

LIBRARY = ("files", "vector_stores", "uploads")
"""What the server of files and vector stores answers."""


@frozen(kw_only=True)
class Received:
    """A request that came.

    Attributes:
        method: Its method.
        path: Its path, without `/v1`.
        key: The key that came with it; empty for none.
        headers: Its headers, with names in small letters.
        body: What its body says, if that is JSON; else None.
    """

    method: str
    path: str
    key: str
    headers: Mapping[str, str]
    body: Any


class HungUp(Exception):
    """The script tears the connection."""


class ResponsesPeer:
    """A server of Responses whose model plays a script.

    Args:
        *script: What its model says, one entry for each request; beyond the last it is an error.
        key: The key that it asks for, as a bearer's token or as `api-key`; empty for none.
        manners: How it streams.
        models: The models that it has.
        room: How many tokens a model takes; None for any number.
        interpreter: What runs code; monty by default.
        clock: Returns the time in seconds, by which containers expire.
        server: Has the files and vector stores; a new one by default.

    Attributes:
        received: The requests that came, in order.
        memory: What it keeps.
        held: Set when a stream waits for `release`.
        open: How many answers are being sent.
        off_script: What the script wanted and requests did not allow.
    """

    def __init__(
        self,
        *script: Entry,
        key: str = "",
        manners: Manners | None = None,
        models: Sequence[str] = ("gpt-4o",),
        room: int | None = None,
        interpreter: Interpreter | None = None,
        clock: Callable[[], float] = time.time,
        server: Server | None = None,
    ) -> None:
        self.received: list[Received] = []
        self.memory = Memory()
        self.held, self._gate = threading.Event(), Gate()
        self.open = 0
        self.off_script: list[str] = []
        self._script = [read_entry(entry) for entry in script]
        self._key, self._manners, self._models, self._room = key, manners or Manners(), models, room
        self._clock, self._ids, self._lock = clock, self.memory.ids, threading.Lock()
        self._containers = Containers(interpreter or MontyInterpreter(), clock)
        door = create_app(server or Server(interpreter="none"))
        client = httpx.AsyncClient(transport=httpx.ASGITransport(door), base_url="http://127.0.0.1/v1")
        self._library = Library(client)
        answering = Route("/responses", self._respond, methods=["POST"])
        kept = Kept(self.memory, self._containers, models, clock)
        self.app = Starlette(
            routes=[Mount("/v1", routes=[answering, *kept.list_routes()])], lifespan=self._live
        )
        self.app.add_exception_handler(Refusal, _refuse)
        self.app.add_exception_handler(HTTPException, _refuse_path)
        self._door = door

    @property
    def turns_left(self) -> int:
        """How many entries of the script have not been played."""
        return len(self._script)

    @property
    def asked(self) -> list[Any]:
        """The bodies of the requests for answers, in order."""
        return [request.body for request in self.received if request.path == "/responses" and request.body]

    @contextmanager
    def serve(self) -> Iterator[str]:
        """Serve for the time of a block, which gets the address with `/v1`."""
        with _without_tears(), served(self) as address:
            try:
                yield f"{address}/v1"
            finally:
                self.release()

    def add(self, *script: Entry) -> None:
        """Have the model say more."""
        with self._lock:
            self._script += [read_entry(entry) for entry in script]

    def release(self) -> None:
        """Let streams go on that wait, and all later ones."""
        self._gate.open()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request whose key is right; keep what came of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope, receive)
        is_form = request.headers.get("content-type", "").startswith("multipart/")
        body = b"" if is_form else await request.body()
        path = request.url.path.removeprefix("/v1")
        self._note(request, path, body)
        if self._key and _read_key(request) != self._key:
            refusal = Refusal(401, "Incorrect API key provided.", code="invalid_api_key")
            await JSONResponse({"error": refusal.error}, 401)(scope, receive, send)
            return
        is_for_library = path.split("/")[1] in LIBRARY
        receive = receive if is_form else _replay(body, receive)
        if is_for_library:
            headers = [pair for pair in scope["headers"] if pair[0] not in (b"authorization", b"api-key")]
            if body:
                headers = [pair for pair in headers if pair[0] != b"content-length"]
                headers.append((b"content-length", str(len(body)).encode()))
            await self._door({**scope, "headers": headers}, receive, send)
        else:
            await self.app(scope, receive, send)

    def _note(self, request: Request, path: str, body: bytes) -> None:
        try:
            said = json.loads(body) if body else None
        except ValueError:
            said = None
        self.received.append(
            Received(
                method=request.method,
                path=path,
                key=_read_key(request),
                headers=dict(request.headers),
                body=said,
            )
        )

    @asynccontextmanager
    async def _live(self, _: Starlette) -> AsyncIterator[None]:
        yield
        await self._containers.close()
        await asyncio.to_thread(self._door.server.close)

    async def _respond(self, request: Request) -> Response:
        try:
            asking = read_asking(await request.json())
            if asking.model not in self._models:
                raise Refusal(
                    400,
                    f"The requested model '{asking.model}' does not exist.",
                    param="model",
                    code="model_not_found",
                )
            return await self._answer(asking)
        except OffScript as off:
            self.off_script.append(str(off))
            raise Refusal(500, f"The script cannot be played: {off}.") from None

    async def _answer(self, asking: Asking) -> Response:
        """Answer a request that is well formed."""
        context = self.memory.gather(asking)
        check_room(asking, context, self._room)
        player = Player(asking, context, self._ids, self._library, self._containers)
        await player.check_input()
        await player.check_tools()
        turn = self._take_turn()
        if isinstance(turn, Reject):
            raise Refusal(turn.status, turn.message, code=turn.code, headers=dict(turn.headers))
        output = await player.play(turn)
        self.memory.note(output)
        begun = begin_response(asking, self._ids.make("resp"), int(self._clock()))
        response = end_response(begun, output, turn.ending, context)
        if asking.stream:
            stream = self._stream(asking, context, turn, begun, response)
            return StreamingResponse(stream, media_type="text/event-stream")
        if isinstance(turn.ending, Break):
            raise Refusal(500, turn.ending.message, code=turn.ending.code)
        await self._hold(turn.hold_at is not None)
        self._keep(asking, context, response)
        return JSONResponse(response)

    def _take_turn(self) -> Turn | Reject:
        with self._lock:
            if not self._script:
                raise OffScript("there is no further turn")
            return self._script.pop(0)

    def _keep(self, asking: Asking, context: list[Json], response: Json) -> None:
        if response["status"] != "failed":
            self.memory.keep(asking, context, response)

    async def _stream(
        self, asking: Asking, context: list[Json], turn: Turn, begun: Json, response: Json
    ) -> AsyncIterator[bytes]:
        """Send the events of an answer; it is kept before the last of them is told."""
        per_item = [list_item_events(place, item) for place, item in enumerate(response["output"])]
        inner = (
            interleave(per_item)
            if self._manners.interleaves
            else [event for item in per_item for event in item]
        )
        told = inner[: turn.events]
        if isinstance(turn.ending, Fail):
            done = [event["item"] for event in told if event["type"] == "response.output_item.done"]
            response = {**response, "output": done}
        first = [{"type": f"response.{kind}", "response": begun} for kind in ("created", "in_progress")]
        last = tell_ending(response, turn.ending)
        self.open += 1
        try:
            for event in number_events([*first, *told, *last], self._manners):
                await self._hold(event["type"] == turn.hold_at)
                if "response" in event and event["type"] not in ("response.created", "response.in_progress"):
                    self._keep(asking, context, response)
                for chunk in cut_chunks(write_event(event, self._manners), self._manners):
                    await asyncio.sleep(self._manners.pause)
                    yield chunk
            if isinstance(turn.ending, HangUp) and not turn.ending.is_clean:
                raise HungUp
            yield write_mark(self._manners)
        finally:
            self.open -= 1

    async def _hold(self, is_due: bool) -> None:
        if is_due:
            self.held.set()
            await self._gate.wait()


def _read_key(request: Request) -> str:
    return request.headers.get("api-key") or request.headers.get("authorization", "").removeprefix("Bearer ")


def _replay(body: bytes, receive: Callable[[], Awaitable[Any]]) -> Callable[[], Awaitable[Any]]:
    """Return what gives a body that was read already, and then what else comes."""
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive_again() -> Any:
        return waiting.pop() if waiting else await receive()

    return receive_again


async def _refuse(_: Request, refusal: Any) -> Response:
    return JSONResponse({"error": refusal.error}, refusal.status, headers=refusal.headers)


async def _refuse_path(request: Request, error: Any) -> Response:
    refusal = Refusal(error.status_code, f"Invalid URL ({request.method} {request.url.path})")
    return JSONResponse({"error": refusal.error}, refusal.status)


@contextmanager
def _without_tears() -> Iterator[None]:
    """Keep out of the server's log that a script tore a connection."""

    def is_of_interest(record: logging.LogRecord) -> bool:
        return record.exc_info is None or not isinstance(record.exc_info[1], HungUp)

    log = logging.getLogger("uvicorn.error")
    log.addFilter(is_of_interest)
    try:
        yield
    finally:
        log.removeFilter(is_of_interest)
