"""Fixtures for the official SDK's tests: clients whose server has an object behind each placeholder.

Those tests are written for a server that makes up any answer, and call objects `assistant_id`, `run_id` and
so on. Here each request gets objects of its own, as it needs them. Used by `running`.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import nullcontext
from typing import Any

import httpx
import pytest
from assistants_v2.openai import AsyncOpenAI, OpenAI
from assistants_v2_server import local_transport

FUNCTION: Any = {"name": "get_leave_balance", "parameters": {"type": "object", "properties": {}}}
_AT: Any = {"base_url": "http://local/v1", "api_key": "My API Key"}


def make_objects(client: OpenAI, operation: str) -> dict[str, Any]:
    """Return an object for each placeholder of a request, by the placeholder."""
    waits = operation.endswith(("/cancel", "/submit_tool_outputs"))
    begins = operation in ("POST /threads/thread_id/runs", "POST /threads/thread_id/messages")
    tools: Any = [{"type": "function", "function": FUNCTION}]
    assistant = client.beta.assistants.create(model="m", instructions="Help.", tools=tools)
    thread = client.beta.threads.create()
    text = "What is the leave balance?" if waits else "Hello"
    message = client.beta.threads.messages.create(thread.id, role="user", content=text)
    made = {"assistant_id": assistant.id, "thread_id": thread.id, "message_id": message.id}
    if begins:
        return made
    run = client.beta.threads.runs.create_and_poll(thread.id, assistant_id=assistant.id)
    for step in client.beta.threads.runs.steps.list(run.id, thread_id=thread.id):
        made["step_id"] = step.id
    if run.required_action and run.required_action.submit_tool_outputs:
        made["tool_call_id"] = run.required_action.submit_tool_outputs.tool_calls[0].id
    return {**made, "run_id": run.id}


def fill_in(value: Any, objects: dict[str, Any]) -> Any:
    """Return a JSON value with objects in place of placeholders; an empty output is one for the call."""
    if isinstance(value, dict):
        return {name: fill_in(part, objects) for name, part in value.items()}
    if value == [{}]:
        return [{"tool_call_id": objects["tool_call_id"], "output": "output"}]
    if isinstance(value, list):
        return [fill_in(part, objects) for part in value]
    return objects.get(value, value) if isinstance(value, str) else value


class Served(httpx.BaseTransport, httpx.AsyncBaseTransport):
    """The embedded server, with objects behind the placeholders."""

    def __init__(self) -> None:
        self._served = local_transport()
        self._client = OpenAI(http_client=httpx.Client(transport=self._served))

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request of a blocking client."""
        return self._served.handle_request(self._fill(request))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answer a request of an async client."""
        return await self._served.handle_async_request(self._fill(request))

    def close(self) -> None:
        """End the server."""
        self._client.close()

    async def aclose(self) -> None:
        """End the server."""
        self._client.close()

    def _fill(self, request: httpx.Request) -> httpx.Request:
        path = request.url.path.removeprefix("/v1")
        objects = make_objects(self._client, f"{request.method} {path}")
        listed = path.rpartition("/")[2]
        kind = {"assistants": "assistant_id", "messages": "message_id", "runs": "run_id", "steps": "step_id"}
        objects |= dict.fromkeys(("after", "before"), objects.get(kind.get(listed, "")))
        filled = "/".join(objects.get(part, part) for part in request.url.path.split("/"))
        url = request.url.copy_with(path=filled)
        for name in {"after", "before"} & {*url.params}:
            url = url.copy_set_param(name, objects[name])
        content = request.content and json.dumps(fill_in(json.loads(request.content), objects)).encode()
        headers = {name: text for name, text in request.headers.items() if name != "content-length"}
        return httpx.Request(
            request.method, url, headers=headers, content=content, extensions=request.extensions
        )


@pytest.fixture(scope="session")
def client() -> Iterator[OpenAI]:
    """A blocking client."""
    with OpenAI(http_client=httpx.Client(transport=Served()), **_AT) as client:
        yield client


@pytest.fixture
async def async_client(anyio_backend: str) -> AsyncIterator[AsyncOpenAI]:
    """An async client."""
    async with AsyncOpenAI(http_client=httpx.AsyncClient(transport=Served()), **_AT) as client:
        yield client


@pytest.fixture
def anyio_backend() -> str:
    """The event loop that the tests were written for."""
    return "asyncio"


@pytest.fixture(autouse=True)
def no_deprecation(monkeypatch: pytest.MonkeyPatch) -> None:
    """The official SDK warns at each call that its makers end this API; there is nothing here to warn of."""
    monkeypatch.setattr(pytest, "warns", lambda kind: nullcontext())


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Have async tests awaited."""
    for item in items:
        if inspect.iscoroutinefunction(item.function):
            item.add_marker(pytest.mark.anyio)
