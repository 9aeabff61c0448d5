"""The spans and metrics of what a server does, recorded by OpenTelemetry's own SDK, in both worlds."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from assistants_v2_server import (
    ChatCompletions,
    FinishPiece,
    ModelError,
    TextPiece,
    Usage,
)
from assistants_v2_server.models.hosted import HostedResultPiece
from assistants_v2_server.tracing import instrument, uninstrument
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.trace import SpanKind, StatusCode, get_current_span

from ..chat_endpoint import ChatEndpoint
from ..driving import Api, ScriptedModel, calls, function, says
from ..hosting import PASSAGE, HostedModel, ending, executing, saying, searching
from ..pausing import PausingModel
from ..scripted_tools import FOODS, Drawer, Ran, ScriptedSearcher, ScriptedSessions, add_store, tools_with
from .conftest import Serve
from .recording import Recording

SECRET = "the user's secret"
RUNS = "/threads/{thread_id}/runs"


def await_status(api: Api, run: dict[str, Any], status: str) -> dict[str, Any]:
    """Look at a run until it has a status; return it."""
    until = time.monotonic() + 30
    while (found := api.get(f"/threads/{run['thread_id']}/runs/{run['id']}"))["status"] != status:
        assert time.monotonic() < until, found
        time.sleep(0.01)
    return found


def draw_runs(recorded: Recording) -> list[str]:
    """The spans of runs and what is below them, from their left edge."""
    lines = recorded.draw()
    within = [line for line in lines if not line.lstrip().startswith(("GET", "POST", "DELETE"))]
    edge = min((len(line) - len(line.lstrip()) for line in within), default=0)
    return [line[edge:] for line in within]


def read(span: ReadableSpan) -> dict[str, Any]:
    """The attributes of a span."""
    return dict(span.attributes or {})


def test_a_run_with_a_function_is_one_tree(serve: Serve, recorded: Recording) -> None:
    """Both turns belong to the run, however long its caller took to answer the call in between."""
    api = serve(model=ScriptedModel(calls("look", arguments=f'{{"a": "{SECRET}"}}'), says(SECRET)))
    thread, assistant = api.thread(SECRET), api.assistant(tools=[function("look")], name=SECRET)
    run = await_status(api, api.run(thread, assistant), "requires_action")
    assert ["chat test-model"] == draw_runs(recorded)
    [call] = run["required_action"]["submit_tool_outputs"]["tool_calls"]
    outputs = {"tool_outputs": [{"tool_call_id": call["id"], "output": SECRET}]}
    api.post(f"/threads/{thread}/runs/{run['id']}/submit_tool_outputs", outputs)
    recorded.await_spans("invoke_agent")
    assert ["invoke_agent", "  chat test-model", "  chat test-model"] == draw_runs(recorded)
    span = recorded.find("invoke_agent")
    assert (SpanKind.INTERNAL, StatusCode.UNSET) == (span.kind, span.status.status_code)
    assert {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.provider.name": "assistants_v2",
        "gen_ai.agent.id": assistant,
        "gen_ai.conversation.id": thread,
        "gen_ai.request.model": "test-model",
        "assistants_v2.run.id": run["id"],
        "assistants_v2.run.status": "completed",
        "assistants_v2.run.turns": 2,
        "gen_ai.usage.input_tokens": 17,
        "gen_ai.usage.output_tokens": 5,
    } == read(span)
    assert SECRET not in recorded.write()


def test_requests_over_http_are_spans_and_runs_belong_to_them(serve: Serve, recorded: Recording) -> None:
    """By the contract's paths; the embedded server has no HTTP, and its runs belong to their callers."""
    api = serve(model=ScriptedModel(says("a")))
    thread, assistant = api.thread("a"), api.assistant()
    trace_id, parent = "0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"
    api.client.headers["traceparent"] = f"00-{trace_id}-{parent}-01"
    run = api.run(thread, assistant)
    del api.client.headers["traceparent"]
    await_status(api, run, "completed")
    recorded.await_spans("invoke_agent")
    span = recorded.find("invoke_agent")
    assert span.context is not None
    assert span.parent is not None
    assert trace_id == f"{span.context.trace_id:032x}"
    if "local" in str(api.client.base_url):
        assert parent == f"{span.parent.span_id:016x}"
        assert not [span for span in recorded.spans if span.kind is SpanKind.SERVER]
        return
    recorded.await_spans(f"GET {RUNS}/{{run_id}}")
    made = recorded.find(f"POST {RUNS}")
    assert made.context is not None
    assert made.parent is not None
    assert (parent, made.context.span_id) == (f"{made.parent.span_id:016x}", span.parent.span_id)
    assert SpanKind.SERVER == made.kind
    host, port = api.client.base_url.host, api.client.base_url.port
    assert {
        "http.request.method": "POST",
        "http.route": RUNS,
        "http.response.status_code": 200,
        "url.scheme": "http",
        "server.address": host,
        "server.port": port,
    } == read(made)


