"""The rules of the architecture fail where they should: shown on small packages that break them."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from .imports import Package, read_package
from .rules import find_circles, find_climbing, find_unranked

ROOMS = ({"errors"}, {"rules", "tools"}, {"client"}, {""})


def write_package(folder: Path, **texts: str) -> Package:
    """Write modules, by their paths without `.py`, into the package `house`, and read it."""
    house = folder / "house"
    for name, text in {"__init__": "", **texts}.items():
        path = house / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return read_package("house", house)


@pytest.mark.parametrize(
    ("name", "room"), [("cellar", "cellar"), ("attic/__init__", "attic"), ("attic/box", "attic")]
)
def test_a_room_without_a_rank_is_found(tmp_path: Path, name: str, room: str) -> None:
    """Modules and folders alike are named by their file, also where nobody imports them."""
    package = write_package(tmp_path, errors="", **{name: ""})
    assert [f"house/{name}.py is in the room {room!r}, which has no rank"] == find_unranked(package, ROOMS)


def test_a_package_without_a_rank_is_found(tmp_path: Path) -> None:
    """The package itself needs a rank like its rooms."""
    assert ["house/__init__.py is in the room '', which has no rank"] == find_unranked(
        write_package(tmp_path), ROOMS[:-1]
    )


@pytest.mark.parametrize(
    "text",
    [
        "from .client import Client",
        "from . import client",
        "import house.client",
        "from house.client import Client",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .client import Client",
        "def connect():\n    from .client import Client",
        "class Late:\n    from .client import Client",
        "from . import __version__",
    ],
)
def test_an_import_from_a_later_room_is_found(tmp_path: Path, text: str) -> None:
    """No way of writing an import hides it: relative, in full, in a function, or for type checkers."""
    package = write_package(tmp_path, rules=text, client="")
    (found,) = find_climbing(package, ROOMS)
    assert found.startswith("house.rules imports house")


def test_imports_from_the_own_group_and_earlier_rooms_are_allowed(tmp_path: Path) -> None:
    """Rooms of one rank may know each other, and everything before them."""
    package = write_package(
        tmp_path,
        errors="import os",
        rules="from .tools import Tool\nfrom .errors import Error",
        tools="",
        client="from .rules import Rule",
        __init__="from .client import Client",
    )
    assert [] == find_climbing(package, ROOMS)


@pytest.mark.parametrize(
    "back",
    [
        "from .a import A",
        "from . import a",
        "import house.a",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from .a import A",
        "import typing\nif typing.TYPE_CHECKING:\n    from .a import A",
        "def late():\n    from .a import A",
        "class Late:\n    async def late(self):\n        import house.a as a",
    ],
)
def test_a_circle_of_files_is_named(tmp_path: Path, back: str) -> None:
    """Imports for type checkers and late imports close a circle as others do."""
    package = write_package(tmp_path, a="from .b import B", b="from .c import C", c=back)
    (circle,) = find_circles(package)
    files = circle.split(" -> ")
    assert {("a", "b"), ("b", "c"), ("c", "a")} == {
        (Path(importer).stem, Path(imported).stem) for importer, imported in pairwise(files)
    }


def test_circles_that_share_files_are_all_named(tmp_path: Path) -> None:
    """Whoever opens one circle does not find the next one only then."""
    package = write_package(tmp_path, a="from . import b, c", b="from . import a", c="from . import a")
    assert 2 == len(find_circles(package))


def test_a_package_may_offer_the_names_of_its_modules(tmp_path: Path) -> None:
    """An `__init__.py` that imports its modules, which import each other in one direction, is no circle."""
    package = write_package(
        tmp_path,
        __init__="from .tools import tool",
        errors="",
        **{
            "tools/__init__": "from .tool import tool\nfrom .call import Call",
            "tools/tool": "from .call import Call",
            "tools/call": "from . import names\nfrom ..errors import Error",
            "tools/names": "",
        },
    )
    assert [] == find_circles(package)


@pytest.mark.parametrize("back", ["from . import Call", "from ..tools import tool", "from .. import tools"])
def test_a_module_that_takes_a_name_from_its_own_package_closes_a_circle(tmp_path: Path, back: str) -> None:
    """The package has to be read first, also where a module has the name that is asked for."""
    package = write_package(
        tmp_path,
        **{
            "tools/__init__": "from .tool import tool\nfrom .call import Call",
            "tools/tool": "",
            "tools/call": back,
        },
    )
    (circle,) = find_circles(package)
    assert {"house/tools/__init__.py", "house/tools/call.py"} == set(circle.split(" -> "))


def test_a_folder_without_a_package_is_not_read(tmp_path: Path) -> None:
    """A mistaken path does not pass for a package without faults."""
    with pytest.raises(FileNotFoundError, match=r"__init__\.py"):
        read_package("house", tmp_path)
