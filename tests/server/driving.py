"""What the tests of the server drive it with: a clock to set, an executor to hold, models that do as told.

Every answer that passes through `Api` is checked against the contract with `jsonschema`.
"""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
from collections.abc import AsyncGenerator, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import httpx
import jsonschema
from assistants_v2_server import (
    ChatCompletions,
    FinishPiece,
    LocalTransport,
    Model,
    ModelError,
    Piece,
    Prompt,
    Responses,
    Server,
    TextPiece,
    ToolCallPiece,
    ToolMessage,
    Usage,
)
from assistants_v2_server.requests.operations import load_contract
from assistants_v2_server.runs.executors import Work
from assistants_v2_server.runs.pieces import PieceReader
from assistants_v2_server.runs.prompts import measure_prompt
from assistants_v2_server.store import FILES, VECTOR_STORES, FileRow, VectorStoreRow

from ..databases.places import Databases
from ..grammar import Event, check_stream, split_events

Json = dict[str, Any]


class Clock:
    """A clock that stands still until it is told the time."""

    def __init__(self, now: float = 1_700_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now

    def forward(self, seconds: float) -> None:
        """Let time pass."""
        self.now += seconds


def find_place(databases: Databases, path: str | os.PathLike[str] | None = None) -> str:
    """Where a server has its database: in a file or what stands for one, or where nothing was."""
    if path is None or path == ":memory:":
        return databases.new()
    return os.fspath(path) if "://" in str(path) else databases.at(Path(path))


class HeldExecutor:
    """An executor that keeps the work until it is let go, so that runs can be met while queued."""

    def __init__(self) -> None:
        self.held: dict[str, Work] = {}

    def submit(self, work: Work, run_id: str) -> None:
        """Keep the work."""
        self.held[run_id] = work

    def stop(self, run_id: str) -> None:
        """Drop the work."""
        self.held.pop(run_id, None)

    def list_in_hand(self) -> list[str]:
        """Name the runs of the work that is kept."""
        return [*self.held]

    def let_go(self) -> None:
        """Do all the work that has been kept, in order."""
        while self.held:
            run_id = next(iter(self.held))
            asyncio.run(_await(self.held.pop(run_id)(run_id)))

    def renew(self) -> None:
        """Go on with what is kept."""

    def close(self, last: object) -> None:
        """Drop what is left."""
        del last
        self.held.clear()


async def _await(work: Coroutine[Any, Any, None]) -> None:
    await work


Turn = Sequence[Piece] | Exception
DONE = FinishPiece("stop", Usage(prompt_tokens=10, completion_tokens=2))


def all_pieces(model: Model, prompt: Prompt) -> list[Piece]:
    """All pieces of one answer of a model."""

    async def collect() -> list[Piece]:
        try:
            return [piece async for piece in PieceReader(model).read(prompt)]
        finally:
            if isinstance(model, ChatCompletions | Responses):
                await model.aclose()

    return asyncio.run(collect())


class WindowedModel:
    """A model that takes so many characters and refuses more, as endpoints do; it keeps its prompts."""

    identity = "windowed"

    def __init__(self, window: int) -> None:
        self.window = window
        self.prompts: list[Prompt] = []

    async def answer(self, prompt: Prompt) -> AsyncGenerator[Piece]:
        """Answer, or refuse."""
        self.prompts.append(prompt)
        if measure_prompt(prompt) > self.window:
            raise ModelError("invalid_prompt", "too long", is_too_long=True)
        yield TextPiece("a")
        yield DONE

    def close(self) -> None:
        """Nothing is open."""


def says(text: str) -> Turn:
    """A turn that says something and is done."""
    return (TextPiece(text), DONE)


def calls(*names: str, arguments: str = "{}") -> Turn:
    """A turn that calls functions."""
    pieces = [ToolCallPiece(index, name, arguments) for index, name in enumerate(names)]
    return (*pieces, FinishPiece("tool_calls", Usage(prompt_tokens=7, completion_tokens=3)))


class ScriptedModel:
    """Plays the turns it was given, and keeps the prompts it was asked with."""

    identity = "scripted"

    def __init__(self, *turns: Turn) -> None:
        self.turns = list(turns)
        self.prompts: list[Prompt] = []
        self.closed = 0

    def answer(self, prompt: Prompt) -> Iterator[Piece]:
        """Play the next turn."""
        yield from self.play(self.take_turn(prompt))

    def take_turn(self, prompt: Prompt) -> Turn:
        """Note a prompt, and return the turn that is played for it."""
        self.prompts.append(prompt)
        return self.turns.pop(0)

    def play(self, turn: Turn) -> Iterator[Piece]:
        """Play a turn."""
        if isinstance(turn, Exception):
            raise turn
        yield from turn

    def close(self) -> None:
        """Count how often."""
        self.closed += 1


class GatedModel(ScriptedModel):
    """Plays its turns only when the gate is opened; `asked` is set once it waits there.

    Which turn answers which prompt is clear before: whoever is held up at the gate may go through it last.
    """

    def __init__(self, *turns: Turn) -> None:
        super().__init__(*turns)
        self.asked = threading.Event()
        self.gate = threading.Event()

    def answer(self, prompt: Prompt) -> Iterator[Piece]:
        """Take the next turn, wait at the gate, then play it."""
        turn = self.take_turn(prompt)
        self.asked.set()
        assert self.gate.wait(30)
        yield from self.play(turn)


@attrs.frozen
class CheckedTransport(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """A transport that checks every answer of the one behind it against the contract."""

    inner: LocalTransport

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Pass on and check."""
        response = self.inner.handle_request(request)
        check_answer(request, response)
        return response

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Pass on and check."""
        response = await self.inner.handle_async_request(request)
        check_answer(request, response)
        return response

    def close(self) -> None:
        """Close the transport behind."""
        self.inner.close()

    async def aclose(self) -> None:
        """Close the transport behind."""
        await self.inner.aclose()


def check_answer(request: httpx.Request, response: httpx.Response) -> None:
    """Fail unless an answer is what the contract promises for its request; events are checked when read."""
    if response.headers["content-type"].startswith("text/event-stream"):
        return
    if response.headers["content-type"] == "application/octet-stream":
        return
    body = json.loads(response.content)
    schemas = load_contract().schemas
    schema: Any = {"$ref": "#/components/schemas/ErrorResponse"}
    if response.status_code == 200:
        path = request.url.raw_path.decode().partition("?")[0]
        operation, _ = load_contract().match(request.method, path)
        assert operation.answer_schema is not None
        schema, schemas = operation.answer_schema, operation.document.schemas
    jsonschema.Draft202012Validator(rooted(schema, schemas)).validate(body)


@cache
def find_event_validator(name: str) -> Any:
    """What holds an event of a name against the contract."""
    schemas = load_contract().schemas
    (schema,) = [
        schema
        for schema in schemas.values()
        if schema.get("properties", {}).get("event", {}).get("const") == name
    ]
    return jsonschema.Draft202012Validator(rooted(schema))


def read_events(text: str, operation: str) -> list[Event]:
    """The events of a whole stream, held against the grammar and the contract."""
    events = split_events(text.replace(": keep-alive\n", ""))
    check_stream(operation, events)
    for name, data in events:
        find_event_validator(name).validate({"event": name, "data": data})
    return events


def rooted(schema: Any, schemas: Any = None) -> Json:
    """A schema of a contract together with all named schemas that it may refer to."""
    return {**schema, "components": {"schemas": schemas or load_contract().schemas}}


@attrs.frozen
class Api:
    """A client of one server that speaks plain HTTP requests."""

    client: httpx.Client
    server: Server

    def post(self, path: str, body: Any = None, status: int = 200) -> Json:
        """POST a JSON body, or none, and return the answer's."""
        response = self.client.post(path, json=body) if body is not None else self.client.post(path)
        assert status == response.status_code, response.text
        return dict(response.json())

    def get(self, path: str, status: int = 200, **query: Any) -> Json:
        """GET and return the answer's body."""
        response = self.client.get(path, params=query)
        assert status == response.status_code, response.text
        return dict(response.json())

    def delete(self, path: str, status: int = 200) -> Json:
        """DELETE and return the answer's body."""
        response = self.client.delete(path)
        assert status == response.status_code, response.text
        return dict(response.json())

    def assistant(self, **fields: Any) -> str:
        """Make an assistant; returns its id."""
        return str(self.post("/assistants", {"model": "test-model", **fields})["id"])

    def thread(self, *texts: str) -> str:
        """Make a thread with user messages; returns its id."""
        messages = [{"role": "user", "content": text} for text in texts]
        return str(self.post("/threads", {"messages": messages})["id"])

    def put_file(self, identifier: str) -> str:
        """Have a file with an id of the test's own, without bytes; returns the id."""
        row = FileRow(id=identifier, created_at=0, filename="a.txt", purpose="assistants", bytes=0, digest="")
        with self.server.database.write() as connection:
            FILES.insert(connection, row)
        return identifier

    def put_store(self, identifier: str) -> str:
        """Have a vector store with an id of the test's own; returns the id."""
        row = VectorStoreRow(
            id=identifier, created_at=0, name=None, description=None, metadata={}, last_active_at=0
        )
        with self.server.database.write() as connection:
            VECTOR_STORES.insert(connection, row)
        return identifier

    def run(self, thread: str, assistant: str, status: int = 200, **fields: Any) -> Json:
        """Make a run."""
        return self.post(f"/threads/{thread}/runs", {"assistant_id": assistant, **fields}, status)

    def stream(self, operation: str, path: str, **fields: Any) -> list[Event]:
        """POST a body that asks for events, and return them."""
        response = self.client.post(path, json={**fields, "stream": True})
        assert 200 == response.status_code, response.text
        assert "text/event-stream; charset=utf-8" == response.headers["content-type"]
        return read_events(response.text, operation)

    def stream_run(self, thread: str, assistant: str, **fields: Any) -> list[Event]:
        """Make a run, and return its events."""
        return self.stream("createRun", f"/threads/{thread}/runs", assistant_id=assistant, **fields)

    def stream_outputs(self, run: Json, *outputs: str) -> list[Event]:
        """Submit one output for each call a run waits for, and return the events that follow."""
        asked = run["required_action"]["submit_tool_outputs"]["tool_calls"]
        given = [
            {"tool_call_id": call["id"], "output": output}
            for call, output in zip(asked, outputs, strict=True)
        ]
        path = f"/threads/{run['thread_id']}/runs/{run['id']}/submit_tool_outputs"
        return self.stream("submitToolOutputsToRun", path, tool_outputs=given)

    def settled(self, run: Json) -> Json:
        """Look at a run until it has ended or waits for its caller."""
        path = f"/threads/{run['thread_id']}/runs/{run['id']}"
        for _ in range(3000):
            run = self.get(path)
            if run["status"] not in {"queued", "in_progress", "cancelling"}:
                return run
            threading.Event().wait(0.01)
        raise AssertionError(f"the run is still {run['status']}")

    def outputs(self, run: Json, *outputs: str, status: int = 200) -> Json:
        """Submit one output for each call a run waits for."""
        asked = run["required_action"]["submit_tool_outputs"]["tool_calls"]
        given = [
            {"tool_call_id": call["id"], "output": output}
            for call, output in zip(asked, outputs, strict=True)
        ]
        path = f"/threads/{run['thread_id']}/runs/{run['id']}/submit_tool_outputs"
        return self.post(path, {"tool_outputs": given}, status)

    def steps(self, run: Json) -> list[Json]:
        """All steps of a run, oldest first."""
        path = f"/threads/{run['thread_id']}/runs/{run['id']}/steps"
        return list(self.get(path, order="asc", limit=100)["data"])

    def texts(self, thread: str) -> list[str]:
        """The texts of a thread's messages, oldest first."""
        data = self.get(f"/threads/{thread}/messages", order="asc", limit=100)["data"]
        return ["".join(part["text"]["value"] for part in message["content"]) for message in data]


def outputs_in(prompt: Prompt) -> list[str]:
    """The tool outputs that a prompt holds, in order."""
    return [message.output for message in prompt.messages if isinstance(message, ToolMessage)]


def function(name: str, **properties: Any) -> Json:
    """A function tool whose parameters are all required."""
    parameters = {"type": "object", "properties": properties, "required": list(properties)}
    return {"type": "function", "function": {"name": name, "parameters": parameters}}


def error_of(answer: Json) -> tuple[str, str | None, str | None]:
    """Message, param and code of an error answer."""
    error = answer["error"]
    return error["message"], error["param"], error["code"]


_STUCK = """
import sys, threading
import httpx
from assistants_v2_server import local_transport

asked = threading.Event()

class Stuck:
    identity = "scripted"

    def answer(self, prompt):
        asked.set()
        threading.Event().wait()
        yield

    def close(self):
        pass

client = httpx.Client(base_url="http://local", transport=local_transport(sys.argv[1], Stuck()))
assistant = client.post("/assistants", json={"model": "m"}).json()["id"]
thread = client.post("/threads", json={"messages": [{"role": "user", "content": "q"}]}).json()["id"]
run = client.post(f"/threads/{thread}/runs", json={"assistant_id": assistant}).json()
asked.wait()
print(thread, run["id"], flush=True)
threading.Event().wait()
"""


@contextmanager
def stuck_process(place: Path | str) -> Iterator[tuple[Json, subprocess.Popen[str]]]:
    """A process whose server waits for its model for ever, and the run it works on; killed at the end."""
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-c", _STUCK, str(place)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        thread, run_id = process.stdout.readline().split()
        try:
            yield {"thread_id": thread, "id": run_id, "status": "in_progress"}, process
        finally:
            process.kill()
