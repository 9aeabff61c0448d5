"""What spans and metrics say of a client's doings, by OpenTelemetry's conventions for HTTP and GenAI. Pure.

Those for GenAI are in development: https://github.com/open-telemetry/semantic-conventions-genai. What has no
place there begins with `assistants_v2`. Content is apart, in functions that end in `_content`. Used by
`observers.spans`.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import urlsplit

from attrs import asdict

from .configuration import LOCAL_BASE_URL
from .log_lines import name_tool
from .polling import SETTLED

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .client_events import RequestEvent, RunEvent, ToolEvent

Attributes: TypeAlias = "dict[str, str | int | float]"

CONTENT_VARIABLE = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"
_ASKED = frozenset({"true", "1", "span_only", "span_and_event"})
_PORTS = {"http": 80, "https": 443}
_PROVIDER = "assistants_v2"


def is_content_asked(environment: Mapping[str, str]) -> bool:
    """Say whether spans are to hold what conversations say."""
    return environment.get(CONTENT_VARIABLE, "").strip().lower() in _ASKED


def is_embedded(event: RequestEvent) -> bool:
    """Say whether a request goes to a server in this process."""
    return event.base_url == LOCAL_BASE_URL


@lru_cache(64)
def _describe_server(base_url: str) -> tuple[tuple[str, str | int], ...]:
    parts = urlsplit(base_url)
    port = parts.port or _PORTS.get(parts.scheme, 0)
    return (("server.address", parts.hostname or ""), ("server.port", port))


def name_request(event: RequestEvent) -> str:
    """Return the name of a request's span."""
    return f"{event.method} {event.template}"


def describe_request(event: RequestEvent) -> Attributes:
    """Return what is known of a request when it begins. Its query is left out: it may hold anything."""
    return {
        "http.request.method": event.method,
        "url.full": event.base_url + event.path,
        "url.template": event.template,
        **dict(_describe_server(event.base_url)),
    }


def describe_answer(event: RequestEvent) -> Attributes:
    """Return what is known of a request when it has ended."""
    described: Attributes = {}
    if event.status is not None:
        described["http.response.status_code"] = event.status
    if event.request_id is not None:
        described["assistants_v2.request.id"] = event.request_id
    if event.status is not None and event.status >= 400:
        described["error.type"] = str(event.status)
    elif event.error_type is not None:
        described["error.type"] = event.error_type
    return described


def describe_tool(event: ToolEvent) -> Attributes:
    """Return what is known of a tool call when it begins."""
    return {
        "gen_ai.operation.name": "execute_tool",
        "gen_ai.provider.name": _PROVIDER,
        "gen_ai.tool.name": name_tool(event.name),
        "gen_ai.tool.type": "function",
        "gen_ai.tool.call.id": event.call_id,
        "gen_ai.conversation.id": event.thread_id,
        "assistants_v2.run.id": event.run_id,
    }


def measure_tool(event: ToolEvent) -> Attributes:
    """Return by what the times of tool calls are counted; a name that no function has is not among them."""
    measured: Attributes = {"gen_ai.operation.name": "execute_tool", "gen_ai.provider.name": _PROVIDER}
    if event.is_known:
        measured["gen_ai.tool.name"] = event.name
    if event.error_type is not None:
        measured["error.type"] = event.error_type
    return measured


def describe_arguments_content(event: ToolEvent) -> Attributes:
    """Return what a tool is called with."""
    return {"gen_ai.tool.call.arguments": event.arguments}


def describe_output_content(event: ToolEvent) -> Attributes:
    """Return what a tool call is answered with."""
    return {} if event.output is None else {"gen_ai.tool.call.result": event.output}


def describe_run(event: RunEvent) -> Attributes:
    """Return what is known of a run when it begins to be followed."""
    described: Attributes = {
        "gen_ai.operation.name": "invoke_agent",
        "gen_ai.provider.name": _PROVIDER,
        **dict(_describe_server(event.base_url)),
    }
    if event.thread_id:
        described["gen_ai.conversation.id"] = event.thread_id
    if event.run_id:
        described["assistants_v2.run.id"] = event.run_id
    return described


def describe_run_end(event: RunEvent) -> Attributes:
    """Return what is known of a run when it is followed no longer."""
    described, run = describe_run(event), event.run
    if run is not None:
        described["assistants_v2.run.status"] = str(event.status)
        if run.assistant_id:
            described["gen_ai.agent.id"] = run.assistant_id
        if run.model:
            described["gen_ai.request.model"] = run.model
        for kind, count in count_tokens(event).items():
            described[f"gen_ai.usage.{kind}_tokens"] = count
    if failure := name_failure(event):
        described["error.type"] = failure
    return described


def name_failure(event: RunEvent) -> str | None:
    """Return why a run did not come to a good end: the code of its error, or a class; None if it did."""
    code = getattr(getattr(event.run, "last_error", None), "code", None)
    if event.status in SETTLED and code:
        return str(code)
    return event.error_type or (event.status if event.status in ("failed", "expired", "cancelled") else None)


def measure_run(event: RunEvent) -> Attributes:
    """Return by what the times of runs are counted."""
    left_out = ("gen_ai.usage", "gen_ai.conversation", "assistants_v2.run.id", "gen_ai.agent.id")
    return {name: value for name, value in describe_run_end(event).items() if not name.startswith(left_out)}


def count_tokens(event: RunEvent) -> dict[str, int]:
    """Return how many tokens a run took, by `input` and `output`; none as long as the server does not say."""
    usage = getattr(event.run, "usage", None)
    if usage is None:
        return {}
    return {"input": usage.prompt_tokens or 0, "output": usage.completion_tokens or 0}


def describe_messages_content(event: RunEvent) -> Attributes:
    """Return what a run wrote, in the form of the conventions: messages with parts, as JSON."""
    messages = [
        {
            "role": "assistant",
            "parts": [
                {"type": "text", "content": part.text.value if part.text else ""}
                for part in message.content or ()
                if part.type == "text"
            ],
        }
        for message in event.messages
    ]
    return {"gen_ai.output.messages": json.dumps(messages, ensure_ascii=False)} if messages else {}


def describe_happening(event: Any) -> Attributes:
    """Return what an event that takes no time says, as attributes of an event of a span."""
    known = asdict(event, recurse=False)
    return {f"assistants_v2.{name}": value for name, value in known.items() if value is not None}
