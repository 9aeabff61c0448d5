"""A real HTTP server on loopback that does to requests what faults say, in front of any backend.

    with FaultServer(faults=[Rule("POST", "/threads/{thread_id}/runs", reset(acted=True))]) as server:
        client = Assistants(base_url=server.url, api_key="any")
        ...
        assert ["reset after"] == [record.fault for record in server.struck]

One thread runs an event loop that reads and writes the sockets itself, because resets and cut bodies happen
there; the backend works in threads of a pool. Closing it ends them all. Without faults it is what other
programs and languages are tested with.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from types import TracebackType
from typing import Protocol, Self

import h11
from msgspec import Struct
from msgspec.structs import replace

from ..answers import PIECE, Answer
from ..requests.refusals import RequestError
from ..server import Server
from .connection import Connection, Incoming
from .kinds import Fault
from .operations import Request, blank_ids
from .striking import Dice, Rule, Rules

STREAM_HEADER = "x-fault-stream"
"""Names whose requests these are: random faults of one stream do not depend on the others."""

WORKERS = 16
"""How many requests the backend works on at once."""


class Backend(Protocol):
    """What stands behind the faults; called in several threads at once."""

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer one request; the arguments are those of `assistants_v2_server.Server.handle`."""
        ...


class Record(Struct, frozen=True):
    """What happened to one request.

    Attributes:
        method: In capitals.
        path: As it was sent, with `/v1`.
        query: Without the question mark.
        stream: The header `x-fault-stream`, else empty.
        fault: The name of the fault that struck it, or None.
        status: The status of the answer that was sent, or None if none was.
        acted: Whether the backend was called.
    """

    method: str
    path: str
    query: str
    stream: str
    fault: str | None
    status: int | None
    acted: bool


