"""Pydantic models and dataclasses as arguments and results, without depending on pydantic.

Whoever has pydantic has classes with these members; whoever has not, never gets here. Used by
`annotations`, `schemas`, `choices`, `conversion`, `refusals` and `outputs`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, cast

from ...errors import ToolError
from .stand_ins import stand_in

if TYPE_CHECKING:
    from .conversion import Conversion
    from .stand_ins import StandIn

METHODS = ("model_json_schema", "model_validate_json", "model_dump")
"""What makes a class a pydantic model to us."""

DATACLASS = ("__pydantic_validator__", "__dataclass_fields__")
"""What makes one a dataclass of pydantic's."""


class CheckedDataclass:
    """A dataclass of pydantic's, which msgspec would take for a plain one and not validate.

    Attributes:
        kind: The dataclass, or a generic one with what its variables stand for.
    """

    def __init__(self, kind: Any) -> None:
        self.kind = kind

    def load(self, value: Any, conversion: Conversion, *, strict: bool) -> Any:  # noqa: ARG002  # pydantic decides
        """Return an instance, as pydantic makes it."""
        return load(self.kind, value)


@cache
def checked(kind: Any) -> StandIn:
    """Return what stands for one of pydantic's dataclasses."""
    return stand_in(CheckedDataclass(kind))


def is_model(kind: Any) -> bool:
    """Tell whether a class is a model or a dataclass of pydantic's."""
    return is_dataclass(kind) or (isinstance(kind, type) and all(hasattr(kind, name) for name in METHODS))


def is_dataclass(kind: Any) -> bool:
    """Tell whether a class is a dataclass of pydantic's."""
    return isinstance(kind, type) and all(hasattr(kind, name) for name in DATACLASS)


@cache
def adapter(kind: Any) -> Any:
    """Return what converts to one of pydantic's dataclasses: it has pydantic's methods, not the class."""
    from pydantic import TypeAdapter

    made: Any = TypeAdapter(kind)
    return made


def attributes(model: Any) -> dict[str, str]:
    """Return a class's attributes by the names that its schema has."""
    fields: dict[str, Any] = model.__pydantic_fields__
    asked = {name: (field.validation_alias, field.alias, name) for name, field in fields.items()}
    return {next(alias for alias in found if isinstance(alias, str)): name for name, found in asked.items()}


def schema(model: Any) -> dict[str, Any]:
    """Return a class's own JSON schema, with its `$defs`."""
    described: dict[str, Any] = (
        model.model_json_schema() if hasattr(model, METHODS[0]) else adapter(model).json_schema()
    )
    return described


def load(model: Any, value: Any) -> Any:
    """Make an instance from JSON data.

    Raises:
        ValueError: The data does not fit; pydantic's own error, which has `errors()`.
    """
    import msgspec

    # As JSON, and not as Python data: a model in pydantic's strict mode takes a date's text only from JSON.
    text = msgspec.json.Encoder(decimal_format="number").encode(value)
    if hasattr(model, METHODS[1]):
        return model.model_validate_json(text)
    return adapter(model).validate_json(text)


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
        if is_dataclass(instance.__class__):
            return adapter(instance.__class__).dump_python(instance, mode="json", by_alias=True)
        return instance.model_dump(mode="json", by_alias=True)
    except ValueError:
        name = type(instance).__qualname__
        raise ToolError(f"a tool returned a {name} with a field that pydantic cannot dump as JSON") from None
