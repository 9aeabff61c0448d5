"""Writes files of which nobody sees a part, even if the program is killed. Used here and by the command."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

UNFINISHED = ".part"
"""What the names of files end in that are being written; they begin with a dot."""


def write_whole_file(path: Path, chunks: Iterable[bytes]) -> None:
    """Write a file that its owner alone may read, in place of one that is there when all of it is written.

    Args:
        path: The file.
        chunks: Its bytes.

    Raises:
        OSError: It cannot be written; what was there is as it was.
    """
    descriptor, name = tempfile.mkstemp(UNFINISHED, ".", path.parent)
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.writelines(chunks)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        raise
