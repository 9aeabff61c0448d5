"""`assistants-v2 files create` and `files download`: bytes from this machine to a server, and back."""

from __future__ import annotations

import os
import sys
from mimetypes import guess_type
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from ..errors import APIStatusError
from ..rules.servers import explain_absence, find_profile
from .complaints import DONE, OptionError, require_file
from .opening import choose_place, open_client
from .output import note, show_bytes, write_json, write_line
from .places import DatabasePlace
from .shared_options import Json, Where

if TYPE_CHECKING:
    from collections.abc import Callable

    from assistants_v2_companions_raw.models import FileObject

    from ..client import Assistants

LARGEST_REQUEST = 512 * 1024 * 1024
"""Bytes of a file that is uploaded in one request: more than that OpenAI takes in parts alone."""

_COMPLETION = 600.0
"""Seconds that a server may take to answer when it makes a file of its parts."""

_NOT_SERVED = (404, 405, 501)
"""What servers answer that have no uploads in parts."""

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
    """Upload a file; one of more than 512 MiB in parts, if the server has uploads in parts.

    Its id is written.
    """
    require_file(file)
    kept = (
        {} if expires_after is None else {"expires_after": {"anchor": "created_at", "seconds": expires_after}}
    )
    fields = {"purpose": purpose, **kept}
    is_large = file.stat().st_size > LARGEST_REQUEST and _may_have_uploads(where, file)
    with open_client(where, may_create=True) as client, show_bytes(file.name) as on_progress:
        made = _upload_in_parts(client, file, fields, on_progress) if is_large else None
        if made is None:
            given: dict[str, Any] = fields  # the server checks the purpose
            made = client.files.create(file=file, on_progress=on_progress, **given)
    if as_json:
        write_json(made.to_dict())
    else:
        write_line(made.id)
    return DONE


def _may_have_uploads(where: Where, file: Path) -> bool:
    """Say whether a server may have uploads in parts; if it is known not to, say so to the user."""
    place = choose_place(where, os.environ)
    if isinstance(place, DatabasePlace):
        return True
    absence = explain_absence(find_profile(where.profile, place), "create_upload")
    if absence:
        note(f"{absence} {file.name} is sent in one request.")
    return not absence


def _upload_in_parts(
    client: Assistants, file: Path, fields: dict[str, Any], on_progress: Callable[[int, int | None], object]
) -> FileObject | None:
    """Upload a file in parts; None, which the user is told of, if the server has no such operation."""
    try:
        upload = client.with_options(timeout=_COMPLETION).uploads.upload_file_chunked(
            file=file,
            mime_type=guess_type(file.name)[0] or "application/octet-stream",
            on_progress=on_progress,
            **fields,
        )
    except APIStatusError as error:
        if error.operation != "create_upload" or error.status_code not in _NOT_SERVED:
            raise
        note(f"the server has no uploads in parts ({error.status_code}): {file.name} is sent in one request.")
        return None
    return upload.file


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
