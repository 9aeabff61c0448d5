"""From a function to what a model is told of it, and to what reads the model's calls.

Used by `tools`, which imports it when the first tool is made: it brings the libraries in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from . import signatures
from .annotations import convertible
from .arguments import ArgumentReader
from .schemas import SchemaWriter, annotated, mapping, note_of
from .strictness import strict as made_strict

if TYPE_CHECKING:
    from collections.abc import Callable

    from .json_data import Schema
    from .signatures import Parameter, Signature


@frozen
class Definition:
    """A function as a tool.

    Attributes:
        description: What its docstring says it does, or None.
        parameters: The JSON schema of its arguments.
        reader: Reads a call's arguments.
        is_method: Whether it still waits for the instance it is a method of.
    """

    description: str | None
    parameters: Schema
    reader: ArgumentReader
    is_method: bool


def define(function: Callable[..., Any], name: str, *, strict: bool) -> Definition:
    """Read a function's signature and docstring.

    Args:
        function: The function, method, partial or callable object.
        name: The tool's name.
        strict: Whether to write the schema for strict mode.

    Raises:
        TypeError: A parameter has no form in JSON, or none in strict mode; the text names the function, the
            parameter and the remedy.
    """
    signature = in_convertible_types(signatures.read(function), function)
    schema = parameters_schema(signature, function)
    parameters = strict_parameters(schema, signature, function) if strict else schema
    reader = ArgumentReader(name, signature, schema, strict=strict)
    return Definition(signature.description, parameters, reader, signature.is_method)


def in_convertible_types(signature: Signature, function: Callable[..., Any]) -> Signature:
    """Return the signature with each parameter's type as msgspec takes it."""

    def converted(parameter: Parameter) -> Parameter:
        try:
            return evolve(parameter, type=convertible(parameter.type))
        except TypeError as error:
            raise inexpressible(parameter, function, error) from None

    rest = None if signature.rest is None else converted(signature.rest)
    return evolve(signature, parameters=tuple(map(converted, signature.parameters)), rest=rest)


def parameters_schema(signature: Signature, function: Callable[..., Any]) -> Schema:
    """Return the schema of a call's arguments: an object, closed unless the function takes `**kwargs`."""
    writer = SchemaWriter()

    def written(parameter: Parameter) -> Schema:
        default = () if parameter.required else (parameter.default,)
        try:
            described = note_of(parameter.type) or parameter.description
            return annotated(writer.of(parameter.type), described, *default)
        except Exception as error:  # noqa: BLE001  # pydantic raises its own
            raise inexpressible(parameter, function, error) from None

    properties = {parameter.name: written(parameter) for parameter in signature.parameters}
    required = [parameter.name for parameter in signature.parameters if parameter.required]
    schema = mapping(properties, required, closed=signature.rest is None)
    if signature.rest is not None:
        schema["additionalProperties"] = written(signature.rest) or True
    if writer.references.defs:
        schema["$defs"] = writer.references.defs
    return schema


def strict_parameters(schema: Schema, signature: Signature, function: Callable[..., Any]) -> Schema:
    """Return the schema as strict mode wants it."""
    title = signatures.title(function)
    if signature.rest is not None:
        raise TypeError(
            f"{title}: strict mode allows no **{signature.rest.name}: remove it, or leave strict out"
        )
    try:
        return made_strict(schema, "")
    except TypeError as error:
        raise TypeError(f"{title}: parameter {error}") from None


def inexpressible(parameter: Parameter, function: Callable[..., Any], reason: Exception) -> TypeError:
    """Return the error for a parameter that no model could fill."""
    summary = str(reason).partition("\n")[0]
    where = f"{signatures.title(function)}: parameter {parameter.name!r}"
    return TypeError(
        f"{where} cannot be described to a model ({summary}): "
        "annotate it with a type that JSON can express, or bind it beforehand with functools.partial"
    )
