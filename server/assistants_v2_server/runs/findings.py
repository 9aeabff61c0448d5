"""What the calls of built-in tools came to: as steps show it, and as the model is told. Pure.

`builtin_calls` makes the calls. A step keeps beside each call what the model asked and was told (`told`),
which callers do not see: `rendering` leaves it out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import Any

from msgspec import Struct

from ..builtin_tools import CellResult, SearchResult, ToolFailure
from ..store import JsonObject, StepRow
from .offers import name_functions, read_code
from .turn_items import HostedItem
from .turn_values import TurnCall

DEFAULT_RANKING: Mapping[str, Any] = {"ranker": "default_2024_08_21", "score_threshold": 0.0}
"""How results are ranked where nobody has said it."""

DEFAULT_RESULTS = 20
"""How many results a search has where nobody has said it."""

LONGEST_LOGS = 20_000
"""Characters of logs that a model is given of one call."""

LONGEST_PASSAGES = 64_000
"""Characters of passages that a model is given of one search: 16,000 tokens, as the hosted API gave."""

CODE_LOST = (
    "The server stopped while it executed this code. The code may have been executed wholly, in part or not "
    "at all; the variables of earlier calls are lost, and files that it wrote were not kept."
)
"""What is said of code whose server died."""


class CallsMade(Struct, frozen=True, kw_only=True):
    """What came of the calls of a step.

    Attributes:
        details: Those of the step, with what came of its calls.
        error: Why the step has failed; None if it has not.
    """

    details: JsonObject
    error: JsonObject | None = None


def begin_call(call: TurnCall, call_id: str, kind: str, tools: Sequence[JsonObject]) -> JsonObject:
    """Return a call of a built-in tool as a step shows it before it has been made."""
    if kind == "file_search":
        shown: JsonObject = {"ranking_options": read_ranking(tools), "results": []}
    else:
        shown = {"input": _read_input(call.arguments), "outputs": []}
    return {"id": call_id, "type": kind, kind: shown}


def begin_tool(kind: str, tools: Sequence[JsonObject]) -> JsonObject:
    """Return what a stream tells of a call of a built-in tool that begins."""
    if kind == "file_search":
        return {"ranking_options": read_ranking(tools), "results": []}
    return {"input": "", "outputs": []}


def is_left(step: StepRow) -> bool:
    """Say whether a step has calls of built-in tools that are still to be made."""
    if step.status != "in_progress" or "told" not in step.details:
        return False
    told: Mapping[str, JsonObject] = step.details["told"]
    is_waiting = any(map(is_callers, step.details["tool_calls"]))
    return not is_waiting or any(asked["output"] is None for asked in told.values())


def is_unheard(step: StepRow) -> bool:
    """Say whether a step is of a hosted call whose end was not heard: it is under way, or came to nothing.

    What the model is told of a call is stored at its end.
    """
    calls = step.details.get("tool_calls", ())
    is_told = step.status == "completed" or "told" in step.details
    return bool(calls) and not is_told and all(call["type"] != "function" for call in calls)


def is_hosted(call: JsonObject, details: JsonObject) -> bool:
    """Say whether the endpoint of the model has made a call of a step with these details."""
    told: Mapping[str, JsonObject] = details.get("told", {})
    return bool(told.get(call["id"], {}).get("is_hosted"))


def is_callers(call: JsonObject) -> bool:
    """Say whether a call is one that the caller has to answer."""
    return call["type"] == "function" and call["function"]["output"] is None


def read_ranking(tools: Sequence[JsonObject]) -> JsonObject:
    """Return how a run's searches rank, as its tools say."""
    return {**DEFAULT_RANKING, **(_read_settings(tools).get("ranking_options") or {})}


def read_most_results(tools: Sequence[JsonObject]) -> int:
    """Return how many results a run's searches have at most."""
    return int(_read_settings(tools).get("max_num_results") or DEFAULT_RESULTS)


def show_results(results: Sequence[SearchResult]) -> list[JsonObject]:
    """Return the results of a search as steps show them."""
    return [
        {
            "file_id": found.file_id,
            "file_name": found.filename,
            "score": min(max(0.0, float(found.score)), 1.0),  # 0 for a NaN, which is above nothing
            "attributes": {name: value for name, value in found.attributes.items() if _is_plain(value)},
            "content": [{"type": "text", "text": found.text}],
        }
        for found in results
    ]


