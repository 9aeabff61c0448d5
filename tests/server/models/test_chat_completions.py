"""The model behind an OpenAI-compatible endpoint: what is sent, what is read, how failures are told.

The endpoint is a real HTTP server on the loopback interface that answers as each test wants. Beside
this, `test_chat_completions_peer` asks a server that others wrote.
"""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

import attrs
import httpx
import pytest
from assistants_v2_server import (
    AssistantMessage,
    ChatCompletions,
    FinishPiece,
    FunctionCall,
    FunctionTool,
    ImageFilePart,
    ImageUrlPart,
    ModelError,
    NamedFunction,
    Piece,
    Prompt,
    RefusalPiece,
    SystemMessage,
    TextPart,
    TextPiece,
    ToolCallPiece,
    ToolMessage,
    Usage,
    UserMessage,
)
from msgspec.structs import replace
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from ..driving import Api, all_pieces, function
from ..loopback import served

KEY = "sk-very-secret"
ASKED = Prompt(model="run-model", messages=(UserMessage((TextPart("a secret question"),)),))


@attrs.define
class Endpoint:
    """An endpoint that keeps what it was asked and answers what it was given."""

    url: str = ""
    status: int = 200
    answer: Any = None
    requests: list[Any] = attrs.field(factory=list)
    headers: list[Any] = attrs.field(factory=list)

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        self.requests.append(json.loads(await request.body()))
        self.headers.append(dict(request.headers))
        answer = self.answer.pop(0) if isinstance(self.answer, list) else self.answer
        content = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        return Response(content, self.status, media_type="application/json")


@pytest.fixture(scope="module")
def serving() -> Iterator[Endpoint]:
    """One endpoint for the whole module."""
    endpoint = Endpoint()
    with served(
        Starlette(routes=[Route("/v1/chat/completions", endpoint.__call__, methods=["POST"])])
    ) as url:
        endpoint.url = url
        yield endpoint


@pytest.fixture
def endpoint(serving: Endpoint) -> Endpoint:
    """The endpoint, as if nothing had happened yet."""
    serving.status, serving.answer = 200, None
    serving.requests.clear()
    serving.headers.clear()
    return serving


def completion(message: Any, reason: str | None = "stop", **fields: Any) -> Any:
    """A chat completion."""
    choice = {"index": 0, "message": {"role": "assistant", **message}, "finish_reason": reason}
    return {"object": "chat.completion", "choices": [choice], **fields}


def sent_for(prompt: Prompt, base_url: str = "http://h", model: str | None = None) -> Any:
    """The body of the request that a model sends for a prompt."""
    sent: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(200, json=completion({"content": "x"}))

    asked = ChatCompletions(base_url, model=model, transport=httpx.MockTransport(answer))
    all_pieces(asked, prompt)
    [body] = sent
    return body


@pytest.fixture
def ask(endpoint: Endpoint, new_transport: Any) -> Callable[..., list[Piece]]:
    """Asks the endpoint and returns all pieces of its answer."""
    model = ChatCompletions(endpoint.url, KEY, max_retries=0, new_transport=new_transport)

    def answer(content: Any, status: int = 200, prompt: Prompt = ASKED) -> list[Piece]:
        endpoint.answer, endpoint.status = copy(content), status
        return all_pieces(model, prompt)

    return answer


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("http://h", "http://h/v1/chat/completions"),
        ("http://h/", "http://h/v1/chat/completions"),
        ("http://h:8000/v1", "http://h:8000/v1/chat/completions"),
        ("http://h:8000/v1/", "http://h:8000/v1/chat/completions"),
        (" https://h/api/v3 ", "https://h/api/v3/chat/completions"),
        ("https://h/v1/chat/completions", "https://h/v1/chat/completions"),
        (
            "https://h/openai/deployments/d?api-version=1",
            "https://h/openai/deployments/d/chat/completions?api-version=1",
        ),
    ],
)
def test_the_address_is_made_of_what_users_have_at_hand(given: str, expected: str) -> None:
    """With or without /v1, a slash at the end, or the whole path: it leads to the same place."""
    assert expected == ChatCompletions(given).url


