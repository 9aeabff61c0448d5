"""Writes the stub of a module: its public classes with every method and argument spelled out.

Editors that do not follow a flow's `Unpack` through the `ParamSpec` of `resources.publishing` read these.
The text is what `inspect` shows of the methods, so that stubs and `help()` cannot differ.
"""

from __future__ import annotations

import importlib
import inspect
import textwrap
from collections.abc import Callable, Iterator
from functools import cached_property
from types import FunctionType
from typing import Any, cast

from assistants_v2.resources.publishing import Published, Resource
from assistants_v2.resources.signatures import Annotation
from attrs import define, field
from face_sources import imports_for

SPECIAL = tuple(
    f"__{name}__" for name in ("init", "enter", "exit", "aenter", "aexit", "iter", "next", "aiter", "anext")
)
"""The methods with underscores that users call, if only by `with` and `for`."""

MEMBERS = (FunctionType, classmethod, property, cached_property, Published)
"""What of a class's content is a method or a property."""

SHARED = tuple(
    f"assistants_v2.resources.{name}"
    for name in ("publishing", "event_publishing", "signatures", "raw_responses", "pages")
)
"""Where the names are from that methods have and flows have not: what lists return, and a default."""

HEAD = """\
\"\"\"What `{module}` offers, for editors and type checkers; written by `make generate`.\"\"\"

# pyright: reportPrivateUsage=false
"""


@define
class Stub:
    """The stub of a module as it grows.

    Attributes:
        module: The module's name.
        imports: The import statements that the types need.
    """

    module: str
    imports: set[str] = field(factory=set[str])

    def write(self) -> str:
        """Return the text, unformatted."""
        classes = [text for kind in public_classes(self.module) for text in self._write_both(kind)]
        imports = sorted(line for line in self.imports if not line.startswith(f"from {self.module} "))
        return "\n".join([HEAD.format(module=self.module), *imports, "", *classes])

    def _write_both(self, kind: type[Any]) -> Iterator[str]:
        """Yield a class, and before it what its `with_raw_response` is, if it has that."""
        if self._has_raw(kind):
            yield self._write_raw(kind)
        yield self._write_class(kind)

    def _has_raw(self, kind: type) -> bool:
        """Say whether a class has a `with_raw_response`."""
        return "with_raw_response" in members_of(kind) or issubclass(kind, Resource)

    def _write_raw(self, kind: type) -> str:
        """Return what returns replies in place of objects, under a name that is no name at run time."""
        bases = [base for base in kind.__bases__ if issubclass(base, Resource) and base is not Resource]
        self.imports |= {f"from {base.__module__} import _Raw{base.__name__}" for base in bases}
        lines = [f"class _Raw{kind.__name__}({', '.join(f'_Raw{base.__name__}' for base in bases)}):"]
        for name, member in members_of(kind).items():
            if ways := getattr(member, "overloads", ()):
                lines += [f"    @overload\n{self._write_raw_method(name, member, way)}" for way in ways]
            elif isinstance(member, Published):
                if not member.is_stream:
                    lines.append(self._write_raw_method(name, getattr(kind, name)))
            elif isinstance(member, property | cached_property):
                found = str(inspect.signature(getter_of(member)).return_annotation)
                lines += self._write_raw_property(kind, name, found)
        return "\n".join(lines)

    def _write_raw_property(self, kind: type, name: str, found: str) -> Iterator[str]:
        """Yield a property that is a resource, or the client itself."""
        if found == "Self":
            yield f"    @property\n    def {name}(self) -> _Raw{kind.__name__}: ..."
            return
        place = getattr(importlib.import_module(self.module), found, None)
        if inspect.isclass(place) and issubclass(place, Resource):
            if place.__module__ != self.module:
                self.imports.add(f"from {place.__module__} import _Raw{found}")
            yield f"    @property\n    def {name}(self) -> _Raw{found}: ..."

    def _write_raw_method(
        self, name: str, function: Callable[..., Any], way: inspect.Signature | None = None
    ) -> str:
        text = self._write_function(name, function, explained=False, signature=way)
        head, _, answer = text.removesuffix(": ...").rpartition(" -> ")
        if answer.startswith("AsyncPages["):
            head, answer = (
                head.replace("def ", "async def ", 1),
                answer.replace("AsyncPages[", "AsyncPage[", 1),
            )
            self._use("AsyncPage")
        self._use("RawResponse")
        return f"{head} -> RawResponse[{answer}]: ..."

    def _write_class(self, kind: type) -> str:
        shown = [base for base in kind.__bases__ if not _is_private(base) and base is not object]
        bases = [base.__name__ for base in shown]
        for base in shown:
            self._use(Annotation(base.__name__, base.__module__))
        head = f"class {kind.__name__}({', '.join(bases)}):" if bases else f"class {kind.__name__}:"
        members = [*self._write_members(kind)]
        if self._has_raw(kind):
            said = _quote(inspect.getdoc(cast("Any", kind).with_raw_response) or "", 8)
            members.append(f"    @property\n    def with_raw_response(self) -> _Raw{kind.__name__}:\n{said}")
        return "\n".join([head, _quote(_explain_class(kind)), *members])

    def _write_members(self, kind: type) -> Iterator[str]:
        for name, member in members_of(kind).items():
            if name == "with_raw_response":
                continue
            if isinstance(member, property | cached_property):
                yield "    @property\n" + self._write_function(name, getter_of(member))
            elif isinstance(member, classmethod):
                yield "    @classmethod\n" + self._write_function(
                    name, cast("classmethod[Any, ..., Any]", member).__func__
                )
            else:
                yield from self._write_method(name, getattr(kind, name))

    def _write_method(self, name: str, function: Callable[..., Any]) -> Iterator[str]:
        """Yield a method, or each of the ways in which it can be called."""
        ways: list[inspect.Signature] = getattr(function, "overloads", [])
        if not ways:
            yield self._write_function(name, function)
        for way in ways:
            self.imports.add("from typing import overload")
            yield f"    @overload\n{self._write_function(name, function, signature=way)}"

    def _write_function(
        self,
        name: str,
        function: Callable[..., Any],
        explained: bool = True,
        signature: inspect.Signature | None = None,
    ) -> str:
        signature = signature or inspect.signature(function)
        written = [self._write_parameter(parameter) for parameter in signature.parameters.values()]
        kinds = [parameter.kind for parameter in signature.parameters.values()]
        if inspect.Parameter.KEYWORD_ONLY in kinds:
            written.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
        self._use(signature.return_annotation)
        start = "async def" if inspect.iscoroutinefunction(function) else "def"
        head = f"    {start} {name}({', '.join(written)}) -> {signature.return_annotation}:"
        docstring = inspect.getdoc(function) if function.__doc__ and explained else ""
        return f"{head}\n{_quote(docstring, 8)}" if docstring else f"{head} ..."

    def _write_parameter(self, parameter: inspect.Parameter) -> str:
        text = parameter.name
        if parameter.annotation is not parameter.empty:
            self._use(parameter.annotation)
            text += f": {parameter.annotation}"
        if parameter.default is not parameter.empty:
            self._use(repr(parameter.default))
            text += f" = {parameter.default!r}"
        return text

    def _use(self, text: str) -> None:
        """Import what a type or a default names."""
        modules = [getattr(text, "module", self.module), self.module, *SHARED]
        self.imports |= imports_for(text, modules)


