"""The files of a vector store: add, retrieve, update, list, take out, their text, and waiting for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Unpack

from assistants_v2_companions_raw import models
from assistants_v2_companions_raw.api.vector_store_files import (
    create_vector_store_file,
    delete_vector_store_file,
    get_vector_store_file,
    list_vector_store_files,
    retrieve_vector_store_file_content,
    update_vector_store_file_attributes,
)
from assistants_v2_companions_raw.params import VectorStoreFileCreateParams, VectorStoreFileUpdateParams

from ..rules.bodies import make_body
from ..rules.companion_options import IndexOptions, ProgressOptions, StoreFileListOptions
from ..rules.companion_parameters import (
    AddFileAndPollParams,
    IndexParams,
    StoreFileListParams,
    UploadToStoreAndPollParams,
    UploadToStoreParams,
)
from ..rules.options import drop_options
from . import files
from .indexing import is_indexed, look_until
from .paging import make_pager
from .reconciling import delete_once
from .whole_pages import WholePage

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistants_v2_companions_raw.models import (
        FileContentResponse,
        VectorStoreFile,
        VectorStoreFileDeleted,
        VectorStoreFileList,
    )
    from assistants_v2_raw.types import Operation

    from ..rules.paging import PageQuery
    from .paging import Pager
    from .port import Port


async def create(
    io: Port, vector_store_id: str, **fields: Unpack[VectorStoreFileCreateParams]
) -> VectorStoreFile:
    """Add an uploaded file to a vector store, which takes it in meanwhile.

    Args:
        vector_store_id: Id of the vector store.

    Endpoint: POST /vector_stores/{vector_store_id}/files
    """
    return await _add(io, vector_store_id, fields)


async def _add(io: Port, vector_store_id: str, fields: Mapping[str, Any]) -> VectorStoreFile:
    """Add a file that is on the server."""
    body = make_body(models.VectorStoreFileCreateRequest, fields)
    return await io.send(create_vector_store_file.request(vector_store_id, body=body))


async def retrieve(io: Port, file_id: str, *, vector_store_id: str) -> VectorStoreFile:
    """Fetch how far the server is with a file.

    Args:
        file_id: Id of the file.
        vector_store_id: Id of the vector store.

    Raises:
        NotFoundError: The vector store has no file with this id.

    Endpoint: GET /vector_stores/{vector_store_id}/files/{file_id}
    """
    return await io.send(get_vector_store_file.request(vector_store_id, file_id))


async def update(
    io: Port, file_id: str, *, vector_store_id: str, **fields: Unpack[VectorStoreFileUpdateParams]
) -> VectorStoreFile:
    """Put other attributes on a file in place of those that it has.

    Args:
        file_id: Id of the file.
        vector_store_id: Id of the vector store.

    Endpoint: POST /vector_stores/{vector_store_id}/files/{file_id}
    """
    changes = make_body(models.VectorStoreFileUpdateRequest, fields)
    return await io.send(update_vector_store_file_attributes.request(vector_store_id, file_id, body=changes))


async def delete(io: Port, file_id: str, *, vector_store_id: str) -> VectorStoreFileDeleted:
    """Take a file out of a vector store; the file itself stays.

    Args:
        file_id: Id of the file.
        vector_store_id: Id of the vector store.

    Endpoint: DELETE /vector_stores/{vector_store_id}/files/{file_id}
    """
    deleted = models.VectorStoreFileDeleted(id=file_id, object="vector_store.file.deleted", deleted=True)
    request = delete_vector_store_file.request(vector_store_id, file_id)
    return await delete_once(deleted, io.send(request))


async def content(io: Port, file_id: str, *, vector_store_id: str) -> WholePage[FileContentResponse]:
    """Fetch the text that the server found in a file.

    Args:
        file_id: Id of the file.
        vector_store_id: Id of the vector store.

    Endpoint: GET /vector_stores/{vector_store_id}/files/{file_id}/content
    """
    return WholePage(await io.send(retrieve_vector_store_file_content.request(vector_store_id, file_id)))


async def poll(
    io: Port, file_id: str, *, vector_store_id: str, **fields: Unpack[IndexParams]
) -> VectorStoreFile:
    """Wait until a file can be found, or has failed.

    Args:
        file_id: Id of the file.
        vector_store_id: Id of the vector store.

    Returns:
        The file, whatever its `status`; `last_error` says why it failed.

    Raises:
        FileDeadlineExceeded: The server was still at work on it at the deadline.
    """
    return await _wait(io, file_id, vector_store_id, IndexOptions.pick(fields))


async def _wait(io: Port, file_id: str, vector_store_id: str, options: IndexOptions) -> VectorStoreFile:
    """Wait until the server has done with a file."""
    look = get_vector_store_file.request(vector_store_id, file_id)
    return await look_until(io, look, is_indexed, options, f"file {file_id}")


async def create_and_poll(
    io: Port, file_id: str, *, vector_store_id: str, **fields: Unpack[AddFileAndPollParams]
) -> VectorStoreFile:
    """Add an uploaded file to a vector store, and wait until it can be found or has failed.

    Args:
        file_id: Id of the file.
        vector_store_id: Id of the vector store.

    Returns:
        The file, whatever its `status`; `last_error` says why it failed.

    Raises:
        FileDeadlineExceeded: The server was still at work on it at the deadline.
    """
    options = IndexOptions.pick(fields)
    added = {"file_id": file_id, **drop_options(fields, IndexOptions)}
    return await _wait(io, (await _add(io, vector_store_id, added)).id, vector_store_id, options)


async def upload(io: Port, *, vector_store_id: str, **fields: Unpack[UploadToStoreParams]) -> VectorStoreFile:
    """Upload a file for assistants, and add it to a vector store.

    Args:
        vector_store_id: Id of the vector store.

    Returns:
        The file, usually in progress.
    """
    return await _upload(io, vector_store_id, fields)


async def _upload(io: Port, vector_store_id: str, fields: Mapping[str, Any]) -> VectorStoreFile:
    """Upload a file, and add it."""
    options = ProgressOptions.pick(fields)
    added = drop_options(fields, ProgressOptions)
    sent = {"file": added.pop("file"), "purpose": "assistants"}
    file = await files.upload(io, sent, "file", options.on_progress)
    return await _add(io, vector_store_id, {"file_id": file.id, **added})


async def upload_and_poll(
    io: Port, *, vector_store_id: str, **fields: Unpack[UploadToStoreAndPollParams]
) -> VectorStoreFile:
    """Upload a file for assistants, add it to a vector store, and wait until it can be found or has failed.

    Args:
        vector_store_id: Id of the vector store.

    Returns:
        The file, whatever its `status`; `last_error` says why it failed.

    Raises:
        FileDeadlineExceeded: The server was still at work on it at the deadline.
    """
    options = IndexOptions.pick(fields)
    file = await _upload(io, vector_store_id, drop_options(fields, IndexOptions))
    return await _wait(io, file.id, vector_store_id, options)


def list(io: Port, vector_store_id: str, **options: Unpack[StoreFileListParams]) -> Pager[VectorStoreFile]:
    """List the files of a vector store, newest first unless `order="asc"`.

    Args:
        vector_store_id: Id of the vector store.

    Endpoint: GET /vector_stores/{vector_store_id}/files
    """

    def request(query: PageQuery) -> Operation[VectorStoreFileList]:
        return list_vector_store_files.request(vector_store_id, **query.parameters)

    return make_pager(io, request, StoreFileListOptions.pick(options))
