"""What is stored can be read, listed, run with and deleted, also what an earlier version let in."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from assistants_v2_server import ChatCompletions
from assistants_v2_server.encoding import read_json, write_json
from sqlalchemy import text

from .driving import Api, ScriptedModel, calls, function, says
from .test_stacks import call_deep


def poison(api: Api, table: str, column: str, old: str, new: str) -> None:
    """Change what is stored behind the server's back."""
    with api.server.database.write() as connection:
        change = f"UPDATE {table} SET {column} = replace({column}, :old, :new)"
        connection.execute(text(change), {"old": old, "new": new})


def test_a_poisoned_assistant_is_read_and_deleted(api: Api) -> None:
    """A half of a surrogate pair is shown as U+FFFD, and an infinity as null."""
    tool = function("f", x={"maximum": 17})
    assistant = api.assistant(metadata={"k": "poison"}, tools=[tool])
    poison(api, "assistant", "metadata", "poison", "\\ud83d")
    poison(api, "assistant", "tools", "17", "Infinity")
    [listed] = api.get("/assistants")["data"]
    assert {"k": "\ufffd"} == listed["metadata"]
    assert {"maximum": None} == listed["tools"][0]["function"]["parameters"]["properties"]["x"]
    assert listed == api.get(f"/assistants/{assistant}") == api.post(f"/assistants/{assistant}", {})
    api.delete(f"/assistants/{assistant}")


def test_a_poisoned_message_is_read_and_answered(serve: Callable[..., Api]) -> None:
    """A thread with such a message goes on: it is listed, and a model is asked about it."""
    asked: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(json.loads(request.content))
        choice = {"message": {"content": "yes"}, "finish_reason": "stop"}
        return httpx.Response(200, json={"choices": [choice]})

    api = serve(model=ChatCompletions("http://h", transport=httpx.MockTransport(answer)))
    thread = api.thread("poison", "q")
    poison(api, "message", "content", "poison", "\\ud83d")
    assert ["\ufffd", "q"] == api.texts(thread)
    assert "completed" == api.settled(api.run(thread, api.assistant()))["status"]
    assert "\ufffd" == asked[0]["messages"][0]["content"]
    [first, *_] = api.get(f"/threads/{thread}/messages", order="asc")["data"]
    api.delete(f"/threads/{thread}/messages/{first['id']}")
    api.delete(f"/threads/{thread}")


def test_a_poisoned_run_is_read_and_ended(serve: Callable[..., Api]) -> None:
    """A run that waits for its caller with such arguments is shown, answered, and its steps are listed."""
    api = serve(model=ScriptedModel(calls("f", arguments="poison"), says("done")))
    run = api.run(api.thread("q"), api.assistant(tools=[function("f")]))
    poison(api, "run", "required_action", "poison", "\\ud83d")
    poison(api, "step", "details", "poison", "\\ud83d")
    run = api.settled(run)
    [call] = run["required_action"]["submit_tool_outputs"]["tool_calls"]
    assert "\ufffd" == call["function"]["arguments"]
    assert "completed" == api.settled(api.outputs(run, "out"))["status"]
    assert "\ufffd" == api.steps(run)[0]["step_details"]["tool_calls"][0]["function"]["arguments"]


@pytest.mark.parametrize("levels", [300, 700, 980, 1_500, 60_000])
@pytest.mark.parametrize("frames", [0, 500, 700])
def test_what_is_nested_too_deeply_is_read_changed_run_with_and_deleted(
    serve: Callable[..., Api], levels: int, frames: int
) -> None:
    """Whatever was let in before there was a limit, and from wherever in a program it is asked for."""
    asked: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.content)
        choice = {"message": {"content": "yes"}, "finish_reason": "stop"}
        return httpx.Response(200, json={"choices": [choice]})

    api = serve(model=ChatCompletions("http://h", transport=httpx.MockTransport(answer)))
    assistant = api.assistant(tools=[function("f", x={"enum": ["deep"]})], instructions="i")
    thread = api.thread("q")
    poison(api, "assistant", "tools", '"deep"', "[" * levels + "1" + "]" * levels)

    def use() -> list[int]:
        run = json.dumps({"assistant_id": assistant}).encode()
        requests = [
            ("GET", "/assistants", b""),
            ("POST", f"/assistants/{assistant}", b'{"name": "Ada"}'),
            ("POST", f"/threads/{thread}/runs", run),
            ("GET", f"/threads/{thread}/runs", b""),
            ("DELETE", f"/assistants/{assistant}", b""),
        ]
        return [api.server.handle(method, path, "", {}, body).status for method, path, body in requests]

    assert [200] * 5 == call_deep(frames, use)
    assert (1, ["q", "yes"]) == (len(asked), api.texts(thread))


def test_what_no_stack_can_hold_becomes_null_and_the_rest_stays() -> None:
    """Only the depths go; brackets in texts are no nesting, and what stands beside the depths is kept."""
    beside, levels = r'"\\\"[{[", {"]": [1]}', 60_000
    text = f"[{beside}, {'[' * levels}{']' * levels}, {beside}]"
    *first, deep, again, last = read_json(text)
    assert first == [again, last] == ['\\"[{[', {"]": [1]}]
    kept = 0
    while deep is not None:
        [deep], kept = deep, kept + 1
    assert 119 == kept


@pytest.mark.parametrize("levels", [119, 121, 900])
def test_what_a_stack_can_hold_is_kept_whole(levels: int) -> None:
    """However little is left of the caller's."""
    text = "[" * levels + "]" * levels
    assert text == call_deep(500, lambda: write_json(read_json(text)))


@pytest.mark.parametrize("characters", ["a\0b", "\u2028", "é e\u0301", "😀", "\x7f\x1f", "\ufeff"])
def test_every_legal_character_is_kept(api: Api, characters: str) -> None:
    """Texts, names of properties and values come back as they were given."""
    body = {"model": "m", "instructions": characters, "metadata": {characters: characters}}
    made = api.post("/assistants", body)
    read = api.get(f"/assistants/{made['id']}")
    assert (characters, {characters: characters}) == (read["instructions"], read["metadata"])
    assert [characters] == api.texts(api.thread(characters))


def test_an_address_that_cannot_be_written_is_not_found(api: Api) -> None:
    """A door may hand on whatever it was sent."""
    answer = api.server.handle("GET", "/v1/\ud83d", "", {}, b"")
    assert "Invalid URL (GET /v1/\ufffd)" == json.loads(answer.body)["error"]["message"]
