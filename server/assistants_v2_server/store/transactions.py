"""What transactions of every kind of database have in common: who waits how long, and what is done after one.

`sqlite_transactions` and `postgres_transactions` are the two kinds, of which `database` chooses one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Protocol

from msgspec import Struct
from sqlalchemy import Connection

from .addresses import Address

LONGEST_WAIT = 5.0
"""Seconds a transaction waits at most: for another process that writes, or for a server that is away."""

SHORTEST_WAIT = 0.1
"""Seconds that a transaction waits for another process at least, which may only be about to end its own."""


class Wait(Struct, frozen=True):
    """For what a transaction may wait.

    Attributes:
        since: The time since when its turn is waited for, by `time.monotonic`.
        until: When nobody listens any more; None for as long as it takes.
    """

    since: float
    until: float | None

    def seconds_left(self) -> float:
        """Return how long to wait for others, from now on."""
        return LONGEST_WAIT if self.until is None else max(SHORTEST_WAIT, self.until - time.monotonic())


class Commits(Struct):
    """Whether anything was committed that must not be done twice."""

    any: bool = False


_WAIT: ContextVar[Wait | None] = ContextVar("assistants_v2_wait", default=None)
_COMMITS: ContextVar[Commits | None] = ContextVar("assistants_v2_commits", default=None)

_AFTER: dict[int, list[Callable[[], object]]] = {}
"""What is to be called after transactions, by the ids of their connections."""


class Transactions(Protocol):
    """The transactions of one kind of database; `Database` says what each is for."""

    @property
    def path(self) -> Path | None:
        """Return the file; None where there is none."""
        ...

    @property
    def is_memory(self) -> bool:
        """Say whether nobody else can have this database open, and it ends with the process."""
        ...

    @property
    def address(self) -> Address | None:
        """Return the address of a PostgreSQL database; None of any other."""
        ...

    @property
    def place(self) -> str:
        """Return what the database is called where people read it, without a password."""
        ...

    def read(self) -> AbstractContextManager[Connection]:
        """Open a transaction that sees one state and changes nothing."""
        ...

    def read_once(self) -> AbstractContextManager[Connection]:
        """Open what a single statement needs."""
        ...

    def write(self, *, may_be_lost: bool, may_repeat: bool) -> AbstractContextManager[Connection]:
        """Open a transaction that may write."""
        ...

    def read_time(self, connection: Connection, clock: Callable[[], float]) -> float:
        """Return the time by which leases run."""
        ...

    def renew(self) -> None:
        """Begin anew in a process that was forked."""
        ...

    def close(self) -> None:
        """Close every connection."""
        ...


@contextmanager
def waiting_since(moment: float, at_most: float | None = None) -> Generator[None]:
    """Have the writing transactions of a block know since when their turn was waited for.

    A door may have let a request wait before it began one. If the database was found locked meanwhile, it is
    not waited for anew.

    Args:
        moment: The time, by `time.monotonic`.
        at_most: Seconds after which nobody listens any more. None, the default, and more than what
            transactions wait in any case change nothing.
    """
    until = None if at_most is None or at_most >= LONGEST_WAIT else moment + at_most
    token = _WAIT.set(Wait(moment, until))
    try:
        yield
    finally:
        _WAIT.reset(token)


def get_wait() -> Wait:
    """Return for what a transaction may wait that begins now."""
    return _WAIT.get() or Wait(time.monotonic(), None)


@contextmanager
def noting_commits() -> Generator[Commits]:
    """Note whether the block commits anything that must not be done twice."""
    commits = Commits()
    token = _COMMITS.set(commits)
    try:
        yield commits
    finally:
        _COMMITS.reset(token)


def note_commit() -> None:
    """Note that something was committed that must not be done twice."""
    commits = _COMMITS.get()
    if commits is not None:
        commits.any = True


def call_after(connection: Connection, call: Callable[[], object]) -> None:
    """Have something called once a writing transaction is committed; not if it is rolled back."""
    _AFTER.setdefault(id(connection), []).append(call)


def take_calls(connection: Connection) -> Sequence[Callable[[], object]]:
    """Return what is to be called after a transaction, which is nobody's concern any more."""
    return _AFTER.pop(id(connection), ()) if _AFTER else ()
