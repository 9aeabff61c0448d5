"""Pydantic models as arguments and results, without depending on pydantic.

Whoever has pydantic has models with these methods; whoever has not, never gets here. Used by `schemas`,
`choices` and `outputs`.
"""

from __future__ import annotations

from typing import Any, cast

from ...errors import ToolError

METHODS = ("model_json_schema", "model_validate_json", "model_dump")
"""What makes a class a pydantic model to us."""


def is_model(kind: object) -> bool:
    """Tell whether a class is a pydantic model."""
    return isinstance(kind, type) and all(hasattr(kind, method) for method in METHODS)


def schema(model: Any) -> dict[str, Any]:
    """Return a model's own JSON schema, with its `$defs`."""
    described: dict[str, Any] = model.model_json_schema()
    return described


def load(model: Any, value: Any) -> Any:
    """Make an instance from JSON data.

    Raises:
        ValueError: The data does not fit; pydantic's own error, which has `errors()`.
    """
    import msgspec

    # As JSON, and not as Python data: a model in pydantic's strict mode takes a date's text only from JSON.
    return model.model_validate_json(msgspec.json.encode(value))


def first_problem(error: BaseException) -> tuple[tuple[str | int, ...], str] | None:
    """Return where a model first refused its data and the kind of reason, None if no model raised *error*."""
    if not type(error).__module__.startswith("pydantic"):
        return None
    problem = cast("Any", error).errors(include_url=False, include_context=False, include_input=False)[0]
    return problem["loc"], problem["type"]


def dump(instance: Any) -> Any:
    """Return an instance as JSON data, under the names that its schema has.

    Raises:
        ToolError: A field of it has no form in JSON.
    """
    try:
        return instance.model_dump(mode="json", by_alias=True)
    except ValueError:
        name = type(instance).__qualname__
        raise ToolError(f"a tool returned a {name} with a field that pydantic cannot dump as JSON") from None
