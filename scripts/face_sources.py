"""What the source of a module says and Python forgets: the sentence below a field, and where a name is from.

Used by `faces`, `face_stubs` and `face_tables`.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from generated_files import GenerationError


@cache
def read_source(module: str) -> ast.Module:
    """Return the syntax tree of a module."""
    path = importlib.import_module(module).__file__
    assert path is not None
    return ast.parse(Path(path).read_text(encoding="utf-8"))


@cache
def own_sentences(module: str) -> Mapping[str, Mapping[str, str]]:
    """Return the sentence below each field that a class of a module declares itself, by the class."""
    classes = (node for node in read_source(module).body if isinstance(node, ast.ClassDef))
    return {node.name: dict(_sentences_in(node)) for node in classes}


@cache
def read_sentences(module: str) -> Mapping[str, Mapping[str, str]]:
    """Return the sentence below each field that a class of a module has, also by its bases."""
    sentences: dict[str, Mapping[str, str]] = {}
    for node in read_source(module).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".params"):
            sentences |= read_sentences(node.module or "")
        elif isinstance(node, ast.ImportFrom) and node.level and node.module == "parameters":
            sentences |= read_sentences(f"{module.rpartition('.')[0]}.parameters")
        if isinstance(node, ast.ClassDef):
            bases = [sentences.get(ast.unparse(base), {}) for base in node.bases]
            parts = [*bases, own_sentences(module)[node.name]]
            sentences[node.name] = {name: text for part in parts for name, text in part.items()}
    return sentences


def _sentences_in(declared: ast.ClassDef) -> Iterator[tuple[str, str]]:
    """Yield each field that a class declares, and the text below it."""
    for field, below in pairwise(declared.body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
        ):
            yield field.target.id, " ".join(str(below.value.value).split())


def read_arguments(docstring: str) -> dict[str, str]:
    """Return what the `Args:` of a docstring say, by the argument's name."""
    section = re.search(r"^Args:\n((?:[ ]{4}.*\n?|\n(?=[ ]{4}))*)", docstring, re.MULTILINE)
    entries = re.split(r"^[ ]{4}(?=\w+:)", section[1] if section else "", flags=re.MULTILINE)
    named = (entry.partition(":") for entry in entries if entry)
    return {name: " ".join(text.split()) for name, _, text in named}


@cache
def _origins(module: str) -> Mapping[str, str]:
    """Return the import statement for each name that a module imports or defines at its top."""
    package = importlib.import_module(module).__package__ or ""
    origins: dict[str, str] = {}
    for node in _top_level(read_source(module)):
        if isinstance(node, ast.ImportFrom):
            parts = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            origin = ".".join([*parts, *filter(None, [node.module])])
            origins |= {a.asname or a.name: f"from {origin} import {ast.unparse(a)}" for a in node.names}
        elif isinstance(node, ast.ClassDef | ast.FunctionDef):
            origins[node.name] = f"from {module} import {node.name}"
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [target.id for target in targets if isinstance(target, ast.Name)]
            origins |= {name: f"from {module} import {name}" for name in names}
    return origins


def declared_in(module: str) -> Mapping[str, str]:
    """Return the type of each name that a module declares at its top."""
    return {
        ast.unparse(node.target): ast.unparse(node.annotation)
        for node in _top_level(read_source(module))
        if isinstance(node, ast.AnnAssign)
    }


def find_named(module: str, name: str) -> object:
    """Return what a module means by a name, also by one for type checkers only; None if it has none."""
    line = _origins(module).get(name, "")
    _, _, origin = line.partition("from ")
    place, _, _ = origin.partition(" import ")
    return getattr(importlib.import_module(place), name, None) if place else None


def _top_level(tree: ast.Module) -> Iterator[ast.stmt]:
    """Yield the statements of a module, those for type checkers among them."""
    for node in tree.body:
        yield node
        if isinstance(node, ast.If):
            yield from node.body


def imports_for(text: str, modules: Iterable[str]) -> set[str]:
    """Return the import statements for the names in an expression.

    Args:
        text: The expression, such as a type.
        modules: The modules whose names it may use; the first that has a name says where it is from.

    Raises:
        GenerationError: No module has a name.
    """
    known: dict[str, str] = {}
    for module in modules:
        known = {**_origins(module), **known}
    names = {node.id for node in ast.walk(ast.parse(text, mode="eval")) if isinstance(node, ast.Name)}
    missing = sorted(name for name in names if name not in known and not hasattr(builtins, name))
    if missing:
        raise GenerationError(f"{text} names {', '.join(missing)}, which none of {', '.join(modules)} has")
    return {known[name] for name in names if name in known}
