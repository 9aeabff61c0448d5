"""From a function to what a model is told of it, and to what reads the model's calls.

Used by `tool`, which imports it when the first tool is made: it brings the libraries in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import UnionType
from typing import Annotated, Any, Literal, Union, Unpack, get_args, get_origin

from pydantic import ConfigDict, GetCoreSchemaHandler, GetPydanticSchema, TypeAdapter
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, SchemaValidator, core_schema

from ..errors import ToolError
from .arguments import ArgumentReader
from .called_classes import CONFIG, reading_classes
from .json_data import Schema, is_array, is_object
from .outputs import to_json_data
from .schemas import Inliner, SchemaWriter, find_note, with_keywords
from .signatures import REQUIRED, Parameter, Signature, name_function, read_signature
from .strict_mode import make_strict

_KINDS = """str, int, float, bool, None, Literal, an Enum, a date or time, Decimal, UUID, bytes, a list, \
tuple, set or dict, a TypedDict, NamedTuple, dataclass, attrs class or pydantic model, or a union of these"""
"""What a parameter may be, for errors."""
_UNKNOWN = re.compile(r"Unable .* for (?:<class '.*?(\w+)'>|(.*))\. Set .*")  # what pydantic says of a type
_LISTS = {kind: kind for kind in ("list", "set", "frozenset", "tuple")} | {"generator": "list"}
_OPAQUE = {"cls", "config", "default", "expected", "metadata", "serialization"}  # what is not a schema


def define_tool(function: Callable[..., Any], name: str, *, strict: bool) -> tuple[ArgumentReader, Schema]:
    """Return what reads a function's calls, and its JSON schema; raises TypeError if it cannot have one."""
    signature, where = read_signature(function), name_function(function)
    taken = [*signature.parameters.values(), *([signature.rest] if signature.rest else [])]
    try:
        validator, parts, defs = _describe(taken)
    except Exception:
        _refuse_unfit(taken, where)
        raise
    schema = _write_object(signature, parts) | ({"$defs": defs} if defs else {})
    reader = ArgumentReader(name, signature, validator, schema, strict)
    if strict and (rest := signature.rest):
        raise TypeError(f"{where}: strict mode allows no **{rest.name}: remove it, or leave strict out")
    try:
        return reader, make_strict(schema, "") if strict else schema
    except TypeError as error:
        raise TypeError(f"{where}: parameter {error}") from None


def _describe(taken: Sequence[Parameter]) -> tuple[SchemaValidator, Schema, Schema]:
    """Return what validates the parameters, their schemas by name, and the `$defs` of these."""

    def write_core(_: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        kinds = {p.name: handler.generate_schema(_spell_notes(p.type)) for p in taken}
        fields = {name: core_schema.typed_dict_field(kind, required=False) for name, kind in kinds.items()}
        return core_schema.typed_dict_schema(fields, config=CONFIG)

    with reading_classes(parameter.type for parameter in taken):
        config = ConfigDict(allow_inf_nan=False, val_json_bytes="base64")
        core = TypeAdapter[Any](Annotated[Any, GetPydanticSchema(write_core)], config=config).core_schema
    written = SchemaWriter().generate(core)
    inliner = Inliner(written.get("$defs", {}))
    inlined = inliner.inline(written)["properties"]
    parts = {parameter.name: _annotate(parameter, inlined[parameter.name]) for parameter in taken}
    return SchemaValidator(_list_iterables(core), CONFIG), parts, inliner.recursive


def _spell_notes(kind: Any) -> Any:
    """Return a type with the notes inside it as pydantic's descriptions."""
    origin, parts = get_origin(kind), get_args(kind)
    if not parts or origin in (Literal, Callable, Unpack):
        return kind
    if origin is Annotated:
        return Annotated[(_spell_notes(parts[0]), *parts[1:], FieldInfo(description=find_note(kind)))]
    spelled = tuple(part if part is ... else _spell_notes(part) for part in parts)
    return Union[spelled] if origin is UnionType else origin[spelled]  # noqa: UP007  # made at run time


def _annotate(parameter: Parameter, schema: Schema) -> Schema:
    """Return a parameter's schema with its description, which goes before its class's, and its default."""
    keywords: Schema = {"description": d} if (d := find_note(parameter.type) or parameter.description) else {}
    if parameter.default is not None:  # which says nothing new of what may be left out
        with suppress(ToolError):  # JSON has no REQUIRED either
            keywords["default"] = to_json_data(parameter.default)
    return with_keywords(schema, keywords)


def _list_iterables(schema: Any) -> Any:
    """Return a core schema that makes lists of what pydantic would look at only when it is iterated."""
    if is_array(schema):
        return [_list_iterables(part) for part in schema]
    if not is_object(schema):
        return schema
    kind = schema["type"] if isinstance(schema.get("type"), str) else None  # none of fields by their names
    own = {key: part if kind and key in _OPAQUE else _list_iterables(part) for key, part in schema.items()}
    return own | {"type": _LISTS[kind], "fail_fast": True} if kind in _LISTS else own  # one error is enough


def _write_object(signature: Signature, parts: Schema) -> Schema:
    """Return the schema of a call's arguments: an object, closed unless the function takes `**kwargs`."""
    schema: Schema = {"type": "object", "properties": {name: parts[name] for name in signature.parameters}}
    if required := [name for name, known in signature.parameters.items() if known.default is REQUIRED]:
        schema["required"] = required
    schema["additionalProperties"] = (parts[signature.rest.name] or True) if signature.rest else False
    return schema


def _refuse_unfit(taken: Sequence[Parameter], where: str) -> None:
    """Raise TypeError for the first parameter that no model could fill."""
    for parameter in taken:
        try:
            _describe([parameter])
        except Exception as error:  # noqa: BLE001  # pydantic raises its own
            reason = _UNKNOWN.sub(r"\1\2 has no form in JSON", str(error).partition("\n")[0])
            raise TypeError(
                f"{where}: parameter {parameter.name!r} cannot be described to a model ({reason:.100}): "
                f"annotate it with {_KINDS}, or bind it beforehand with functools.partial"
            ) from None
