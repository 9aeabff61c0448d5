"""The files and vector stores that requests name for tools: looked up, and made where that is asked for.

Only what is written anew is looked up. What an object has already stays, whether it is here or not: a
conversation that was held elsewhere goes on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection

from ..requests import file_refusals
from ..requests.refusals import RequestError
from ..store import VECTOR_STORE_FILES, VECTOR_STORES, JsonObject, ThreadRow, VectorStoreFileRow
from ..store import name_vector_store_file as name_file
from ..store.expiry import is_over, touch_store
from .context import Context
from .objects import normalize_resources
from .store_files import (
    add_files,
    fetch_named_file,
    insert_store,
    list_additions,
)

_KEPT_DAYS = 7
"""Days that a vector store is kept, after its last use, that was made for messages or along with a thread."""

_PARAM = "tool_resources"


class ToolFiles:
    """What one transaction names for tools, and has indexed when it has been committed.

    Args:
        connection: The transaction.
        context: The surroundings.

    Attributes:
        added: The files that it has put into vector stores; `submit_files` is for them.
    """

    def __init__(self, connection: Connection, context: Context) -> None:
        self.added: list[VectorStoreFileRow] = []
        self._connection = connection
        self._context = context

    def take_resources(
        self,
        given: JsonObject | None,
        tools: Sequence[JsonObject] = (),
        kept: JsonObject | None = None,
        *,
        of_thread: bool = False,
    ) -> JsonObject:
        """Return the tool resources of a request as they are stored.

        Args:
            given: The contract's object; None for none.
            tools: The tools beside them, each of which gets an entry; none by default.
            kept: What the object has had so far; none by default.
            of_thread: Whether a vector store that is made along with them is for one thread.

        Raises:
            RequestError: 404, a file or a vector store is not there.
        """
        resources: JsonObject = given or {}
        had = _list_ids(kept or {})
        for index, file_id in enumerate(_get(resources, "code_interpreter", "file_ids")):
            if file_id not in had:
                self._check_file(file_id, f"{_PARAM}.code_interpreter.file_ids[{index}]")
        for index, store_id in enumerate(_get(resources, "file_search", "vector_store_ids")):
            if store_id not in had and not self._has_store(store_id):
                param = f"{_PARAM}.file_search.vector_store_ids[{index}]"
                raise file_refusals.named_store_not_found(store_id, param)
        wanted = _get(resources, "file_search", "vector_stores")
        if wanted:
            made = [self._make_store(body, index, of_thread=of_thread) for index, body in enumerate(wanted)]
            resources = {**resources, "file_search": {"vector_store_ids": made}}
        elif "vector_stores" in resources.get("file_search", {}):
            resources = {**resources, "file_search": {}}
        return normalize_resources(resources, tools)

    def take_messages(self, thread: ThreadRow, bodies: Iterable[JsonObject]) -> ThreadRow:
        """Return a thread with what is attached to its new messages.

        What is for file search is put into the thread's vector store, which is made if there is none.

        Args:
            thread: The thread as it is stored.
            bodies: Requests that make messages.

        Raises:
            RequestError: 404, a file is not there.
        """
        files: dict[str, dict[str, bool]] = {"file_search": {}, "code_interpreter": {}}
        for body in bodies:
            self._check_images(body["content"])
            for index, attachment in enumerate(_list(body, "attachments")):
                file_id, param = attachment.get("file_id"), f"attachments[{index}].file_id"
                if file_id is None:
                    continue
                is_here = self._check_file(file_id, param)
                for tool in _list(attachment, "tools"):
                    files[tool["type"]][file_id] = is_here
        if files["code_interpreter"]:
            thread = _add_to_interpreter(thread, files["code_interpreter"])
        here = [file_id for file_id, is_here in files["file_search"].items() if is_here]
        if here:
            thread = self._add_to_store(thread, here)
        there = [file_id for file_id, is_here in files["file_search"].items() if not is_here]
        if there:
            thread = self._add_to_store_there(thread, there)
        return thread

    def settle(self) -> None:
        """End the transaction, as its last work.

        Raises:
            ErrandPending: Something has to be asked for elsewhere first; `asking_first` sees to that.
        """
        self._context.errand.settle()

    def _check_file(self, file_id: str, param: str) -> bool:
        """Say whether a file is here; raise the 404 for one that is nowhere."""
        try:
            fetch_named_file(self._connection, self._context, file_id, param)
        except RequestError:
            if self._context.errand.has_file(file_id):
                return False
            raise
        return True

    def _has_store(self, store_id: str) -> bool:
        is_here = VECTOR_STORES.get(self._connection, store_id) is not None
        return is_here or self._context.errand.has_store(store_id)

    def _check_images(self, content: str | Sequence[JsonObject]) -> None:
        for index, part in enumerate(() if isinstance(content, str) else content):
            if part["type"] == "image_file":
                self._check_file(part["image_file"]["file_id"], f"content[{index}].image_file.file_id")

    def _make_store(self, body: JsonObject, index: int, *, of_thread: bool) -> str:
        param = f"{_PARAM}.file_search.vector_stores[{index}].file_ids"
        expiry = {"expires_after": _make_expiry()} if of_thread else {}
        if self._context.errand.makes_stores:
            file_ids = body.get("file_ids") or ()
            are_here = [self._check_file(each, f"{param}[{place}]") for place, each in enumerate(file_ids)]
            if not are_here or not all(are_here):
                return self._context.errand.make_store({**body, **expiry})
        store, added = insert_store(self._connection, self._context, {**body, **expiry}, param)
        self.added += added
        return store.id

    def _add_to_store(self, thread: ThreadRow, files: Sequence[str]) -> ThreadRow:
        """Put files into the vector store of a thread; those that are there already stay as they are."""
        now = self._context.now()
        for store_id in _list_stores(thread):
            store = VECTOR_STORES.get(self._connection, store_id, lock=True)
            if store is not None and not is_over(store.expires_at, now):
                break
        else:
            store, _ = insert_store(self._connection, self._context, {"expires_after": _make_expiry()})
            kept = [each for each in _list_stores(thread) if self._is_elsewhere(each)]
            thread = _replace_stores(thread, [*kept, store.id])
        touch_store(self._connection, store, now)
        new = [
            file_id
            for file_id in files
            if VECTOR_STORE_FILES.get(self._connection, name_file(store.id, file_id)) is None
        ]
        self.added += add_files(self._connection, self._context, store, list_additions(new))
        return thread

    def _add_to_store_there(self, thread: ThreadRow, files: Sequence[str]) -> ThreadRow:
        """Put files that are on another server into the vector store that a thread has there."""
        errand, stores = self._context.errand, _list_stores(thread)
        elsewhere = [each for each in stores if self._is_elsewhere(each)]
        for store_id in elsewhere:
            if errand.has_open_store(store_id):
                for file_id in files:
                    errand.add_file(store_id, file_id)
                return thread
        made = errand.make_store({"file_ids": [*files], "expires_after": _make_expiry()})
        return _replace_stores(thread, [*(each for each in stores if each not in elsewhere), made])

    def _is_elsewhere(self, store_id: str) -> bool:
        is_here = VECTOR_STORES.get(self._connection, store_id) is not None
        return not is_here and self._context.elsewhere is not None


def _list_stores(thread: ThreadRow) -> Sequence[str]:
    return _get(thread.tool_resources, "file_search", "vector_store_ids")


def _replace_stores(thread: ThreadRow, store_ids: Sequence[str]) -> ThreadRow:
    found = {"vector_store_ids": [*store_ids]}
    return replace(thread, tool_resources={**thread.tool_resources, "file_search": found})


def _add_to_interpreter(thread: ThreadRow, files: Iterable[str]) -> ThreadRow:
    there = _get(thread.tool_resources, "code_interpreter", "file_ids")
    found = {"file_ids": [*dict.fromkeys([*there, *files])]}
    return replace(thread, tool_resources={**thread.tool_resources, "code_interpreter": found})


def _make_expiry() -> JsonObject:
    return {"anchor": "last_active_at", "days": _KEPT_DAYS}


def _list_ids(resources: JsonObject) -> set[str]:
    return {
        *_get(resources, "code_interpreter", "file_ids"),
        *_get(resources, "file_search", "vector_store_ids"),
    }


def _list(holder: JsonObject, name: str) -> Sequence[JsonObject]:
    found: Sequence[JsonObject] | None = holder.get(name)
    return found or []


def _get(resources: JsonObject, kind: str, name: str) -> Sequence[Any]:
    of_kind: JsonObject = resources.get(kind) or {}
    found: Sequence[Any] = of_kind.get(name) or ()
    return found
