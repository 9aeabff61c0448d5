"""Spoils recorded answers, and says what else suffered when they were read."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from assistants_v2_raw.errors import WrongKind
from attrs import frozen

from .operations import EVENTS, OPERATIONS, SCHEMAS
from .recorded import TRUSTED
from .walking import exact, found_at, objects, paths

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .recorded import Exchange
    from .walking import Path

TAGS = ("type", "object", "event")
"""Properties whose values may decide how their object is read."""


def words(schema: Any) -> Iterator[str]:
    """Yield every constant and every value of an enum in the contract's schemas."""
    if isinstance(schema, dict):
        yield from (word for word in [schema.get("const"), *schema.get("enum", [])] if isinstance(word, str))
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from words(part)


WORDS = sorted(set(words(SCHEMAS)))
"""What the contract calls things: tags and values of enums."""

NAMES = sorted({name for schema in SCHEMAS.values() for name in schema.get("properties", {})})
"""Every property of the contract."""


@frozen
class Subject:
    """An answer to spoil.

    Attributes:
        id: The exchange it comes from.
        model: What it is read as.
        body: The answer.
    """

    id: str
    model: Any
    body: dict[str, Any]

    @cached_property
    def places(self) -> list[Path]:
        """Where each value of the answer stands."""
        return list(paths(self.body))

    @cached_property
    def classes(self) -> dict[Path, type]:
        """The class of each object that the answer is read as."""
        return classes(self.model.from_dict(self.body))


def subjects(exchanges: list[Exchange]) -> dict[str, list[Subject]]:
    """Return an answer of each structure, by operation, and an event of each structure under `events`."""
    found: dict[str, dict[Any, Subject]] = {name: {} for name in [*OPERATIONS, "events"]}
    for exchange in exchanges:
        if exchange.operation not in OPERATIONS or not exchange.succeeded:
            continue
        if exchange.body is not None:
            answer = Subject(exchange.id, OPERATIONS[exchange.operation].answer, exchange.body)
            found[exchange.operation].setdefault(exchange.shape, answer)
        for event in exchange.events if exchange.provenance in TRUSTED else []:
            structure = (event["event"], *paths(event))
            found["events"].setdefault(structure, Subject(exchange.id, EVENTS[event["event"]], event))
    return {name: list(structures.values()) for name, structures in found.items()}


def spoil(body: Any, path: Path, value: Any) -> Any:
    """Return a copy of *body* with *value* at *path*, where something or nothing was before."""
    if not path:
        return value
    key, *rest = path
    copy: Any = body.copy()
    copy[key] = spoil(body[key] if rest else None, tuple(rest), value)
    return copy


def drop(body: Any, path: Path) -> Any:
    """Return a copy of *body* without the property at *path*."""
    owner = dict(found_at(body, path[:-1]))
    del owner[path[-1]]
    return spoil(body, path[:-1], owner)


def classes(parsed: Any) -> dict[Path, type]:
    """Return the class of each object that was read, by its place."""
    return {at: type(found) for at, found, _ in objects(parsed)}


def suffering(before: dict[Path, type], after: dict[Path, type], path: Path) -> list[Path]:
    """Return the places, outside of what was spoiled at *path*, of objects that are now of another class.

    Of an object whose tag was spoiled, all may change, if the tag is what it is known by.
    """
    owner = path[:-1]
    if path[-1] in TAGS and before.get(owner) is not after.get(owner):
        path = owner
    return [at for at, kind in before.items() if at[: len(path)] != path and after.get(at) is not kind]


OTHER_KINDS: list[Any] = [
    "of another kind",
    7,
    0.5,
    True,
    [],
    ["of another kind"],
    {},
    {"type": "of another kind"},
]
"""A JSON value of each kind, small and not so small; null is of no kind."""


def is_at(place: str, path: Path) -> bool:
    """Say whether a complaint about a *place* is about what was spoiled at *path*, or about something within.

    An object whose tag was spoiled may be read as something else, which its other fields are not.
    """
    steps = tuple(
        int(index) if index else name or ...
        for index, _, name in re.findall(r"\[(\d+)\]|({})|([^.\[{]+)", place)
    )
    if path[-1] in TAGS and steps[: len(path) - 1] == path[:-1]:
        return True
    same = [step is ... or step == wanted for step, wanted in zip(steps, path, strict=False)]
    return len(steps) >= len(path) and all(same)


def may_be_refused(path: Path) -> bool:
    """Say whether nothing, or null, at *path* may be refused: an id, a list's data, an item, or metadata."""
    return (
        path[-1] in ("id", "data")
        or isinstance(path[-1], int)
        or path[-2:-1] in (("metadata",), ("attributes",))
    )


def assert_harmless(subject: Subject, spoiled: Any, path: Path, *, refusable: bool = True) -> None:
    """Check that the spoiled answer is read without loss, and everything beside *path* as before.

    Where it is *refusable*, the complaint may name *path* instead.
    """
    came, where = exact(spoiled), f"{subject.id} at {path}"
    parsed, refusal = read(subject.model, spoiled)
    if refusal is not None:
        assert refusable, f"{where}: {refusal}"
        assert is_at(refusal.place, path), f"{where}: {refusal}"
        return
    assert came == exact(parsed.to_dict()), f"{where}: something was lost"
    assert [] == suffering(subject.classes, classes(parsed), path), where


def read(model: Any, body: Any) -> tuple[Any, WrongKind | None]:
    """Return what a body is read as, or why it cannot be read."""
    try:
        return model.from_dict(body), None
    except WrongKind as error:
        return None, error
