"""The files and vector stores of one other server, as our own requests and runs need them.

`service` looks up what requests name and makes what they ask for, never while a transaction is open; `runs`
asks what a turn has, reads images and files for code, and keeps what code has made.
"""

from __future__ import annotations

import asyncio
import errno
import io
import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any, BinaryIO, TypeVar

import httpx

from ..builtin_tools import MADE_FOR, ToolFailure
from ..builtin_tools.byte_streams import make_stream
from ..requests.refusals import RequestError
from ..store import JsonObject
from . import failures, shapes
from .channel import Channel
from .memory import Memory
from .relaying import find_object, find_root
from .replies import Reply, Sending
from .shapes import FileThere, StoreThere

MOST_REMEMBERED = 5000
"""How many files and vector stores are remembered for a moment."""

IMAGE_MEMORY = 64 * 1024 * 1024
"""Bytes of images that are remembered, which a run is shown at each of its turns."""

IMAGE_SECONDS = 600.0
"""Seconds for which an image is remembered; whether it is still there is asked anew."""

AT_ONCE = 8
"""How many things are asked for at the same time."""

PURPOSES = (MADE_FOR, "user_data", "assistants")
"""What files of code are kept for: servers take the first, or leave it to themselves."""

V = TypeVar("V")

_LOG = logging.getLogger(__name__)


