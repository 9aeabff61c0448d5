"""What rich and notebooks show of an object: what people look for, and nothing that is empty.

`types.APIObject` loads it when an object is shown.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timezone
from html import escape
from typing import Any

from .results import Dumpable

LONGEST_TEXT = 300
"""Characters of a text that are shown."""

FIELDS = {
    "Assistant": "id name model instructions tools tool_resources created_at metadata",
    "Thread": "id created_at tool_resources metadata",
    "Message": "id role content attachments status incomplete_details run_id created_at metadata",
    "Run": "id status last_error incomplete_details required_action model assistant_id thread_id created_at"
    " started_at completed_at failed_at cancelled_at expires_at usage metadata",
    "RunStep": "id type status step_details last_error created_at completed_at usage",
}
"""The fields that are shown of a class, in this order; of any other class all are."""


def list_shown(thing: Any) -> Iterator[tuple[str, Any]]:
    """Yield the name and the value of each field that is shown."""
    kind = type(thing).__name__
    parts = {
        name: part
        for name, part in thing._list_parts(with_absent=False).items()
        if name != "object"
    }
    names = FIELDS[kind].split() if kind in FIELDS else [*parts]
    for name in names:
        value = show_value(name, parts.get(name))
        if value is not None and value not in ("", [], {}):
            yield name, value


def show_value(name: str, value: Any) -> Any:
    """Return the value of a field as it is shown."""
    if isinstance(value, str):
        return shorten(value)
    if name.endswith("_at") and isinstance(value, (int, float)):
        return show_time(value)
    if name == "tools" and isinstance(value, list):
        return [
            getattr(getattr(tool, "function", None), "name", None) or tool_type(tool)
            for tool in value
        ]
    if name == "content" and isinstance(value, list):
        return show_content(value)
    if isinstance(value, Dumpable) and not any(True for _ in list_shown(value)):
        return None
    return value


def tool_type(tool: Any) -> Any:
    """Return what kind of tool it is, whether the contract knows it or not."""
    return getattr(tool, "raw", {}).get("type") or getattr(tool, "type", None)


def show_content(blocks: list[Any]) -> Any:
    """Return the parts of a message as they are shown: one text, if they all are texts."""
    texts = [getattr(getattr(block, "text", None), "value", None) for block in blocks]
    if all(isinstance(text, str) for text in texts):
        return shorten("\n".join(texts))
    return [
        block if text is None else shorten(text) for block, text in zip(blocks, texts, strict=True)
    ]


def show_time(stamp: float) -> Any:
    """Return a time as ISO 8601 has it; the number, if it is none. Some servers count in milliseconds."""
    try:
        moment = datetime.fromtimestamp(stamp / 1000 if stamp > 1e11 else stamp, timezone.utc)
    except (OverflowError, ValueError, OSError):
        return stamp
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def shorten(text: str) -> str:
    """Return a text, its beginning only if it is long."""
    return (
        text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}… ({len(text):,} characters)"
    )


def write_html(thing: Any) -> str:
    """Return an object as a table of its fields."""
    rows = "".join(
        f'<tr><th style="text-align: left">{escape(name)}</th>'
        f'<td style="text-align: left; white-space: pre-wrap">{write_cell(value)}</td></tr>'
        for name, value in list_shown(thing)
    )
    return f"<table><caption>{escape(type(thing).__name__)}</caption>{rows}</table>"


def write_cell(value: Any) -> str:
    """Return a value as text within HTML; characters that cannot be seen are shown by their numbers."""
    if isinstance(value, Dumpable):
        value = value._list_parts(with_absent=False)
    text = (
        value
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False, default=write_part)
    )
    return escape("".join(c if c.isprintable() or c in "\n\t" else repr(c)[1:-1] for c in text))


def write_part(value: Any) -> Any:
    """Return what stands in JSON for an object within another."""
    return dict(list_shown(value)) if isinstance(value, Dumpable) else str(value)


__all__ = ["LONGEST_TEXT", "list_shown", "write_html"]
