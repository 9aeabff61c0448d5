"""What each request may hold, as TypedDicts: the keyword arguments of the layers above.

A value may be a model of `models`, a TypedDict of this module, or any mapping of the same shape.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Required, TypedDict

from assistants_v2_raw.types import FileTypes, Unknown

from . import models


class AutoFileChunkingStrategyParam(TypedDict, total=False):
    """Leaves the cutting to the server: 800 tokens a piece, 400 of them shared with the next."""

    type: Required[Literal["auto"]]
    """Marks the strategy as automatic."""


class ComparisonFilterParam(TypedDict, total=False):
    """Compares one attribute of a file with a value."""

    type: Required[models.ComparisonFilterType]
    """How the two are compared."""
    key: Required[str]
    """Name of the attribute."""
    value: Required[str | float | bool | Sequence[str | float]]
    """What it is compared with; a list for `in` and `nin`."""


class CompoundFilterParam(TypedDict, total=False):
    """Several conditions as one."""

    type: Required[models.CompoundFilterType]
    """Whether all conditions have to hold, or one."""
    filters: Required[
        Sequence[
            ComparisonFilterParam
            | models.ComparisonFilter
            | CompoundFilterParam
            | models.CompoundFilter
            | Unknown
        ]
    ]
    """The conditions, which may be compounds themselves."""


class FileCreateParams(TypedDict, total=False):
    """A form with a file to upload; the parts of `expires_after` are fields of their own."""

    file: Required[FileTypes]
    """The file, with its name."""
    purpose: Required[models.FilePurposeParam]
    """What the file is for; `assistants` for file search and code interpreter."""
    expires_after: FileExpiresAfterParam | models.FileExpiresAfter
    """How long the server keeps it; without this it stays until it is deleted."""


class FileExpiresAfterParam(TypedDict, total=False):
    """How long a file is kept."""

    anchor: Required[Literal["created_at"]]
    """From when on the time is counted; there is no other moment than the upload."""
    seconds: Required[int]
    """For how long it is kept, an hour to 30 days."""


class SearchRankingOptionsParam(TypedDict, total=False):
    """How the pieces that are found are ranked."""

    ranker: models.SearchRanker | None
    """Who ranks them; `auto` by default."""
    score_threshold: float | None
    """Score, 0 to 1, below which a piece is left out; 0 by default."""


class StaticFileChunkingStrategyObjectParam(TypedDict, total=False):
    """Cuts the files by measures of your own."""

    type: Required[Literal["static"]]
    """Marks the strategy as static."""
    static: Required[StaticFileChunkingStrategyParam | models.StaticFileChunkingStrategyParam]
    """The measures."""


class StaticFileChunkingStrategyParam(TypedDict, total=False):
    """Measures of the pieces, in tokens."""

    max_chunk_size_tokens: Required[int]
    """Tokens in a piece at most, 100 to 4,096."""
    chunk_overlap_tokens: Required[int]
    """Tokens that neighbouring pieces share, at most half of `max_chunk_size_tokens`."""


class UploadCompleteParams(TypedDict, total=False):
    """Which parts make the file."""

    part_ids: Required[Sequence[str]]
    """Ids of the parts in the order of their bytes, each once."""
    md5: str | None
    """MD5 of the whole file in hexadecimal; a file with another one is refused."""


class UploadCreateParams(TypedDict, total=False):
    """What is known of a file before its parts come."""

    filename: Required[str]
    """Name of the file."""
    purpose: Required[models.FilePurposeParam]
    """What the file is for; `assistants` for file search and code interpreter."""
    bytes: Required[int]
    """Size of the whole file, 8 GiB at most."""
    mime_type: Required[str]
    """Kind of the file, such as `text/plain`."""
    expires_after: FileExpiresAfterParam | models.FileExpiresAfter | None
    """How long the server keeps the file; without this it stays until it is deleted."""


class UploadPartCreateParams(TypedDict, total=False):
    """A form with some bytes of a file."""

    data: Required[FileTypes]
    """The bytes, 64 MiB at most."""


class VectorStoreCreateParams(TypedDict, total=False):
    """Settings of a new vector store; none is needed."""

    file_ids: Sequence[str] | None
    """Ids of the files to put into it at once, 500 at most."""
    name: str | None
    """A name for people."""
    description: str | None
    """What it is for, in words for people."""
    expires_after: VectorStoreExpiresAfterParam | models.VectorStoreExpiresAfterParam | None
    """How long it is kept when nobody uses it; without this, always."""
    chunking_strategy: (
        AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown
    )
    """How the files in `file_ids` are cut into pieces; `auto` by default."""
    metadata: Mapping[str, str] | None
    """Your own key-value pairs on it."""


class VectorStoreExpiresAfterParam(TypedDict, total=False):
    """How long a vector store is to be kept when nobody uses it."""

    anchor: Required[Literal["last_active_at"]]
    """From when on the days are counted; there is no other moment than the last use."""
    days: Required[int]
    """For how many days it is kept, 1 to 365."""


class VectorStoreFileBatchCreateParams(TypedDict, total=False):
    """Files to put into a vector store: `file_ids` if all are treated alike, else `files`."""

    file_ids: Sequence[str]
    """Ids of the files, 2,000 at most."""
    files: Sequence[VectorStoreFileCreateParams | models.VectorStoreFileCreateRequest]
    """The files, each with its own attributes and chunking strategy, 2,000 at most."""
    chunking_strategy: (
        AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown
    )
    """How those in `file_ids` are cut into pieces; `auto` by default."""
    attributes: Mapping[str, str | float | bool] | None
    """Key-value pairs on each of those in `file_ids`."""


class VectorStoreFileCreateParams(TypedDict, total=False):
    """A file to put into a vector store."""

    file_id: Required[str]
    """Id of the file."""
    chunking_strategy: (
        AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategyParam
        | StaticFileChunkingStrategyObjectParam
        | models.StaticFileChunkingStrategyObjectParam
        | None
        | Unknown
    )
    """How it is cut into pieces; `auto` by default."""
    attributes: Mapping[str, str | float | bool] | None
    """Key-value pairs by which a search can be narrowed."""


class VectorStoreFileUpdateParams(TypedDict, total=False):
    """Other attributes of a file of a vector store."""

    attributes: Required[Mapping[str, str | float | bool] | None]
    """The attributes, in the place of those that are there; null for none."""


class VectorStoreSearchParams(TypedDict, total=False):
    """A question to the files of a vector store."""

    query: Required[str | Sequence[str]]
    """The question, or several."""
    rewrite_query: bool | None
    """Whether the server may put the question into other words; by default it does not."""
    max_num_results: int | None
    """How many pieces to find at most, 1 to 50; 10 by default."""
    filters: (
        ComparisonFilterParam
        | models.ComparisonFilter
        | CompoundFilterParam
        | models.CompoundFilter
        | None
        | Unknown
    )
    """Which files may answer, by their attributes; all of them by default."""
    ranking_options: SearchRankingOptionsParam | models.SearchRankingOptions | None
    """How pieces are ranked, and which are too bad to be returned."""


class VectorStoreUpdateParams(TypedDict, total=False):
    """Changes of a vector store; what is left out stays."""

    name: str | None
    """Another name, or null for none."""
    expires_after: VectorStoreExpiresAfterParam | models.VectorStoreExpiresAfterParam | None
    """How long it is kept when nobody uses it, or null for always."""
    metadata: Mapping[str, str] | None
    """Your own key-value pairs, in the place of those that are there."""
