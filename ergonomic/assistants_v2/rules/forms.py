"""A form as it is sent: `multipart/form-data` (RFC 7578), all but the bytes of its files. Pure.

Used by `io.uploads`, which puts these bytes in between.
"""

from __future__ import annotations

import re
from mimetypes import guess_type
from typing import TYPE_CHECKING

from assistants_v2_raw.types import File

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistants_v2_raw.types import Form

_BYTES = "application/octet-stream"
"""The kind of a file whose name does not tell."""

_ESCAPES = {'"': "%22", "\r": "%0D", "\n": "%0A"}
"""What may not stand in a name, and what browsers write for it."""


def write_form(form: Form, boundary: str) -> Iterator[bytes | File]:
    """Yield a form as it is sent, in pieces; a file stands for its bytes.

    Files come last, so that a server knows what they are for before they come.

    Args:
        form: The parts.
        boundary: A text that none of them contains.
    """
    for name, part in sorted(form, key=lambda named: isinstance(named[1], File)):
        yield f"--{boundary}\r\n".encode() + _write_head(name, part)
        yield part.encode() if isinstance(part, str) else part
        yield b"\r\n"
    yield f"--{boundary}--\r\n".encode()


def _write_head(name: str, part: str | File) -> bytes:
    """Return the headers of a part and the line behind them."""
    shown = f'form-data; name="{_escape(name)}"'
    if isinstance(part, str):
        return f"Content-Disposition: {shown}\r\n\r\n".encode()
    lines = {"Content-Disposition": f'{shown}; filename="{_escape(part.name)}"'}
    lines["Content-Type"] = part.content_type or guess_type(part.name)[0] or _BYTES
    own = {header.lower() for header in part.headers}
    lines = {header: text for header, text in lines.items() if header.lower() not in own} | {**part.headers}
    return "".join(f"{header}: {_fold(text)}\r\n" for header, text in lines.items()).encode() + b"\r\n"


def _escape(name: str) -> str:
    """Return a name without what would end it, or the line that it is in."""
    return re.sub(r'["\r\n]', lambda found: _ESCAPES[found[0]], name)


def _fold(text: str) -> str:
    """Return the text of a header as one line."""
    return re.sub(r"[\r\n]+", " ", text)
