"""The names of the files that a conversation refers to by their ids. Pure: whoever can ask a server does.

Used by `flows.transcripts` and by the command.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .timeline import TimelineEntry, TimelinePart

MOST_FAILURES = 3
"""Files in a row that a server knows nothing of, after which it is asked for no more."""


class FileNames(Struct):
    """What is known of the names of files.

    Attributes:
        known: The names, by id; an empty text for a file that the server does not know.
    """

    known: dict[str, str] = field(default_factory=dict[str, str])
    _failures: int = 0

    def list_unknown(self, entry: TimelineEntry) -> Iterator[str]:
        """Yield the ids of the files in an entry whose names are to be asked for."""
        for part in entry.parts:
            if part.file_name:
                self.known[part.file_id] = part.file_name
            elif part.file_id and part.file_id not in self.known and self._failures < MOST_FAILURES:
                yield part.file_id

    def note(self, file_id: str, name: str | None) -> None:
        """Note the name of a file; None for one that the server does not know."""
        self._failures = 0 if name else self._failures + 1
        self.known[file_id] = name or ""

    def add_to(self, entry: TimelineEntry) -> TimelineEntry:
        """Return an entry with the names that are known."""
        if not any(part.file_id and not part.file_name for part in entry.parts):
            return entry
        return replace(entry, parts=tuple(map(self._name, entry.parts)))

    def _name(self, part: TimelinePart) -> TimelinePart:
        name = self.known.get(part.file_id) if part.file_id and not part.file_name else None
        return replace(part, file_name=name) if name else part
