"""Compare a full OpenAPI document with openapi.yaml, operation by operation.

Schemas are followed wherever they lead, so their names do not matter, and a schema that is used in many
places is reported once. Descriptions, tags, headers of answers and security are not compared.
Used by spec_diff.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from spec_schemas import (
    GAINED,
    LOST,
    STRICTER,
    UNNOTICED,
    Finding,
    Match,
    Meaning,
    Pair,
    Side,
    compared,
    described,
    differs,
    members,
    null_findings,
    required_finding,
)
from spec_shapes import Document, Schema, Shape, alternative_text, listed, mapping, shape

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
ERRORS = "45d"
"""How the statuses of errors begin: 4xx, 5xx or `default`."""
EVENTS = "text/event-stream"
EVENT_SCHEMA = "AssistantStreamEvent"
"""The name of the union of events; upstream defines it, but no operation refers to it."""
SEVERITY = {meaning: number for number, meaning in enumerate(Meaning)}


@dataclass(frozen=True)
class Difference:
    """One thing that upstream's document and openapi.yaml say differently."""

    where: str
    what: str
    side: Side
    meaning: Meaning
    schema: str = ""
    """The schema of openapi.yaml that says it, if it has a name."""


@dataclass(frozen=True)
class Place:
    """Where a comparison stands: in which part of which operation, and how deep."""

    part: str
    answer: bool
    identity: str
    """Equal for places that are one shared schema, however they were reached."""
    way: str = ""
    schema: str = ""

    def below(self, at: str) -> Place:
        """Return the place that *at* leads to from here."""
        return replace(self, way=self.way + at, identity=self.identity + at)

    def where(self) -> str:
        """Return the place in words, such as `createRun body .tools[]<function>`."""
        return f"{self.part} {self.way}".strip()


def start(part: str, answer: bool = False) -> Place:
    """Return the place where the comparison of a part of an operation starts."""
    return Place(part, answer, identity=part)


@dataclass(frozen=True)
class Operation:
    """An operation of a document, with the path's own parameters among its."""

    method: str
    path: str
    content: Schema
    parameters: dict[tuple[str, str], Schema]

    @property
    def name(self) -> str:
        """The operationId, or method and path if it has none."""
        return str(self.content.get("operationId") or self.address)

    @property
    def address(self) -> str:
        """Method and path, such as `GET /threads/{thread_id}`."""
        return f"{self.method.upper()} {self.path}"


Operations = Mapping[tuple[str, str], Operation]


def compare(upstream: Document, ours: Document) -> list[Difference]:
    """Return all differences, those that break callers first; each says what upstream has and what we have.

    Operations of upstream count only where the first part of their path is one of ours.

    Raises:
        SpecError: One of the documents refers to something it does not contain.
    """
    theirs, mine = operations(upstream), operations(ours)
    walk = Walk(upstream, ours)
    for key, operation in mine.items():
        if key in theirs:
            walk.operations(theirs[key], operation)
        else:
            walk.note(start(operation.name), Finding("", f"operation {operation.address}", Side.OURS, LOST))
    for operation in (theirs[key] for key in theirs if key not in mine and section(key) in sections(ours)):
        walk.note(start(operation.name), Finding("", f"operation {operation.address}", Side.UPSTREAM, GAINED))
    walk.events({key: theirs[key] for key in theirs if key in mine}, mine)
    return sorted(walk.found.values(), key=lambda d: (SEVERITY[d.meaning], d.side.value, d.where, d.what))


def outside(upstream: Document, ours: Document) -> int:
    """Return how many operations of upstream belong to other parts of its API."""
    mine, own = operations(ours), sections(ours)
    return sum(key not in mine and section(key) not in own for key in operations(upstream))


def sections(document: Document) -> set[str]:
    """Return the first parts of those paths of a document that lead to single objects.

    What a document only lists is another's: companions.yaml has the list of threads, and nothing else.
    """
    return {section(key) for key in operations(document) if "{" in key[1]}


def section(key: tuple[str, str]) -> str:
    """Return the first part of an operation's path."""
    return key[1].lstrip("/").partition("/")[0]


def operations(document: Document) -> dict[tuple[str, str], Operation]:
    """Return the operations by method and path; what a path calls its parameters does not matter."""
    found: dict[tuple[str, str], Operation] = {}
    for path, item in mapping(document.content.get("paths")).items():
        entry = document.resolved(item)
        for method in (name for name in entry if name in METHODS):
            content = mapping(entry[method])
            both = [*listed(entry.get("parameters")), *listed(content.get("parameters"))]
            parameters = dict(named_parameters(path, [document.resolved(parameter) for parameter in both]))
            found[method, re.sub(r"\{[^}]*\}", "{}", path)] = Operation(method, path, content, parameters)
    return found


