"""The attributes of spans and metrics, by OpenTelemetry's semantic conventions for HTTP and for GenAI. Pure.

Those for GenAI are in development: https://github.com/open-telemetry/semantic-conventions-genai. What has no
place there begins with `assistants_v2`. Nothing here is content; that is in `content`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from ..models.endpoints import Endpoint
from ..observers.events import CallWatch, RequestWatch, TurnLike, count_tokens, name_error
from ..store import RunRow

Attributes: TypeAlias = dict[str, str | int | float | bool | list[str]]

_METHODS = frozenset({"CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "TRACE"})

_TOOL_TYPES: Mapping[str, str] = {"file_search": "datastore", "code_interpreter": "extension"}


def describe_run(run: RunRow) -> Attributes:
    """Return what is known of a run when it begins."""
    return {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.provider.name": "assistants_v2",
        "gen_ai.agent.id": run.assistant_id,
        "gen_ai.conversation.id": run.thread_id,
        "gen_ai.request.model": run.settings["model"],
        "assistants_v2.run.id": run.id,
    }


def describe_run_end(run: RunRow) -> Attributes:
    """Return what is known of a run when it has ended."""
    prompt, completion = count_tokens(run.usage)
    described: Attributes = {
        "assistants_v2.run.status": run.status,
        "assistants_v2.run.turns": run.turns,
        "gen_ai.usage.input_tokens": prompt,
        "gen_ai.usage.output_tokens": completion,
    }
    if run.last_error is not None:
        described["error.type"] = run.last_error["code"]
    if run.incomplete_details:
        described["assistants_v2.run.incomplete_reason"] = run.incomplete_details["reason"]
    return described


def describe_endpoint(endpoint: Endpoint) -> Attributes:
    """Return whom a model turn is asked of, for its span and its metrics."""
    described: Attributes = {
        "gen_ai.operation.name": "chat",
        "gen_ai.provider.name": endpoint.provider,
        "gen_ai.request.model": endpoint.model,
    }
    if endpoint.host is not None:
        described["server.address"] = endpoint.host
    if endpoint.port is not None:
        described["server.port"] = endpoint.port
    return described


def describe_outcome(turn: TurnLike) -> Attributes:
    """Return how a model turn ended, and what it cost."""
    usage = turn.usage
    described: Attributes = {
        "gen_ai.response.finish_reasons": [turn.reason],
        "gen_ai.usage.input_tokens": usage.prompt_tokens,
        "gen_ai.usage.output_tokens": usage.completion_tokens,
    }
    if turn.response_id:
        described["gen_ai.response.id"] = turn.response_id
    if usage.cached_tokens:
        described["gen_ai.usage.cache_read.input_tokens"] = usage.cached_tokens
    if usage.reasoning_tokens:
        described["gen_ai.usage.reasoning.output_tokens"] = usage.reasoning_tokens
    return described


def describe_call(call: CallWatch) -> Attributes:
    """Return what is known of a call of a built-in tool when it begins."""
    described: Attributes = {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.tool.name": call.tool,
        "gen_ai.tool.type": _TOOL_TYPES.get(call.tool, "extension"),
        "gen_ai.conversation.id": call.run.thread_id,
        "assistants_v2.run.id": call.run.id,
    }
    if call.id:
        described["gen_ai.tool.call.id"] = call.id
    return described


def name_method(request: RequestWatch) -> str:
    """Return the method of a request, or `_OTHER` for one that HTTP does not have."""
    return request.method if request.method in _METHODS else "_OTHER"


def describe_request(request: RequestWatch) -> Attributes:
    """Return what is known of a request when it comes.

    Its path and its query are left out: the path is the route with ids filled in, or anything at all.
    """
    described: Attributes = {"http.request.method": name_method(request), "url.scheme": request.scheme}
    if request.server is not None:
        described["server.address"] = request.server[0]
        if request.server[1] is not None:
            described["server.port"] = request.server[1]
    return described


def describe_answer(request: RequestWatch, route: str | None) -> Attributes:
    """Return what is known of a request when it has been answered, for its span and its metric.

    Args:
        request: The request.
        route: The contract's path; None if there is none.
    """
    described: Attributes = {}
    if route is not None:
        described["http.route"] = route
    if request.status is not None:
        described["http.response.status_code"] = request.status
    if request.error is not None:
        described["error.type"] = name_error(request.error)
    elif request.is_left:
        described["error.type"] = "client_left"
    elif request.status is not None and request.status >= 500:
        described["error.type"] = str(request.status)
    return described
