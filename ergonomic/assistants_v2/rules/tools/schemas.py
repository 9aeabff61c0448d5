"""JSON schemas of Python types, as models read them best.

msgspec says what a type consists of, and this says it in JSON schema: everything in place, every
enumeration typed, every array with `items` (servers refuse one without), no titles, and the descriptions
that docstrings and annotations hold. Used by `tools`.
"""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NotRequired, Required, TypeAlias, cast, get_args, get_origin

import msgspec
from msgspec import inspect as mi

from ...errors import ToolError
from . import docstrings, foreign_schemas, pydantic_models
from .annotations import description_of
from .choices import Choice
from .hints import hints_of
from .json_data import Schema
from .outputs import json_text, plain
from .records import Record
from .references import References, with_keywords
from .stand_ins import original

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Fielded: TypeAlias = mi.StructType | mi.DataclassType | mi.TypedDictType | mi.NamedTupleType

FIXED: dict[type[mi.Type], Schema] = {
    mi.AnyType: {},
    mi.RawType: {},
    mi.NoneType: {"type": "null"},
    mi.BoolType: {"type": "boolean"},
    mi.DateTimeType: {"type": "string", "format": "date-time"},
    mi.DateType: {"type": "string", "format": "date"},
    mi.TimeType: {"type": "string", "format": "time"},
    mi.TimeDeltaType: {"type": "string", "format": "duration"},
    mi.UUIDType: {"type": "string", "format": "uuid"},
    mi.DecimalType: {"type": "string", "format": "decimal"},
    mi.BytesType: {"type": "string", "contentEncoding": "base64"},
    mi.ByteArrayType: {"type": "string", "contentEncoding": "base64"},
    mi.MemoryViewType: {"type": "string", "contentEncoding": "base64"},
}
"""Types whose schema never differs."""

BOUNDS = {
    "integer": {"ge": "minimum", "gt": "exclusiveMinimum", "le": "maximum", "lt": "exclusiveMaximum"}
    | {"multiple_of": "multipleOf"},
    "string": {"min_length": "minLength", "max_length": "maxLength", "pattern": "pattern"},
    "array": {"min_length": "minItems", "max_length": "maxItems"},
    "object": {"min_length": "minProperties", "max_length": "maxProperties"},
}
BOUNDS["number"] = BOUNDS["integer"]
"""JSON schema's words for msgspec's constraints, by JSON type."""

JSON_TYPES = {str: "string", bool: "boolean", int: "integer", float: "number", type(None): "null"}
"""JSON's names for the types of literal values."""


class SchemaWriter:
    """Writes the schemas of a tool's parameters.

    Attributes:
        references: Its `defs` is what belongs into the `$defs` of the whole when all is written.
    """

    def __init__(self) -> None:
        self.references = References()

    def of(self, kind: Any) -> Schema:
        """Return the schema of a Python type.

        Raises:
            TypeError: A type inside it has no form in JSON.
        """
        return self.write(mi.type_info(kind))

    def write(self, node: mi.Type) -> Schema:
        """Return the schema of a type as msgspec sees it."""
        if type(node) in FIXED:
            return dict(FIXED[type(node)])
        match node:
            case mi.Metadata(type=inner):
                keywords: Schema = getattr(node, "extra_json_schema", None) or {}
                return with_keywords(self.write(inner), keywords)
            case mi.IntType():
                return bounded("integer", node)
            case mi.FloatType():
                return bounded("number", node)
            case mi.StrType():
                return bounded("string", node)
            case mi.LiteralType(values=values):
                return enumeration(values)
            case mi.UnionType(types=members):
                return {"anyOf": [self.write(member) for member in members]}
            case _:
                return self.write_container(node)

    def write_container(self, node: mi.Type) -> Schema:
        """Return the schema of a collection, or of a class, which is written once at a time."""
        match node:
            case mi.CollectionType(item_type=item):
                unique = {"uniqueItems": True} if isinstance(node, (mi.SetType, mi.FrozenSetType)) else {}
                return bounded("array", node) | {"items": self.write(item)} | unique
            case mi.TupleType(item_types=items):
                return sequence([self.write(item) for item in items], len(items))
            case mi.DictType(key_type=key, value_type=value):
                return bounded("object", node) | self.names(key) | self.values(value)
            case mi.CustomType(cls=kind):
                return self.custom(kind)
            case mi.EnumType(cls=kind):
                return annotated(enumeration(m.value for m in kind), own_documentation(kind).description)
            case mi.StructType() | mi.DataclassType() | mi.TypedDictType() | mi.NamedTupleType():
                return self.references.named(node.cls, title(node.cls), lambda: self.fields(node))
            case _:
                raise TypeError(f"{type(node).__name__} has no form in JSON")

    def names(self, key: mi.Type) -> Schema:
        """Return what a dict's keys must look like, if not just any text."""
        schema = self.write(key)
        if schema.get("type") in ("object", "array", "boolean", "null"):
            raise TypeError(f"JSON has no dicts with {schema['type']} keys")
        return {"propertyNames": schema} if schema.get("type") == "string" and len(schema) > 1 else {}

    def values(self, value: mi.Type) -> Schema:
        """Return what a dict's values must look like, if not just anything."""
        schema = self.write(value)
        return {"additionalProperties": schema} if schema else {}

    def custom(self, kind: Any) -> Schema:
        """Return the schema of a type that msgspec leaves to us."""
        match original(kind):
            case Choice(members=members):
                return {"anyOf": [self.of(member) for member in members]}
            case Record() as record:
                return self.references.named(kind, title(record.kind), lambda: self.record(record))
            case pydantic_models.CheckedDataclass(kind=kind):
                pass
            case _ if not pydantic_models.is_model(kind):
                raise TypeError(f"{getattr(kind, '__qualname__', kind)} has no form in JSON")
            case _:
                pass
        return foreign_schemas.adopted(pydantic_models.schema(kind), kind, self.references)

    def record(self, record: Record) -> Schema:
        """Return the schema of a class that a record stands for: of what it is called with."""
        documentation = own_documentation(record.kind)
        written: Schema = {}
        struct = cast("mi.StructType", mi.type_info(record.twin))
        # Through its twin, so that what msgspec cannot convert is refused before there is a call.
        for field, part in zip(record.fields, struct.fields, strict=True):
            note = note_of(field.hint) or documentation.parameters.get(field.name)
            written[field.name] = annotated(self.write(part.type), note, field.default)
        required = [field.name for field in record.fields if field.required]
        if record.is_array:
            schema = sequence(list(written.values()), len(required))
        else:
            schema = mapping(written, required, closed=False)
        return annotated(schema, documentation.description)

    def fields(self, node: Fielded) -> Schema:
        """Return the schema of a class: of the object, or the array, of its fields."""
        documentation = own_documentation(node.cls)
        hints = hints_of(node.cls)
        written = {
            f.encode_name: self.field(f, note_of(hints.get(f.name)) or documentation.parameters.get(f.name))
            for f in in_order(node, hints)
        }
        required = [f.encode_name for f in in_order(node, hints) if f.required]
        match node:
            case mi.NamedTupleType() | mi.StructType(array_like=True):
                schema = sequence(list(written.values()), len(required))
            case mi.StructType(tag_field=str(tag_field), tag=tag, forbid_unknown_fields=closed):
                schema = mapping({tag_field: enumeration([tag]), **written}, [tag_field, *required], closed)
            case _:
                schema = mapping(written, required, getattr(node, "forbid_unknown_fields", False))
        return annotated(schema, documentation.description)

    def field(self, field: mi.Field, note: str | None) -> Schema:
        """Return the schema of a class's field."""
        return annotated(self.write(field.type), note, field.default)


