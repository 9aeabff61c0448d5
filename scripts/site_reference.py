"""Writes the pages of the reference: every public name with its signature and what its docstring says.

The text is what `inspect` and `help()` show, as Markdown, in which the docstrings are written. The pages are
made when the site is built, and are kept nowhere, so that they cannot differ from the code.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType, ModuleType
from typing import Any, get_args, get_origin

import assistants_v2
from assistants_v2 import Assistants
from docstring_parser import Docstring, DocstringStyle
from docstring_parser import parse as parse_docstring
from face_stubs import explain_class, getter_of, members_of
from msgspec import Struct
from site_operations import find_resources, write_operations
from site_pages import Page

_LONGEST = 100
"""Characters of a signature that stands in one line."""

_ADDRESS = re.compile(r"<(?:built-in )?function (\w+)(?: at 0x[0-9a-f]+)?>")
_MADE = re.compile("^(NOTHING|<factory>)$")
"""What stands for a default that is made for each object."""

_REPLIES = ("with_raw_response", "with_streaming_response")


SHORT = ("assistants_v2.types", "assistants_v2.openai")
"""Modules whose classes are shown with their fields, and without the methods that all of them have."""

OBJECTS = ("assistants_v2_raw.", "assistants_v2_companions_raw.")
"""Where the objects of the API are from, whose methods are the same for all."""

GIVEN = (*OBJECTS, "assistants_v2.resources.", "assistants_v2.io.")
"""Where the classes are from whose objects programs are given."""

INSIDE = frozenset({"tools", "rules", "flows", "io", "resources"})
"""The rooms of the client that may change, though some say what they offer to the others."""

METHODS = """\
# The methods of the clients