def test_a_request_that_has_a_run_go_on_is_linked_to_it(serve: Serve, recorded: Recording) -> None:
    """It may be of another trace than the one that made the run."""
    api = serve(model=ScriptedModel(calls("look"), says("a")))
    run = api.run(api.thread("a"), api.assistant(tools=[function("look")]))
    [call] = await_status(api, run, "requires_action")["required_action"]["submit_tool_outputs"]["tool_calls"]
    outputs = {"tool_outputs": [{"tool_call_id": call["id"], "output": "x"}]}
    api.client.headers["traceparent"] = f"00-{'1' * 32}-{'2' * 16}-01"
    api.post(f"/threads/{run['thread_id']}/runs/{run['id']}/submit_tool_outputs", outputs)
    recorded.await_spans("invoke_agent")
    [link] = recorded.find("invoke_agent").links
    assert "1" * 32 == f"{link.context.trace_id:032x}"


def test_built_in_tools_are_spans(serve: Serve, recorded: Recording) -> None:
    """Those that fail say so by the class of what was raised."""
    search = calls("file_search", arguments=f'{{"queries": ["{SECRET}"]}}')
    code = calls("python", arguments=f'{{"code": "{SECRET}"}}')
    model = ScriptedModel(search, search, code, says(SECRET))
    searcher = ScriptedSearcher([FOODS], ValueError(SECRET))
    tools = tools_with(searcher=searcher, sessions=ScriptedSessions(Ran(SECRET)), files=Drawer())
    api = serve(model=model, tools=tools)
    thread = api.thread(SECRET)
    add_store(api.server, thread)
    kinds = [{"type": "file_search"}, {"type": "code_interpreter"}]
    run = api.run(thread, api.assistant(tools=kinds))
    recorded.await_spans("invoke_agent")
    assert [
        "invoke_agent",
        "  chat test-model",
        "  execute_tool file_search",
        "  chat test-model",
        "  execute_tool file_search",
        "  chat test-model",
        "  execute_tool code_interpreter",
        "  chat test-model",
    ] == draw_runs(recorded)
    found, failed = [span for span in recorded.spans if span.name == "execute_tool file_search"]
    assert {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": "file_search",
        "gen_ai.tool.type": "datastore",
        "gen_ai.conversation.id": thread,
        "assistants_v2.run.id": run["id"],
    } == {name: value for name, value in read(found).items() if name != "gen_ai.tool.call.id"}
    assert read(found)["gen_ai.tool.call.id"].startswith("call_")
    assert ("ValueError", StatusCode.ERROR) == (read(failed)["error.type"], failed.status.status_code)
    assert SECRET not in recorded.write()