def _is_plain(value: object) -> bool:
    """Say whether a value is one that attributes may have: a text, a finite number, true or false."""
    return isinstance(value, str | int) or (isinstance(value, float) and isfinite(value))


def tell_results(results: Sequence[JsonObject], number: int, problems: Sequence[str]) -> str:
    """Return what a model is told of a search.

    Args:
        results: What was found, as steps show it.
        number: Which search of the run it is, from 0.
        problems: What could not be searched, a sentence each.
    """
    left = LONGEST_PASSAGES
    parts = [f"[{problem}]" for problem in problems]
    for place, found in enumerate(results):
        text = "\n".join(part["text"] for part in found["content"])
        if left <= 0:
            parts.append(f"[{len(results) - place} more results were left out: they are too long]")
            break
        parts.append(f"【{number}:{place}†source】 {found['file_name']}\n{text[:left]}")
        left -= len(text)
    return "\n\n".join(parts if results else [*parts, "[Nothing was found.]"])


def show_outputs(result: CellResult, image_ids: Sequence[str]) -> list[JsonObject]:
    """Return the outputs of code as steps show them; remarks stand behind what it printed."""
    logs = "\n".join(text for text in (result.logs, *result.remarks) if text)
    images = [{"type": "image", "image": {"file_id": file_id}} for file_id in image_ids]
    return [*([{"type": "logs", "logs": logs}] if logs else []), *images]


def tell_result(result: CellResult, made: Mapping[str, str], images: int, problems: Sequence[str]) -> str:
    """Return what a model is told of code that was run.

    Args:
        result: What came of it.
        made: The ids of the files that were kept, by path.
        images: How many images were.
        problems: What else went wrong, a sentence each.
    """
    lines = [_shorten(result.logs).rstrip("\n"), *(f"[{remark}]" for remark in result.remarks)]
    lines += [f"[images that the user is shown: {images}]"] if images else []
    lines += [f"[kept for the user: sandbox:{path}]" for path in made]
    lines += [f"[{problem}]" for problem in problems]
    return "\n".join(line for line in lines if line) or "[It printed nothing.]"


def show_hosted(item: HostedItem, call_id: str, tools: Sequence[JsonObject]) -> JsonObject:
    """Return the details of the step of a hosted call, the same as of a call of ours.

    Args:
        item: The call, which has ended; it may have come to nothing.
        call_id: Its id.
        tools: All tools of the run.
    """
    call, shown, output = item.calls[0], list[JsonObject](), "[It came to nothing.]"
    if item.outcome is not None:
        shown, output = [*item.outcome.shown], item.outcome.told
    if item.kind == "file_search":
        about: JsonObject = {"ranking_options": read_ranking(tools), "results": shown}
    else:
        about = {"input": item.code, "outputs": shown}
    (name,) = name_functions([item.kind], tools)
    told: JsonObject = {
        "name": name,
        "arguments": call.arguments,
        "index": 0,
        "output": output,
        "files": {},
        "is_hosted": True,
    }
    calls = [{"id": call_id, "type": item.kind, item.kind: about}]
    return {"type": "tool_calls", "tool_calls": calls, "told": {call_id: told}}


def tell_unknown(names: Sequence[str]) -> str:
    """Return what a model is told of a call of a function that there is not.

    Args:
        names: Those of the functions that there are.
    """
    return f"[There is no such function. There are: {', '.join(names)}.]"


def _shorten(logs: str) -> str:
    """Return logs without their middle, if they are too long: what failed is usually said at the end."""
    if len(logs) <= LONGEST_LOGS:
        return logs
    half = LONGEST_LOGS // 2
    return f"{logs[:half]}\n[… {len(logs) - 2 * half:,} characters were left out …]\n{logs[-half:]}"


def _read_input(arguments: str) -> str:
    try:
        return read_code(arguments)
    except ToolFailure:
        return arguments


def _read_settings(tools: Sequence[JsonObject]) -> Mapping[str, Any]:
    found: Sequence[Mapping[str, Any] | None] = [
        tool.get("file_search") for tool in tools if tool["type"] == "file_search"
    ]
    return (found[0] if found else None) or {}
