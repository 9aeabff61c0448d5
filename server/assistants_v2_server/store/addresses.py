"""Addresses of PostgreSQL databases, as users write them: which are such, and what is in them. Pure.

An address is what PostgreSQL's own programs take, with options of ours in its query. It may hold a password,
so nothing but `Address.shown` may be told to anybody. `database` and the command are the users.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from attrs import field, frozen

from .troubles import DatabaseRefused

POOL_SIZE = 20
"""Connections that one process has at most."""

PREPARE_THRESHOLD = 5
"""How often a statement is executed before PostgreSQL is asked to remember its plan."""

ANSWER_TIMEOUT = 30.0
"""Seconds after which a connection is given up on which nothing comes, though something was asked for.

As long as it takes to notice a machine that is gone. A statement of a server takes milliseconds; it waits for
others for `transactions.LONGEST_WAIT`. And what it belonged to has been ended by PostgreSQL long since
(`postgres.LONGEST_IDLE`), so that what became of it can be found out.
"""

_SHORTEST_TIMEOUT = 0.1
"""Seconds that it has to be at least: nobody looks more often."""

_SCHEME = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://", re.IGNORECASE)
"""How an address begins."""

_PARTS = re.compile(
    r"(?P<before>(?:(?P<user>[^:@/]*)(?::[^@/]*)?@)?(?P<hosts>[^/?]*)(?:/(?P<name>[^?]*))?)(?:\?(?P<query>.*))?",
    re.DOTALL,
)
"""What stands behind that, divided as PostgreSQL's library does it: a password may have a `?` or a `#`."""

_HOST = re.compile(r"(?:\[[^\[\]@]*\]|[^\[\]@:#]*)(?::\d*)?")
"""One of its hosts: a name, a number, or a folder as `%2Frun%2Fpostgresql`."""

HOW_TO_WRITE = (
    "write it as postgresql://user:password@host:5432/database?sslmode=require, "
    "with %25 for %, %40 for @ and %2F for / in user and password"
)
"""What to do about an address that cannot be read, as the end of a sentence."""

_NUMBER = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")


@frozen(kw_only=True)
class Address:
    """What an address says.

    Attributes:
        conninfo: What PostgreSQL's own library is given, the password included.
        shown: What may be told: without a password, and without options that could hold one.
        names: The options in it that are PostgreSQL's, by name.
        schema: Where the tables are; None for where the user's are by default.
        pool_size: How many connections one process has at most.
        prepare_threshold: How often a statement is executed before it is prepared; None for never.
        answer_timeout: Seconds after which a connection is given up on which nothing comes, though something
            was asked for; None for never.
    """

    conninfo: str = field(repr=False)
    shown: str
    names: tuple[str, ...] = ()
    schema: str | None = None
    pool_size: int = POOL_SIZE
    prepare_threshold: int | None = PREPARE_THRESHOLD
    answer_timeout: float | None = ANSWER_TIMEOUT


def is_address(place: str | os.PathLike[str]) -> bool:
    """Say whether what names a database is the address of a PostgreSQL one."""
    return _SCHEME.match(os.fsdecode(place)) is not None


def show_place(place: str | os.PathLike[str]) -> str:
    """Return what names a database as people may read it: a path as it is, an address without password."""
    text = os.fsdecode(place)
    return _show(_divide(text)) if is_address(text) else text


def read_address(place: str) -> Address:
    """Return what an address says.

    Raises:
        DatabaseRefused: It cannot be read, or an option of ours has a value that cannot be used.
    """
    parts = _divide(place)
    if parts is None:
        raise DatabaseRefused(f"the address of the database cannot be read: {HOW_TO_WRITE}.")
    given = [option.partition("=") for option in (parts["query"] or "").split("&") if option]
    ours = {name: unquote(value) for name, _, value in given if name in _OPTIONS}
    theirs = [(name, equals, value) for name, equals, value in given if name not in _OPTIONS]
    query = "&".join(map("".join, theirs))
    options: dict[str, Any] = {name: _read_option(name, value) for name, value in ours.items()}
    return Address(
        conninfo=f"postgresql://{parts['before']}" + (f"?{query}" if query else ""),
        shown=_show(parts),
        names=tuple(name for name, _, _ in theirs),
        **options,
    )


def _divide(place: str) -> re.Match[str] | None:
    """Return the parts of an address; None if signs stand in it that only a password can have brought there.

    What of such a one is the password cannot be told, so nothing of it may be shown.
    """
    found = _PARTS.fullmatch(_SCHEME.sub("", place, count=1))
    if found is None or "@" in (found["name"] or ""):
        return None
    return found if all(map(_HOST.fullmatch, found["hosts"].split(","))) else None


def _show(parts: re.Match[str] | None) -> str:
    if parts is None:
        return "postgresql://..."
    user = "" if parts["user"] is None else f"{parts['user']}@"
    name = "" if parts["name"] is None else f"/{parts['name']}"
    return f"postgresql://{user}{parts['hosts']}{name}"


def _read_option(name: str, value: str) -> object:
    try:
        return _OPTIONS[name](value)
    except ValueError as error:
        raise DatabaseRefused(f"the address of the database has {name}={value!r}: {error}.") from None


def _read_schema(value: str) -> str:
    if not value or "\0" in value:
        raise ValueError("name a schema")
    return value


def _read_pool_size(value: str) -> int:
    if not value.isascii() or not value.isdigit() or int(value) < 2:
        raise ValueError("it takes a whole number of connections, 2 or more")
    return int(value)


def _read_threshold(value: str) -> int | None:
    if value == "none":
        return None
    if not value.isascii() or not value.isdigit():
        raise ValueError("it takes how often a statement is executed before it is prepared, or none")
    return int(value)


def _read_seconds(value: str) -> float | None:
    if value == "none":
        return None
    if not _NUMBER.fullmatch(value) or (seconds := float(value)) < _SHORTEST_TIMEOUT:
        raise ValueError(f"it takes seconds, {_SHORTEST_TIMEOUT} or more, or none")
    return seconds


_OPTIONS: dict[str, Callable[[str], object]] = {
    "schema": _read_schema,
    "pool_size": _read_pool_size,
    "prepare_threshold": _read_threshold,
    "answer_timeout": _read_seconds,
}
"""The options that are ours, and how each is read; all others are PostgreSQL's."""