def getter_of(member: Any) -> Callable[..., Any]:
    """Return the function behind a property."""
    getter: Any = getattr(member, "fget", None) or getattr(member, "func", None)
    return cast("Callable[..., Any]", getter)


def public_classes(module: str) -> list[type]:
    """Return the classes without an underscore that a module defines."""
    found = vars(importlib.import_module(module)).values()
    return [k for k in found if inspect.isclass(k) and k.__module__ == module and not _is_private(k)]


def members_of(kind: type) -> dict[str, Any]:
    """Return the public methods and properties of a class, those of its private bases among them."""
    return {
        name: member
        for base in _own_bases(kind)
        for name, member in vars(base).items()
        if (name in SPECIAL or not name.startswith("_")) and isinstance(member, MEMBERS)
    }


def _own_bases(kind: type) -> list[type]:
    """Return the private bases of a class, which nobody sees, and itself, in the order of definition."""
    return [base for base in reversed(kind.__mro__) if base is kind or _is_private(base)]


def _is_private(kind: type) -> bool:
    return kind.__name__.startswith("_")


def _explain_class(kind: type) -> str:
    """Return a class's docstring; what its `__init__` says of arguments and errors belongs to it."""
    own, init = inspect.getdoc(kind) or "", members_of(kind).get("__init__")
    _, title, rest = (inspect.getdoc(init) or "").partition("\n\nArgs:") if init else ("", "", "")
    return own + title + rest


def _quote(text: str, indent: int = 4) -> str:
    """Return a docstring as it is written below a definition."""
    escaped = text.replace("\\", "\\\\").replace('"""', r"\"\"\"")
    return textwrap.indent(f'"""{escaped}{chr(10) if chr(10) in text else ""}"""', " " * indent)
