"""Forms with a file, `multipart/form-data`: what is known before and after `form_reading` reads one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from msgspec import Struct

FRAME = 256 * 1024
"""Bytes that a form may have beside those of its file."""


class FileSink(Protocol):
    """What takes the bytes of a file."""

    def write(self, data: bytes) -> None:
        """Take more bytes."""
        ...


class Form(Struct, frozen=True):
    """A form that has come whole.

    Attributes:
        fields: Its values by name, the name of the file among them; `a[b]` is `b` in the object `a`, and a
            part whose type is JSON is what that says.
        sink: What has taken the bytes of the file.
    """

    fields: Mapping[str, Any]
    sink: FileSink


def is_form(content_type: str) -> bool:
    """Say whether a request calls its body a form of this kind."""
    return content_type.partition(";")[0].strip().lower() == "multipart/form-data"