@pytest.mark.parametrize("given", ["", "localhost:8000", "ftp://h/v1", "http://", "/v1", "http://[::1"])
def test_an_address_that_is_none_is_refused_at_once(given: str) -> None:
    """The error names the argument and shows a right one."""
    with pytest.raises(ValueError, match=r"base_url must be an http:// or https:// address, such as http"):
        ChatCompletions(given)


def test_a_password_in_the_address_is_not_shown() -> None:
    """The model's address can be printed."""
    assert "http://h/v1/chat/completions" == ChatCompletions("http://me:secret@h").url


def test_a_bare_prompt_sends_no_more_than_it_says(endpoint: Endpoint, ask: Callable[..., Any]) -> None:
    """What the prompt leaves open is not mentioned; the key is sent as a bearer token."""
    ask(completion({"content": "x"}))
    asked = {"model": "run-model", "messages": [{"role": "user", "content": "a secret question"}]}
    assert [asked | {"stream": True, "stream_options": {"include_usage": True}}] == endpoint.requests
    assert f"Bearer {KEY}" == endpoint.headers[0]["authorization"]


def test_a_password_in_the_address_is_sent_as_one(endpoint: Endpoint, new_transport: Any) -> None:
    """It becomes a header."""
    endpoint.answer = completion({"content": "x"})
    url = endpoint.url.replace("//", "//me:secret@")
    all_pieces(ChatCompletions(url, new_transport=new_transport), ASKED)
    assert "Basic bWU6c2VjcmV0" == endpoint.headers[0]["authorization"]


@pytest.mark.parametrize("key", [None, "", " "])
def test_without_a_key_none_is_sent(endpoint: Endpoint, key: str | None) -> None:
    """Endpoints without authorisation get no header for it; a variable may be empty."""
    endpoint.answer = completion({"content": "x"})
    model = ChatCompletions(endpoint.url, key, model="my-model")
    all_pieces(model, ASKED)
    assert "authorization" not in endpoint.headers[0]
    assert "my-model" == endpoint.requests[0]["model"]


def test_everything_a_prompt_says_is_sent() -> None:
    """Each kind of message and each setting has its place in the request."""
    image = ImageUrlPart("https://x.test/a.png", "low")
    prompt = Prompt(
        model="m",
        messages=(
            SystemMessage("Be brief."),
            UserMessage((TextPart("one"), TextPart("two"))),
            AssistantMessage("Let me look.", (FunctionCall("call_1", "f", '{"a": 1}'),)),
            ToolMessage("call_1", "f", "42"),
            AssistantMessage("", (FunctionCall("call_2", "f", "{}"),)),
            ToolMessage("call_2", "f", ""),
            AssistantMessage(""),
            UserMessage((TextPart("look"), image, ImageFilePart("file-1"))),
        ),
        functions=(FunctionTool("f", "does f", {"type": "object"}, True), FunctionTool("g")),
        tool_choice=NamedFunction("f"),
        parallel_tool_calls=False,
        temperature=0.0,
        top_p=0.5,
        reasoning_effort="low",
        response_format={"type": "json_object"},
        max_completion_tokens=16,
    )

    def call(identifier: str, arguments: str) -> Any:
        return {"id": identifier, "type": "function", "function": {"name": "f", "arguments": arguments}}

    empty = {"type": "object", "properties": {}}
    f = {"name": "f", "description": "does f", "parameters": {"type": "object"}, "strict": True}
    assert {
        "model": "other",
        "messages": [
            {"role": "system", "content": "Be brief."},
            {"role": "user", "content": "one\ntwo"},
            {"role": "assistant", "content": "Let me look.", "tool_calls": [call("call_1", '{"a": 1}')]},
            {"role": "tool", "tool_call_id": "call_1", "content": "42"},
            {"role": "assistant", "content": None, "tool_calls": [call("call_2", "{}")]},
            {"role": "tool", "tool_call_id": "call_2", "content": ""},
            {"role": "assistant", "content": ""},
            {
                "role": "user",
                "content": [
                    {"type": "text", "text": "look"},
                    {"type": "image_url", "image_url": {"url": "https://x.test/a.png", "detail": "low"}},
                    {"type": "text", "text": "[image file file-1: not available]"},
                ],
            },
        ],
        "tools": [
            {"type": "function", "function": f},
            {"type": "function", "function": {"name": "g", "parameters": empty}},
        ],
        "tool_choice": {"type": "function", "function": {"name": "f"}},
        "parallel_tool_calls": False,
        "temperature": 0.0,
        "top_p": 0.5,
        "reasoning_effort": "low",
        "response_format": {"type": "json_object"},
        "max_tokens": 16,
        "stream": True,
        "stream_options": {"include_usage": True},
    } == sent_for(prompt, model="other")


