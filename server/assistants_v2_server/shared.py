"""One server for each database file that this process has open, however many clients use it.

Programs make a client wherever they need one, and each asks for a server on the same file. They share it,
and it is closed with the last of them. `transport` is the user of this file.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from .given_options import check_given
from .models import Model, identify_model
from .runs.executors import Executor
from .server import Server
from .store import Durability, FileLimits, NewId, new_id
from .store.addresses import is_address, show_place

if TYPE_CHECKING:
    from .builtin_tools.interpreters.cells import Interpreter
    from .builtin_tools.interpreters.choosing import InterpreterName
    from .builtin_tools.search.embedders import Embedder
    from .elsewhere.upstreams import Upstream

Identity: TypeAlias = tuple[int, int] | str
"""By what a database is known: what the operating system calls a file, or an address."""

_LOCK = threading.RLock()
_SHARES: dict[Identity, _Share] = {}


class _Share:
    """A server and how many use it."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.users = 0


def open_server(
    path: str | os.PathLike[str],
    model: Model | None,
    executor: Executor | None,
    *,
    migrate: bool,
    durability: Durability,
    files_folder: str | os.PathLike[str] | None = None,
    file_limits: FileLimits | None = None,
    interpreter: Interpreter | InterpreterName = "auto",
    embedder: Embedder | None = None,
    forward: Upstream | None = None,
    vector_stores: Upstream | None = None,
    clock: Callable[[], float] = time.time,
    ids: NewId = new_id,
) -> tuple[Server, Callable[[], None]]:
    """Return a server for a path, and what closes it unless others of this process still use it.

    A file is known by what the operating system calls it, not by its path, and a PostgreSQL database by its
    address. A database in memory is never shared. Options of the database, the clock, the interpreter and the
    embedder, which are as for `Server`, count for whoever opens it first.

    Raises:
        TypeError, ValueError: The model, or an option, is none.
        DatabaseRefused: The file cannot be used.
        ValueError: The file is open in this process with another model, or with other servers beside it.
    """
    check_given(
        model,
        durability=durability,
        interpreter=interpreter,
        embedder=embedder,
        forward=forward,
        vector_stores=vector_stores,
    )
    make = partial(
        Server,
        path,
        model,
        executor,
        migrate=migrate,
        durability=durability,
        files_folder=files_folder,
        file_limits=file_limits,
        interpreter=interpreter,
        embedder=embedder,
        forward=forward,
        vector_stores=vector_stores,
        clock=clock,
        ids=ids,
    )
    if os.fspath(path) == ":memory:":
        server = make()
        return server, server.close
    with _LOCK:
        share = _SHARES.get(_identify(path)) if is_address(path) or Path(path).exists() else None
        if share is None:
            share = _Share(make())
            _SHARES[_identify(path)] = share
        elif model is not None and identify_model(model) != share.server.answerer:
            raise ValueError(
                f"{show_place(path)} is open in this process with another model "
                f"({share.server.answerer}): close that client first, or use the same model."
            )
        elif any(
            given is not None and given not in share.server.upstreams for given in (forward, vector_stores)
        ):
            raise ValueError(
                f"{show_place(path)} is open in this process, and its files are not on the server that "
                "forward or vector_stores names: close that client first, or name the same."
            )
        share.users += 1
        return share.server, _Closing(_identify(path))


class _Closing:
    """Closes a shared server for one user, once."""

    def __init__(self, database: Identity) -> None:
        self._database = database
        self._done = False

    def __call__(self) -> None:
        with _LOCK:
            if self._done:
                return
            self._done = True
            share = _SHARES[self._database]
            share.users -= 1
            if share.users:
                return
            del _SHARES[self._database]
        share.server.close()


def _identify(path: str | os.PathLike[str]) -> Identity:
    if is_address(path):
        return os.fsdecode(path)
    stat = Path(path).stat()
    return stat.st_dev, stat.st_ino
