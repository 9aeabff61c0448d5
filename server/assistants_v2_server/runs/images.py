"""Gives a model the image files of a conversation, as data URLs. `worker` is the user.

A prompt only names them, so that its length is that of what was said. The newest are given first; those for
which there is no room, that are gone, or that are no images are notes in the prompt, as other files are.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Callable, Iterable
from typing import Protocol

from msgspec.structs import replace

from ..models import ImageFilePart, Part, Prompt, PromptMessage, UserMessage
from ..store import FILES, ByteReader, BytesMissing, Contents, Database, FileRow
from ..store.expiry import is_over

LARGEST_IMAGE = 20 * 1024 * 1024
"""Bytes that an image file may have that a model is given."""

_ALL_IMAGES = 50 * 1024 * 1024
"""Bytes that all image files of a prompt may have together."""


class ImagesThere(Protocol):
    """The image files of another server."""

    def read_image(self, file_id: str, most: int) -> bytes | None:
        """Return the bytes of a file; None if it is not there, or has more than *most* bytes."""
        ...


class ImageShelf:
    """The image files of a database.

    Args:
        database: Where the files are.
        contents: Their bytes.
        now: Returns the time in whole unix seconds.
        there: Another server that has all files but those that are here; None, the default, for none.
    """

    def __init__(
        self,
        database: Database,
        contents: Contents,
        now: Callable[[], int],
        there: ImagesThere | None = None,
    ) -> None:
        self._there = there
        self._database = database
        self._contents = contents
        self._now = now

    def show_images(self, prompt: Prompt) -> Prompt:
        """Return a prompt with its image files as data URLs, as far as they can be given."""
        names = [part.file_id for part in list_images(prompt.messages)]
        urls: dict[str, str] = {}
        room = _ALL_IMAGES
        for name in dict.fromkeys(reversed(names)):
            url, size = self._show_image(name, min(room, LARGEST_IMAGE))
            if url is not None:
                urls[name] = url
                room -= size
        return replace(prompt, messages=tuple(_show(message, urls) for message in prompt.messages))

    def _show_image(self, file_id: str, most: int) -> tuple[str | None, int]:
        """Return an image of so many bytes at most as a data URL, None if it cannot be, and its size."""
        with self._database.read() as connection:
            file = FILES.get(connection, file_id)
        if file is None and self._there is not None:
            data = self._there.read_image(file_id, most)
            return (None, 0) if data is None else (_write_url(io.BytesIO(data)), len(data))
        if file is None or is_over(file.expires_at, self._now()) or file.bytes > most:
            return None, 0
        return self._load(file), file.bytes

    def _load(self, file: FileRow) -> str | None:
        """Return an image as a data URL; None if it is none, or has just gone."""
        try:
            with self._contents.open(file) as reader:
                return _write_url(reader)
        except (BytesMissing, OSError):
            return None


def _write_url(reader: ByteReader) -> str | None:
    """Return an image as a data URL; None if it is none."""
    from assistants_v2_transcripts.pages.images import FIRST_BYTES, find_image_type  # late: few have images

    head = reader.read(FIRST_BYTES)
    kind = find_image_type(head)
    if kind is None:
        return None
    data = head + b"".join(iter(lambda: reader.read(1024 * 1024), b""))
    return f"data:{kind};base64,{base64.b64encode(data).decode('ascii')}"


def list_images(messages: Iterable[PromptMessage]) -> list[ImageFilePart]:
    """Return the image files that messages name."""
    return [
        part
        for message in messages
        if isinstance(message, UserMessage)
        for part in message.parts
        if isinstance(part, ImageFilePart)
    ]


def _show(message: PromptMessage, urls: dict[str, str]) -> PromptMessage:
    if not isinstance(message, UserMessage):
        return message
    parts: list[Part] = [
        replace(part, url=urls.get(part.file_id)) if isinstance(part, ImageFilePart) else part
        for part in message.parts
    ]
    return replace(message, parts=tuple(parts))