def named_parameters(path: str, parameters: list[Schema]) -> Iterator[tuple[tuple[str, str], Schema]]:
    """Yield the parameters by place and name; those of the path by their order in it."""
    order = re.findall(r"\{([^}]*)\}", path)
    for parameter in parameters:
        place, name = str(parameter.get("in")), str(parameter.get("name"))
        if place == "path" and name in order:
            yield (place, str(order.index(name))), parameter
        else:
            yield (place, name.lower() if place == "header" else name), parameter


class Walk:
    """Goes through two documents side by side and collects what differs."""

    def __init__(self, upstream: Document, ours: Document) -> None:
        self.upstream = upstream
        self.ours = ours
        self.found: dict[str, Difference] = {}
        self.visited: set[tuple[bool, str]] = set()

    def note(self, place: Place, finding: Finding) -> None:
        """Keep a difference; one that a shared schema has already shown only if it means more here."""
        meaning = finding.effect.in_answer if place.answer else finding.effect.in_request
        where = place.below(finding.at).where()
        new = Difference(where, finding.what, finding.side, meaning, place.schema)
        key = f"{place.identity}{finding.at} {finding.what}"
        old = self.found.get(key)
        if old is None or SEVERITY[meaning] < SEVERITY[old.meaning]:
            self.found[key] = new

    def operations(self, upstream: Operation, ours: Operation) -> None:
        """Compare two operations of one method and path."""
        for name in ("operationId", "deprecated"):
            theirs, mine = upstream.content.get(name), ours.content.get(name)
            if (theirs or None) != (mine or None):
                self.note(start(ours.name), differs(name, theirs, mine, UNNOTICED))
        self.parameters(upstream, ours)
        self.body(upstream, ours)
        self.answers(upstream, ours)

    def parameters(self, upstream: Operation, ours: Operation) -> None:
        """Compare the parameters of two operations."""
        for key in (*ours.parameters, *(key for key in upstream.parameters if key not in ours.parameters)):
            theirs, mine = upstream.parameters.get(key), ours.parameters.get(key)
            shown = mine or theirs or {}
            place = start(f"{ours.name} {key[0]} {shown.get('name')}")
            self.presence(place, "parameter", theirs, mine)
            if theirs is not None and mine is not None:
                if theirs.get("name") != mine.get("name") and key[0] == "path":
                    self.note(place, differs("name", theirs.get("name"), mine.get("name"), UNNOTICED))
                self.schemas(place, parameter_schema(theirs), parameter_schema(mine))

    def presence(self, place: Place, noun: str, upstream: Schema | None, ours: Schema | None) -> None:
        """Note what only one side has or requires."""
        there, here = [bool(side and side.get("required")) for side in (upstream, ours)]
        if upstream is not None and ours is not None:
            if there != here:
                self.note(place, required_finding("", there))
        elif upstream is not None:
            effect = STRICTER if there else GAINED
            self.note(place, Finding("", described(noun, there), Side.UPSTREAM, effect))
        elif ours is not None:
            self.note(place, Finding("", described(noun, here), Side.OURS, LOST))

    def body(self, upstream: Operation, ours: Operation) -> None:
        """Compare the request bodies of two operations."""
        theirs, mine = request_body(self.upstream, upstream), request_body(self.ours, ours)
        place = start(f"{ours.name} body")
        self.presence(place, "request body", theirs, mine)
        if theirs is not None and mine is not None:
            self.media(place, theirs, mine)

    def answers(self, upstream: Operation, ours: Operation) -> None:
        """Compare the answers of two operations: the first success, and every error upstream documents."""
        theirs, mine = responses(self.upstream, upstream), responses(self.ours, ours)
        place = start(f"{ours.name} answer", answer=True)
        there, here = min(statuses(theirs, "2"), default=None), min(statuses(mine, "2"), default=None)
        if there != here:
            self.note(place, differs("status", there, here, UNNOTICED))
        self.media(place, theirs.get(there or "", {}), mine.get(here or "", {}))
        self.errors(start(f"{ours.name} error", answer=True), theirs, mine)

    def errors(self, place: Place, upstream: dict[str, Schema], ours: dict[str, Schema]) -> None:
        """Compare the error answers; a `default` stands for every status that is not listed."""
        theirs, mine = statuses(upstream, ERRORS), statuses(ours, ERRORS)
        if theirs != mine:
            self.note(place, differs("statuses", theirs or None, mine or None, UNNOTICED))
        for status in theirs:
            counterpart = ours.get(status) or ours.get("default")
            if counterpart is not None:
                self.media(place, upstream[status], counterpart)

    def media(self, place: Place, upstream: Schema, ours: Schema) -> None:
        """Compare what two bodies can hold, by media type."""
        theirs, mine = media_types(upstream), media_types(ours)
        for name in sorted({*theirs, *mine}):
            if name not in theirs:
                self.note(place, Finding("", f"media type {name}", Side.OURS, LOST))
            elif name not in mine:
                self.note(place, Finding("", f"media type {name}", Side.UPSTREAM, GAINED))
            elif name != EVENTS:
                self.schemas(place, theirs[name], mine[name])

    def events(self, upstream: Operations, ours: Operations) -> None:
        """Compare the events of the streams, once for all operations."""
        theirs, mine = event_schema(self.upstream, upstream), event_schema(self.ours, ours)
        place = start("stream", answer=True)
        if theirs is None and mine is not None:
            self.note(place, Finding("", "events", Side.OURS, LOST))
        elif theirs is not None and mine is None:
            self.note(place, Finding("", "events", Side.UPSTREAM, GAINED))
        elif theirs is not None:
            self.schemas(place, theirs, mine)

    def schemas(self, place: Place, upstream: Any, ours: Any) -> None:
        """Compare two schemas and all that are below them."""
        there, here = shape(self.upstream, upstream), shape(self.ours, ours)
        for finding in null_findings(there, here):
            self.note(place, finding)
        if here.name:
            place = replace(place, schema=here.name, identity=shared_identity(here.name, there, here))
        for item in members(there, here):
            if isinstance(item, Finding):
                self.note(place, item)
            else:
                self.alternatives(place, item)

    def alternatives(self, place: Place, match: Match) -> None:
        """Compare two alternatives, unless that was done where the same schema is used."""
        inside, name = place.below(match.at), match.ours.name
        if name:
            identity = f"{name} {alternative_text(match.upstream)} {alternative_text(match.ours)}"
            inside = replace(inside, schema=name, identity=identity)
            if (inside.answer, identity) in self.visited:
                return
            self.visited.add((inside.answer, identity))
        for item in compared(match.upstream, match.ours):
            if isinstance(item, Pair):
                self.schemas(inside.below(item.at), item.upstream, item.ours)
            else:
                self.note(inside, item)


