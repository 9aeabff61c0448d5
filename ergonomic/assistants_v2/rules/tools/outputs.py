"""A tool's result, or its failure, as the text that goes back to the model.

Results go as JSON, never as Python's `repr`, which models misread and which shows what nobody meant to
send. Of a failure goes its kind only: an exception's text may hold paths, queries or keys. Used by
`flows.execution`, and by `schemas` for defaults.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence, Set
from enum import Enum
from json import dumps
from typing import TYPE_CHECKING, Any, cast

import attrs

from ...errors import ToolError
from . import pydantic_models

if TYPE_CHECKING:
    from collections.abc import Callable

    import msgspec

PLAIN = frozenset({str, int, float, bool, type(None)})
"""Types that are JSON already."""

BINARY = (bytes, bytearray, memoryview)
"""Types that are no sequences of numbers to us, and that nobody turns into base64 unasked."""

EXACT: dict[type[Any], Callable[[Any], Any]] = {str: str.__str__, int: int.__int__, float: float.__float__}
"""What takes a value of a subclass for what it is, whatever the subclass made of its text."""


def output_text(result: object) -> str:
    """Return a tool's result as the text to submit for it.

    Args:
        result: A str goes as it is. None, numbers, lists, dicts, sets, enums, dates, Decimal, UUID,
            dataclasses, TypedDicts, attrs classes and pydantic models, and any nesting of them, go as JSON.

    Raises:
        ToolError: The result has no form in JSON; the text names its type and what to return instead.
    """
    try:
        data = plain(result)
    except RecursionError:
        raise ToolError("a tool returned data that contains itself, or is nested too deeply") from None
    is_text = isinstance(result, str) and not isinstance(result, Enum)
    return sendable(data if is_text else json_text(data))


def json_text(data: Any) -> str:
    """Return JSON data as JSON that is readable in every script."""
    try:
        return dumps(data, ensure_ascii=False, allow_nan=False)
    except ValueError as error:
        if "digits" in str(error):
            raise ToolError("a tool returned a number of too many digits: return it as a text") from None
        raise ToolError(
            "a tool returned NaN or Infinity, which JSON has no number for: return None or a text instead"
        ) from None


def sendable(text: str) -> str:
    """Return the text if it can go over the wire."""
    try:
        text.encode()
    except UnicodeEncodeError:
        raise ToolError(
            "a tool returned text with a lone surrogate, which UTF-8 cannot carry: "
            "decode its bytes with errors='replace'"
        ) from None
    return text


def plain(value: object) -> Any:
    """Return a value as JSON data: dicts with text keys, lists, strings, numbers, booleans and None.

    Raises:
        ToolError: Something in it has no form in JSON.
    """
    kind = type(value)
    if kind in PLAIN:
        return value
    if isinstance(value, BINARY):
        return refuse(cast("object", value))
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, Mapping):
        return {key_text(key): plain(part) for key, part in cast("Mapping[object, object]", value).items()}
    if isinstance(value, (Sequence, Set)) and not isinstance(value, str):
        return [plain(part) for part in cast("Sequence[object]", value)]
    if pydantic_models.is_model(kind):
        return plain(pydantic_models.dump(value))
    if attrs.has(kind) and hasattr(kind, "to_dict"):
        # The API's own objects write themselves, and leave out what the server did not send.
        return plain(cast("Any", value).to_dict())
    if attrs.has(kind) or dataclasses.is_dataclass(kind):
        return {name: plain(getattr(value, name)) for name in public_fields(kind)}
    return scalar(value)


def key_text(key: object) -> str:
    """Return a dict's key as JSON has it."""
    import msgspec

    if isinstance(key, str) and not isinstance(key, Enum):
        return str.__str__(key)
    try:
        (text,) = msgspec.to_builtins({key: None}, str_keys=True)
    except TypeError:
        raise ToolError(f"a tool returned a dict with {kind_of(key)} as a key: use text for keys") from None
    return str(text)


def public_fields(kind: type[Any]) -> list[str]:
    """Return the names of a class's fields in the order written; a leading underscore keeps one private."""
    fields: Sequence[Any] = attrs.fields(kind) if attrs.has(kind) else dataclasses.fields(kind)
    return [field.name for field in fields if not field.name.startswith("_")]


def scalar(value: object) -> Any:
    """Return the JSON data of a value that has no parts of ours, such as a date."""
    import msgspec

    for known, exact in EXACT.items():
        if isinstance(value, known):
            return exact(value)
    if isinstance(value, msgspec.Struct):
        return struct_data(value)
    return msgspec.to_builtins(value, enc_hook=refuse)


def struct_data(value: msgspec.Struct) -> Any:
    """Return the JSON data of a msgspec.Struct, in the form that its class asks for."""
    import msgspec

    config = value.__struct_config__
    tag = {config.tag_field: config.tag} if config.tag_field else {}
    parts = {field.encode_name: getattr(value, field.name) for field in msgspec.structs.fields(value)}
    data = tag | {name: plain(part) for name, part in parts.items() if part is not msgspec.UNSET}
    return list(data.values()) if config.array_like else data


def refuse(value: object) -> Any:
    """Raise ToolError for what has no form in JSON."""
    remedy = "decode it or use base64" if type(value) in BINARY else "make a dict, list or text of it"
    raise ToolError(f"a tool returned {kind_of(value)}, which has no form in JSON: {remedy}")


def kind_of(value: object) -> str:
    """Return what to call a value in an error: by its type, never by what it holds."""
    cls = type(value)
    return f"a value of type {cls.__module__}.{cls.__qualname__}".replace("builtins.", "")


def report(error: BaseException, tool_name: str | None = None) -> str:
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
