"""A server of several processes on one PostgreSQL: a door that works on nothing, and workers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ..server.door.serving import serving, working

WORKERS = 2


@contextmanager
def open_crew(
    folder: Path,
    database: str,
    door_options: Sequence[str] = (),
    work_options: Sequence[str] = (),
    **environment: str,
) -> Iterator[str]:
    """Run `serve --no-work` and two `work` for the time of a block; yields the base URL of the door.

    Args:
        folder: Where their logs go.
        database: The address of the database.
        door_options: Further options of the door.
        work_options: Further options of the workers.
        **environment: Further variables of all three.
    """
    place = ("--database", database)
    with ExitStack() as stack:
        door = stack.enter_context(serving(folder, "--no-work", *place, *door_options, **environment))
        for number in range(WORKERS):
            log = folder / f"work-{number}.log"
            stack.enter_context(working(log, *place, *work_options, **environment))
        yield door.base_url
