"""The keyword arguments of the methods of files and vector stores that are no fields of a request. Pure.

What `parameters` says of itself holds here too; `companion_options` has the defaults.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Required, TypedDict

from assistants_v2_companions_raw.params import (
    AutoFileChunkingStrategyParam,
    FileCreateParams,
    FileExpiresAfterParam,
    StaticFileChunkingStrategyObjectParam,
    UploadPartCreateParams,
    VectorStoreFileBatchCreateParams,
)

from .parameters import ListParams, WalkParams

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from assistants_v2_companions_raw.models import (
        FileExpiresAfter,
        FilePurposeParam,
        VectorStoreFile,
        VectorStoreFileBatch,
        VectorStoreFileStatus,
    )
    from assistants_v2_raw.types import FileTypes

ChunkingStrategy = AutoFileChunkingStrategyParam | StaticFileChunkingStrategyObjectParam
"""How files are cut into pieces."""


class ProgressParams(TypedDict, total=False):
    """Who is told how much of a file has come or gone."""

    on_progress: Callable[[int, int | None], object] | None
    """Function that is called for each piece of the file: with the bytes so far, and with all of them, or
    None if nobody knows how many these are."""


class UploadParams(FileCreateParams, ProgressParams, total=False):
    """A file to upload, and who is told how much of it was sent."""


class PartParams(UploadPartCreateParams, ProgressParams, total=False):
    """A part of an upload, and who is told how much of it was sent."""


class ChunkedUploadParams(ProgressParams, total=False):
    """A file to upload in parts."""

    file: Required[FileTypes | str]
    """The file: a path, a file open for bytes, bytes, or a tuple of a name and one of these. A text is a path
    here."""
    mime_type: Required[str]
    """Kind of the file, such as `text/plain`."""
    purpose: Required[FilePurposeParam]
    """What the file is for; `assistants` for file search and code interpreter."""
    filename: str | None
    """Name of the file; None for the one that it has, or `upload` if it has none."""
    bytes: int | None
    """Size of the file; None to measure it, which is not possible of a pipe."""
    part_size: int | None
    """Bytes of a part; None for 64 MiB, the most that servers take."""
    md5: str | None
    """MD5 of the file in hexadecimal, which the server compares; None not to compare."""
    expires_after: FileExpiresAfterParam | FileExpiresAfter | None
    """How long the server keeps the file; None until it is deleted."""


class FileListParams(WalkParams, total=False):
    """How a list of files is asked for."""

    purpose: str | None
    """A purpose, such as `assistants`, to list only the files that were uploaded for it; None for all."""


class StoreFileListParams(ListParams, total=False):
    """How a list of the files of a vector store is asked for."""

    filter: VectorStoreFileStatus | None
    """A status, to list only the files that are in it; None for all."""


class IndexParams(TypedDict, total=False):
    """How long files are waited for that a vector store takes in."""

    poll_interval_ms: float | None
    """Milliseconds between two looks; None for what the server recommends, or, if it recommends nothing,
    for a wait that grows from 150 to 5,000."""
    deadline: float | None
    """Seconds to wait; then FileDeadlineExceeded is raised, and the server goes on. None for 30 minutes."""
    max_wait_seconds: float | None
    """The official SDK's word for `deadline`; None to go by that."""
    on_poll: Callable[[VectorStoreFile | VectorStoreFileBatch], object] | None
    """Function that is called after each look, with the file or the batch."""


class StoreFileParams(TypedDict, total=False):
    """How a file is put into a vector store."""

    attributes: Mapping[str, str | float | bool] | None
    """Key-value pairs by which a search can be narrowed."""
    chunking_strategy: ChunkingStrategy
    """How it is cut into pieces; `auto` by default."""


class AddFileAndPollParams(StoreFileParams, IndexParams, total=False):
    """How a file is put into a vector store, and how long it is waited for."""


class AddBatchAndPollParams(VectorStoreFileBatchCreateParams, IndexParams, total=False):
    """Files for a vector store, and how long they are waited for."""


class UploadToStoreParams(StoreFileParams, ProgressParams, total=False):
    """A file to upload into a vector store."""

    file: Required[FileTypes]
    """The file: a path, a file open for bytes, bytes, or a tuple of a name and one of these."""


class UploadToStoreAndPollParams(UploadToStoreParams, IndexParams, total=False):
    """A file to upload into a vector store, and how long it is waited for."""


class UploadBatchParams(StoreFileParams, IndexParams, total=False):
    """Files to upload into a vector store, and how long they are waited for."""

    files: Required[Iterable[FileTypes]]
    """The files: each is a path, a file open for bytes, bytes, or a tuple of a name and one of these."""
    file_ids: Sequence[str]
    """Ids of files that were uploaded before, to be added in the same batch."""
    max_concurrency: int
    """How many files are uploaded at once."""
