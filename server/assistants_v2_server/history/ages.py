"""In which order the threads of an export were made, by how their files begin. `reading` is the user.

Lists show threads in the order in which they were stored, so the oldest has to come first. To read all files
whole for that would take as long as the import itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

from .fields import read_time

_LOOKED_AT = 4096
"""Bytes of a file that are looked at: what a thread says of its time stands before its messages."""

_CREATED = re.compile(rb'"created_at"\s*:\s*"?([^",}\s]+)')


def order_by_age(files: Sequence[Path], open_file: Callable[[Path], BinaryIO]) -> list[Path]:
    """Return the files of threads, oldest thread first; those that do not say when it was made are the last.

    Args:
        files: The files; those of one second stay in this order.
        open_file: Opens one of them; raises OSError or ValueError for what is not read.
    """
    if len(files) < 2:
        return [*files]
    return sorted(files, key=lambda path: _find_age(path, open_file))


def _find_age(path: Path, open_file: Callable[[Path], BinaryIO]) -> float:
    try:
        with open_file(path) as file:
            found = _CREATED.search(file.read(_LOOKED_AT))
    except (OSError, ValueError):  # it will be told of when it is read
        found = None
    time = None if found is None else read_time(found[1].decode("ascii", "replace"))
    return float("inf") if time is None else time
