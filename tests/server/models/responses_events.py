"""Items, events and answers of the Responses API, for tests of what reads them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

Json = dict[str, Any]

USAGE: Json = {
    "input_tokens": 5,
    "input_tokens_details": {"cached_tokens": 3},
    "output_tokens": 4,
    "output_tokens_details": {"reasoning_tokens": 2},
    "total_tokens": 9,
}


def text(said: str, *annotations: Json) -> Json:
    """A part of a message."""
    return {"type": "output_text", "text": said, "annotations": [*annotations]}


def message(*parts: Json | str, name: str = "msg_1") -> Json:
    """A message; a text stands for a part without annotations."""
    content = [text(part) if isinstance(part, str) else part for part in parts]
    return {"type": "message", "id": name, "role": "assistant", "status": "completed", "content": content}


def call(name: str, arguments: str = "{}", number: int = 1) -> Json:
    """A call of a function."""
    return {
        "type": "function_call",
        "id": f"fc_{number}",
        "call_id": f"call_{number}",
        "name": name,
        "arguments": arguments,
        "status": "completed",
    }


def search(*passages: str, number: int = 1, **fields: Any) -> Json:
    """A hosted search that has found passages."""
    results = [
        {"file_id": "file-1", "filename": "a.txt", "score": 0.5, "text": found, "attributes": {"n": 1}}
        for found in passages
    ]
    return {
        "type": "file_search_call",
        "id": f"fs_{number}",
        "status": "completed",
        "queries": ["q"],
        "results": results,
        **fields,
    }


def code(written: str, *outputs: Json, number: int = 1, **fields: Any) -> Json:
    """Hosted code that has run."""
    return {
        "type": "code_interpreter_call",
        "id": f"ci_{number}",
        "status": "completed",
        "code": written,
        "container_id": "cntr_1",
        "outputs": [*outputs],
        **fields,
    }


def thought(number: int = 1) -> Json:
    """A thought of the model."""
    return {"type": "reasoning", "id": f"rs_{number}", "summary": [], "encrypted_content": "xyz"}


def response(*output: Json, status: str = "completed", **fields: Any) -> Json:
    """A whole answer."""
    return {
        "object": "response",
        "id": "resp_1",
        "model": "gpt-of-today",
        "status": status,
        "output": [*output],
        "usage": USAGE,
        **fields,
    }


def end(*output: Json, status: str = "completed", **fields: Any) -> Json:
    """The last event of a stream."""
    return {"type": f"response.{status}", "response": response(*output, status=status, **fields)}


def event(kind: str, name: str, index: int, **fields: Any) -> Json:
    """An event of an item."""
    return {"type": f"response.{kind}", "item_id": name, "output_index": index, **fields}


def cut(said: str, size: int = 3) -> list[str]:
    """A text in pieces."""
    return [said[place : place + size] for place in range(0, len(said), size)]


def tell(item: Json, index: int = 0) -> list[Json]:
    """The events of an item, from its announcement to its end."""
    begun = {name: value for name, value in item.items() if name not in _LATE} | {"status": "in_progress"}
    return [
        {"type": "response.output_item.added", "output_index": index, "item": begun},
        *_tell_inside(item, index),
        {"type": "response.output_item.done", "output_index": index, "item": item},
    ]


def stream(*output: Json, **fields: Any) -> list[Json]:
    """The events of an answer, one item after the other."""
    begun = {"type": "response.created", "response": response(status="in_progress")}
    told = [each for index, item in enumerate(output) for each in tell(item, index)]
    return [begun, *told, end(*output, **fields)]


_LATE = frozenset({"content", "arguments", "results", "queries", "code", "outputs"})


def _tell_inside(item: Json, index: int) -> Sequence[Json]:
    name = item["id"]
    match item["type"]:
        case "message":
            parts = enumerate(item["content"])
            return [each for number, part in parts for each in _tell_part(part, name, index, number)]
        case "function_call":
            whole, kind = item["arguments"], "function_call_arguments"
            pieces = [event(f"{kind}.delta", name, index, delta=piece) for piece in cut(whole)]
            return [*pieces, event(f"{kind}.done", name, index, arguments=whole)]
        case "code_interpreter_call":
            whole, kind = item["code"], "code_interpreter_call_code"
            pieces = [event(f"{kind}.delta", name, index, delta=piece) for piece in cut(whole)]
            states = [
                event(f"code_interpreter_call.{state}", name, index)
                for state in ("interpreting", "completed")
            ]
            return [*pieces, event(f"{kind}.done", name, index, code=whole), *states]
        case "file_search_call":
            return [event("file_search_call.searching", name, index)]
        case _:
            return []


def _tell_part(part: Json, name: str, index: int, number: int) -> Sequence[Json]:
    place: Json = {"content_index": number}
    kind, field = ("refusal", "refusal") if part["type"] == "refusal" else ("output_text", "text")
    noted = [
        event("output_text.annotation.added", name, index, annotation=each, **place)
        for each in part.get("annotations", ())
    ]
    return [
        event("content_part.added", name, index, part={**part, field: "", "annotations": []}, **place),
        *[event(f"{kind}.delta", name, index, delta=piece, **place) for piece in cut(part[field])],
        *noted,
        event(f"{kind}.done", name, index, **{field: part[field]}, **place),
        event("content_part.done", name, index, part=part, **place),
    ]
