"""`assistants-v2 stores add` and `stores search`: what can be searched, and what is found."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .complaints import DONE, FAILED, require_file
from .opening import open_client
from .output import note, show_bytes, write_json, write_line, write_table
from .shared_options import JsonLines, Where

_MOST = 50
"""Pieces that a search finds at most."""


def add_files(
    where: Where,
    store: Annotated[str, typer.Argument(metavar="STORE", help="the id of the vector store")],
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="the files to upload")],
    as_json: JsonLines = False,
) -> int:
    """Upload files and put them into a vector store.

    Their ids are written as soon as they can be found. The status is 1 if the server cannot read one of them.
    """
    for path in files:
        require_file(path)
    failed = False
    with open_client(where) as client:
        for path in files:
            with show_bytes(path.name) as on_progress:
                added = client.vector_stores.files.upload_and_poll(
                    vector_store_id=store, file=path, on_progress=on_progress
                )
            if as_json:
                write_json(added.to_dict(), is_line=True)
            else:
                write_line(added.id)
            if added.status != "completed":
                failed = True
                reason = added.last_error.message if added.last_error else added.status
                note(f"{path} cannot be searched: {reason}")
    return FAILED if failed else DONE


def search_store(
    where: Where,
    store: Annotated[str, typer.Argument(metavar="STORE", help="the id of the vector store")],
    query: Annotated[str, typer.Argument(metavar="QUERY", help="the question")],
    limit: Annotated[
        int,
        typer.Option("--limit", metavar="NUMBER", min=1, max=_MOST, help="how many pieces to find at most"),
    ] = 10,
    as_json: JsonLines = False,
) -> int:
    """Search a vector store: which pieces of its files fit a question best."""
    with open_client(where) as client:
        found = [*client.vector_stores.search(store, query=query, max_num_results=limit)]
    if as_json:
        for piece in found:
            write_json(piece.to_dict(), is_line=True)
        return DONE
    rows = (
        [f"{piece.score:.3f}", piece.filename, " ".join(part.text for part in piece.content)]
        for piece in found
    )
    write_table(["score", "file", "text"], rows)
    return DONE
