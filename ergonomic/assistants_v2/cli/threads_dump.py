"""`assistants-v2 threads dump`: write a conversation down, with what its runs did."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from assistants_v2_transcripts.formats import TranscriptFormat, write_timeline
from assistants_v2_transcripts.objects import write_thread_objects

from ..history.whole_files import write_whole_file
from .complaints import DONE, OptionError
from .conversations import ThreadId, list_runs
from .opening import open_client
from .output import note, show_progress
from .shared_options import Json, Where

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from ..client import Assistants

_ENDINGS: dict[str, TranscriptFormat] = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".htm": "html",
    ".html": "html",
    ".json": "json",
}
"""The formats of files by the ends of their names; any other is text."""


def run_dump(
    thread: ThreadId,
    where: Where,
    format: Annotated[
        TranscriptFormat | None,
        typer.Option(
            "--format",
            metavar="text|markdown|html|json",
            help="how; by default as the name of the file ends, else text",
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar="FILE", help="a file to write, in UTF-8")
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="write over a file that is there already")
    ] = False,
    as_json: Json = False,
) -> int:
    """Write down what happened on a thread: messages, runs, and what tools were called with and answered.

    JSON is the objects as the server sent them, in the form that import reads.
    """
    if as_json and format not in (None, "json"):
        raise OptionError(f"--json does not go together with --format {format}")
    chosen = "json" if as_json else format or _ENDINGS.get(out.suffix.lower() if out else "", "text")
    if out is not None and out.is_dir():
        raise OptionError(f"--out {out} is a folder: name a file in it")
    if out is not None and not out.parent.is_dir():
        raise OptionError(f"--out {out}: there is no folder {out.parent}")
    if out is not None and out.exists() and not overwrite:
        raise OptionError(f"--out {out} is there already: --overwrite writes over it")
    with open_client(where) as client:
        pieces = write_thread(client, thread, chosen)
        if out is None:
            for piece in pieces:
                sys.stdout.write(fit_encoding(piece, chosen, sys.stdout.encoding or "ascii"))
        else:
            with show_progress(f"{thread} to {out}") as advance:
                write_whole_file(out, (piece.encode() for piece in count(pieces, advance)))
            note(f"{out}: {out.stat().st_size:,} bytes")
    return DONE


def write_thread(client: Assistants, thread_id: str, format: TranscriptFormat) -> Iterator[str]:
    """Yield a thread in a format, piece by piece: no more than a page of it is in memory."""
    if format != "json":
        return write_timeline(client.threads.timeline(thread_id), format)
    thread, absent = client.threads.retrieve(thread_id), list[str]()
    messages = client.threads.messages.list(thread_id, order="asc", limit=100)
    runs = list_runs(client, thread_id, absent)
    return write_thread_objects(thread, messages, runs, absent, exported_at=time.time())


def fit_encoding(piece: str, format: TranscriptFormat, encoding: str) -> str:
    """Return a piece in characters that an encoding has, where its format has a way to write all others.

    Args:
        piece: What is written.
        format: Its format; of text and Markdown nothing is changed.
        encoding: That of the output.
    """
    if format not in ("html", "json") or encoding.lower().startswith("utf"):
        return piece
    if format == "html":
        return piece.encode("ascii", "xmlcharrefreplace").decode("ascii")
    return re.sub("[^\x00-\x7f]", lambda found: json.dumps(found[0])[1:-1], piece)


def count(pieces: Iterable[str], advance: Callable[[int], None]) -> Iterator[str]:
    """Yield pieces, and tell of each."""
    for piece in pieces:
        yield piece
        advance(1)
