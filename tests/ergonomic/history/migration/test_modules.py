"""Assistants as Python modules: they are run with the official SDK against a server of Responses."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from assistants_v2.history.migration.literals import (
    make_name,
    write_block,
    write_note,
    write_text,
    write_value,
)
from assistants_v2.history.migration.modules import write_modules
from assistants_v2_server.history.models import read_model_map
from hypothesis import given
from hypothesis import strategies as st
from openai import OpenAI

from ....faults.fault_server import fault_server
from .conversation_server import ConversationServer

TODAY = date(2026, 11, 27)


def make(**fields: Any) -> dict[str, Any]:
    """Return an assistant."""
    return {
        "id": "asst_1",
        "name": "Tutor",
        "model": "gpt-5",
        "instructions": "Be kind.",
        "tools": [],
    } | fields


def function(name: str, **fields: Any) -> dict[str, Any]:
    """Return a function tool."""
    return {"type": "function", "function": {"name": name, **fields}}


FULL = make(
    instructions='Be kind.\nSay "hello" and \\n.\n"""',
    tools=[
        function("get-weather", description='Get the "weather"', parameters={"type": "object"}, strict=True),
        function("answer"),
        {"type": "file_search", "file_search": {"max_num_results": 5}},
        {"type": "code_interpreter"},
    ],
    tool_resources={
        "file_search": {"vector_store_ids": ["vs_1"]},
        "code_interpreter": {"file_ids": ["file-1"]},
    },
    temperature=0.2,
    top_p=1.0,
    reasoning_effort="low",
    response_format={"type": "json_schema", "json_schema": {"name": "n", "schema": {"type": "object"}}},
)


def write(*assistants: Mapping[str, Any], models: Sequence[str] = ()) -> Mapping[str, str]:
    """Return the modules of assistants."""
    return write_modules(assistants, read_model_map(models), TODAY)


def load(text: str) -> Any:
    """Return a module, imported."""
    module = ModuleType("written")
    exec(compile(text, "written.py", "exec"), module.__dict__)
    return module


def load_one(assistant: Mapping[str, Any], **options: Any) -> Any:
    """Return the module of an assistant, imported."""
    [text] = write(assistant, **options).values()
    return load(text)


@pytest.fixture
def backend() -> ConversationServer:
    """A server without turns as yet."""
    return ConversationServer()


@pytest.fixture
def client(backend: ConversationServer) -> Iterator[OpenAI]:
    """The official SDK's client of it."""
    with fault_server(backend) as faulty, OpenAI(base_url=faulty.base_url, api_key="sk-test") as client:
        yield client