@pytest.mark.parametrize("choice", ["none", "required"])
def test_a_choice_of_mode_is_sent_as_it_is(choice: Any) -> None:
    """None and required have no other form."""
    prompt = replace(ASKED, functions=(FunctionTool("f"),), tool_choice=choice)
    assert choice == sent_for(prompt)["tool_choice"]


def test_the_vendors_own_endpoint_gets_the_newer_name_of_the_limit() -> None:
    """OpenAI refuses the name that all compatible servers know."""
    prompt = replace(ASKED, max_completion_tokens=16)
    sent = sent_for(prompt, "https://api.openai.com/v1")
    assert 16 == sent["max_completion_tokens"]
    assert "max_tokens" not in sent


USAGE = {
    "prompt_tokens": 5,
    "completion_tokens": 4,
    "total_tokens": 9,
    "prompt_tokens_details": {"cached_tokens": 3},
    "completion_tokens_details": {"reasoning_tokens": 2},
}


def tool_call(**called: Any) -> Any:
    """A message with one call."""
    return {"content": None, "tool_calls": [{"id": "x", "type": "function", "function": called}]}


@pytest.mark.parametrize(
    ("body", "pieces"),
    [
        (
            completion({"content": "hi"}, usage=USAGE),
            [TextPiece("hi"), FinishPiece("stop", Usage(5, 4, 3, 2))],
        ),
        (
            completion(
                {"content": "hi"}, "length", usage={"prompt_tokens": 1, "prompt_tokens_details": None}
            ),
            [TextPiece("hi"), FinishPiece("length", Usage(1, 0))],
        ),
        (completion({"content": ""}, "content_filter"), [FinishPiece("content_filter", Usage())]),
        (completion({"content": "hi"}, None, usage=None), [TextPiece("hi"), FinishPiece("stop", Usage())]),
        (
            completion({"content": None, "refusal": "I won't."}),
            [RefusalPiece("I won't."), FinishPiece("stop", Usage())],
        ),
        (
            completion({"content": [{"type": "text", "text": "a"}, {"type": "text", "text": "b"}]}),
            [TextPiece("ab"), FinishPiece("stop", Usage())],
        ),
        (
            completion(tool_call(name="f", arguments='{"a": 1}'), "tool_calls"),
            [ToolCallPiece(0, "f", '{"a": 1}'), FinishPiece("tool_calls", Usage())],
        ),
        (
            completion(tool_call(name="f", arguments={"a": 1})),
            [ToolCallPiece(0, "f", '{"a": 1}'), FinishPiece("tool_calls", Usage())],
        ),
        (
            completion(tool_call(name="f", arguments="")),
            [ToolCallPiece(0, "f"), ToolCallPiece(0, "", "{}"), FinishPiece("tool_calls", Usage())],
        ),
        (
            completion(tool_call(name="f")),
            [ToolCallPiece(0, "f"), ToolCallPiece(0, "", "{}"), FinishPiece("tool_calls", Usage())],
        ),
        (
            completion(tool_call(name="f", arguments='{"cut'), "length"),
            [ToolCallPiece(0, "f", '{"cut'), FinishPiece("length", Usage())],
        ),
    ],
)
def test_an_answer_is_read_in_all_the_forms_it_comes_in(
    ask: Callable[..., Any], body: Any, pieces: list[Piece]
) -> None:
    """Texts, refusals, calls, usage and reasons, also where servers take liberties with the form."""
    assert pieces == ask(body)


