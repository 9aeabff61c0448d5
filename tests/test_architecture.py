"""Who may know whom: the arrows between the packages, and between the rooms of each."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from .architecture.imports import Import, Package, read_package, room_of
from .architecture.rules import file_of, find_circles, find_climbing, find_unranked, from_package
from .architecture.values import find_mixed_classes, find_plain_classes

ROOMS = (
    {"errors"},
    {"tools"},
    {"rules", "types"},
    {"flows"},
    {"io"},
    {"observers"},
    {"resources", "tracing"},
    {"embedded"},
    {"client"},
    {"history", "testing"},
    {""},
    {"openai", "cli"},
    {"__main__"},
)
"""The rooms of the ergonomic layer, in groups; each may know its own group and those before it.

The nameless one is the package itself.
"""

SERVER_ROOMS = (
    {
        "lifecycle",
        "exception_traces",
        "extras",
        "encoding",
        "stacks",
        "sse",
        "late",
        "handing_over",
        "seeing_through",
        "clocks",
    },
    {"store"},
    {"requests", "models", "rendering", "builtin_tools", "observers", "elsewhere", "jobs"},
    {"service", "runs", "history", "tracing"},
    {
        "answering",
        "answers",
        "failures",
        "forks",
        "given_options",
        "naming_models",
        "examination",
        "receiving",
        "server",
        "server_parts",
        "sharing",
        "surveying",
        "workshop",
    },
    {"shared", "threads"},
    {"transport", "app", "door", "faults", "ui"},
    {""},
)
"""The rooms of the server, in the same way."""

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

ROOT = Path(__file__).parents[1]
RAW = read_package("assistants_v2_raw", ROOT / "generated" / "assistants_v2_raw")
COMPANIONS = read_package("assistants_v2_companions_raw", ROOT / "generated" / "assistants_v2_companions_raw")
TRANSCRIPTS = read_package("assistants_v2_transcripts", ROOT / "transcripts" / "assistants_v2_transcripts")
ERGONOMIC = read_package("assistants_v2", ROOT / "ergonomic" / "assistants_v2")
SERVER = read_package("assistants_v2_server", ROOT / "server" / "assistants_v2_server")
PACKAGES = [RAW, COMPANIONS, TRANSCRIPTS, ERGONOMIC, SERVER]
RANKED = pytest.mark.parametrize(
    ("package", "rooms"),
    [pytest.param(ERGONOMIC, ROOMS, id="ergonomic"), pytest.param(SERVER, SERVER_ROOMS, id="server")],
)


def known_from(package: Package, importer: Package) -> list[str]:
    """Return what *importer* imports from *package*, as sentences."""
    return sentences(from_package(package.name, importer.imports))


def sentences(imports: list[Import]) -> list[str]:
    """Return imports as sentences."""
    return [str(item) for item in imports]


@pytest.mark.parametrize(
    "package", [RAW, COMPANIONS, TRANSCRIPTS, ERGONOMIC, SERVER], ids=lambda package: package.name
)
def test_a_package_is_read_whole(package: Package) -> None:
    """The walk finds the package's modules, and so does not pass for want of any."""
    assert len({item.importer for item in package.imports}) > 10


def test_transcripts_are_pure_and_know_the_objects_only() -> None:
    """Client and server may both use them, and only the pages read anything, their templates."""
    assert [] == known_from(ERGONOMIC, TRANSCRIPTS) + known_from(SERVER, TRANSCRIPTS)
    outside = [item for item in TRANSCRIPTS.imports if item.name.split(".")[0] in OUTSIDE]
    assert {f"{TRANSCRIPTS.name}.pages.places"} == {item.importer for item in outside}


def test_pages_are_loaded_with_jinja_and_not_before() -> None:
    """Whoever is never asked for a page needs no templates, and a client that writes text neither."""
    assert ["jinja2.ChainableUndefined", "jinja2.Environment", "jinja2.FileSystemLoader"] == [
        item.name for package in PACKAGES for item in from_package("jinja2", package.imports)
    ]
    at_home = (f"{TRANSCRIPTS.name}.pages", f"{SERVER.name}.ui", f"{ERGONOMIC.name}.history.pages")
    early = [
        str(item)
        for package in PACKAGES
        for item in from_package(TRANSCRIPTS.name, package.imports)
        if ".pages." in item.name and not item.late and not item.typing
        if not item.importer.startswith(at_home)
    ]
    assert [] == early


@pytest.mark.parametrize("raw", [RAW, COMPANIONS], ids=lambda package: package.name)
def test_the_raw_clients_know_nothing_of_ours(raw: Package) -> None:
    """The generated packages can be used by themselves."""
    assert [] == [item for ours in (TRANSCRIPTS, ERGONOMIC, SERVER) for item in known_from(ours, raw)]


def test_the_first_raw_client_does_not_know_the_companions() -> None:
    """The companions take what both have in common from the first, never the other way round."""
    assert [] == known_from(COMPANIONS, RAW)
    shared = {item.name.split(".")[1] for item in from_package(RAW.name, COMPANIONS.imports)}
    assert {"client", "errors", "models", "types"} == shared


