"""The bytes of a file, as an answer: `files` returns them, `server` hands them to the doors."""

from __future__ import annotations

from attrs import frozen

from ..store import ByteReader, FileRow


@frozen
class Download:
    """The bytes of a file, as an answer. Whoever has it closes the reader."""

    file: FileRow
    reader: ByteReader
