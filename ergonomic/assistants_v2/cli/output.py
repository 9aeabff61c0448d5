"""What verbs write: results on standard output, everything else on standard error. Used by the verbs.

Tables and progress are drawn for terminals only. Elsewhere there are plain lines, which programs can read.
Every encoding will do: what it lacks becomes a question mark, the lines of tables become ASCII.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import typer
from assistants_v2_transcripts.controls import escape_json

from .complaints import FAILED, OptionError

if TYPE_CHECKING:
    from rich.console import Console


def write_line(text: str) -> None:
    """Write a line of the result."""
    sys.stdout.write(f"{text}\n")


def note(text: str) -> None:
    """Say on standard error what is no result, in a line."""
    sys.stderr.write(f"assistants-v2: {text}\n")
    sys.stderr.flush()


def write_json(value: object, *, is_line: bool = False) -> None:
    """Write a value as JSON, which is right in every encoding and holds nothing that a terminal would obey.

    Args:
        value: What `json` can write.
        is_line: Whether it is written in one line, as an object among many; indented by default.
    """
    is_unicode = (sys.stdout.encoding or "ascii").lower().startswith("utf")
    indent = None if is_line else 2
    write_line(escape_json(json.dumps(value, ensure_ascii=not is_unicode, indent=indent)))


def write_pairs(pairs: Mapping[str, str]) -> None:
    """Write names and values, a line for each.

    Args:
        pairs: The values, as texts, by their names.
    """
    width = max(map(len, pairs), default=0)
    for name, value in pairs.items():
        write_line(f"{name:<{width}}  {make_printable(value)}".rstrip())


def write_table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write rows: as a table at a terminal, elsewhere as lines of cells with tabs in between.

    Args:
        columns: The names of the columns, which only a table shows; the first is never cut.
        rows: The cells of each row.
    """
    if not sys.stdout.isatty():
        for row in rows:
            write_line("\t".join(map(make_printable, row)))
        return
    from rich.table import Table
    from rich.text import Text

    table = Table()
    for number, column in enumerate(columns):
        table.add_column(column, no_wrap=number == 0)  # an id is of no use in parts
    for row in rows:
        table.add_row(*(Text(make_printable(cell)) for cell in row))
    make_console(sys.stdout).print(table)


def make_console(stream: TextIO) -> Console:
    """Return what draws on a stream; NO_COLOR is honoured, and nothing is read as markup."""
    from rich.console import Console

    return Console(file=stream, highlight=False, markup=False, emoji=False)


def make_printable(text: str) -> str:
    """Return a text in one line, without what a terminal would obey."""
    return "".join(character if character.isprintable() else " " for character in text)


@contextmanager
def show_progress(title: str, total: int | None = None) -> Generator[Callable[[int], None]]:
    """Show at a terminal how far long work has come; yields a function that is called with how much was done.

    Args:
        title: What is done.
        total: How much there is to do; None if nobody knows.
    """
    if not sys.stderr.isatty():
        yield _advance_nothing
        return
    from rich.progress import Progress

    with Progress(console=make_console(sys.stderr), transient=True) as progress:
        task = progress.add_task(title, total=total)
        yield lambda count: progress.advance(task, count)


@contextmanager
def show_bytes(title: str) -> Generator[Callable[[int, int | None], None]]:
    """Show at a terminal how much of a file has gone over the wire; yields a function for `on_progress=`.

    Args:
        title: What is sent or fetched.
    """
    if not sys.stderr.isatty():
        yield _count_nothing
        return
    from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn

    columns = TextColumn("{task.description}", markup=False), BarColumn(), DownloadColumn()
    with Progress(*columns, console=make_console(sys.stderr), transient=True) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _count_nothing(done: int, total: int | None) -> None:
    """Show nothing."""


def _advance_nothing(_: int) -> None:
    """Show nothing."""


def require_consent(what: str, *, is_given: bool) -> None:
    """Return if something may be deleted; at a terminal this is asked, unless consent was given.

    Args:
        what: What is deleted, such as `the thread thread_1`.
        is_given: Whether `--yes` was said.

    Raises:
        OptionError: There is nobody to ask.
        Exit: The answer is no; nothing is said of that, with a status of 1.
    """
    if is_given:
        return
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        raise OptionError(f"{what} is deleted only with --yes, since there is no terminal to ask at")
    if not typer.confirm(f"Delete {what}?", err=True):
        raise typer.Exit(FAILED)
