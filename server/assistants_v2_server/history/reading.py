"""Reads an export of the neutral form from a folder or from the file of one thread, one thread at a time.

The importer and `migrate` use it. What it reads was written by anybody: whatever is broken is told, as a
`BrokenFile`, and passed over. The objects are as they stand in the files; nothing is checked about them here.
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias, TypeVar, cast, overload

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..encoding import encode_json, mend_text, read_json
from .ages import order_by_age
from .layout import (
    ASSISTANTS,
    BYTES_FOLDER,
    FILES,
    MANIFEST,
    THREADS_FOLDER,
    VECTOR_STORES,
    JsonObject,
    ThreadExport,
    name_bytes_file,
)

T = TypeVar("T")

LARGEST_JSON = 256 * 1024 * 1024
"""Bytes that a file of JSON may have: it is held in memory while it is read."""

LARGEST_OBJECT = 32 * 1024 * 1024
"""Bytes that one object in it may have, such as a message, or a run with its steps."""

_MENDABLE = 32 * 1024 * 1024
"""Bytes of a file that is read once more, at more cost, if it is not quite JSON."""

_OTHER_ENCODING = (
    "is not written in UTF-8, but perhaps in the encoding of the Windows that it was exported on: "
    "convert it, such as with `iconv -f cp1252 -t utf-8`."
)
"""What is said of a file of which nobody can tell for sure how to read it: a guess would garble it."""

_Members: TypeAlias = dict[str, msgspec.Raw]


class ExportRefused(Exception):
    """There is no export where one was named; the text says what is there instead."""


class BrokenFile(Exception):
    """A file of an export cannot be read; the text says which, and why.

    Attributes:
        name: The file, as it is called inside of the export.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name} {reason}")
        self.name = name


class RawObjects(Sequence[JsonObject]):
    """A list of objects of a file that are read from its bytes one by one, when they are asked for.

    Args:
        name: The file, for errors.
        items: The bytes of each.
    """

    def __init__(self, name: str, items: Sequence[msgspec.Raw]) -> None:
        self._name = name
        self._items = items

    def __len__(self) -> int:
        return len(self._items)

    def count_bytes(self, index: int) -> int:
        """Return how long one of the objects is in the file."""
        return memoryview(self._items[index]).nbytes

    @overload
    def __getitem__(self, index: int) -> JsonObject: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[JsonObject]: ...

    def __getitem__(self, index: int | slice) -> JsonObject | Sequence[JsonObject]:
        if isinstance(index, slice):
            return RawObjects(self._name, self._items[index])
        return _read_object(self._name, self._items[index])


class Export(Struct, frozen=True):
    """An export as it lies on the disk.

    Attributes:
        folder: The folder; None for the file of one thread.
        files: The files of its threads, in the order of their names.
    """

    folder: Path | None
    files: Sequence[Path]

    def read_manifest(self) -> JsonObject:
        """Return the manifest; an empty one if there is none.

        Raises:
            BrokenFile: It cannot be read.
        """
        raw = self._read_member(MANIFEST)
        return {} if raw is None else _read_object(MANIFEST, raw)

    def read_assistants(self) -> Sequence[JsonObject]:
        """Return the assistants; none if there is no list of them.

        Raises:
            BrokenFile: It cannot be read.
        """
        return self._read_list(ASSISTANTS)

    def read_files(self) -> Sequence[JsonObject]:
        """Return the file objects that do not stand with threads; none if there is no list of them.

        Raises:
            BrokenFile: It cannot be read.
        """
        return self._read_list(FILES)

    def read_vector_stores(self) -> Sequence[JsonObject]:
        """Return the vector stores, each with its `files`; none if there is no list of them.

        Raises:
            BrokenFile: It cannot be read.
        """
        return self._read_list(VECTOR_STORES)

    def read_threads(self, *, oldest_first: bool = False) -> Iterator[ThreadExport | BrokenFile]:
        """Yield each thread, or what is wrong with its file. The one before may be forgotten by then.

        Args:
            oldest_first: Whether they come in the order in which they were made, as far as their files begin
                with that; by default in that of `files`.
        """
        for path in order_by_age(self.files, _open_regular) if oldest_first else self.files:
            try:
                yield read_thread(path)
            except BrokenFile as error:
                yield error

    def open_bytes(self, file_id: str) -> BinaryIO | None:
        """Return the bytes of a file, to be closed; None if they are not in the export."""
        if self.folder is None or (self.folder / BYTES_FOLDER).is_symlink():
            return None
        with suppress(OSError, ValueError):
            return _open_regular(self.folder / name_bytes_file(file_id))
        return None

    def _read_list(self, name: str) -> Sequence[JsonObject]:
        raw = self._read_member(name)
        return () if raw is None else _read_objects(name, raw)

    def _read_member(self, name: str) -> msgspec.Raw | None:
        if self.folder is None:
            return None
        try:
            return _read_json_file(self.folder / name, name)
        except FileNotFoundError:
            return None


