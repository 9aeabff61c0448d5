"""Finds what no document speaks of: each function looks for itself what there is, and yields what is missing.

Nobody keeps a list: what is added to the code is found the next time.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from assistants_v2.cli.command import LateCommand
from assistants_v2.cli.examining.machine import CLIENT_VARIABLES
from assistants_v2.cli.serve_options import SERVE_OPTIONS, WORK_OPTIONS
from assistants_v2.cli.verbs import VERBS
from docstring_parser import DocstringStyle
from docstring_parser import parse as parse_docstring
from face_stubs import explain_class, getter_of, members_of
from site_reference import OBJECTS, is_made, public_modules, public_names

from .pages import ROOT
from .references import PACKAGES

SERVER = ROOT / "server" / "assistants_v2_server"

_VARIABLE = re.compile(r"(ASSISTANTS|OPENAI|AZURE)_[A-Z0-9_]+[A-Z0-9]")
_METRIC = re.compile(r"assistants_v2_[a-z_]+")


def public_objects() -> Iterator[tuple[str, Any]]:
    """Yield each public name with its module, and what it is; not what is another project's."""
    for place in public_modules():
        module = importlib.import_module(place)
        for name in public_names(module):
            found = getattr(module, name)
            if getattr(found, "__module__", "").startswith("assistants_v2"):
                yield f"{place}.{name}", found


def find_unexplained_names() -> Iterator[str]:
    """Yield the public names, and the members of public classes, that say nothing of themselves."""
    for name, found in public_objects():
        if inspect.isclass(found):
            said = explain_class(found)
            if not said:
                yield name
            for member, kind in members_of(found).items():
                is_property = hasattr(kind, "fget") or hasattr(kind, "func")
                told = inspect.getdoc(getter_of(kind) if is_property else getattr(found, member))
                if not member.startswith("__") and not told and member not in explained_in(said):
                    yield f"{name}.{member}"
        elif callable(found) and not inspect.getdoc(found):
            yield name


def find_unexplained_arguments() -> Iterator[str]:
    """Yield the arguments of public functions and classes of which their docstrings say nothing."""
    for name, found in public_objects():
        if inspect.isclass(found) and (not is_made(found) or found.__module__.startswith(OBJECTS)):
            continue
        if inspect.isclass(found) or inspect.isroutine(found):
            said = explain_class(found) if inspect.isclass(found) else inspect.getdoc(found) or ""
            known = explained_in(said)
            yield from (f"{name}({one})" for one in arguments_of(found) if one not in known)


def arguments_of(found: Any) -> list[str]:
    """Return the names of what a function or class takes; none for exceptions, which callers only catch."""
    if inspect.isclass(found) and issubclass(found, BaseException):
        return []
    return [name for name in inspect.signature(found).parameters if name != "self"]


def explained_in(docstring: str) -> set[str]:
    """Return the names of which a docstring says what they are: in a list, or as code in a sentence."""
    listed = {
        name.strip().lstrip("*")
        for one in parse_docstring(docstring, DocstringStyle.GOOGLE).params
        for name in one.arg_name.split(",")
    }
    return listed | {*re.findall(r"`(\w+)`", docstring)}


def options_of_verbs() -> Iterator[tuple[str, str]]:
    """Yield each verb with each of its options, as it is typed."""
    for name, verb in VERBS.items():
        for one in LateCommand(name, verb).load().params:
            if one.param_type_name == "option" and not getattr(one, "hidden", False):
                yield from ((name, flag) for flag in [*one.opts, *one.secondary_opts])


@cache
def variables_read() -> set[str]:
    """Return the environment variables that the code names, and those that options of servers may be."""
    served = {name for option in (*SERVE_OPTIONS, *WORK_OPTIONS) for name in option.environment_names}
    return {*CLIENT_VARIABLES, *served, *texts_in_code(_VARIABLE)}


def metrics_counted() -> set[str]:
    """Return the names of what the server counts for Prometheus."""
    return {*texts_in(SERVER / "door" / "metrics.py", _METRIC)}


def texts_in_code(form: re.Pattern[str]) -> set[str]:
    """Return the texts of this form that stand as such anywhere in client and server."""
    files = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
    return {text for path in files for text in texts_in(path, form)}


def texts_in(path: Path, form: re.Pattern[str]) -> Iterator[str]:
    """Yield the texts of a form that stand as such in a file."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and form.fullmatch(node.value):
            yield node.value


def exceptions_raised() -> Iterator[str]:
    """Yield the names of the public exceptions."""
    for _, found in public_objects():
        if inspect.isclass(found) and issubclass(found, BaseException):
            yield found.__name__


def fixtures_offered() -> Iterator[str]:
    """Yield the fixtures, markers and options of the plugins for pytest that the package brings."""
    project: Any = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for place in project.get("entry-points", {}).get("pytest11", {}).values():
        path = inspect.getsourcefile(importlib.import_module(place))
        assert path is not None
        tree = ast.parse(Path(path).read_text("utf-8"))
        yield from fixtures_in(tree)


def fixtures_in(tree: ast.Module) -> Iterator[str]:
    """Yield the fixtures, markers and options of a plugin."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            decorated = " ".join(map(ast.unparse, node.decorator_list))
            if "fixture" in decorated and not node.name.startswith("_"):
                yield node.name
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            texts = [one.value for one in node.args if isinstance(one, ast.Constant)]
            if node.func.attr == "addinivalue_line" and texts[:1] == ["markers"]:
                yield re.split(r"[:(]", str(texts[1]))[0]
            elif node.func.attr in ("addoption", "addini"):
                yield str(texts[0])


def find_missing(names: Iterable[str], *pages: str) -> list[str]:
    """Return those names that none of some texts has as code: between backticks, or in a block."""
    told = {word for page in pages for word in re.findall(r"[\w.-]+", page)}
    return sorted({name for name in names if name not in told})
