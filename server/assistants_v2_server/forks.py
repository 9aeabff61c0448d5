"""Tells the servers of this process when it was forked: the threads of the parent are not in the child."""

from __future__ import annotations

import os
from typing import Protocol
from weakref import WeakSet


class Forked(Protocol):
    """What has to know of forks."""

    def note_fork(self) -> None:
        """Note, in a forked process, that what is open belongs to the parent."""
        ...


_OPEN: WeakSet[Forked] = WeakSet()
"""Those that are open."""


def note_open(server: Forked) -> None:
    """Note a server that has to know of forks from now on."""
    _OPEN.add(server)


def note_closed(server: Forked) -> None:
    """Note that a server has to know of forks no more."""
    _OPEN.discard(server)


def _note_forks() -> None:
    for server in [*_OPEN]:
        server.note_fork()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_note_forks)
