"""What a run finds on another server of what it names: asked for before each of its turns. `runs` uses it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from ..builtin_tools import There
from ..requests.refusals import RequestError
from .holdings import Holdings
from .searching import describe_absence, describe_expiry, describe_silence

SECONDS = 20.0
"""Seconds that the names of files may take; a turn is begun without those that are not known by then."""

_LOG = logging.getLogger(__name__)


class Survey:
    """Looks at what runs name.

    Args:
        files: The files there; None if files are here.
        stores: The vector stores there; None if they are here.
    """

    def __init__(self, files: Holdings | None, stores: Holdings | None) -> None:
        self._files = files
        self._stores = stores

    async def look(self, file_ids: Sequence[str], store_ids: Sequence[str], most: int) -> There:
        """Return what is there; never raises for a server that does not do its part.

        Args:
            file_ids: Files that are not here.
            store_ids: Vector stores that are not here.
            most: How many names of files are told of all vector stores; 0 for none.
        """
        files, stores = await asyncio.gather(
            self._look_for_files(file_ids),
            asyncio.gather(*(self._look_at(store, most) for store in store_ids)),
        )
        gone = [store for store, _, problem in stores if problem and problem != describe_silence(store)]
        return There(
            names={file_id: name for file_id, name in files.items() if name},
            searchable={store: found for store, found, problem in stores if not problem},
            problems={store: problem for store, _, problem in stores if problem},
            gone=frozenset((*gone, *(file_id for file_id, name in files.items() if name is None))),
        )

    async def _look_for_files(self, file_ids: Sequence[str]) -> dict[str, str | None]:
        """Return what files are called, as `_try_name` says."""
        if self._files is None or not file_ids:
            return {}
        found = await asyncio.gather(*(_try_name(self._files, each) for each in file_ids))
        return dict(zip(file_ids, found, strict=True))

    async def _look_at(self, store: str, most: int) -> tuple[str, list[str], str]:
        """Return a vector store, the names of its files, and why it cannot be searched, if it cannot."""
        if self._stores is None:
            return store, [], describe_absence(store)
        holdings = self._stores
        try:
            found = await holdings.channel.wait(lambda: holdings.find_store(store))
        except RequestError as error:
            _LOG.warning("the vector store %s was not looked at: %s", store, error.message)
            return store, [], describe_silence(store)
        if found is None:
            return store, [], describe_absence(store)
        if found.is_over:
            return store, [], describe_expiry(store)
        if not most:
            return store, [], ""
        try:
            async with asyncio.timeout(SECONDS):
                return store, await holdings.channel.wait(lambda: holdings.list_names(store, most)), ""
        except (RequestError, TimeoutError):
            return store, [], ""


async def _try_name(holdings: Holdings, file_id: str) -> str | None:
    """Return what a file is called; None for one that is not there, empty if that cannot be asked."""
    try:
        async with asyncio.timeout(SECONDS):
            found = await holdings.channel.wait(lambda: holdings.find_file(file_id))
    except (RequestError, TimeoutError) as error:
        _LOG.warning("the file %s was not looked at: %s", file_id, type(error).__name__)
        return ""
    return None if found is None else found.filename
