"""Checks a JSON value against a schema of the contract and says what is wrong the way the API does.

Pure; `contract` is its only user. It knows the part of JSON Schema that the contract is written in
and refuses, when the contract is loaded, any keyword beyond it, so that no rule is ever silently
skipped. Unions are decided by the value's type and then by a tag (`type`), never by trial: the
error is then about the member that was meant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from .refusals import RequestError, missing_parameter

Schema = Mapping[str, Any]

_ANNOTATIONS: Final = frozenset({"description", "format", "deprecated", "example", "examples"})
_KEYWORDS: Final = _ANNOTATIONS | {
    "$ref",
    "type",
    "const",
    "enum",
    "oneOf",
    "anyOf",
    "not",
    "properties",
    "required",
    "additionalProperties",
    "propertyNames",
    "maxProperties",
    "items",
    "minItems",
    "maxItems",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
}
_TYPE_NAMES: Final[Mapping[str, str]] = {
    "null": "null",
    "boolean": "a boolean",
    "integer": "an integer",
    "number": "a decimal",
    "string": "a string",
    "array": "an array",
    "object": "an object",
}


class UnsupportedSchema(Exception):
    """The contract uses a part of JSON Schema that this module does not check."""


class Validator:
    """Checks values against the named schemas of one contract.

    Args:
        schemas: `components.schemas` of the contract.

    Raises:
        UnsupportedSchema: a schema cannot be checked in full.
    """

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self._schemas: Final = {f"#/components/schemas/{name}": each for name, each in schemas.items()}
        for name, schema in schemas.items():
            self._check_schema(schema, name)

    def faults(self, schema: Schema, value: Any, path: str = "") -> Iterator[RequestError]:
        """All that is wrong with a value, the most telling first.

        Args:
            schema: what the value must be.
            value: parsed JSON.
            path: the value's name in messages, such as `tools[0]`; empty for a whole body.

        Yields:
            One error with status 400 per fault, ready to be raised.
        """
        schema = self._resolve(schema)
        members = schema.get("oneOf") or schema.get("anyOf")
        if members is not None:
            yield from self._union_faults(members, value, path)
            return
        if not _is_of(value, _types(schema)):
            yield _wrong_type(path, _types(schema), value)
            return
        if "const" in schema and not _same(schema["const"], value):
            yield _wrong_value(path, [schema["const"]], value)
        elif "enum" in schema and not any(_same(each, value) for each in schema["enum"]):
            yield _wrong_value(path, schema["enum"], value)
        match _type_of(value):
            case "string":
                yield from _string_faults(schema, value, path)
            case "integer" | "number":
                yield from _number_faults(schema, value, path)
            case "array":
                yield from self._array_faults(schema, value, path)
            case "object":
                yield from self._object_faults(schema, value, path)
            case _:
                pass

    def _resolve(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self._schemas[schema["$ref"]]
        return schema

    def _flat(self, members: Sequence[Schema]) -> list[Schema]:
        """The members of a union, with those of unions inside it in their place."""
        flat: list[Schema] = []
        for each in map(self._resolve, members):
            inner = each.get("oneOf") or each.get("anyOf")
            flat.extend([each] if inner is None else self._flat(inner))
        return flat

    def _union_faults(self, members: Sequence[Schema], value: Any, path: str) -> Iterator[RequestError]:
        alternatives = self._flat(members)
        fitting = [each for each in alternatives if _is_of(value, _types(each))]
        if not fitting:
            types = [name for each in alternatives for name in _types(each)]
            yield _wrong_type(path, types, value)
        elif len(fitting) == 1:
            yield from self.faults(fitting[0], value, path)
        else:
            yield from self._tagged_faults(fitting, value, path)

    def _tagged_faults(
        self, members: Sequence[Schema], value: Mapping[str, Any], path: str
    ) -> Iterator[RequestError]:
        tag = _tag(members)
        if tag not in value:
            yield missing_parameter(_join(path, tag))
            return
        by_tag = {each["properties"][tag]["const"]: each for each in members}
        found = value[tag]
        if not isinstance(found, str):
            yield _wrong_type(_join(path, tag), ["string"], found)
        elif found not in by_tag:
            yield _wrong_value(_join(path, tag), list(by_tag), found)
        else:
            yield from self.faults(by_tag[found], value, path)

    def _array_faults(self, schema: Schema, value: list[Any], path: str) -> Iterator[RequestError]:
        if len(value) > schema.get("maxItems", len(value)):
            wanted = f"Expected an array with maximum length {schema['maxItems']}"
            got = f"but got an array with length {len(value)} instead."
            yield _fault(path, f"array too long. {wanted}, {got}", "array_above_max_length")
        if len(value) < schema.get("minItems", 0):
            wanted = f"Expected an array with minimum length {schema['minItems']}"
            got = "an empty array" if not value else f"an array with length {len(value)}"
            kind = "empty array" if not value else "array too short"
            code = "empty_array" if not value else "array_below_min_length"
            yield _fault(path, f"{kind}. {wanted}, but got {got} instead.", code)
        if "items" in schema:
            for index, item in enumerate(value):
                yield from self.faults(schema["items"], item, f"{path}[{index}]")

    def _object_faults(self, schema: Schema, value: dict[str, Any], path: str) -> Iterator[RequestError]:
        yield from self._key_faults(schema, value, path)
        properties = schema.get("properties", {})
        others = schema.get("additionalProperties", True)
        for name, each in value.items():
            if name in properties:
                yield from self.faults(properties[name], each, _join(path, name))
            elif others is False:
                where = _join(path, name)
                yield RequestError(400, f"Unknown parameter: '{where}'.", where, "unknown_parameter")
            elif others is not True:
                yield from self.faults(others, each, _join(path, name))

    def _key_faults(self, schema: Schema, value: dict[str, Any], path: str) -> Iterator[RequestError]:
        """What is wrong with the names of an object's properties, and with their number."""
        for name in schema.get("required", ()):
            if name not in value:
                yield missing_parameter(_join(path, name))
        if len(value) > schema.get("maxProperties", len(value)):
            most = f"Expected an object with at most {schema['maxProperties']} properties"
            got = f"but got an object with {len(value)} properties instead."
            yield _fault(path, f"too many properties. {most}, {got}", "object_above_max_properties")
        together = schema.get("not", {}).get("required", ())
        if together and all(name in value for name in together):
            names = " or ".join(f"'{_join(path, name)}'" for name in together)
            yield RequestError(
                400, f"Invalid '{path}': give either {names}, not both.", path or None, "invalid_value"
            )
        longest = schema.get("propertyNames", {}).get("maxLength")
        for name in value:
            if longest is not None and len(name) > longest:
                yield _long_name(path, name, longest)

    def _check_schema(self, schema: Schema, where: str) -> None:
        """Refuse a schema that `faults` would not check in full."""
        unknown = sorted(set(schema) - _KEYWORDS)
        if unknown:
            raise UnsupportedSchema(f"{where}: {', '.join(unknown)}")
        if set(schema.get("not", {})) - {"required"} or set(schema.get("propertyNames", {})) - {"maxLength"}:
            raise UnsupportedSchema(f"{where}: not, propertyNames")
        if "$ref" in schema and set(schema) - _ANNOTATIONS - {"$ref"}:
            raise UnsupportedSchema(f"{where}: keywords beside $ref")
        self._check_union(schema.get("oneOf") or schema.get("anyOf") or (), where)
        for name, each in schema.get("properties", {}).items():
            self._check_schema(each, f"{where}.{name}")
        for keyword in ("items", "additionalProperties"):
            if isinstance(schema.get(keyword), Mapping):
                self._check_schema(schema[keyword], f"{where}.{keyword}")

    def _check_union(self, members: Sequence[Schema], where: str) -> None:
        for index, each in enumerate(members):
            self._check_schema(each, f"{where}[{index}]")
        alternatives = self._flat(members)
        for kind in _TYPE_NAMES:
            alike = [each for each in alternatives if kind in _types(each)]
            if len(alike) > 1 and (kind != "object" or _tag(alike) == ""):
                raise UnsupportedSchema(f"{where}: two members take {kind} and no constant tells them apart")


