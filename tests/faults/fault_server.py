"""A real HTTP server on loopback that does to requests what `faults` says, in front of any backend.

    with fault_server(faults=[Rule("POST", "/threads/{thread_id}/runs", reset(acted=True))]) as faulty:
        client = Assistants(base_url=faulty.base_url)
        ...
        assert ["reset after"] == [record.fault for record in faulty.struck]

One thread runs an event loop that reads and writes the sockets itself, because resets and cut bodies
happen there; the backend works in threads of a pool. Leaving the block ends them all.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Protocol

import h11
from assistants_v2_server import Answer, Server
from attrs import frozen

from .connection import Connection, Incoming
from .faults import Dice, Fault, Request, Rule, Script, shape

STREAM_HEADER = "x-fault-stream"
"""Names whose requests these are: random faults of one stream do not depend on the others."""

WORKERS = 16
"""How many requests the backend works on at once."""


class Backend(Protocol):
    """What stands behind the faults; called in several threads at once."""

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer one request; the arguments are those of `assistants_v2_server.Server.handle`."""
        ...


@frozen
class Record:
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
    """The server, from `open` to `close`; tests get one from `fault_server`.

    Attributes:
        backend: What stands behind the faults, to look at the truth with.
        address: Host and port, for bare sockets.
    """

    def __init__(self, backend: Backend, script: Script, dice: Dice | None, *, streams: bool) -> None:
        self.backend = backend
        self.address = ("", 0)
        self._script = script
        self._dice = dice
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
    def base_url(self) -> str:
        """Where clients find the API."""
        host, port = self.address
        return f"http://{host}:{port}/v1"

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
        return [each for each in self.log if each.method == method and shape(each.path) == shape(path)]

    def inject(self, *rules: Rule) -> None:
        """Have further rules strike; they count the requests from now on."""
        with self._lock:
            self._script.add(*rules)

    def open(self) -> None:
        """Begin to answer."""
        self._thread.start()
        self._up.wait()

    def close(self) -> None:
        """Drop all connections and end all threads; raises what the backend raised, if it did."""
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()
        self._pool.shutdown()
        if self._defects:
            raise self._defects[0]

    async def answer(self, request: Incoming) -> tuple[Answer | None, Fault | None]:
        """Return what to send for a request, None for nothing, and what goes wrong; writes both down."""
        fault = self._strike(request)
        true: Answer | None = None
        if fault is None or fault.acts:
            true = await asyncio.get_running_loop().run_in_executor(self._pool, self._handle, request)
        sent = self._sent(request, fault, true)
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
        body = request.body if self._streams else without_stream(request.body)
        parts = (request.method, request.path, request.query, request.headers, body)
        try:
            return self.backend.handle(*parts)
        except Exception as defect:  # the test that runs must hear of it
            self._defects.append(defect)
            raise

    def _strike(self, request: Incoming) -> Fault | None:
        before = request.method == "GET" and request.target in self._answers
        stream = request.headers.get(STREAM_HEADER, "")
        asked = Request(request.method, request.path, stream, answered_before=before)
        with self._lock:
            fault = self._script.strike(asked)
        return fault if fault is not None or self._dice is None else self._dice.strike(asked)

    def _sent(self, request: Incoming, fault: Fault | None, true: Answer | None) -> Answer | None:
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


def without_stream(body: bytes) -> bytes:
    """Return the body of a request as a server without streams takes it."""
    if b'"stream"' not in body:
        return body
    asked = json.loads(body)
    asked.pop("stream", None)
    return json.dumps(asked).encode()


@contextmanager
def fault_server(
    backend: Backend | None = None,
    faults: Iterable[Rule] = (),
    *,
    seed: int | None = None,
    rate: float = 0.0,
    streams: bool = False,
) -> Iterator[FaultServer]:
    """Serve a backend on a free loopback port, with faults; closes everything it opened.

    Args:
        backend: What answers; by default an empty server of ours with the rehearsal model. One that is
            given is not closed.
        faults: Rules, which come before chance.
        seed: Decides which requests are struck at random.
        rate: The share of requests that are struck at random, from 0 to below 1.
        streams: Whether the backend is asked for streams. By default this is one of the many servers that
            answer with the object whatever is asked for, so that clients have to look at runs.

    Raises:
        ValueError: A rate without a seed: nobody could repeat what happened.
    """
    if rate and seed is None:
        raise ValueError("random faults need a seed=, so that they can be had again.")
    dice = Dice(seed, rate) if seed is not None else None
    with contextlib.ExitStack() as stack:
        behind = stack.enter_context(Server()) if backend is None else backend
        faulty = FaultServer(behind, Script(faults), dice, streams=streams)
        stack.callback(faulty.close)
        faulty.open()
        yield faulty
