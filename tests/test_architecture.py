"""Who may know whom: the arrows between the packages, and between the rooms of each."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen

ROOT = Path(__file__).parents[1]
PACKAGES = {
    "assistants_v2_raw": ROOT / "generated" / "assistants_v2_raw",
    "assistants_v2": ROOT / "ergonomic" / "assistants_v2",
    "assistants_v2_server": ROOT / "server" / "assistants_v2_server",
}

ROOMS = ("errors", "tools", "rules", "flows", "io", "resources", "client", "", "cli")
"""The rooms of the ergonomic layer; each may know those before it. The nameless one is the package itself."""

SERVER_ROOMS = (
    {"lifecycle", "tracing"},
    {"store"},
    {"requests", "models"},
    {"service", "runs"},
    {"server"},
    {"transport", "app"},
)
"""The rooms of the server, in groups; each may know its own group and those before it."""

WAITING = {
    "anyio",
    "asyncio",
    "concurrent",
    "httpx",
    "random",
    "secrets",
    "threading",
    "time",
    "trio",
    "uuid",
}
OUTSIDE = WAITING | {"os", "pathlib", "select", "selectors", "socket", "ssl", "subprocess", "tempfile"}
"""What makes an outcome depend on the world."""


@frozen
class Import:
    """One imported name, and where it is imported."""

    importer: str
    name: str
    late: bool
    typing: bool

    @property
    def room(self) -> str:
        return room_of(self.importer)

    def __str__(self) -> str:
        return f"{self.importer} imports {self.name}"


def room_of(module: str) -> str:
    """Return the part of a package that a module belongs to."""
    return [*module.split("."), ""][1]


def imports_of(package: str) -> list[Import]:
    """Return every import of a package."""
    folder = PACKAGES[package]
    found = []
    for path in sorted(folder.rglob("*.py")):
        parts = [package, *path.relative_to(folder).with_suffix("").parts]
        where = parts[:-1]
        module = ".".join(where if parts[-1] == "__init__" else parts)
        found += [
            Import(module, name, late, typing)
            for node, late, typing in import_nodes(ast.parse(path.read_text(encoding="utf-8")))
            for name in names_in(node, where)
        ]
    return found


def import_nodes(
    node: ast.AST, late: bool = False, typing: bool = False
) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool, bool]]:
    """Yield the import statements under *node*, and whether each is in a function or for type checkers."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, late, typing
        inside = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
        checked = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
        yield from import_nodes(child, late or inside, typing or checked)


def names_in(node: ast.Import | ast.ImportFrom, where: list[str]) -> list[str]:
    """Return the full names that a statement in the package *where* imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    start = where[: len(where) - node.level + 1] if node.level else []
    origin = [*start, *filter(None, [node.module])]
    return [".".join([*origin, alias.name]) for alias in node.names]


RAW, ERGONOMIC, SERVER = (imports_of(package) for package in PACKAGES)


def of(package: str, imports: list[Import]) -> list[Import]:
    """Return those imports that are from a package."""
    return [each for each in imports if each.name.split(".")[0] == package]


def told(imports: list[Import]) -> list[str]:
    """Return imports as sentences."""
    return [str(each) for each in imports]


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_is_read_whole(package: str) -> None:
    """The walk finds the package's modules, and so does not pass for want of any."""
    assert len({each.importer for each in imports_of(package)}) > 10


def test_the_raw_client_knows_nothing_of_ours() -> None:
    """The generated package can be used by itself."""
    assert [] == told([*of("assistants_v2", RAW), *of("assistants_v2_server", RAW)])


def test_the_server_does_not_know_the_ergonomic_layer() -> None:
    """The server can be installed and served without the client."""
    assert [] == told(of("assistants_v2", SERVER))


def test_only_client_and_cli_know_the_server_and_late() -> None:
    """Whoever has a server elsewhere loads nothing of ours."""
    wrong = [
        each
        for each in of("assistants_v2_server", ERGONOMIC)
        if each.room not in ("client", "cli") or not (each.late or each.typing)
    ]
    assert [] == told(wrong)


def test_rooms_know_only_those_before_them() -> None:
    """Errors, rules, flows, io, resources, client, command line: nobody imports from the right."""
    wrong = [
        each
        for each in of("assistants_v2", ERGONOMIC)
        if ROOMS.index(known_room(each.name)) > ROOMS.index(each.room)
    ]
    assert [] == told(wrong)


def known_room(name: str) -> str:
    """Return the room of an imported name; what is no room is a name of the package itself."""
    room = room_of(name)
    return room if room in ROOMS else ""


def test_io_knows_of_workflows_only_the_port() -> None:
    """The ports answer workflows, and do not run them; the ledger is only handed to them."""
    flows = [each for each in of("assistants_v2", ERGONOMIC) if known_room(each.name) == "flows"]
    known = (".flows.port.", ".flows.ledger.Ledger")
    assert [] == told([e for e in flows if e.room == "io" and not any(name in e.name for name in known)])


def test_waiting_and_sending_are_at_home_in_io() -> None:
    """HTTP, clocks, threads, event loops and chance are elsewhere at most named in types.

    The command line measures time; the client reads the environment.
    """
    allowed = {("cli", "time"), ("client", "os")}
    wrong = [
        each
        for each in ERGONOMIC
        if each.room != "io"
        and (module := each.name.split(".")[0]) in OUTSIDE
        and (each.room, module) not in allowed
        and not (each.typing and each.room in ("client", "cli"))
    ]
    assert [] == told(wrong)


def test_the_life_cycle_is_pure() -> None:
    """The server's state machine knows neither the world nor a database."""
    wrong = [
        each
        for each in SERVER
        if each.room == "lifecycle" and each.name.split(".")[0] in OUTSIDE | {"sqlalchemy", "starlette"}
    ]
    assert [] == told(wrong)


def test_rooms_of_the_server_know_only_those_before_them() -> None:
    """Life cycle, store and models, service and executor, the doors: nobody imports from the right."""
    rank = {room: number for number, rooms in enumerate(SERVER_ROOMS) for room in rooms}
    wrong = [
        each
        for each in of("assistants_v2_server", SERVER)
        if each.room in rank and rank.get(room_of(each.name), 0) > rank[each.room]
    ]
    assert [] == told(wrong)


@pytest.mark.parametrize(
    ("home", "library"), [("app", "starlette"), ("app", "uvicorn"), ("transport", "httpx")]
)
def test_the_doors_keep_their_libraries_to_themselves(home: str, library: str) -> None:
    """HTTP is spoken at the doors; models that ask an endpoint are clients of their own."""
    assert [] == told([each for each in of(library, SERVER) if each.room not in (home, "models")])
