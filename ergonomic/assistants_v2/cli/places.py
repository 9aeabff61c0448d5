"""Where a database is that a verb works with: in a file, in memory, or on a PostgreSQL server."""

from __future__ import annotations

import re
from pathlib import Path

from attrs import field, frozen

from .complaints import OptionError, require_file

MEMORY = ":memory:"

_ADDRESS = re.compile(r"postgres(ql)?(\+psycopg)?://", re.IGNORECASE)
"""How the address of a PostgreSQL database begins."""

_PASSWORD = re.compile(r"//[^/@]*:[^/@]+@|[?&](password|sslpassword)=", re.IGNORECASE)
"""Where passwords are in one."""


@frozen
class DatabasePlace:
    """What `--database` names, or ASSISTANTS_PATH.

    Attributes:
        name: The path of a file, `:memory:`, or an address, in which there may be a password.
    """

    name: str = field(repr=False)

    @property
    def is_address(self) -> bool:
        """Say whether it is on a server."""
        return _ADDRESS.match(self.name) is not None

    @property
    def shown(self) -> str:
        """Return what may be written for people."""
        if not self.is_address:
            return self.name
        from assistants_v2_server.store.addresses import show_place  # late: few verbs have a database

        return show_place(self.name)

    @property
    def has_password(self) -> bool:
        """Say whether it is an address with a password in it."""
        return self.is_address and _PASSWORD.search(self.name) is not None

    def require(self) -> None:
        """Return if there can be a database already.

        Raises:
            OptionError: There is no such file.
            DatabaseRefused: It is an address, though of no PostgreSQL.
        """
        if self.is_address:
            return
        from assistants_v2_server.store.files import refuse_address  # late: few verbs have a database

        refuse_address(self.name)
        require_file(Path(self.name), "database")

    def refuse_server(self, verb: str, instead: str) -> None:
        """Return if it is a file.

        Args:
            verb: What is for files alone.
            instead: What to do with a PostgreSQL database.

        Raises:
            OptionError: It is on a server.
        """
        if self.is_address:
            raise OptionError(f"{verb} is for database files, and {self.shown} is none: {instead}")
