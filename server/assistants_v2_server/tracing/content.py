"""What a conversation says, as attributes of spans: only for whoever asks for it. Pure, but for the variable.

The form is that of the semantic conventions for GenAI: messages with parts, as JSON text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ..models import (
    AssistantMessage,
    ImageFilePart,
    ImageUrlPart,
    Part,
    Prompt,
    PromptMessage,
    SystemMessage,
    TextPart,
    ToolMessage,
    UserMessage,
)
from ..observers.events import TurnLike
from .attributes import Attributes

_VARIABLE = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"
_ASKED = frozenset({"true", "1", "span_only", "span_and_event"})


def is_content_asked(environment: Mapping[str, str]) -> bool:
    """Say whether spans are to hold what conversations say."""
    return environment.get(_VARIABLE, "").strip().lower() in _ASKED


def describe_prompt(prompt: Prompt) -> Attributes:
    """Return what a model is asked."""
    instructions = [_text(message.text) for message in prompt.messages if isinstance(message, SystemMessage)]
    messages = [_message(message) for message in prompt.messages if not isinstance(message, SystemMessage)]
    described: Attributes = {"gen_ai.input.messages": _write(messages)}
    if instructions:
        described["gen_ai.system_instructions"] = _write(instructions)
    return described


def describe_turn(turn: TurnLike) -> Attributes:
    """Return what a model answered."""
    parts = [_text(text) for text in (turn.text, turn.refusal) if text]
    parts += [{"type": "tool_call", "name": call.name, "arguments": call.arguments} for call in turn.calls]
    message = {"role": "assistant", "parts": parts, "finish_reason": turn.reason}
    return {"gen_ai.output.messages": _write([message])}


def _message(message: PromptMessage) -> dict[str, Any]:
    match message:
        case UserMessage(parts):
            return {"role": "user", "parts": [_part(part) for part in parts]}
        case AssistantMessage(text, calls):
            asked = [
                {"type": "tool_call", "id": call.id, "name": call.name, "arguments": call.arguments}
                for call in calls
            ]
            return {"role": "assistant", "parts": [*([_text(text)] if text else []), *asked]}
        case ToolMessage(call_id, _, output):
            answer = {"type": "tool_call_response", "id": call_id, "response": output}
            return {"role": "tool", "parts": [answer]}
        case SystemMessage(text):
            return {"role": "system", "parts": [_text(text)]}


def _part(part: Part) -> dict[str, Any]:
    match part:
        case TextPart(text):
            return _text(text)
        case ImageUrlPart(url):
            return {"type": "uri", "modality": "image", "uri": url}
        case ImageFilePart(file_id):
            return {"type": "file", "modality": "image", "file_id": file_id}
        case _:
            return {"type": "file", "modality": "document", "file_id": part.file_id}


def _text(text: str) -> dict[str, Any]:
    return {"type": "text", "content": text}


def _write(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
