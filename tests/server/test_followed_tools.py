"""Our own client on runs with built-in tools: it follows their streams, and ends with them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from assistants_v2 import Assistants
from assistants_v2_server import FinishPiece, LocalTransport, Piece, Server, TextPiece, ToolCallPiece, Usage

from ..databases.places import Databases
from .driving import ScriptedModel, function
from .scripted_tools import FOODS, Drawer, Ran, ScriptedSearcher, ScriptedSessions, add_store, tools_with

CALLED = FinishPiece("tool_calls", Usage(7, 3))
CODE = "print('é')\n" * 3


def executing(code: str, index: int = 0) -> Iterator[ToolCallPiece]:
    """The pieces of a call that runs code."""
    arguments = json.dumps({"code": code})
    yield ToolCallPiece(index, "python")
    for begin in range(0, len(arguments), 4):
        yield ToolCallPiece(index, "", arguments[begin : begin + 4])


@pytest.fixture
def server(databases: Databases) -> Server:
    """A server whose model runs code and calls a function in one turn, searches, and answers."""
    both: list[Piece] = [*executing(CODE), ToolCallPiece(1, "f", "{}"), CALLED]
    search = (ToolCallPiece(0, "file_search", '{"queries": ["food"]}'), CALLED)
    answer = [TextPiece(part) for part in ("It is ", "cake【0", ":0†source】", ".")]
    said: list[Piece] = [*answer, FinishPiece("stop", Usage(7, 3))]
    tools = tools_with(
        searcher=ScriptedSearcher([FOODS]),
        sessions=ScriptedSessions(Ran(logs="a\nb\n", images=[b"png"])),
        files=Drawer(),
    )
    return Server(databases.new(), model=ScriptedModel(both, search, said), tools=tools)


@pytest.fixture
def client(server: Server) -> Iterator[Assistants]:
    """Our client on that server."""
    transport = LocalTransport(server)
    with Assistants(base_url="http://local/v1", api_key="", transport=transport) as client:
        yield client


def begin(client: Assistants, server: Server) -> dict[str, Any]:
    """The thread and the assistant of a run."""
    wanted: list[Any] = [{"type": "code_interpreter"}, {"type": "file_search"}, function("f")]
    thread = client.threads.create(messages=[{"role": "user", "content": "q"}])
    add_store(server, thread.id)
    return {"thread_id": thread.id, "assistant_id": client.assistants.create(model="m", tools=wanted).id}


def f() -> str:
    """Answer the model's call."""
    return "out"


def check(steps: list[Any], text: str) -> None:
    """Hold what was followed against what the run did."""
    assert "It is cake【0:0†source】." == text
    kinds = [
        [call.type for call in step.step_details.tool_calls] for step in steps if step.type == "tool_calls"
    ]
    assert [["code_interpreter", "function"], ["file_search"]] == kinds
    code, called = steps[0].step_details.tool_calls
    assert (CODE, "out") == (code.code_interpreter.input, called.function.output)
    assert ["logs", "image"] == [output.type for output in code.code_interpreter.outputs]
    [found] = steps[1].step_details.tool_calls[0].file_search.results
    assert ("file-foods", "foods.txt") == (found.file_id, found.file_name)


def test_execute_ends_with_tools_beside_functions(client: Assistants, server: Server) -> None:
    """The caller's function is called, the server's tools are the server's, the result has all steps."""
    begun = begin(client, server)
    result: Any = client.threads.runs.execute(
        begun["thread_id"], assistant_id=begun["assistant_id"], functions=[f]
    )
    check(list(result.steps), result.text)
    [part, *_] = [part for part in result.messages[-1].content if part.type == "text"]
    [cited] = part.text.annotations
    assert ("file_citation", "【0:0†source】") == (cited.type, cited.text)


def test_a_stream_shows_code_logs_and_citations_as_they_come(client: Assistants, server: Server) -> None:
    """Snapshots grow with the code and its logs; the text's pieces are the whole text."""
    begun = begin(client, server)
    codes: list[str] = []
    logs: list[str] = []
    with client.threads.runs.stream(
        begun["thread_id"], assistant_id=begun["assistant_id"], functions=[f]
    ) as stream:
        event: Any
        for event in stream:
            if event.event == "thread.run.step.delta":
                for call in event.data.delta.step_details.tool_calls:
                    if call.type == "code_interpreter" and call.code_interpreter:
                        codes.append(call.code_interpreter.input or "")
                        outputs = call.code_interpreter.outputs or []
                        logs += [output.logs or "" for output in outputs if output.type == "logs"]
        result = stream.result()
    assert (CODE, "a\nb\n") == ("".join(codes), "".join(logs))
    check(list(result.steps), result.text)
