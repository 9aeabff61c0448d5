"""Why an argument was refused, in words that hold nothing of the argument.

The texts of pydantic quote the refused value, and a value may be a secret. So only the place and the kind
of a problem are taken from it, and what was expected there is told from the schema. Used by `arguments`.
"""

from __future__ import annotations

from collections.abc import Sequence
from json import dumps
from typing import TYPE_CHECKING, get_args

from attrs import evolve, frozen
from pydantic_core.core_schema import ErrorType

from .json_data import JSON_TYPES, Schema, find_part, list_members, list_types

if TYPE_CHECKING:
    from pydantic import ValidationError

_OWN_KINDS = frozenset(get_args(ErrorType)) - {"value_error", "assertion_error", "custom_error"}
"""The kinds of problems that pydantic finds by itself, and not a validator of somebody's class."""

_OTHER_FORMS = ("_type", "_parsing", "literal_error", "enum")
"""How the kinds of problems end that a value of quite another form has."""

_KEY = "[key]"
"""What follows a key in pydantic's place of a key that does not fit."""

_NOT_LIMITS = {"type", "enum", "anyOf", "items", "prefixItems", "properties", "required", "propertyNames"}
_NOT_LIMITS |= {"additionalProperties", "description", "default", "examples"}
"""Keywords that are not told beside a type, because they are told otherwise or lead too far."""


@frozen
class _Problem:
    """What pydantic says of one place."""

    kind: str
    """pydantic's word for what is wrong."""
    steps: tuple[str | int, ...]
    """The way to the place: fields, keys, indexes, and what pydantic calls a union's member."""
    got: str
    """The JSON type of what is there."""
    tag: str
    """The field that tells a union's members apart, where that is what is wrong."""

    @property
    def ends_here(self) -> bool:
        """Say whether the way ends, or lacks the field that would be its last step."""
        return not self.steps or (self.kind.startswith("missing") and len(self.steps) == 1)

    @property
    def depth(self) -> int:
        """Return how near a value comes: 0 in another form, 1 with a part missing, 2 with a wrong part."""
        if self.ends_here:
            return 0 if self.kind.endswith(_OTHER_FORMS) else 1
        return 2


def explain_refusal(error: ValidationError, schema: Schema, defs: Schema) -> tuple[str, str]:
    """Return where in an argument validation stopped, such as `.lines[2].price`, and why.

    Args:
        error: What pydantic raised for an object with the argument as its one field.
        schema: The schema of the argument.
        defs: The `$defs` it refers to.
    """
    problems = [
        _Problem(
            details["type"],
            tuple(details["loc"][1:]),
            JSON_TYPES.get(type(details["input"]), ""),
            str(details.get("ctx", {}).get("discriminator", "")).strip("'"),
        )
        for details in error.errors(include_url=False)
    ]
    if problems[0].kind == "json_invalid":
        return "", "it is nested too deeply, or has a number of too many digits"
    return _explain(problems, schema, defs, "")


def _explain(
    problems: Sequence[_Problem], schema: Schema, defs: Schema, place: str, *, in_member: bool = False
) -> tuple[str, str]:
    """Return place and reason of the problem that tells most, of those at *place* and below.

    Keys that the schema does not name come from the value, and are not told. *in_member* says that the member
    of a union is picked already.
    """
    problem = problems[0]
    if problem.ends_here:
        return _tell_reason(problem, schema, defs, place)
    members = [member for member in list_members(schema, defs) if member.get("type") != "null"]
    step = problem.steps[0]
    if len(members) > 1 and not in_member:
        nearest = _pick_nearest(problems)
        if nearest:
            return _explain(nearest, schema, defs, place, in_member=True)
        return place, _tell_expected(evolve(problem, steps=problem.steps[1:]), schema, defs)
    if problem.steps[1:] == (_KEY,):
        return place, "a key of it is not of the expected form"
    fields = {name for member in members for name in member.get("properties", {})}
    part = find_part(schema, step, defs)
    if step in fields:
        place += f".{step}"
    elif isinstance(step, int) or part:
        place += f"[{step}]" if isinstance(step, int) else "[...]"
    elif len(problem.steps) > 1:
        # A union in a union, or a validator's name for its part.
        return _explain(_go_on(problems, step), schema, defs, place, in_member=True)
    elif fields:
        return place, f"a key of it is none of its fields, which are {', '.join(sorted(fields))}"
    else:
        return place, _tell_expected(problem, schema, defs)
    return _explain(_go_on(problems, step), part, defs, place)


def _go_on(problems: Sequence[_Problem], step: str | int) -> list[_Problem]:
    """Return the problems that are one step further, as seen from there."""
    further = [problem for problem in problems if problem.steps[:1] == (step,)]
    return [evolve(problem, steps=problem.steps[1:]) for problem in further]


def _pick_nearest(problems: Sequence[_Problem]) -> list[_Problem]:
    """Return the problems with the member of a union that the value comes near to, if there is just one."""
    by_member = [_go_on(problems, member) for member in {problem.steps[0] for problem in problems}]
    for near in (2, 1):
        nearest = [found for found in by_member if found[0].depth >= near]
        if len(nearest) == 1:
            return nearest[0]
    return []


def _tell_reason(problem: _Problem, schema: Schema, defs: Schema, place: str) -> tuple[str, str]:
    """Return place and reason of a problem with what is at *place*."""
    fields = {name for member in list_members(schema, defs) for name in member.get("properties", {})}
    lacking = problem.steps[0] if problem.steps else problem.tag
    if lacking in fields and problem.kind != "union_tag_invalid":
        return place, f"the field {lacking!r} is missing"
    if lacking in fields:
        alternatives = _tell_alternatives(find_part(schema, lacking, defs), defs)
        return f"{place}.{lacking}", f"expected {alternatives}"
    if problem.kind not in _OWN_KINDS:
        return place, "its class refused the value"
    return place, _tell_expected(problem, schema, defs)


def _tell_expected(problem: _Problem, schema: Schema, defs: Schema) -> str:
    """Return what was expected, and what came where that is of another type."""
    types = {kind for member in list_members(schema, defs) for kind in list_types(member)}
    types |= {"integer"} if "number" in types else set()
    is_other = problem.got and not problem.steps and types and problem.got not in types
    got = f", got {problem.got}" if is_other else ""
    return f"expected {_tell_alternatives(schema, defs)}{got}"


def _tell_alternatives(schema: Schema, defs: Schema) -> str:
    """Return what a schema asks for, in words: `integer (minimum 1)`, `"c" or "f"`."""
    alternatives = dict.fromkeys(_tell_member(member) for member in list_members(schema, defs))
    return " or ".join(filter(None, alternatives)) or "another value"


def _tell_member(schema: Schema) -> str:
    """Return what a schema without references and unions asks for."""
    if "enum" in schema:
        return " or ".join(dumps(value, ensure_ascii=False) for value in schema["enum"])
    limits = [f"{key} {value}" for key, value in schema.items() if key not in _NOT_LIMITS]
    if schema.get("properties"):
        limits.append(f"fields {', '.join(schema['properties'])}")
    return " or ".join(list_types(schema)) + (f" ({', '.join(limits)})" if limits else "")