def test_calls_of_the_models_endpoint_are_spans(serve: Serve, recorded: Recording) -> None:
    """They belong to its turn, by its ids; what went wrong there is an error of theirs alone."""
    failing = [*executing(SECRET)[:-1], HostedResultPiece(error=SECRET)]
    turn = [*searching(PASSAGE, queries=(SECRET,)), *failing, *saying(SECRET), ending(response_id="resp_1")]
    api = serve(model=HostedModel(turn))
    kinds = [{"type": "file_search"}, {"type": "code_interpreter"}]
    api.run(api.thread(SECRET), api.assistant(tools=kinds))
    recorded.await_spans("invoke_agent")
    assert [
        "invoke_agent",
        "  chat test-model",
        "  execute_tool file_search",
        "  execute_tool code_interpreter",
    ] == draw_runs(recorded)
    assert "resp_1" == read(recorded.find("chat test-model"))["gen_ai.response.id"]
    assert "fs_1" == read(recorded.find("execute_tool file_search"))["gen_ai.tool.call.id"]
    failed = recorded.find("execute_tool code_interpreter")
    assert ("HostedCallFailed", StatusCode.ERROR) == (read(failed)["error.type"], failed.status.status_code)
    assert SECRET not in recorded.write()


@pytest.mark.parametrize("is_left", [False, True], ids=["whole", "left"])
def test_a_stream_is_one_request_to_its_end(serve: Serve, recorded: Recording, is_left: bool) -> None:
    """Whether its client stays or leaves; the run goes on to its own end in any case."""
    model = PausingModel(TextPiece("a"))
    api = serve(model=model)
    thread, body = api.thread("a"), {"assistant_id": api.assistant(), "stream": True}
    with api.client.stream("POST", f"/threads/{thread}/runs", json=body) as answer:
        pieces = answer.iter_bytes()
        next(pieces)
        model.paused.wait(30)
        assert [] == [span.name for span in recorded.spans if span.name in (f"POST {RUNS}", "invoke_agent")]
        if not is_left:
            model.go_on()
            assert [*pieces]
    is_served = "local" not in str(api.client.base_url)
    if is_left:
        if is_served:  # else the rest might be sent before it is noticed
            recorded.await_spans(f"POST {RUNS}")
        model.go_on()
    recorded.await_spans("invoke_agent")
    if is_served:
        recorded.await_spans(f"POST {RUNS}")
        span = recorded.find(f"POST {RUNS}")
        assert ("client_left" if is_left else None) == read(span).get("error.type")
        assert (200, StatusCode.UNSET) == (read(span)["http.response.status_code"], span.status.status_code)
    assert ["invoke_agent", "  chat test-model"] == draw_runs(recorded)


def test_a_failure_is_an_error_of_turn_and_run(serve: Serve, recorded: Recording) -> None:
    """With the code that the run has."""
    api = serve(model=ScriptedModel(ModelError("rate_limit_exceeded", SECRET)))
    api.run(api.thread("a"), api.assistant())
    recorded.await_spans("invoke_agent")
    for name in ("chat test-model", "invoke_agent"):
        span = recorded.find(name)
        assert ("rate_limit_exceeded", StatusCode.ERROR) == (
            read(span)["error.type"],
            span.status.status_code,
        )
        assert () == tuple(span.events)
    assert SECRET not in recorded.write()


def test_a_cancellation_ends_everything(serve: Serve, recorded: Recording) -> None:
    """The turn is broken off, which is an error of the turn and none of the run."""
    model = PausingModel(TextPiece("a"))
    api = serve(model=model)
    run = api.run(api.thread("a"), api.assistant())
    model.paused.wait(30)
    api.post(f"/threads/{run['thread_id']}/runs/{run['id']}/cancel")
    recorded.await_spans("invoke_agent", "chat test-model")
    assert "cancelled" == read(recorded.find("chat test-model"))["error.type"]
    span = recorded.find("invoke_agent")
    assert ("cancelled", StatusCode.UNSET) == (
        read(span)["assistants_v2.run.status"],
        span.status.status_code,
    )


