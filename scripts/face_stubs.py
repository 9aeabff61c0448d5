"""Writes the stub of a module: its public classes with every method and argument spelled out.

Editors that do not follow a flow's `Unpack` through the `ParamSpec` of `resources.publishing` read these.
The text is what `inspect` shows of the methods, so that stubs and `help()` cannot differ.
"""

from __future__ import annotations

import importlib
import inspect
import textwrap
from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from types import FunctionType
from typing import Any, cast

from assistants_v2.resources.publishing import Answering, Published, Resource
from assistants_v2.resources.signatures import Annotation
from attrs import define, field
from face_sources import declared_in, find_named, imports_for

SPECIAL = tuple(
    f"__{name}__" for name in ("init", "enter", "exit", "aenter", "aexit", "iter", "next", "aiter", "anext")
)
"""The methods with underscores that users call, if only by `with` and `for`."""

MEMBERS = (FunctionType, classmethod, property, cached_property, Published)
"""What of a class's content is a method or a property."""

SHARED = tuple(
    f"assistants_v2.resources.{name}"
    for name in ("publishing", "event_publishing", "file_publishing", "signatures", "raw_responses", "pages")
)
"""Where the names are from that methods have and flows have not: what lists return, and a default."""

REPLIES = {
    "with_raw_response": ("_Raw", "RawResponse[{}]", "RawResponse[{}]"),
    "with_streaming_response": (
        "_Streamed",
        "AbstractContextManager[APIResponse[{}]]",
        "AbstractAsyncContextManager[AsyncAPIResponse[{}]]",
    ),
}
"""What has all methods once more: the start of its name, and what a blocking and an async method return."""

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
        classes = [text for kind in public_classes(self.module) for text in self._write_all(kind)]
        imports = sorted(line for line in self.imports if not line.startswith(f"from {self.module} "))
        return "\n".join([HEAD.format(module=self.module), *imports, "", *classes])

    def _write_all(self, kind: type) -> Iterator[str]:
        """Yield a class, and before it those that its `with_raw_response` and the like are."""
        if _has_replies(kind):
            yield from (self._write_replies(kind, way) for way in REPLIES)
        yield self._write_class(kind)

    def _write_replies(self, kind: type, way: str) -> str:
        """Return what returns replies in place of objects, under a name that is no name at run time."""
        start, members = REPLIES[way][0], members_of(kind)
        bases = [base for base in _public_bases(kind) if _has_replies(base)]
        self.imports |= {f"from {base.__module__} import {start}{base.__name__}" for base in bases}
        lines = [f"class {start}{kind.__name__}({', '.join(start + base.__name__ for base in bases)}): ..."]
        for name, member in members.items():
            if isinstance(member, property | cached_property):
                lines += self._write_replies_below(kind, start, name, getter_of(member))
            elif hasattr(member, "overloads") or (isinstance(member, Published) and not member.is_stream):
                lines += self._write_method(name, getattr(kind, name), way)
        lines[0] = lines[0].removesuffix(" ...") if len(lines) > 1 else lines[0]
        return "\n".join(lines)

    def _write_replies_below(
        self, kind: type, start: str, name: str, getter: Callable[..., Any]
    ) -> Iterator[str]:
        """Yield a property that is a resource, or the client itself."""
        found = str(inspect.signature(getter).return_annotation)
        place = kind if found == "Self" else find_named(self.module, found)
        if inspect.isclass(place) and _has_replies(place):
            shown = f"{start}{place.__name__}"
            self.imports.add(f"from {place.__module__} import {shown}")
            yield f"    @property\n    def {name}(self) -> {shown}: ..."

    def _write_class(self, kind: type) -> str:
        shown = [base for base in _public_bases(kind) if base is not object]
        bases = [base.__name__ for base in shown]
        for base in shown:
            self._use(Annotation(base.__name__, base.__module__))
        head = f"class {kind.__name__}({', '.join(bases)}):" if bases else f"class {kind.__name__}:"
        return "\n".join([head, _quote(explain_class(kind)), *self._write_members(kind)])

    def _write_members(self, kind: type) -> Iterator[str]:
        for name, member in members_of(kind).items():
            if name in REPLIES:
                continue
            if isinstance(member, property | cached_property):
                yield "    @property\n" + self._write_function(name, getter_of(member))
                if isinstance(member, property) and (setter := member.fset):
                    yield f"    @{name}.setter\n" + self._write_function(name, setter)
            elif isinstance(member, classmethod):
                function = cast("classmethod[Any, ..., Any]", member).__func__
                yield "    @classmethod\n" + self._write_function(name, function)
            else:
                yield from self._write_method(name, getattr(kind, name))
        for way, (start, *_) in REPLIES.items() if _has_replies(kind) else ():
            said = _quote(inspect.getdoc(getattr(kind, way)) or "", 8)
            yield f"    @property\n    def {way}(self) -> {start}{kind.__name__}:\n{said}"

    def _write_method(self, name: str, function: Callable[..., Any], way: str = "") -> Iterator[str]:
        """Yield a method, or each of the ways in which it can be called; a *way* is a name in `REPLIES`."""
        signatures: list[inspect.Signature] = getattr(function, "overloads", [])
        for signature in signatures or [inspect.signature(function)]:
            if signatures:
                self.imports.add("from typing import overload")
                yield "    @overload"
            yield self._write_function(name, function, signature, way)

    def _write_function(
        self,
        name: str,
        function: Callable[..., Any],
        signature: inspect.Signature | None = None,
        way: str = "",
    ) -> str:
        """Return a function; with a name in `REPLIES` as one that returns replies, without its docstring."""
        signature = signature or inspect.signature(function)
        written = [self._write_parameter(parameter) for parameter in signature.parameters.values()]
        kinds = [parameter.kind for parameter in signature.parameters.values()]
        if inspect.Parameter.KEYWORD_ONLY in kinds:
            written.insert(kinds.index(inspect.Parameter.KEYWORD_ONLY), "*")
        answer, is_async = signature.return_annotation, inspect.iscoroutinefunction(function)
        if way:
            is_async = is_async or answer.startswith("AsyncPages[")
            place, found = (
                getattr(answer, "module", self.module),
                answer.replace("AsyncPages[", "AsyncPage[", 1),
            )
            if way == "with_streaming_response" and found == "FileContent":
                found = "bytes"  # a file is read while it comes
            answer = Annotation(REPLIES[way][1 + is_async].format(found), place)
            is_async = is_async and way == "with_raw_response"
        self._use(answer)
        head = f"    {'async ' * is_async}def {name}({', '.join(written)}) -> {answer}:"
        docstring = inspect.getdoc(function) if function.__doc__ and not way else ""
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


