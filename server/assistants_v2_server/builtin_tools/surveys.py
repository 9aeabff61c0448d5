"""What a run names that may be on another server, and what is found of it there.

`runs` asks before each turn, `elsewhere` looks. Servers that have everything themselves need none of this.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from msgspec import Struct, field


class Named(Struct, frozen=True, kw_only=True):
    """What the built-in tools of a run are to work with, as far as it may be on another server.

    Attributes:
        file_ids: Files that are not here.
        store_ids: Vector stores that are not here.
        most_names: How many names of files in them are wanted, where a model is told of these; 0 for none.
        files_here: Files that are here, for tools that the model's endpoint carries out; none by default.
        stores_here: Such vector stores; none by default.
    """

    file_ids: Sequence[str]
    store_ids: Sequence[str]
    most_names: int
    files_here: Sequence[str] = ()
    stores_here: Sequence[str] = ()


class There(Struct, frozen=True, kw_only=True):
    """What is on another server of what a run names.

    Attributes:
        names: The names of files by their ids.
        searchable: The vector stores that can be searched, with the names of files in them.
        problems: Why others cannot be searched, a sentence each.
        gone: The ids of files and vector stores that are certainly not there: deleted, expired, or here.
    """

    names: Mapping[str, str] = field(default_factory=dict[str, str])
    searchable: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    problems: Mapping[str, str] = field(default_factory=dict[str, str])
    gone: frozenset[str] = frozenset()


class Surveyor(Protocol):
    """Looks at what is on another server."""

    async def look(self, named: Named) -> There:
        """Return what is there; it never raises for a server that does not do its part.

        Args:
            named: What a run names.
        """
        ...
