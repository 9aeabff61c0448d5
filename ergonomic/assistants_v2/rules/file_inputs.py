"""What programs pass as a file, as an upload with a name. Pure: nothing is opened or read here.

Used by the flows that upload, in one request or in parts. Everything that the official SDK takes is taken: a
path, an open file, bytes, and each of these behind a name in a tuple.
"""

from __future__ import annotations

import re
from io import TextIOBase
from typing import TYPE_CHECKING, Any, cast

from assistants_v2_raw.types import File
from attrs import frozen
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

UNNAMED = "upload"
"""Name of a file that has none, as the official SDK's httpx has it."""


@frozen
class Upload(File):
    """A file on its way to a server.

    Attributes:
        on_progress: Who is told how much of it was sent: the bytes so far, and all of them if that is known.
    """

    on_progress: Callable[[int, int | None], object] | None = None


class PathText(Struct, frozen=True):
    """A text that is a path, since its caller says so."""

    text: str

    def __fspath__(self) -> str:
        return self.text


class Section(Struct, frozen=True):
    """Some of the bytes of a file, as a content that is sent by itself.

    Attributes:
        content: What the file consists of: bytes, an open file or a path.
        start: How many bytes are before it.
        size: How many bytes it has.
    """

    content: Any
    start: int
    size: int


def split_file(file: Upload, size: int, part_size: int) -> Iterator[Upload]:
    """Yield the parts of a file, each as an upload of its own.

    Args:
        file: The file.
        size: How many bytes it has.
        part_size: How many bytes each part has, but the last, which has the rest.
    """
    for start in range(0, size, part_size):
        section = Section(file.content, start, min(part_size, size - start))
        hook = _count_from(start, size, file.on_progress) if file.on_progress else None
        yield Upload(file.name, cast("Any", section), on_progress=hook)


def _count_from(
    start: int, size: int, hook: Callable[[int, int | None], object]
) -> Callable[[int, int | None], object]:
    """Return a hook for a part that tells one for a whole file."""
    return lambda done, _: hook(start + done, size)


def read_file_input(
    given: Any, field: str, on_progress: Callable[[int, int | None], object] | None = None
) -> Upload:
    """Return what was passed as a file, as an upload.

    Args:
        given: What was passed.
        field: The name of the argument, for errors.
        on_progress: As in `Upload`.

    Raises:
        TypeError: It is no file.
        ValueError: It is a file that was closed.
    """
    if isinstance(given, File):
        return Upload(given.name, given.content, given.content_type, given.headers, on_progress)
    if not isinstance(given, tuple):
        return Upload(_find_name(given), _check_content(given, field), on_progress=on_progress)
    parts = cast("tuple[Any, ...]", cast("Any", given))
    if not 2 <= len(parts) <= 4:
        raise TypeError(
            f"{field} is a tuple of {len(parts)}: pass (name, content), and behind it content type, headers."
        )
    name, content, kind, headers = (*parts, None, None)[:4]
    shown: Mapping[str, str] = headers or {}
    text = name if isinstance(name, str) and name else _find_name(content)
    return Upload(text, _check_content(content, field), kind, shown, on_progress)


def _check_content(content: Any, field: str) -> Any:
    """Return what a file consists of; raises TypeError or ValueError for what has no bytes to send."""
    if isinstance(content, bytes | bytearray | memoryview):
        return bytes(cast("bytes", content))
    if isinstance(content, str):
        raise TypeError(
            f"{field} is a text: pass pathlib.Path(...) for the file at a path, or text.encode() of it."
        )
    if isinstance(content, TextIOBase):
        raise TypeError(f'{field} is open for text: open it for bytes, as in open(path, "rb").')
    if getattr(content, "closed", False) is True:
        raise ValueError(f"{field} is a file that was closed: open it again, or pass its path.")
    if hasattr(content, "__fspath__") or callable(getattr(content, "read", None)):
        return content
    raise TypeError(
        f"{field} is a path, a file open for bytes, bytes, or a tuple (name, content), got "
        f"{type(content).__name__}."
    )


def _find_name(content: Any) -> str:
    """Return the name of a file, without the folders that it lies in."""
    named = content.__fspath__() if hasattr(content, "__fspath__") else getattr(content, "name", None)
    if isinstance(named, bytes):
        named = named.decode("utf-8", "replace")
    if not isinstance(named, str):
        return UNNAMED
    return re.split(r"[/\\]", named.rstrip("/\\"))[-1] or UNNAMED


def can_be_sent_again(content: Any) -> bool:
    """Say whether the bytes of a file can be read once more, so that a request with it can be repeated."""
    if isinstance(content, Section):
        return can_be_sent_again(content.content)
    if isinstance(content, bytes) or hasattr(content, "__fspath__"):
        return True
    seekable: Any = getattr(content, "seekable", None)
    return seekable is not None and bool(seekable())
