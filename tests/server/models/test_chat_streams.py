"""What an endpoint streams reaches whoever listens to the run, piece by piece."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest
from assistants_v2_server import ChatCompletions, LoopExecutor

from ...grammar import Event
from ..driving import Api, function

Serve = Callable[..., Api]


def chunk(finish: str | None = None, **delta: Any) -> dict[str, Any]:
    """A chunk of a stream."""
    return {"choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}


def call(index: int, arguments: str, **first: Any) -> dict[str, Any]:
    """More of a call; its id and its name at first."""
    named = {"name": first.pop("name")} if first else {}
    return {"index": index, **first, "function": {**named, "arguments": arguments}}


USAGE = {"choices": [], "usage": {"prompt_tokens": 11, "completion_tokens": 5}}


def stream_run(serve: Serve, answer: httpx.Response) -> list[Event]:
    """The events of a run whose endpoint gives an answer."""
    transport = httpx.MockTransport(lambda request: answer)
    model = ChatCompletions("http://h/v1", transport=transport)
    api = serve(model=model, executor=LoopExecutor())
    return api.stream_run(api.thread("q"), api.assistant(tools=[function("f"), function("g")]))


def answer_in(*chunks: dict[str, Any]) -> httpx.Response:
    """An answer in chunks."""
    data = "".join(f"data: {json.dumps(part)}\n\n" for part in chunks)
    headers = {"content-type": "text/event-stream"}
    return httpx.Response(200, headers=headers, content=f"{data}data: [DONE]\n\n")


def parts(events: list[Event], name: str) -> list[Any]:
    """The deltas of a kind."""
    return [data["delta"] for found, data in events if found == f"thread.{name}.delta"]


def test_calls_are_streamed_as_they_come(serve: Serve) -> None:
    """Index, our id and name once, then each piece of the arguments; the usage comes with the end."""
    events = stream_run(
        serve,
        answer_in(
            chunk(role="assistant", tool_calls=[call(0, "", id="a", name="f")]),
            chunk(tool_calls=[call(0, '{"x"')]),
            chunk(tool_calls=[call(0, ": 1}")]),
            chunk(tool_calls=[call(1, "", id="b", name="g")]),
            chunk("tool_calls"),
            USAGE,
        ),
    )
    told = [delta["step_details"]["tool_calls"][0] for delta in parts(events, "run.step")]
    assert [(0, ""), (0, '{"x"'), (0, ": 1}"), (1, ""), (1, "{}")] == [
        (part["index"], part["function"]["arguments"]) for part in told
    ]
    assert ["f", "g"] == [part["function"]["name"] for part in told if "id" in part]


def test_reasoning_is_not_part_of_what_is_said(serve: Serve) -> None:
    """What a model thinks is skipped; its words are streamed, and the usage is in the completed step."""
    events = stream_run(
        serve,
        answer_in(
            chunk(role="assistant", content=""),
            chunk(reasoning_content="hmm"),
            chunk(content="one"),
            chunk(content=" two"),
            chunk("stop"),
            USAGE,
        ),
    )
    texts = [delta["content"][0]["text"]["value"] for delta in parts(events, "message")]
    assert ["one", " two"] == texts
    (step,) = [data for name, data in events if name == "thread.run.step.completed"]
    assert (11, 5, 16) == tuple(step["usage"][f"{kind}_tokens"] for kind in ("prompt", "completion", "total"))


def test_a_refusal_is_streamed_as_one(serve: Serve) -> None:
    """The pieces of a refusal are no text."""
    events = stream_run(serve, answer_in(chunk(refusal="I "), chunk(refusal="won't."), chunk("stop")))
    assert ["I ", "won't."] == [delta["content"][0]["refusal"] for delta in parts(events, "message")]


@pytest.mark.parametrize("said", ["all at once", "ein Ümlaut\n"])
def test_an_endpoint_that_does_not_stream_is_told_in_one_delta(serve: Serve, said: str) -> None:
    """A whole completion is one piece."""
    whole = {"choices": [{"index": 0, "message": {"role": "assistant", "content": said}}]}
    events = stream_run(serve, httpx.Response(200, json=whole))
    assert [said] == [delta["content"][0]["text"]["value"] for delta in parts(events, "message")]


def test_an_answer_that_breaks_off_fails_the_run(serve: Serve) -> None:
    """The stream tells of the failure, and ends."""
    cut = httpx.Response(
        200,
        headers={"content-type": "text/event-stream"},
        content=f"data: {json.dumps(chunk(content='half'))}\n\n",
    )
    events = stream_run(serve, cut)
    assert ["thread.run.failed", "done"] == [name for name, _ in events[-2:]]
