"""Options that several verbs share, as one argument of their functions.

A verb that works on a server or a database declares `where: Where`, and its command line has all the options
of `Where`. Used by `command`, and by the modules that declare such groups.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from inspect import Parameter, signature
from typing import Any, ClassVar, cast, get_type_hints

import attrs


class OptionGroup:
    """Options that belong together. A subclass is an attrs class, whose fields are declared as options."""

    @classmethod
    def declare(cls) -> Sequence[Parameter]:
        """Return the options, as parameters of a function."""
        hints = get_type_hints(cls, include_extras=True)
        return [
            Parameter(field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=hints[field.name])
            for field in attrs.fields(cast("Any", cls))
        ]


class Given(OptionGroup):
    """Options that are only known when a verb is made.

    Attributes:
        values: What was given, by the names of the options.
    """

    declared: ClassVar[Sequence[Parameter]] = ()

    def __init__(self, **values: Any) -> None:
        self.values = values

    @classmethod
    def declare(cls) -> Sequence[Parameter]:
        """Return the options, as parameters of a function."""
        return cls.declared


def group_parameters(parameters: Sequence[Parameter]) -> type[Given]:
    """Return a group of options.

    Args:
        parameters: The options, as parameters of a function.
    """
    return type("Given", (Given,), {"declared": tuple(parameters)})


def spread_groups(function: Callable[..., int | None]) -> Callable[..., int | None]:
    """Return a function that takes, in place of each group of options, the options that are in it.

    Args:
        function: What a verb does; a parameter whose type is an `OptionGroup` stands for its options.
    """
    hints = get_type_hints(function, include_extras=True)
    own = signature(function).parameters
    groups = {name: hints[name] for name in own if _is_group(hints[name])}
    spread: list[Parameter] = []
    for name, parameter in own.items():
        if name in groups:
            spread += groups[name].declare()
        else:
            spread.append(parameter.replace(annotation=hints[name], kind=Parameter.KEYWORD_ONLY))

    @wraps(function)
    def call(**given: Any) -> int | None:
        for name, group in groups.items():
            given[name] = group(**{option.name: given.pop(option.name) for option in group.declare()})
        return function(**given)

    # typer reads these two, and nothing of the function itself.
    call.__signature__ = signature(function).replace(parameters=spread)  # type: ignore[attr-defined]
    call.__annotations__ = {parameter.name: parameter.annotation for parameter in spread}
    del call.__wrapped__
    return call


def _is_group(hint: object) -> bool:
    return isinstance(hint, type) and issubclass(hint, OptionGroup)
