"""Batches of files for a vector store: create, retrieve, cancel, their files, and waiting for them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Unpack

from assistants_v2_companions_raw import models
from assistants_v2_companions_raw.api.vector_store_file_batches import (
    cancel_vector_store_file_batch,
    create_vector_store_file_batch,
    get_vector_store_file_batch,
    list_files_in_vector_store_batch,
)
from assistants_v2_companions_raw.params import VectorStoreFileBatchCreateParams

from ..rules.bodies import make_body
from ..rules.companion_options import BatchUploadOptions, IndexOptions, StoreFileListOptions
from ..rules.companion_parameters import (
    AddBatchAndPollParams,
    IndexParams,
    StoreFileListParams,
    UploadBatchParams,
)
from ..rules.file_inputs import read_file_input
from ..rules.options import drop_options
from . import files
from .indexing import is_indexed, look_until
from .paging import make_pager

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistants_v2_companions_raw.models import (
        VectorStoreFile,
        VectorStoreFileBatch,
        VectorStoreFileList,
    )
    from assistants_v2_raw.types import Operation

    from ..rules.paging import PageQuery
    from .paging import Pager
    from .port import Port


async def create(
    io: Port, vector_store_id: str, **fields: Unpack[VectorStoreFileBatchCreateParams]
) -> VectorStoreFileBatch:
    """Add uploaded files to a vector store in one request: those in `file_ids`, or those in `files`.

    Args:
        vector_store_id: Id of the vector store.

    Endpoint: POST /vector_stores/{vector_store_id}/file_batches
    """
    return await _create(io, vector_store_id, fields)


async def _create(io: Port, vector_store_id: str, fields: Mapping[str, Any]) -> VectorStoreFileBatch:
    """Create a batch."""
    body = make_body(models.VectorStoreFileBatchCreateRequest, fields)
    return await io.send(create_vector_store_file_batch.request(vector_store_id, body=body))


async def retrieve(io: Port, batch_id: str, *, vector_store_id: str) -> VectorStoreFileBatch:
    """Fetch how far the server is with a batch.

    Args:
        batch_id: Id of the batch.
        vector_store_id: Id of the vector store.

    Raises:
        NotFoundError: The vector store has no batch with this id.

    Endpoint: GET /vector_stores/{vector_store_id}/file_batches/{batch_id}
    """
    return await io.send(get_vector_store_file_batch.request(vector_store_id, batch_id))


async def cancel(io: Port, batch_id: str, *, vector_store_id: str) -> VectorStoreFileBatch:
    """Ask the server to stop a batch; files that it has done with stay in the vector store.

    Args:
        batch_id: Id of the batch.
        vector_store_id: Id of the vector store.

    Endpoint: POST /vector_stores/{vector_store_id}/file_batches/{batch_id}/cancel
    """
    return await io.send(cancel_vector_store_file_batch.request(vector_store_id, batch_id))


async def poll(
    io: Port, batch_id: str, *, vector_store_id: str, **fields: Unpack[IndexParams]
) -> VectorStoreFileBatch:
    """Wait until the server has done with all files of a batch.

    Args:
        batch_id: Id of the batch.
        vector_store_id: Id of the vector store.

    Returns:
        The batch; `file_counts` says how many files failed.

    Raises:
        FileDeadlineExceeded: The server was still at work on it at the deadline.
    """
    return await _wait(io, batch_id, vector_store_id, IndexOptions.pick(fields))


async def _wait(io: Port, batch_id: str, vector_store_id: str, options: IndexOptions) -> VectorStoreFileBatch:
    """Wait until the server has done with a batch."""
    look = get_vector_store_file_batch.request(vector_store_id, batch_id)
    return await look_until(io, look, is_indexed, options, f"batch {batch_id}")


async def create_and_poll(
    io: Port, vector_store_id: str, **fields: Unpack[AddBatchAndPollParams]
) -> VectorStoreFileBatch:
    """Add uploaded files to a vector store, and wait until the server has done with all of them.

    Args:
        vector_store_id: Id of the vector store.

    Returns:
        The batch; `file_counts` says how many files failed.

    Raises:
        FileDeadlineExceeded: The server was still at work on it at the deadline.
    """
    options = IndexOptions.pick(fields)
    batch = await _create(io, vector_store_id, drop_options(fields, IndexOptions))
    return await _wait(io, batch.id, vector_store_id, options)


async def upload_and_poll(
    io: Port, vector_store_id: str, **fields: Unpack[UploadBatchParams]
) -> VectorStoreFileBatch:
    """Upload files for assistants, several at once, add them to a vector store, and wait for all of them.

    Args:
        vector_store_id: Id of the vector store.

    Returns:
        The batch; `file_counts` says how many files failed.

    Raises:
        FileDeadlineExceeded: The server was still at work on it at the deadline.
        TypeError: One of the files is none; nothing was uploaded.
    """
    options, uploads = IndexOptions.pick(fields), BatchUploadOptions.pick(fields)
    others = drop_options(fields, IndexOptions, BatchUploadOptions)
    inputs = [
        read_file_input(file, f"files[{at}]") for at, file in enumerate(_list_files_of(others.pop("files")))
    ]
    works = [
        partial(files.upload, io, {"file": file, "purpose": "assistants"}, f"files[{at}]")
        for at, file in enumerate(inputs)
    ]
    uploaded = await io.together(works, uploads.max_concurrency)
    file_ids = [*(others.pop("file_ids", None) or ()), *(file.id for file in uploaded)]
    batch = await _create(io, vector_store_id, {"file_ids": file_ids, **others})
    return await _wait(io, batch.id, vector_store_id, options)


def list_files(
    io: Port, batch_id: str, *, vector_store_id: str, **options: Unpack[StoreFileListParams]
) -> Pager[VectorStoreFile]:
    """List the files of a batch, newest first unless `order="asc"`.

    Args:
        batch_id: Id of the batch.
        vector_store_id: Id of the vector store.

    Endpoint: GET /vector_stores/{vector_store_id}/file_batches/{batch_id}/files
    """

    def request(query: PageQuery) -> Operation[VectorStoreFileList]:
        return list_files_in_vector_store_batch.request(vector_store_id, batch_id, **query.parameters)

    return make_pager(io, request, StoreFileListOptions.pick(options))


def _list_files_of(given: Any) -> list[Any]:
    """Return the files of an iterable; raises TypeError for one file that stands alone."""
    if isinstance(given, str | bytes | tuple) or hasattr(given, "read") or hasattr(given, "__fspath__"):
        raise TypeError("files is a list of files: put the one into a list.")
    return [*given]
