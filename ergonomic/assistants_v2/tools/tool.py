"""Python functions as function tools.

`@tool` makes a tool of a function, a Toolbox holds those of a run, and `bind` turns a model's call into one
that is ready to run. Running it is I/O and done by the ports in `io`. Used by `flows`, `rules` and the public
package. pydantic is imported when the first tool is made: a program without tools does not pay for it.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from copy import copy
from functools import partial, update_wrapper
from inspect import getdoc, isasyncgenfunction, iscoroutinefunction, isgeneratorfunction
from types import FunctionType, MethodType
from typing import Any, Concatenate, Generic, ParamSpec, Self, TypeVar, cast, overload

from attrs import field, frozen

from ..errors import ToolError
from .signatures import is_in_class_body, name_function, strip_partials

P = ParamSpec("P")
Q = ParamSpec("Q")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)
S = TypeVar("S")


class Tool(Generic[P, R_co]):
    """A function that a model may call. Python code calls it as it calls the function.

    Args:
        function: A function, sync or async, a method, a `functools.partial` or an object with `__call__`.
        name: Its name for the model, at most 64 letters, digits, `_` and `-`; by default its own.
        description: What it does, for the model; by default what its docstring says, without its sections.
        strict: Whether the model is held to the schema (strict mode). Optional parameters become nullable,
            and null stands for their default.

    Attributes:
        name, description, strict: As above; the description is None if nobody said what it does.
        parameters: The JSON schema of its arguments. It is shared: do not change it.
        is_async: Whether a call gives an awaitable.
        is_method: Whether it was taken from a class, so that calls lack the instance.
        function: The function itself.

    Raises:
        TypeError: A parameter cannot be passed by name, or has no form in JSON.
        ValueError: The API does not take the name.
    """

    function: Callable[P, R_co]
    __name__: str
    __wrapped__: Callable[P, R_co]

    def __init__(
        self,
        function: Callable[P, R_co],
        *,
        name: str | None = None,
        description: str | None = None,
        strict: bool = False,
    ) -> None:
        from .definitions import define_tool  # late: it brings pydantic in

        function = cast("Callable[P, R_co]", function.function) if isinstance(function, Tool) else function
        _refuse_other_than_functions(function)
        _adopt_looks(self, function)
        self.function = function
        self.name = self.__name__ if name is None else name
        if not re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", self.name):
            raise ValueError(
                f"{self.name!r} cannot be a tool's name, which is 1 to 64 of a-z, A-Z, 0-9, '_' and '-': "
                "give another with @tool(name=...)"
            )
        self.strict = strict
        self.is_async = _returns_awaitable(function)
        self._reader, self.parameters = define_tool(function, self.name, strict=strict)
        self.description = self._reader.signature.description if description is None else description
        self.is_method = self._reader.signature.is_method

    def __call__(self, /, *args: P.args, **kwargs: P.kwargs) -> R_co:
        return self.function(*args, **kwargs)

    @overload
    def __get__(self, instance: None, owner: type[Any]) -> Self: ...

    @overload
    def __get__(
        self: Tool[Concatenate[S, Q], R], instance: S, owner: type[Any] | None = None
    ) -> Tool[Q, R]: ...

    def __get__(self, instance: Any, owner: type[Any] | None = None) -> Any:
        """Return the tool bound to the instance that it is taken from, as a method is."""
        if instance is None or not is_in_class_body(self.function):
            return self
        bound = copy(self)
        bound.function = bound.__wrapped__ = cast("Callable[P, R_co]", MethodType(self.function, instance))
        bound.is_method = False
        if self.is_method:
            return bound
        # The first parameter was not called self or cls, and so was described like the others.
        return Tool(bound.function, name=self.name, description=self.description, strict=self.strict)

    def __repr__(self) -> str:
        return f"<Tool {self.name}({', '.join(self.parameters['properties'])})>"

    def definition(self) -> dict[str, Any]:
        """Return what an assistant's or a run's `tools` takes: `{"type": "function", "function": {...}}`."""
        function: dict[str, Any] = {"name": self.name, "parameters": self.parameters}
        function |= {"description": self.description} if self.description else {}
        return {"type": "function", "function": function | ({"strict": True} if self.strict else {})}

    def bind(self, arguments: str) -> BoundCall:
        """Return a call that is ready to run, its arguments converted and defaults filled in.

        Args:
            arguments: The JSON object that the model wrote; an empty text stands for `{}`.

        Raises:
            ToolError: They do not fit. The text names the parameter and what was expected, and holds nothing
                of the arguments: it may go to the model and into a log.
        """
        return BoundCall(self, self._reader.read(arguments))


@frozen
class BoundCall:
    """A tool and the arguments to call it with, by name; printed, it shows their names only."""

    tool: Tool[..., Any]
    arguments: Mapping[str, Any] = field(repr=lambda arguments: ", ".join(arguments))

    def run(self) -> object:
        """Call the tool and return what it returns: an awaitable, if the tool is async."""
        return self.tool(**self.arguments)

    def start(self) -> Awaitable[object]:
        """Call an async tool and return what is to be awaited."""
        return cast("Awaitable[object]", self.run())


class Toolbox(Mapping[str, Tool[..., Any]]):
    """The tools of a run, by name.

    Args:
        tools: Tools, functions to make tools of, toolboxes to take them from, and dicts of functions by
            the names that the model is to call them by.

    Raises:
        TypeError: One cannot be a tool, or is a method without its instance.
        ValueError: Two have the same name.
    """

    def __init__(self, *tools: Callable[..., Any] | Mapping[str, Callable[..., Any]]) -> None:
        self._tools: dict[str, Tool[..., Any]] = {}
        groups = [
            _name_tools(cast("Any", item)) if isinstance(item, Mapping) else [as_tool(item)] for item in tools
        ]
        for made in (made for group in groups for made in group):
            if made.is_method:
                raise TypeError(f"{made.name} is a method: take it from an instance, not from the class")
            if made.name in self._tools:
                raise ValueError(f"two tools are called {made.name!r}: give one another with @tool(name=...)")
            self._tools[made.name] = made

    def __getitem__(self, name: str) -> Tool[..., Any]:
        return self._tools[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tools)

    def __len__(self) -> int:
        return len(self._tools)

    def __repr__(self) -> str:
        return f"Toolbox({', '.join(self._tools)})"

    def definitions(self) -> list[dict[str, Any]]:
        """Return what an assistant's or a run's `tools` takes."""
        return [made.definition() for made in self._tools.values()]

    def bind(self, name: str, arguments: str) -> BoundCall:
        """Return a call of the named tool that is ready to run.

        Args:
            name: The function name that the model asked for.
            arguments: The JSON object that it wrote.

        Raises:
            ToolError: There is no such tool, or the arguments do not fit it.
        """
        if name not in self._tools:
            known = ", ".join(self._tools) or "none"
            raise ToolError(f"there is no tool {name[:64]!r}; the tools are: {known}.", tool_name=name)
        return self._tools[name].bind(arguments)


@overload
def tool(
    func: Callable[P, R], /, *, name: str | None = None, description: str | None = None, strict: bool = False
) -> Tool[P, R]: ...


@overload
def tool(
    *, name: str | None = None, description: str | None = None, strict: bool = False
) -> Callable[[Callable[P, R]], Tool[P, R]]: ...


def tool(
    function: Callable[..., Any] | None = None,
    /,
    *,
    name: str | None = None,
    description: str | None = None,
    strict: bool = False,
) -> Any:
    """Return a tool made of a function, or the decorator that makes it: `@tool`, or `@tool(name=..., ...)`.

    What a model is told comes from the signature (types, defaults, `Annotated` descriptions) and from the
    docstring, in Google, NumPy or Sphinx style.

    Args:
        function: The function, method, `functools.partial` or object with `__call__`.
        name: Its name for the model, at most 64 letters, digits, `_` and `-`; by default its own.
        description: What it does, for the model; by default what its docstring says, without its sections.
        strict: Whether the model is held to the schema (strict mode).

    Raises:
        TypeError: A parameter cannot be passed by name, or has no form in JSON.
        ValueError: The API does not take the name.
    """
    if function is None:
        return partial(Tool, name=name, description=description, strict=strict)
    return Tool(function, name=name, description=description, strict=strict)


def as_tool(function: Callable[..., Any], name: str | None = None) -> Tool[..., Any]:
    """Return a tool as it is, and make one of any other callable, with a name if it is given one."""
    written: object = getattr(function, "__func__", None)
    if isinstance(function, MethodType) and isinstance(written, Tool):
        # From Python 3.13 on, Python itself binds a tool under @classmethod.
        return cast("Tool[..., Any]", written.__get__(function.__self__))
    return cast("Tool[..., Any]", function) if isinstance(function, Tool) else Tool(function, name=name)


def _name_tools(functions: Mapping[str, Callable[..., Any]]) -> list[Tool[..., Any]]:
    """Return the functions of a dict as tools with the names that they have there."""
    if "type" in functions and not callable(functions["type"]):
        raise TypeError("a dict that describes a tool goes into tools=; calls are answered by functions")
    return [_rename(as_tool(function, name), name) for name, function in functions.items()]


def _rename(made: Tool[..., Any], name: str) -> Tool[..., Any]:
    """Return a tool under another name."""
    if made.name == name:
        return made
    return Tool(made.function, name=name, description=made.description, strict=made.strict)


def is_model(tool: object) -> bool:
    """Say whether a tool is a class of pydantic: a description of arguments, which nothing can run."""
    return isinstance(tool, type) and hasattr(tool, "model_json_schema")


def define_model(model: Any) -> dict[str, Any]:
    """Return the definition of a function that has the name and the fields of a pydantic model."""
    function: dict[str, Any] = {"name": model.__name__, "parameters": model.model_json_schema()}
    said = getdoc(model) if model.__doc__ else None
    return {"type": "function", "function": function | ({"description": said} if said else {})}


def _adopt_looks(made: Tool[..., Any], function: Callable[..., Any]) -> None:
    """Give the tool the function's name, docstring, signature, and what attributes are not its own."""
    if isinstance(function, FunctionType):
        vars(made).update({name: value for name, value in vars(function).items() if not hasattr(Tool, name)})
    update_wrapper(made, function, updated=())
    written = strip_partials(function)
    made.__doc__ = written.__doc__
    made.__name__ = getattr(written, "__name__", type(written).__name__)