def annotated(schema: Schema, description: str | None, default: object = msgspec.NODEFAULT) -> Schema:
    """Return the schema with a description, which goes before its class's, and a default.

    None says nothing new of what may be left out, and a default that JSON cannot express is the function's
    own business: both stay out.
    """
    keywords: Schema = {"description": description} if description else {}
    if default is not None and default is not msgspec.NODEFAULT:
        with suppress(ToolError):
            keywords["default"] = json.loads(json_text(plain(default)))
    return with_keywords(schema, keywords)


def bounded(json_type: str, node: mi.Type) -> Schema:
    """Return the schema of a type with its limits."""
    stated = {keyword: getattr(node, name, None) for name, keyword in BOUNDS[json_type].items()}
    return {"type": json_type, **{keyword: limit for keyword, limit in stated.items() if limit is not None}}


def enumeration(values: Iterable[Any]) -> Schema:
    """Return the schema of one of some values."""
    listed = list(values)
    types = list(dict.fromkeys(JSON_TYPES[type(value)] for value in listed))
    return {"type": types[0] if len(types) == 1 else types, "enum": listed}


def sequence(items: list[Schema], required: int) -> Schema:
    """Return the schema of an array with a schema for each item, of which the first *required* must be there.

    Given `maxItems`, `items` allows nothing more; it is for servers that know no `prefixItems`.
    """
    size = {"minItems": required, "maxItems": len(items)}
    if not items:
        return {"type": "array", "items": {}, **size}
    distinct = [item for index, item in enumerate(items) if item not in items[:index]]
    anything = distinct[0] if len(distinct) == 1 else {"anyOf": distinct}
    return {"type": "array", "prefixItems": items, "items": anything, **size}


def mapping(properties: Schema, required: list[str], closed: bool) -> Schema:
    """Return the schema of an object with these properties, and no others if it is closed."""
    schema: Schema = {"type": "object", "properties": properties}
    if required:
        schema["required"] = required
    if closed:
        schema["additionalProperties"] = False
    return schema


def title(cls: Any) -> str:
    """Return what to call a class in `$defs`."""
    return str(getattr(cls, "__name__", None) or cls)


def own_documentation(cls: Any) -> docstrings.Documentation:
    """Return what a class's own docstring says, leaving those that Python wrote."""
    plain_class = getattr(cls, "__origin__", cls)
    text = plain_class.__dict__.get("__doc__")
    generated = not text or text.startswith(f"{plain_class.__name__}(")
    return docstrings.read(None if generated else text)


def in_order(node: Fielded, hints: Mapping[str, Any]) -> list[mi.Field]:
    """Return a class's fields as written: msgspec sorts a TypedDict's, but models fill them in order."""
    if not isinstance(node, mi.TypedDictType):
        return list(node.fields)
    written = list(hints)
    return sorted(node.fields, key=lambda field: written.index(field.name) if field.name in hints else 0)


def note_of(hint: Any) -> str | None:
    """Return the description in an annotation: the last, should there be several."""
    while get_origin(hint) in (Required, NotRequired):
        (hint,) = get_args(hint)
    return next(filter(None, map(description_of, reversed(getattr(hint, "__metadata__", ())))), None)
