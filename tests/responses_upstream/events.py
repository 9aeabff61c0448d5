"""An answer as the events of its stream, and as one object. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .asking import Asking
from .memory import Json
from .playing import count_tokens
from .script import Break, Ending, Fail, HangUp, Incomplete

PIECE = 7
"""Characters of a delta."""


def begin_response(asking: Asking, response_id: str, now: int) -> Json:
    """Return an answer of which nothing has come yet."""
    body = asking.model_dump(mode="json", by_alias=True, exclude_none=True)
    conversation = asking.conversation_id
    return {
        "id": response_id,
        "object": "response",
        "created_at": now,
        "status": "in_progress",
        "error": None,
        "incomplete_details": None,
        "instructions": asking.instructions,
        "max_output_tokens": asking.max_output_tokens,
        "model": asking.model,
        "output": [],
        "parallel_tool_calls": asking.parallel_tool_calls is not False,
        "previous_response_id": asking.previous_response_id,
        "conversation": {"id": conversation} if conversation else None,
        "temperature": 1.0 if asking.temperature is None else asking.temperature,
        "text": body.get("text") or {"format": {"type": "text"}},
        "tool_choice": body["tool_choice"],
        "tools": body["tools"],
        "top_p": 1.0 if asking.top_p is None else asking.top_p,
        "truncation": asking.truncation or "disabled",
        "usage": None,
        "metadata": asking.metadata or {},
    }


def end_response(begun: Json, output: Sequence[Json], ending: Ending, context: Sequence[Json]) -> Json:
    """Return an answer as it is at its end.

    Args:
        begun: What `begin_response` made.
        output: Its items.
        ending: How it ends.
        context: The items that it comes after.
    """
    ended = {**begun, "status": "completed", "output": [*output]}
    if isinstance(ending, Fail):
        error = {"code": ending.code, "message": ending.message}
        return {**ended, "status": "failed", "error": error}
    if isinstance(ending, Incomplete):
        cut = [*output[:-1], *({**item, "status": "incomplete"} for item in output[-1:])]
        ended |= {"status": "incomplete", "output": cut, "incomplete_details": {"reason": ending.reason}}
    spent, made = count_tokens([*context]), count_tokens([*output])
    ended["usage"] = {
        "input_tokens": spent,
        "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
        "output_tokens": made,
        "output_tokens_details": {"reasoning_tokens": 0},
        "total_tokens": spent + made,
    }
    return ended


def list_item_events(place: int, item: Json) -> list[Json]:
    """Return the events of one item.

    Args:
        place: Which of the output it is.
        item: The item as it is at its end.
    """
    tell = {
        "message": _tell_message,
        "reasoning": _tell_reasoning,
        "function_call": _tell_call,
        "file_search_call": _tell_search,
        "code_interpreter_call": _tell_code,
    }[item["type"]]
    known = {"item_id": item["id"], "output_index": place}
    inner = [{"type": kind, **known, **rest} for kind, rest in tell(item)]
    added = {"type": "response.output_item.added", "output_index": place, "item": _begin(item)}
    done = {"type": "response.output_item.done", "output_index": place, "item": item}
    return [added, *inner, done]


def tell_ending(response: Json, ending: Ending) -> list[Json]:
    """Return the events with which a stream ends; none if it just ends."""
    if isinstance(ending, HangUp):
        return []
    if isinstance(ending, Break):
        return [{"type": "error", "code": ending.code, "message": ending.message, "param": None}]
    return [{"type": f"response.{response['status']}", "response": response}]


def interleave(streams: Sequence[Sequence[Json]]) -> list[Json]:
    """Return the events of several items in turn, one of each."""
    longest = max(map(len, streams), default=0)
    return [stream[place] for place in range(longest) for stream in streams if place < len(stream)]


def _begin(item: Json) -> Json:
    begun = {**item, "status": "in_progress"}
    match item["type"]:
        case "message":
            return {**begun, "content": []}
        case "function_call":
            return {**begun, "arguments": ""}
        case "file_search_call":
            return {**begun, "queries": [], "results": None}
        case "code_interpreter_call":
            return {**begun, "code": "", "outputs": None}
        case _:
            return {**item, "summary": []}


def _split(text: str) -> list[str]:
    return [text[place : place + PIECE] for place in range(0, len(text), PIECE)]


_Told = Iterator[tuple[str, dict[str, Any]]]


def _tell_message(item: Json) -> _Told:
    for number, part in enumerate(item["content"]):
        index = {"content_index": number}
        if part["type"] == "refusal":
            yield "response.content_part.added", {**index, "part": {**part, "refusal": ""}}
            for piece in _split(part["refusal"]):
                yield "response.refusal.delta", {**index, "delta": piece}
            yield "response.refusal.done", {**index, "refusal": part["refusal"]}
        else:
            yield "response.content_part.added", {**index, "part": {**part, "text": "", "annotations": []}}
            yield from _tell_text(part, index)
            yield "response.output_text.done", {**index, "text": part["text"], "logprobs": []}
        yield "response.content_part.done", {**index, "part": part}


def _tell_text(part: Json, index: Json) -> _Told:
    """Tell of a text, with each annotation right after what it is about."""
    told = 0
    for number, annotation in enumerate([*part["annotations"], None]):
        end = (
            len(part["text"]) if annotation is None else annotation.get("index", annotation.get("end_index"))
        )
        for piece in _split(part["text"][told:end]):
            yield "response.output_text.delta", {**index, "delta": piece, "logprobs": []}
        told = end
        if annotation is not None:
            yield (
                "response.output_text.annotation.added",
                {**index, "annotation_index": number, "annotation": annotation},
            )


def _tell_reasoning(item: Json) -> _Told:
    for number, part in enumerate(item["summary"]):
        index = {"summary_index": number}
        yield "response.reasoning_summary_part.added", {**index, "part": {**part, "text": ""}}
        for piece in _split(part["text"]):
            yield "response.reasoning_summary_text.delta", {**index, "delta": piece}
        yield "response.reasoning_summary_text.done", {**index, "text": part["text"]}
        yield "response.reasoning_summary_part.done", {**index, "part": part}


def _tell_call(item: Json) -> _Told:
    for piece in _split(item["arguments"]):
        yield "response.function_call_arguments.delta", {"delta": piece}
    yield "response.function_call_arguments.done", {"arguments": item["arguments"]}


def _tell_search(item: Json) -> _Told:
    for state in ("in_progress", "searching", "completed"):
        yield f"response.file_search_call.{state}", {}


def _tell_code(item: Json) -> _Told:
    yield "response.code_interpreter_call.in_progress", {}
    for piece in _split(item["code"]):
        yield "response.code_interpreter_call_code.delta", {"delta": piece}
    yield "response.code_interpreter_call_code.done", {"code": item["code"]}
    yield "response.code_interpreter_call.interpreting", {}
    yield "response.code_interpreter_call.completed", {}
