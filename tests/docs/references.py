"""Reads what pages say of the code: the files, the names in them, and the values that these have.

A page says it as code: `rules/polling.py`, `rules/polling.py:GRACE`, `client.py:_Connected.local(timeout)`.
Paths start at the repository, or where the section says: "Paths start at `ergonomic/assistants_v2/`."
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from attrs import frozen

from .pages import ROOT

PACKAGES = ("transcripts/assistants_v2_transcripts", "ergonomic/assistants_v2", "server/assistants_v2_server")

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef

_SPAN = re.compile(r"`([^`]+)`")
_START = re.compile(r"Paths start at `([^`]+)`\.")
_REFERENCE = re.compile(
    r"(?P<path>(\w[\w.-]*/)*(\w[\w.-]*\.(py|pyi|md|yaml|toml|jinja|txt)|(?<=/)))"
    r"(:(?P<name>\w+(\.\w+)*)(\((?P<argument>\w+)\))?)?"
)


@frozen
class Reference:
    """Code that a page names.

    Attributes:
        text: As the page has it.
        path: The file or folder, from the repository on if it was found, else as the page has it.
        name: The name in it, with that of its class; empty for the file itself.
        argument: The argument of the function that is meant; empty for none.
    """

    text: str
    path: str
    name: str
    argument: str

    @property
    def exists(self) -> bool:
        """Whether it is in the code."""
        if not (ROOT / self.path).exists():
            return False
        return not self.name or find_value(self) is not None


@frozen
class Row:
    """A row of the table of what can be changed.

    Attributes:
        what: What can be changed.
        value: What it is, as Python has it; empty where the page does not say.
        where: The code that says so.
    """

    what: str
    value: str
    where: tuple[Reference, ...]


def read_lines(page: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the lines of a page that are not in blocks of code, and where the paths in each may start."""
    starts: tuple[str, ...] = ("", *PACKAGES)
    is_code = False
    for line in page.splitlines():
        if line.startswith("```"):
            is_code = not is_code
        elif line.startswith("#") and not is_code:
            starts = ("", *PACKAGES)
        elif said := _START.search(line):
            starts = (said[1], "")
        if not is_code:
            yield line, starts


def read_references(page: str) -> list[Reference]:
    """Return the code that a page names, in order."""
    return [found for line, starts in read_lines(page) for found in references_in(line, starts)]


def references_in(text: str, starts: tuple[str, ...]) -> list[Reference]:
    """Return the code that a text names; *starts* are the folders that paths may start at."""
    matches = [_REFERENCE.fullmatch(span) for span in _SPAN.findall(_START.sub("", text))]
    return [
        Reference(match[0], find_path(match["path"], starts), match["name"] or "", match["argument"] or "")
        for match in matches
        if match
    ]


def find_path(path: str, starts: tuple[str, ...]) -> str:
    """Return a path from the repository on, with the first start under which it exists."""
    candidates = [(Path(start) / path).as_posix() for start in starts]
    return next((found for found in candidates if (ROOT / found).exists()), candidates[0])


def read_rows(page: str) -> list[Row]:
    """Return the rows of the tables that say what something is `now`, and where."""
    rows: list[Row] = []
    is_table = False
    for line, starts in read_lines(page):
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells == ["what", "now", "where"]:
            is_table = True
        elif not line.startswith("|"):
            is_table = False
        elif is_table and cells[2] and cells[2] != "---":
            rows.append(Row(cells[0], cells[1].strip("`"), tuple(references_in(cells[2], starts))))
    return rows


@cache
def read_source(path: str) -> ast.Module:
    """Return the syntax tree of a file."""
    return ast.parse((ROOT / path).read_text("utf-8"))


def find_value(reference: Reference) -> ast.AST | None:
    """Return what a name is defined as: its value, or the definition itself; None if there is none."""
    found: ast.AST | None = read_source(reference.path)
    for part in reference.name.split("."):
        found = find_member(found, part)
    return find_default(found, reference.argument) if reference.argument else found


def find_member(node: ast.AST | None, name: str) -> ast.AST | None:
    """Return what *name* is in a module or class: its value, or its definition."""
    for child in getattr(node, "body", ()):
        if isinstance(child, Definition) and child.name == name:
            return child
        for target, value in assignments_of(child):
            if target == name:
                return value
    return None


def assignments_of(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Yield the names that a statement assigns, with the value; the default, for a field of attrs."""
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = node.targets
    elif isinstance(node, ast.AnnAssign):
        targets = [node.target]
    for target in targets:
        if isinstance(target, ast.Name):
            yield target.id, field_default(getattr(node, "value", None) or node)


def field_default(value: ast.AST) -> ast.AST:
    """Return the default that a call of `field` states; any other value as it is."""
    if isinstance(value, ast.Call) and ast.unparse(value.func) == "field":
        return next((keyword.value for keyword in value.keywords if keyword.arg == "default"), value)
    return value


def find_default(node: ast.AST | None, name: str) -> ast.AST | None:
    """Return the default of a function's argument; the argument itself if it has none."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    positional = [*node.args.posonlyargs, *node.args.args]
    defaults: list[ast.expr | None] = [None] * (len(positional) - len(node.args.defaults))
    pairs = zip(
        [*positional, *node.args.kwonlyargs],
        [*defaults, *node.args.defaults, *node.args.kw_defaults],
        strict=True,
    )
    return next((default or argument for argument, default in pairs if argument.arg == name), None)


def find_numbers(folder: str) -> Iterator[str]:
    """Yield the constants and fields below a folder that are numbers other than 0 and 1, as `path:name`."""
    for file in sorted((ROOT / folder).rglob("*.py")):
        path = file.relative_to(ROOT).as_posix()
        for name, value in named_values(read_source(path)):
            if is_number(value):
                yield f"{path}:{name}"


def named_values(node: ast.Module | ast.ClassDef, prefix: str = "") -> Iterator[tuple[str, ast.AST]]:
    """Yield the names that a module and its classes assign, with their values."""
    for child in node.body:
        if isinstance(child, ast.ClassDef):
            yield from named_values(child, f"{child.name}.")
        yield from ((prefix + name, value) for name, value in assignments_of(child))


def is_number(value: ast.AST) -> bool:
    """Say whether a value is a number other than 0 and 1, or a product of numbers."""
    if isinstance(value, ast.BinOp):
        return is_number(value.left) and is_number(value.right)
    constant = value.value if isinstance(value, ast.Constant) else None
    return isinstance(constant, int | float) and constant not in (0, 1)
