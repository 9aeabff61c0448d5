"""Fetches the files that an export names: their objects, and their bytes straight to the disk."""

from __future__ import annotations

from collections import OrderedDict
from typing import TYPE_CHECKING

from assistants_v2_companions_raw.api.files import download_file, retrieve_file
from assistants_v2_server.history.layout import make_error
from msgspec import Struct, field

from .fetching import ENDING, GAPS, describe, fetch_object, name_error

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ...flows.port import Port
    from ...flows.port_values import Spool
    from .folder import ExportFolder
    from .raw_objects import JsonObject

_REMEMBERED = 10_000
"""How many files are remembered, so that what several threads name is asked for once."""

_LOOK = 0.02
"""Seconds between two looks for a file that is being fetched already."""

_CHUNK = 1024 * 1024
"""Bytes that are written at a time."""


class FetchedFile(Struct, frozen=True):
    """What came of a file.

    Attributes:
        object: Its object; None if there is none.
        errors: What could not be fetched of it.
    """

    object: JsonObject | None
    errors: Sequence[JsonObject] = ()


class FileFetcher(Struct, frozen=True):
    """Fetches files, each once.

    Attributes:
        io: The port.
        folder: Where their bytes go.
        with_bytes: Whether these are fetched.
    """

    io: Port
    folder: ExportFolder
    with_bytes: bool
    _known: OrderedDict[str, FetchedFile] = field(default_factory=OrderedDict[str, FetchedFile])
    _coming: dict[str, object] = field(default_factory=dict[str, object])
    _written: list[str] = field(default_factory=list[str])

    def count_written(self) -> int:
        """Return how many files were written."""
        return len(self._written)

    async def fetch(self, file_id: str, listed: JsonObject | None = None) -> FetchedFile:
        """Return what is known of a file, whose bytes are on the disk then.

        Args:
            file_id: Its id.
            listed: Its object as a list had it; None, the default, to fetch it.

        Raises:
            APIConnectionError: No answer came.
            AuthenticationError: The key is refused.
            RateLimitError: The server asks to wait for too long.
            OSError: The bytes cannot be written.
        """
        mine = object()
        while self._coming.setdefault(file_id, mine) is not mine:
            await self.io.pause(_LOOK)  # another thread names it too
        try:
            known = self._known.get(file_id)
            if known is None:
                known = self._known[file_id] = await self._fetch(file_id, listed)
                if len(self._known) > _REMEMBERED:
                    self._known.popitem(last=False)
        finally:
            del self._coming[file_id]
        return known

    async def _fetch(self, file_id: str, listed: JsonObject | None) -> FetchedFile:
        kind, found = "file", listed
        try:
            found = found or await fetch_object(self.io, retrieve_file.request(file_id))
            kind = "file_content"
            if self.with_bytes and not self.folder.has_bytes(file_id, found.get("bytes")):
                await self._download(file_id)
        except ENDING:
            raise
        except (*GAPS, ValueError) as failure:
            return FetchedFile(found, [make_error(kind, file_id, name_error(failure), describe(failure))])
        return FetchedFile(found)

    async def _download(self, file_id: str) -> None:
        content = await self.io.download(download_file.request(file_id))
        try:
            self.folder.write_bytes(file_id, _cut(content.spool))
        finally:
            content.spool.close()
        self._written.append(file_id)


def _cut(spool: Spool) -> Iterator[bytes]:
    """Yield the bytes of a spool."""
    at = 0
    while chunk := spool.read(at, _CHUNK):
        at += len(chunk)
        yield chunk
