"""Endpoints that are slow, busy or gone in the midst of an answer, and what that does to runs and server.

The endpoints are real HTTP servers on the loopback interface.
"""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import AsyncGenerator, Callable, Iterator
from typing import Any

import attrs
import pytest
from assistants_v2_server import (
    AssistantMessage,
    ChatCompletions,
    FunctionCall,
    ImageUrlPart,
    LoopExecutor,
    ModelError,
    Prompt,
    SystemMessage,
    TextPart,
    TextPiece,
    ToolMessage,
    UserMessage,
)
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from ..driving import Api, all_pieces
from ..loopback import served
from .test_chat_completions import ASKED, completion

Serve = Callable[..., Api]


@attrs.define
class Endpoint:
    """An endpoint that answers as each test wants.

    Attributes:
        answers: What it answers, one after the other; the last one for ever.
        requests: What it was asked.
        open: How many answers are being sent.
        new_transport: Makes what the model asks it with.
    """

    url: str = ""
    answers: list[Any] = attrs.field(factory=list)
    requests: list[Any] = attrs.field(factory=list)
    open: int = 0
    new_transport: Any = None

    def model(self, **options: Any) -> ChatCompletions:
        """Return a model that asks it."""
        return ChatCompletions(self.url, new_transport=self.new_transport, **options)

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        self.requests.append(json.loads(await request.body()))
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        return answer if isinstance(answer, Response) else self._stream(answer)

    def _stream(self, lines: AsyncGenerator[bytes]) -> Response:
        async def body() -> AsyncGenerator[bytes]:
            self.open += 1
            try:
                async for line in lines:
                    yield line
            finally:
                self.open -= 1

        return StreamingResponse(body(), media_type="text/event-stream")


@pytest.fixture
def endpoint(new_transport: Any) -> Iterator[Endpoint]:
    """An endpoint of its own for each test."""
    made = Endpoint(new_transport=new_transport)
    with served(Starlette(routes=[Route("/v1/chat/completions", made.__call__, methods=["POST"])])) as url:
        made.url = url
        yield made


def line(text: str | None = None, reason: str | None = None) -> bytes:
    """A line of a stream."""
    delta = {} if text is None else {"content": text}
    return b"data: " + json.dumps({"choices": [{"delta": delta, "finish_reason": reason}]}).encode() + b"\n\n"


async def words(*texts: str, pause: float = 0.0, ends: bool = True) -> AsyncGenerator[bytes]:
    """A stream of words, with a pause before each."""
    for text in texts:
        await asyncio.sleep(pause)
        yield line(text)
    if ends:
        yield line(reason="stop")
        yield b"data: [DONE]\n\n"


async def dripping() -> AsyncGenerator[bytes]:
    """A stream that never ends and is never silent for long."""
    while True:
        yield b": still thinking\n\n"
        await asyncio.sleep(0.02)


def busy(status: int, **headers: str) -> Response:
    """A refusal that may pass."""
    return JSONResponse({"error": {"code": "busy_now"}}, status, headers={"retry-after-ms": "1", **headers})


def test_an_answer_is_streamed(endpoint: Endpoint) -> None:
    """The endpoint is asked to stream and to count; the words become pieces."""
    endpoint.answers = [words("a", "b")]
    pieces = all_pieces(endpoint.model(), ASKED)
    assert [TextPiece("a"), TextPiece("b")] == pieces[:-1]
    assert (True, {"include_usage": True}) == (
        endpoint.requests[0]["stream"],
        endpoint.requests[0]["stream_options"],
    )


def test_silence_is_bounded_not_the_whole(endpoint: Endpoint) -> None:
    """An answer may take longer than the timeout as long as words come."""
    endpoint.answers = [words(*"abcdef", pause=0.1)]
    assert 7 == len(all_pieces(endpoint.model(timeout=0.4), ASKED))


