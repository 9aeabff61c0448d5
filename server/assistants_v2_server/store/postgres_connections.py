"""Connections to a PostgreSQL that are given up when what was asked on them stays unanswered.

A proxy that has lost its PostgreSQL, or a firewall that drops what it should pass on, may keep a connection
open all the same: TCP says that all is well, and psycopg waits for ever, with the thread that asked. So each
connection of this process is one of these: those of transactions (`postgres`), and those of `jobs`.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar

import psycopg
from attrs import field, frozen
from psycopg import capabilities

if TYPE_CHECKING:
    from psycopg.abc import PQGen

T = TypeVar("T")

_CANCELLING = 2.0
"""Seconds that a PostgreSQL has to take it that nobody waits for a statement any more."""

_CAN_CANCEL = capabilities.has_cancel_safe()
"""Whether that is certain to end: older libraries of PostgreSQL wait for it as long as it takes."""

_LOG = logging.getLogger(__name__)


@frozen(kw_only=True)
class Way:
    """How this process comes to a PostgreSQL.

    Attributes:
        conninfo: What PostgreSQL's own library is told, the password included.
        answer_timeout: Seconds after which a connection is given up on which nothing comes, though something
            was asked for; None for never.
    """

    conninfo: str = field(repr=False)
    answer_timeout: float | None = None

    def connect(self, **settings: Any) -> PatientConnection:
        """Return a new connection, on which each statement is a transaction of its own.

        Args:
            **settings: What `psycopg.connect` takes besides.
        """
        connection = PatientConnection.connect(self.conninfo, autocommit=True, **settings)
        connection.answer_timeout = self.answer_timeout
        return connection

    async def connect_async(self, **settings: Any) -> PatientAsyncConnection:
        """Return a new connection for an event loop; else it is as that of `connect`."""
        connection = await PatientAsyncConnection.connect(self.conninfo, autocommit=True, **settings)
        connection.answer_timeout = self.answer_timeout
        return connection


class Unanswered(Exception):
    """Nothing has come for too long: for some seconds."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"the database server has not answered for {seconds:g} s")


class PatientConnection(psycopg.Connection[Any]):
    """A connection whose patience has an end.

    Attributes:
        answer_timeout: Seconds for which nothing may come while something is waited for; None for ever.
    """

    answer_timeout: float | None = None

    def wait(self, gen: PQGen[T], *arguments: Any, **named: Any) -> T:
        """Wait for PostgreSQL, as everything does here that asks it for something.

        Raises:
            psycopg.OperationalError: It has not answered, and the connection is closed.
        """
        seconds = self.answer_timeout
        asking = gen if seconds is None else wait_in_bounds(gen, seconds)
        try:
            return psycopg.Connection.wait(self, asking, *arguments, **named)  # quicker than super()
        except Unanswered as silence:
            if _CAN_CANCEL:
                with suppress(psycopg.Error):
                    self.cancel_safe(timeout=_CANCELLING)
            self.pgconn.finish()
            raise _tell_loss(silence) from None


class PatientAsyncConnection(psycopg.AsyncConnection[Any]):
    """The same for an event loop.

    Attributes:
        answer_timeout: Seconds for which nothing may come while something is waited for; None for ever.
    """

    answer_timeout: float | None = None

    async def wait(self, gen: PQGen[T], *arguments: Any, **named: Any) -> T:
        """Wait for PostgreSQL, as everything does here that asks it for something.

        Raises:
            psycopg.OperationalError: It has not answered, and the connection is closed.
        """
        seconds = self.answer_timeout
        asking = gen if seconds is None else wait_in_bounds(gen, seconds)
        try:
            return await psycopg.AsyncConnection.wait(self, asking, *arguments, **named)
        except Unanswered as silence:
            if _CAN_CANCEL:
                with suppress(psycopg.Error):
                    await self.cancel_safe(timeout=_CANCELLING)
            self.pgconn.finish()
            raise _tell_loss(silence) from None


def wait_in_bounds(asking: PQGen[T], seconds: float, clock: Callable[[], float] = time.monotonic) -> PQGen[T]:
    """Return what a generator of psycopg returns, unless nothing comes for too long.

    psycopg sends such a generator what has become possible, and now and then that nothing has. So nothing is
    measured as long as PostgreSQL answers at once, and an answer that keeps coming may take any time.

    Args:
        asking: Asks for something, and reads the answer.
        seconds: For which nothing may come, nor be taken.
        clock: Returns the time in seconds; only its differences count. `time.monotonic` by default.

    Raises:
        Unanswered: Nothing has come for that long.
    """
    since: float | None = None
    try:
        wanted = next(asking)
        while True:
            ready = yield wanted
            if ready:
                since = None
            elif since is None:
                since = clock()
            elif clock() - since >= seconds:
                raise Unanswered(seconds)
            wanted = asking.send(ready)
    except StopIteration as end:
        answer: T = end.value
        return answer


@contextmanager
def taking_long(plain: PatientConnection) -> Generator[None]:
    """Let the statements of a connection take as long as they need, within a block.

    For what has to go through a whole table: an upgrade, a look at every file.
    """
    usual, plain.answer_timeout = plain.answer_timeout, None
    try:
        yield
    finally:
        plain.answer_timeout = usual


def _tell_loss(silence: Unanswered) -> psycopg.OperationalError:
    """Return the error of a connection that was given up; the log hears of it too."""
    _LOG.warning("%s: a connection to it is given up", silence)
    return psycopg.OperationalError(str(silence))
