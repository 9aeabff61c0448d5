"""A call's arguments: from the model's JSON to the values that a function takes.

Used by `tool`. Every refusal is a ToolError that names the parameter and what was expected, and that
holds nothing of the value: it is meant for the model, and it may be logged.
"""

from __future__ import annotations

from typing import Any

import msgspec
from msgspec import Struct
from pydantic import ValidationError
from pydantic_core import SchemaValidator

from ..errors import ToolError
from .json_data import Schema, count_branches, find_part, is_array, is_object, list_members
from .refusals import explain_refusal
from .signatures import REQUIRED, Parameter, Signature
from .strict_mode import drop_nulls

_MOST_STEPS = 100_000  # of pydantic, which tries each member of a union anew in each of the unions around it
# A number with a point or an exponent stays as it was written: with every digit, and in any size.
_decoder = msgspec.json.Decoder(float_hook=lambda written: msgspec.Raw(written.encode()))


class ArgumentReader(Struct, frozen=True):
    """Reads the arguments of one tool's calls."""

    tool_name: str
    signature: Signature
    validator: SchemaValidator  # of an object of the parameters, any of which may be left out
    schema: Schema  # of the same, before strict mode changed it
    strict: bool  # whether null stands for "left out"

    def read(self, text: str) -> dict[str, Any]:
        """Return every parameter's value by name, or its default; raises ToolError for a misfit."""
        sent, taken = self._decode(text), self.signature.parameters
        if (whole := self.signature.whole) and whole not in sent:
            sent = {whole: sent} if sent or taken[whole].default is REQUIRED else sent
        others = {name: self._read_other(name, value) for name, value in sent.items() if name not in taken}
        values: dict[str, Any] = {}
        for name, parameter in taken.items():
            values[name] = self._read_value(parameter, sent, values)
        return values | others

    def _decode(self, text: str) -> dict[str, Any]:
        """Return the arguments by name, as JSON data."""
        try:
            # Models that have nothing to pass send an empty text, or null, as often as an empty object.
            data: object = _decoder.decode(text.strip() or "null")
            data = {} if data is None else data
            data = drop_nulls(data, self.schema, self.schema.get("$defs", {})) if self.strict else data
            if is_object(data):
                return data
            reason = "the arguments must be one JSON object with the parameters as its keys"
        except (msgspec.DecodeError, ValueError, RecursionError):
            reason = "the arguments are not valid JSON"
        raise self._refuse(reason)

    def _read_value(self, parameter: Parameter, sent: dict[str, Any], before: dict[str, Any]) -> Any:
        """Return one parameter's value; a factory may ask for those *before* it."""
        name = parameter.name
        # Where None is the default, models send null for "left out", although only strict mode says so.
        if name in sent and not (parameter.default is None and sent[name] is None):
            return self._validate(name, self.schema["properties"][name], sent[name])
        if parameter.default is REQUIRED:
            raise self._refuse(f"the parameter {name!r} is missing")
        return parameter.factory(validated_data=before) if parameter.factory else parameter.default

    def _read_other(self, name: str, value: Any) -> Any:
        """Return the value of an argument that no parameter takes, as what `**kwargs` is annotated with."""
        if (rest := self.signature.rest) and name not in self.signature.hidden:
            return self._validate(rest.name, find_part(self.schema, name, {}), value)
        known = ", ".join(self.signature.parameters) or "none"
        raise self._refuse(f"one of the arguments is for no parameter; the parameters are: {known}")

    def _validate(self, name: str, schema: Schema, value: Any) -> Any:
        """Return the value of an argument as what the parameter is annotated with, whose *schema* this is."""
        defs, place = self.schema.get("$defs", {}), ""
        branches = count_branches(defs)
        try:
            if branches > 1 and _count_steps(value, branches) > _MOST_STEPS:
                raise RecursionError
            document = msgspec.json.encode({name: _keep_digits(value, schema, defs)})
            return self.validator.validate_json(document)[name]
        except ToolError:
            raise
        except ValidationError as error:
            place, reason = explain_refusal(error, schema, defs)
        except RecursionError:
            reason = "it is nested too deeply"
        except Exception as error:  # noqa: BLE001  # a class among the types may raise anything
            reason = f"its class failed with {type(error).__name__}"
        raise self._refuse(f"the parameter {name + place!r} does not fit: {reason}")

    def _refuse(self, reason: str) -> ToolError:
        """Return the error for arguments that do not fit."""
        return ToolError(f"{self.tool_name}: {reason}.", tool_name=self.tool_name)


def _count_steps(value: Any, branches: int) -> int:
    """Return about how many steps it takes to validate JSON data by a union that contains itself."""
    if is_array(value):
        return 1 + sum(_count_steps(part, branches) for part in value)
    parts = value.values() if is_object(value) else ()
    return 1 + branches * sum(_count_steps(part, branches) for part in parts)


def _keep_digits(value: Any, schema: Schema, defs: Schema) -> Any:
    """Return JSON data with numbers as text where a decimal is asked for: as numbers they would be floats."""
    if is_object(value):
        return {key: _keep_digits(part, find_part(schema, key, defs), defs) for key, part in value.items()}
    if is_array(value):
        return [_keep_digits(part, find_part(schema, i, defs), defs) for i, part in enumerate(value)]
    kinds = {str(member.get("format", member.get("type"))) for member in list_members(schema, defs)}
    kinds -= {"null", "boolean", "integer", "array", "object"}  # which no number with a point is for
    return bytes(value).decode() if isinstance(value, msgspec.Raw) and kinds == {"decimal"} else value