def write_late_names(package: str) -> str:
    """Return the stub of a package whose names load when they are first asked for.

    Its table `_LATE` says where they are from; what else it has is declared in its source.
    """
    late: Mapping[str, str] = vars(importlib.import_module(package))["_LATE"]
    declared = declared_in(package)
    imports = {line for text in declared.values() for line in imports_for(text, [package])}
    imports |= {f"from {at} import {name} as {name}" for at, names in late.items() for name in names.split()}
    offered = [name for names in late.values() for name in names.split()]
    lines = [f"{name}: {text}" for name, text in declared.items()]
    return "\n".join([HEAD.format(module=package), *sorted(imports), f"__all__ = {offered!r}", *lines, ""])


def _has_replies(kind: type) -> bool:
    """Say whether a class has `with_raw_response`, and is more than what has it."""
    return issubclass(kind, Answering) and kind not in (Answering, Resource)


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
    """Return a class, and its private bases, which nobody sees, but for those of a public one."""
    seen = {above for base in _public_bases(kind) for above in base.__mro__}
    own = [base for base in reversed(kind.__mro__) if base not in seen]
    return [base for base in own if base is kind or _is_private(base)]


def _public_bases(kind: type) -> list[type]:
    """Return the bases of a class that are seen; in place of a private one those that it has."""
    parts = [_public_bases(base) if _is_private(base) else [base] for base in kind.__bases__]
    seen = [base for part in parts for base in part]
    return [base for base in seen if not any(issubclass(other, base) for other in seen if other is not base)]


def _is_private(kind: type) -> bool:
    return kind.__name__.startswith("_")


def explain_class(kind: type) -> str:
    """Return a class's docstring; what its `__init__` says of arguments and errors belongs to it."""
    own, init = inspect.getdoc(kind) or "", members_of(kind).get("__init__")
    _, title, rest = (inspect.getdoc(init) or "").partition("\n\nArgs:") if init else ("", "", "")
    return own + title + rest


def _quote(text: str, indent: int = 4) -> str:
    """Return a docstring as it is written below a definition."""
    escaped = text.replace("\\", "\\\\").replace('"""', r"\"\"\"")
    return textwrap.indent(f'"""{escaped}{chr(10) if chr(10) in text else ""}"""', " " * indent)
