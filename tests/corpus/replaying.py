"""Puts recorded answers where a server would give them, and calls both layers for them."""

from __future__ import annotations

import json
from operator import attrgetter
from typing import TYPE_CHECKING, Any

import httpx
from assistants_v2 import Assistants, AsyncAssistants
from assistants_v2_raw.client import Client
from assistants_v2_raw.errors import WrongKind

from .operations import OPERATIONS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .recorded import Exchange

HOST = "https://recorded.test"
API_KEY = "sk-of-nobody"

FACES = {
    "createAssistant": "assistants.create",
    "listAssistants": "assistants.list",
    "getAssistant": "assistants.retrieve",
    "modifyAssistant": "assistants.update",
    "deleteAssistant": "assistants.delete",
    "createThread": "threads.create",
    "getThread": "threads.retrieve",
    "modifyThread": "threads.update",
    "deleteThread": "threads.delete",
    "createMessage": "threads.messages.create",
    "listMessages": "threads.messages.list",
    "getMessage": "threads.messages.retrieve",
    "modifyMessage": "threads.messages.update",
    "deleteMessage": "threads.messages.delete",
    "createRun": "threads.runs.create",
    "listRuns": "threads.runs.list",
    "createThreadAndRun": "threads.create_and_run",
    "getRun": "threads.runs.retrieve",
    "modifyRun": "threads.runs.update",
    "submitToolOutputsToRun": "threads.runs.submit_tool_outputs",
    "cancelRun": "threads.runs.cancel",
    "listRunSteps": "threads.runs.steps.list",
    "getRunStep": "threads.runs.steps.retrieve",
}
"""The method of the ergonomic client for each operation."""

REQUIRED: dict[str, dict[str, Any]] = {
    "createAssistant": {"model": "gpt-4o"},
    "createMessage": {"role": "user", "content": "Good morning!"},
    "createRun": {"assistant_id": "asst_1"},
    "createThreadAndRun": {"assistant_id": "asst_1"},
    "submitToolOutputsToRun": {"tool_outputs": []},
}
"""The keyword arguments, beside ids, without which a method cannot be called."""


class Replay:
    """A server that gives one answer, whatever it is asked, and keeps the request.

    Attributes:
        request: What it was asked last.
    """

    def __init__(self, status: int, content: bytes, headers: Mapping[str, str]) -> None:
        self.status = status
        self.content = content
        self.headers = headers
        self.request = httpx.Request("GET", HOST)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.request = request
        return httpx.Response(self.status, content=self.content, headers=self.headers)

    @property
    def transport(self) -> httpx.MockTransport:
        """The way to it, for clients of both colours."""
        return httpx.MockTransport(self)


def json_answer(body: Any, status: int = 200, headers: Mapping[str, str] | None = None) -> Replay:
    """Return a server that answers with a JSON value."""
    return Replay(status, json.dumps(body).encode(), {"content-type": "application/json", **(headers or {})})


def recorded_answer(exchange: Exchange) -> Replay:
    """Return a server that answers as it was recorded; an object with an id only stands for a stream."""
    kept = {name: value for name, value in exchange.headers.items() if name == "x-request-id"}
    return json_answer({"id": "run_1"} if exchange.body is None else exchange.body, exchange.status, kept)


def what_is_wrong(exchange: Exchange) -> str | None:
    """Return what keeps a recorded answer from being read as its operation's model; None if nothing does."""
    if not exchange.succeeded or exchange.body is None or exchange.operation not in OPERATIONS:
        return None
    try:
        OPERATIONS[exchange.operation].answer.from_dict(exchange.body)
    except WrongKind as error:
        return f"{exchange.provenance} {exchange.operation} {error}"
    return None


def as_body(model: Any, sent: Mapping[str, Any]) -> Any:
    """Return a recorded body as the request model; one with values of other kinds, as the server got it."""
    try:
        return model.from_dict(sent)
    except WrongKind:
        body = model.from_dict({})
        body.additional_properties.update(sent)
        return body


def raw_arguments(exchange: Exchange) -> dict[str, Any]:
    """Return the arguments of the endpoint's function that make the recorded request."""
    operation = OPERATIONS[exchange.operation]
    _, arguments = operation.split(exchange.path)
    if operation.request is not None:
        arguments["body"] = as_body(operation.request, exchange.sent or {})
    return arguments


def any_arguments(operation: str) -> dict[str, Any]:
    """Return arguments of an endpoint's function that it takes: some ids and an empty body."""
    _, arguments = OPERATIONS[operation].split(OPERATIONS[operation].path)
    request = OPERATIONS[operation].request
    return arguments if request is None else {**arguments, "body": request.from_dict({})}


def ask_raw(server: Replay, operation: str, arguments: Mapping[str, Any]) -> Any:
    """Call an endpoint's blocking function; return its Response."""
    with Client(HOST, httpx_args={"transport": server.transport}) as client:
        return OPERATIONS[operation].endpoint.sync_detailed(client=client, **arguments)


async def ask_raw_async(server: Replay, operation: str, arguments: Mapping[str, Any]) -> Any:
    """Call an endpoint's async function; return its Response."""
    async with Client(HOST, httpx_args={"transport": server.transport}) as client:
        return await OPERATIONS[operation].endpoint.asyncio_detailed(client=client, **arguments)


def keywords(exchange: Exchange) -> dict[str, Any]:
    """Return the recorded request as the keyword arguments of the ergonomic client.

    `stream: true` is left out, since a stream is asked for with another method; so is `api-version`,
    which belongs to the address.
    """
    _, given = OPERATIONS[exchange.operation].split(exchange.path)
    sent = {**(exchange.sent or {})}
    if sent.get("stream"):
        del sent["stream"]
    query: dict[str, Any] = {name: value for name, value in exchange.query.items() if name != "api-version"}
    if "limit" in query:
        query["limit"] = int(query["limit"])
    if "include[]" in query:
        query["include"] = [query.pop("include[]")]
    return {**given, **sent, **query}


def client_arguments(server: Replay, prefix: str) -> dict[str, Any]:
    """Return the arguments of a client of *server*, which asks once and takes what comes."""
    return {
        "base_url": HOST + prefix,
        "api_key": API_KEY,
        "max_retries": 0,
        "transport": server.transport,
    }


def ask(server: Replay, operation: str, given: Mapping[str, Any], prefix: str = "/v1") -> Any:
    """Call a method of the blocking client."""
    with Assistants(**client_arguments(server, prefix)) as client:
        return attrgetter(FACES[operation])(client)(**given)


async def ask_async(server: Replay, operation: str, given: Mapping[str, Any], prefix: str = "/v1") -> Any:
    """Call a method of the async client."""
    async with AsyncAssistants(**client_arguments(server, prefix)) as client:
        return await attrgetter(FACES[operation])(client)(**given)