def open_export(path: str | os.PathLike[str]) -> Export:
    """Return the export at a path: a folder, or the file of one thread.

    Raises:
        ExportRefused: There is none.
    """
    try:
        place = Path(path).resolve()
        if place.is_file():
            return Export(None, [place])
        if not place.is_dir():
            raise ExportRefused(f"there is no {place}: name a folder of an export, or the file of a thread.")
        if (place / THREADS_FOLDER).is_symlink():  # which may lead anywhere, as those of files may
            raise ExportRefused(f"{place / THREADS_FOLDER} is a link: put the folder itself in its place.")
        files = _list_threads(place / THREADS_FOLDER)
        known = [name for name in (MANIFEST, ASSISTANTS, FILES, VECTOR_STORES) if (place / name).exists()]
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ExportRefused(f"{os.fspath(path)!r} cannot be read: {reason}.") from error
    if not files and not known:
        raise ExportRefused(
            f"{place} holds no export: {THREADS_FOLDER}/*.json and {ASSISTANTS} are not in it."
        )
    return Export(place, sorted(files))


def read_thread(path: Path) -> ThreadExport:
    """Return the thread of a file.

    Raises:
        BrokenFile: It cannot be read, or is not the file of a thread.
    """
    name = path.name
    try:
        raw = _read_json_file(path, name)
    except FileNotFoundError as error:
        raise BrokenFile(name, "is gone.") from error
    members = _read_as(name, raw, _Members, "is not an object")
    thread = _read_member_as(name, members, "thread")
    if not isinstance(thread, dict | None):
        raise BrokenFile(name, "has a `thread` that is not an object.")
    named = cast("JsonObject", thread or {}).get("id") or _read_member_as(name, members, "thread_id")
    if not isinstance(named, str) or not named:
        raise BrokenFile(name, "is not the file of a thread: it names none.")
    exported_at = _read_member_as(name, members, "exported_at")
    return ThreadExport(
        thread_id=named,
        thread=cast("JsonObject | None", thread),
        messages=_read_objects(name, members.get("messages")),
        runs=_read_objects(name, members.get("runs")),
        files=_read_files(name, members.get("files")),
        errors=_read_objects(name, members.get("errors")),
        exported_at=exported_at if isinstance(exported_at, str) else None,
    )


def read_all(thread: ThreadExport) -> ThreadExport:
    """Return a thread all of whose objects have been read.

    Raises:
        BrokenFile: One of them cannot be.
    """
    messages, runs, errors = [*thread.messages], [*thread.runs], [*thread.errors]
    return replace(thread, messages=messages, runs=runs, errors=errors)


def _read_files(name: str, raw: msgspec.Raw | None) -> dict[str, JsonObject]:
    """Return the files of a thread by id, whether they stand as an object or as a list."""
    if raw is None or bytes(raw) == b"null":
        return {}
    if bytes(raw).lstrip()[:1] == b"[":
        return {str(found.get("id")): found for found in _read_objects(name, raw)}
    members = _read_as(name, raw, _Members, "has `files` that are not an object")
    return {key: {"id": key, **_read_object(name, item)} for key, item in members.items()}


