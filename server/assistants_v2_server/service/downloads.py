"""The bytes of a file, as an answer: `files` returns them, `server` hands them to the doors."""

from __future__ import annotations

from msgspec import Struct

from ..store import ByteReader, FileRow


class Download(Struct, frozen=True):
    """The bytes of a file, as an answer. Whoever has it closes the reader."""

    file: FileRow
    reader: ByteReader
