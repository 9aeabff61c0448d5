"""Which files are images that may be shown, by their first bytes. Pure.

What a file is called says nothing. Other kinds, SVG above all, can hold scripts and are only ever downloaded.
Servers ask it for people and for models, exports for people.
"""

from __future__ import annotations

FIRST_BYTES = 16
"""How many bytes of a file are looked at."""


def find_image_type(first: bytes) -> str | None:
    """Return the type of an image of dots by the first bytes of a file; None for any other file."""
    if first.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if first.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if first.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    if first.startswith(b"RIFF") and first[8:12] == b"WEBP":
        return "image/webp"
    return None
