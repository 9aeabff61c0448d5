"""The files of a server as code needs them: read into its sessions, and kept when it has made them.

`workshop` makes one for each server, `runs` uses it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import BinaryIO, Protocol

from ..store import (
    FILES,
    BytesMissing,
    Contents,
    Database,
    FileRow,
    FileTooLarge,
    QuotaExceeded,
    do_again,
)
from ..store.expiry import is_over
from . import ToolFailure
from .byte_streams import make_stream


class FilesThere(Protocol):
    """The files of another server."""

    def open(self, file_id: str) -> BinaryIO:
        """Return the bytes of a file; raise OSError if they cannot be had."""
        ...

    def keep(self, filename: str, data: bytes) -> str:
        """Keep a new file, and return its id; raise ToolFailure if it is not taken."""
        ...

    def discard(self, file_id: str) -> None:
        """Take back that a file was kept; what cannot be is logged."""
        ...


class KeptFiles:
    """Reads and keeps files.

    Args:
        database: Where the files are.
        contents: Where their bytes are.
        now: Returns the time in whole unix seconds.
        there: Another server that has all files but those that are here; None, the default, for none.
    """

    def __init__(
        self,
        database: Database,
        contents: Contents,
        now: Callable[[], int],
        there: FilesThere | None = None,
    ) -> None:
        self._there = there
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
        if file is None and self._there is not None:
            return self._there.open(file_id)
        if file is None or is_over(file.expires_at, self._now()):
            raise FileNotFoundError(file_id)
        try:
            reader = self._contents.begin_reading(file)
        except BytesMissing as missing:
            raise FileNotFoundError(file_id) from missing
        return make_stream(reader)

    def make_id(self) -> str:
        """Return the id of a file that is yet to be kept."""
        return self._database.new_id("file")

    def keep(self, filename: str, data: bytes, purpose: str, file_id: str) -> str:
        """Keep a new file by this id, and return it; a file on another server has one of that.

        Raises:
            ToolFailure: There is no room for it.
        """
        if self._there is not None:
            return self._there.keep(filename, data)
        file = FileRow(
            id=file_id,
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
        if self._there is not None:
            self._there.discard(file_id)
        else:
            self._contents.drop(do_again(self._delete, file_id))

    def _delete(self, file_id: str) -> Sequence[str]:
        """Delete a file, and return the digest of its bytes."""
        with self._database.write(may_repeat=True) as connection:
            file = FILES.get(connection, file_id, for_deletion=True)
            if file is None:
                return ()
            self._contents.delete(connection, file)
        return [file.digest]
