"""Stores the files of an export with their bytes, and its vector stores.

A file without its bytes is nothing that could be read, so it is left out and counted. `importing` is the
user.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import BinaryIO, Protocol, TypeVar

from sqlalchemy import Connection

from ..store import (
    FILES,
    VECTOR_STORE_FILES,
    VECTOR_STORES,
    Contents,
    FileRow,
    FileTooLarge,
    JsonObject,
    QuotaExceeded,
    VectorStoreFileRow,
    VectorStoreRow,
    find_deleted,
    forget_deleted,
)
from ..store.expiry import is_over
from .reading import Export
from .report import ImportReport, Outcomes
from .stored_files import read_file, read_store

T = TypeVar("T")

_PIECE = 1024 * 1024
_AT_ONCE = 200


class Transact(Protocol):
    """Does something in a transaction; `Importer.transact` is one."""

    def __call__(self, work: Callable[[Connection, Outcomes], T], *, may_be_lost: bool = True) -> T:
        """Return what is done."""
        ...


class FileImporter:
    """Stores files and vector stores.

    Args:
        export: Where the bytes are.
        contents: Where they go.
        report: What is done, to be filled.
        transact: Does something in a transaction, which does not write in a dry run.
        now: Returns the time in whole unix seconds.
        restores: Whether what was deleted here comes back.
    """

    def __init__(
        self,
        export: Export,
        contents: Contents,
        report: ImportReport,
        transact: Transact,
        now: Callable[[], int],
        *,
        restores: bool,
    ) -> None:
        self._export = export
        self._contents = contents
        self._report = report
        self._transact = transact
        self._now = now
        self._restores = restores
        self._done: set[str] = set()
        self._would_be: set[str] = set()

    def import_files(self, files: Iterable[JsonObject], otherwise: int) -> None:
        """Store files, each once however often it is named.

        Args:
            files: The objects.
            otherwise: The time of those that have none, in unix seconds.
        """
        for number, raw in enumerate(files):
            name = raw.get("id")
            if not (isinstance(name, str) and name in self._done):
                row = read_file(raw, number, otherwise, self._report.outcomes.notes)
                self._done.add(row.id)
                self._import_file(row)

    def import_stores(self, stores: Iterable[JsonObject], otherwise: int) -> None:
        """Store vector stores; the arguments are those of `import_files`."""
        for number, raw in enumerate(stores):
            store = read_store(raw, number, otherwise, self._report.outcomes.notes)
            if not self._transact(partial(self._merge_store, store.row)):
                continue
            for start in range(0, len(store.files), _AT_ONCE):
                some = store.files[start : start + _AT_ONCE]
                self._report.to_index += self._transact(partial(self._merge_members, some))

    def _import_file(self, row: FileRow) -> None:
        if not self._transact(partial(self._is_new, row)):
            return
        outcomes = self._report.outcomes
        if is_over(row.expires_at, self._now()):
            outcomes.notes.add("file", "expires_at", "has passed, so the file is left out", row.id)
            return
        reader = self._export.open_bytes(row.id)
        if reader is None:
            outcomes.add("file", "without_bytes", row.id)
            return
        with reader:
            if self._transact(partial(self._is_new, row)):  # else another import was quicker
                self._save(row, reader)

    def _save(self, row: FileRow, reader: BinaryIO) -> None:
        outcomes = self._report.outcomes
        if self._report.is_dry:
            outcomes.add("file", "added", row.id)
            self._would_be.add(row.id)
            return
        try:
            saved = self._contents.save(row, _read_pieces(reader))
        except (FileTooLarge, QuotaExceeded) as error:
            outcomes.refuse("file", row.id, f"is too large: {error}")
        except OSError as error:
            outcomes.refuse("file", row.id, f"cannot be written or read: {error.strerror}")
        except Exception:
            if self._transact(partial(self._is_new, row)):
                raise
            # Another import has stored the file meanwhile, and it is counted as there.
        else:
            outcomes.add("file", "added", row.id)
            if saved.bytes != row.bytes:
                outcomes.notes.add("file", "bytes", "becomes the size of the bytes in the export", row.id)

    def _merge_store(self, row: VectorStoreRow, connection: Connection, outcomes: Outcomes) -> bool:
        """Store a vector store, unless it is there; say whether its files may follow."""
        there = VECTOR_STORES.get(connection, row.id)
        if there is not None:
            is_equal = (there.name, there.created_at, there.metadata) == (
                row.name,
                row.created_at,
                row.metadata,
            )
            outcomes.add("vector_store", "there" if is_equal else "different", row.id)
            return True
        if self._find_gone(connection, "vector_store", [row.id]):
            outcomes.add("vector_store", "deleted", row.id)
            return False
        outcomes.add("vector_store", "added", row.id)
        if not self._report.is_dry:
            VECTOR_STORES.insert(connection, row)
        return True

    def _merge_members(
        self, rows: Sequence[VectorStoreFileRow], connection: Connection, outcomes: Outcomes
    ) -> int:
        """Put files into a vector store; return how many are to be indexed."""
        present = VECTOR_STORE_FILES.find(connection, [row.id for row in rows])
        gone = self._find_gone(connection, "vector_store_file", [row.id for row in rows])
        files = {*FILES.find(connection, [row.file_id for row in rows]), *self._would_be}
        is_there = self._report.is_dry or VECTOR_STORES.exists(connection, id=rows[0].vector_store_id)
        new: list[VectorStoreFileRow] = []
        for row in rows:
            if row.id in present:
                outcomes.add("vector_store_file", "there", row.id)
            elif row.id in gone or not is_there:
                outcomes.add("vector_store_file", "deleted", row.id)
            elif row.file_id not in files:
                outcomes.add("vector_store_file", "without_bytes", row.id)
            else:
                outcomes.add("vector_store_file", "added", row.id)
                new.append(row)
        if not self._report.is_dry:
            VECTOR_STORE_FILES.insert(connection, *new)
        return sum(row.status == "in_progress" for row in new)

    def _is_new(self, row: FileRow, connection: Connection, outcomes: Outcomes) -> bool:
        """Say whether a file is neither there nor was deleted here."""
        there = FILES.get(connection, row.id)
        if there is not None:
            is_equal = (there.filename, there.created_at) == (row.filename, row.created_at)
            outcomes.add("file", "there" if is_equal else "different", row.id)
        elif self._find_gone(connection, "file", [row.id]):
            outcomes.add("file", "deleted", row.id)
        else:
            return True
        return False

    def _find_gone(self, connection: Connection, kind: str, ids: Sequence[str]) -> set[str]:
        """Return which objects were deleted here, and are to stay so; those that come back are forgotten."""
        if not self._restores:
            return find_deleted(connection, kind, ids)
        if not self._report.is_dry:
            forget_deleted(connection, kind, ids)
        return set()


def _read_pieces(reader: BinaryIO) -> Iterator[bytes]:
    while piece := reader.read(_PIECE):
        yield piece
