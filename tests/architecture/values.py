"""Finds classes that attrs makes without need, for the test that says which library makes our values."""

from __future__ import annotations

import ast

_MAKERS = {"frozen", "define", "attrs.frozen", "attrs.define"}
_FIELDS = {"field", "attrs.field"}
_OF_STRUCTS = {name: {"frozen", "kw_only", "eq"} for name in _MAKERS} | {
    name: {"default", "factory"} for name in _FIELDS
}
"""What a class or a field may ask attrs for that a `msgspec.Struct` has as well, by who is asked."""


def find_plain_classes(text: str) -> list[str]:
    """Return the names of the attrs classes of a module, if none of them needs attrs; else nothing.

    Classes that stand together, such as kinds of events, are best made in one way.

    Args:
        text: The source text of the module.
    """
    classes = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ClassDef)]
    made = [node for node in classes if any(_name_of(maker) in _MAKERS for maker in node.decorator_list)]
    return [] if any(map(_needs_attrs, made)) else [node.name for node in made]


def _needs_attrs(node: ast.ClassDef) -> bool:
    """Say whether a class asks for what a Struct has not: a base, a check, a hidden or a private field."""
    fields = [item for item in node.body if isinstance(item, ast.AnnAssign)]
    asked = [*node.decorator_list, *(item.value for item in fields)]
    methods = [item for item in node.body if isinstance(item, ast.FunctionDef)]
    return bool(
        node.bases
        or any(not _is_of_structs(call) for call in asked if isinstance(call, ast.Call))
        or any(ast.unparse(item.target).startswith("_") for item in fields)
        or any(_name_of(maker) == "cached_property" for item in methods for maker in item.decorator_list)
    )


def _is_of_structs(call: ast.Call) -> bool:
    known = _OF_STRUCTS.get(_name_of(call))
    return known is None or {keyword.arg for keyword in call.keywords} <= known


def _name_of(node: ast.expr) -> str:
    return ast.unparse(node.func if isinstance(node, ast.Call) else node)
