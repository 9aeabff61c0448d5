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
from msgspec import Struct

from ..errors import ToolError
from .json_data import list_fields

_BINARY = (bytes, bytearray, memoryview)  # sequences, but nobody turns them into numbers unasked


def write_output(result: object) -> str:
    """Return a tool's result as the text to submit for it.

    Args:
        result: A str goes as it is. None, numbers, lists, dicts, sets, enums, dates, Decimal, UUID,
            dataclasses, TypedDicts, attrs classes, Structs of msgspec and pydantic models, and any nesting of
            them, go as JSON.

    Raises:
        ToolError: The result has no form in JSON; the text names its type and what to return instead.
    """
    try:
        data, is_text = _convert(result), isinstance(result, str) and not isinstance(result, Enum)
        text: str = data if is_text else dumps(data, ensure_ascii=False, allow_nan=False)
        text.encode()
        return text
    except RecursionError:
        reason = "data that contains itself, or is nested too deeply"
    except UnicodeEncodeError:
        reason = "text with a lone surrogate, which UTF-8 lacks: decode its bytes with errors='replace'"
    except ValueError as error:
        reason = "NaN or Infinity, or a model inside itself, which JSON lacks: return None or a text instead"
        if "digits" in str(error):
            reason = "a number of too many digits: return it as a text"
    raise ToolError(f"a tool returned {reason}")


def describe_failure(error: BaseException, tool_name: str | None = None) -> str:
    """Return what to tell the model about a tool that failed: of errors, only a ToolError tells its text."""
    if isinstance(error, ToolError):
        return str(error)
    tool = f"The tool {tool_name}" if tool_name else "The tool"
    if isinstance(error, TimeoutError):
        return f"{tool} did not finish in time."
    return f"{tool} accepted its arguments, but failed with {type(error).__name__}."


def to_json_data(value: object) -> Any:
    """Return a value as JSON data; raises ToolError for what has no form in JSON."""
    return loads(write_output([value]))[0]


def _convert(value: Any) -> Any:
    """Return a value as what `json` writes."""
    parts, kind = value, cast("Any", type(value))
    if kind in (str, int, float, bool, type(None)):
        return value
    if isinstance(value, Enum):
        return _convert(value.value)
    if isinstance(value, Mapping):
        return {_convert_key(key): _convert(part) for key, part in parts.items()}
    if isinstance(value, (Sequence, Set)) and not isinstance(value, (str, *_BINARY)):
        return [_convert(part) for part in parts]
    if isinstance(value, Struct):
        return {name: _convert(part) for name, part in list_fields(value).items() if not name.startswith("_")}
    if attrs.has(kind) and hasattr(kind, "to_dict"):
        # The API's own objects write themselves, and leave out what the server did not send.
        return _convert(parts.to_dict())
    fields: Any = attrs.fields if attrs.has(kind) else dataclasses.fields  # an underscore keeps one private
    if (attrs.has(kind) or dataclasses.is_dataclass(kind)) and not hasattr(kind, "__pydantic_serializer__"):
        return {f.name: _convert(getattr(parts, f.name)) for f in fields(kind) if not f.name.startswith("_")}
    return _convert_by_pydantic(parts)


def _convert_key(key: Any) -> str:
    """Return a dict's key as JSON has it."""
    data = None if isinstance(key, (tuple, frozenset)) else _convert(key)
    if data is None and key is not None:
        kind = type(cast("object", key)).__qualname__
        raise ToolError(f"a tool returned a dict with a {kind} as a key: use text for keys")
    return data if isinstance(data, str) else dumps(data)


def _convert_by_pydantic(value: Any) -> Any:
    """Return the JSON data of what pydantic knows, such as a date or one of its models."""
    from pydantic_core import PydanticSerializationError, to_jsonable_python  # late: most results are plain

    if isinstance(value, (complex, Iterator, *_BINARY)):
        return _refuse(cast("Any", value))
    try:
        return to_jsonable_python(value, fallback=lambda part: (_refuse if part is value else _convert)(part))
    except (PydanticSerializationError, UnicodeDecodeError):
        told = f"a tool returned a {type(value).__qualname__} with a field that pydantic cannot dump as JSON"
        raise ToolError(told) from None


def _refuse(value: object) -> Any:
    """Raise ToolError for what has no form in JSON."""
    remedy = "decode it or use base64" if type(value) in _BINARY else "make a dict, list or text of it"
    kind = f"{type(value).__module__}.{type(value).__qualname__}".removeprefix("builtins.")
    raise ToolError(f"a tool returned a value of type {kind}, which has no form in JSON: {remedy}")