def _types(schema: Schema) -> Sequence[str]:
    kind = schema.get("type", list(_TYPE_NAMES))
    return [kind] if isinstance(kind, str) else kind


def _tag(members: Sequence[Schema]) -> str:
    """The required property whose constant tells the members apart, or nothing."""
    for name in members[0].get("properties", {}):
        tags = [each.get("properties", {}).get(name, {}).get("const") for each in members]
        required = all(name in each.get("required", ()) for each in members)
        if required and all(isinstance(each, str) for each in tags) and len(set(tags)) == len(tags):
            return str(name)
    return ""


_IS_OF: Final[Mapping[str, Callable[[Any], bool]]] = {
    "null": lambda value: value is None,
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _is_number(value) and float(value).is_integer(),
    "number": lambda value: _is_number(value),
    "string": lambda value: isinstance(value, str),
    "array": lambda value: isinstance(value, list),
    "object": lambda value: isinstance(value, dict),
}


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_of(value: Any, types: Sequence[str]) -> bool:
    return any(_IS_OF[kind](value) for kind in types)


def _same(expected: Any, value: Any) -> bool:
    """Equality of JSON, where true is not 1."""
    return isinstance(expected, bool) == isinstance(value, bool) and bool(expected == value)


def _string_faults(schema: Schema, value: str, path: str) -> Iterator[RequestError]:
    length = len(value)
    if length > schema.get("maxLength", length):
        wanted = f"Expected a string with maximum length {schema['maxLength']}"
        got = f"but got a string with length {length} instead."
        yield _fault(path, f"string too long. {wanted}, {got}", "string_above_max_length")
    if length < schema.get("minLength", 0):
        wanted = f"Expected a string with minimum length {schema['minLength']}"
        got = "an empty string" if not value else f"a string with length {length}"
        kind = "empty string" if not value else "string too short"
        code = "empty_string" if not value else "string_below_min_length"
        yield _fault(path, f"{kind}. {wanted}, but got {got} instead.", code)
    if "pattern" in schema and not re.search(_python_pattern(schema["pattern"]), value):
        wanted = f"Expected a string that matches the pattern '{schema['pattern']}'."
        yield _fault(path, f"string does not match pattern. {wanted}", "invalid_value")


