"""Take the schemas of an OpenAPI document apart into shapes that can be compared.

The same thing can be said in many ways: null as `nullable`, in a list of types or as a member of a union; one
value as `const` or as an `enum` of one; a schema by name or written out. A shape says it in one way only.
Used by spec_schemas.py and spec_comparison.py.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, product
from typing import Any, TypeGuard, cast
from urllib.parse import unquote

Schema = Mapping[str, Any]

ANYTHING = "anything"
"""The type of a schema that names none."""
TAGS = ("type", "event", "object")
"""Properties whose one value tells the members of a union apart, in order of preference."""
CONDITIONS = ("not", "if", "then", "else")
UNIONS = ("anyOf", "oneOf")
COMPOSITIONS = ("$ref", "allOf", *UNIONS)
TYPED = ("type", "enum", "const", "properties", "additionalProperties", "items", "nullable", *COMPOSITIONS)
"""Keywords that say which values are meant; a schema with none of them only narrows its siblings."""
TYPE_NAMES = {"bool": "boolean", "int": "integer", "float": "number", "str": "string", "NoneType": "null"}


class SpecError(Exception):
    """A document cannot be compared; the message says where it fails and why."""


@dataclass(frozen=True)
class Document:
    """An OpenAPI 3 document, with its references."""

    content: Schema

    def resolved(self, node: Any) -> Schema:
        """Return *node*, or what it refers to, however often a reference leads to the next.

        Raises:
            SpecError: A reference leads nowhere, out of the document, or back to itself.
        """
        seen: list[str] = []
        while "$ref" in (found := mapping(node)):
            reference = str(found["$ref"])
            if reference in seen:
                raise SpecError(f"{reference} refers to itself")
            seen.append(reference)
            node = self.target(reference)
        return found

    def target(self, reference: str) -> Any:
        """Return what a reference such as `#/components/schemas/Run` names."""
        if not reference.startswith("#/"):
            raise SpecError(f"$ref {reference} leaves the document; bundle the files into one first")
        node: Any = self.content
        for part in reference[2:].split("/"):
            key = unquote(part).replace("~1", "/").replace("~0", "~")
            if key not in mapping(node):
                raise SpecError(f"$ref {reference} leads nowhere: there is no {key!r}")
            node = mapping(node)[key]
        return node


@dataclass(frozen=True)
class Alternative:
    """One type a value may have, with what holds for it: a schema without references and compositions."""

    type: str
    keywords: Schema
    name: str = ""
    """The name of the schema it comes from, if it has one."""
    values: tuple[Any, ...] | None = None
    """The values listed, if there is a list."""
    closed: bool = True
    """Whether the values listed are the only ones."""
    tag: str = ""
    """The value that tells it from other members of a union."""


@dataclass(frozen=True)
class Shape:
    """What a schema admits: null or not, and any of the alternatives."""

    nullable: bool
    alternatives: tuple[Alternative, ...]
    name: str = ""
    """The name the schema is referred to by, null aside."""


@dataclass(frozen=True)
class Part:
    """One of several schemas that hold at once; *nullable* is None where it says nothing about types."""

    nullable: bool | None
    alternatives: tuple[Alternative, ...]


def mapping(value: Any) -> dict[str, Any]:
    """Return *value* if it is a mapping, else an empty one."""
    return cast("dict[str, Any]", value) if isinstance(value, dict) else {}


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Say whether *value* is a list."""
    return isinstance(value, list)


def listed(value: Any) -> list[Any]:
    """Return *value* if it is a list, else an empty one."""
    return value if is_list(value) else []


def references(node: Any) -> set[str]:
    """Return everything that a part of a document refers to."""
    plain = mapping(node)
    own = {str(plain["$ref"])} if "$ref" in plain else set[str]()
    return own.union(*map(references, [*plain.values(), *listed(node)]))


