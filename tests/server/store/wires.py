"""A wire between the store and a PostgreSQL that can be cut, also between what was asked and the answer.

Or it stays, and nothing comes through any more: so it is behind a proxy that has lost its PostgreSQL.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Literal
from urllib.parse import urlsplit, urlunsplit

import attrs

_PIECE = 65_536

Moment = Literal["asked", "done", "away"]
"""What is cut at a question: its connection, before PostgreSQL gets it or when it has done what is asked; or
every connection, before that.
"""

MOMENTS: tuple[Moment, ...] = ("asked", "done", "away")


@attrs.define(eq=False)
class _Line:
    """One connection.

    Attributes:
        client: One end.
        server: The other one.
        is_hushed: Whether the next answer is not to come through.
        is_silent: Whether nothing comes through any more, not even that an end is closed.
    """

    client: socket.socket
    server: socket.socket
    is_hushed: bool = False
    is_silent: bool = False


class Wire:
    """Passes on what a client and a PostgreSQL say, until it is told not to.

    Args:
        url: The address of a database.

    Attributes:
        url: The same database, at the other end of the wire.
        opened: How many connections there have been.
        asked: How many questions have come since a cut was last wanted.
    """

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._target = (parts.hostname or "127.0.0.1", parts.port or 5432)
        self._listening = socket.create_server(("127.0.0.1", 0))
        login = parts.netloc.rpartition("@")[0]
        place = f"127.0.0.1:{self._listening.getsockname()[1]}"
        self.url = urlunsplit(parts._replace(netloc=f"{login}@{place}" if login else place))
        self.opened = self.asked = 0
        self._ends: list[socket.socket] = []
        self._lines: list[_Line] = []
        self._left = -1
        self._is_cut_then = True
        self._silencing: bytes | None = None
        self._silences_left = -1
        self._number, self._moment = 0, MOMENTS[0]
        self._counting = threading.Lock()
        self._is_closed = False
        threading.Thread(target=self._accept, daemon=True).start()

    def swallow_answer(self, after: int = 0, *, is_cut: bool = True) -> None:
        """Lose the connection on which PostgreSQL answers next, before the answer comes.

        Args:
            after: How many answers come through before that one; none by default.
            is_cut: Whether it is cut; otherwise nothing comes through on it any more. It is by default.
        """
        self._is_cut_then = is_cut
        self._left = after

    def hush(self, saying: bytes = b"", times: int = -1) -> None:
        """Let nothing through any more, though connections stay open, and further ones are opened.

        Args:
            saying: Only on those on which this is asked, from then on; by default on all.
            times: How often that happens at most; by default always.
        """
        self._silencing, self._silences_left = saying, times

    def hush_opened(self) -> None:
        """Let nothing through any more on the connections that there are; they stay open."""
        for line in self._lines:
            line.is_silent = True

    def end_silence(self) -> None:
        """Let everything through that is said from now on; what has been lost by then stays lost."""
        self._silencing = None
        for line in self._lines:
            line.is_silent = False

    @property
    def has_swallowed(self) -> bool:
        """Say whether the answer came that was to be swallowed."""
        return self._left < 0

    def cut_at(self, number: int, moment: Moment) -> None:
        """Cut the connection on which a question comes, whichever that is, or all.

        Args:
            number: Which question, counted from now; the first one is 1, and there is no 0.
            moment: Which connections, and when.
        """
        with self._counting:
            self.asked, self._number, self._moment = 0, number, moment

    @property
    def has_cut(self) -> bool:
        """Say whether the question has come at which a connection was to be cut."""
        return self.asked >= self._number

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
                line = _Line(client, server)
                self._lines.append(line)
                for is_answer in (False, True):
                    threading.Thread(target=self._pass, args=(line, is_answer), daemon=True).start()

    def _pass(self, line: _Line, is_answer: bool) -> None:
        """Pass on the questions of a connection, or the answers, until it is cut."""
        one, other = (line.server, line.client) if is_answer else (line.client, line.server)
        is_last = self._swallows if is_answer else self._cuts
        with suppress(OSError):
            while data := one.recv(_PIECE):
                if not is_answer and self._is_to_be_silent(data):
                    line.is_silent = True
                if is_last(line):
                    if self._is_cut_then:
                        break
                    line.is_silent = True
                if not line.is_silent:
                    other.sendall(data)
        if not line.is_silent:
            _shut(one)
            _shut(other)

    def _is_to_be_silent(self, data: bytes) -> bool:
        """Say whether nothing comes through any more after something was asked, that included."""
        if self._silencing is None or self._silencing not in data or self._silences_left == 0:
            return False
        self._silences_left -= 1
        return True

    def _swallows(self, line: _Line) -> bool:
        """Count an answer; say whether it does not come through."""
        if self._left >= 0:
            self._left -= 1
            return self._left < 0 or line.is_hushed
        return line.is_hushed

    def _cuts(self, line: _Line) -> bool:
        """Count a question; say whether it does not come through."""
        with self._counting:
            self.asked += 1
            moment = self._moment
            if self.asked != self._number:
                return False
        if moment == "away":
            self.cut()
        line.is_hushed = moment == "done"
        return moment != "done"


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
