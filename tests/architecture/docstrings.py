"""The rules for docstrings, which read the source: each returns what breaks it, as `file:line: sentence`."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from attrs import frozen

VERBS = frozenset(Path(__file__).with_name("verbs.txt").read_text("utf-8").split())
"""The verbs that docstrings of functions may begin with, in lower case; add to the file what is one.

A predicate begins with `Say whether`, so that `tell` is not among them.
"""

Definition = ast.FunctionDef | ast.AsyncFunctionDef
PROPERTIES = {"property", "cached_property", "part"}
UNEXPLAINED = {"overload", "setter"}
SENTENCE_ENDS = re.compile(r"[.!?]\s+[A-Z`]")


@frozen
class Function:
    """A function or method in a file.

    Attributes:
        place: The file and line.
        name: Its name, with that of its class.
        docstring: Its docstring; None without one.
        owner: The class that it is a method of, or None.
        is_public: Whether it is explained to others: no name on the way to it has an underscore, it is in no
            function, and it is neither an overload nor the setter of a property.
        is_property: Whether it is read like an attribute, so that its docstring says what it is.
    """

    place: str
    name: str
    docstring: str | None
    owner: ast.ClassDef | None
    is_public: bool
    is_property: bool

    def __str__(self) -> str:
        return f"{self.place}: {self.name}"


def read_functions(folder: Path, files: str = "*.py") -> list[Function]:
    """Return the functions of all files below a folder, whose names are given from there on."""
    found: list[Function] = []
    for path in sorted(folder.rglob(files)):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found += functions_in(tree, str(path.relative_to(folder.parent)))
    return found


def functions_in(
    node: ast.AST, path: str, owner: ast.ClassDef | None = None, public: bool = True
) -> Iterator[Function]:
    """Yield the functions under *node*; *owner* is the class, *public* whether all around it is so."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ClassDef):
            yield from functions_in(child, path, child, public and not child.name.startswith("_"))
        elif isinstance(child, Definition):
            kinds = {ast.unparse(decorator).rpartition(".")[2] for decorator in child.decorator_list}
            yield Function(
                place=f"{path}:{child.lineno}",
                name=child.name if owner is None else f"{owner.name}.{child.name}",
                docstring=ast.get_docstring(child),
                owner=owner,
                is_public=public and not child.name.startswith("_") and not UNEXPLAINED & kinds,
                is_property=bool(PROPERTIES & kinds),
            )
            yield from functions_in(child, path, None, False)
        else:
            yield from functions_in(child, path, owner, public)


def find_undocumented(functions: Iterable[Function]) -> list[str]:
    """Return the public functions without a docstring.

    Methods may have theirs from a base class, properties from the `Attributes:` of their class.
    """
    functions = [*functions]
    documented = {function.name for function in functions if function.docstring}
    ours = {function.owner.name for function in functions if function.owner is not None}
    return [
        f"{function} has no docstring"
        for function in functions
        if function.is_public
        and not function.docstring
        and not (function.is_property and is_attribute(function))
        and not any(
            base not in ours or f"{base}.{function.name.rpartition('.')[2]}" in documented
            for base in bases_of(function.owner)
        )
    ]


def is_attribute(function: Function) -> bool:
    """Say whether the docstring of its class describes a property."""
    described = (function.owner and ast.get_docstring(function.owner)) or ""
    name = function.name.rpartition(".")[2]
    return re.search(rf"^ +{name}: \S", described, re.MULTILINE) is not None


def bases_of(owner: ast.ClassDef | None) -> list[str]:
    """Return the names of the classes that a class derives from and that may have methods."""
    bases = [ast.unparse(base).partition("[")[0].rpartition(".")[2] for base in owner.bases] if owner else []
    return [base for base in bases if base not in ("Protocol", "Generic", "object")]


def find_not_imperative(functions: Iterable[Function]) -> list[str]:
    """Return the functions whose docstrings begin with something other than a verb in the imperative."""
    return [
        f"{function} begins with {first!r}, which is not among VERBS"
        for function in functions
        if function.docstring and not function.is_property
        if (first := function.docstring.split()[0]) and first.strip(".,:;").lower() not in VERBS
    ]


def find_tests_without_a_sentence(functions: Iterable[Function]) -> list[str]:
    """Return the tests whose docstrings do not begin with one sentence that stands by itself."""
    return [
        f"{function} needs a docstring of one sentence"
        for function in functions
        if function.name.startswith("test_") and not is_sentence(function.docstring or "")
    ]


def is_sentence(docstring: str) -> bool:
    """Say whether the first paragraph of a docstring is one sentence."""
    first = docstring.partition("\n\n")[0].strip()
    return first.endswith(".") and SENTENCE_ENDS.search(first) is None
