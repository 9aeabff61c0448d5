"""A call's arguments: from the model's JSON to the values that a function takes.

Used by `tools`. Every refusal is a ToolError that names the parameter and what was expected, and that
holds nothing of the value: it is meant for the model, and it may be logged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from ...errors import ToolError
from .conversion import converter
from .json_data import is_object
from .refusals import refusal
from .strictness import without_nulls

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .json_data import Schema
    from .signatures import Parameter, Signature

LONGEST_NAME = 64
"""How much of a name that the model made up is repeated to it."""

# Numbers go through `without_nulls` as they were written: with every digit, and in any size.
exactly = msgspec.json.Decoder(float_hook=lambda written: msgspec.Raw(written.encode()))
back = msgspec.json.Encoder()


class ArgumentReader:
    """Reads the arguments of one tool's calls.

    Args:
        tool_name: The tool's name, for errors.
        signature: What its function takes, with types that msgspec converts to.
        schema: Its parameters' schema, before strict mode changed it.
        strict: Whether null stands for the default, as in strict mode.
    """

    def __init__(self, tool_name: str, signature: Signature, schema: Schema, *, strict: bool) -> None:
        self.tool_name = tool_name
        self.schema = schema
        self.strict = strict
        self.parameters = {parameter.name: parameter for parameter in signature.parameters}
        self.rest = signature.rest
        self.hidden = signature.hidden
        taken = [*signature.parameters, *([self.rest] if self.rest else [])]
        self.converters = {parameter.name: converter(parameter.type) for parameter in taken}

    def read(self, text: str) -> dict[str, Any]:
        """Return every parameter's value by name: converted, or its default.

        Raises:
            ToolError: The text is no JSON object, a parameter is missing or unknown, or a value does not fit.
        """
        sent = self.parsed(text)
        others = self.others({name: value for name, value in sent.items() if name not in self.parameters})
        return {name: self.value(parameter, sent) for name, parameter in self.parameters.items()} | others

    def parsed(self, text: str) -> Mapping[str, msgspec.Raw]:
        """Return the arguments by name, each still as JSON."""
        # Models that have nothing to pass send an empty text, or null, as often as an empty object.
        document = text.strip() or "{}"
        try:
            if self.strict:
                data = without_nulls(exactly.decode(document), self.schema, self.schema.get("$defs", {}))
                document = back.encode(data).decode()
            return msgspec.json.decode(document, type=dict[str, msgspec.Raw] | None) or {}
        except msgspec.ValidationError:
            reason = "the arguments must be one JSON object with the parameters as its keys"
        except (msgspec.DecodeError, UnicodeError, RecursionError):
            reason = "the arguments are not valid JSON"
        raise self.error(reason)

    def value(self, parameter: Parameter, sent: Mapping[str, msgspec.Raw]) -> Any:
        """Return one parameter's value."""
        # Where None is the default, models send null for "left out", although only strict mode says so.
        meant = parameter.name in sent and not (parameter.default is None and is_null(sent[parameter.name]))
        if meant:
            return self.converted(parameter, parameter.name, sent[parameter.name])
        if parameter.required:
            raise self.error(f"the parameter {parameter.name!r} is missing")
        return parameter.default if parameter.factory is None else parameter.factory()

    def others(self, sent: Mapping[str, msgspec.Raw]) -> dict[str, Any]:
        """Return the values that no parameter takes, as what `**kwargs` is annotated with."""
        values: dict[str, Any] = {}
        for name, value in sent.items():
            if self.rest is None or name in self.hidden:
                known = ", ".join(self.parameters) or "none"
                raise self.error(
                    f"there is no parameter {name[:LONGEST_NAME]!r}; the parameters are: {known}"
                )
            values[name] = self.converted(self.rest, name, value)
        return values

    def converted(self, parameter: Parameter, name: str, value: msgspec.Raw) -> Any:
        """Return a value as what the parameter is annotated with."""
        try:
            return self.converters[parameter.name](value)
        except msgspec.ValidationError as error:
            place, reason = refusal(error, self.described(parameter), self.schema.get("$defs", {}))
            where = f"{name[:LONGEST_NAME]}{place}"
        except ToolError:
            raise
        except Exception as error:  # noqa: BLE001  # the caller's own class may raise anything
            where, reason = name[:LONGEST_NAME], f"its class failed with {type(error).__name__}"
        raise self.error(f"the parameter {where!r} does not fit: {reason}")

    def described(self, parameter: Parameter) -> Schema:
        """Return the schema of a parameter's values."""
        if parameter is self.rest:
            extra = self.schema["additionalProperties"]
            return extra if is_object(extra) else {}
        found: Schema = self.schema["properties"][parameter.name]
        return found

    def error(self, reason: str) -> ToolError:
        return ToolError(f"{self.tool_name}: {reason}.", tool_name=self.tool_name)


def is_null(value: msgspec.Raw) -> bool:
    """Tell whether JSON text is null."""
    return bytes(value).strip() == b"null"
