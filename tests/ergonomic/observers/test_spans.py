"""Spans and metrics of clients: which there are, what belongs to what, and what they say."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import entry_points
from typing import Any

import httpx
import pytest
from assistants_v2 import APIStatusError, Assistants, AsyncAssistants, RunFailed
from assistants_v2.tracing import AssistantsInstrumentor, uninstrument
from assistants_v2_server import FinishPiece, ModelError, ToolCallPiece, local_transport
from opentelemetry import trace
from opentelemetry.trace import SpanKind, StatusCode

from ...server.driving import DONE, ScriptedModel, says
from ..objects import a_run
from .spans import Kept, keep_spans, parent_id, span_id

SECRET = "the password is swordfish"
CONTENT = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"
RUN = ("POST /threads/{thread_id}/runs", "POST /threads/{thread_id}/runs/{run_id}/submit_tool_outputs")


@pytest.fixture
def kept() -> Iterator[Kept]:
    """Spans and metrics in memory."""
    with keep_spans() as kept:
        yield kept


def asks(*names: str) -> Any:
    """Return a turn of the model's that calls functions."""
    pieces = [ToolCallPiece(index, name, f'{{"of": "{SECRET}"}}') for index, name in enumerate(names)]
    return (*pieces, FinishPiece("tool_calls", DONE.usage))


def begin(client: Any) -> tuple[str, str]:
    """Make a thread and an assistant; return their ids."""
    thread = client.threads.create(messages=[{"role": "user", "content": SECRET}])
    return thread.id, client.assistants.create(model="test-model").id


def execute(client: Assistants, *functions: Any, **options: Any) -> Any:
    """Hold a conversation with a blocking client."""
    thread_id, assistant_id = begin(client)
    return client.threads.runs.execute(thread_id, assistant_id=assistant_id, functions=functions, **options)


def find_current() -> int:
    """Return the id of the span of the moment."""
    return trace.get_current_span().get_span_context().span_id


def test_what_a_run_does_belongs_to_it(kept: Kept) -> None:
    """Its requests and tool calls are its children, whose kinds and attributes the conventions name."""

    def find(of: str) -> str:
        """Find something."""
        return of

    with Assistants.local(model=ScriptedModel(asks("find"), says("Fine."))) as client:
        result = execute(client, find)
    run, tool, request = kept.only("invoke_agent"), kept.only("execute_tool"), kept.only(f"{RUN[0]}/")
    assert ["GET /assistants/{assistant_id}", RUN[0], "execute_tool find", RUN[1]] == kept.names_below(run)
    assert (SpanKind.CLIENT, SpanKind.INTERNAL, SpanKind.CLIENT) == (run.kind, tool.kind, request.kind)
    assert {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.provider.name": "assistants_v2",
        "gen_ai.agent.id": result.run.assistant_id,
        "gen_ai.conversation.id": result.run.thread_id,
        "gen_ai.request.model": "test-model",
        "gen_ai.usage.input_tokens": result.run.usage.prompt_tokens,
        "gen_ai.usage.output_tokens": result.run.usage.completion_tokens,
        "assistants_v2.run.id": result.run.id,
        "assistants_v2.run.status": "completed",
        "server.address": "assistants.local",
        "server.port": 80,
    } == dict(run.attributes or {})
    assert {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.provider.name": "assistants_v2",
        "gen_ai.tool.name": "find",
        "gen_ai.tool.type": "function",
        "gen_ai.tool.call.id": result.tool_calls[0].id,
        "gen_ai.conversation.id": result.run.thread_id,
        "assistants_v2.run.id": result.run.id,
    } == dict(tool.attributes or {})


