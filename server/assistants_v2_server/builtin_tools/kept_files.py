"""The files of a server as code needs them: read into its sessions, and kept when it has made them.

`workshop` makes one for each server, `runs` uses it.
"""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import TYPE_CHECKING, BinaryIO, cast

from ..store import (
    FILES,
    ByteReader,
    BytesMissing,
    Contents,
    Database,
    FileRow,
    FileTooLarge,
    QuotaExceeded,
)
from ..store.expiry import is_over
from . import ToolFailure

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


class KeptFiles:
    """Reads and keeps files.

    Args:
        database: Where the files are.
        contents: Where their bytes are.
        now: Returns the time in whole unix seconds.
    """

    def __init__(self, database: Database, contents: Contents, now: Callable[[], int]) -> None:
        self._database = database
        self._contents = contents
        self._now = now

    def open(self, file_id: str) -> BinaryIO:
        """Return the bytes of a file, from the beginning.

        Raises:
            OSError: They are not there any more.
        """
        with self._database.read() as connection:
            file = FILES.get(connection, file_id)
        if file is None or is_over(file.expires_at, self._now()):
            raise FileNotFoundError(file_id)
        try:
            reader = self._contents.begin_reading(file)
        except BytesMissing as missing:
            raise FileNotFoundError(file_id) from missing
        return cast("BinaryIO", io.BufferedReader(_Reading(reader)))

    def keep(self, filename: str, data: bytes, purpose: str) -> str:
        """Keep a new file, and return its id.

        Raises:
            ToolFailure: There is no room for it.
        """
        file = FileRow(
            id=self._database.new_id("file"),
            created_at=self._now(),
            filename=filename,
            purpose=purpose,
            bytes=len(data),
            digest="",
        )
        try:
            return self._contents.save(file, [data]).id
        except (FileTooLarge, QuotaExceeded) as error:
            raise ToolFailure(f"{error}.") from error
        except OSError as error:
            raise ToolFailure(f"It could not be written: {error.strerror}.") from error

    def discard(self, file_id: str) -> None:
        """Delete a file that was kept and that nothing refers to; do nothing if it is gone."""
        with self._database.write() as connection:
            file = FILES.get(connection, file_id)
            if file is None:
                return
            self._contents.delete(connection, file)
        self._contents.drop([file.digest])


class _Reading(io.RawIOBase):
    """Bytes that are read piece by piece, as a stream of Python's."""

    def __init__(self, reader: ByteReader) -> None:
        super().__init__()
        self._reader = reader

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer).cast("B")
        data = self._reader.read(len(view))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        if not self.closed:
            self._reader.close()
        super().close()
