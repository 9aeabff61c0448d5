"""Reads what each file of a package imports, for the tests that say who may know whom."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

from attrs import field, frozen


@frozen
class Import:
    """One imported name.

    Attributes:
        importer: The module that imports, such as `assistants_v2.io.runner`.
        name: What it imports, in full, such as `assistants_v2.errors.ToolError`.
        late: Whether that happens in a function.
        typing: Whether only type checkers see it.
    """

    importer: str
    name: str
    late: bool
    typing: bool

    @property
    def room(self) -> str:
        """The room of the importer."""
        return room_of(self.importer)

    def __str__(self) -> str:
        return f"{self.importer} imports {self.name}"


@frozen
class Package:
    """A package as its source text has it; nothing of it is imported.

    Attributes:
        name: The name it is imported by.
        files: The file of each of its modules, the package itself among them, seen from the package's home.
        imports: Everything that its modules import.
        given: The modules, in full, in whose place an `__init__.py` offers something of the same name.
    """

    name: str
    files: Mapping[str, Path] = field(repr=False)
    imports: list[Import] = field(repr=False)
    given: set[str] = field(repr=False)


def room_of(module: str) -> str:
    """Return the part of a package that a module belongs to; empty for the package itself."""
    return [*module.split("."), ""][1]


def read_package(name: str, folder: Path) -> Package:
    """Read the package *name* from its folder.

    Raises:
        FileNotFoundError: There is no package in the folder.
    """
    paths = [path.relative_to(folder.parent) for path in sorted(folder.rglob("*.py"))]
    files = {module_of(name, path): path for path in paths}
    if name not in files:
        raise FileNotFoundError(f"{folder} has no __init__.py")
    imports: list[Import] = []
    given: set[str] = set()
    for module, path in files.items():
        tree = ast.parse((folder.parent / path).read_text(encoding="utf-8"))
        is_package = path.name == "__init__.py"
        where = module.split(".")[: None if is_package else -1]
        for node, late, typing in import_nodes(tree):
            imports += [Import(module, full, late, typing) for full in names_in(node, where)]
        if is_package:
            given |= {full for full in given_names(tree, where) if full in files}
    return Package(name, files, imports, given)


def module_of(package: str, path: Path) -> str:
    """Return the name of the module in a file of a package; *path* begins with the package's folder."""
    parts = [package, *path.with_suffix("").parts[1:]]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def import_nodes(
    node: ast.AST, late: bool = False, typing: bool = False
) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool, bool]]:
    """Yield the import statements under *node*, and whether each is in a function or for type checkers."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, late, typing
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        checked = isinstance(child, ast.If) and ast.unparse(child.test).endswith("TYPE_CHECKING")
        yield from import_nodes(child, late or inside, typing or checked)


def names_in(node: ast.Import | ast.ImportFrom, where: list[str]) -> list[str]:
    """Return the full names that a statement in the package *where* imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    start = where[: len(where) - node.level + 1] if node.level else []
    origin = [*start, *filter(None, [node.module])]
    return [".".join([*origin, alias.name]) for alias in node.names]


def given_names(tree: ast.Module, where: list[str]) -> Iterator[str]:
    """Yield the full names of what an `__init__.py` defines or imports, other than modules of its own."""
    for child in tree.body:
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield ".".join([*where, child.name])
    for node, _, _ in import_nodes(tree):
        for alias, full in zip(node.names, names_in(node, where), strict=True):
            local = ".".join([*where, alias.asname or alias.name])
            if local != full:
                yield local