def test_a_request_says_what_the_conventions_ask_for(kept: Kept) -> None:
    """Also where it went and which id the answer has; a refusal is an error."""
    transport = httpx.MockTransport(lambda _: httpx.Response(404, headers={"x-request-id": "req_1"}))
    client = Assistants(base_url="https://host/v1?a=b", api_key="k", transport=transport)
    with client, pytest.raises(APIStatusError):
        client.threads.messages.list("thread_1", after="msg_1")
    request = kept.only("GET /threads/{thread_id}/messages")
    assert {
        "http.request.method": "GET",
        "http.response.status_code": 404,
        "url.full": "https://host/v1/threads/thread_1/messages",
        "url.template": "/threads/{thread_id}/messages",
        "server.address": "host",
        "server.port": 443,
        "error.type": "404",
        "assistants_v2.request.id": "req_1",
    } == dict(request.attributes or {})
    assert StatusCode.ERROR is request.status.status_code
    assert () == request.events


def test_a_request_carries_its_span_to_the_server(kept: Kept) -> None:
    """The server's spans then belong to it; each attempt is a span of its own."""
    sent: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request.headers["traceparent"])
        if len(sent) < 2:
            return httpx.Response(429, headers={"retry-after-ms": "1"})
        return httpx.Response(200, json=a_run().to_dict())

    transport = httpx.MockTransport(answer)
    with (
        Assistants(base_url="https://host/v1", api_key="", transport=transport) as client,
        kept.tracer.start_as_current_span("of the program"),
    ):
        client.threads.runs.retrieve("run_1", thread_id="thread_1")
    attempts = kept.find("GET /threads")
    assert [format(span_id(each), "016x") for each in attempts] == [each.split("-")[2] for each in sent]
    own = kept.only("of the program")
    assert {span_id(own)} == {parent_id(each) for each in attempts}
    (retry,) = own.events
    assert ("assistants_v2.retry", "RateLimitError") == (
        retry.name,
        (retry.attributes or {})["assistants_v2.reason"],
    )


@pytest.mark.parametrize("tool_timeout", [None, 30.0])
def test_a_tool_runs_in_its_span(kept: Kept, tool_timeout: float | None) -> None:
    """Also where calls run side by side, or in a thread because their time is bounded."""
    seen: dict[str, int] = {}

    def first(of: str) -> None:
        """Do something."""
        seen["first"] = find_current()

    def second(of: str) -> None:
        """Do something else."""
        seen["second"] = find_current()

    with Assistants.local(model=ScriptedModel(asks("first", "second"), says("Fine."))) as client:
        execute(client, first, second, tool_timeout=tool_timeout)
    assert {name: span_id(kept.only(f"execute_tool {name}")) for name in ("first", "second")} == seen


async def _execute(client: AsyncAssistants, *functions: Any) -> None:
    thread = await client.threads.create(messages=[{"role": "user", "content": SECRET}])
    assistant = await client.assistants.create(model="test-model")
    await client.threads.runs.execute(thread.id, assistant_id=assistant.id, functions=functions)


def test_tasks_do_not_mix_their_spans(kept: Kept) -> None:
    """Runs that are followed at once have their own requests and tools, which run in their own spans."""
    seen: list[tuple[str, int]] = []

    async def cooperative(of: str) -> None:
        """Do something."""
        await asyncio.sleep(0.01)
        seen.append(("cooperative", find_current()))

    def blocking(of: str) -> None:
        """Do something in a thread."""
        seen.append(("blocking", find_current()))

    async def hold() -> None:
        turns = [asks("cooperative", "blocking")] * 3 + [says("Fine.")] * 3
        async with AsyncAssistants.local(model=ScriptedModel(*turns)) as client:
            await asyncio.gather(*[_execute(client, cooperative, blocking) for _ in range(3)])

    asyncio.run(hold())
    runs = kept.find("invoke_agent")
    assert [None] * 3 == [parent_id(run) for run in runs]
    for run in runs:
        assert {*RUN, "execute_tool cooperative", "execute_tool blocking"} <= set(kept.names_below(run))
    assert {(each.name.split()[1], span_id(each)) for each in kept.find("execute_tool")} == set(seen)


