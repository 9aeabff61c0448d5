"""The folder `pages` of an export: pages, what goes beside them, and the bytes of files under safe names.

A browser that opens a file goes by the ending of its name. So what somebody has uploaded gets one that no
browser shows, unless its first bytes say that it is an image.
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import suppress
from typing import TYPE_CHECKING

from assistants_v2_server.history.layout import name_bytes_file
from assistants_v2_transcripts.pages.addresses import name_safely
from assistants_v2_transcripts.pages.images import FIRST_BYTES, find_image_type
from assistants_v2_transcripts.pages.places import STATIC, read_edition, read_static

from ..whole_files import write_whole_file

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

PAGES_FOLDER = "pages"
"""Where in the folder of an export its pages are."""

_EDITION = ".edition"
"""The file that says from which templates the pages were written."""

_FOLDERS = ("", "static", "threads", "runs", "assistants", "files", "vector_stores", "bytes", "images")
_PRIVATE = 0o700
_SCRIPT = "keys.js"


class PageFolder:
    """The pages of an export.

    Args:
        export: The folder of the export.
    """

    def __init__(self, export: Path) -> None:
        self.path = export / PAGES_FOLDER
        self._export = export
        self._inside = export.resolve()
        self._edition = read_edition()
        self._places: dict[str, tuple[str | None, str | None]] = {}

    def prepare(self) -> bool:
        """Make the folder; say whether the pages in it were written from the same templates.

        Raises:
            OSError: It cannot be made, or a folder in it is elsewhere: others may have packed the export.
        """
        for name in _FOLDERS:
            place = self.path / name
            if place.is_symlink():
                raise NotADirectoryError(
                    errno.ENOTDIR, "leads elsewhere, and no page is written there", str(place)
                )
            place.mkdir(mode=_PRIVATE, parents=True, exist_ok=True)
        for name in STATIC:
            if name != _SCRIPT:
                write_whole_file(self.path / f"static/{name}", [read_static(name)])
        try:
            return (self.path / _EDITION).read_text("utf-8") == self._edition
        except (OSError, ValueError):
            return False

    def finish(self) -> None:
        """Note that all pages are there."""
        write_whole_file(self.path / _EDITION, [self._edition.encode()])

    def is_fresh(self, name: str, source: Path) -> bool:
        """Say whether a page was written after what it shows."""
        try:
            return (self.path / name).stat().st_mtime_ns > source.stat().st_mtime_ns
        except OSError:
            return False

    def write_page(self, name: str, pieces: Iterable[str]) -> None:
        """Write a page; raises OSError if that cannot be done."""
        write_whole_file(self.path / name, (piece.encode("utf-8", "replace") for piece in pieces))

    def place_bytes(self, file_id: str) -> tuple[str | None, str | None]:
        """Return where the bytes of a file are, and where it is as an image; None where they are not."""
        found = self._places.get(file_id)
        if found is None:
            found = self._places[file_id] = self._place(file_id)
        return found

    def _place(self, file_id: str) -> tuple[str | None, str | None]:
        source = self._export / name_bytes_file(file_id)
        try:
            # One that leads elsewhere, by itself or by its folder, would show what is no part of the export.
            if source.resolve() != self._inside / source.relative_to(self._export) or not source.is_file():
                return None, None
            with source.open("rb") as file:
                kind = find_image_type(file.read(FIRST_BYTES))
        except (OSError, ValueError):
            return None, None
        copy = f"bytes/{name_safely(file_id)}.bin"
        self._link(source, copy)
        if kind is None:
            return copy, None
        image = f"images/{name_safely(file_id)}.{kind.partition('/')[2]}"
        self._link(source, image)
        return copy, image

    def _link(self, source: Path, name: str) -> None:
        """Have a file under another name too; copied where the disk has no second names."""
        place = self.path / name
        with suppress(OSError):
            if place.samefile(source):
                return
        place.unlink(missing_ok=True)
        try:
            os.link(source, place)
        except OSError:
            shutil.copyfile(source, place)
