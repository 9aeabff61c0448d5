"""Tools with one parameter of a type."""

from __future__ import annotations

from typing import Any

from assistants_v2.tools import Tool


def taker(annotation: object, **options: Any) -> Tool[..., Any]:
    """Return a tool that takes an `item` of the type."""

    def take(item: object) -> object:
        return item

    take.__annotations__ = {"item": annotation}
    return Tool(take, **options)


def taken(annotation: object, text: str) -> Any:
    """Return what JSON becomes as an argument of the type."""
    return taker(annotation).bind(f'{{"item": {text}}}').arguments["item"]


def schema_of(annotation: object, **options: Any) -> dict[str, Any]:
    """Return the schema of a parameter of the type."""
    parameters = taker(annotation, **options).parameters
    schema: dict[str, Any] = parameters["properties"]["item"]
    return {**schema, "$defs": parameters["$defs"]} if "$defs" in parameters else schema