def test_an_endpoint_that_cannot_count_is_asked_without(endpoint: Endpoint) -> None:
    """Some refuse an option that they do not know; they are not asked for it again."""
    refusal = JSONResponse({"error": {"message": "Unknown field: stream_options"}}, 400)
    endpoint.answers = [refusal, words("a"), words("b")]
    model = endpoint.model()
    assert [TextPiece("a"), TextPiece("b")] == [all_pieces(model, ASKED)[0] for _ in range(2)]
    assert [True, False, False] == ["stream_options" in request for request in endpoint.requests]


ALTERNATING = "Conversation roles must alternate user/assistant/user/assistant/..."
NO_SYSTEM = "System role not supported"
TALK = Prompt(
    model="m",
    messages=(
        SystemMessage("Be brief."),
        UserMessage((TextPart("a"),)),
        UserMessage((TextPart("b"), ImageUrlPart("http://h/p.png"))),
        AssistantMessage("c"),
        AssistantMessage("d", (FunctionCall("1", "f", "{}"), FunctionCall("2", "f", "{}"))),
        ToolMessage("1", "f", "x"),
        ToolMessage("2", "f", "y"),
    ),
)
"""A conversation in which both sides speak twice."""


def refuse(message: str, status: int = 400) -> Response:
    """A refusal in an endpoint's own words."""
    return JSONResponse({"error": {"message": message}}, status)


def roles(request: Any) -> list[str]:
    """Who speaks in a request, in turn."""
    return [message["role"] for message in request["messages"]]


@pytest.mark.parametrize("status", [400, 422, 500])
def test_a_strict_endpoint_is_sent_one_message_of_a_role_at_a_time(endpoint: Endpoint, status: int) -> None:
    """It is asked again with messages merged, and from then on at once."""
    endpoint.answers = [refuse(ALTERNATING, status), words("a"), words("b")]
    model = endpoint.model()
    assert [TextPiece("a"), TextPiece("b")] == [all_pieces(model, TALK)[0] for _ in range(2)]
    merged = ["system", "user", "assistant", "tool", "tool"]
    assert [7, 5, 5] == [len(request["messages"]) for request in endpoint.requests]
    assert merged == roles(endpoint.requests[1]) == roles(endpoint.requests[2])
    _, user, assistant, *_ = endpoint.requests[1]["messages"]
    assert ["a", "b"] == [part["text"] for part in user["content"] if part["type"] == "text"]
    assert "image_url" == user["content"][-1]["type"]
    assert ("c\n\nd", 2) == (assistant["content"], len(assistant["tool_calls"]))


def test_messages_are_merged_from_the_start_if_asked_for(endpoint: Endpoint) -> None:
    """`merge_roles` spares the first refusal."""
    endpoint.answers = [words("a")]
    all_pieces(endpoint.model(merge_roles=True), TALK)
    assert ["system", "user", "assistant", "tool", "tool"] == roles(endpoint.requests[0])


def test_an_endpoint_without_system_messages_is_told_by_the_user(endpoint: Endpoint) -> None:
    """Instructions become the beginning of what the user says first."""
    endpoint.answers = [refuse(NO_SYSTEM), words("a")]
    asked = Prompt(model="m", messages=(SystemMessage("Be brief."), UserMessage((TextPart("a"),))))
    assert TextPiece("a") == all_pieces(endpoint.model(), asked)[0]
    assert [{"role": "user", "content": "Be brief.\n\na"}] == endpoint.requests[1]["messages"]


def test_an_endpoint_that_goes_on_refusing_is_believed(endpoint: Endpoint) -> None:
    """Each remedy is tried once."""
    endpoint.answers = [refuse(f"{NO_SYSTEM}. {ALTERNATING}")]
    with pytest.raises(ModelError, match="answered 400"):
        all_pieces(endpoint.model(), TALK)
    assert 2 == len(endpoint.requests)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_endpoint_is_asked_again(endpoint: Endpoint, status: int) -> None:
    """Two more tries, after the time that it names; then its refusal counts."""
    endpoint.answers = [busy(status), busy(status), words("a")]
    assert TextPiece("a") == all_pieces(endpoint.model(), ASKED)[0]
    endpoint.answers = [busy(status)]
    with pytest.raises(ModelError, match=f"answered {status} busy_now"):
        all_pieces(endpoint.model(), ASKED)
    assert 6 == len(endpoint.requests)


