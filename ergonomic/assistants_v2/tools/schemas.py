"""The JSON schema of a tool's types, as pydantic writes it and as models read it best.

`SchemaWriter` is pydantic's own generator, with descriptions from docstrings too, defaults spelled as results
are, and an error that names what has no form in JSON. `Inliner` then writes every part out where it is used,
since models follow a schema best when nothing in it points elsewhere. Used by `definitions`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from inspect import cleandoc
from typing import Any, NotRequired, Required, get_args, get_origin

from pydantic.json_schema import GenerateJsonSchema
from pydantic_core import PydanticSerializationError

from ..errors import ToolError
from .called_classes import ClassCall, read_hints
from .docstrings import read_docstring
from .json_data import JSON_TYPES, Schema, is_object
from .outputs import to_json_data

_CLASSES = {"dataclass", "model", "typed-dict", "enum", "named-tuple", "call", "function-after"}
"""pydantic's kinds of schemas that are, or may be, of classes."""
_BOUNDS = {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
_LENGTHS = {"minLength", "maxLength", "pattern", "minItems", "maxItems", "minProperties", "maxProperties"}
_UNFIT = {"integer": _LENGTHS, "number": _LENGTHS, "boolean": _LENGTHS, "string": {*_BOUNDS.values()}}
"""The limits that values of a type do not have."""
_ENCODINGS = {"utf8": {}, "base64": {"contentEncoding": "base64"}, "hex": {"contentEncoding": "base16"}}
_PLAIN = (str, int, float, type(None))  # what members of enumerations may be
_NO_KEYS = {"tuple", "list", "set", "frozenset", "dict", "none"}  # of pydantic's kinds of schemas
_NOISE = {"title", "discriminator", "$defs", "$schema", "$ref"}  # tells nothing, or is resolved here
_ONE = {"additionalProperties", "items", "propertyNames", "not", "contains"}  # keywords with a schema,
_SEVERAL = {"anyOf", "allOf", "oneOf", "prefixItems"}  # with a list of schemas,
_NAMED = {"properties", "patternProperties"}  # with schemas by name


class SchemaWriter(GenerateJsonSchema):
    """Writes the JSON schema of one tool's arguments."""

    def build_schema_type_to_method(self) -> dict[Any, Callable[[Any], Schema]]:
        """Return what writes each kind of schema: those of classes with their documentation."""
        writers: dict[Any, Any] = super().build_schema_type_to_method()
        return writers | {kind: partial(_document, writers[kind]) for kind in _CLASSES & writers.keys()}

    _bytes_as = "base64"  # how the class that is being described reads bytes
    # A default that JSON cannot express is known to its class.
    ignored_warning_kinds = {"skipped-choice", "non-serializable-default"}  # noqa: RUF012  # pydantic's own

    def handle_invalid_for_json_schema(self, schema: Any, error_info: str) -> Schema:
        """Raise TypeError for a type that has no form in JSON."""
        raise TypeError(f"{getattr(schema.get('cls'), '__qualname__', error_info)} has no form in JSON")

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
        """Return the schema of bytes, which pydantic's own classes read as plain text by default."""
        return {"type": "string", **_ENCODINGS[self._bytes_as]}

    def generate_inner(self, schema: Any) -> Schema:
        """Return the schema of a part; raises TypeError for members and keys that no JSON is read as."""
        members = schema.get("expected", [member.value for member in schema.get("members", ())])
        if not all(isinstance(member, _PLAIN) for member in members):
            raise TypeError("its members are not all str, int, float, bool or None, as a StrEnum's are")
        if schema["type"] == "is-subclass":  # of which pydantic says that it may be anything
            raise TypeError("a class has no form in JSON")
        if (keys := schema.get("keys_schema", {}).get("type")) in _NO_KEYS:
            raise TypeError(f"JSON has no dicts with {keys} keys")
        outer, config = self._bytes_as, schema.get("config")
        self._bytes_as = outer if config is None else config.get("val_json_bytes", "utf8")
        written: Schema = super().generate_inner(schema)
        self._bytes_as = outer
        return written


class Inliner:
    """Writes out the parts of a schema; *recursive* are those that contain themselves, for its `$defs`."""

    def __init__(self, defs: Mapping[str, Schema]) -> None:
        self._defs = defs
        self._open: set[str] = set()
        self.recursive: dict[str, Schema] = {}

    def inline(self, schema: Schema) -> Schema:
        """Return the schema with its parts written out; raises TypeError for odd keys and limits."""
        told = {key: value for key, value in schema.items() if value is not None or key == "const"}
        own = {key: self._inline_value(key, value) for key, value in told.items() if key not in _NOISE}
        if "oneOf" in own:
            own["anyOf"] = own.pop("oneOf")
        if "const" in own:
            own["enum"] = [own.pop("const")]
        if "$ref" in schema:
            return with_keywords(self._inline_part(schema["$ref"].removeprefix("#/$defs/")), own)
        return _complete(own)

    def _inline_value(self, key: str, value: Any) -> Any:
        """Return a keyword's value, with the schemas in it written out."""
        if key in _ONE and is_object(value):  # True and False are schemas too
            return self.inline(value)
        if key in _SEVERAL:
            return [self.inline(part) for part in value]
        return {name: self.inline(part) for name, part in value.items()} if key in _NAMED else value

    def _inline_part(self, name: str) -> Schema:
        """Return what a `$ref` points to, or a `$ref` if the part contains itself."""
        if name in self._open:
            self.recursive[name] = {}  # until it is written
        if name not in self.recursive:
            self._open.add(name)
            written = self.inline(self._defs[name])
            self._open.remove(name)
            if name not in self.recursive:
                return written
            self.recursive[name] = written
        return {"$ref": f"#/$defs/{name}"}


def with_keywords(schema: Schema, keywords: Schema) -> Schema:
    """Return the schema with keywords beside it; beside a `$ref` they would be ignored or refused."""
    return {**({"anyOf": [schema]} if keywords and "$ref" in schema else schema), **keywords}


def find_note(hint: Any) -> str | None:
    """Return the last description in an annotation: a plain string, Doc(...) or Field(description=...)."""
    while get_origin(hint) in (Required, NotRequired):
        (hint,) = get_args(hint)
    for item in reversed(getattr(hint, "__metadata__", ())):
        texts = (item, getattr(item, "documentation", None), getattr(item, "description", None))
        if said := next((text for text in texts if isinstance(text, str)), None):
            return said
    return None


def _complete(schema: Schema) -> Schema:
    """Return the schema with what servers insist on: a type for enumerations and `items` for arrays."""
    kind, keys = schema.get("type"), schema.get("propertyNames", {}).get("type")
    if keys in ("object", "array", "null"):
        raise TypeError(f"JSON has no dicts with {keys} keys")
    unfit = set[str]() if "format" in schema else _UNFIT.get(str(kind), set()) & schema.keys()
    if unfit:
        raise TypeError(f"{min(unfit)} is no limit of a value of type {kind}")
    if schema.get("enum") == []:
        raise TypeError("JSON has no value for an Enum without members")
    if "enum" in schema:
        values = list({repr(value): value for value in schema["enum"]}.values())  # an alias has the same
        types = list(dict.fromkeys(JSON_TYPES[type(value)] for value in values))
        return {"type": types[0] if len(types) == 1 else types, **schema, "enum": values}
    if kind == "array":
        prefix: list[Schema] = schema.get("prefixItems", [])
        distinct = [item for index, item in enumerate(prefix) if item not in prefix[:index]]
        anything = {"anyOf": distinct} if len(distinct) > 1 else distinct[0] if distinct else {}
        return {"items": anything, **schema}
    if schema.get("additionalProperties") in (True, {}) and "properties" not in schema:
        return {key: value for key, value in schema.items() if key != "additionalProperties"}
    return schema


def _document(write: Callable[[Any], Schema], schema: Any) -> Schema:
    """Return a class's JSON schema with what its docstring and its annotations say."""
    written, function = write(schema), schema.get("function")
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
        known = str(names.get(name, name))
        part.setdefault("description", find_note(hints.get(known)) or said.parameters.get(known))
    return schema
