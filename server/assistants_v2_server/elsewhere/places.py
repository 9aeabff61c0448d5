"""What one server knows of others. `server_parts` opens it where there is another server, and closes it."""

from __future__ import annotations

from ..builtin_tools import FileSearcher
from ..store import Database
from .channel import Channel
from .holdings import Holdings
from .relay import Relay
from .searching import SearcherElsewhere
from .surveying import Survey
from .upstreams import Upstream

_NAMING = (b"file_id", b"vector_store", rb"\u00")
"""What is in every body that names a file or a vector store, or asks for one; the last for such a letter."""


class Elsewhere:
    """What is on other servers; nothing is sent before it is needed.

    Args:
        database: Knows what is here.
        forward: Where files, uploads and models are, and vector stores too; None if they are here.
        vector_stores: Where vector stores are that are not here; None for where *forward* says.

    Attributes:
        relay: Hands requests over.
        files: The files there; None if files are here.
        stores: The vector stores there.
        survey: Looks at what runs name.
    """

    def __init__(self, database: Database, forward: Upstream | None, vector_stores: Upstream | None) -> None:
        self._database = database
        self.files = None if forward is None else Holdings(Channel(forward))
        self.stores = self.files if vector_stores is None else Holdings(Channel(vector_stores))
        self.survey = Survey(self.files, self.stores)
        self.relay = Relay(
            database,
            None if self.files is None else self.files.channel,
            None if self.stores is None else self.stores.channel,
            self._note_change,
        )

    @property
    def makes_stores(self) -> bool:
        """Say whether new vector stores are made there: where files are too."""
        return self.files is not None

    def make_searcher(self, here: FileSearcher) -> FileSearcher:
        """Return what searches vector stores here and there.

        Args:
            here: Searches those that are here.
        """
        return here if self.stores is None else SearcherElsewhere(self._database, here, self.stores)

    def may_be_named(self, body: bytes) -> bool:
        """Say whether the JSON of a request may name what has to be asked for elsewhere, or made there."""
        return any(word in body for word in _NAMING)

    def close(self) -> None:
        """End all requests that are under way elsewhere."""
        for holdings in {self.files, self.stores}:
            if holdings is not None:
                holdings.channel.close()

    def _note_change(self, method: str, path: str) -> None:
        for holdings in {self.files, self.stores}:
            if holdings is not None:
                holdings.note_change(method, path)
