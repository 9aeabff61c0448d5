"""Addresses of PostgreSQL databases, as users write them: which are such, and what is in them. Pure.

An address is what PostgreSQL's own programs take, with options of ours in its query. It may hold a password,
so nothing but `Address.shown` may be told to anybody. `database` and the command are the users.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit

from attrs import field, frozen

from .troubles import DatabaseRefused

POOL_SIZE = 20
"""Connections that one process has at most."""

PREPARE_THRESHOLD = 5
"""How often a statement is executed before PostgreSQL is asked to remember its plan."""

_SCHEME = re.compile(r"postgres(?:ql)?(?:\+psycopg)?://", re.IGNORECASE)
"""How an address begins."""


@frozen(kw_only=True)
class Address:
    """What an address says.

    Attributes:
        conninfo: What PostgreSQL's own library is given, the password included.
        shown: What may be told: without a password, and without options that could hold one.
        schema: Where the tables are; None for where the user's are by default.
        pool_size: How many connections one process has at most.
        prepare_threshold: How often a statement is executed before it is prepared; None for never.
    """

    conninfo: str = field(repr=False)
    shown: str
    schema: str | None = None
    pool_size: int = POOL_SIZE
    prepare_threshold: int | None = PREPARE_THRESHOLD


def is_address(place: str | os.PathLike[str]) -> bool:
    """Say whether what names a database is the address of a PostgreSQL one."""
    return _SCHEME.match(os.fsdecode(place)) is not None


def show_place(place: str | os.PathLike[str]) -> str:
    """Return what names a database as people may read it: a path as it is, an address without password."""
    text = os.fsdecode(place)
    return _show(text) if is_address(text) else text


def read_address(place: str) -> Address:
    """Return what an address says.

    Raises:
        DatabaseRefused: An option of ours has a value that cannot be used.
    """
    text = _SCHEME.sub("postgresql://", place, count=1)
    parts = urlsplit(text)
    given = parse_qsl(parts.query, keep_blank_values=True)
    ours, theirs = dict[str, str](), list[tuple[str, str]]()
    for name, value in given:
        if name in _OPTIONS:
            ours[name] = value
        else:
            theirs.append((name, value))
    query = "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in theirs)
    conninfo = text.partition("?")[0] + (f"?{query}" if query else "")
    options: dict[str, Any] = {name: _read_option(name, value) for name, value in ours.items()}
    return Address(conninfo=conninfo, shown=_show(text), **options)


def _show(text: str) -> str:
    rest = _SCHEME.sub("", text, count=1).partition("?")[0]
    login, at, place = rest.rpartition("@")
    user = login.partition(":")[0]
    return f"postgresql://{user}{at}{place}"


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


_OPTIONS: dict[str, Callable[[str], object]] = {
    "schema": _read_schema,
    "pool_size": _read_pool_size,
    "prepare_threshold": _read_threshold,
}
"""The options that are ours, and how each is read; all others are PostgreSQL's."""
