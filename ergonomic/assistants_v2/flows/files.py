"""Files: create, retrieve, list, delete, their content, and waiting until one is processed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from assistants_v2_companions_raw import models
from assistants_v2_companions_raw.api.files import (
    create_file,
    delete_file,
    download_file,
    list_files,
    retrieve_file,
)

from ..rules.companion_options import FileListOptions, IndexOptions, ProgressOptions
from ..rules.companion_parameters import FileListParams, ProgressParams, UploadParams
from ..rules.file_inputs import read_file_input
from ..rules.json_values import write_fields
from ..rules.options import drop_options
from .indexing import look_until
from .paging import make_pager
from .reconciling import delete_once

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assistants_v2_companions_raw.models import FileDeleted, FileList, FileObject
    from assistants_v2_raw.types import Operation

    from ..rules.paging import PageQuery
    from .paging import Pager
    from .port import Port
    from .port_values import Download

DONE = frozenset({"processed", "error", "deleted"})
"""Statuses of files that the server is not at work on."""


async def create(io: Port, **fields: Unpack[UploadParams]) -> FileObject:
    """Upload a file.

    It is read while it is sent, 64 KiB at a time. One that can be rewound is sent from its beginning; one
    that cannot, such as a pipe, is sent once and never tried again.

    Raises:
        TypeError: `file` is no file, such as a text.
        ValueError: It is a file that was closed.
        OSError: There is no file at the path, or it cannot be read.

    Endpoint: POST /files
    """
    options = ProgressOptions.pick(fields)
    return await upload(io, drop_options(fields, ProgressOptions), "file", options.on_progress)


async def upload(
    io: Port,
    fields: Mapping[str, Any],
    named: str,
    on_progress: Callable[[int, int | None], object] | None = None,
) -> FileObject:
    """Upload a file; *named* is the argument that it was, for errors."""
    others = write_fields({name: value for name, value in fields.items() if name != "file"})
    file = read_file_input(fields["file"], named, on_progress)
    return await io.send(create_file.request(body=models.FileCreateRequest(file=file, **others)))


async def retrieve(io: Port, file_id: str) -> FileObject:
    """Fetch what is known of a file; `content` has its bytes.

    Args:
        file_id: Id of the file.

    Raises:
        NotFoundError: There is none with this id on this server.

    Endpoint: GET /files/{file_id}
    """
    return await io.send(retrieve_file.request(file_id))


async def delete(io: Port, file_id: str) -> FileDeleted:
    """Delete a file; vector stores have it no longer.

    Args:
        file_id: Id of the file.

    Endpoint: DELETE /files/{file_id}
    """
    deleted = models.FileDeleted(id=file_id, object="file", deleted=True)
    return await delete_once(deleted, io.send(delete_file.request(file_id)))


async def content(io: Port, file_id: str, **fields: Unpack[ProgressParams]) -> Download:
    """Fetch the bytes of a file.

    They are there when this returns, the first 4 MiB in memory and more in a temporary file. A download that
    breaks off is begun again.

    Args:
        file_id: Id of the file.

    Raises:
        NotFoundError: There is none with this id on this server.
        BadRequestError: The server does not give out the bytes of files of this purpose.

    Endpoint: GET /files/{file_id}/content
    """
    options = ProgressOptions.pick(fields)
    return await io.download(download_file.request(file_id), options.on_progress)


async def retrieve_content(io: Port, file_id: str) -> str:
    """Fetch the bytes of a file as text; `content` has taken its place in the official SDK.

    Args:
        file_id: Id of the file.
    """
    found = await io.download(download_file.request(file_id))
    text = found.spool.read(0, -1).decode("utf-8", "replace")
    found.spool.close()
    return text


async def wait_for_processing(
    io: Port, id: str, *, poll_interval: float = 5.0, max_wait_seconds: float = 1800.0
) -> FileObject:
    """Wait until the server has processed a file.

    Args:
        id: Id of the file.
        poll_interval: Seconds between two looks.
        max_wait_seconds: Seconds to wait at most.

    Returns:
        The file, whose status may be `error` as well.

    Raises:
        FileDeadlineExceeded: It was not processed by then.
    """
    options = IndexOptions(poll_interval_ms=poll_interval * 1000, deadline=max_wait_seconds)
    look = retrieve_file.request(id)
    return await look_until(io, look, lambda file: file.status in DONE, options, f"file {id}")


def list(io: Port, **options: Unpack[FileListParams]) -> Pager[FileObject]:
    """List files, newest first unless `order="asc"`; iterating fetches page after page.

    Endpoint: GET /files
    """

    def request(query: PageQuery) -> Operation[FileList]:
        return list_files.request(**query.parameters)

    return make_pager(io, request, FileListOptions.pick(options))