class Holdings:
    """What another server has. Safe to use from any thread and event loop.

    Args:
        channel: The way to it.

    Attributes:
        channel: The same.
    """

    def __init__(self, channel: Channel) -> None:
        self.channel = channel
        self._upstream = channel.upstream
        self._files: Memory[FileThere] = Memory(MOST_REMEMBERED)
        self._stores: Memory[StoreThere] = Memory(MOST_REMEMBERED)
        self._members: Memory[Sequence[str]] = Memory(MOST_REMEMBERED)
        self._images: Memory[bytes] = Memory(IMAGE_MEMORY, len, IMAGE_SECONDS)
        self._purpose = PURPOSES[0]

    def find_files(self, file_ids: Sequence[str]) -> dict[str, FileThere | None]:
        """Return files by their ids; None for those that are not there.

        Raises:
            RequestError: It cannot be found out.
        """
        return self.channel.call(lambda: _gather(self.find_file, file_ids))

    def find_stores(self, store_ids: Sequence[str]) -> dict[str, StoreThere | None]:
        """Return vector stores by their ids; None for those that are not there.

        Raises:
            RequestError: It cannot be found out.
        """
        return self.channel.call(lambda: _gather(self.find_store, store_ids))

    async def find_file(self, file_id: str) -> FileThere | None:
        """Return a file; None if it is not there. It is for the event loop of the channel.

        Raises:
            RequestError: It cannot be found out.
        """
        found = self._files.get(file_id)
        if found is None:
            found = shapes.read_file(self._upstream, await self.channel.exchange(shapes.ask_file(file_id)))
            if found is not None:
                self._files.keep(file_id, found)
        return found

    async def find_store(self, store_id: str) -> StoreThere | None:
        """Return a vector store likewise; one whose files are being indexed is always asked for anew."""
        found = self._stores.get(store_id)
        if found is None:
            found = shapes.read_store(self._upstream, await self.channel.exchange(shapes.ask_store(store_id)))
            if found is not None and not found.is_indexing:
                self._stores.keep(store_id, found)
        return found

    async def list_names(self, store_id: str, most: int) -> list[str]:
        """Return what files of a vector store are called, the oldest first, likewise; those that are known.

        Args:
            store_id: The vector store.
            most: How many at most.
        """
        members = self._members.get(store_id)
        if members is None:
            reply = await self.channel.exchange(shapes.ask_store_files(store_id, most))
            members = shapes.read_ids(self._upstream, reply)
            self._members.keep(store_id, members)
        found = await _gather(self.find_file, members[:most])
        return [file.filename for file in found.values() if file is not None]

    def make_store(self, body: JsonObject) -> str:
        """Make a vector store, and return its id.

        Raises:
            RequestError: It was not made.
        """
        return shapes.check_done(self._upstream, self._ask(shapes.make_store(body)))

    def add_file(self, store_id: str, file_id: str) -> bool:
        """Put a file into a vector store; say whether it was not there before.

        Raises:
            RequestError: It was not put in.
        """
        if self._ask(shapes.ask_store_file(store_id, file_id)).status == 200:
            return False
        self.forget_store(store_id)
        shapes.check_done(self._upstream, self._ask(shapes.add_file(store_id, file_id)))
        return True

    def delete_store(self, store_id: str) -> None:
        """Take back that a vector store was made, for a request that was refused later."""
        self._undo(shapes.delete_store(store_id))
        self.forget_store(store_id)

    def remove_file(self, store_id: str, file_id: str) -> None:
        """Take back that a file was put into a vector store, likewise."""
        self._undo(shapes.remove_file(store_id, file_id))
        self.forget_store(store_id)

    def _undo(self, sending: Sending) -> None:
        """Take something back; what cannot be is logged."""
        try:
            status = self._ask(sending).status
        except RequestError as error:
            _LOG.warning("%s %s was not done: %s", sending.method, sending.path, error.message)
            return
        if status >= 400:
            _LOG.warning("%s %s was not done: status %d", sending.method, sending.path, status)

    def open(self, file_id: str) -> BinaryIO:
        """Return the bytes of a file, from the beginning, as they come.

        Raises:
            OSError: They cannot be had.
        """
        try:
            reply = self.channel.open(shapes.ask_bytes(file_id))
        except RequestError as error:
            raise OSError(errno.EIO, error.message) from None
        if reply.status != 200:
            self.forget_file(file_id)
            raise OSError(errno.ENOENT, f"its server answered {reply.status}")
        return io.BytesIO(reply.body) if reply.rest is None else make_stream(reply.rest)

    def read_image(self, file_id: str, most: int) -> bytes | None:
        """Return the bytes of a file that is to be shown; None if it is not there, or has more than that."""
        try:
            file = self.find_files([file_id])[file_id]
            if file is None or (file.bytes or 0) > most:
                return None
            data = self._images.get(file_id)
            if data is None:
                with self.open(file_id) as stream:
                    data = stream.read(most + 1)
        except (RequestError, OSError) as error:
            _LOG.warning("the image %s was not shown: %s", file_id, error)
            return None
        if len(data) > most:
            return None
        self._images.keep(file_id, data)
        return data

    def keep(self, filename: str, data: bytes) -> str:
        """Keep a new file that code has made, and return its id.

        Raises:
            ToolFailure: It is not taken.
        """
        status = 0
        for purpose in PURPOSES[PURPOSES.index(self._purpose) :]:
            try:
                reply = self._ask(_write_form(filename, data, purpose))
            except RequestError as error:
                raise ToolFailure("The server of the files did not take it.") from error
            if reply.status < 300:
                self._purpose = purpose
                return shapes.check_done(self._upstream, reply)
            status = reply.status
            if status != 400:
                break
        raise ToolFailure(f"The server of the files did not take it: it answered {status}.")

    def discard(self, file_id: str) -> None:
        """Take back that a file was kept, for a turn that came to nothing."""
        self._undo(shapes.delete_file(file_id))
        self.forget_file(file_id)

    def note_change(self, method: str, path: str) -> None:
        """Forget what a request changes that was handed on."""
        identifier = find_object(path)
        if method in {"GET", "HEAD", "OPTIONS"} or identifier is None:
            return
        if find_root(path) == "files":
            self.forget_file(identifier)
        else:
            self.forget_store(identifier)

    def forget_file(self, file_id: str) -> None:
        """Ask for a file anew when it is next needed."""
        self._files.forget(file_id)
        self._images.forget(file_id)

    def forget_store(self, store_id: str) -> None:
        """Ask for a vector store anew when it is next needed."""
        self._stores.forget(store_id)
        self._members.forget(store_id)

    def _ask(self, sending: Sending) -> Reply:
        return self.channel.call(lambda: self.channel.exchange(sending))


def list_first(channel: Channel, collection: str) -> RequestError | None:
    """Return why a collection of a server cannot be listed; None if it can."""
    try:
        reply = channel.call(lambda: channel.exchange(shapes.ask_first(collection)))
        shapes.read_ids(channel.upstream, reply)
    except RequestError as error:
        return error
    return failures.not_done(channel.upstream.host, reply.status) if reply.status >= 400 else None


async def _gather(find: Callable[[str], Coroutine[Any, Any, V]], identifiers: Sequence[str]) -> dict[str, V]:
    """Return what is found for some ids, a few at a time; what is raised for one of them is raised."""
    places = asyncio.Semaphore(AT_ONCE)

    async def find_one(identifier: str) -> V:
        async with places:
            return await find(identifier)

    wanted = [*dict.fromkeys(identifiers)]
    return dict(zip(wanted, await asyncio.gather(*map(find_one, wanted)), strict=True))


def _write_form(filename: str, data: bytes, purpose: str) -> Sending:
    form = httpx.Request("POST", "http://form", files={"file": (filename, data)}, data={"purpose": purpose})
    headers = {"content-type": form.headers["content-type"]}
    return Sending(method="POST", path="/files", headers=headers, body=form.read())
