"""Uploads in parts: create, add a part, complete, cancel, and a whole file in one call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from assistants_v2_companions_raw import models
from assistants_v2_companions_raw.api.uploads import (
    add_upload_part,
    cancel_upload,
    complete_upload,
    create_upload,
)
from assistants_v2_companions_raw.params import UploadCompleteParams, UploadCreateParams

from ..errors import APIError
from ..rules.bodies import make_body
from ..rules.companion_options import ChunkOptions, ProgressOptions
from ..rules.companion_parameters import ChunkedUploadParams, PartParams
from ..rules.file_inputs import PathText, read_file_input, split_file
from ..rules.polling import LAST_REQUEST

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistants_v2_companions_raw.models import Upload, UploadPart

    from ..rules import file_inputs
    from .port import Port


async def create(io: Port, **fields: Unpack[UploadCreateParams]) -> Upload:
    """Begin an upload in parts; it has to be completed within an hour.

    Endpoint: POST /uploads
    """
    return await _begin(io, fields)


async def _begin(io: Port, fields: Mapping[str, Any]) -> Upload:
    """Begin an upload with these fields of the request."""
    return await io.send(create_upload.request(body=make_body(models.UploadCreateRequest, fields)))


async def create_part(io: Port, upload_id: str, **fields: Unpack[PartParams]) -> UploadPart:
    """Add a part to an upload. Parts may be added at the same time: their order is said in the end.

    It is read while it is sent, and sent again as a file is: see `client.files.create`.

    Args:
        upload_id: Id of the upload.

    Raises:
        TypeError: `data` is no file, such as a text.
        ValueError: It is a file that was closed.
        OSError: There is no file at the path, or it cannot be read.
        NotFoundError: There is no upload with this id on this server.
        BadRequestError: The upload has ended: it is completed, cancelled or expired.

    Endpoint: POST /uploads/{upload_id}/parts
    """
    on_progress = ProgressOptions.pick(fields).on_progress
    return await _add(io, upload_id, read_file_input(fields["data"], "data", on_progress))


async def _add(io: Port, upload_id: str, data: file_inputs.Upload) -> UploadPart:
    """Add some bytes to an upload."""
    body = models.UploadPartCreateRequest(data=data)
    return await io.send(add_upload_part.request(upload_id, body=body))


async def complete(io: Port, upload_id: str, **fields: Unpack[UploadCompleteParams]) -> Upload:
    """Make a file of the parts of an upload; it is the `file` of what is returned.

    Args:
        upload_id: Id of the upload.

    Raises:
        NotFoundError: There is no upload with this id on this server.
        BadRequestError: The parts have more or fewer bytes than were announced, or another MD5; or the upload
            has ended.

    Endpoint: POST /uploads/{upload_id}/complete
    """
    body = make_body(models.UploadCompleteRequest, fields)
    return await io.send(complete_upload.request(upload_id, body=body))


async def cancel(io: Port, upload_id: str) -> Upload:
    """Throw the parts of an upload away.

    Args:
        upload_id: Id of the upload.

    Raises:
        NotFoundError: There is no upload with this id on this server.
        BadRequestError: It has ended already.

    Endpoint: POST /uploads/{upload_id}/cancel
    """
    return await io.send(cancel_upload.request(upload_id))


async def upload_file_chunked(io: Port, **fields: Unpack[ChunkedUploadParams]) -> Upload:
    """Upload a file in parts, one after the other; the file is the `file` of what is returned.

    It is read while it is sent, and never whole in memory. If it cannot be uploaded, the upload is cancelled,
    as far as the server can be reached for that; a note of the error says what has become of it.

    Raises:
        TypeError: `file` is no file.
        ValueError: Its size is not `bytes`, or cannot be measured; or it was closed.
        OSError: There is no file at the path, or it cannot be read.
        APIError: The upload, one of its parts or its end was refused, or got no answer.
    """
    options, on_progress = ChunkOptions.pick(fields), ProgressOptions.pick(fields).on_progress
    given: Any = fields["file"]
    # The official SDK takes a text for a path here, and nowhere else.
    file = read_file_input(PathText(given) if isinstance(given, str) else given, "file", on_progress)
    size = await _measure(io, file, options)
    expiry = fields.get("expires_after")
    upload = await _begin(
        io,
        {
            "bytes": size,
            "filename": options.filename or file.name,
            "mime_type": fields["mime_type"],
            "purpose": fields["purpose"],
            **({} if expiry is None else {"expires_after": expiry}),
        },
    )
    try:
        parts = split_file(file, size, options.largest_part)
        part_ids = [(await _add(io, upload.id, part)).id for part in parts]
        checked = {} if options.md5 is None else {"md5": options.md5}
        body = make_body(models.UploadCompleteRequest, {"part_ids": part_ids, **checked})
        return await io.send(complete_upload.request(upload.id, body=body))
    except BaseException as failure:
        failure.add_note(await _give_up(io, upload.id))
        raise


async def _measure(io: Port, file: file_inputs.Upload, options: ChunkOptions) -> int:
    """Return how many bytes a file has.

    Raises:
        ValueError: Nobody knows, or it is not what the caller says.
    """
    size = await io.measure(file, "file")
    if size is None and options.bytes is None:
        raise ValueError("bytes is needed for a file that cannot be rewound, such as a pipe: pass its size.")
    if None not in (size, options.bytes) and size != options.bytes:
        raise ValueError(f"bytes is {options.bytes}, and the file has {size}: leave it out, or correct it.")
    return options.bytes or size or 0


async def _give_up(io: Port, upload_id: str) -> str:
    """Cancel an upload on the way out, trying once for two seconds; return what has become of it."""
    said = [f"Upload {upload_id} was not cancelled, since the server did not answer; it expires by itself."]

    async def work() -> None:
        try:
            await io.attempt(cancel_upload.request(upload_id), within=LAST_REQUEST)
        except APIError as error:
            said.append(f"Upload {upload_id} was not cancelled: {error}")
            raise
        said.append(f"Upload {upload_id} was cancelled: nothing of it is kept.")

    await io.rescue(work, LAST_REQUEST)
    return said[-1]
