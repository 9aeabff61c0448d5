"""Says for a server that it has a PostgreSQL database open, and hears whether it must not any more.

`server_parts` makes one. `fleet` reads and writes what it says.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Callable

from sqlalchemy import Connection
from sqlalchemy.exc import SQLAlchemyError

from .database import Database
from .fleet import forget_presence, note_presence
from .schema import CURRENT, explain_newer, lock_numbers
from .server_troubles import OUTGROWN
from .troubles import DatabaseRefused, is_locked

RENEWED_SECONDS = 10.0
"""Seconds after which a server says again that it is there."""

_LOG = logging.getLogger(__name__)


class Membership:
    """Says that a server has a database open. Does nothing where that is no PostgreSQL.

    Args:
        database: The database.
        clock: Returns the time in unix seconds.

    Attributes:
        is_behind: Whether a newer version has upgraded the tables, as far as was known when it joined.
    """

    def __init__(self, database: Database, clock: Callable[[], float]) -> None:
        self._database = database
        self._clock = clock
        self._id = secrets.token_hex(12)
        self._is_shared = database.address is not None
        self._renew_at = 0.0
        self.is_behind = False

    def join(self) -> None:
        """Say for the first time that the server is there.

        Raises:
            DatabaseRefused: The tables were upgraded since it opened them, beyond what it works with; or the
                database is away, or takes nothing from this user.
        """
        address = self._database.address
        if address is None:
            return
        from .postgres_opening import refusing  # late: it brings the driver, which files do not need

        with refusing(address):
            self._join()

    def _join(self) -> None:
        place = self._database.place
        try:
            with self._database.write() as connection:
                numbers = lock_numbers(connection)
                if numbers is None or not numbers.is_usable:
                    raise DatabaseRefused(f"{place} {explain_newer(numbers or CURRENT, 'database')}")
                self._note(connection)
                self.is_behind = numbers.is_newer
        except SQLAlchemyError as error:
            if not is_locked(error):
                raise
            raise DatabaseRefused(f"{place} is being upgraded: start again when that is done.") from error

    def renew(self) -> None:
        """Say again that the server is there; have the database refuse everything if it must not be.

        Costs a transaction once in `RENEWED_SECONDS`.
        """
        if not self._is_shared or time.monotonic() < self._renew_at:
            return
        with self._database.write(may_be_lost=True) as connection:
            numbers = lock_numbers(connection, waits=False)
            if numbers is None:  # an upgrade is under way: ask when it is done
                return
            if numbers.is_usable:
                self._note(connection)
                return
        _LOG.error("%s %s", self._database.place, explain_newer(numbers, "database"))
        self._database.refuse(OUTGROWN)

    def leave(self) -> None:
        """Say that the server is gone."""
        if self._is_shared:
            with self._database.write(may_be_lost=True) as connection:
                forget_presence(connection, self._id)

    def _note(self, connection: Connection) -> None:
        note_presence(connection, self._id, self._database.read_time(connection, self._clock))
        self._renew_at = time.monotonic() + RENEWED_SECONDS
