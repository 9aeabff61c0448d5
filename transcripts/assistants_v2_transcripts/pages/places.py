"""Where the files of the pages are that are sent as they are. Used by `environment` and by senders."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

FOLDER = Path(__file__).parent
"""The folder with the templates, and with what goes beside the pages."""

STATIC = {
    "style.css": "text/css; charset=utf-8",
    "keys.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}
"""The files beside the pages, and what they are."""


def read_static(name: str) -> bytes:
    """Return the bytes of one of these files."""
    return (FOLDER / "static" / name).read_bytes()


def read_edition() -> str:
    """Return what tells the pages of one version from those of others: a digest of all that makes them."""
    digest = sha256()
    for path in sorted(FOLDER.rglob("*.*")):
        if path.suffix in (".py", ".html", ".css", ".svg"):
            digest.update(path.read_bytes())
    return digest.hexdigest()
