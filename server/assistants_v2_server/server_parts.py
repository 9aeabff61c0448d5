"""What a server is made of between its database and its requests: made when it opens, and again after a fork.

`server` is the user. It says what there is to work with (`Given`), and lets the parts work with each other.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from .builtin_tools import BuiltinTools
from .models import Model, list_hosted_tools
from .naming_models import list_models_apart
from .runs.admission import Admission
from .runs.executors import DEFAULT_WORKERS, REMOTE_STORE_THREADS, Executor, LoopExecutor
from .runs.feed import Feed
from .runs.hands import Hands, Works
from .runs.images import ImageShelf
from .runs.ownership import Ownership
from .runs.worker import Worker
from .service import Context
from .service.indexing import IndexedElsewhere, Indexing
from .store import (
    Contents,
    Database,
    Durability,
    FileLimits,
    Housekeeping,
    NewId,
    choose_folder,
    describe_failure,
)
from .store.content_places import describe_misplaced
from .store.membership import Membership
from .workshop import ToolOptions, Workshop

if TYPE_CHECKING:
    from .elsewhere.places import Elsewhere
    from .elsewhere.upstreams import Upstream
    from .sharing import Sharing

_LOG = logging.getLogger(__name__)


class Given(Struct, frozen=True, kw_only=True):
    """What a server was given, as `Server` explains it.

    Attributes:
        database: Where everything is kept.
        durability: What of the acknowledged writes survives.
        files_folder: Where the bytes of files are; None for in the database.
        file_limits: How large files may be.
        model: Where answers come from.
        executor: Where runs are worked on.
        works: Which runs are worked on.
        migrate: Whether tables are made, or brought to the current schema.
        clock: Returns the time in unix seconds.
        max_turns: Model turns after which a run fails.
        max_queued: How many runs may wait; None for as many as end in time.
        tells_endpoint: Whether runs may name the host of the model endpoint.
        tools: Built-in tools of the program's own; None for those of the options.
        tool_options: What built-in tools are made of.
        forward: Another server that has files, vector stores, uploads and models; None for none.
        vector_stores: Another server that has vector stores; None for that of *forward*.
    """

    database: Database
    durability: Durability
    files_folder: Path | None
    file_limits: FileLimits
    model: Model
    executor: Executor
    works: Works
    migrate: bool
    clock: Callable[[], float]
    max_turns: int
    max_queued: int | None
    tells_endpoint: bool
    tools: BuiltinTools | None
    tool_options: ToolOptions
    forward: Upstream | None
    vector_stores: Upstream | None

    def now(self) -> int:
        """Return the time in whole unix seconds."""
        return int(self.clock())


def open_database(
    path: str | os.PathLike[str],
    files_folder: str | os.PathLike[str] | None,
    *,
    migrate: bool,
    durability: Durability,
    ids: NewId,
) -> tuple[Database, Path | None]:
    """Open the database of a server; return it, and the folder for the bytes of files, None for none.

    Raises:
        DatabaseRefused: One of them cannot be used.
        ValueError: There is no such durability.
    """
    database = Database(path, migrate=migrate, durability=durability, ids=ids)
    try:
        return database, choose_folder(database, files_folder)
    except BaseException:
        database.close()
        raise


class ServerParts:
    """The parts, at work from now on.

    Args:
        given: What there is to work with.

    Attributes:
        hands: Work on runs.
        context: What operations work with.
        elsewhere: What is on other servers; None if nothing is.
    """

    def __init__(self, given: Given) -> None:
        self._given = given
        database, now = given.database, given.now
        if database.address is not None and isinstance(given.executor, LoopExecutor):
            given.executor.store_threads = REMOTE_STORE_THREADS
        self._membership = Membership(database, given.clock)
        self._membership.join()
        try:
            self._sharing = None if given.works == "own" else _open_sharing(given, self._membership)
        except BaseException:
            with suppress(Exception):  # else it counts as present for a while
                self._membership.leave()
            raise
        if database.address is not None:
            _warn_of_misplaced(database, given.files_folder)
        ownership = Ownership(database, given.clock)
        relay = None if self._sharing is None else self._sharing.relay
        feed = Feed(database, now, given.executor.list_in_hand, relay)
        self.elsewhere = _open_elsewhere(given)
        contents = Contents(database, given.files_folder, given.file_limits, given.durability, now)
        files_there = None if self.elsewhere is None else self.elsewhere.files
        self._workshop = Workshop(database, contents, ownership, now, given.tool_options, self.elsewhere)
        hosted = list_hosted_tools(given.model, has_its_files_there=_has_files_there(given))
        tools = replace(given.tools or self._workshop.tools, hosted=hosted)
        self._housekeeping = Housekeeping(database, contents, now)
        worker = Worker(
            database,
            given.model,
            ownership,
            feed,
            now,
            given.max_turns,
            show_images=ImageShelf(database, contents, now, files_there).show_images,
            tools=tools,
            tells_endpoint=given.tells_endpoint,
        )
        self.hands = Hands(
            database,
            worker,
            given.executor,
            ownership,
            feed,
            now,
            self._tidy,
            self._attend,
            works=given.works,
            queue=None if self._sharing is None else self._sharing.queue,
        )
        self.context = Context(
            database,
            now,
            self.hands,
            Admission(database, given.clock, self.hands.line, given.max_queued),
            tools,
            contents,
            self._housekeeping,
            self._choose_indexing(),
            self._workshop,
            partial(list_models_apart, given.model),
            self.elsewhere,
        )
        if not database.is_memory:
            self.hands.sweeper.start()
        if self._sharing is not None:
            self._sharing.begin(self.hands, _count_workers(given))

    def index_with(self, indexing: Indexing) -> None:
        """Have the files of vector stores made searchable by something else from now on."""
        self.context = replace(self.context, indexing=indexing)

    def count_jobs(self, connection: Connection) -> dict[str, int] | None:
        """Return how many jobs there are, by status; None where there are none."""
        return None if self._sharing is None else self._sharing.queue.count(connection)

    def stop_taking(self) -> None:
        """Leave to other servers what nobody has begun; what is in hand goes on."""
        if self._sharing is not None:
            self._sharing.stop_taking()

    def close(self) -> None:
        """Close all parts, and what the server was given."""
        for close in (
            self.stop_taking,
            self.hands.close,
            self._close_sharing,
            self.context.indexing.close,
            self._workshop.close,
            *([] if self.elsewhere is None else [self.elsewhere.close]),
            self._given.model.close,
            self._membership.leave,
            self._given.database.close,
        ):
            try:
                close()
            except Exception as error:  # noqa: BLE001  the rest is to be closed all the same
                _LOG.warning("the server was not closed in order: %s", describe_failure(error))

    def _close_sharing(self) -> None:
        if self._sharing is not None:
            self._sharing.close()

    def _choose_indexing(self) -> Indexing:
        if self._given.works == "none" and self._sharing is not None:
            return IndexedElsewhere(self._sharing.relay.tell_files)
        return self._workshop.indexing

    def _tidy(self) -> None:
        """Look after what is no run, for all servers."""
        self._membership.renew()
        self._housekeeping.sweep()
        if self._sharing is None:
            self.context.indexing.sweep()

    def _attend(self) -> None:
        """Look after what this server has in hand beside runs."""
        self._membership.renew()
        self.context.indexing.sweep()


def _warn_of_misplaced(database: Database, folder: Path | None) -> None:
    """Warn if other servers on a database keep the bytes of files elsewhere than this one will."""
    try:
        with database.read() as connection:
            said = describe_misplaced(connection, folder)
    except Exception as error:  # noqa: BLE001  a server that cannot look now may work all the same
        said = f"nobody looked whether bytes of files are where they should be: {describe_failure(error)}"
    if said is not None:
        _LOG.warning("%s: %s", database.place, said)


def _has_files_there(given: Given) -> bool:
    """Say whether the files are at the model's endpoint, so that its tools find them by their ids."""
    url = getattr(given.model, "url", None)
    return given.forward is not None and isinstance(url, str) and given.forward.is_beside(url)


def _open_elsewhere(given: Given) -> Elsewhere | None:
    if given.forward is None and given.vector_stores is None:
        return None
    from .elsewhere.places import Elsewhere  # late: most servers have everything themselves

    return Elsewhere(given.database, given.forward, given.vector_stores)


def _open_sharing(given: Given, membership: Membership) -> Sharing:
    from .sharing import Sharing  # late: it brings jobs, which only PostgreSQL has

    return Sharing(given.database, migrate=given.migrate, is_behind=membership.is_behind)


def _count_workers(given: Given) -> int:
    """Return how many runs are worked on at the same time."""
    if given.works == "none":
        return 0
    return given.executor.workers if isinstance(given.executor, LoopExecutor) else DEFAULT_WORKERS
