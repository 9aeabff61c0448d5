"""Writes JSON that every reader takes, and reads and writes that of the database, whatever is in it.

`server` writes answers with it, `models.model_endpoint` requests, `runs.turns` mends what models say, and
`store` has columns read and written. Requests that hold what JSON cannot say, or what no stack can hold, are
refused, but a database may still hold what an earlier version let in: it has to stay readable, so that it can
be deleted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any, TypeVar, cast

import msgspec

from .stacks import call_apart

T = TypeVar("T")
V = TypeVar("V")

_KEPT_LEVELS = 120
"""Objects and arrays inside of each other that are kept of a value for which no stack is large enough."""

_SIGN = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[{\]}]')


def encode_json(value: Any) -> bytes:
    """Return a value as JSON in UTF-8.

    Args:
        value: What `json.loads` may have made. A half of a surrogate pair becomes U+FFFD, a number that is
            none in JSON (NaN, an infinity) becomes null, and so does what is nested too deeply for a stack.
    """
    return _find_stack(_encode, value, _cut_value)


def read_json(text: str) -> Any:
    """Return the value of a JSON text of the database; what is nested too deeply for a stack becomes null."""
    return _find_stack(_decode, text, _cut_text)


def write_json(value: Any) -> str:
    """Return a value as a JSON text for the database; what is nested too deeply for a stack becomes null."""
    return _find_stack(_write, value, _cut_value)


def mend_text(text: str) -> str:
    """Return a text that can be encoded: a half of a surrogate pair in it becomes U+FFFD."""
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _find_stack(function: Callable[[V], T], value: V, cut: Callable[[V], V]) -> T:
    """Return what a function returns: called here, or on a stack of its own, or with a value that was cut."""
    try:
        return function(value)
    except RecursionError:
        pass
    try:
        return call_apart(function, value)
    except RecursionError:
        return function(cut(value))


def _encode(value: Any) -> bytes:
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        finite = json.loads(json.dumps(value), parse_constant=_drop_constant)
        return mend_text(json.dumps(finite, ensure_ascii=False, separators=(",", ":"))).encode()


def _write(value: Any) -> str:
    """Return a value as JSON, also if only Python's own reader can read it."""
    try:
        return msgspec.json.encode(value).decode()
    except (UnicodeEncodeError, OverflowError):
        return json.dumps(value)


def _decode(text: str) -> Any:
    """Return the value of a text that `_write` wrote, also of one that is no JSON to other readers."""
    try:
        return msgspec.json.decode(text)
    except (msgspec.DecodeError, UnicodeError):  # NaN, infinities, and halves of surrogate pairs
        return json.loads(text)


def _drop_constant(name: str) -> None:
    """Read NaN or an infinity as null."""
    del name


def _cut_text(text: str) -> str:
    """Return a JSON text with null in place of what is too deep in it."""
    kept: list[str] = []
    level = start = 0
    for found in _SIGN.finditer(text):
        sign = found[0]
        if sign in ("[", "{"):
            if level == _KEPT_LEVELS:
                kept.append(f"{text[start : found.start()]}null")
            level += 1
        elif sign in ("]", "}"):
            level -= 1
            if level == _KEPT_LEVELS:
                start = found.end()
    return "".join([*kept, text[start:]])


def _cut_value(value: Any, levels: int = _KEPT_LEVELS) -> Any:
    """Return a value with None in place of what is too deep in it."""
    if not isinstance(value, dict | list | tuple):
        return value
    if levels == 0:
        return None
    if isinstance(value, dict):
        members = cast("dict[str, Any]", value)
        return {name: _cut_value(item, levels - 1) for name, item in members.items()}
    items = cast("list[Any]", value)
    return [_cut_value(item, levels - 1) for item in items]
