"""The folder of an export. What is in it under its own name is whole, whenever the program is killed."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import msgspec
from assistants_v2_server.history.layout import (
    BYTES_FOLDER,
    THREADS_FOLDER,
    make_thread_record,
    name_bytes_file,
    name_thread_file,
)
from assistants_v2_server.history.reading import BrokenFile, Export, read_all, read_thread

from ..whole_files import UNFINISHED, write_whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from assistants_v2_server.history.layout import ThreadExport

_PRIVATE = 0o700
"""Who may look into the folder, which holds conversations: its owner."""


class ExportFolder:
    """A folder that an export is written to.

    Args:
        path: The folder; it is made if it is not there.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._export = Export(self.path, ())

    def prepare(self) -> None:
        """Make the folder, and remove what an export left that was killed.

        Raises:
            OSError: It cannot be made.
        """
        for name in ("", THREADS_FOLDER, BYTES_FOLDER):
            place = self.path / name
            place.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
            for left in place.glob(f".*{UNFINISHED}"):
                left.unlink(missing_ok=True)

    def read_object(self, name: str) -> Mapping[str, Any]:
        """Return the object in a file; an empty one where there is none, or it is broken."""
        found = self._read(name)
        return cast("Mapping[str, Any]", found) if isinstance(found, dict) else {}

    def read_objects(self, name: str) -> Sequence[Mapping[str, Any]]:
        """Return the objects in a file that holds a list; none where there is none, or it is broken."""
        found = self._read(name)
        listed = cast("list[object]", found) if isinstance(found, list) else []
        return [cast("Mapping[str, Any]", each) for each in listed if isinstance(each, dict)]

    def _read(self, name: str) -> Any:
        with suppress(OSError, ValueError, RecursionError):
            return json.loads((self.path / name).read_bytes())
        return None

    def read_thread(self, thread_id: str) -> ThreadExport | None:
        """Return what is there of a thread; None if nothing is, or the file is broken."""
        try:
            found = read_all(read_thread(self.path / name_thread_file(thread_id)))
        except BrokenFile:
            return None
        return found if found.thread_id == thread_id else None

    def write_thread(self, export: ThreadExport) -> None:
        """Write a thread; raises OSError if that cannot be done."""
        self.write_json(name_thread_file(export.thread_id), make_thread_record(export))

    def write_json(self, name: str, value: Any) -> None:
        """Write a file of JSON; raises OSError if that cannot be done."""
        write_whole_file(self.path / name, [_encode(value)])

    def has_bytes(self, file_id: str, size: object = None) -> bool:
        """Say whether the bytes of a file are there: as many as *size* says, if it is a number."""
        try:
            found = (self.path / name_bytes_file(file_id)).stat().st_size
        except (OSError, ValueError):
            return False
        return not isinstance(size, int) or size <= 0 or found == size  # some servers do not know it

    def write_bytes(self, file_id: str, chunks: Iterable[bytes]) -> None:
        """Write the bytes of a file; raises OSError if that cannot be done."""
        write_whole_file(self.path / name_bytes_file(file_id), chunks)


def _encode(value: Any) -> bytes:
    """Return a value as JSON; what is no JSON to every reader, as the server sent it, in another way."""
    try:
        return msgspec.json.format(msgspec.json.encode(value), indent=1) + b"\n"
    except (UnicodeEncodeError, OverflowError, RecursionError):
        return json.dumps(value).encode()
