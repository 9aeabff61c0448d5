"""Where the bytes of a file go that comes from a server. Used by both ports and by `file_contents`.

Few of them stay in memory. More go to a file that has no name, so that nothing is left of it when the
program ends, however it ends.
"""

from __future__ import annotations

from io import BytesIO
from tempfile import TemporaryFile
from typing import IO
from weakref import finalize

IN_MEMORY = 4 * 1024 * 1024
"""Bytes of one file that are kept in memory."""


class TemporarySpool:
    """The bytes of one file.

    Attributes:
        size: How many there are.
    """

    def __init__(self) -> None:
        self.size = 0
        self._bytes: IO[bytes] = BytesIO()
        self._ending = finalize(self, self._bytes.close)

    def write(self, chunk: bytes) -> None:
        """Put bytes at the end."""
        if self.size <= IN_MEMORY < self.size + len(chunk):
            self._move()
        self._bytes.seek(0, 2)
        self._bytes.write(chunk)
        self.size += len(chunk)

    def _move(self) -> None:
        """Go on in a file."""
        kept = self._bytes
        self._bytes = TemporaryFile("w+b")  # noqa: SIM115  # closed with the spool
        self._ending.detach()
        self._ending = finalize(self, self._bytes.close)
        kept.seek(0)
        self._bytes.write(kept.read())
        kept.close()

    def read(self, start: int, size: int) -> bytes:
        """Return bytes from a place on; none behind the end."""
        self._bytes.seek(start)
        return self._bytes.read(size)

    def close(self) -> None:
        """Forget the bytes."""
        self._ending()