def _read_member_as(name: str, members: _Members, key: str) -> Any:
    return _read_value(name, members[key]) if key in members else None


def _read_objects(name: str, raw: msgspec.Raw | None) -> Sequence[JsonObject]:
    if raw is None or bytes(raw) == b"null":
        return ()
    return RawObjects(name, _read_as(name, raw, list[msgspec.Raw], "has no list where one belongs"))


def _read_object(name: str, raw: msgspec.Raw) -> JsonObject:
    value = _read_value(name, raw)
    if not isinstance(value, dict):
        raise BrokenFile(name, "has something else where an object belongs.")
    return cast("JsonObject", value)


def _read_value(name: str, raw: msgspec.Raw) -> Any:
    if memoryview(raw).nbytes > LARGEST_OBJECT:
        raise BrokenFile(name, f"has an object of more than {LARGEST_OBJECT // 1024**2} MiB.")
    with suppress(msgspec.DecodeError, UnicodeError, RecursionError):
        return msgspec.json.decode(raw)
    try:
        return read_json(mend_text(bytes(raw).decode("utf-8", "surrogatepass")))
    except UnicodeDecodeError as error:
        raise BrokenFile(name, _OTHER_ENCODING) from error
    except ValueError as error:
        raise BrokenFile(name, f"is not JSON: {error}.") from error


def _read_as(name: str, raw: msgspec.Raw, kind: type[T], otherwise: str) -> T:
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BrokenFile(name, f"{otherwise}.") from error


def _read_json_file(path: Path, name: str) -> msgspec.Raw:
    """Return what a file holds as JSON that may be taken apart.

    Raises:
        BrokenFile: It cannot be read, is too large, or is not JSON.
        FileNotFoundError: There is none.
    """
    try:
        with _open_regular(path) as file:
            size = os.fstat(file.fileno()).st_size
            data = file.read(LARGEST_JSON) if size <= LARGEST_JSON else b""
    except FileNotFoundError:
        raise
    except (OSError, ValueError) as error:
        raise BrokenFile(name, f"cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    if size > LARGEST_JSON:
        raise BrokenFile(name, f"has more than {LARGEST_JSON // 1024**2} MiB.")
    try:
        return msgspec.json.decode(data, type=msgspec.Raw)
    except (msgspec.DecodeError, RecursionError, UnicodeError) as error:
        return _mend(name, data, error)


def _mend(name: str, data: bytes, first: Exception) -> msgspec.Raw:
    """Return JSON that Python's own reader takes: halves of surrogate pairs, NaN, UTF-16, deep nesting."""
    if len(data) > _MENDABLE:
        raise BrokenFile(name, f"is not JSON: {first}.")
    with suppress(ValueError, RecursionError, MemoryError):
        text = data.decode(json.detect_encoding(data), "surrogatepass")
        return msgspec.Raw(encode_json(read_json(text)))
    raise BrokenFile(name, f"is not JSON: {first}.")


def _list_threads(folder: Path) -> list[Path]:
    """Return the files of threads; those of writers that are at work begin with a dot."""
    return sorted(found for found in folder.glob("*.json") if not found.name.startswith("."))


def _open_regular(path: Path) -> BinaryIO:
    """Open a file that is one: not a link to something else, a device, or a pipe that never ends."""
    if path.is_symlink():
        raise OSError(None, "it is a link")
    descriptor = os.open(
        path,
        os.O_RDONLY
        | getattr(os, "O_NOFOLLOW", 0)
        | getattr(os, "O_NONBLOCK", 0)
        | getattr(os, "O_CLOEXEC", 0)
        | getattr(os, "O_BINARY", 0),
    )
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(None, "it is not a file")
    return os.fdopen(descriptor, "rb")
