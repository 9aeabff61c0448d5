"""The names that files have in a session: what callers call them is data, and never a path. Pure.

`sessions` puts files under these names, `runs` tells them to the model, and `sandbox` names what cells have
written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

LONGEST_NAME = 120
"""Bytes that a name may have: file systems take 255, and numbers are added."""

_NAMELESS = "file"
"""What a file is called whose name has nothing that can be kept."""

_FORBIDDEN = set('/\\:*?"<>|')
"""Characters that are none of a name on some system."""


def make_safe(name: str) -> str:
    """Return a name that is one component of a path on every system, and looks like what it is.

    Of a path it is the last component. Characters that are invisible, that change the direction of writing,
    or that look like a slash once they are normalised become an underscore.
    """
    plain = re.split(r"[/\\]", unicodedata.normalize("NFKC", name))[-1]
    kept = "".join(character if _is_plain(character) else "_" for character in plain)
    return _shorten(kept.strip(" .").lstrip("-")) or _NAMELESS


def name_files(files: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return the names that files have in a session, by id.

    Args:
        files: Ids and what callers call them. Of those with the same name the later ones get a number, so
            that a list which only grows gives the same names again.
    """
    names: dict[str, str] = {}
    taken: set[str] = set()
    for file_id, name in files:
        if file_id not in names:
            names[file_id] = _number(make_safe(name), taken)
            taken.add(names[file_id].casefold())
    return names


def _is_plain(character: str) -> bool:
    return character == " " or (
        character not in _FORBIDDEN and unicodedata.category(character)[0] not in "CZ"
    )


def _shorten(name: str) -> str:
    """Return a name of at most `LONGEST_NAME` bytes that ends as before."""
    if len(name.encode()) <= LONGEST_NAME:
        return name
    stem, dot, ending = name.rpartition(".")
    ending = dot + ending if stem and len(ending.encode()) < LONGEST_NAME // 4 else ""
    room = LONGEST_NAME - len(ending.encode())
    return name.encode()[:room].decode(errors="ignore") + ending


def _number(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    number, numbered = 1, name
    while numbered.casefold() in taken:
        number += 1
        numbered = f"{stem}-{number}{dot}{ending}"
    return numbered