For whoever wants to know what a call takes. They are those of `Assistants`, under the names that the official
SDK has; `AsyncAssistants` has the same, with the same arguments, to be awaited.
[What each sends](operations.md) is on a page of its own, and [the options](../options.md) are those arguments
that are no fields of a request.
"""


def write_reference() -> list[Page]:
    """Return the pages of the reference."""
    texts = {"methods": write_methods(), "operations": write_operations()}
    texts |= {name: write_module(name) for name in public_modules()}
    return [Page(f"reference/{name}.md", f"docs/reference/{name}.md", text) for name, text in texts.items()]


def public_modules() -> list[str]:
    """Return the modules that programs import from: those of the packages that say what they offer."""
    below = [f"assistants_v2.{found.name}" for found in pkgutil.iter_modules(assistants_v2.__path__)]
    known = ["assistants_v2", *below, "assistants_v2_server", "assistants_v2_raw"]
    public = [name for name in known if name.rpartition(".")[2] not in INSIDE and "._" not in name]
    return [name for name in public if hasattr(importlib.import_module(name), "__all__")]


def write_methods() -> str:
    """Return the page with the methods of all resources of a client."""
    lines = [METHODS]
    with Assistants(base_url="http://host/v1", api_key="none") as client:
        for path, resource in find_resources(client):
            kind = type(resource)
            lines += [f"## {path}\n", explain(explain_class(kind)), *_write_members(kind, path)]
    return "\n".join(lines)


def write_module(name: str) -> str:
    """Return the page with all public names of a module."""
    module = importlib.import_module(name)
    sections = [write_name(module, each, name not in SHORT) for each in public_names(module)]
    said = inspect.cleandoc(module.__doc__ or "").split("\n\n")[0]
    return "\n".join([f"# `{name}`\n\n{said}\n", *sections])


def public_names(module: ModuleType) -> list[str]:
    """Return the public names of a module, those that begin with an underscore left out."""
    return sorted((name for name in module.__all__ if not name.startswith("_")), key=str.lower)


def write_name(module: ModuleType, name: str, has_members: bool = True) -> str:
    """Return the section of a name: a class, a function, or what a type is."""
    found = getattr(module, name)
    shown = f"{module.__name__}.{name}"
    if inspect.isclass(found):
        if not found.__module__.startswith("assistants_v2"):
            return f"## {name}\n\nIt is `{found.__module__.partition('.')[0]}.{found.__qualname__}`.\n"
        is_object = found.__module__.startswith(OBJECTS)
        return write_class(shown, found, has_members and not is_object)
    if inspect.isroutine(found):
        return write_callable(f"## {name}", shown, found)
    return "\n".join([f"## {name}\n", *_write_value(found, name)])


def _write_value(found: object, name: str) -> Iterator[str]:
    """Yield what says which values a name stands for, if it is neither class nor function."""
    if isinstance(found, ModuleType):
        yield f"{inspect.cleandoc(found.__doc__ or '').partition(chr(10) * 2)[0]}\n"
    elif values := get_args(found):
        shown = [f"`{value!r}`" if isinstance(value, str) else f"`{_name_type(value)}`" for value in values]
        yield f"One of {', '.join(shown)}.\n"
    else:
        yield f"```text\n{name} = {found!r}\n```\n"


def _name_type(found: Any) -> str:
    """Return how a type is written, without the modules of its parts."""
    text = found.__name__ if inspect.isclass(found) and not get_origin(found) else str(found)
    return re.sub(r"\b(?:\w+\.)+(?=\w)", "", text)


def write_class(shown: str, kind: type[Any], has_members: bool = True) -> str:
    """Return the section of a class; *shown* is how programs import it."""
    lines = [f"## {shown.rpartition('.')[2]}\n"]
    if BaseException in kind.__mro__:
        bases = ", ".join(f"`{base.__name__}`" for base in kind.__bases__)
        lines.append(f"An exception; a kind of {bases}.\n")
    elif has_members and is_made(kind):
        lines.append(_write_signature(shown, read_signature(kind)))
    lines.append(explain(explain_class(kind), _read_types(kind)))
    if has_members:
        lines += _write_members(kind)
    return "\n".join(lines)


def is_made(kind: type[Any]) -> bool:
    """Say whether programs make objects of a class, and are not only given them."""
    is_ours = kind.__module__.startswith(GIVEN)
    has_call = "__init__" in vars(kind) or issubclass(kind, Struct)
    return has_call and not is_ours and not getattr(kind, "_is_protocol", False)


def read_signature(kind: type[Any]) -> inspect.Signature:
    """Return what a class is called with; the fields of a Struct have their types as they are written."""
    signature = inspect.signature(kind)
    if not issubclass(kind, Struct):
        return signature
    written = _read_types(kind)
    return signature.replace(
        parameters=[one.replace(annotation=written[one.name]) for one in signature.parameters.values()]
    )


def _write_members(kind: type, shown: str = "") -> Iterator[str]:
    """Yield the properties and methods of a class; *shown* is what it is called, by default its name."""
    shown = shown or kind.__name__
    for name, member in members_of(kind).items():
        heading = f"### {shown.removeprefix('client.')}.{name}"
        if name.startswith("__") or name in _REPLIES:
            continue
        if hasattr(member, "fget") or hasattr(member, "func"):
            # One without a sentence is explained with the class's fields.
            if said := inspect.getdoc(getter_of(member)):
                yield f"{heading}\n\n{explain(said)}"
        else:
            yield write_callable(heading, f"{shown}.{name}", getattr(kind, name))


def write_callable(heading: str, shown: str, function: Any) -> str:
    """Return the section of a function or method, with each way in which it can be called."""
    signatures = getattr(function, "overloads", []) or [inspect.signature(function)]
    is_async = inspect.iscoroutinefunction(function)
    blocks = [
        _write_signature(f"await {shown}" if is_async else shown, signature) for signature in signatures
    ]
    return "\n".join([f"{heading}\n", *blocks, explain(inspect.getdoc(function) or "")])


def _write_signature(shown: str, signature: inspect.Signature) -> str:
    """Return a signature as a block of code, a line for each argument if it is long."""
    words: list[str] = []
    is_keyword_only = False
    for parameter in signature.parameters.values():
        if parameter.name in ("self", "cls"):
            continue
        if parameter.kind is parameter.KEYWORD_ONLY and not is_keyword_only:
            is_keyword_only = True
            words.append("*")
        is_keyword_only = is_keyword_only or parameter.kind is parameter.VAR_POSITIONAL
        words.append(_write_parameter(parameter))
    answer = signature.return_annotation
    arrow = "" if answer in (signature.empty, None, "None") else f" -> {_name_annotation(answer)}"
    line = f"{shown}({', '.join(words)}){arrow}"
    if len(line) > _LONGEST:
        line = f"{shown}(\n" + "".join(f"    {_break_union(word)},\n" for word in words) + f"){arrow}"
    return f"```python\n{line}\n```\n"


def _break_union(parameter: str) -> str:
    """Return a parameter with a line for each of its types, if one line is too long for them."""
    return parameter if len(parameter) < _LONGEST else parameter.replace(" | ", "\n        | ")


def _write_parameter(parameter: inspect.Parameter) -> str:
    text = parameter.name
    if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
        text = ("*" if parameter.kind is parameter.VAR_POSITIONAL else "**") + text
    has_annotation = parameter.annotation is not parameter.empty
    if has_annotation:
        text += f": {_name_annotation(parameter.annotation)}"
    if parameter.default is not parameter.empty:
        default = _MADE.sub("...", _ADDRESS.sub(r"\1", repr(parameter.default)))
        text += f" = {default}" if has_annotation else f"={default}"
    return text


def _name_annotation(annotation: Any) -> str:
    """Return how an annotation is written; the modules of objects of the API say nothing to readers."""
    text: str = annotation if isinstance(annotation, str) else inspect.formatannotation(annotation)
    return re.sub(r"\b(?:models|companions|params|assistants_v2[\w.]*)\.(?=[A-Z])", "", text)


def _read_types(kind: type) -> dict[str, str]:
    """Return the types of a class's fields, by their names."""
    classes = [base for base in reversed(kind.__mro__) if "__annotations__" in vars(base)]
    return {
        name: _name_annotation(found)
        for base in classes
        for name, found in vars(base)["__annotations__"].items()
    }