def test_the_server_does_not_know_the_ergonomic_layer() -> None:
    """The server can be installed and served without the client."""
    assert [] == known_from(ERGONOMIC, SERVER)


def test_few_rooms_know_the_server_and_late() -> None:
    """Whoever has a server elsewhere loads nothing of ours.

    What an export looks like stands in the server's package, and needs nothing else of it.
    """
    shared = (f"{SERVER.name}.history.layout.", f"{SERVER.name}.history.reading.")
    wrong = [
        item
        for item in from_package(SERVER.name, ERGONOMIC.imports)
        if item.room not in ("embedded", "client", "cli", "history", "testing")
        or not (item.late or item.typing or (item.room == "history" and item.name.startswith(shared)))
    ]
    assert [] == sentences(wrong)


@RANKED
def test_every_room_has_a_rank(package: Package, rooms: tuple[set[str], ...]) -> None:
    """A new file or folder is given its place among the rooms before anything imports it."""
    assert [] == find_unranked(package, rooms)


@RANKED
def test_rooms_know_only_those_before_them(package: Package, rooms: tuple[set[str], ...]) -> None:
    """No room imports from one that comes after it."""
    assert [] == find_climbing(package, rooms)


@pytest.mark.parametrize("package", [TRANSCRIPTS, ERGONOMIC, SERVER], ids=lambda package: package.name)
def test_no_file_imports_itself_through_others(package: Package) -> None:
    """Each file can be read, tested and moved without those that import it."""
    circles = find_circles(package)
    assert not circles, "\n".join(["files import each other in circles:", *circles])


def test_io_knows_of_workflows_only_the_port() -> None:
    """The ports answer workflows, and do not run them; the ledger is only handed to them."""
    flows = f"{ERGONOMIC.name}.flows"
    known = (f"{flows}.port.", f"{flows}.port_values.", f"{flows}.ledger.Ledger")
    wrong = [
        item
        for item in from_package(ERGONOMIC.name, ERGONOMIC.imports)
        if item.room == "io"
        and room_of(file_of(ERGONOMIC, item.name)) == "flows"
        and not item.name.startswith(known)
    ]
    assert [] == sentences(wrong)


def test_waiting_and_sending_are_at_home_in_io() -> None:
    """HTTP, clocks, threads, event loops and chance are elsewhere at most named in types.

    The command line measures time, listens on a port, and reads files of keys; it and the clients read the
    environment. Histories lie in files.
    """
    allowed = {("cli", "time"), ("cli", "socket"), ("cli", "os"), ("cli", "pathlib")}
    allowed |= {("history", "os"), ("history", "pathlib"), ("history", "tempfile")}
    allowed |= {("client", "os"), ("embedded", "os"), ("openai", "os"), ("tracing", "os")}
    wrong = [
        item
        for item in ERGONOMIC.imports
        if item.room != "io"
        and (module := item.name.split(".")[0]) in OUTSIDE
        and (item.room, module) not in allowed
        and not (item.typing and item.room in ("embedded", "client", "cli"))
    ]
    assert [] == sentences(wrong)


def test_the_life_cycle_is_pure() -> None:
    """The server's state machine knows neither the world nor a database."""
    wrong = [
        item
        for item in SERVER.imports
        if item.room == "lifecycle" and item.name.split(".")[0] in OUTSIDE | {"sqlalchemy", "uvicorn"}
    ]
    assert [] == sentences(wrong)


@pytest.mark.parametrize(
    ("home", "library"),
    [("door", "uvicorn"), ("door", "prometheus_client"), ("transport", "httpx"), ("jobs", "pgqueuer")],
)
def test_the_doors_keep_their_libraries_to_themselves(home: str, library: str) -> None:
    """HTTP is spoken at the doors; models that ask an endpoint are clients, and so is what is elsewhere."""
    homes = (home, "models", "elsewhere")
    outside = [item for item in from_package(library, SERVER.imports) if item.room not in homes]
    assert [] == sentences(outside)


@pytest.mark.parametrize("folder", ["transcripts", "ergonomic", "server"])
def test_values_are_structs_unless_they_need_attrs(folder: str) -> None:
    """A Struct is defined in a twentieth of the time, for which whoever starts a program waits."""
    assert {} == find_in_files(folder, find_plain_classes)


@pytest.mark.parametrize("folder", ["transcripts", "ergonomic", "server"])
def test_no_struct_has_a_field_of_attrs(folder: str) -> None:
    """Its default would be what describes the field, which no type checker sees."""
    assert {} == find_in_files(folder, find_mixed_classes)


def find_in_files(folder: str, find: Callable[[str], list[str]]) -> dict[str, list[str]]:
    """Return what is found in the files of a folder, by file."""
    texts = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).rglob("*.py"))}
    found = {str(path.relative_to(ROOT)): find(text) for path, text in texts.items()}
    return {path: names for path, names in found.items() if names}