def test_a_call_that_is_cancelled_ends_its_spans(kept: Kept) -> None:
    """They say what ended them."""
    begun = asyncio.Event()

    async def wait(of: str) -> None:
        """Wait."""
        begun.set()
        await asyncio.sleep(60)

    async def hold() -> None:
        async with AsyncAssistants.local(model=ScriptedModel(asks("wait"))) as client:
            task = asyncio.create_task(_execute(client, wait))
            await begun.wait()
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)

    asyncio.run(hold())
    for name in ("execute_tool wait", "invoke_agent"):
        assert "CancelledError" == (kept.only(name).attributes or {})["error.type"]
    (cancelled,) = kept.only("invoke_agent").events
    assert "assistants_v2.cancel" == cancelled.name
    assert "POST /threads/{thread_id}/runs/{run_id}/cancel" in kept.names_below(kept.only("invoke_agent"))


def test_a_stream_leaves_the_span_of_the_program_alone(kept: Kept) -> None:
    """What the program does with an event is not the run's; what the stream does meanwhile is."""

    def find(of: str) -> str:
        """Find something."""
        return of

    with (
        Assistants.local(model=ScriptedModel(asks("find"), says("Fine."))) as client,
        kept.tracer.start_as_current_span("of the program"),
    ):
        thread_id, assistant_id = begin(client)
        current = find_current()
        stream = client.threads.runs.stream(thread_id, assistant_id=assistant_id, functions=[find])
        with stream as events:
            assert {current} == {find_current() for _ in events}
    run = kept.only("invoke_agent")
    assert span_id(kept.only("of the program")) == parent_id(run)
    assert {*RUN, "execute_tool find"} <= set(kept.names_below(run))
    assert "completed" == (run.attributes or {})["assistants_v2.run.status"]


def test_a_stream_that_is_left_ends_its_span(kept: Kept) -> None:
    """Its end comes with the block's."""
    with Assistants.local(model=ScriptedModel(says("Fine."))) as client:
        thread_id, assistant_id = begin(client)
        with client.threads.runs.stream(thread_id, assistant_id=assistant_id) as events:
            next(iter(events))
            assert [] == kept.find("invoke_agent")
    assert kept.only("invoke_agent")


def test_a_page_that_is_fetched_ahead_belongs_to_whoever_asked(kept: Kept) -> None:
    """The thread that fetches it works for them."""
    with Assistants.local() as client:
        thread = client.threads.create()
        for number in range(6):
            client.threads.messages.create(thread.id, role="user", content=str(number))
        with kept.tracer.start_as_current_span("of the program"):
            assert 6 == len([*client.threads.messages.list(thread.id, limit=2)])
    own = kept.only("of the program")
    assert ["GET /threads/{thread_id}/messages"] * 3 == kept.names_below(own)


def test_no_content_unless_it_is_asked_for(kept: Kept) -> None:
    """Neither messages, arguments and outputs, nor the text of an exception."""

    def find(of: str) -> str:
        """Find something."""
        raise LookupError(of)

    with Assistants.local(model=ScriptedModel(asks("find"), says(SECRET))) as client:
        execute(client, find)
    assert "swordfish" not in kept.to_text()
    assert "LookupError" == (kept.only("execute_tool").attributes or {})["error.type"]


