"""The model behind an endpoint of the Responses API: what is sent where, what is fetched, what failures say.

The endpoint is a real HTTP server on the loopback interface that answers as each test wants.
"""

from __future__ import annotations

import asyncio
import logging
from base64 import b64encode
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from assistants_v2_server import (
    FinishPiece,
    ModelError,
    Piece,
    Prompt,
    Responses,
    TextPart,
    TextPiece,
    Usage,
    UserMessage,
)
from assistants_v2_server.models.endpoints import Endpoint
from assistants_v2_server.models.hosted import HostedImage, HostedResultPiece, HostedTool, MadeFilePiece
from msgspec.structs import replace
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response

from ..driving import all_pieces
from ..responses_endpoint import ResponsesEndpoint, refuse
from .responses_events import code, end, event, message, response, stream, text

KEY = "sk-very-secret"
ASKED = Prompt(model="run-model", messages=(UserMessage((TextPart("a secret question"),)),))
HELLO = stream(message("Hello."))
THOUGHT = "reasoning.encrypted_content"
OUTPUTS = "code_interpreter_call.outputs"
MADE = {
    "type": "container_file_citation",
    "container_id": "cntr_1",
    "file_id": "cfile_1",
    "filename": "t.csv",
    "start_index": 4,
    "end_index": 28,
}
LINKING = "See sandbox:/mnt/data/t.csv."


@pytest.fixture
def endpoint() -> Iterator[ResponsesEndpoint]:
    """An endpoint that says hello."""
    made = ResponsesEndpoint(answers=[HELLO])
    with made.serve():
        yield made


@pytest.fixture
def make(endpoint: ResponsesEndpoint, new_transport: Any) -> Callable[..., Responses]:
    """Makes a model that asks the endpoint."""

    def make_model(**options: Any) -> Responses:
        return Responses(endpoint.url, KEY, new_transport=new_transport, **{"max_retries": 0, **options})

    return make_model


@pytest.fixture
def ask(endpoint: ResponsesEndpoint, make: Callable[..., Responses]) -> Callable[..., list[Piece]]:
    """Has the endpoint give answers, and returns all pieces of the first."""

    def answer(*answers: Any, prompt: Prompt = ASKED, **options: Any) -> list[Piece]:
        endpoint.answers = [*answers]
        return all_pieces(make(**options), prompt)

    return answer


def join(pieces: list[Piece]) -> str:
    """All that was said."""
    return "".join(piece.text for piece in pieces if isinstance(piece, TextPiece))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("http://h", "http://h/v1/responses"),
        ("http://h:8000/v1/", "http://h:8000/v1/responses"),
        ("https://h/v1/responses", "https://h/v1/responses"),
        ("https://h/openai/v1/responses?api-version=1", "https://h/openai/v1/responses?api-version=1"),
    ],
)
def test_the_address_is_made_of_what_users_have_at_hand(given: str, expected: str) -> None:
    """With or without /v1, a slash at the end, or the whole path: it leads to the same place."""
    assert expected == Responses(given).url


def test_a_turn_is_one_request_that_asks_to_keep_nothing(
    endpoint: ResponsesEndpoint, ask: Callable[..., Any]
) -> None:
    """It is streamed, and thoughts are asked for, to be given again; the key is a bearer token."""
    pieces = ask(HELLO)
    assert ("Hello.", FinishPiece("stop", Usage(5, 4, 3, 2), "gpt-of-today", "resp_1")) == (
        join(pieces),
        pieces[-1],
    )
    [asked] = endpoint.asked
    question = {"type": "message", "role": "user", "content": "a secret question"}
    assert {
        "model": "run-model",
        "input": [question],
        "store": False,
        "include": [THOUGHT],
        "stream": True,
    } == asked.body
    assert f"Bearer {KEY}" == asked.headers["authorization"]


