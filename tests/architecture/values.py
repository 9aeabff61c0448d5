"""Finds classes that attrs makes without need, and Structs with fields of attrs, for the tests of values."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping

_MAKERS = {"frozen", "define", "mutable"}
_OF_STRUCTS: Mapping[str, set[str]] = {
    **{maker: {"frozen", "kw_only", "eq", "order"} for maker in _MAKERS},
    "field": {"default", "factory"},
    "Factory": set(),
}
"""What may be asked of attrs that a `msgspec.Struct` has as well, by who is asked."""

_HOOKS = {"validator", "default"}
"""What marks a method that attrs calls for a field: `@size.validator`."""


def find_plain_classes(text: str) -> list[str]:
    """Return the names of the attrs classes of a module that could be Structs.

    Classes of one family are made in one way, so that whoever copies one need not know which it is: if one of
    them needs attrs, all may be of attrs. Their names end in the same word, such as kinds of events.

    Args:
        text: The source text of the module.
    """
    tree = ast.parse(text)
    known = _read_names(tree)
    classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
    made = [node for node in classes if any(_find(known, maker) in _MAKERS for maker in node.decorator_list)]
    families = {_find_family(node) for node in made if _needs_attrs(node, known)}
    return [node.name for node in made if _find_family(node) not in families]


def find_mixed_classes(text: str) -> list[str]:
    """Return the names of the Structs of a module of which attrs describes a field.

    msgspec takes the description for the default of the field.

    Args:
        text: The source text of the module.
    """
    tree = ast.parse(text)
    known = _read_names(tree)
    structs = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and "Struct" in map(ast.unparse, node.bases)
    ]
    return [
        node.name
        for node in structs
        if any(
            isinstance(item, ast.AnnAssign) and item.value and _find(known, item.value) for item in node.body
        )
    ]


def _read_names(tree: ast.Module) -> dict[str, str]:
    """Return what a module calls the names of attrs, such as `attrs.frozen` or `f`, by what it writes."""
    known: dict[str, str] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module in ("attrs", "attr"):
            known |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            places = [alias.asname or alias.name for alias in node.names if alias.name in ("attrs", "attr")]
            known |= {f"{place}.{name}": name for place in places for name in _OF_STRUCTS}
    return known


def _find(known: Mapping[str, str], node: ast.expr) -> str | None:
    """Return which name of attrs is called or written; None if it is none."""
    return known.get(ast.unparse(node.func if isinstance(node, ast.Call) else node))


def _find_family(node: ast.ClassDef) -> str:
    """Return the last word of the name of a class."""
    words: list[str] = re.findall("[A-Z]?[^A-Z]+|[A-Z]", node.name)
    return words[-1]


def _needs_attrs(node: ast.ClassDef, known: Mapping[str, str]) -> bool:
    """Say whether a class asks for what a Struct has not."""
    fields = [item for item in node.body if isinstance(item, ast.AnnAssign)]
    asked = [*node.decorator_list, *(item.value for item in fields)]
    return bool(
        any(not ast.unparse(base).startswith("Generic[") for base in node.bases)
        or any(_asks_more(call, known) for call in asked if isinstance(call, ast.Call))
        or any(ast.unparse(item.target).startswith("_") for item in fields)
        or any(_is_of_attrs(item) for item in node.body if isinstance(item, ast.FunctionDef))
    )


def _asks_more(call: ast.Call, known: Mapping[str, str]) -> bool:
    allowed = _OF_STRUCTS.get(_find(known, call) or "")
    return allowed is not None and not {keyword.arg for keyword in call.keywords} <= allowed


def _is_of_attrs(method: ast.FunctionDef) -> bool:
    """Say whether a method is one that a Struct cannot have: an own `__init__`, a check, a kept property."""
    marks = [ast.unparse(mark).rpartition(".") for mark in method.decorator_list]
    return method.name == "__init__" or any(
        name == "cached_property" or (field and name in _HOOKS) for field, _, name in marks
    )
