"""The documented ways to search files and to run code, as programs went them, with another address alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from typing import Any, TypeAlias

import openai
import pytest
from assistants_v2 import Assistants
from assistants_v2_server import Server, create_app
from assistants_v2_server.builtin_tools.interpreters.choosing import (
    InterpreterName,
    InterpreterUnavailable,
    choose_interpreter,
)

from ..databases.places import Databases
from .loopback import served
from .walking_through import CHART, CODE, Reader, read_citations, run_code, search_files

Make: TypeAlias = Callable[..., Iterator[Any]]

pytestmark = pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")


def serve_official(
    databases: Databases, code: str = CODE, interpreter: InterpreterName = "auto"
) -> Iterator[Any]:
    """The official SDK, over HTTP."""
    server = Server(databases.new(), model=Reader(code), interpreter=interpreter)
    with (
        served(create_app(server, {"key"})) as address,
        openai.OpenAI(base_url=f"{address}/v1", api_key="key", max_retries=0) as client,
    ):
        yield client


def embed_ours(
    databases: Databases, code: str = CODE, interpreter: InterpreterName = "auto"
) -> Iterator[Any]:
    """Our client, with the server in this process."""
    with Assistants.local(databases.new(), model=Reader(code), interpreter=interpreter) as client:
        yield client


CLIENTS = pytest.mark.parametrize("make", [serve_official, embed_ours], ids=["official", "ours"])


@pytest.fixture(params=["monty", "bubblewrap"])
def interpreter(request: pytest.FixtureRequest) -> InterpreterName:
    """The name of each interpreter that can run here."""
    name: InterpreterName = request.param
    try:
        asyncio.run(choose_interpreter(name))
    except InterpreterUnavailable as unavailable:
        pytest.skip(str(unavailable))
    return name


@CLIENTS
def test_files_are_searched_and_cited(make: Make, databases: Databases) -> None:
    """A vector store of the assistant and a file of the message are searched together."""
    for client in make(databases):
        text, names = search_files(client)
        cited = dict(zip(names, text.split(". "), strict=False))
        assert {"leave.md", "travel.txt"} == set(cited)
        assert cited["leave.md"].startswith("Unused leave lapses at the end of March[")
        assert cited["travel.txt"].startswith("Flights need the consent of a manager[")


@CLIENTS
def test_code_is_run_and_makes_a_file(make: Make, interpreter: InterpreterName, databases: Databases) -> None:
    """Code reads the assistant's table, draws it where it can, and what it writes can be downloaded."""
    draws = interpreter == "bubblewrap" and find_spec("matplotlib") is not None
    for client in make(databases, CODE + CHART if draws else CODE, interpreter):
        text, made, charts = run_code(client)
        assert "total 7" in text
        assert "7" == made
        assert [b"\x89PNG"] * draws == [chart[:4] for chart in charts]


class Told(openai.AssistantEventHandler):
    """Notes what its hooks are told, as the documented handlers print it."""

    def __init__(self) -> None:
        super().__init__()
        self.tools: list[str] = []
        self.code = self.logs = ""
        self.cited: list[tuple[str, list[str]]] = []
        self.client: Any = None

    def on_tool_call_created(self, tool_call: Any) -> None:
        """Note the kind of a call."""
        self.tools.append(tool_call.type)

    def on_tool_call_delta(self, delta: Any, snapshot: Any) -> None:
        """Note code, and what it prints."""
        if delta.type == "code_interpreter" and delta.code_interpreter:
            self.code += delta.code_interpreter.input or ""
            for output in delta.code_interpreter.outputs or ():
                self.logs += output.logs if output.type == "logs" else ""

    def on_message_done(self, message: Any) -> None:
        """Read the citations of a message."""
        self.cited.append(read_citations(self.client, message))


@pytest.mark.parametrize(("kind", "question"), [("file_search", "leave?"), ("code_interpreter", "Sum up.")])
def test_handlers_are_told_of_tools(
    kind: str, question: str, interpreter: InterpreterName, databases: Databases
) -> None:
    """The documented event handlers see calls, code, logs and citations."""
    for client in serve_official(databases, CODE, interpreter):
        search_files(client)
        made = client.beta.assistants.list().data[0]
        client.beta.assistants.update(made.id, tools=[{"type": kind}])
        thread = client.beta.threads.create(messages=[{"role": "user", "content": question}])
        told = Told()
        told.client = client
        with client.beta.threads.runs.stream(
            thread_id=thread.id, assistant_id=made.id, event_handler=told
        ) as stream:
            stream.until_done()
        assert [kind] == told.tools
        assert ("import csv" in told.code) == (kind == "code_interpreter")
        assert 1 == len(told.cited)
