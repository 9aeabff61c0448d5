"""What is to be indexed: hands files of vector stores to the indexer, and finds those that nobody indexes.

Operations submit what they have stored, and stop what they have cancelled or taken out. The sweep of the
server calls `IndexQueue.sweep`, which takes up what a server that has died left in progress.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import select

from ...late import Late
from ...store import Database, tables

if TYPE_CHECKING:
    from .indexing import Indexer, Lease

FILES_AT_ONCE = 4
"""Files that are indexed at the same time; one of them is read, the others are embedded and written."""


class Executor(Protocol):
    """Has coroutines awaited; see `runs.executors`, whose executors are such."""

    def submit(self, work: Callable[[str], Coroutine[Any, Any, None]], run_id: str) -> object:
        """Have `work(run_id)` awaited; what is in hand is worked on again after that."""
        ...

    def stop(self, run_id: str) -> None:
        """Cancel the work."""
        ...

    def list_in_hand(self) -> list[str]:
        """Return what is worked on, or waits for it."""
        ...

    def renew(self) -> None:
        """Begin anew in a process that was forked."""
        ...

    def close(self, last: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Cancel all work, then await `last()`."""
        ...


class IndexQueue:
    """Has files of vector stores indexed; safe to use from any thread. All ids are those of their rows.

    Args:
        database: Where they are.
        indexer: Indexes them; it brings all that reads documents, so it is made for the first file.
        executor: Has that awaited, for `FILES_AT_ONCE` at the same time; closed with the queue.
        lease: By which files are ours.
    """

    def __init__(self, database: Database, indexer: Late[Indexer], executor: Executor, lease: Lease) -> None:
        self._database = database
        self._indexer = indexer
        self._executor = executor
        self._lease = lease

    def submit(self, vector_store_file_id: str) -> None:
        """Have a file indexed whose row is in progress; call it after the commit."""
        self._executor.submit(self._indexer.get().work_on, vector_store_file_id)

    def stop(self, vector_store_file_id: str) -> None:
        """End the indexing of a file that was cancelled, taken out or deleted; call it after the commit."""
        self._executor.stop(vector_store_file_id)
        self.submit(vector_store_file_id)  # which removes what was written

    def count_in_hand(self) -> int:
        """Return how many files are indexed, or wait for it."""
        return len(self._executor.list_in_hand())

    def sweep(self) -> None:
        """Renew the lease if files are indexed, end work that has become void, take up what nobody does."""
        in_hand = set(self._executor.list_in_hand())
        row = tables.vector_store_file.c
        with self._database.read() as connection:
            found = connection.execute(select(row.id, row.owner).where(row.status == "in_progress"))
            ours = {item.id for item in found if item.owner in (None, self._lease.owner)}
        if in_hand & ours:
            self._lease.hold_lease()
        for identifier in in_hand - ours:
            self._executor.stop(identifier)
        for identifier in ours - in_hand:
            self.submit(identifier)

    def renew(self) -> None:
        """Begin anew in a process that was forked, whose parent goes on with what it has in hand."""
        self._executor.renew()
        indexer = self._indexer.get_made()
        if indexer is not None:
            indexer.renew()

    def close(self) -> None:
        """End all work; what is not done is left in progress, for others to take up."""
        self._executor.close(self._close_indexer)

    async def _close_indexer(self) -> None:
        indexer = self._indexer.get_made()
        if indexer is not None:
            await indexer.close()
