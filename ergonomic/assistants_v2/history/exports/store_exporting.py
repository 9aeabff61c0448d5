"""Exports the vector stores with their files, and the files that no thread names. Used by `exporting`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from assistants_v2_companions_raw.api.files import list_files
from assistants_v2_companions_raw.api.vector_store_files import list_vector_store_files
from assistants_v2_companions_raw.api.vector_stores import list_vector_stores
from assistants_v2_server.history.layout import FILES, VECTOR_STORES, make_store_record

from .fetching import BATCH, ENDING, FAILED, GAPS, describe, fetch_list, fill_gap, name_error
from .mentions import list_file_ids
from .reports import is_embedded, merge_by_id

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ...flows.port import Port
    from .file_fetching import FileFetcher
    from .folder import ExportFolder
    from .raw_objects import JsonObject

_PURPOSES = frozenset({"assistants", "assistants_output", "user_data", "vision"})
"""What files are for that belong to conversations; a server may have others besides, of other APIs."""

_NAMED = 20
"""How many of what could not be fetched have a note of their own."""


class StoreExporter:
    """Exports what belongs to no thread.

    Args:
        io: The port.
        folder: Where to.
        files: What fetches files.
        limit: How many requests are under way at once.

    Attributes:
        notes: Sentences on what could not be fetched.
        missing: How much of that can be asked for again.
    """

    def __init__(self, io: Port, folder: ExportFolder, files: FileFetcher, limit: int) -> None:
        self.notes: list[str] = []
        self.missing = 0
        self._io = io
        self._folder = folder
        self._files = files
        self._limit = limit

    async def export(self, assistants: Sequence[JsonObject]) -> int:
        """Write `vector_stores.json` and `files.json`, and the bytes of the files; return how many stores
        there are.

        Args:
            assistants: Their files are exported too.

        Raises:
            APIConnectionError: No answer came.
            AuthenticationError: The key is refused.
            RateLimitError: The server asks to wait for too long.
            OSError: Something cannot be written.
        """
        errors: list[JsonObject] = []
        works = [partial(self._read_store, store, errors) for store in await self._list_stores()]
        stores = await self._io.together(works, self._limit)
        own = (str(file.get("id")) for store in stores for file in store["files"])
        wanted: dict[str, JsonObject | None] = dict.fromkeys([*own, *list_file_ids(assistants)])
        objects = await self._fetch_files({**await self._list_files(), **wanted}, errors)
        self._note(errors)
        stores = merge_by_id(self._folder.read_objects(VECTOR_STORES), stores)
        self._folder.write_json(VECTOR_STORES, stores)
        self._folder.write_json(FILES, merge_by_id(self._folder.read_objects(FILES), objects))
        return len(stores)

    async def _list_stores(self) -> Sequence[JsonObject]:
        try:
            return await fetch_list(self._io, list_vector_stores.request)
        except ENDING:
            raise
        except GAPS as failure:
            self.missing += name_error(failure) == FAILED
            self.notes.append(f"The vector stores could not be listed: {describe(failure)}")
            return ()

    async def _list_files(self) -> dict[str, JsonObject]:
        """Return the files that the server lists, by id: somebody may name them tomorrow."""
        try:
            found = await fetch_list(self._io, list_files.request)
        except ENDING:
            raise
        except GAPS as failure:
            if name_error(failure) == FAILED:
                self.missing += 1
                self.notes.append(f"The files could not be listed: {describe(failure)}")
            return {}
        takes_all = is_embedded(self._io.settings)
        return {str(each.get("id")): each for each in found if takes_all or each.get("purpose") in _PURPOSES}

    async def _read_store(self, store: JsonObject, errors: list[JsonObject]) -> JsonObject:
        store_id = str(store.get("id"))
        files = fetch_list(self._io, partial(list_vector_store_files.request, store_id))
        return make_store_record(store, await fill_gap("vector_store_files", store_id, errors, files, ()))

    async def _fetch_files(
        self, files: Mapping[str, JsonObject | None], errors: list[JsonObject]
    ) -> list[JsonObject]:
        """Return the objects of files by id, with those that are known already."""
        objects: list[JsonObject] = []
        some = [*files.items()]
        for at in range(0, len(some), BATCH):
            works = [partial(self._files.fetch, key, known) for key, known in some[at : at + BATCH]]
            for found in await self._io.together(works, self._limit):
                objects += [] if found.object is None else [found.object]
                errors.extend(found.errors)
        return objects

    def _note(self, errors: Sequence[JsonObject]) -> None:
        self.missing += sum(error["error"] == FAILED for error in errors)
        for error in errors[:_NAMED]:
            words = " ".join(str(error["object"]).split("_"))
            self.notes.append(f"The {words} {error['id']} could not be fetched ({error['error']}).")
        if len(errors) > _NAMED:
            self.notes.append(f"{len(errors) - _NAMED} more of vector stores and their files as well.")
