"""The options of the methods of files and vector stores as values, as `options` has those of the others.
Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from .companion_parameters import (
    AddBatchAndPollParams,
    AddFileAndPollParams,
    ChunkedUploadParams,
    FileListParams,
    IndexParams,
    PartParams,
    ProgressParams,
    StoreFileListParams,
    UploadBatchParams,
    UploadParams,
    UploadToStoreAndPollParams,
    UploadToStoreParams,
)
from .options import ListOptions, Options, WalkOptions, check_page_size, offer_options, read_digits
from .validators import above_zero, hook

if TYPE_CHECKING:
    from collections.abc import Callable

LARGEST_FILE_PAGE = 10_000
"""The most files that servers of this API put on one page."""

LARGEST_PART = 64 * 1024 * 1024
"""The most bytes that servers of this API take as a part of an upload; the official SDK sends as many."""

LONGEST_INDEXING = 30 * 60.0
"""Seconds that files are waited for unless the program says otherwise, as long as the official SDK waits."""


@frozen
class ProgressOptions(Options):
    """Who is told how much of a file has come or gone."""

    on_progress: Callable[[int, int | None], object] | None = field(
        default=None, validator=hook("the bytes so far and all of them", 2)
    )


@frozen
class ChunkOptions(Options):
    """How a file is uploaded in parts."""

    filename: str | None = None
    bytes: int | None = field(default=None, validator=above_zero(whole=True))
    part_size: int | None = field(default=None, validator=above_zero(whole=True))
    md5: str | None = None

    @property
    def largest_part(self) -> int:
        """Bytes of all parts but the last."""
        return self.part_size or LARGEST_PART


@frozen
class IndexOptions(Options):
    """How long files are waited for that a vector store takes in."""

    poll_interval_ms: float | None = field(default=None, validator=above_zero("milliseconds"))
    deadline: float | None = field(default=None, validator=above_zero("seconds"))
    max_wait_seconds: float | None = field(default=None, validator=above_zero("seconds"))
    on_poll: Callable[[Any], object] | None = field(default=None, validator=hook("the file or the batch"))

    @property
    def longest(self) -> float:
        """Seconds to wait."""
        return self.deadline or self.max_wait_seconds or LONGEST_INDEXING


@frozen
class BatchUploadOptions(Options):
    """How many files are uploaded at once."""

    max_concurrency: int = field(default=5, validator=above_zero(whole=True))


@frozen
class FileListOptions(WalkOptions):
    """How a list of files is asked for."""

    limit: int | None = field(
        default=None, converter=read_digits, validator=check_page_size(LARGEST_FILE_PAGE)
    )
    purpose: str | None = None

    def sent(self) -> dict[str, Any]:
        """Return what goes into the query of the first page."""
        return {**super().sent(), "purpose": self.purpose}


@frozen
class StoreFileListOptions(ListOptions):
    """How a list of the files of a vector store is asked for."""

    filter: str | None = None

    def sent(self) -> dict[str, Any]:
        """Return what goes into the query of the first page."""
        return {**super().sent(), "filter_": self.filter}  # as the generator spells it


offer_options(
    {
        ProgressParams: (ProgressOptions,),
        UploadParams: (ProgressOptions,),
        PartParams: (ProgressOptions,),
        ChunkedUploadParams: (ProgressOptions, ChunkOptions),
        FileListParams: (FileListOptions,),
        StoreFileListParams: (StoreFileListOptions,),
        IndexParams: (IndexOptions,),
        AddFileAndPollParams: (IndexOptions,),
        AddBatchAndPollParams: (IndexOptions,),
        UploadToStoreParams: (ProgressOptions,),
        UploadToStoreAndPollParams: (ProgressOptions, IndexOptions),
        UploadBatchParams: (IndexOptions, BatchUploadOptions),
    }
)
