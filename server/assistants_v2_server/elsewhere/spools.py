"""Bodies on their way to another server: kept on the disk while they come, and sent when they are whole.

So a body that breaks off is not sent at all, and one that did not get there is sent again. Both doors feed
one, as they feed the forms that are for this server.
"""

from __future__ import annotations

from collections.abc import Iterator
from threading import Lock

from ..requests import file_refusals
from ..requests.forms import FRAME

IN_MEMORY = 1024 * 1024
"""Bytes of a body that are kept in memory; the rest is a file without a name."""

PIECE = 256 * 1024
"""Bytes that are read at a time."""


class SpooledBody:
    """The body of a request. Close it, whatever became of the request.

    Args:
        most_bytes: How large a file in it may be.

    Attributes:
        most_bytes: The same.
        size: How many bytes have come.
    """

    def __init__(self, most_bytes: int) -> None:
        self.most_bytes = most_bytes
        self.size = 0
        from tempfile import SpooledTemporaryFile  # late: most servers hand nothing on

        self._spool = SpooledTemporaryFile[bytes](max_size=IN_MEMORY)
        # Whoever gives up closes it while a thread may still write.
        self._lock = Lock()

    def write(self, data: bytes) -> None:
        """Take the next piece.

        Raises:
            RequestError: 413, it is too large; 503, the disk does not take it.
        """
        if self.size + len(data) > self.most_bytes + FRAME:
            raise file_refusals.file_too_large(self.most_bytes, "file")
        with self._lock:
            if self._spool.closed:
                return
            try:
                self._spool.write(data)
            except OSError as error:
                reason = error.strerror or type(error).__name__
                raise file_refusals.bytes_not_stored(reason, may_pass=True) from error
            self.size += len(data)

    def read(self) -> Iterator[bytes]:
        """Yield all pieces, from the beginning."""
        place = 0
        while True:
            with self._lock:
                if self._spool.closed:
                    raise OSError("the body was closed before it was sent")
                self._spool.seek(place)
                piece = self._spool.read(PIECE)
            if not piece:
                return
            place += len(piece)
            yield piece

    def close(self) -> None:
        """Throw it away. Twice does no harm."""
        with self._lock:
            self._spool.close()
