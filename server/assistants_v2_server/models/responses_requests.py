"""What a `/responses` endpoint is sent for a prompt. Pure.

`responses` is its user. What is sent is the least that all compatible servers take.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from . import (
    AssistantMessage,
    AttachedFilePart,
    FunctionCall,
    FunctionTool,
    ImageFilePart,
    ImageUrlPart,
    NamedFunction,
    Part,
    Prompt,
    PromptMessage,
    SystemMessage,
    TextPart,
    ToolChoice,
    ToolMessage,
    UserMessage,
)
from .hosted import HostedTool

ENCRYPTED_REASONING = "reasoning.encrypted_content"
"""What an endpoint that keeps nothing is asked for, to be given it again: what a model has thought."""

_RESULTS: Mapping[str, str] = {
    "file_search": "file_search_call.results",
    "code_interpreter": "code_interpreter_call.outputs",
}
"""What is asked for beside each hosted tool: without that an endpoint does not say what it came to."""

_RANKERS: Mapping[str, str] = {"auto": "auto", "default_2024_08_21": "default-2024-11-15"}
"""The rankers of this API by those of the Assistants API."""


def build_request(
    prompt: Prompt, model: str, messages: Sequence[PromptMessage] | None = None
) -> dict[str, Any]:
    """Return the body of the request for a prompt; what the prompt leaves open is left out.

    Args:
        prompt: What the model is given.
        model: The model to ask for.
        messages: What of its messages is sent; None, the default, for all of them.
    """
    body: dict[str, Any] = {
        "model": model,
        "input": render_messages(
            prompt.messages if messages is None else messages, match_calls(prompt.messages)
        ),
    }
    optional = {
        "instructions": prompt.instructions or None,
        "temperature": prompt.temperature,
        "top_p": prompt.top_p,
        "max_output_tokens": prompt.max_completion_tokens,
        "reasoning": None if prompt.reasoning_effort is None else {"effort": prompt.reasoning_effort},
        "text": None
        if prompt.response_format is None
        else {"format": _render_format(prompt.response_format)},
    }
    body |= {name: value for name, value in optional.items() if value is not None}
    return body | _render_tools(prompt)


def _render_tools(prompt: Prompt) -> dict[str, Any]:
    """Return what is said of tools; nothing where there are none."""
    hosted = list_usable(prompt.hosted_tools)
    tools = [*map(_render_function, prompt.functions), *map(_render_hosted_tool, hosted)]
    if not tools:
        return {}
    said: dict[str, Any] = {"tools": tools}
    if prompt.tool_choice != "auto" and not _is_unusable(prompt.tool_choice, hosted):
        said["tool_choice"] = _render_choice(prompt.tool_choice)
    if not prompt.parallel_tool_calls:
        said["parallel_tool_calls"] = False
    return said


def list_usable(tools: Iterable[HostedTool]) -> list[HostedTool]:
    """Return hosted tools without a search that has nothing to search, which endpoints refuse."""
    return [tool for tool in tools if tool.kind != "file_search" or tool.store_ids]


def list_results(tools: Iterable[HostedTool]) -> list[str]:
    """Return what is asked for beside hosted tools: what they came to."""
    return [_RESULTS[tool.kind] for tool in list_usable(tools)]


def render_messages(messages: Iterable[PromptMessage], known: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return messages as input items, without instructions, which have a place of their own.

    Args:
        messages: The messages. What the endpoint has asked to be given again stands in place of a turn.
        known: The endpoint's ids of calls, by the ids that they have here.
    """
    items: list[dict[str, Any]] = []
    for message in messages:
        match message:
            case SystemMessage():
                continue
            case UserMessage():
                items.append(_render_message("user", _render_content(message.parts)))
            case AssistantMessage():
                items += _render_turn(message)
            case ToolMessage():
                call_id = known.get(message.call_id, message.call_id)
                output = {"type": "function_call_output", "call_id": call_id, "output": message.output}
                items.append(output)
    return items