@pytest.mark.parametrize(
    ("status", "body", "code", "text"),
    [
        (
            429,
            {"error": {"code": "rate_limited"}},
            "rate_limit_exceeded",
            "answered 429 rate_limited: too many",
        ),
        (
            400,
            {"error": {"type": "context_length_exceeded"}},
            "invalid_prompt",
            "400 context_length_exceeded:",
        ),
        (422, {"detail": "a secret question"}, "invalid_prompt", "answered 422: it refused the request"),
        (413, b"", "invalid_prompt", "set truncation_strategy or max_prompt_tokens"),
        (401, {"error": {"message": f"Incorrect key {KEY}"}}, "server_error", "check api_key"),
        (403, {"error": KEY}, "server_error", "check api_key"),
        (404, b"<html>", "server_error", "check base_url and model"),
        (500, {"error": {"code": "a secret question"}}, "server_error", "answered 500: its log"),
        (503, b"\xff", "server_error", "answered 503"),
        (307, b"", "server_error", "answered 307: it redirects to another address"),
        (301, b"<html>", "server_error", "give that one as base_url"),
        (201, completion({"content": "x"}), "server_error", "answered 201"),
    ],
)
def test_a_refusal_names_host_status_and_remedy_and_nothing_else(
    endpoint: Endpoint, ask: Callable[..., Any], status: int, body: Any, code: str, text: str
) -> None:
    """Every status has its code and its remedy; neither the key nor what was said is repeated."""
    with pytest.raises(ModelError) as caught:
        ask(body, status)
    message = caught.value.message
    assert code == caught.value.code
    assert message.startswith(f"The model endpoint at {endpoint.url.removeprefix('http://')} ")
    assert text in message
    assert "secret" not in message


@pytest.mark.parametrize(
    "body",
    [
        b"not json",
        b"",
        [[]],
        {},
        {"choices": []},
        {"choices": [{}]},
        {"choices": [{"message": None}]},
        {"choices": [{"message": {"content": 7}}]},
        {"choices": [{"message": {"tool_calls": [{"id": "x"}]}}]},
        {"choices": [{"message": {"content": "x"}}], "usage": {"prompt_tokens": "many"}},
    ],
)
def test_what_is_no_completion_is_a_server_error(ask: Callable[..., Any], body: Any) -> None:
    """An answer of another kind fails the turn with the likely reason."""
    with pytest.raises(
        ModelError, match="gave an answer that is not a chat completion: check base_url"
    ) as caught:
        ask(body)
    assert "server_error" == caught.value.code
    assert "secret" not in caught.value.message


def test_an_endpoint_that_is_not_there_is_named(new_transport: Any) -> None:
    """A connection that is refused is told with host and port."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
        model = ChatCompletions(f"http://127.0.0.1:{port}", new_transport=new_transport)
        with pytest.raises(
            ModelError, match=rf"at 127\.0\.0\.1:{port} could not be reached \(ConnectError\)"
        ):
            all_pieces(model, ASKED)


def test_an_endpoint_that_keeps_silent_is_given_up(new_transport: Any) -> None:
    """No byte within the timeout is a failure that says how long was waited."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        model = ChatCompletions(url, timeout=0.05, new_transport=new_transport)
        with pytest.raises(ModelError, match=r"did not answer within 0\.05 s") as caught:
            all_pieces(model, ASKED)
    assert "server_error" == caught.value.code


def test_a_closed_model_can_be_asked_again(endpoint: Endpoint, new_transport: Any) -> None:
    """Closing lets go of connections, no more."""
    endpoint.answer = completion({"content": "x"})
    model = ChatCompletions(endpoint.url, new_transport=new_transport)
    for _ in range(2):
        assert TextPiece("x") == all_pieces(model, ASKED)[0]


def test_a_whole_run_is_answered_over_http(endpoint: Endpoint, serve: Callable[..., Api]) -> None:
    """Call, output, answer: the run goes through, with the endpoint's usage, and the thread is sent along."""
    call = {"id": "theirs", "type": "function", "function": {"name": "f", "arguments": '{"n": 1}'}}
    endpoint.answer = [
        completion({"content": None, "tool_calls": [call]}, "tool_calls", usage=USAGE),
        completion({"content": "It is 42."}, usage=USAGE),
    ]
    api = serve(model=ChatCompletions(endpoint.url))
    assistant = api.assistant(tools=[function("f", n={"type": "integer"})], instructions="i")
    run = api.settled(api.run(api.thread("q"), assistant))
    [asked] = run["required_action"]["submit_tool_outputs"]["tool_calls"]
    api.outputs(run, "42")
    done = api.settled(run)
    assert ("completed", 18) == (done["status"], done["usage"]["total_tokens"])
    assert ["q", "It is 42."] == api.texts(run["thread_id"])
    made = {"id": asked["id"], "type": "function", "function": {"name": "f", "arguments": '{"n": 1}'}}
    assert [
        {"role": "system", "content": "i"},
        {"role": "user", "content": "q"},
        {"role": "assistant", "content": None, "tool_calls": [made]},
        {"role": "tool", "tool_call_id": asked["id"], "content": "42"},
    ] == endpoint.requests[1]["messages"]