def test_an_endpoint_that_does_not_stream_is_asked_for_the_whole(
    endpoint: ResponsesEndpoint, ask: Callable[..., Any]
) -> None:
    """The whole answer is read in any case."""
    assert "Hello." == join(ask(response(message("Hello.")), stream=False))
    assert "Hello." == join(ask(response(message("Hello."))))
    assert [False, True] == ["stream" in body for body in endpoint.turns]


def test_a_search_that_cannot_be_streamed_is_asked_for_as_a_whole(
    endpoint: ResponsesEndpoint, make: Callable[..., Responses]
) -> None:
    """Where a stream fails before it began; that is remembered, for searches only."""
    failed = {"type": "response.failed", "response": {"error": {"code": "server_error", "message": "no"}}}
    model = make()
    searching = replace(ASKED, hosted_tools=(HostedTool(kind="file_search", store_ids=("vs_1",)),))
    endpoint.answers = [[failed], response(message("Found."))]
    assert ["Found.", "Found.", "Found."] == [join(all_pieces(model, searching)) for _ in range(3)]
    all_pieces(model, ASKED)
    assert [True, False, False, False, True] == ["stream" in body for body in endpoint.turns]
    endpoint.answers = [[failed]]
    with pytest.raises(ModelError, match="reported server_error"):
        all_pieces(make(), ASKED)


def test_results_of_hosted_tools_are_asked_for(endpoint: ResponsesEndpoint, ask: Callable[..., Any]) -> None:
    """Where there are such tools."""
    tools = (HostedTool(kind="file_search", store_ids=("vs_1",)), HostedTool(kind="code_interpreter"))
    ask(HELLO, prompt=replace(ASKED, hosted_tools=tools))
    [asked] = endpoint.turns
    assert [THOUGHT, "file_search_call.results", OUTPUTS] == asked["include"]


def test_a_model_says_whom_it_asks(endpoint: ResponsesEndpoint) -> None:
    """Its address and its models tell it from others, in stores as in traces."""
    model = Responses("https://h/v1", models={"gpt-4o": "gpt-5"})
    assert "https://h/v1/responses gpt-4o=gpt-5 *" == model.identity
    assert Endpoint("gpt-5", "openai", "h", 443) == model.find_endpoint("gpt-4o")
    endpoint.others["GET /v1/models"] = JSONResponse({"data": [{"id": "a"}]})
    assert ["a"] == asyncio.run(Responses(endpoint.url).list_models())


@pytest.mark.parametrize("tools", [["file_search"], ("file_search", "file_search"), {"file_search"}])
def test_hosted_tools_are_those_that_were_named(tools: Any) -> None:
    """Each once."""
    assert ("file_search",) == Responses("http://h", hosted_tools=tools).hosted_tools
    assert () == Responses("http://h", hosted_tools=()).hosted_tools
    assert Responses("http://h").hosted_tools is None


@pytest.mark.parametrize(
    ("tools", "error", "said"),
    [
        ("file_search", TypeError, "hosted_tools takes several"),
        (7, TypeError, "hosted_tools takes several"),
        (["web_search"], ValueError, "among file_search, code_interpreter, got 'web_search'"),
    ],
)
def test_hosted_tools_that_are_none_are_refused_at_once(tools: Any, error: Any, said: str) -> None:
    """The error names the argument and what it takes."""
    with pytest.raises(error, match=said):
        Responses("http://h", hosted_tools=tools)


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        (refuse(401, said=KEY), "server_error", "answered 401: it refused the API key: check api_key"),
        (refuse(404), "server_error", "answered 404: nothing is there"),
        (refuse(429, "quota"), "rate_limit_exceeded", "answered 429 quota: too many requests"),
        (refuse(400, "bad_item", "a secret"), "invalid_prompt", "answered 400 bad_item: it refused"),
        (
            {"object": "chat.completion", "choices": []},
            "server_error",
            "is not one of the Responses API",
        ),
        (PlainTextResponse("secret"), "server_error", "is not one of the Responses API: check base_url"),
        (
            [*HELLO[:4], end(status="failed", error={"code": "server_error", "message": "a secret"})],
            "server_error",
            "reported server_error: its log should say why",
        ),
        (
            [{"type": "error", "code": "rate_limit_exceeded", "message": "a secret"}],
            "rate_limit_exceeded",
            "reported rate_limit_exceeded: too many requests",
        ),
        (
            response(status="failed", error={"code": "invalid_image_url", "message": "a secret"}),
            "invalid_prompt",
            "reported invalid_image_url: it refused the request",
        ),
    ],
)
def test_a_failure_names_host_and_remedy_and_nothing_else(
    endpoint: ResponsesEndpoint, ask: Callable[..., Any], answer: Any, code: str, said: str
) -> None:
    """Before an answer and in the midst of one; neither the key nor what was said is repeated."""
    with pytest.raises(ModelError) as caught:
        ask(answer)
    error = caught.value
    assert (code, False) == (error.code, error.is_too_long)
    assert error.message.startswith(f"The model endpoint at {endpoint.url.removeprefix('http://')} ")
    assert said in error.message
    assert "secret" not in error.message
    assert "endpoint" not in error.public


