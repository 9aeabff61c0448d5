"""Tool calls of runs as items, each at its place between the messages. Pure. Used by `conversations`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import inf
from typing import Literal, TypeAlias

from .items import Item, Mapped, make_text_item
from .shapes import JsonObject, mend_text, read_moment, read_object, read_objects, read_text

ToolCalls: TypeAlias = Literal["drop", "text"]
"""What becomes of calls of built-in tools, which no item can hold: nothing, or a message of the assistant."""


def map_step(step: JsonObject, tool_calls: ToolCalls) -> Mapped:
    """Return the tool calls of a step as items: all calls, and then all outputs, as they were given."""
    mapped = Mapped()
    details = read_object(step, "step_details")
    kind = read_text(details, "type") or read_text(step, "type")
    if kind == "message_creation":
        return mapped
    if kind != "tool_calls":
        mapped.lose("unknown_step", step)
        return mapped
    outputs: list[Item] = []
    for call in read_objects(details, "tool_calls"):
        if read_text(call, "type") == "function":
            _map_function_call(mapped, call, outputs)
        else:
            _map_builtin_call(mapped, call, tool_calls)
    mapped.items += outputs
    return mapped


def _map_function_call(mapped: Mapped, call: JsonObject, outputs: list[Item]) -> None:
    function, call_id = read_object(call, "function"), mend_text(read_text(call, "id"))
    output = function.get("output")
    if not isinstance(output, str) or not call_id:
        mapped.lose("unanswered_call", call)
        return
    mapped.items.append(
        {
            "type": "function_call",
            "call_id": call_id,
            "name": mend_text(read_text(function, "name")),
            "arguments": mapped.mend(read_text(function, "arguments"), call),
        }
    )
    outputs.append({"type": "function_call_output", "call_id": call_id, "output": mapped.mend(output, call)})


def _map_builtin_call(mapped: Mapped, call: JsonObject, tool_calls: ToolCalls) -> None:
    kind = read_text(call, "type")
    write = _WRITERS.get(kind)
    if write is None:
        mapped.lose("unknown_call", call)
    elif tool_calls == "drop":
        mapped.lose(f"{kind}_call", call)
    else:
        mapped.items.append(make_text_item(mapped.mend(write(read_object(call, kind)), call)))
        mapped.lose("call_as_text", call)


def _write_search(search: JsonObject) -> str:
    found = [
        " ".join(filter(None, (read_text(result, "file_name"), f"({read_text(result, 'file_id')})")))
        for result in read_objects(search, "results")
    ]
    return "\n".join(["[file_search]", *(found or ["nothing was found, or not recorded"])])


def _write_code(code: JsonObject) -> str:
    outputs = [
        read_text(output, "logs") or f"[image: {read_text(read_object(output, 'image'), 'file_id')}]"
        for output in read_objects(code, "outputs")
    ]
    printed = ["[output]", *outputs] if outputs else []
    return "\n".join(["[code_interpreter]", read_text(code, "input"), *printed])


_WRITERS = {"file_search": _write_search, "code_interpreter": _write_code}


def place_steps(
    messages: Sequence[JsonObject], runs: Sequence[JsonObject]
) -> Mapping[int, Sequence[JsonObject]]:
    """Return the steps that belong before each message, by its index; those after the last by their number.

    A step belongs before the next message that its run wrote, else behind the one before, else where its
    time is.
    """
    indices = {read_text(message, "id"): index for index, message in enumerate(messages)}
    placed: dict[int, list[JsonObject]] = {}
    for run in runs:
        steps = read_objects(run, "steps")
        written = [indices.get(_read_message_id(step)) for step in steps]
        for number, step in enumerate(steps):
            after = next((index for index in written[number + 1 :] if index is not None), None)
            before = next((index for index in reversed(written[:number]) if index is not None), None)
            if after is None and before is None:
                after = _find_place(messages, run, step)
            place = after if after is not None else (before or 0) + 1
            placed.setdefault(place, []).append(step)
    return placed


def _read_message_id(step: JsonObject) -> str:
    """Return the id of the message that a step wrote; one that no message has for any other step."""
    return read_text(read_object(read_object(step, "step_details"), "message_creation"), "message_id") or "-"


def _find_place(messages: Sequence[JsonObject], run: JsonObject, step: JsonObject) -> int:
    """Return the index of the first message of the step's run, else of the first that is younger than it."""
    run_id, time = (
        read_text(run, "id"),
        read_moment(step, "created_at") or read_moment(run, "created_at") or inf,
    )
    for index, message in enumerate(messages):
        if run_id and read_text(message, "run_id") == run_id and read_text(message, "role") == "assistant":
            return index
    return next(
        (index for index, message in enumerate(messages) if (read_moment(message, "created_at") or 0) > time),
        len(messages),
    )
