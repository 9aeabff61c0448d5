"""Compare two shapes: what one schema of upstream's document and its counterpart in openapi.yaml say.

Looks at one level only and names the pairs of schemas below it; spec_comparison.py follows them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, NamedTuple

from spec_shapes import ANYTHING, Alternative, Schema, Shape, compact, listed, mapping


class Meaning(Enum):
    """What happens to callers of our contract if it comes to say what upstream says; worst first."""

    BREAKING = "breaking"
    WIDENING = "widening"
    COSMETIC = "cosmetic"


class Side(Enum):
    """Who has what the other lacks."""

    UPSTREAM = "only upstream"
    OURS = "only ours"
    DIFFERS = "differs"


class Effect(NamedTuple):
    """The meaning of a difference in what callers write and in what they read."""

    in_request: Meaning
    in_answer: Meaning


GAINED = Effect(Meaning.WIDENING, Meaning.WIDENING)
LOST = Effect(Meaning.BREAKING, Meaning.BREAKING)
CHANGED = Effect(Meaning.BREAKING, Meaning.BREAKING)
STRICTER = Effect(Meaning.BREAKING, Meaning.WIDENING)
"""Upstream demands more of writers, and promises more to readers."""
LOOSER = Effect(Meaning.WIDENING, Meaning.BREAKING)
NARROWER = Effect(Meaning.BREAKING, Meaning.COSMETIC)
"""Upstream admits fewer values; readers take any, so they do not notice."""
WIDER = Effect(Meaning.WIDENING, Meaning.COSMETIC)
UNNOTICED = Effect(Meaning.COSMETIC, Meaning.COSMETIC)

LOWER_BOUNDS = ("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties", "minContains")
UPPER_BOUNDS = ("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties", "maxContains")
RULES = (
    *(
        "pattern",
        "multipleOf",
        "uniqueItems",
        "prefixItems",
        "contains",
        "propertyNames",
        "patternProperties",
    ),
    *("dependentRequired", "dependentSchemas", "unevaluatedProperties", "conditions"),
)
REMARKS = ("default", "format", "contentEncoding", "contentMediaType")


@dataclass(frozen=True)
class Finding:
    """A difference between two schemas; *at* leads from them to the place, such as `.last_messages`."""

    at: str
    what: str
    side: Side
    effect: Effect


@dataclass(frozen=True)
class Pair:
    """Two schemas below, to be compared next."""

    at: str
    upstream: Any
    ours: Any


@dataclass(frozen=True)
class Match:
    """Two alternatives that are the same member of a union, or the only one of their type."""

    at: str
    upstream: Alternative
    ours: Alternative


def differs(name: str, upstream: object, ours: object, effect: Effect) -> Finding:
    """Return the finding that *name* has another value upstream; None says that it has none."""
    side = Side.UPSTREAM if ours is None else Side.OURS if upstream is None else Side.DIFFERS
    return Finding("", f"{name}: {readable(upstream)} upstream, {readable(ours)} ours", side, effect)


def readable(value: object) -> str:
    """Return *value* as people read it."""
    if isinstance(value, list):
        return "; ".join(map(readable, listed(value))) or "[]"
    return "none" if value is None else value if isinstance(value, str) else compact(value)


def null_findings(upstream: Shape, ours: Shape) -> Iterator[Finding]:
    """Yield whether only one side admits null; where anything is admitted, null is too."""
    if upstream.nullable != ours.nullable and not (admits_anything(upstream) or admits_anything(ours)):
        allowed, refused = ("upstream", "ours") if upstream.nullable else ("ours", "upstream")
        effect = LOOSER if upstream.nullable else STRICTER
        side = Side.UPSTREAM if upstream.nullable else Side.OURS
        yield Finding("", f"null: allowed {allowed}, not {refused}", side, effect)


def admits_anything(shape: Shape) -> bool:
    """Say whether a shape leaves the type open."""
    return any(alternative.type == ANYTHING for alternative in shape.alternatives)


def members(upstream: Shape, ours: Shape) -> Iterator[Finding | Match]:
    """Yield the alternatives that belong together, and a finding for each that has no counterpart."""
    theirs, mine = keyed(upstream, ours), keyed(ours, upstream)
    for key in (key for key in mine if key in theirs):
        yield Match(f"<{key}>" if mine[key].tag == key else "", theirs[key], mine[key])
    gained, lost = [k for k in theirs if k not in mine], [k for k in mine if k not in theirs]
    if len(theirs) == len(mine) == len(gained) == 1:
        yield differs("type", gained[0], lost[0], retyped(theirs[gained[0]], mine[lost[0]]))
        return
    for key in gained:
        yield Finding("", f"union member {key}", Side.UPSTREAM, GAINED)
    for key in lost:
        yield Finding("", f"union member {key}", Side.OURS, LOST)


def keyed(shape: Shape, counterpart: Shape) -> dict[str, Alternative]:
    """Return the alternatives by type; objects by their tag, where there are several on either side."""
    several = max(sum(a.type == "object" for a in s.alternatives) for s in (shape, counterpart)) > 1
    found: dict[str, Alternative] = {}
    for alternative in shape.alternatives:
        key = alternative.tag if several and alternative.tag else alternative.type
        number = sum(other == key or other.startswith(f"{key} #") for other in found)
        found[f"{key} #{number + 1}" if number else key] = alternative
    return found


def retyped(upstream: Alternative, ours: Alternative) -> Effect:
    """Return the effect of another type: an open one asks less of writers and promises less to readers."""
    if upstream.type == ANYTHING:
        return LOOSER
    return STRICTER if ours.type == ANYTHING else CHANGED


def compared(upstream: Alternative, ours: Alternative) -> Iterator[Finding | Pair]:
    """Yield what differs between two alternatives of one type, and the pairs of schemas below them."""
    yield from value_findings(upstream, ours)
    yield from bound_findings(upstream.keywords, ours.keywords)
    for name, theirs, mine in unequal(REMARKS, upstream.keywords, ours.keywords):
        yield differs(name, theirs, mine, UNNOTICED)
    if ours.type == "array":
        yield Pair("[]", upstream.keywords.get("items", {}), ours.keywords.get("items", {}))
    if ours.type == "object":
        yield from property_findings(upstream.keywords, ours.keywords)
        yield from map_findings(upstream.keywords, ours.keywords)


def value_findings(upstream: Alternative, ours: Alternative) -> Iterator[Finding]:
    """Yield the differences between lists of values; a list that is not closed only names examples."""
    theirs, mine = closed_values(upstream), closed_values(ours)
    if theirs is not None and mine is not None:
        for value in (v for v in theirs if v not in mine):
            yield Finding("", f"value {value}", Side.UPSTREAM, GAINED)
        for value in (v for v in mine if v not in theirs):
            yield Finding("", f"value {value}", Side.OURS, LOST)
    elif theirs is not None:
        yield differs("values", f"only {readable(theirs)}", "any", NARROWER)
    elif mine is not None:
        yield differs("values", "any", f"only {readable(mine)}", WIDER)
    elif set(map(compact, upstream.values or ())) != set(map(compact, ours.values or ())):
        yield differs("values", examples(upstream), examples(ours), UNNOTICED)


def examples(alternative: Alternative) -> str:
    """Return how many values are named where all are admitted; the names themselves say little."""
    return f"any ({len(alternative.values)} named)" if alternative.values else "any"


def closed_values(alternative: Alternative) -> list[str] | None:
    """Return the only values that are admitted, as texts, or None where others are as well."""
    if alternative.values is None or not alternative.closed:
        return None
    return [value if isinstance(value, str) else compact(value) for value in alternative.values]


def bound_findings(upstream: Schema, ours: Schema) -> Iterator[Finding]:
    """Yield the bounds and rules that differ."""
    for name, theirs, mine in unequal((*LOWER_BOUNDS, *UPPER_BOUNDS, *RULES), upstream, ours):
        yield differs(name, theirs, mine, NARROWER if narrows(name, theirs, mine) else WIDER)


def unequal(names: Sequence[str], upstream: Schema, ours: Schema) -> Iterator[tuple[str, Any, Any]]:
    """Yield those keywords of *names* that the sides give different values, with both."""
    for name in (name for name in names if name in upstream or name in ours):
        theirs, mine = upstream.get(name), ours.get(name)
        if compact(theirs) != compact(mine):
            yield name, theirs, mine


def narrows(name: str, upstream: Any, ours: Any) -> bool:
    """Say whether upstream's bound or rule admits fewer values; of two different rules it may."""
    if upstream is None or ours is None:
        return ours is None
    if name in LOWER_BOUNDS:
        return bool(upstream > ours)
    return bool(upstream < ours) if name in UPPER_BOUNDS else True


