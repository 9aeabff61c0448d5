"""What a run is told to do: the settings of the assistant, overridden by the request. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..builtin_tools import BuiltinTools
from ..requests import refusals
from ..store import AssistantRow, JsonObject
from .objects import normalize_resources, normalize_sampling, normalize_tools


def resolve_settings(assistant: AssistantRow, body: JsonObject, server: BuiltinTools) -> JsonObject:
    """Return the settings of a new run, in the contract's names.

    Args:
        assistant: Gives what the request leaves open.
        body: A request that creates a run. `additional_instructions` follow the instructions on a
            line of their own; null counts as left open.
        server: The built-in tools that there are.

    Raises:
        RequestError: 400, the tool choice or the truncation strategy is incomplete or contradicts
            the tools, or forces a tool that is not executed here.
    """

    def choose(name: str, default: Any) -> Any:
        given = body.get(name)
        return default if given is None else given

    tools = assistant.tools if body.get("tools") is None else normalize_tools(body["tools"])
    return {
        "model": choose("model", assistant.model),
        "instructions": _join_instructions(assistant, body),
        "tools": tools,
        "tool_resources": normalize_resources(choose("tool_resources", assistant.tool_resources)),
        "temperature": normalize_sampling(choose("temperature", assistant.temperature)),
        "top_p": normalize_sampling(choose("top_p", assistant.top_p)),
        "reasoning_effort": choose("reasoning_effort", assistant.reasoning_effort),
        "max_completion_tokens": body.get("max_completion_tokens"),
        "max_prompt_tokens": body.get("max_prompt_tokens"),
        "truncation_strategy": _complete_truncation(body.get("truncation_strategy")),
        "response_format": choose("response_format", assistant.response_format),
        "tool_choice": _check_tool_choice(choose("tool_choice", "auto"), tools, server),
        "parallel_tool_calls": choose("parallel_tool_calls", True),
    }


def list_wanted_tools(assistant: AssistantRow, body: JsonObject) -> list[JsonObject]:
    """Return the tools of a new run, and the one that it has to call; see `resolve_settings`."""
    given, choice = body.get("tools"), body.get("tool_choice")
    tools: Sequence[JsonObject] = assistant.tools if given is None else given
    return [*tools, *([choice] if isinstance(choice, dict) else [])]


def _join_instructions(assistant: AssistantRow, body: JsonObject) -> str | None:
    instructions = body.get("instructions")
    parts = [assistant.instructions if instructions is None else instructions]
    parts.append(body.get("additional_instructions"))
    return "\n".join(part for part in parts if part) or None


def _complete_truncation(given: JsonObject | None) -> JsonObject:
    strategy = {"type": "auto", "last_messages": None, **(given or {})}
    if strategy["type"] == "last_messages" and strategy["last_messages"] is None:
        raise refusals.missing_parameter("truncation_strategy.last_messages")
    return strategy


def _check_tool_choice(
    choice: str | JsonObject, tools: Sequence[JsonObject], server: BuiltinTools
) -> str | JsonObject:
    missing = server.list_missing(tools)
    if choice == "required" and missing and all(tool["type"] in missing for tool in tools):
        raise refusals.tool_not_executed(" or ".join(missing))
    if isinstance(choice, str):
        return choice
    kind = choice["type"]
    if server.list_missing([choice]):
        raise refusals.tool_not_executed(kind)
    if kind != "function":
        if not any(tool["type"] == kind for tool in tools):
            raise refusals.tool_not_offered(kind)
        return {"type": kind}
    if choice.get("function") is None:
        raise refusals.missing_parameter("tool_choice.function")
    name = choice["function"]["name"]
    if not any(tool["type"] == "function" and tool["function"]["name"] == name for tool in tools):
        raise refusals.function_not_offered(name)
    return {"type": "function", "function": {"name": name}}