def _returns_awaitable(function: Callable[..., Any]) -> bool:
    """Say whether a call of the function is to be awaited."""
    called = strip_partials(function)
    is_coroutine = iscoroutinefunction(called) or iscoroutinefunction(type(called).__call__)
    return called.is_async if isinstance(called, Tool) else is_coroutine


def _refuse_other_than_functions(function: Any) -> None:
    """Raise TypeError for what cannot be called for one result."""
    if type(function) in (staticmethod, classmethod):
        raise TypeError(f"put @{type(function).__name__} above @tool, not below it")
    if is_model(function):
        name = function.__name__
        raise TypeError(
            f"{name} describes arguments, and nothing runs it: put it into tools=, and a function that takes "
            f"a {name} into functions={{{name!r}: ...}}"
        )
    if isinstance(function, type):
        kind = function.__name__
        raise TypeError(f"a tool is made of a function, got the class {kind}: pass a method of an object")
    if not callable(function):  # its value is not told: it may be what a function returned
        kind = type(function).__name__
        several = isinstance(function, Iterable) and not isinstance(function, str | bytes)
        remedy = "pass each of its functions by itself" if several else "pass the function itself, without ()"
        raise TypeError(f"a tool is made of a function, got {kind}: {remedy}")
    called = strip_partials(function)
    if any(isgeneratorfunction(f) or isasyncgenfunction(f) for f in (called, type(called).__call__)):
        raise TypeError(f"{name_function(function)} yields its results, but a tool has one: return a list")
