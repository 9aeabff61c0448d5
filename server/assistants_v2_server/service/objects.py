"""Brings the values of requests into the form that is stored; they are shown in it as well. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..requests import refusals
from ..runs.drafts import make_part
from ..store import JsonObject

_MAX_METADATA = 16
"""How many metadata entries an object may have, also after a merge. The contract says it of requests."""

_EMPTY_RESOURCES: Mapping[str, JsonObject] = {
    "code_interpreter": {"file_ids": []},
    "file_search": {"vector_store_ids": []},
}


def normalize_tools(tools: Sequence[JsonObject] | None) -> list[JsonObject]:
    """Return the tools of a request; functions get the `strict` that they do not mention."""
    return [_normalize_tool(tool) for tool in tools or ()]


def normalize_sampling(value: float | None) -> float | None:
    """Return a `temperature` or `top_p` of a request as a float; None if it was not set."""
    return None if value is None else float(value)


def normalize_content(content: str | Sequence[JsonObject]) -> list[JsonObject]:
    """Return the message content of a request as content blocks."""
    if isinstance(content, str):
        return [make_part("text", content)]
    return [make_part("text", part["text"]) if part["type"] == "text" else dict(part) for part in content]


def normalize_resources(resources: JsonObject | None, tools: Sequence[JsonObject] = ()) -> JsonObject:
    """Return tool resources as they are stored, with an empty list for each built-in tool that has none."""
    stored = dict(resources or {})
    kinds = {tool["type"] for tool in tools}
    return {name: empty for name, empty in _EMPTY_RESOURCES.items() if name in kinds} | stored


def merge_metadata(kept: Mapping[str, str], given: Mapping[str, str] | None) -> dict[str, str]:
    """Return metadata after an update: what is given is added or replaced, the rest stays.

    `null` in a request changes nothing; an empty string is a value like any other. An entry cannot
    be taken out again.

    Raises:
        RequestError: 400, there would be more than 16 entries.
    """
    merged = {**kept, **(given or {})}
    if len(merged) > _MAX_METADATA:
        raise refusals.too_much_metadata(_MAX_METADATA, len(merged))
    return merged


def _normalize_tool(tool: JsonObject) -> JsonObject:
    if tool["type"] != "function":
        return dict(tool)
    function = dict(tool["function"])
    function["strict"] = bool(function.get("strict"))
    return {**tool, "function": function}