def property_findings(upstream: Schema, ours: Schema) -> Iterator[Finding | Pair]:
    """Yield the properties of one side only, those that only one side requires, and the pairs of the rest."""
    theirs, mine = properties(upstream), properties(ours)
    needed_there, needed_here = listed(upstream.get("required")), listed(ours.get("required"))
    for name in (*mine, *(name for name in theirs if name not in mine)):
        required_there, required_here = name in needed_there, name in needed_here
        if name not in theirs:
            yield Finding(f".{name}", described("property", required_here), Side.OURS, LOST)
        elif name not in mine:
            effect = STRICTER if required_there else GAINED
            yield Finding(f".{name}", described("property", required_there), Side.UPSTREAM, effect)
        else:
            if required_there != required_here:
                yield required_finding(f".{name}", required_there)
            yield Pair(f".{name}", theirs[name], mine[name])


def required_finding(at: str, upstream: bool) -> Finding:
    """Return the finding that only one side requires what is *at* a place."""
    if upstream:
        return Finding(at, "required: upstream, not ours", Side.UPSTREAM, STRICTER)
    return Finding(at, "required: ours, not upstream", Side.OURS, LOOSER)


def properties(keywords: Schema) -> Mapping[str, Any]:
    """Return the properties of an object, with those that are only named as required."""
    return {
        **{str(name): {} for name in listed(keywords.get("required"))},
        **mapping(keywords.get("properties")),
    }


def described(noun: str, required: bool) -> str:
    """Return the noun, with a word before it if the thing is required."""
    return f"required {noun}" if required else noun


def map_findings(upstream: Schema, ours: Schema) -> Iterator[Finding | Pair]:
    """Yield what differs about properties that are not named."""
    theirs, mine = upstream.get("additionalProperties", True), ours.get("additionalProperties", True)
    if (theirs is False) != (mine is False):
        there, here = ("refused", "allowed") if theirs is False else ("allowed", "refused")
        yield differs("other properties", there, here, NARROWER if theirs is False else WIDER)
    elif isinstance(theirs, dict) or isinstance(mine, dict):
        yield Pair("{}", mapping(theirs), mapping(mine))
