"""What the verbs of `migrate` share: what becomes of searches and code, a check, walking through threads."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from ..history.migration.checking import Check
from ..history.migration.steps import ToolCalls
from .output import show_progress

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from assistants_v2_server.history.layout import ThreadExport
    from assistants_v2_server.history.models import ModelMap
    from assistants_v2_server.history.reading import Export

Calls = Annotated[
    ToolCalls,
    typer.Option(
        "--tool-calls", metavar="drop|text", help="searches and code: left out, or written as messages"
    ),
]


def begin_check(export: Export, models: ModelMap, calls: ToolCalls = "drop") -> Check:
    """Return a check that has taken in the assistants of an export."""
    from assistants_v2_server.history.reading import BrokenFile

    check = Check(models, datetime.now(UTC).date(), calls)
    try:
        for assistant in export.read_assistants():
            check.add_assistant(assistant)
    except BrokenFile as error:
        check.broken.append(str(error))
    return check


def walk_threads(export: Export, note_broken: Callable[[str], object]) -> Iterator[ThreadExport]:
    """Yield the threads of an export; files that cannot be read are told and passed over.

    Args:
        export: The export.
        note_broken: Is told of each such file, in a sentence.
    """
    from assistants_v2_server.history.reading import BrokenFile, read_all

    for found in export.read_threads():
        try:
            if isinstance(found, BrokenFile):
                raise found
            thread = read_all(found)
        except BrokenFile as broken:
            note_broken(str(broken))
        else:
            yield thread


@contextmanager
def walking(title: str, export: Export, check: Check) -> Generator[Iterator[ThreadExport]]:
    """Show progress for the time of a block, which walks through the threads; broken ones go to the check."""
    with show_progress(title, len(export.files)) as advance:

        def walk() -> Iterator[ThreadExport]:
            for thread in walk_threads(export, check.broken.append):
                yield thread
                advance(1)

        yield walk()