def test_content_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Arguments, outputs and answers stand in the spans when the variable says so."""
    monkeypatch.setenv(CONTENT, "true")

    def find(of: str) -> str:
        """Find something."""
        return "found"

    with keep_spans() as kept:
        with Assistants.local(model=ScriptedModel(asks("find"), says("Fine."))) as client:
            execute(client, find)
        tool, run = kept.only("execute_tool").attributes or {}, kept.only("invoke_agent").attributes or {}
    assert f'{{"of": "{SECRET}"}}' == tool["gen_ai.tool.call.arguments"]
    assert "found" == tool["gen_ai.tool.call.result"]
    assert (
        '[{"role": "assistant", "parts": [{"type": "text", "content": "Fine."}]}]'
        == (run["gen_ai.output.messages"])
    )


def test_a_run_that_fails_is_an_error_by_its_code(kept: Kept) -> None:
    """Its text stays with the exception."""
    model = ScriptedModel(ModelError("rate_limit_exceeded", SECRET))
    with Assistants.local(model=model) as client, pytest.raises(RunFailed):
        execute(client)
    run = kept.only("invoke_agent")
    assert "rate_limit_exceeded" == (run.attributes or {})["error.type"]
    assert StatusCode.ERROR is run.status.status_code
    assert "swordfish" not in kept.to_text()


def test_what_is_measured(kept: Kept) -> None:
    """Times of runs and tools, and tokens: by what has few values, so by no id."""

    def find(of: str) -> str:
        """Find something."""
        return of

    with Assistants.local(model=ScriptedModel(asks("find"), says("Fine."))) as client:
        result = execute(client, find)
    operations = [attributes for attributes, _ in kept.points("gen_ai.client.operation.duration")]
    common = {"gen_ai.provider.name": "assistants_v2"}
    run = {
        **common,
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.request.model": "test-model",
        "assistants_v2.run.status": "completed",
        "server.address": "assistants.local",
        "server.port": 80,
    }
    assert run in operations
    assert {**common, "gen_ai.operation.name": "execute_tool", "gen_ai.tool.name": "find"} in operations
    tokens = {
        attributes["gen_ai.token.type"]: point.sum
        for attributes, point in kept.points("gen_ai.client.token.usage")
        if "invoke_agent" == attributes["gen_ai.operation.name"]
    }
    usage = result.run.usage
    assert {"input": usage.prompt_tokens, "output": usage.completion_tokens} == tokens
    assert not [name for attributes in operations for name in attributes if name.endswith(".id")]


def test_nothing_is_made_once_it_is_switched_off(kept: Kept) -> None:
    """Switching it off twice does no harm."""
    uninstrument()
    uninstrument()
    with Assistants.local() as client:
        client.threads.create()
    assert [] == kept.spans


def test_automatic_instrumentation_finds_it() -> None:
    """`opentelemetry-instrument` looks for this entry point, and passes options that mean nothing here."""
    (found,) = entry_points(group="opentelemetry_instrumentor", name="assistants_v2")
    assert AssistantsInstrumentor is found.load()
    kept = Kept()
    made = AssistantsInstrumentor()
    made.instrument(skip_dep_check=True, tracer_provider=kept.tracers, meter_provider=kept.meters)
    with Assistants.local() as client:
        client.threads.create()
    made.uninstrument()
    assert kept.only("POST /threads")


def test_the_extra_is_named_where_opentelemetry_is_missing() -> None:
    """And a program that does not ask for spans imports nothing of it."""
    program = (
        "import sys; sys.modules.update(opentelemetry=None)\n"
        "from assistants_v2 import Assistants; Assistants.local().close()\n"
        "from assistants_v2.tracing import instrument; instrument()"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    last = done.stderr.splitlines()[-1]
    assert "ModuleNotFoundError: spans need OpenTelemetry: pip install 'assistants-v2[otel]'." == last


def test_the_embedded_server_gets_the_header(kept: Kept) -> None:
    """It is in this process, and yet a server as others are."""
    transport = local_transport()
    real, seen = transport.handle_request, list[str]()

    def note(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["traceparent"])
        return real(request)

    transport.handle_request = note  # type: ignore[method-assign]  # this one tells what it is sent
    with Assistants(base_url="http://assistants.local/v1", api_key="k", transport=transport) as client:
        client.threads.create()
    assert [format(span_id(kept.only("POST /threads")), "016x")] == [each.split("-")[2] for each in seen]