def saying(text: str) -> list[dict[str, Any]]:
    """Return the output of a response that says something."""
    content = [{"type": "output_text", "text": text, "annotations": []}]
    message = {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed"}
    return [message | {"content": content}]


def calling(name: str, call_id: str = "call_1", arguments: str = '{"city": "Bonn"}') -> dict[str, Any]:
    """Return a function call of a response."""
    return {
        "type": "function_call",
        "id": "fc_1",
        "call_id": call_id,
        "name": name,
        "arguments": arguments,
        "status": "completed",
    }


def test_a_turn_is_made_with_all_of_the_assistant(backend: ConversationServer, client: OpenAI) -> None:
    """Tools are flat, stores are in the tool, the format is in text, and truncation is asked for."""
    backend.turns = lambda _: saying("Good day")
    tutor = load_one(FULL)
    said = tutor.answer(client, "Hello", additional_instructions="In German.", max_output_tokens=99)
    assert "Good day" == said
    [(_, body)] = backend.asked
    assert {
        "model": "gpt-5",
        "instructions": 'Be kind.\nSay "hello" and \\n.\n"""\nIn German.',
        "input": [{"role": "user", "content": "Hello"}],
        "tools": [
            {
                "type": "function",
                "name": "get-weather",
                "description": 'Get the "weather"',
                "parameters": {"type": "object"},
                "strict": True,
            },
            {
                "type": "function",
                "name": "answer",
                "parameters": {"type": "object", "properties": {}},
                "strict": False,
            },
            {"type": "code_interpreter", "container": {"type": "auto", "file_ids": ["file-1"]}},
            {"type": "file_search", "max_num_results": 5, "vector_store_ids": ["vs_1"]},
        ],
        "truncation": "auto",
        "max_output_tokens": 99,
        "include": ["file_search_call.results"],
        "temperature": 0.2,
        "reasoning": {"effort": "low"},
        "text": {"format": {"type": "json_schema", "name": "n", "schema": {"type": "object"}}},
    } == body


def test_functions_are_called_until_there_is_an_answer(backend: ConversationServer, client: OpenAI) -> None:
    """Their outputs follow the response that asked for them."""
    backend.turns = lambda body: (
        saying("Sunny.") if body.get("previous_response_id") else [calling("get-weather")]
    )
    tutor = load_one(FULL)
    tutor.FUNCTIONS["get-weather"] = lambda arguments: f"sun over {arguments['city']}"
    assert "Sunny." == tutor.answer(client, "Weather?")
    _, second = backend.asked[1]
    assert [{"type": "function_call_output", "call_id": "call_1", "output": "sun over Bonn"}] == second[
        "input"
    ]


def test_a_conversation_goes_on(backend: ConversationServer, client: OpenAI) -> None:
    """Every request of the turn names it, and none names a response."""
    rounds = iter([[calling("no_such", arguments="")], saying("Done.")])
    backend.turns = lambda _: next(rounds)
    assert "Done." == load_one(make()).answer(client, "Go on", conversation="conv_1")
    bodies = [body for _, body in backend.asked]
    assert ["conv_1", "conv_1"] == [body["conversation"] for body in bodies]
    assert "There is no function no_such." == bodies[1]["input"][0]["output"]


def test_a_turn_that_calls_for_ever_ends(backend: ConversationServer, client: OpenAI) -> None:
    """Each round costs money."""
    backend.turns = lambda _: [calling("f", arguments="not json")]
    tutor = load_one(make(tools=[function("f")]))
    with pytest.raises(RuntimeError, match="10 rounds"):
        tutor.answer(client, "Go on")
    assert backend.asked[-1][1]["input"][0]["output"].startswith("The arguments cannot be used")


def test_functions_wait_to_be_written() -> None:
    """A stub that returned something would be taken for an answer."""
    tutor = load_one(FULL)
    with pytest.raises(NotImplementedError):
        tutor.get_weather({})
    assert {"get-weather", "answer"} == tutor.FUNCTIONS.keys()
    assert tutor.FUNCTIONS["answer"] is not tutor.answer


def test_stores_of_a_thread_can_be_passed(backend: ConversationServer, client: OpenAI) -> None:
    """An assistant that had none searches those; without any it does not pretend to search."""
    backend.turns = lambda _: saying("x")
    tutor = load_one(make(tools=[{"type": "file_search"}]))
    tutor.answer(client, "Hello")
    tutor.answer(client, "Hello", vector_store_ids=("vs_9",))
    bodies = [body for _, body in backend.asked]
    assert [[], [{"type": "file_search", "vector_store_ids": ["vs_9"]}]] == [body["tools"] for body in bodies]


def test_a_search_that_found_nothing_warns(backend: ConversationServer, client: OpenAI) -> None:
    """The model answers from memory then, and nothing else says so."""
    search: dict[str, Any] = {"type": "file_search_call", "id": "fs_1", "queries": [], "status": "completed"}
    backend.turns = lambda _: [search, *saying("I know!")]
    tutor = load_one(FULL)
    with pytest.warns(UserWarning, match="found nothing"):
        tutor.answer(client, "Hello")
    search["results"] = [{"file_id": "file-1", "text": "x"}]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert "I know!" == tutor.answer(client, "Hello")


@pytest.mark.parametrize(
    ("assistant", "models", "line"),
    [
        (
            make(model="gpt-4-turbo"),
            [],
            '# gpt-4-turbo ended on 2026-10-23: choose another one\nMODEL = "gpt-4-turbo"',
        ),
        (make(model="gpt-4o"), [], '# gpt-4o ends on 2027-01-14: choose another one\nMODEL = "gpt-4o"'),
        (make(model="gpt-4o"), ["*=gpt-5.5"], '# it was gpt-4o\nMODEL = "gpt-5.5"'),
        (make(model="gpt-5"), [], '\nMODEL = "gpt-5"'),
        (make(model=None), [], '# the assistant named none: choose one\nMODEL = ""'),
        (make(model=None), ["*=m"], '# the assistant named none\nMODEL = "m"'),
    ],
)
def test_a_model_that_has_ended_is_named(assistant: Any, models: list[str], line: str) -> None:
    """In a comment beside it, with the day; the model map takes its place."""
    [text] = write(assistant, models=models).values()
    assert line in text


def test_tools_that_nobody_knows_are_named() -> None:
    """In a comment, where the tools are."""
    [text] = write(make(tools=[{"type": "bing_grounding"}, {"type": "openapi"}])).values()
    assert "# left out, since Responses do not know them: bing_grounding, openapi" in text


def test_names_are_safe_and_unique() -> None:
    """No module hides one that others import, and none takes the place of another."""
    names = [
        "Tutor",
        "tutor",
        "json",
        "class",
        "../../etc/passwd",
        "Ünïcode 1",
        "1st",
        "日本",
        None,
        "x" * 300,
    ]
    written = write(*(make(id=f"asst_{number}", name=name) for number, name in enumerate(names)))
    assert [
        "tutor.py",
        "tutor_2.py",
        "json_assistant.py",
        "class_.py",
        "etc_passwd.py",
        "unicode_1.py",
        "asst_6_1st.py",
        "asst_7.py",
        "asst_8.py",
        f"{'x' * 60}.py",
    ] == [*written]


def test_the_same_assistants_give_the_same_bytes() -> None:
    """Who writes them once more sees no difference in version control."""
    assert write(FULL, make()) == write(FULL, make())


@pytest.mark.parametrize("length", ["88", "110"])
def test_modules_are_formatted(tmp_path: Path, length: str) -> None:
    """ruff has nothing to change and nothing to say."""
    odd = make(
        instructions='It\'s "so".\n\n  x\t\n',
        name='"""\n# x',
        tools=[
            function("class", description='Say\n\\ \'"""\''),
            function("1"),
            function(""),
            function("json"),
        ],
        metadata={},
        temperature=1e-7,
    )
    for name, text in write(FULL, odd, make(instructions=None), make(instructions="y" * 70)).items():
        (tmp_path / name).write_text(text, "utf-8")
    ruff = [sys.executable, "-m", "ruff"]
    for words in (["format", "--check", "--line-length", length], ["check", "--line-length", length]):
        done = subprocess.run([*ruff, *words, "--isolated", str(tmp_path)], capture_output=True, text=True)
        assert 0 == done.returncode, done.stdout + done.stderr


ANY_TEXT = st.text(st.characters(exclude_categories=()), max_size=40) | st.text(
    "\"'\\\n\r\t #{}x", max_size=40
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | ANY_TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(ANY_TEXT, inner, max_size=3),
    max_leaves=8,
)


@given(ANY_TEXT)
def test_a_text_is_read_as_it_was(text: str) -> None:
    """Whatever strangers wrote, it stays a text: no quote ends it, and nothing of it is code."""
    assert text == ast.literal_eval(write_text(text))
    assert text == ast.literal_eval(write_block(text))


@given(JSON)
def test_a_value_is_read_as_it_was(value: object) -> None:
    """Schemas and settings are as the assistant had them."""
    assert value == ast.literal_eval(write_value(value))


@given(ANY_TEXT, ANY_TEXT)
def test_a_name_is_an_identifier(text: str, other: str) -> None:
    """Whatever it is made of; two never are the same."""
    taken: set[str] = set()
    names = [make_name(text, "thing", taken), make_name(other, "thing", taken)]
    assert all(name.isidentifier() and name.isascii() for name in names)
    assert 2 == len(taken)
    assert set(names) == taken


@given(ANY_TEXT)
def test_a_note_ends_neither_comment_nor_docstring(text: str) -> None:
    """A name of an assistant may be anything."""
    note = write_note(text, 30)
    assert len(note) <= 30
    assert 1 >= len(note.splitlines())
    ast.parse(f'"""{note}."""  # {note}\n')


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT, JSON)
def test_any_assistant_is_a_module(name: str, instructions: str, tool: str, schema: object) -> None:
    """It can be imported, and says of itself what the assistant said."""
    module = load_one(
        make(
            name=name, instructions=instructions, tools=[function(tool, description=name, parameters=schema)]
        )
    )
    assert instructions == module.INSTRUCTIONS
    assert tool == module.TOOLS[0]["name"]
    assert json.dumps(module.TOOLS)
    assert tool in module.FUNCTIONS