def compact(value: Any) -> str:
    """Return *value* as JSON in one line, equal for equal values."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, default=str, separators=(", ", ": "))


def signature(value: Any) -> str:
    """Return a text that is equal for schemas that say the same in the same way, descriptions aside."""
    return compact(without_notes(value))


def without_notes(value: Any) -> Any:
    """Return *value* without what is written for people; a property of such a name is a mapping, no text."""
    if is_list(value):
        return [without_notes(item) for item in value]
    notes = ("description", "title", "summary", "$comment")
    if isinstance(value, dict):
        kept = {k: v for k, v in mapping(value).items() if not (k in notes and isinstance(v, str))}
        return {key: without_notes(inner) for key, inner in kept.items()}
    return value


def reference_name(schema: Any) -> str:
    """Return the name a schema is referred to by, also where null is allowed beside it; else nothing."""
    plain = mapping(schema)
    if "$ref" in plain:
        return str(plain["$ref"]).rpartition("/")[2]
    members = chain(*(listed(plain.get(key)) for key in ("allOf", *UNIONS)))
    names = {reference_name(m) for m in members if mapping(m) not in ({"type": "null"}, {"nullable": True})}
    return names.pop() if len(names) == 1 else ""


def shape(document: Document, schema: Any) -> Shape:
    """Return the shape of *schema*, a part of *document*."""
    part = taken_apart(document, schema, "", ())
    alternatives = (tagged(document, alternative) for alternative in joined(part.alternatives))
    return Shape(part.nullable is True, tuple(alternatives), reference_name(schema))


def taken_apart(document: Document, schema: Any, name: str, seen: tuple[str, ...]) -> Part:
    """Return the alternatives of *schema*; *seen* are the references that led here."""
    plain: dict[str, Any] = {"not": {}} if schema is False else mapping(schema)
    parts: list[Part] = []
    if "$ref" in plain and (reference := str(plain["$ref"])) not in seen:
        target = document.target(reference)
        parts.append(taken_apart(document, target, reference.rpartition("/")[2], (*seen, reference)))
    parts += [taken_apart(document, member, name, seen) for member in listed(plain.get("allOf"))]
    for members in (listed(plain.get(key)) for key in UNIONS):
        if members and not all(is_condition(member) for member in members):
            parts.append(either(taken_apart(document, member, name, seen) for member in members))
    parts.append(own_part(plain, name))
    combined = [both(combination) for combination in product(*(part.alternatives for part in parts))]
    explicit = plain.get("nullable") is True or {"nullable": True} in listed(plain.get("allOf"))
    nullable = True if explicit else agreed([part.nullable for part in parts])
    return Part(nullable, tuple(alternative for alternative in combined if alternative))


def is_condition(schema: Any) -> bool:
    """Say whether a member of a composition only narrows its siblings, such as `required` alone."""
    return bool(mapping(schema)) and not mapping(schema).keys() & set(TYPED)


def either(parts: Iterable[Part]) -> Part:
    """Return the union of *parts*."""
    members = list(parts)
    return Part(any(m.nullable for m in members), tuple(chain(*(m.alternatives for m in members))))


def agreed(opinions: Sequence[bool | None]) -> bool | None:
    """Return whether null is allowed by all that say something about it."""
    stated = [opinion for opinion in opinions if opinion is not None]
    return all(stated) if stated else None


def own_part(plain: Schema, name: str) -> Part:
    """Return what a schema says itself, its references and compositions aside."""
    keywords = {k: v for k, v in plain.items() if k not in (*COMPOSITIONS, *CONDITIONS)}
    conditions = [f"{key} {compact(plain[key])}" for key in CONDITIONS if key in plain]
    for key in UNIONS:
        if (members := listed(plain.get(key))) and all(is_condition(member) for member in members):
            conditions.append(f"{key} {compact(members)}")
    if conditions:
        keywords["conditions"] = sorted(conditions)
    values = tuple(listed(keywords["enum"])) if "enum" in keywords else None
    if "const" in keywords:
        values = (keywords["const"],)
    types = stated_types(keywords, values)
    if not types:
        return Part(None, (Alternative(ANYTHING, with_exclusive_bounds(keywords), name),))
    null = "null" in types or (values is not None and None in values)
    return Part(null, tuple(typed(keywords, values, name, t) for t in types if t != "null"))


def stated_types(keywords: Schema, values: tuple[Any, ...] | None) -> list[str]:
    """Return the types a schema names, or those its other keywords imply."""
    if stated := keywords.get("type"):
        return [str(item) for item in listed(stated)] or [str(stated)]
    if values is not None:
        return list(dict.fromkeys(map(type_of, values)))
    if keywords.keys() & {"properties", "additionalProperties"}:
        return ["object"]
    return ["array"] if "items" in keywords else []


def type_of(value: object) -> str:
    """Return the JSON type of *value*."""
    return TYPE_NAMES.get(type(value).__name__, "array" if isinstance(value, list) else "object")


def typed(keywords: Schema, values: tuple[Any, ...] | None, name: str, type_name: str) -> Alternative:
    """Return the alternative of one of the types of a schema."""
    if values is not None:
        fitting = (type_name, "integer" if type_name == "number" else type_name)
        values = tuple(value for value in values if type_of(value) in fitting)
    return Alternative(type_name, with_exclusive_bounds(keywords), name, values)


def with_exclusive_bounds(keywords: Schema) -> Schema:
    """Return *keywords* with bounds as of OpenAPI 3.1; in 3.0 exclusive ones are a bound and a flag."""
    plain = dict(keywords)
    for bound, exclusive in (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum")):
        if isinstance(plain.get(exclusive), bool):
            flag, value = plain.pop(exclusive), plain.get(bound)
            if flag and value is not None:
                plain[exclusive] = plain.pop(bound)
    return plain


def both(parts: Sequence[Alternative]) -> Alternative | None:
    """Return what holds if all of *parts* hold, or nothing if their types exclude one another."""
    types = {part.type for part in parts} - {ANYTHING}
    if types == {"integer", "number"}:
        types = {"integer"}
    if len(types) > 1:
        return None
    keywords: dict[str, Any] = {}
    for part in parts:
        keywords |= {key: together(key, keywords.get(key), value) for key, value in part.keywords.items()}
    lists = [part.values for part in parts if part.values is not None]
    values = tuple(v for v in lists[0] if all(v in other for other in lists[1:])) if lists else None
    names = [part.name for part in parts if part.type != ANYTHING and part.name]
    return Alternative(types.pop() if types else ANYTHING, keywords, names[0] if names else "", values)


def together(key: str, one: Any, other: Any) -> Any:
    """Return what two schemas that hold at once say under *key*."""
    if one is None or one == other:
        return other
    if key in ("required", "conditions"):
        return [*listed(one), *(item for item in listed(other) if item not in listed(one))]
    if key == "properties":
        here, there = mapping(one), mapping(other)
        return {
            **here,
            **there,
            **{name: {"allOf": [here[name], there[name]]} for name in here if name in there},
        }
    return other


def joined(alternatives: Iterable[Alternative]) -> Iterator[Alternative]:
    """Yield *alternatives* with the lists of values of a type joined; beside the bare type a list is open."""
    different = list({alternative_text(item): item for item in alternatives}.values())
    lists: dict[str, Alternative] = {}
    for item in (item for item in different if item.values is not None):
        earlier = lists.get(item.type, replace(item, values=()))
        values = (*(earlier.values or ()), *(item.values or ()))
        lists[item.type] = replace(earlier, values=tuple({compact(v): v for v in values}.values()))
    for item in (item for item in different if item.values is None):
        known = lists.pop(item.type, None)
        yield replace(item, values=known.values, closed=False) if known else item
    yield from lists.values()


def alternative_text(alternative: Alternative) -> str:
    """Return a text that is equal for alternatives that say the same in the same way."""
    return signature([alternative.type, alternative.values, alternative.keywords])


def tagged(document: Document, alternative: Alternative) -> Alternative:
    """Return *alternative* with the value that tells it from other members of a union, if it has one."""
    properties = mapping(alternative.keywords.get("properties"))
    for name in (name for name in TAGS if name in properties):
        found = joined(taken_apart(document, properties[name], "", ()).alternatives)
        values = [value for item in found if item.closed for value in item.values or (None, None)]
        if len(values) == 1:
            return replace(alternative, tag=str(values[0]))
    return alternative
