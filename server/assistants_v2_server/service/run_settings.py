"""What a run is told to do: the assistant's settings, overridden by the request. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..requests import refusals
from ..store import AssistantRow
from .context import Json
from .objects import stored_resources, stored_tools


def run_settings(assistant: AssistantRow, body: Mapping[str, Any]) -> Json:
    """The settings of a new run, in the contract's names.

    Args:
        assistant: gives what the request leaves open.
        body: a request that creates a run. `additional_instructions` follow the instructions on a
            line of their own; null counts as left open.

    Raises:
        RequestError: 400, the tool choice or the truncation strategy makes no sense.
    """

    def chosen(name: str, otherwise: Any) -> Any:
        given = body.get(name)
        return otherwise if given is None else given

    tools = assistant.tools if body.get("tools") is None else stored_tools(body["tools"])
    return {
        "model": chosen("model", assistant.model),
        "instructions": _instructions(assistant, body),
        "tools": tools,
        "tool_resources": stored_resources(chosen("tool_resources", assistant.tool_resources)),
        "temperature": float(chosen("temperature", assistant.temperature)),
        "top_p": float(chosen("top_p", assistant.top_p)),
        "reasoning_effort": chosen("reasoning_effort", assistant.reasoning_effort),
        "max_completion_tokens": body.get("max_completion_tokens"),
        "max_prompt_tokens": body.get("max_prompt_tokens"),
        "truncation_strategy": _truncation(body.get("truncation_strategy")),
        "response_format": chosen("response_format", assistant.response_format),
        "tool_choice": _tool_choice(chosen("tool_choice", "auto"), tools),
        "parallel_tool_calls": chosen("parallel_tool_calls", True),
    }


def _instructions(assistant: AssistantRow, body: Mapping[str, Any]) -> str | None:
    instructions = body.get("instructions")
    parts = [assistant.instructions if instructions is None else instructions]
    parts.append(body.get("additional_instructions"))
    return "\n".join(part for part in parts if part) or None


def _truncation(given: Mapping[str, Any] | None) -> Json:
    strategy = {"type": "auto", "last_messages": None, **(given or {})}
    if strategy["type"] == "last_messages" and strategy["last_messages"] is None:
        raise refusals.missing_parameter("truncation_strategy.last_messages")
    return strategy


def _tool_choice(choice: str | Mapping[str, Any], tools: Sequence[Mapping[str, Any]]) -> str | Json:
    if isinstance(choice, str):
        return choice
    kind = choice["type"]
    if kind != "function":
        return {"type": kind}
    if choice.get("function") is None:
        raise refusals.missing_parameter("tool_choice.function")
    name = choice["function"]["name"]
    if not any(tool["type"] == "function" and tool["function"]["name"] == name for tool in tools):
        raise refusals.function_not_offered(name)
    return {"type": "function", "function": {"name": name}}