def test_a_run_fails_with_what_the_endpoint_said(endpoint: Endpoint, serve: Callable[..., Api]) -> None:
    """A rate limit of the endpoint is the run's last error."""
    endpoint.status, endpoint.answer = 429, {}
    api = serve(model=ChatCompletions(endpoint.url, max_retries=0))
    run = api.settled(api.run(api.thread("q"), api.assistant()))
    assert ("failed", "rate_limit_exceeded") == (run["status"], run["last_error"]["code"])


@pytest.mark.parametrize(
    ("named", "asked"), [("gpt-4o", "llama"), ("gpt-4", "mistral"), ("other", "qwen"), ("llama", "qwen")]
)
def test_models_are_asked_for_by_the_names_that_runs_give(named: str, asked: str) -> None:
    """A mapping names the endpoint's models; the star stands for all that it does not name."""
    sent: list[Any] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content)["model"])
        return httpx.Response(200, json=completion({"content": "x"}))

    models = {"gpt-4o": "llama", "gpt-4": "mistral", "*": "qwen"}
    asking = ChatCompletions("http://h", models=models, transport=httpx.MockTransport(answer))
    all_pieces(asking, Prompt(model=named, messages=ASKED.messages))
    assert [asked] == sent


def test_a_mapping_is_part_of_what_a_model_is() -> None:
    """A run that was made for one mapping is not taken up with another."""
    url = "http://h/v1/chat/completions"
    assert f"{url} *" == ChatCompletions("http://h").identity
    assert (
        f"{url} m"
        == ChatCompletions("http://h", model="m").identity
        == ChatCompletions("http://h", models={"*": "m"}).identity
    )
    assert f"{url} a=b c=d *" == ChatCompletions("http://h", models={"c": "d", "a": "b"}).identity
    assert f"{url} a=b m" == ChatCompletions("http://h", model="m", models={"a": "b"}).identity


def list_models(answer: httpx.Response, **options: Any) -> tuple[list[str], list[httpx.Request]]:
    """What a model lists behind an endpoint that gives this answer, and the requests for it."""
    asked: list[httpx.Request] = []

    def take(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return answer

    model = ChatCompletions("http://h/v1", KEY, transport=httpx.MockTransport(take), **options)
    return asyncio.run(model.list_models()), asked


def test_models_are_those_that_the_endpoint_lists() -> None:
    """They are asked for with the server's own key."""
    names, [request] = list_models(httpx.Response(200, json={"data": [{"id": "a"}, {"id": "b"}]}))
    assert (["a", "b"], "http://h/v1/models") == (names, str(request.url))
    assert f"Bearer {KEY}" == request.headers["authorization"]


@pytest.mark.parametrize(
    ("options", "names"),
    [({"model": "m"}, ["m"]), ({"models": {"gpt-4o": "m", "*": "n"}}, ["gpt-4o"])],
)
def test_models_that_are_named_are_all_there_are(options: Any, names: list[str]) -> None:
    """Then nobody is asked."""
    assert (names, []) == list_models(httpx.Response(500), **options)


@pytest.mark.parametrize(
    "answer", [httpx.Response(401), httpx.Response(200, text="<p>"), httpx.Response(200, json={"data": [1]})]
)
def test_an_endpoint_that_lists_no_models_is_an_error(answer: httpx.Response) -> None:
    """Whatever it answers instead; the error names its host, and has words that do not."""
    with pytest.raises(ModelError, match="endpoint at h ") as raised:
        list_models(answer)
    assert "endpoint" not in raised.value.public
