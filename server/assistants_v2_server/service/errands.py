"""What one request needs from another server, without a transaction being open meanwhile.

A first transaction notes what has to be asked for, and is undone. Then it is asked for, and what nobody can
do without is made; a last transaction finds all of it done. `tool_resources` notes, `asking_first` repeats.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..encoding import encode_json
from ..store import JsonObject

if TYPE_CHECKING:
    from ..elsewhere.places import Elsewhere
    from ..elsewhere.shapes import FileThere, StoreThere


class ErrandPending(Exception):
    """A transaction lacks what has to be asked for elsewhere first, and is undone."""


class Errand:
    """What is asked for, and done, for one request.

    Args:
        elsewhere: What is on other servers; None for nothing.
    """

    def __init__(self, elsewhere: Elsewhere | None = None) -> None:
        self._elsewhere = elsewhere
        self._files: dict[str, FileThere | None] = {}
        self._stores: dict[str, StoreThere | None] = {}
        self._made: dict[str, str] = {}
        self._added: dict[tuple[str, str], bool] = {}
        self.begin()

    def begin(self) -> None:
        """Begin a transaction: nothing is noted yet."""
        self._files_wanted: dict[str, None] = {}
        self._stores_wanted: dict[str, None] = {}
        self._making: dict[str, JsonObject] = {}
        self._adding: dict[tuple[str, str], None] = {}

    @property
    def makes_stores(self) -> bool:
        """Say whether new vector stores are made there."""
        return self._elsewhere is not None and self._elsewhere.makes_stores

    def has_file(self, file_id: str) -> bool:
        """Say whether a file that is not here is there; until that is known, it is."""
        if self._elsewhere is None or self._elsewhere.files is None:
            return False
        if file_id not in self._files:
            self._files_wanted[file_id] = None
            return True
        return self._files[file_id] is not None

    def has_store(self, store_id: str) -> bool:
        """Say whether a vector store that is not here is there; until that is known, it is."""
        return self._is_known(store_id) is False or self._stores.get(store_id) is not None

    def has_open_store(self, store_id: str) -> bool:
        """Say whether a vector store that is not here is there and takes files."""
        if self._is_known(store_id) is False:
            return True
        store = self._stores.get(store_id)
        return store is not None and not store.is_over

    def make_store(self, body: JsonObject) -> str:
        """Return the id of a vector store that is made there; any text until it is made."""
        key = f"{len(self._making)}:{encode_json(body).decode()}"
        self._making[key] = body
        return self._made.get(key, "")

    def add_file(self, store_id: str, file_id: str) -> None:
        """Have a file put into a vector store there."""
        self._adding[store_id, file_id] = None

    def settle(self) -> None:
        """End a transaction, if all that it lacked is done.

        Raises:
            ErrandPending: It is not.
        """
        if self._files_wanted or self._stores_wanted or self._list_undone() or self._list_not_added():
            raise ErrandPending

    def go(self) -> None:
        """Ask for what was noted; make what was noted only if there was nothing to ask for.

        Raises:
            RequestError: It cannot be found out, or was not made.
        """
        assert self._elsewhere is not None
        if self._files_wanted or self._stores_wanted:
            if self._files_wanted and self._elsewhere.files is not None:
                self._files |= self._elsewhere.files.find_files([*self._files_wanted])
            if self._stores_wanted and self._elsewhere.stores is not None:
                self._stores |= self._elsewhere.stores.find_stores([*self._stores_wanted])
            return
        stores = self._elsewhere.stores
        assert stores is not None
        for key in self._list_undone():
            self._made[key] = stores.make_store(self._making[key])
        for store_id, file_id in self._list_not_added():
            self._added[store_id, file_id] = stores.add_file(store_id, file_id)

    def undo(self, *, all_of_it: bool) -> None:
        """Take back what was made: all of it, or what the last transaction did not need any more."""
        if self._elsewhere is None or self._elsewhere.stores is None:
            return
        for key, store_id in self._made.items():
            if all_of_it or key not in self._making:
                self._elsewhere.stores.delete_store(store_id)
        for (store_id, file_id), is_new in self._added.items():
            if is_new and (all_of_it or (store_id, file_id) not in self._adding):
                self._elsewhere.stores.remove_file(store_id, file_id)

    def _is_known(self, store_id: str) -> bool | None:
        """Say whether it is known if a vector store is there, and note to ask; None if none are elsewhere."""
        if self._elsewhere is None or self._elsewhere.stores is None:
            return None
        if store_id in self._stores:
            return True
        self._stores_wanted[store_id] = None
        return False

    def _list_undone(self) -> Sequence[str]:
        return [key for key in self._making if key not in self._made]

    def _list_not_added(self) -> Sequence[tuple[str, str]]:
        return [each for each in self._adding if each not in self._added]
