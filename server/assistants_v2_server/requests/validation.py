"""Checks a JSON value against a schema of the contract, and says what is wrong the way the API does.

Pure; `operations` is its only user. Libraries for JSON Schema come to the same verdicts (a test
compares), but not to the API's texts, codes and paths, which programs match on. This module knows
the part of JSON Schema that the contract is written in; a keyword beyond it is refused when the
contract is loaded, so that no rule is silently skipped. The members of a union are told apart by the
value's type and then by a tag (`type`), not by trying each: so the error is about the member meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from .faults import (
    TYPE_NAMES,
    join_path,
    make_fault,
    make_name_fault,
    make_type_fault,
    make_unknown_fault,
    make_value_fault,
)
from .refusals import RequestError, missing_parameter
from .scalars import (
    Schema,
    describe_type,
    find_number_faults,
    find_string_faults,
    find_type,
    has_type,
    is_same,
    list_types,
)

_ANNOTATIONS = frozenset({"description", "format", "deprecated", "example", "examples"})
_KEYWORDS = _ANNOTATIONS | {
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


_INTEGER = re.compile(r"-?[0-9]{1,18}", re.ASCII)


class UnsupportedSchema(Exception):
    """The contract uses a part of JSON Schema that this module does not check."""


class Validator:
    """Checks values against the named schemas of one contract.

    Args:
        schemas: `components.schemas` of the contract.

    Raises:
        UnsupportedSchema: A schema cannot be checked in full.
    """

    def __init__(self, schemas: Mapping[str, Schema]) -> None:
        self._schemas = {f"#/components/schemas/{name}": schema for name, schema in schemas.items()}
        for name, schema in schemas.items():
            self._check_schema(schema, name)

    def find_faults(self, schema: Schema, value: Any, path: str = "") -> Iterator[RequestError]:
        """Find everything that is wrong with a value, the most telling fault first.

        Args:
            schema: What the value must be.
            value: Parsed JSON.
            path: The name of the value in messages, such as `tools[0]`; empty for a whole body.

        Yields:
            One error with status 400 for each fault, ready to be raised.
        """
        schema = self._resolve(schema)
        members = schema.get("oneOf") or schema.get("anyOf")
        if members is not None:
            yield from self._find_union_faults(members, value, path)
            return
        if not has_type(value, list_types(schema)):
            yield make_type_fault(path, list_types(schema), describe_type(value))
            return
        if "const" in schema and not is_same(schema["const"], value):
            yield make_value_fault(path, [schema["const"]], value)
        elif "enum" in schema and not any(is_same(allowed, value) for allowed in schema["enum"]):
            yield make_value_fault(path, schema["enum"], value)
        match find_type(value):
            case "string":
                yield from find_string_faults(schema, value, path)
            case "integer" | "number":
                yield from find_number_faults(schema, value, path)
            case "array":
                yield from self._find_array_faults(schema, value, path)
            case "object":
                yield from self._find_object_faults(schema, value, path)
            case _:
                pass

    def make_integers(self, schema: Schema, value: Any) -> Any:
        """Return a value with whole numbers such as 1.0 as integers, where its schema wants integers.

        Args:
            schema: As for `find_faults`.
            value: Parsed JSON without faults.
        """
        schema = self._find_meant(self._resolve(schema), value)
        types = list_types(schema)
        match find_type(value):
            case "integer" if "integer" in types and "number" not in types:
                return int(value)
            case "array" if "items" in schema:
                return [self.make_integers(schema["items"], item) for item in value]
            case "object" if "properties" in schema:
                return {name: self._make_integers_of(schema, name, item) for name, item in value.items()}
            case _:
                return value

    def read_texts(self, schema: Schema, fields: Mapping[str, Any]) -> dict[str, Any]:
        """Return the fields of a form, with numbers where the schema wants some.

        Args:
            schema: What the form is to be.
            fields: Texts, objects of texts, and what came as JSON.
        """
        properties = self._resolve(schema).get("properties", {})
        return {name: self._read_text(properties.get(name, {}), value) for name, value in fields.items()}

    def _read_text(self, schema: Schema, value: Any) -> Any:
        if isinstance(value, Mapping):
            return self.read_texts(schema, cast("Mapping[str, Any]", value))
        is_number = "integer" in list_types(self._resolve(schema)) and "type" in self._resolve(schema)
        is_digits = isinstance(value, str) and _INTEGER.fullmatch(value)
        return int(value) if is_number and is_digits else value

    def _make_integers_of(self, schema: Schema, name: str, item: Any) -> Any:
        known = schema["properties"].get(name)
        return item if known is None else self.make_integers(known, item)

    def _find_meant(self, schema: Schema, value: Any) -> Schema:
        """Return a schema that is no union: the member that a value without faults was checked by."""
        members = schema.get("oneOf") or schema.get("anyOf")
        if members is None:
            return schema
        fitting = [member for member in self._flatten(members) if has_type(value, list_types(member))]
        if len(fitting) == 1:
            return fitting[0]
        tag = self._find_tag(fitting)
        return next(member for member in fitting if value[tag] in self._list_tags(member, tag))

    def _resolve(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self._schemas[schema["$ref"]]
        return schema

    def _flatten(self, members: Sequence[Schema]) -> list[Schema]:
        """Return the members of a union, with those of unions inside it in their place."""
        flat: list[Schema] = []
        for member in map(self._resolve, members):
            inner = member.get("oneOf") or member.get("anyOf")
            flat.extend([member] if inner is None else self._flatten(inner))
        return flat

    def _find_union_faults(self, members: Sequence[Schema], value: Any, path: str) -> Iterator[RequestError]:
        alternatives = self._flatten(members)
        fitting = [member for member in alternatives if has_type(value, list_types(member))]
        if not fitting:
            types = [name for member in alternatives for name in list_types(member)]
            yield make_type_fault(path, types, describe_type(value))
        elif len(fitting) == 1:
            yield from self.find_faults(fitting[0], value, path)
        else:
            yield from self._find_tagged_faults(fitting, value, path)

    def _find_tagged_faults(
        self, members: Sequence[Schema], value: Mapping[str, Any], path: str
    ) -> Iterator[RequestError]:
        tag = self._find_tag(members)
        if tag not in value:
            yield missing_parameter(join_path(path, tag))
            return
        by_tag = {name: member for member in members for name in self._list_tags(member, tag)}
        given = value[tag]
        if not isinstance(given, str):
            yield make_type_fault(join_path(path, tag), ["string"], describe_type(given))
        elif given not in by_tag:
            yield make_value_fault(join_path(path, tag), list(by_tag), given)
        else:
            yield from self.find_faults(by_tag[given], value, path)

    def _find_array_faults(self, schema: Schema, value: list[Any], path: str) -> Iterator[RequestError]:
        if len(value) > schema.get("maxItems", len(value)):
            wanted = f"Expected an array with maximum length {schema['maxItems']}"
            got = f"but got an array with length {len(value)} instead."
            yield make_fault(path, f"array too long. {wanted}, {got}", "array_above_max_length")
        if len(value) < schema.get("minItems", 0):
            wanted = f"Expected an array with minimum length {schema['minItems']}"
            got = "an empty array" if not value else f"an array with length {len(value)}"
            kind = "empty array" if not value else "array too short"
            code = "empty_array" if not value else "array_below_min_length"
            yield make_fault(path, f"{kind}. {wanted}, but got {got} instead.", code)
        if "items" in schema:
            for index, item in enumerate(value):
                yield from self.find_faults(schema["items"], item, f"{path}[{index}]")

    def _find_object_faults(self, schema: Schema, value: dict[str, Any], path: str) -> Iterator[RequestError]:
        yield from self._find_key_faults(schema, value, path)
        properties = schema.get("properties", {})
        others = schema.get("additionalProperties", True)
        for name, item in value.items():
            if name in properties:
                yield from self.find_faults(properties[name], item, join_path(path, name))
            elif others is False:
                yield make_unknown_fault(path, name, properties)
            elif others is not True:
                yield from self.find_faults(others, item, join_path(path, name))

    def _find_key_faults(self, schema: Schema, value: dict[str, Any], path: str) -> Iterator[RequestError]:
        """Find what is wrong with the names of an object's properties, and with their number."""
        for name in schema.get("required", ()):
            if name not in value:
                yield missing_parameter(join_path(path, name))
        if len(value) > schema.get("maxProperties", len(value)):
            most = f"Expected an object with at most {schema['maxProperties']} properties"
            got = f"but got an object with {len(value)} properties instead."
            yield make_fault(path, f"too many properties. {most}, {got}", "object_above_max_properties")
        together = schema.get("not", {}).get("required", ())
        if together and all(name in value for name in together):
            names = " or ".join(f"'{join_path(path, name)}'" for name in together)
            yield make_fault(path, f"give either {names}, not both.", "invalid_value")
        longest = schema.get("propertyNames", {}).get("maxLength")
        for name in value:
            if longest is not None and len(name) > longest:
                yield make_name_fault(path, name, longest)

    def _check_schema(self, schema: Schema, where: str) -> None:
        """Refuse a schema that `find_faults` would not check in full."""
        unknown = sorted(set(schema) - _KEYWORDS)
        if unknown:
            raise UnsupportedSchema(f"{where}: {', '.join(unknown)}")
        if set(schema.get("not", {})) - {"required"} or set(schema.get("propertyNames", {})) - {"maxLength"}:
            raise UnsupportedSchema(f"{where}: not, propertyNames")
        if "$ref" in schema and set(schema) - _ANNOTATIONS - {"$ref"}:
            raise UnsupportedSchema(f"{where}: keywords beside $ref")
        members = schema.get("oneOf") or schema.get("anyOf")
        if members:
            self._check_union(members, where)
        for name, item in schema.get("properties", {}).items():
            self._check_schema(item, f"{where}.{name}")
        for keyword in ("items", "additionalProperties"):
            if isinstance(schema.get(keyword), Mapping):
                self._check_schema(schema[keyword], f"{where}.{keyword}")

    def _check_union(self, members: Sequence[Schema], where: str) -> None:
        for index, member in enumerate(members):
            self._check_schema(member, f"{where}[{index}]")
        alternatives = self._flatten(members)
        for kind in TYPE_NAMES:
            alike = [member for member in alternatives if kind in list_types(member)]
            if len(alike) > 1 and (kind != "object" or self._find_tag(alike) == ""):
                raise UnsupportedSchema(f"{where}: two members take {kind} and no constant tells them apart")

    def _find_tag(self, members: Sequence[Schema]) -> str:
        """Return the required property whose constants tell the members apart, or an empty name."""
        for name in members[0].get("properties", {}):
            tags = [self._list_tags(member, name) for member in members]
            required = all(name in member.get("required", ()) for member in members)
            several = [tag for names in tags for tag in names]
            if required and all(tags) and len(set(several)) == len(several):
                return str(name)
        return ""

    def _list_tags(self, member: Schema, name: str) -> list[str]:
        """Return the texts that a property can be, if it can be some texts only."""
        schema = self._resolve(member.get("properties", {}).get(name, {}))
        tags = [schema["const"]] if "const" in schema else schema.get("enum", [])
        return tags if all(isinstance(tag, str) for tag in tags) else []
