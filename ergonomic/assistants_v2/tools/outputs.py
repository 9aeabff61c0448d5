"""A tool's result, or its failure, as the text that goes back to the model.

Results go as JSON, never as Python's `repr`, which models misread and which shows what nobody meant to
send. Of a failure goes its kind only: an exception's text may hold paths, queries or keys. Used by
`flows.ledger`, and for defaults by `schemas` and `definitions`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence, Set
from enum import Enum
from json import dumps, loads
from typing import Any, cast

import attrs

from ..errors import ToolError

_BINARY = (bytes, bytearray, memoryview)
"""Types that Python counts among sequences. Nobody turns them into numbers or base64 unasked."""


def write_output(result: object) -> str:
    """Return a tool's result as the text to submit for it.

    Args:
        result: A str goes as it is. None, numbers, lists, dicts, sets, enums, dates, Decimal, UUID,
            dataclasses, TypedDicts, attrs classes and pydantic models, and any nesting of them, go as JSON.

    Raises:
        ToolError: The result has no form in JSON; the text names its type and what to return instead.
    """
    try:
        is_text = isinstance(result, str) and not isinstance(result, Enum)
        text = (
            str.__str__(result) if is_text else dumps(_convert(result), ensure_ascii=False, allow_nan=False)
        )
        text.encode()
    except RecursionError:
        reason = "data that contains itself, or is nested too deeply"
    except UnicodeEncodeError:
        reason = (
            "text with a lone surrogate, which UTF-8 cannot carry: decode its bytes with errors='replace'"
        )
    except ValueError as error:
        reason = "NaN or Infinity, which JSON has no number for: return None or a text instead"
        if "digits" in str(error):
            reason = "a number of too many digits: return it as a text"
    else:
        return text
    raise ToolError(f"a tool returned {reason}")


def describe_failure(error: BaseException, tool_name: str | None = None) -> str:
    """Return what to tell the model about a tool that failed.

    Args:
        error: What it raised. A ToolError speaks for itself; of others only the kind is told.
        tool_name: Which tool.
    """
    if isinstance(error, ToolError):
        return str(error)
    tool = f"The tool {tool_name}" if tool_name else "The tool"
    if isinstance(error, TimeoutError):
        return f"{tool} did not finish in time."
    return f"{tool} accepted its arguments, but failed with {type(error).__name__}."


def to_json_data(value: object) -> Any:
    """Return a value as JSON data; raises ToolError for what has no form in JSON."""
    return loads(write_output([value]))[0]


def _convert(value: object) -> Any:
    """Return a value as what `json` writes."""
    kind = type(value)
    if kind in (str, int, float, bool, type(None)):
        return value
    if isinstance(value, Enum):
        return _convert(value.value)
    if isinstance(value, Mapping):
        pairs = cast("Mapping[object, object]", value).items()
        return {_convert_key(key): _convert(part) for key, part in pairs}
    if isinstance(value, (Sequence, Set)) and not isinstance(value, (str, *_BINARY)):
        return [_convert(part) for part in cast("Sequence[object]", value)]
    if attrs.has(kind) and hasattr(kind, "to_dict"):
        # The API's own objects write themselves, and leave out what the server did not send.
        return _convert(cast("Any", value).to_dict())
    if (attrs.has(kind) or dataclasses.is_dataclass(kind)) and not hasattr(kind, "__pydantic_serializer__"):
        fields: Sequence[Any] = attrs.fields(kind) if attrs.has(kind) else dataclasses.fields(kind)
        # A leading underscore keeps a field private.
        return {f.name: _convert(getattr(value, f.name)) for f in fields if not f.name.startswith("_")}
    return _refuse(value) if isinstance(value, (complex, Iterator, *_BINARY)) else _convert_by_pydantic(value)


def _convert_key(key: object) -> str:
    """Return a dict's key as JSON has it."""
    data = None if isinstance(key, tuple) else _convert(key)
    if isinstance(data, str):
        return data
    if isinstance(data, (int, float)) or key is None:
        return dumps(data)
    raise ToolError(f"a tool returned a dict with {_name_kind(key)} as a key: use text for keys")


def _convert_by_pydantic(value: object) -> Any:
    """Return the JSON data of what pydantic knows, such as a date or one of its models."""
    from pydantic_core import PydanticSerializationError, to_jsonable_python  # late: most results are plain

    try:
        return to_jsonable_python(value, fallback=_refuse)
    except (PydanticSerializationError, UnicodeDecodeError):
        kind = type(value).__qualname__
        raise ToolError(f"a tool returned a {kind} with a field that pydantic cannot dump as JSON") from None


def _refuse(value: object) -> Any:
    """Raise ToolError for what has no form in JSON."""
    remedy = "decode it or use base64" if type(value) in _BINARY else "make a dict, list or text of it"
    raise ToolError(f"a tool returned {_name_kind(value)}, which has no form in JSON: {remedy}")


def _name_kind(value: object) -> str:
    """Return what to call a value in an error: by its type, never by what it holds."""
    cls = type(value)
    return f"a value of type {cls.__module__}.{cls.__qualname__}".replace("builtins.", "")
