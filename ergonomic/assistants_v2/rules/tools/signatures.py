"""What a Python function can be asked for: its parameters, their types, defaults and descriptions.

A model passes arguments by name, as JSON, so a signature that needs more than that is refused here,
when the tool is made, and not when the first call arrives. Used by `tools`.
"""

from __future__ import annotations

import inspect
from functools import partial
from types import FunctionType, MethodType
from typing import TYPE_CHECKING, Any, get_type_hints

from attrs import frozen

from . import docstrings

if TYPE_CHECKING:
    from collections.abc import Callable

REQUIRED = inspect.Parameter.empty
"""The default of a parameter that has none."""


@frozen
class Parameter:
    """A parameter that a model can fill.

    Attributes:
        name: Its name in the signature and on the wire.
        type: Its annotation with names resolved; Any if it has none.
        description: What the docstring says of it, or None.
        default: Its default, or REQUIRED.
    """

    name: str
    type: Any
    description: str | None
    default: Any

    @property
    def required(self) -> bool:
        return self.default is REQUIRED


@frozen
class Signature:
    """What a function takes and is for.

    Attributes:
        description: What its docstring says, or None.
        parameters: What a model can fill, in the order written.
        rest: What `**kwargs` takes, or None if the function has none.
        is_method: Whether its first parameter is the instance, still to be bound.
    """

    description: str | None
    parameters: tuple[Parameter, ...]
    rest: Parameter | None
    is_method: bool


def read(function: Callable[..., Any]) -> Signature:
    """Read a function's signature and docstring.

    Args:
        function: A function, a method, a `functools.partial` (what it binds is hidden from the model)
            or an object with `__call__`.

    Raises:
        TypeError: It cannot be called with named JSON arguments; the text names the function, the
            parameter and the remedy.
    """
    source = underlying(function)
    documented = docstrings.read(source.__doc__)
    is_method = waits_for_instance(function)
    parameters: list[Parameter] = []
    rest = None
    for parameter in visible(function, skip_first=is_method):
        refuse_unnamed(parameter, function)
        taken = Parameter(
            parameter.name,
            resolved(parameter, source, function),
            documented.parameters.get(parameter.name),
            parameter.default,
        )
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            rest = taken
        else:
            parameters.append(taken)
    return Signature(documented.description, tuple(parameters), rest, is_method)


def underlying(function: Callable[..., Any]) -> Any:
    """Return the function that was written: without partials, bound instances and decorators."""
    while True:
        if isinstance(function, partial):
            function = function.func
        elif isinstance(function, MethodType):
            function = function.__func__
        elif hasattr(function, "__wrapped__"):
            function = inspect.unwrap(function)
        elif not isinstance(function, FunctionType) and isinstance(type(function).__call__, FunctionType):
            function = type(function).__call__
        else:
            return function


def waits_for_instance(function: Callable[..., Any]) -> bool:
    """Tell whether this is a method as its class body sees it, whose first parameter is the instance."""
    if not in_class_body(function):
        return False
    return next(iter(inspect.signature(function).parameters), None) in {"self", "cls"}


def in_class_body(function: Callable[..., Any]) -> bool:
    """Tell whether a function was written in a class, so that Python binds it to instances."""
    owner = function.__qualname__.rpartition(".")[0] if isinstance(function, FunctionType) else ""
    return bool(owner) and not owner.endswith("<locals>")


def visible(function: Callable[..., Any], *, skip_first: bool) -> list[inspect.Parameter]:
    """Return the parameters that are left for a model."""
    try:
        parameters = list(inspect.signature(function).parameters.values())
    except (ValueError, NameError) as error:
        raise TypeError(
            f"{title(function)} has no signature that can be read ({error}): wrap it in a function"
        ) from None
    bound = function.keywords if isinstance(function, partial) else {}
    return [parameter for parameter in parameters[skip_first:] if parameter.name not in bound]


def refuse_unnamed(parameter: inspect.Parameter, function: Callable[..., Any]) -> None:
    """Raise TypeError for parameters that cannot be passed by name."""
    where = f"{title(function)}: parameter {parameter.name!r}"
    if parameter.kind is inspect.Parameter.POSITIONAL_ONLY:
        raise TypeError(f"{where} is positional-only, but a model passes arguments by name: remove the '/'")
    if parameter.kind is inspect.Parameter.VAR_POSITIONAL:
        raise TypeError(
            f"{where} takes unnamed arguments, but a model passes arguments by name: take one list instead"
        )


def resolved(parameter: inspect.Parameter, source: Any, function: Callable[..., Any]) -> Any:
    """Return a parameter's annotation with the names in it looked up, Any if it has none."""
    if parameter.annotation is REQUIRED:
        return Any

    def holder() -> None: ...

    holder.__annotations__ = {"it": parameter.annotation}
    generics = {variable.__name__: variable for variable in getattr(source, "__type_params__", ())}
    try:
        names = getattr(source, "__globals__", {})
        return get_type_hints(holder, globalns=names, localns=generics, include_extras=True)["it"]
    except Exception as error:  # noqa: BLE001  # an annotation is code, and may raise anything
        raise TypeError(
            f"{title(function)}: the type of parameter {parameter.name!r} cannot be looked up ({error}): "
            "define or import it at module level, and not only under TYPE_CHECKING"
        ) from None


def title(function: Any) -> str:
    """Return what to call a function in an error."""
    source = underlying(function)
    return str(getattr(source, "__qualname__", None) or type(source).__qualname__)