def match_calls(messages: Iterable[PromptMessage]) -> dict[str, str]:
    """Return the endpoint's ids of all calls, by the ids that they have here."""
    known: dict[str, str] = {}
    for message in messages:
        if isinstance(message, AssistantMessage):
            given = [item for item in message.items if item.get("type") == "function_call"]
            known |= {call.id: call.id for call in message.calls}
            pairs = zip(message.calls, given, strict=False)
            known |= {call.id: str(item.get("call_id") or call.id) for call, item in pairs}
    return known


def _render_turn(message: AssistantMessage) -> list[dict[str, Any]]:
    if message.items:
        return [dict(item) for item in message.items if not _is_empty_thought(item)]
    said = [_render_message("assistant", message.text)] if message.text else []
    return [*said, *map(_render_call, message.calls)]


def _is_empty_thought(item: Mapping[str, Any]) -> bool:
    """Say whether an item is a thought that the endpoint kept to itself, and would look for in vain now."""
    parts = ("encrypted_content", "content", "summary")
    return item.get("type") == "reasoning" and not any(item.get(part) for part in parts)


def _render_message(role: str, content: str | list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "message", "role": role, "content": content}


def _render_content(parts: Sequence[Part]) -> str | list[dict[str, Any]]:
    """Return plain text where that is all there is: every server takes text, not every one takes parts."""
    rendered = [_render_part(part) for part in parts]
    if all(part["type"] == "input_text" for part in rendered):
        return "\n".join(part["text"] for part in rendered)
    return rendered


def _render_part(part: Part) -> dict[str, Any]:
    match part:
        case TextPart():
            return {"type": "input_text", "text": part.text}
        case ImageUrlPart():
            return {"type": "input_image", "image_url": part.url, "detail": part.detail}
        case ImageFilePart(url=str()):
            return {"type": "input_image", "image_url": part.url, "detail": part.detail}
        case ImageFilePart() | AttachedFilePart():
            return {"type": "input_text", "text": part.note}


def _render_call(call: FunctionCall) -> dict[str, Any]:
    return {"type": "function_call", "call_id": call.id, "name": call.name, "arguments": call.arguments}


def _render_function(tool: FunctionTool) -> dict[str, Any]:
    function: dict[str, Any] = {"type": "function", "name": tool.name}
    if tool.description is not None:
        function["description"] = tool.description
    function["parameters"] = tool.parameters or {"type": "object", "properties": {}}
    # Always said: this API holds models to a schema, and changes it for that, unless it is told not to.
    return function | {"strict": tool.strict}


def _render_hosted_tool(tool: HostedTool) -> dict[str, Any]:
    if tool.kind == "code_interpreter":
        container = {"type": "auto"} | ({"file_ids": [*tool.file_ids]} if tool.file_ids else {})
        return {"type": "code_interpreter", "container": container}
    search: dict[str, Any] = {"type": "file_search", "vector_store_ids": [*tool.store_ids]}
    if (most := tool.options.get("max_num_results")) is not None:
        search["max_num_results"] = most
    if ranking := _render_ranking(tool.options.get("ranking_options") or {}):
        search["ranking_options"] = ranking
    return search


def _render_ranking(options: Mapping[str, Any]) -> dict[str, Any]:
    ranker = options.get("ranker")
    given = {
        "ranker": None if ranker is None else _RANKERS.get(ranker, ranker),
        "score_threshold": options.get("score_threshold"),
    }
    return {name: value for name, value in given.items() if value is not None}


def _render_choice(choice: ToolChoice) -> str | dict[str, Any]:
    match choice:
        case NamedFunction():
            return {"type": "function", "name": choice.name}
        case HostedTool():
            return {"type": choice.kind}
        case _:
            return choice


def _is_unusable(choice: ToolChoice, hosted: Iterable[HostedTool]) -> bool:
    """Say whether a hosted tool is chosen that is not offered."""
    return isinstance(choice, HostedTool) and choice.kind not in {tool.kind for tool in hosted}


def _render_format(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a response format, whose schema this API has one level higher."""
    schema: Mapping[str, Any] = given.get("json_schema") or {}
    described = {name: value for name, value in schema.items() if value is not None}
    return {"type": given["type"], **described}
