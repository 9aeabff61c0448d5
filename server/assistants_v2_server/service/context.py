"""What every operation works with: the database, the time, files, and who works on runs and on documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct, field
from sqlalchemy import Connection

from ..builtin_tools import BuiltinTools
from ..runs.admission import Admission
from ..runs.events import Event
from ..runs.subscriptions import Subscription
from ..store import Contents, Database, Housekeeping, JsonObject, RunRow, StepRow
from .errands import Errand
from .indexing import Indexing

if TYPE_CHECKING:
    from ..elsewhere.places import Elsewhere


class RunHands(Protocol):
    """Where an operation hands runs over; `server` is behind it."""

    answerer: str

    def hold_lease(self) -> None:
        """See to it that runs may be owned. Call it before the transaction that queues a run."""
        ...

    def follow(
        self,
        run: RunRow,
        head: Iterable[Event],
        steps: Iterable[StepRow] = (),
        *,
        with_content: bool = False,
    ) -> Subscription:
        """Listen to a run. Call it before the run is submitted, so that no event is missed.

        Args:
            run: The run, as it was queued.
            head: What the listener is told at once.
            steps: The steps that the run has already; none by default.
            with_content: Whether steps show the text that searches found; they do not by default.
        """
        ...

    def queue(self, connection: Connection, run: RunRow, *, is_followed: bool) -> RunRow:
        """Return a run as the transaction that queues it is to store it.

        Args:
            connection: The transaction.
            run: The run.
            is_followed: Whether a client wants its events.
        """
        ...

    def submit(self, run_id: str) -> None:
        """Have a run worked on. Call it after the transaction that queued the run."""
        ...

    def tell_stopped(self, connection: Connection, run_id: str) -> None:
        """Tell other servers of a run that a transaction ends or deletes, for they may work on it."""
        ...

    def stop(self, run_id: str) -> None:
        """End the work on a run. Call it after the transaction that ended or deleted the run."""
        ...


class Searching(Protocol):
    """Searches vector stores."""

    def search(
        self, vector_store_id: str, queries: Sequence[str], wanted: JsonObject
    ) -> Sequence[JsonObject]:
        """Return what fits a question best, best first, as the contract's `VectorStoreSearchResponse`s.

        Args:
            vector_store_id: The vector store, which is there and has not expired.
            queries: The question, or several.
            wanted: The contract's `VectorStoreSearchRequest`, with filters, ranking options and how many.

        Raises:
            RequestError: It cannot be searched in this way.
        """
        ...


class Context(Struct, frozen=True):
    """The surroundings of an operation.

    Attributes:
        database: Where everything is kept.
        now: Returns the time in whole unix seconds.
        hands: Works on runs.
        admission: Says whether another run may be queued.
        tools: The built-in tools that there are.
        contents: The bytes of files.
        housekeeping: Deletes what has expired.
        indexing: Makes the files of vector stores searchable.
        searching: Searches vector stores.
        list_models: Returns the names that a run may give as its model, or raises a `RequestError`.
        elsewhere: What is on other servers; None, the default, for nothing.
        errand: What this request needs from them; nothing by default.
    """

    database: Database
    now: Callable[[], int]
    hands: RunHands
    admission: Admission
    tools: BuiltinTools
    contents: Contents
    housekeeping: Housekeeping
    indexing: Indexing
    searching: Searching
    list_models: Callable[[], Sequence[str]]
    elsewhere: Elsewhere | None = None
    errand: Errand = field(default_factory=Errand)