class FaultServer:
    """A server on a free port of 127.0.0.1, from the beginning of a `with` block to its end.

    Args:
        backend: What answers, such as a `Server` with a script, which is left open at the end; by default an
            empty server with the rehearsal model, which is closed.
        faults: Which requests something goes wrong with; rules come before chance.
        seed: Decides which requests are struck at random; None for none.
        rate: The share of requests that are struck at random, from 0 to below 1.
        streams: Whether the backend is asked for streams; it is by default. With False this is one of the
            many servers that answer with the object whatever is asked for: clients have to look at runs.

    Attributes:
        backend: What stands behind the faults, to look at the truth with.
        address: Host and port, for bare sockets.

    Raises:
        ValueError: A rate without a seed: nobody could repeat what happened.
    """

    def __init__(
        self,
        backend: Backend | None = None,
        faults: Iterable[Rule] = (),
        *,
        seed: int | None = None,
        rate: float = 0.0,
        streams: bool = True,
    ) -> None:
        if rate and seed is None:
            raise ValueError("random faults need a seed=, so that they can be had again.")
        self._dice = Dice(seed, rate) if seed is not None else None
        self._own = Server() if backend is None else None
        self.backend: Backend = backend or self._own or Server()
        self.address = ("", 0)
        self._rules = Rules(faults)
        self._streams = streams
        self._records: list[Record] = []
        self._answers: dict[str, Answer] = {}
        self._defects: list[Exception] = []
        self._lock = threading.Lock()
        self._pool = ThreadPoolExecutor(WORKERS, "fault-server-backend")
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), name="fault-server")
        self._up = threading.Event()
        self._conversations = set[asyncio.Task[None]]()

    @property
    def url(self) -> str:
        """Where clients find the API: `http://127.0.0.1:PORT/v1`."""
        host, port = self.address
        return f"http://{host}:{port}/v1"

    @property
    def base_url(self) -> str:
        """The same as `url`, by the name that clients have for it."""
        return self.url

    @property
    def log(self) -> list[Record]:
        """What happened to every request; it is here before the client gets an answer."""
        with self._lock:
            return [*self._records]

    @property
    def struck(self) -> list[Record]:
        """The requests that something went wrong with."""
        return [record for record in self.log if record.fault is not None]

    @property
    def open_connections(self) -> int:
        """How many connections clients hold open."""
        return len(self._conversations)

    def seen(self, method: str, path: str) -> list[Record]:
        """Return the requests of one operation, such as `GET`, `/threads/{thread_id}/runs/{run_id}`."""
        return [
            each for each in self.log if each.method == method and blank_ids(each.path) == blank_ids(path)
        ]

    def inject(self, *rules: Rule) -> None:
        """Have further rules strike; they count the requests from now on."""
        with self._lock:
            self._rules.add(*rules)

    def open(self) -> None:
        """Begin to answer."""
        self._thread.start()
        self._up.wait()

    def close(self) -> None:
        """Drop all connections and end all threads; raises what the backend raised, if it did."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._pool.shutdown()
        if self._own is not None:
            self._own.close()
        if self._defects:
            raise self._defects[0]

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    async def answer(self, request: Incoming) -> tuple[Answer | None, Fault | None]:
        """Return what to send for a request, None for nothing, and what goes wrong; writes both down."""
        fault = self._strike(request)
        true: Answer | None = None
        if fault is None or fault.acts:
            true = await asyncio.get_running_loop().run_in_executor(self._pool, self._handle, request)
        sent = self._choose_answer(request, fault, true)
        if true is not None and true.events is not None and (sent is None or sent.events is None):
            true.events.close()
        if request.method == "GET" and true is not None:
            self._answers[request.target] = true
        record = Record(
            method=request.method,
            path=request.path,
            query=request.query,
            stream=request.headers.get(STREAM_HEADER, ""),
            fault=fault.name if fault is not None else None,
            status=sent.status if sent is not None else None,
            acted=true is not None,
        )
        with self._lock:
            self._records.append(record)
        return sent, fault

    def _handle(self, request: Incoming) -> Answer:
        try:
            answer = self._ask_backend(request)
            if answer.file is None:
                return answer
            try:
                return replace(answer, body=b"".join(iter(partial(answer.file.read, PIECE), b"")), file=None)
            finally:
                answer.file.close()
        except Exception as defect:  # the test that runs must hear of it
            self._defects.append(defect)
            raise

    def _ask_backend(self, request: Incoming) -> Answer:
        """Have the backend answer; a server of ours reads a form with a file while it comes."""
        parts = (request.method, request.path, request.query, request.headers)
        if isinstance(self.backend, Server):
            try:
                form = self.backend.receiving.begin_form(request.method, request.path, request.headers)
                if form is not None:
                    try:
                        form.write(request.body)
                        return self.backend.handle(*parts, form)
                    finally:
                        form.close()
            except RequestError as refusal:
                return self.backend.refuse(refusal)
        return self.backend.handle(*parts, request.body if self._streams else remove_stream(request.body))

    def _strike(self, request: Incoming) -> Fault | None:
        before = request.method == "GET" and request.target in self._answers
        stream = request.headers.get(STREAM_HEADER, "")
        asked = Request(request.method, request.path, stream, answered_before=before)
        with self._lock:
            fault = self._rules.strike(asked)
        return fault if fault is not None or self._dice is None else self._dice.strike(asked)

    def _choose_answer(self, request: Incoming, fault: Fault | None, true: Answer | None) -> Answer | None:
        if fault is None:
            return true
        if fault.delivery in ("reset", "hung up"):
            return None
        if fault.stale:
            return self._answers[request.target]
        return true if fault.rewrite is None else fault.rewrite(true)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        tasks = self._conversations

        def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = self._loop.create_task(self._converse(Connection(reader, writer)))
            tasks.add(task)
            task.add_done_callback(tasks.discard)
            task.add_done_callback(lambda _: writer.transport.abort())  # also if it never began

        server = await asyncio.start_server(connected, "127.0.0.1", 0, backlog=512)
        self.address = server.sockets[0].getsockname()
        self._up.set()
        await self._stop.wait()
        await self._stop_accepting(server)
        server.close()
        await server.wait_closed()

    async def _stop_accepting(self, server: asyncio.Server) -> None:
        """End all conversations, those included whose connections are being accepted.

        The server has to be open until then: asyncio leaves a socket open that it accepted before, and
        makes a transport for after, the server was closed.
        """
        for listening in server.sockets:
            self._loop.remove_reader(listening.fileno())
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            for task in self._conversations:
                task.cancel()
            await asyncio.wait(others)

    async def _converse(self, connection: Connection) -> None:
        """Answer one connection's requests until either side ends it."""
        try:
            while (asked := await connection.receive()) is not None:
                await connection.deliver(*await self.answer(asked))
            await connection.close()
        except (ConnectionError, h11.RemoteProtocolError):
            pass  # the client left, as clients that time out do
        except Exception as defect:  # noqa: BLE001  # raised again by `close`
            self._defects.append(defect)


def remove_stream(body: bytes) -> bytes:
    """Return the body of a request as a server without streams takes it."""
    if b'"stream"' not in body:
        return body
    asked = json.loads(body)
    asked.pop("stream", None)
    return json.dumps(asked).encode()
