"""What a chat-completions endpoint is sent for a prompt. Pure.

`chat_completions` is its user. What is sent is the least that all compatible servers take.
"""

from __future__ import annotations

from collections.abc import Sequence
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


def build_request(prompt: Prompt, model: str, host: str) -> dict[str, Any]:
    """Return the body of the request for a prompt; what the prompt leaves open is left out.

    Args:
        prompt: What the model is given.
        model: The model to ask for.
        host: The host of the endpoint. OpenAI's own wants a newer name for the token limit, which
            others do not know.
    """
    body: dict[str, Any] = {
        "model": model,
        "messages": [_render_message(message) for message in prompt.messages],
    }
    if prompt.functions:
        body["tools"] = [_render_function(function) for function in prompt.functions]
        if prompt.tool_choice != "auto":
            body["tool_choice"] = _render_choice(prompt.tool_choice)
        if not prompt.parallel_tool_calls:
            body["parallel_tool_calls"] = False
    own = host.endswith((".openai.com", ".openai.azure.com"))
    optional = {
        "temperature": prompt.temperature,
        "top_p": prompt.top_p,
        "reasoning_effort": prompt.reasoning_effort,
        "response_format": prompt.response_format,
        "max_completion_tokens" if own else "max_tokens": prompt.max_completion_tokens,
    }
    return body | {name: value for name, value in optional.items() if value is not None}


def merge_messages(messages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rendered messages in which no two of one role follow each other, but for outputs of tools.

    A blank line parts what several said. Calls stay with what the assistant said before them.
    """
    merged: list[dict[str, Any]] = []
    for message in messages:
        last = merged[-1] if merged else {"role": None}
        # Calls are answered next, so nothing can follow them in their own role.
        if message["role"] == last["role"] != "tool" and "tool_calls" not in last:
            merged[-1] = {**last, **message, "content": _join_contents(last["content"], message["content"])}
        else:
            merged.append(message)
    return merged


def move_instructions(messages: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rendered messages without one of the system: instructions become words of the user."""
    return [{**message, "role": "user"} if message["role"] == "system" else message for message in messages]


def _join_contents(first: Any, second: Any) -> Any:
    """Return the contents of two messages as one: a text if both are, else parts."""
    if not first or not second:
        return first or second
    if isinstance(first, str) and isinstance(second, str):
        return f"{first}\n\n{second}"
    return [*_list_parts(first), *_list_parts(second)]


def _list_parts(content: Any) -> list[dict[str, Any]]:
    return [{"type": "text", "text": content}] if isinstance(content, str) else content


def _render_message(message: PromptMessage) -> dict[str, Any]:
    match message:
        case SystemMessage():
            return {"role": "system", "content": message.text}
        case UserMessage():
            return {"role": "user", "content": _render_content(message.parts)}
        case AssistantMessage(text, calls):
            said: dict[str, Any] = {"role": "assistant", "content": text}
            # Next to calls, no text is null; alone, an empty text is a text.
            return (
                said | {"content": text or None, "tool_calls": list(map(_render_call, calls))}
                if calls
                else said
            )
        case ToolMessage():
            return {"role": "tool", "tool_call_id": message.call_id, "content": message.output}


def _render_content(parts: Sequence[Part]) -> str | list[dict[str, Any]]:
    """Return plain text where that is all there is: every server takes text, not every one takes parts."""
    rendered = [_render_part(part) for part in parts]
    if all(part["type"] == "text" for part in rendered):
        return "\n".join(part["text"] for part in rendered)
    return rendered


def _render_part(part: Part) -> dict[str, Any]:
    match part:
        case TextPart():
            return {"type": "text", "text": part.text}
        case ImageUrlPart():
            return {"type": "image_url", "image_url": {"url": part.url, "detail": part.detail}}
        case ImageFilePart(url=str()):
            return {"type": "image_url", "image_url": {"url": part.url, "detail": part.detail}}
        case ImageFilePart() | AttachedFilePart():
            return {"type": "text", "text": part.note}


def _render_call(call: FunctionCall) -> dict[str, Any]:
    return {
        "id": call.id,
        "type": "function",
        "function": {"name": call.name, "arguments": call.arguments},
    }


def _render_function(tool: FunctionTool) -> dict[str, Any]:
    function: dict[str, Any] = {"name": tool.name}
    if tool.description is not None:
        function["description"] = tool.description
    function["parameters"] = tool.parameters or {"type": "object", "properties": {}}
    if tool.strict:
        function["strict"] = True
    return {"type": "function", "function": function}


def _render_choice(choice: ToolChoice) -> str | dict[str, Any]:
    match choice:
        case NamedFunction():
            return {"type": "function", "function": {"name": choice.name}}
        case HostedTool():  # which these endpoints do not have
            return "auto"
        case _:
            return choice