def shared_identity(name: str, upstream: Shape, ours: Shape) -> str:
    """Return a text that is equal wherever the schema *name* of ours meets the same schema of upstream."""
    return " ".join([name, *map(alternative_text, (*upstream.alternatives, *ours.alternatives))])


def request_body(document: Document, operation: Operation) -> Schema | None:
    """Return the request body of an operation, if it has one."""
    body = operation.content.get("requestBody")
    return None if body is None else document.resolved(body)


def statuses(responses: dict[str, Schema], beginnings: str) -> list[str]:
    """Return the statuses that begin with one of *beginnings*, sorted."""
    return sorted(status for status in responses if status[:1] and status[0] in beginnings)


def responses(document: Document, operation: Operation) -> dict[str, Schema]:
    """Return the answers of an operation by status."""
    found = mapping(operation.content.get("responses"))
    return {str(status): document.resolved(answer) for status, answer in found.items()}


def media_types(body: Schema) -> dict[str, Any]:
    """Return the schemas of a body by media type, parameters such as a charset aside."""
    content = mapping(body.get("content"))
    plain = {name.partition(";")[0].strip().lower(): mapping(media) for name, media in content.items()}
    return {name: media.get("schema", {}) for name, media in plain.items()}


def parameter_schema(parameter: Schema) -> Any:
    """Return the schema of a parameter; the few that have a media type have it inside that."""
    inside = list(media_types(parameter).values())
    return inside[0] if inside else parameter.get("schema", {})


def event_schema(document: Document, operations: Operations) -> Any:
    """Return the schema of the events that operations stream, or None."""
    for operation in operations.values():
        for answer in responses(document, operation).values():
            if EVENTS in media_types(answer):
                return media_types(answer)[EVENTS]
    components = mapping(document.content.get("components"))
    return mapping(components.get("schemas")).get(EVENT_SCHEMA)