@pytest.mark.parametrize(
    "answer",
    [
        refuse(400, "context_length_exceeded"),
        [{"type": "error", "code": "context_length_exceeded", "message": "x"}],
        [end(status="failed", error={"code": None, "message": "Your input exceeds the maximum context"})],
        response(status="failed", error={"code": "context_length_exceeded"}),
    ],
)
def test_a_prompt_that_is_too_long_can_be_shortened(ask: Callable[..., Any], answer: Any) -> None:
    """Whenever the endpoint says so."""
    with pytest.raises(ModelError) as caught:
        ask(answer)
    assert ("invalid_prompt", True) == (caught.value.code, caught.value.is_too_long)


def test_a_stream_that_breaks_off_has_no_end(ask: Callable[..., Any]) -> None:
    """What came is no answer, and it is not asked for again."""
    assert not any(isinstance(piece, FinishPiece) for piece in ask(HELLO[:-1], max_retries=2))


def test_a_busy_endpoint_is_asked_again(endpoint: ResponsesEndpoint, ask: Callable[..., Any]) -> None:
    """After the time that it names."""
    busy = refuse(503, **{"retry-after-ms": "1"})
    assert "Hello." == join(ask(busy, busy, HELLO, max_retries=2))
    assert 3 == len(endpoint.turns)


HOSTED = replace(ASKED, hosted_tools=(HostedTool(kind="code_interpreter"),), max_completion_tokens=5)


@pytest.mark.parametrize(
    ("said", "changed"),
    [
        ("Encrypted content is not supported with this model.", {"include": [OUTPUTS]}),
        ("Unknown parameter: 'include'.", {"include": None}),
        ("store: Extra inputs are not permitted", {"store": None}),
        ('[{"loc": ["body", "store"], "msg": "Extra inputs are not permitted"}]', {"store": None}),
        ("Unsupported parameter: store", {"store": None}),
        ("The parameters ['store'] are not supported by this model.", {"store": None}),
        ("Invalid 'max_output_tokens': integer below minimum value.", {"max_output_tokens": 16}),
    ],
)
def test_what_an_endpoint_does_not_take_is_left_out_from_then_on(
    endpoint: ResponsesEndpoint, make: Callable[..., Responses], said: str, changed: Any
) -> None:
    """It is asked again without; the other models of the endpoint may take it."""
    endpoint.answers = [refuse(400, said=said), HELLO]
    model = make()
    for name in ("one", "one", "two"):
        all_pieces(model, replace(HOSTED, model=name))
    whole = endpoint.turns[0]
    assert {"store": False, "include": [THOUGHT, OUTPUTS], "max_output_tokens": 5}.items() <= whole.items()
    lesser = {name: value for name, value in (whole | changed).items() if value is not None}
    assert [whole, lesser, lesser, whole | {"model": "two"}] == [
        body | ({} if body["model"] == "two" else {"model": "one"}) for body in endpoint.turns
    ]


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (404, "Vector store with id 'vs_1' not found."),
        (400, "The vector store is expired."),
        (400, "Vector store: vs_1 has failed."),
        (401, "Please include an API key."),
        (400, "'store' and 'include' and encrypted are the first words of a question of somebody's."),
    ],
)
def test_a_refusal_that_means_something_else_changes_no_later_request(
    endpoint: ResponsesEndpoint, make: Callable[..., Responses], status: int, said: str
) -> None:
    """What nobody wanted to be kept would be kept from then on."""
    endpoint.answers = [refuse(status, said=said)] * 9
    model = make()
    with pytest.raises(ModelError, match=f"answered {status}"):
        all_pieces(model, HOSTED)
    endpoint.answers = [HELLO]
    all_pieces(model, HOSTED)
    assert endpoint.turns[0] == endpoint.turns[-1]
    assert endpoint.turns[-1]["store"] is False


