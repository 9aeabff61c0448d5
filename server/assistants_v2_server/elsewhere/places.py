"""What one server knows of others. `server_parts` opens it where there is another server, and closes it."""

from __future__ import annotations

from ..store import Database
from .channel import Channel
from .relay import Relay
from .upstreams import Upstream


class Elsewhere:
    """What one server knows of others; nothing is opened before it is needed.

    Args:
        database: Knows what is here.
        forward: Where files, uploads and models are, and vector stores too; None if they are here.
        vector_stores: Where vector stores are that are not here; None for where *forward* says.

    Attributes:
        relay: Hands requests over.
    """

    def __init__(self, database: Database, forward: Upstream | None, vector_stores: Upstream | None) -> None:
        files = None if forward is None else Channel(forward)
        stores = files if vector_stores is None else Channel(vector_stores)
        self._channels = [channel for channel in {files, stores} if channel is not None]
        self.relay = Relay(database, files, stores)

    def may_be_asked(self, method: str, path: str) -> bool:
        """Say whether answering a request may take as long as another server takes."""
        return method != "GET" or self.relay.may_take(method, path)

    def close(self) -> None:
        """End all requests that are under way elsewhere."""
        for channel in self._channels:
            channel.close()
