"""How pydantic writes the JSON schema of a tool's types: as its own generator does, but for models to read.

Descriptions come from docstrings and plain strings in `Annotated` too, defaults are spelled as results are,
a Decimal and bytes have one form, and what has no form in JSON is an error that names it. Used by
`definitions`, which has `inlining` make the schema easy to read afterwards.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from functools import partial
from inspect import cleandoc
from typing import Any, NotRequired, Required, get_args, get_origin

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import PydanticSerializationError

from ..errors import ToolError
from .called_classes import ClassCall, read_hints
from .docstrings import read_docstring
from .json_data import Schema, is_object
from .outputs import to_json_data

_CLASSES = {"dataclass", "model", "typed-dict", "enum", "named-tuple", "call", "function-after"}
"""pydantic's kinds of schemas that are, or may be, of classes."""

_BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
"""JSON schema's words for the limits of a Decimal."""


class SchemaWriter(GenerateJsonSchema):
    """Writes the JSON schema of one tool's arguments."""

    def build_schema_type_to_method(self) -> dict[Any, Callable[[Any], Schema]]:
        """Return what writes each kind of schema: those of classes with their documentation."""
        writers: dict[Any, Callable[[Any], Schema]] = super().build_schema_type_to_method()
        return writers | {kind: partial(_document, writers[kind]) for kind in _CLASSES & writers.keys()}

    def sort(self, value: Schema, parent_key: str | None = None) -> Schema:  # noqa: ARG002  # pydantic's name
        """Leave the order as it was written: models fill fields in order."""
        return value

    def emit_warning(self, kind: Any, detail: str) -> None:
        """Say nothing of a default that JSON cannot express: the function knows it."""

    def handle_invalid_for_json_schema(self, schema: Any, error_info: str) -> Schema:
        """Raise TypeError for a type that has no form in JSON."""
        raise TypeError(
            f"{getattr(schema.get('cls'), '__qualname__', None) or error_info} has no form in JSON"
        )

    def encode_default(self, dft: Any) -> Any:
        """Return a default as JSON data."""
        try:
            return to_json_data(dft)
        except ToolError:
            raise PydanticSerializationError("no form in JSON") from None

    def field_is_present(self, field: Any) -> bool:
        """Say whether a field may be sent: not if its class fills it in by itself."""
        return field.get("init") is not False and super().field_is_present(field)

    def decimal_schema(self, schema: Any) -> Schema:
        """Return the schema of a Decimal: as text it keeps every digit."""
        limits = {word: float(schema[name]) for name, word in _BOUNDS.items() if name in schema}
        return {"type": "string", "format": "decimal", **limits}

    def bytes_schema(self, schema: Any) -> Schema:  # noqa: ARG002  # pydantic's name
        """Return the schema of bytes."""
        return {"type": "string", "contentEncoding": "base64"}


def find_note(hint: Any) -> str | None:
    """Return the last description in an annotation: a plain string, Doc(...) or Field(description=...)."""
    while get_origin(hint) in (Required, NotRequired):
        (hint,) = get_args(hint)
    for item in reversed(getattr(hint, "__metadata__", ())):
        for said in (item, getattr(item, "documentation", None), getattr(item, "description", None)):
            if isinstance(said, str):
                return said
    return None


def _document(write: Callable[[Any], Schema], schema: Any) -> Schema:
    """Return a class's JSON schema with what its docstring and its annotations say."""
    written = write(schema)
    function = schema.get("function")
    cls, asked = schema.get("cls", function), dict[str, Any]()
    if is_object(function):
        call = function["function"]
        if not isinstance(call, ClassCall):
            return written
        cls, asked = call.cls, {name: field.type for name, field in call.fields.items()}
        for name, field in call.fields.items():
            with suppress(ToolError):
                written["properties"][name]["default"] = to_json_data(field.default)
    return _add_descriptions(written, cls, asked | read_hints(cls)) if cls else written


def _add_descriptions(schema: Schema, cls: Any, hints: dict[str, Any]) -> Schema:
    """Add to a class's schema what its docstring and the hints say of it and its fields; return it."""
    text = cls.__dict__.get("__doc__") or ""
    said = read_docstring("" if text.startswith(f"{cls.__name__}(") else text)  # Python's own says nothing
    if schema.get("description") in (None, cleandoc(text)):
        schema["description"] = said.description
    stated: dict[str, Any] = getattr(cls, "__pydantic_fields__", {})
    names = {str(info.validation_alias or info.alias): name for name, info in stated.items()}
    parts = schema.get("properties", {})
    if "prefixItems" in schema:
        parts = dict(zip(cls._fields, schema["prefixItems"], strict=True))
    for name, part in parts.items():
        known = names.get(name, name)
        part.setdefault("description", find_note(hints.get(known)) or said.parameters.get(known))
    return schema