def test_an_endpoint_that_asks_for_too_much_patience_is_given_up(endpoint: Endpoint) -> None:
    """Nobody waits for an hour."""
    endpoint.answers = [busy(429, **{"retry-after-ms": "3600000"})]
    with pytest.raises(ModelError, match="answered 429"):
        all_pieces(endpoint.model(), ASKED)
    assert 1 == len(endpoint.requests)


def test_a_stream_that_breaks_off_is_not_asked_for_again(serve: Serve, endpoint: Endpoint) -> None:
    """Half an answer is no answer, and its words may have been seen."""
    endpoint.answers = [words("a", ends=False)]
    api = serve(model=endpoint.model())
    run = api.settled(api.run(api.thread("q"), api.assistant()))
    assert "The model's answer broke off before its end." == run["last_error"]["message"]
    assert 1 == len(endpoint.requests)


@pytest.mark.parametrize("how", ["cancel", "delete"])
def test_a_stopped_run_lets_go_of_the_endpoint(serve: Serve, endpoint: Endpoint, how: str) -> None:
    """The connection is closed and the only place is free, though the endpoint drips on and on."""
    endpoint.answers = [dripping(), words("a")]
    api = serve(model=endpoint.model(), executor=LoopExecutor(1))
    assistant = api.assistant()
    run = api.run(api.thread("q"), assistant)
    while not endpoint.open:
        time.sleep(0.01)
    if how == "cancel":
        api.post(f"/threads/{run['thread_id']}/runs/{run['id']}/cancel")
    else:
        api.delete(f"/threads/{run['thread_id']}")
    assert "completed" == api.settled(api.run(api.thread("q"), assistant))["status"]
    while endpoint.open:
        time.sleep(0.01)


def test_a_run_ends_with_its_time_whatever_the_endpoint_does(
    serve: Serve, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A run whose time is up is expired, and its connection closed."""
    monkeypatch.setattr("assistants_v2_server.lifecycle._RUN_LIFETIME", 1)
    endpoint.answers = [dripping()]
    api = serve(model=endpoint.model(), executor=LoopExecutor(1), clock=time.time)
    run = api.run(api.thread("q"), api.assistant())
    assert "expired" == api.settled(run)["status"]
    while endpoint.open:
        time.sleep(0.01)


def test_many_dripping_endpoints_stop_nobody(serve: Serve, endpoint: Endpoint) -> None:
    """Slow answers wait side by side, and closing the server ends them all at once."""
    endpoint.answers = [*(dripping() for _ in range(40)), words("a")]
    api = serve(model=endpoint.model(), executor=LoopExecutor())
    assistant = api.assistant()
    for _ in range(40):
        api.run(api.thread("q"), assistant)
    while endpoint.open < 40:
        time.sleep(0.01)
    assert "completed" == api.settled(api.run(api.thread("q"), assistant))["status"]
    before = threading.active_count()
    api.client.close()
    assert threading.active_count() < before
    while endpoint.open:
        time.sleep(0.01)


def test_an_answer_without_end_fails_the_run(
    serve: Serve, endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A whole answer that is too long is not read to its end, and the run says that this was the reason."""
    monkeypatch.setattr("assistants_v2_server.models.chat_completions.LONGEST_EVENT", 1000)
    endpoint.answers = [JSONResponse(completion({"content": "x" * 2000}))]
    api = serve(model=endpoint.model())
    run = api.settled(api.run(api.thread("q"), api.assistant()))
    assert "gave an answer of more than 1,000 bytes" in run["last_error"]["message"]