@pytest.mark.parametrize("end", ["delete", "close", "uninstrument"])
def test_nothing_stays_open(serve: Serve, recorded: Recording, end: str) -> None:
    """The span of a run ends with its thread, with its server, and with the recording."""
    model = PausingModel(TextPiece("a"))
    api = serve(model=model)
    run = api.run(api.thread("a"), api.assistant())
    model.paused.wait(30)
    ends: dict[str, Callable[[], object]] = {
        "delete": lambda: api.delete(f"/threads/{run['thread_id']}"),
        "close": api.server.close,
        "uninstrument": uninstrument,
    }
    ends[end]()
    recorded.await_spans("invoke_agent")
    status = {"delete": "deleted"}.get(end, "let go")
    assert status == read(recorded.find("invoke_agent"))["assistants_v2.run.status"]


def test_a_run_that_another_server_ends_is_ended_here_too(
    serve: Serve, recorded: Recording, tmp_path: Any
) -> None:
    """As soon as it is noticed."""
    first, second = (serve(path=tmp_path / "a.db", model=PausingModel(TextPiece("a"))) for _ in range(2))
    run = first.run(first.thread("a"), first.assistant())
    second.post(f"/threads/{run['thread_id']}/runs/{run['id']}/cancel")
    recorded.await_spans("invoke_agent")
    assert "cancelled" == read(recorded.find("invoke_agent"))["assistants_v2.run.status"]


def test_a_run_that_is_taken_up_after_a_restart_has_a_span_of_its_own(
    serve: Serve, recorded: Recording, tmp_path: Any
) -> None:
    """The trace of the request that made it went with the process."""
    model = PausingModel(TextPiece("a"))
    first = serve(path=tmp_path / "a.db", model=model)
    run = first.run(first.thread("a"), first.assistant())
    model.paused.wait(30)
    first.server.close()
    recorded.await_spans("invoke_agent")
    again = PausingModel(TextPiece("a"))
    second = serve(path=tmp_path / "a.db", model=again)
    again.go_on()
    await_status(second, run, "completed")
    until = time.monotonic() + 30
    while len(found := [span for span in recorded.spans if span.name == "invoke_agent"]) < 2:
        assert time.monotonic() < until
        time.sleep(0.01)
    assert ["let go", "completed"] == [read(span)["assistants_v2.run.status"] for span in found]
    assert found[1].parent is None


def test_an_endpoint_is_asked_within_the_trace_of_the_turn(serve: Serve, recorded: Recording) -> None:
    """The span says where it is and which model is asked for, and the request carries the trace on."""
    endpoint = ChatEndpoint()
    with endpoint.serve() as address:
        api = serve(model=ChatCompletions(address, models={"gpt-4o": "llama"}))
        api.run(api.thread("a"), api.assistant(model="gpt-4o"))
        recorded.await_spans("invoke_agent")
    span = recorded.find("chat llama")
    assert {
        "gen_ai.provider.name": "openai",
        "gen_ai.request.model": "llama",
        "gen_ai.response.model": "llama-of-today",
        "server.address": "127.0.0.1",
        "server.port": int(address.rpartition(":")[2]),
    }.items() <= read(span).items()
    assert span.context is not None
    carried = f"00-{span.context.trace_id:032x}-{span.context.span_id:016x}-"
    assert [carried] == [str(trace)[:-2] for trace in endpoint.traces]


def test_what_a_model_of_the_program_does_belongs_to_its_turn(serve: Serve, recorded: Recording) -> None:
    """Its own spans are below that of the turn, though it blocks in a thread."""
    tracer = recorded.tracers.get_tracer("of the program")

    class Asking(ScriptedModel):
        """Has a span of its own."""

        def answer(self, prompt: Any) -> Any:
            """Answer."""
            with tracer.start_as_current_span("of the program"):
                yield from super().answer(prompt)

    api = serve(model=Asking(says("a")))
    api.run(api.thread("a"), api.assistant())
    recorded.await_spans("invoke_agent")
    assert ["invoke_agent", "  chat test-model", "    of the program"] == draw_runs(recorded)


