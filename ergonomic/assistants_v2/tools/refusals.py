"""Why an argument was refused, in words that hold nothing of the argument.

The texts of pydantic quote the refused value, and a value may be a secret. So only the place and the kind
of a problem are taken from it, and what was expected there is told from the schema. Used by `arguments`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from json import dumps
from typing import Any, get_args

from msgspec import Struct
from msgspec.structs import replace
from pydantic import ValidationError
from pydantic_core.core_schema import ErrorType

from .json_data import JSON_TYPES, Schema, find_part, list_members, list_types

_RAISED = {"value_error", "assertion_error", "custom_error"}
_OWN_KINDS = frozenset(get_args(ErrorType)) - _RAISED  # what pydantic finds, and no validator of a class

_OTHER_FORMS = ("_type", "_parsing", "literal_error", "enum")  # how kinds end, of values of another form
_NOT_LIMITS = frozenset({"type", "enum", "anyOf", "items", "prefixItems", "properties", "required"})
_NOTES = frozenset({"propertyNames", "additionalProperties", "description", "default", "examples"})
"""Keywords that are not told beside a type, because they are told otherwise or lead too far."""


class _Problem(Struct, frozen=True):
    """What pydantic says of one place."""

    kind: str  # pydantic's word for what is wrong
    steps: tuple[str | int, ...]  # the way there: fields, keys, indexes, and names of members of unions
    value: object  # what is there: only its type may be told
    context: Mapping[str, Any]  # further details

    @property
    def is_here(self) -> bool:
        """Say whether the way ends, or its last step is what is missing or too much."""
        is_of_whole = self.kind.startswith(("missing", "unexpected_positional"))
        return not self.steps or (is_of_whole and len(self.steps) == 1)

    @property
    def depth(self) -> int:
        """Return how near a value comes: 0 in another form, 1 with a part missing, 2 with a wrong part."""
        return (0 if self.kind.endswith(_OTHER_FORMS) else 1) if self.is_here else 2


def explain_refusal(error: ValidationError, schema: Schema, defs: Schema) -> tuple[str, str]:
    """Return where in an argument validation stopped, such as `.lines[2].price`, and why.

    The argument was the one field of an object; *schema* is its own, with what that refers to in *defs*.
    """
    found = error.errors(include_url=False)
    problems = [_Problem(e["type"], e["loc"][1:], e["input"], e.get("ctx", {})) for e in found]
    if problems[0].kind == "json_invalid":
        return "", "it is nested too deeply, or has a number of too many digits"
    return _Explainer(defs).explain(problems, schema, "")


def _step_down(problems: Sequence[_Problem], step: str | int) -> list[_Problem]:
    """Return the problems that are below a step, as seen from there."""
    below = [problem for problem in problems if problem.steps[:1] == (step,)]
    return [replace(problem, steps=problem.steps[1:]) for problem in below]


def _pick_nearest(problems: Sequence[_Problem]) -> list[_Problem]:
    """Return the problems with the member of a union that the value comes near to, if there is just one."""
    by_member = [_step_down(problems, member) for member in {problem.steps[0] for problem in problems}]
    for near in (2, 1):
        nearest = [found for found in by_member if found[0].depth >= near]
        if len(nearest) == 1:
            return nearest[0]
    return []


class _Explainer(Struct, frozen=True):
    """Tells places and reasons. Keys that the schema does not name come from the value: they are not told."""

    defs: Schema

    def explain(
        self, problems: Sequence[_Problem], schema: Schema, place: str, *, in_member: bool = False
    ) -> tuple[str, str]:
        """Return place and reason of the problem that tells most; *in_member* once a union's is picked."""
        problem = problems[0]
        if problem.is_here:
            return self.tell_reason(problem, schema, place)
        members = [member for member in list_members(schema, self.defs) if member.get("type") != "null"]
        if len(members) > 1 and not in_member:
            if nearest := _pick_nearest(problems):
                return self.explain(nearest, schema, place, in_member=True)
            first = _step_down(problems, problem.steps[0])[0]
            return place, self.tell_expected(schema, first if first.is_here else None)
        return self.explain_part(problems, schema, place)

    def explain_part(self, problems: Sequence[_Problem], schema: Schema, place: str) -> tuple[str, str]:
        """Return place and reason of a problem with a part of what is at *place*."""
        (step, *further), fields = problems[0].steps, self.list_fields(schema)
        below, part = _step_down(problems, step), find_part(schema, step, self.defs)
        if further == ["[key]"]:
            return place, "a key of it is not of the expected form"
        if step in fields:
            return self.explain(below, part, f"{place}.{step}")
        if part or isinstance(step, int):
            return self.explain(below, part, f"{place}[{step if isinstance(step, int) else '...'}]")
        if further:  # a union in a union, or what a validator calls its part
            return self.explain(below, schema, place, in_member=True)
        known = f"a key of it is none of its fields, which are {', '.join(fields)}"
        return place, known if fields else self.tell_expected(schema)

    def tell_reason(self, problem: _Problem, schema: Schema, place: str) -> tuple[str, str]:
        """Return place and reason of a problem with what is at *place*."""
        tag = str(problem.context.get("discriminator")).strip("'")  # what tells a union's members apart
        lacking = problem.steps[0] if problem.steps else tag
        if lacking in self.list_fields(schema):
            if problem.kind != "union_tag_invalid":
                return place, f"the field {lacking!r} is missing"
            return f"{place}.{lacking}", self.tell_expected(find_part(schema, lacking, self.defs))
        if problem.kind not in _OWN_KINDS and (problem.kind in _RAISED or "format" not in schema):
            return place, "its class refused the value"
        return place, self.tell_expected(schema, None if problem.steps else problem)

    def list_fields(self, schema: Schema) -> list[str]:
        """Return the fields of an object, or of the members of a union."""
        found = [name for member in list_members(schema, self.defs) for name in member.get("properties", {})]
        return list(dict.fromkeys(found))

    def tell_expected(self, schema: Schema, problem: _Problem | None = None) -> str:
        """Return what was expected, and what came where that is of another type."""
        members = list(list_members(schema, self.defs))
        alternatives = " or ".join(filter(None, dict.fromkeys(map(_tell_member, members)))) or "another value"
        types = {name for member in members for name in list_types(member)}
        types |= {"integer"} if "number" in types else set()
        got = JSON_TYPES.get(type(problem.value)) if problem else None
        return f"expected {alternatives}" + (f", got {got}" if got and types and got not in types else "")


def _tell_member(schema: Schema) -> str:
    """Return what a schema without references and unions asks for: `integer (minimum 1)`, `"c" or "f"`."""
    if "enum" in schema:
        return " or ".join(dumps(value, ensure_ascii=False) for value in schema["enum"])
    limits = [f"{key} {schema[key]}" for key in sorted(schema.keys() - _NOT_LIMITS - _NOTES, reverse=True)]
    if schema.get("properties"):
        limits.append(f"fields {', '.join(schema['properties'])}")
    return " or ".join(list_types(schema)) + (f" ({', '.join(limits)})" if limits else "")
