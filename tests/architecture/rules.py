"""The rules for the imports of a package: each returns what breaks it, as sentences or as circles."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from graphlib import CycleError, TopologicalSorter

from .imports import Import, Package, room_of

Rooms = Sequence[AbstractSet[str]]
"""The rooms of a package in groups; each may know its own group and those before it."""


def from_package(name: str, imports: list[Import]) -> list[Import]:
    """Return those imports that are from the package *name*."""
    return [item for item in imports if item.name.split(".")[0] == name]


def find_unranked(package: Package, rooms: Rooms) -> list[str]:
    """Return the files that are in no room."""
    known = frozenset().union(*rooms)
    return [
        f"{path} is in the room {room_of(module)!r}, which has no rank"
        for module, path in package.files.items()
        if room_of(module) not in known
    ]


def find_climbing(package: Package, rooms: Rooms) -> list[str]:
    """Return the imports from rooms that come later than the importer's."""
    rank = {room: number for number, group in enumerate(rooms) for room in group}
    return [
        str(item)
        for item in from_package(package.name, package.imports)
        if rank.get(room_of(file_of(package, item.name)), -1) > rank.get(item.room, len(rooms))
    ]


def file_of(package: Package, name: str) -> str:
    """Return the module that is read for an imported name: itself, or the one that it is a name of."""
    if name in package.given:
        return name.rpartition(".")[0]
    while name not in package.files:
        name = name.rpartition(".")[0]
    return name


def find_circles(package: Package) -> list[str]:
    """Return circles of files until every arrow that closes one is named: `a.py -> b.py -> a.py`."""
    imports = from_package(package.name, package.imports)
    arrows = sorted({(item.importer, file_of(package, item.name)) for item in imports})
    circles = []
    while circle := find_circle(arrows):
        circles.append(" -> ".join(str(package.files[module]) for module in circle))
        arrows.remove((circle[0], circle[1]))
    return circles


def find_circle(arrows: list[tuple[str, str]]) -> list[str]:
    """Return modules each of which imports the next, and the last is the first; empty if there are none."""
    sorter = TopologicalSorter[str]()
    for importer, imported in arrows:
        sorter.add(importer, imported)
    try:
        sorter.prepare()
    except CycleError as error:
        return [*reversed(error.args[1])]
    return []