def explain(docstring: str, types: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return a docstring with its sections as lists, each under its title in bold.

    Args:
        docstring: The docstring.
        types: The types of the fields that it explains, by name; none by default.
    """
    parsed = parse_docstring(docstring, DocstringStyle.GOOGLE)
    said = [part for part in (parsed.short_description, parsed.long_description) if part]
    return "\n\n".join([*said, *_write_sections(parsed, types)]) + "\n"


def _write_sections(parsed: Docstring, types: Mapping[str, str]) -> Iterator[str]:
    """Yield what follows the description of a docstring."""
    arguments = [one for one in parsed.params if one.args[0] == "param"]
    yield from _write_entries("Arguments", [(_mark(one.arg_name), one.description) for one in arguments])
    fields = [one for one in parsed.params if one.args[0] == "attribute"]
    typed = [(_mark(one.arg_name) + _mark_type(types.get(one.arg_name)), one.description) for one in fields]
    yield from _write_entries("Fields", typed)
    yield from _write_entries(
        "Raises", [(_mark(one.type_name or ""), one.description) for one in parsed.raises]
    )
    for one in parsed.many_returns:
        said = f"{one.type_name}: {one.description}" if one.type_name else one.description
        yield f"**{'Yields' if one.is_generator else 'Returns'}:** {_fold(said)}"


def _write_entries(title: str, entries: list[tuple[str, str | None]]) -> Iterator[str]:
    """Yield a list under its title, if there is anything in it."""
    if entries:
        lines = [f"- {name}: {_fold(said)}" for name, said in entries]
        yield "\n".join([f"**{title}:**\n", *lines])


def _mark(names: str) -> str:
    return ", ".join(f"`{name}`" for name in names.split(", "))


def _mark_type(found: str | None) -> str:
    return f" (`{found}`)" if found else ""


def _fold(text: str | None) -> str:
    return " ".join((text or "").split())
