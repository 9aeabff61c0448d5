"""What a chat-completions endpoint is sent for a prompt. Pure.

`chat_completions` is its user. What is sent is the least that all compatible servers take.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from . import (
    AssistantMessage,
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
    ToolMessage,
    UserMessage,
)


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
        case ImageFilePart():
            return {"type": "text", "text": f"[image file {part.file_id}: not available]"}


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


def _render_choice(choice: str | NamedFunction) -> str | dict[str, Any]:
    if isinstance(choice, NamedFunction):
        return {"type": "function", "function": {"name": choice.name}}
    return choice