def test_an_endpoint_that_goes_on_refusing_is_believed(
    endpoint: ResponsesEndpoint, ask: Callable[..., Any]
) -> None:
    """Each remedy is tried once, and none that the request did not ask for."""
    with pytest.raises(ModelError, match="answered 400"):
        ask(refuse(400, said="'encrypted', 'include', 'store', 'truncation', 'max_output_tokens'"))
    assert 3 == len(endpoint.turns)


PIXEL = b"\x89PNG\r\n"


def draw(url: str) -> Any:
    """An answer whose code has drawn an image."""
    return response(code("plot()", {"type": "logs", "logs": "4"}, {"type": "image", "url": url}))


def list_outputs(pieces: list[Piece]) -> tuple[Any, ...]:
    """What code came to."""
    [result] = [piece for piece in pieces if isinstance(piece, HostedResultPiece)]
    return result.outputs


def test_an_image_in_the_answer_is_read(ask: Callable[..., Any]) -> None:
    """It is a data URL; its type gives it a name."""
    url = f"data:image/png;base64,{b64encode(PIXEL).decode()}"
    assert ("4", HostedImage("image_2.png", PIXEL)) == list_outputs(ask(draw(url)))


def test_an_image_of_the_endpoint_is_fetched(endpoint: ResponsesEndpoint, ask: Callable[..., Any]) -> None:
    """With the key, which is for this host."""
    endpoint.others["GET /files/plot.png"] = Response(PIXEL)
    endpoint.others["GET /files/1"] = Response(PIXEL, media_type="image/webp")
    for path, name in (("/files/plot.png", "plot.png"), ("/files/1", "image_2.webp")):
        assert ("4", HostedImage(name, PIXEL)) == list_outputs(ask(draw(endpoint.url + path)))
        assert f"Bearer {KEY}" == endpoint.asked[-1].headers["authorization"]


@pytest.mark.parametrize("is_redirected", [False, True])
def test_an_image_elsewhere_is_not_fetched(
    endpoint: ResponsesEndpoint, ask: Callable[..., Any], is_redirected: bool
) -> None:
    """Another host is asked for nothing, with or without a key; the step says what is missing."""
    other = ResponsesEndpoint(others={"GET /plot.png": Response(PIXEL)})
    with other.serve():
        url = f"{other.url}/plot.png"
        if is_redirected:
            endpoint.others["GET /plot.png"] = RedirectResponse(url)
            url = f"{endpoint.url}/plot.png"
        _, told = list_outputs(ask(draw(url)))
    reason = "the model endpoint answered 307" if is_redirected else "it does not lie at the model endpoint"
    assert f"[image not fetched: {reason}]" == told
    assert [] == other.asked


@pytest.mark.parametrize(
    "url", ["", "data:image/png;base64,~", "data:image/png,x", "http://[", "file:///etc/passwd"]
)
def test_an_image_that_cannot_be_read_fails_no_turn(ask: Callable[..., Any], url: str) -> None:
    """The step says so, without the address."""
    _, told = list_outputs(ask(draw(url)))
    assert told.startswith("[image not fetched: it")


