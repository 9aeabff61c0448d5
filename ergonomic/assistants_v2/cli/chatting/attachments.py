"""Files that go along with a message. Used by `chat`, for `--attach` and `/attach`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from ..shared_options import BUILT_IN_TOOLS

if TYPE_CHECKING:
    from ...client import Assistants

_IMAGES = frozenset({".png", ".jpg", ".jpeg", ".gif", ".webp"})
"""The ends of names of files that a model is shown."""


class Attachment(Struct, frozen=True):
    """A file that was uploaded.

    Attributes:
        file_id: Its id.
        name: Its name here.
        tools: The tools that are to read it; none for an image, which the model sees.
    """

    file_id: str
    name: str
    tools: Sequence[str] = ()


def choose_readers(tools: Sequence[str]) -> list[str]:
    """Return which tools read what is attached: those that there are, else `file_search`.

    Args:
        tools: The tools that the assistant has.
    """
    return [use for use in BUILT_IN_TOOLS if use in tools] or ["file_search"]


def is_image(path: Path) -> bool:
    """Say whether a file is a picture, by its name."""
    return path.suffix.lower() in _IMAGES


def attach(client: Assistants, path: Path, readers: Sequence[str]) -> Attachment:
    """Upload a file and return it.

    Args:
        client: The client.
        path: The file.
        readers: The tools that read documents.

    Raises:
        OSError: It cannot be read.
        AssistantsError: The server has no files, or refused this one.
    """
    with path.open("rb") as file:
        stored = client.files.create(
            file=(path.name, file), purpose="vision" if is_image(path) else "assistants"
        )
    return Attachment(stored.id, path.name, () if is_image(path) else readers)


def make_content(text: str, attached: Sequence[Attachment]) -> Any:
    """Return the content of a message: its text, and the pictures that come with it."""
    images = [each for each in attached if not each.tools]
    if not images:
        return text
    parts = [{"type": "image_file", "image_file": {"file_id": image.file_id}} for image in images]
    return [{"type": "text", "text": text}, *parts]


def make_uses(attached: Sequence[Attachment]) -> list[dict[str, Any]]:
    """Return the attachments of a message: its documents, each with the tools that are to read it."""
    return [
        {"file_id": each.file_id, "tools": [{"type": tool} for tool in each.tools]}
        for each in attached
        if each.tools
    ]