def test_a_run_belongs_to_the_span_that_its_caller_is_in(serve: Serve, recorded: Recording) -> None:
    """In one process that needs no header of the client's."""
    api = serve(model=ScriptedModel(says("a")))
    if "local" not in str(api.client.base_url):
        pytest.skip("over HTTP a header carries the trace")
    thread, assistant = api.thread("a"), api.assistant()
    with recorded.tracers.get_tracer("program").start_as_current_span("program"):
        api.run(thread, assistant)
    recorded.await_spans("invoke_agent", "program")
    assert ["program", "  invoke_agent", "    chat test-model"] == recorded.draw()
    assert not get_current_span().get_span_context().is_valid


def test_usage_and_reasons_are_attributes_and_metrics(serve: Serve, recorded: Recording) -> None:
    """Tokens and times are counted by model; failures by their code."""
    usage = Usage(prompt_tokens=10, completion_tokens=4, cached_tokens=3, reasoning_tokens=2)
    turn = (TextPiece("a"), FinishPiece("length", usage, "test-model-2026"))
    api = serve(model=ScriptedModel(turn, ModelError("server_error", "no")))
    thread, assistant = api.thread("a"), api.assistant()
    await_status(api, api.run(thread, assistant), "incomplete")
    await_status(api, api.run(thread, assistant), "failed")
    recorded.await_spans("invoke_agent")
    described = read(next(span for span in recorded.spans if span.name == "chat test-model"))
    assert {
        "gen_ai.response.model": "test-model-2026",
        "gen_ai.response.finish_reasons": ("length",),
        "gen_ai.usage.input_tokens": 10,
        "gen_ai.usage.output_tokens": 4,
        "gen_ai.usage.cache_read.input_tokens": 3,
        "gen_ai.usage.reasoning.output_tokens": 2,
    }.items() <= described.items()
    metrics = recorded.list_metrics()
    turns = metrics["gen_ai.client.operation.duration"]
    assert [(None, 1), ("server_error", 1)] == [(point.get("error.type"), count) for point, count in turns]
    tokens = metrics["gen_ai.client.token.usage"]
    assert [("input", 1), ("output", 1)] == [(point["gen_ai.token.type"], count) for point, count in tokens]
    if "local" not in str(api.client.base_url):
        requests = metrics["http.server.request.duration"]
        assert RUNS in [point["http.route"] for point, _ in requests]


def test_content_is_there_for_whoever_asks(
    serve: Serve, recorded: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the variable that other instrumentations have as well."""
    monkeypatch.setenv("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true")
    instrument(recorded.tracers)
    asked = calls("file_search", arguments='{"queries": ["cake"]}')
    tools = tools_with(searcher=ScriptedSearcher([FOODS]))
    api = serve(model=ScriptedModel(asked, says("Filip's")), tools=tools)
    thread = api.thread("whose cake?")
    add_store(api.server, thread)
    api.run(thread, api.assistant(name="Baker", instructions="Be kind.", tools=[{"type": "file_search"}]))
    recorded.await_spans("invoke_agent Baker")
    assert "Baker" == read(recorded.find("invoke_agent Baker"))["gen_ai.agent.name"]
    first, last = [read(span) for span in recorded.spans if span.name == "chat test-model"]
    assert "Be kind." in first["gen_ai.system_instructions"]
    assert (
        '[{"role": "user", "parts": [{"type": "text", "content": "whose cake?"}]}]'
        == (first["gen_ai.input.messages"])
    )
    assert '"type": "tool_call_response"' in last["gen_ai.input.messages"]
    assert (
        '[{"role": "assistant", "parts": [{"type": "text", "content": "Filip\'s"}], "finish_reason": "stop"}]'
        == last["gen_ai.output.messages"]
    )
    tool = read(recorded.find("execute_tool file_search"))
    assert "cake" in tool["gen_ai.tool.call.arguments"]
    assert "Filip: cake" in tool["gen_ai.tool.call.result"]


def test_nothing_is_recorded_after_the_end(serve: Serve, recorded: Recording) -> None:
    """Switching it off twice does no harm."""
    api = serve(model=ScriptedModel(says("a")))
    uninstrument()
    uninstrument()
    await_status(api, api.run(api.thread("a"), api.assistant()), "completed")
    assert [] == [*recorded.spans]
