"""A wire between the store and a PostgreSQL that can be cut, also between what was asked and the answer."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit, urlunsplit

_PIECE = 65_536


class Wire:
    """Passes on what a client and a PostgreSQL say, until it is told not to.

    Args:
        url: The address of a database.

    Attributes:
        url: The same database, at the other end of the wire.
        opened: How many connections there have been.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 5432)
        self._listening = socket.create_server(("127.0.0.1", 0))
        login = parts.netloc.rpartition("@")[0]
        place = f"127.0.0.1:{self._listening.getsockname()[1]}"
        self.url = urlunsplit(parts._replace(netloc=f"{login}@{place}" if login else place))
        self.opened = 0
        self._ends: list[socket.socket] = []
        self._left = -1
        self._is_closed = False
        threading.Thread(target=self._accept, daemon=True).start()

    def swallow_answer(self, after: int = 0) -> None:
        """Cut the connection on which PostgreSQL answers next, before the answer comes.

        Args:
            after: How many answers come through before that one; none by default.
        """
        self._left = after

    @property
    def has_swallowed(self) -> bool:
        """Say whether the answer came that was to be swallowed."""
        return self._left < 0

    def cut(self) -> None:
        """Cut every connection, and let new ones through."""
        for end in self._ends:
            _shut(end)

    def close(self) -> None:
        """Let nothing through any more."""
        self._is_closed = True
        _shut(self._listening)
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client = self._listening.accept()[0]
                self.opened += 1
                server = socket.create_connection(self._target)
                self._ends += [client, server]
                threading.Thread(target=self._pass, args=(client, server, False), daemon=True).start()
                threading.Thread(target=self._pass, args=(server, client, True), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket, is_answer: bool) -> None:
        with suppress(OSError):
            while data := one.recv(_PIECE):
                if is_answer and self._left >= 0:
                    self._left -= 1
                    if self._left < 0:
                        break
                other.sendall(data)
        _shut(one)
        _shut(other)


@contextmanager
def lay_wire(url: str) -> Iterator[Wire]:
    """Lay a wire to a database for the time of a block."""
    wire = Wire(url)
    try:
        yield wire
    finally:
        wire.close()


def _shut(end: socket.socket) -> None:
    with suppress(OSError):
        end.shutdown(socket.SHUT_RDWR)
    end.close()
