"""Bytes that come piece by piece, as a stream of Python's: so interpreters read files, wherever they are."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO, cast

from ..store import ByteReader

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


def make_stream(reader: ByteReader) -> BinaryIO:
    """Return a stream, which closes the reader with itself."""
    return cast("BinaryIO", io.BufferedReader(_Reading(reader)))


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