def test_an_image_that_is_too_large_is_not_kept(
    endpoint: ResponsesEndpoint, ask: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is given up when it is known."""
    monkeypatch.setattr("assistants_v2_server.models.responses_files.LARGEST_FILE", 3)
    endpoint.others["GET /plot.png"] = Response(PIXEL)
    _, told = list_outputs(ask(draw(f"{endpoint.url}/plot.png")))
    assert "[image not fetched: it has more than 3 bytes]" == told


@pytest.mark.parametrize(
    ("annotation", "path", "piece"),
    [
        (
            MADE,
            "/v1/containers/cntr_1/files/cfile_1/content",
            MadeFilePiece("sandbox:/mnt/data/t.csv", "t.csv", b"a,b", "cfile_1", "cntr_1"),
        ),
        (
            {"type": "file_path", "file_id": "file-1", "index": 4},
            "/v1/files/file-1/content",
            MadeFilePiece("sandbox:/mnt/data/t.csv", "t.csv", b"a,b", "file-1"),
        ),
    ],
)
def test_a_file_that_a_message_links_to_is_fetched(
    endpoint: ResponsesEndpoint, ask: Callable[..., Any], annotation: Any, path: str, piece: Piece
) -> None:
    """From the container, or from the files of the endpoint; with the key."""
    endpoint.others[f"GET {path}"] = Response(b"a,b")
    pieces = ask(stream(message(text(LINKING, annotation))))
    assert [piece] == [each for each in pieces if isinstance(each, MadeFilePiece)]
    assert f"Bearer {KEY}" == endpoint.asked[-1].headers["authorization"]


@pytest.mark.parametrize("changes", [{}, {"file_id": "../../x"}, {"container_id": ".."}])
def test_a_file_that_cannot_be_fetched_fails_no_turn(
    endpoint: ResponsesEndpoint, ask: Callable[..., Any], caplog: pytest.LogCaptureFixture, changes: Any
) -> None:
    """The log says so; an id that would lead elsewhere is not asked for."""
    caplog.set_level(logging.WARNING)
    pieces = ask(stream(message(text(LINKING, MADE | changes))))
    assert LINKING == join(pieces)
    assert isinstance(pieces[-1], FinishPiece)
    assert "A file of hosted code" in caplog.text
    assert ([] if changes else ["GET /v1/containers/cntr_1/files/cfile_1/content"]) == [
        asked.line for asked in endpoint.asked[1:]
    ]


def test_a_closed_model_can_be_asked_again(make: Callable[..., Responses]) -> None:
    """Closing lets go of connections, no more."""
    model = make()
    assert ["Hello.", "Hello."] == [join(all_pieces(model, ASKED)) for _ in range(2)]


def test_a_stream_of_data_lines_alone_is_read(ask: Callable[..., Any]) -> None:
    """Some servers name no events and mark the end as chat completions do."""
    lines = "".join(f"data: {httpx.Response(200, json=each).text}\n\n" for each in HELLO)
    sent = Response(f"{lines}data: [DONE]\n\n", media_type="text/event-stream")
    assert "Hello." == join(ask(sent))


def test_a_turn_that_nobody_reads_any_more_lets_go_of_the_endpoint(
    endpoint: ResponsesEndpoint, make: Callable[..., Responses]
) -> None:
    """Closing the answer closes its connection, and the model can be asked again."""
    endpoint.answers = [[*HELLO[:4], event("output_text.delta", "msg_1", 0, delta="x")], HELLO]

    async def leave() -> Piece:
        model = make()
        answer = model.answer(ASKED)
        first = await anext(answer)
        await answer.aclose()
        assert "Hello." == join([piece async for piece in model.answer(ASKED)])
        await model.aclose()
        return first

    assert "msg_1" == getattr(asyncio.run(leave()), "id", None)
