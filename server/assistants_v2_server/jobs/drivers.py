"""How pgqueuer reaches the database: by a transaction of the store, or by connections of its own.

pgqueuer's own drivers do neither. One refuses connections that are in a transaction. The other has the same
connection for statements and for listening, where a statement waits for the next word that is heard, up to a
second.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeAlias

from psycopg import AsyncRawCursor, Connection, Notify, OperationalError, RawCursor, sql
from psycopg.rows import dict_row

from ..exception_traces import format_trace
from ..store.postgres_connections import PatientAsyncConnection, Way

if TYPE_CHECKING:
    from typing import Self

    from pgqueuer.core.tm import TaskManager

Row: TypeAlias = dict[str, object]
Hear: TypeAlias = Callable[[str | bytes | bytearray], None]

_FIRST_PAUSE = 0.05
"""Seconds before the second try to connect."""

_LONGEST_PAUSE = 1.0
"""Seconds between two tries to connect."""

_CONNECT_SECONDS = 10
"""Seconds after which a host that does not answer is tried again."""

_LISTENING = 10.0
"""Seconds after which PostgreSQL is asked whether it is there, on the connection that is listened on."""

_HEARD_WITHIN = 10.0
"""Seconds in which it has to answer that; it has nothing else to do there."""

_LOG = logging.getLogger(__name__)


class TransactionDriver:
    """Executes pgqueuer's statements in a transaction that is open.

    Args:
        connection: The connection of the transaction, as psycopg knows it.
    """

    def __init__(self, connection: Connection[Any]) -> None:
        self._connection = connection

    def fetch(self, query: str, *args: object) -> list[Row]:
        """Return the rows of a statement."""
        cursor = RawCursor(self._connection, row_factory=dict_row)
        return cursor.execute(query.encode(), args or None).fetchall()


class LastingDriver:
    """Executes pgqueuer's statements on a connection, and listens on another; one that dies is replaced.

    A statement whose connection dies is executed again, on the next one: pgqueuer executes none by it that
    may not be done twice. Belongs to one event loop.

    Args:
        way: The way to the database.
        hear: What is called with what is said on further channels, by channel; none by default.

    Attributes:
        shutdown: Set once pgqueuer is to end.
        tm: Its tasks.
    """

    def __init__(self, way: Way, hear: Mapping[str, Hear] | None = None) -> None:
        from pgqueuer.core.tm import TaskManager

        self.shutdown = asyncio.Event()
        self.tm: TaskManager = TaskManager()
        self._way = way
        self._connection: PatientAsyncConnection | None = None
        self._turn = asyncio.Lock()
        self._hear: dict[str, Hear] = dict(hear or {})
        self._listening: asyncio.Task[None] | None = None
        self._is_given_up = self._is_closed = False

    async def fetch(self, query: str, *args: object) -> list[Row]:
        """Return the rows of a statement."""
        return await (await self._execute(query, args)).fetchall()

    async def execute(self, query: str, *args: object) -> str:
        """Execute a statement; return what the database says of it."""
        return (await self._execute(query, args)).statusmessage or ""

    async def notify(self, channel: str, payload: str) -> None:
        """Say something on a channel."""
        await self.execute("SELECT pg_notify($1, $2)", channel, payload)

    async def add_listener(self, channel: str, callback: Hear) -> None:
        """Have a function called with what is said on a channel; return once that is heard."""
        self._hear[channel] = callback
        await self.listen()

    async def listen(self) -> None:
        """Listen on all channels that there are by now; return once they are heard."""
        await self._stop_listening()
        is_heard = asyncio.Event()
        self._listening = asyncio.create_task(self._listen(is_heard))
        await is_heard.wait()

    def give_up(self) -> None:
        """Raise, from now on, what else would be tried again."""
        self._is_given_up = True

    async def close(self) -> None:
        """Close both connections; one that is being opened is closed when it is."""
        self._is_given_up = self._is_closed = True
        await self._stop_listening()
        if self._connection is not None:
            await self._connection.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        """Do nothing: pgqueuer enters a driver twice, and `close` ends it."""

    async def _execute(self, query: str, args: tuple[object, ...]) -> AsyncRawCursor[Row]:
        pause = _FIRST_PAUSE
        while True:
            try:
                async with self._turn:
                    connection = await self._connect()
                    cursor = AsyncRawCursor(connection, row_factory=dict_row)
                    return await cursor.execute(query.encode(), args or None)
            except OperationalError as error:
                if self._is_given_up or not self._is_lost():
                    raise
                _LOG.log(*_tell_loss(error, is_first=pause == _FIRST_PAUSE))
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _connect(self) -> PatientAsyncConnection:
        if self._connection is None or self._connection.closed:
            self._connection = None
            connection = await _connect(self._way)
            if self._is_closed:
                await connection.close()
                raise OperationalError("the driver was closed meanwhile")
            self._connection = connection
        return self._connection

    def _is_lost(self) -> bool:
        return self._connection is None or self._connection.closed

    async def _listen(self, is_heard: asyncio.Event) -> None:
        """Listen on all channels, until this is cancelled."""
        pause = _FIRST_PAUSE
        while True:
            with suppress(OperationalError):
                async with await _connect(self._way) as connection:
                    await self._ask_to_hear(connection)
                    is_heard.set()
                    pause = _FIRST_PAUSE
                    await self._hear_on(connection)
            # What was said meanwhile is found by whoever looks, once a second.
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    async def _hear_on(self, connection: PatientAsyncConnection) -> None:
        """Pass on what is said, until the connection is lost, or PostgreSQL answers no more on it."""
        if connection.answer_timeout is not None:
            connection.answer_timeout = min(_HEARD_WITHIN, connection.answer_timeout)
        while True:
            async for said in connection.notifies(timeout=_LISTENING):
                self._pass_on(said)
            await self._ask_to_hear(connection)  # changes nothing, but has to be answered

    async def _ask_to_hear(self, connection: PatientAsyncConnection) -> None:
        for channel in self._hear:
            await connection.execute(sql.SQL("LISTEN {}").format(sql.Identifier(channel)))

    def _pass_on(self, said: Notify) -> None:
        try:
            self._hear[said.channel](said.payload)
        except Exception as error:  # noqa: BLE001  the next word may be understood
            _LOG.error("what was said on %s was not understood: %s", said.channel, format_trace(error))

    async def _stop_listening(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
            await asyncio.wait({self._listening})
            self._listening = None


async def _connect(way: Way) -> PatientAsyncConnection:
    return await way.connect_async(connect_timeout=_CONNECT_SECONDS)


def _tell_loss(error: OperationalError, *, is_first: bool) -> tuple[int, str, str]:
    """Return what the log says of a connection that was lost: once, for it is tried again and again."""
    level = logging.WARNING if is_first else logging.DEBUG
    return level, "jobs wait: the connection to the database was lost (%s)", type(error).__name__
