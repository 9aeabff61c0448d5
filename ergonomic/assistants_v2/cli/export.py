"""`assistants-v2 export`: bring the conversations of a server or a database file into a folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from msgspec.structs import asdict

from ..history import export_history, write_pages
from .complaints import DONE, FAILED, OptionError
from .opening import open_client
from .output import make_printable, note, show_progress, write_json, write_line
from .shared_options import Json, Where

if TYPE_CHECKING:
    from ..history import ExportReport, PagesReport

_NAMED = 20
"""How many threads that could not be fetched are named at a terminal; the manifest names all."""


def run_export(
    where: Where,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="where to; made if need be")],
    threads: Annotated[
        list[str] | None,
        typer.Argument(metavar="THREAD...", help="ids of threads; by default all that the server lists"),
    ] = None,
    threads_from: Annotated[
        Path | None,
        typer.Option("--threads-from", metavar="FILE", help="a file with an id a line; - for standard input"),
    ] = None,
    files: Annotated[bool, typer.Option("--files/--no-files", help="fetch the bytes of files too")] = True,
    again: Annotated[
        bool, typer.Option("--again", help="fetch threads anew that are there and have not changed")
    ] = False,
    html: Annotated[
        bool, typer.Option("--html", help="write pages to look at too, which need no server")
    ] = False,
    rate: Annotated[
        float | None,
        typer.Option(
            "--rate", metavar="NUMBER", help="requests a second; 10, and no limit for a database file"
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Export conversations of a server or a database file into a folder that can be imported.

    Assistants, threads, messages, runs with their steps, vector stores and files, as the server sent them.
    Begin again after whatever interrupted it: what is there and has not changed is passed over. With --html
    it can be looked at in a browser, from pages/index.html in the folder. The status is 1 if something could
    not be fetched; the manifest says what.
    """
    if rate is not None and not rate > 0:
        raise OptionError("--rate is a number of requests a second above 0")
    named = _read_ids(threads, threads_from)
    total = None if named is None else len(set(named))
    with open_client(where) as client, show_progress("exporting threads", total) as advance:
        report = export_history(
            client,
            folder,
            threads=named,
            with_files=files,
            again=again,
            requests_per_second=rate,
            on_progress=lambda _: advance(1),
        )
    pages = _write_pages(folder, again=again) if html else None
    _show(report, pages, as_json=as_json)
    return DONE if report.is_complete else FAILED


def _read_ids(threads: list[str] | None, source: Path | None) -> list[str] | None:
    """Return the ids that are named, as arguments and in a file; None if none are asked for."""
    if source is None:
        return threads or None
    try:
        text = sys.stdin.read() if str(source) == "-" else source.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise OptionError(f"{source} is no text in UTF-8: it has to have an id a line") from error
    lines = (line.partition("#")[0].strip() for line in text.splitlines())
    return [*(threads or []), *filter(None, lines)]


def _write_pages(folder: Path, *, again: bool) -> PagesReport:
    with show_progress("writing pages") as advance:
        return write_pages(folder, again=again, on_progress=advance)


def _show(report: ExportReport, pages: PagesReport | None, *, as_json: bool) -> None:
    for sentence in [*report.notes, *(pages.notes if pages else ())]:
        note(make_printable(sentence))
    for failed in report.threads_failed[:_NAMED]:
        note(make_printable(f"{failed['thread_id']} could not be fetched: {failed['error']}"))
    if len(report.threads_failed) > _NAMED:
        note(f"{len(report.threads_failed) - _NAMED} more threads could not be fetched: see manifest.json")
    if as_json:
        write_json({**_describe(report), "pages": str(pages.index) if pages else None})
        return
    done = report.totals
    ending = "" if done.exported == 1 else "s"
    threads = f"{done.exported} thread{ending} exported, {done.unchanged} unchanged, {done.failed} failed"
    within = ", ".join(
        f"{number} {name}{'' if number == 1 else 's'}"
        for name, number in (("message", done.messages), ("run", done.runs), ("file", done.files))
    )
    write_line(f"{report.folder}: {threads}; {within}")
    if pages:
        write_line(f"pages: {pages.index}")
    if done.missing:
        note(f"{done.missing} parts or files could not be fetched: export once more")


def _describe(report: ExportReport) -> dict[str, Any]:
    """Return a report as JSON."""
    totals = asdict(report.totals)
    names = ("exported", "unchanged", "failed", "messages", "runs", "files", "missing")
    return {
        "folder": str(report.folder),
        **{name: totals[name] for name in names},
        "assistants": report.assistants,
        "vector_stores": report.vector_stores,
        "threads_failed": [*report.threads_failed],
        "notes": [*report.notes],
        "is_complete": report.is_complete,
    }