def _number_faults(schema: Schema, value: float, path: str) -> Iterator[RequestError]:
    kind = "integer" if "integer" in _types(schema) else "decimal"
    if value > schema.get("maximum", value):
        bound = f"above maximum value. Expected a value <= {schema['maximum']}"
        yield _fault(path, f"{kind} {bound}, but got {value} instead.", f"{kind}_above_max_value")
    if value < schema.get("minimum", value):
        bound = f"below minimum value. Expected a value >= {schema['minimum']}"
        yield _fault(path, f"{kind} {bound}, but got {value} instead.", f"{kind}_below_min_value")


def _python_pattern(pattern: str) -> str:
    """In Python, `$` would let a newline at the end pass."""
    return f"{pattern[:-1]}\\Z" if pattern.endswith("$") else pattern


def _fault(path: str, problem: str, code: str) -> RequestError:
    return RequestError(400, f"Invalid '{path}': {problem}", path or None, code)


def _wrong_type(path: str, types: Sequence[str], value: Any) -> RequestError:
    names = list(dict.fromkeys(_TYPE_NAMES[kind] for kind in types if kind != "null"))
    expected = names[0] if len(names) == 1 else f"one of {_listed(names, 'or')}"
    where = f"'{path}'" if path else "the request body"
    message = f"Invalid type for {where}: expected {expected}, but got {_kind(value)} instead."
    return RequestError(400, message, path or None, "invalid_type")


def _wrong_value(path: str, supported: Sequence[Any], value: Any) -> RequestError:
    shown = _listed([f"'{each}'" for each in supported], "and")
    message = f"Invalid value: '{_shortened(str(value))}'. Supported values are: {shown}."
    return RequestError(400, message, path or None, "invalid_value")


def _long_name(path: str, name: str, longest: int) -> RequestError:
    wanted = f"Expected a string with maximum length {longest}"
    got = f"but got a string with length {len(name)} instead."
    message = f"Invalid property name in '{path}': '{_shortened(name)}' is too long. {wanted}, {got}"
    return RequestError(400, message, _join(path, _shortened(name)), "string_above_max_length")


def _listed(names: Sequence[str], word: str) -> str:
    if len(names) <= 2:
        return f" {word} ".join(names)
    return f"{', '.join(names[:-1])}, {word} {names[-1]}"


def _type_of(value: Any) -> str:
    """The JSON type of a value; a number without fraction is an integer."""
    return next(kind for kind, is_of in _IS_OF.items() if is_of(value))


def _kind(value: Any) -> str:
    return _TYPE_NAMES["number" if isinstance(value, float) else _type_of(value)]


def _shortened(text: str) -> str:
    return text if len(text) <= 100 else f"{text[:97]}..."


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name
