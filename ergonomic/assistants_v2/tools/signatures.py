"""What a Python function can be asked for: its parameters, their types, defaults and descriptions.

A model passes arguments by name, as JSON, so a signature that needs more than that is refused here,
when the tool is made, and not when the first call arrives. Used by `tool` and `definitions`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from copy import copy
from functools import partial
from types import FunctionType, MethodType, SimpleNamespace, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

from .docstrings import read_docstring

REQUIRED: Any = inspect.Parameter.empty  # the default of a parameter that has none


_WHOLE = frozenset({"args", "arguments", "params", "parameters"})
"""Names of parameters without a type that take all arguments of a call."""


class Parameter(Struct, frozen=True):
    """A parameter that a model can fill; its *default* is None where a *factory* makes it of other values."""

    name: str
    type: Any
    description: str | None
    default: Any
    factory: Callable[..., Any] | None = None


class Signature(Struct, frozen=True):
    """What a function is for and takes; *rest* is what `**kwargs` takes, and *is_method* lacks the instance.

    What is *hidden* cannot be sent to `**kwargs` either: the names that are bound already, and the instance.
    """

    description: str | None
    parameters: dict[str, Parameter]
    rest: Parameter | None
    is_method: bool
    hidden: set[str]

    @property
    def whole(self) -> str | None:
        """The only parameter, if it may take all arguments of a call at once: a dict, or a pydantic model.

        Programs for the official SDK have such functions for assistants whose schemas they wrote by hand.
        """
        if len(self.parameters) != 1 or self.rest:
            return None
        (parameter,) = self.parameters.values()
        kind = get_origin(parameter.type) or parameter.type
        takes_all = kind in (dict, Mapping) or hasattr(kind, "model_json_schema")
        return parameter.name if takes_all or (kind is Any and parameter.name in _WHOLE) else None


def read_signature(function: Callable[..., Any]) -> Signature:
    """Return the signature of a callable with its docstring; raises TypeError if no model can call it."""
    layers = list(_walk_layers(function))
    documented = read_docstring(layers[-1].__doc__)
    bound = {name for layer in layers if isinstance(layer, partial) for name in layer.keywords}
    is_method = _waits_for_instance(function)
    asked = [known for known in _list_parameters(function)[is_method:] if known.name not in bound]
    taken = {p.name: _read_parameter(p, function, documented.parameters.get(p.name)) for p in asked}
    rest = next((taken.pop(p.name) for p in asked if p.kind is inspect.Parameter.VAR_KEYWORD), None)
    written = _list_parameters(layers[-1]) if callable(layers[-1]) else []
    stars = (inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD)
    hidden = bound | {known.name for known in written if known.kind not in stars} - taken.keys()
    return Signature(documented.description, taken, rest, is_method, hidden)


def name_function(function: Callable[..., Any]) -> str:
    """Return what to call a function in an error."""
    *_, source = _walk_layers(function)
    return str(getattr(source, "__qualname__", None) or type(source).__qualname__)


def strip_partials(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return what is called in the end when a partial is called."""
    layers: Iterator[Callable[..., Any]] = _walk_layers(function)
    return next(layer for layer in layers if not isinstance(layer, partial))


def is_in_class_body(function: Callable[..., Any]) -> bool:
    """Say whether a function was written in a class, so that Python binds it to instances."""
    owner = function.__qualname__.rpartition(".")[0] if isinstance(function, FunctionType) else ""
    return bool(owner) and not owner.endswith("<locals>")


def _walk_layers(function: Callable[..., Any]) -> Iterator[Any]:
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


def _list_parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    """Return the parameters of a function."""
    try:
        return list(inspect.signature(function).parameters.values())
    except (ValueError, NameError) as error:
        reason = f"has no signature that can be read ({error}): wrap it in a function"
        raise TypeError(f"{name_function(function)} {reason}") from None


def _read_parameter(parameter: inspect.Parameter, function: Callable[..., Any], doc: str | None) -> Parameter:
    """Return what a model can fill, with what pydantic's `Field(...)` says in the default's place."""
    from pydantic.fields import FieldInfo  # late: `tool` imports this module

    by_position = {
        inspect.Parameter.POSITIONAL_ONLY: ("is positional-only", "remove the '/'"),
        inspect.Parameter.VAR_POSITIONAL: ("takes unnamed arguments", "take one list instead"),
    }
    if parameter.kind in by_position:
        problem, remedy = by_position[parameter.kind]
        where = f"{name_function(function)}: parameter {parameter.name!r}"
        raise TypeError(f"{where} {problem}, but a model passes arguments by name: {remedy}")
    kind, stated = _resolve_annotation(parameter, function), parameter.default
    if not isinstance(stated, FieldInfo):
        return Parameter(parameter.name, kind, doc, stated)
    bare = copy(stated)  # since pydantic would make the defaults of all parameters whenever it reads one
    bare.default, bare.default_factory = FieldInfo().default, None
    factory = partial(stated.get_default, call_default_factory=True) if stated.default_factory else None
    default = REQUIRED if stated.is_required() else None if factory else stated.default
    return Parameter(parameter.name, Annotated[kind, bare], doc, default, factory)


def _waits_for_instance(function: Callable[..., Any]) -> bool:
    """Say whether this is a method as its class body sees it, whose first parameter is the instance."""
    # Nothing tells a static method from others there, except that its first parameter's type is one of data.
    parameters = _list_parameters(function) if is_in_class_body(function) else []
    if not parameters or parameters[0].name not in {"self", "cls"}:
        return False
    with suppress(TypeError):
        return not _is_data(_resolve_annotation(parameters[0], function))
    return True


def _is_data(annotation: Any) -> bool:
    """Say whether a type is one of JSON data, as that of an instance or a class is not."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin in (Annotated, Union, UnionType):  # what is noted beside a type is none of data
        return any(map(_is_data, arguments))
    kind = origin or annotation
    return kind is Literal or (kind not in (type, object) and getattr(kind, "__module__", "") == "builtins")


def _resolve_annotation(parameter: inspect.Parameter, function: Callable[..., Any]) -> Any:
    """Return a parameter's annotation with the names in it looked up, Any if it has none."""
    *_, source = _walk_layers(function)
    holder = SimpleNamespace(__annotations__={"it": parameter.annotation})
    generics = {variable.__name__: variable for variable in getattr(source, "__type_params__", ())}
    try:
        known = getattr(source, "__globals__", {})
        stated = get_type_hints(holder, known, generics, include_extras=True)["it"]
        return Any if stated is REQUIRED else stated
    except Exception as error:  # noqa: BLE001  # an annotation is code, and may raise anything
        raise TypeError(
            f"{name_function(function)}: the type of parameter {parameter.name!r} cannot be looked up "
            f"({error}): define or import it at module level, and not only under TYPE_CHECKING"
        ) from None
