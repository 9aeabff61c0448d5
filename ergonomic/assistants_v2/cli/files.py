"""`assistants-v2 files create` and `files download`: bytes from this machine to a server, and back."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from .complaints import DONE, OptionError, require_file
from .opening import open_client
from .output import note, show_bytes, write_json, write_line
from .shared_options import Json, Where

_STANDARD_OUTPUT = "-"


def upload_file(
    where: Where,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="the file to upload")],
    purpose: Annotated[
        str, typer.Option("--purpose", metavar="PURPOSE", help="what it is for")
    ] = "assistants",
    expires_after: Annotated[
        int | None,
        typer.Option(
            "--expires-after",
            metavar="SECONDS",
            help="how long the server keeps it, an hour to 30 days; without this until it is deleted",
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Upload a file.

    Its id is written.
    """
    require_file(file)
    kept = (
        {} if expires_after is None else {"expires_after": {"anchor": "created_at", "seconds": expires_after}}
    )
    fields = {"purpose": purpose, **kept}
    with open_client(where, may_create=True) as client, show_bytes(file.name) as on_progress:
        made = client.files.create(file=file, on_progress=on_progress, **fields)  # type: ignore[arg-type]  # purpose is checked by the server
    if as_json:
        write_json(made.to_dict())
    else:
        write_line(made.id)
    return DONE


def download_file(
    where: Where,
    file: Annotated[str, typer.Argument(metavar="FILE", help="the id of the file")],
    target: Annotated[
        str,
        typer.Argument(
            metavar="TARGET", help="the file to make, which must not be there yet; - for standard output"
        ),
    ],
) -> int:
    """Write the bytes of a file into one on this machine."""
    if target == _STANDARD_OUTPUT:
        with open_client(where) as client:
            content = client.files.content(file)
            for piece in content.iter_bytes():
                sys.stdout.buffer.write(piece)
        return DONE
    path = Path(target)
    if path.exists():
        raise OptionError(f"{target} is there already, and is not overwritten")
    with open_client(where) as client, show_bytes(file) as on_progress:
        content = client.files.content(file, on_progress=on_progress)
        content.write_to_file(path)
    note(f"{path.stat().st_size:,} bytes")
    return DONE
