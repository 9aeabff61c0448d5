"""What a run finds on another server of what it names: asked for before each of its turns. `runs` uses it."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from ..builtin_tools.surveys import Named, There
from ..requests.refusals import RequestError
from .holdings import Holdings
from .searching import describe_absence, describe_expiry, describe_misplacement, describe_silence

SECONDS = 20.0
"""Seconds that the names of files may take; a turn is begun without those that are not known by then."""

_MISPLACED = (
    "the %s %s is on this server, and the tools of the model's endpoint find only what is at %s: runs go on "
    "without it. Make it anew, which is done there, or have the tools carried out here (--hosted-tools none)"
)

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
        self._told: set[str] = set()

    async def look(self, named: Named) -> There:
        """Return what is there; never raises for a server that does not do its part.

        What is here is not there, where tools are carried out by an endpoint that has its files there. The
        log says so, once of each.

        Args:
            named: What a run names.
        """
        files, stores = await asyncio.gather(
            self._look_for_files(named.file_ids),
            asyncio.gather(*(self._look_at(store, named.most_names) for store in named.store_ids)),
        )
        gone = [store for store, _, problem in stores if problem and problem != describe_silence(store)]
        misplaced = self._leave_out("vector store", named.stores_here, self._stores)
        gone += (*misplaced, *self._leave_out("file", named.files_here, self._files))
        return There(
            names={file_id: name for file_id, name in files.items() if name},
            searchable={store: found for store, found, problem in stores if not problem},
            problems={store: describe_misplacement(store) for store in misplaced}
            | {store: problem for store, _, problem in stores if problem},
            gone=frozenset((*gone, *(file_id for file_id, name in files.items() if name is None))),
        )

    def _leave_out(self, kind: str, here: Sequence[str], holdings: Holdings | None) -> Sequence[str]:
        """Return what is here and should be there, and tell the log of it."""
        if holdings is None:
            return ()
        for each in here:
            if each not in self._told:
                self._told.add(each)
                _LOG.warning(_MISPLACED, kind, each, holdings.channel.upstream.host)
        return here

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
