"""What a Python function can be asked for: its parameters, their types, defaults and descriptions.

A model passes arguments by name, as JSON, so a signature that needs more than that is refused here,
when the tool is made, and not when the first call arrives. Used by `tools`.
"""

from __future__ import annotations

import inspect
from contextlib import suppress
from functools import partial
from types import FunctionType, MethodType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from attrs import frozen

from . import docstrings, pydantic_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
        factory: What makes its default anew for each call, or None; *default* is None then.
    """

    name: str
    type: Any
    description: str | None
    default: Any
    factory: Callable[[], Any] | None = None

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
        hidden: The names that `**kwargs` must not take from a model: what is bound already, and the instance.
    """

    description: str | None
    parameters: tuple[Parameter, ...]
    rest: Parameter | None
    is_method: bool
    hidden: frozenset[str]


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
    shown = visible(function, skip_first=is_method)
    for parameter in shown:
        refuse_unnamed(parameter, function)
        kind = resolved(parameter, source, function)
        taken = described(parameter, kind, documented.parameters.get(parameter.name))
        if parameter.kind is inspect.Parameter.VAR_KEYWORD:
            rest = taken
        else:
            parameters.append(taken)
    hidden = (names_of(source) | bound_names(function)) - {parameter.name for parameter in shown}
    return Signature(documented.description, tuple(parameters), rest, is_method, hidden)


def described(parameter: inspect.Parameter, kind: Any, description: str | None) -> Parameter:
    """Return what a model can fill, with what pydantic's `Field(...)` says in the default's place."""
    stated = parameter.default
    if not pydantic_fields.is_field(stated):
        return Parameter(parameter.name, kind, description, stated)
    kind, factory = Annotated[kind, stated], pydantic_fields.factory(stated)
    default = None if factory else pydantic_fields.default(stated, missing=REQUIRED)
    return Parameter(parameter.name, kind, description, default, factory)


def layers(function: Callable[..., Any]) -> Iterator[Any]:
    """Yield the function and what is inside it, down to the one that was written."""
    while True:
        yield function
        if isinstance(function, partial):
            function = function.func
        elif isinstance(function, MethodType):
            function = function.__func__
        elif hasattr(function, "__wrapped__"):
            # In one step, since unwrap knows a ring of wrappers; but a partial inside is a layer of its own.
            function = inspect.unwrap(function, stop=lambda inside: isinstance(inside, partial))
        elif not isinstance(function, FunctionType) and isinstance(type(function).__call__, FunctionType):
            function = type(function).__call__
        else:
            return


def underlying(function: Callable[..., Any]) -> Any:
    """Return the function that was written: without partials, bound instances and decorators."""
    *_, written = layers(function)
    return written


def without_partials(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return what is called in the end when a partial is called."""
    while isinstance(function, partial):
        function = function.func
    return function


def bound_names(function: Callable[..., Any]) -> frozenset[str]:
    """Return the keywords that partials bind."""
    return frozenset(
        name for layer in layers(function) if isinstance(layer, partial) for name in layer.keywords
    )


def names_of(source: Any) -> frozenset[str]:
    """Return the parameters of a function as it was written, without `*args` and `**kwargs`."""
    unnamed = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    with suppress(ValueError, TypeError):
        parameters = inspect.signature(source).parameters.values()
        return frozenset(parameter.name for parameter in parameters if parameter.kind not in unnamed)
    return frozenset()


def waits_for_instance(function: Callable[..., Any]) -> bool:
    """Tell whether this is a method as its class body sees it, whose first parameter is the instance.

    Nothing tells a static method from others while its class is being made, except that the type of its
    first parameter is one of data.
    """
    if not in_class_body(function):
        return False
    first = next(iter(inspect.signature(function).parameters.values()), None)
    if first is None or first.name not in {"self", "cls"}:
        return False
    with suppress(TypeError):
        return not is_data(resolved(first, underlying(function), function))
    return True


def is_data(annotation: Any) -> bool:
    """Tell whether a type is one of JSON data, as that of an instance or a class is not."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return is_data(arguments[0])
    if origin in (Union, UnionType):
        return any(map(is_data, arguments))
    kind = origin or annotation
    return kind is Literal or (kind not in (type, object) and getattr(kind, "__module__", "") == "builtins")


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
    bound = bound_names(function)
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
