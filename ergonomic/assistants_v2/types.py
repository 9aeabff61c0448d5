"""Every object of the API by name, for annotations and for making one: `from assistants_v2.types import Run`.

They are the classes of `assistants_v2_raw.models` and of `assistants_v2_companions_raw.models`, those of
the first where both have one, and `AssistantStreamEvent`, any event of a stream. Each loads when it is
first asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from assistants_v2_companions_raw import models as companions
from assistants_v2_raw import events, models

if TYPE_CHECKING:
    from assistants_v2_companions_raw.models import (
        AutoFileChunkingStrategyParam as AutoFileChunkingStrategyParam,
    )
    from assistants_v2_companions_raw.models import (
        ComparisonFilter as ComparisonFilter,
    )
    from assistants_v2_companions_raw.models import (
        ComparisonFilterType as ComparisonFilterType,
    )
    from assistants_v2_companions_raw.models import (
        CompoundFilter as CompoundFilter,
    )
    from assistants_v2_companions_raw.models import (
        CompoundFilterType as CompoundFilterType,
    )
    from assistants_v2_companions_raw.models import (
        FileContentResponse as FileContentResponse,
    )
    from assistants_v2_companions_raw.models import (
        FileCreateRequest as FileCreateRequest,
    )
    from assistants_v2_companions_raw.models import (
        FileDeleted as FileDeleted,
    )
    from assistants_v2_companions_raw.models import (
        FileExpiresAfter as FileExpiresAfter,
    )
    from assistants_v2_companions_raw.models import (
        FileList as FileList,
    )
    from assistants_v2_companions_raw.models import (
        FileObject as FileObject,
    )
    from assistants_v2_companions_raw.models import (
        FilePurpose as FilePurpose,
    )
    from assistants_v2_companions_raw.models import (
        FilePurposeParam as FilePurposeParam,
    )
    from assistants_v2_companions_raw.models import (
        FileStatus as FileStatus,
    )
    from assistants_v2_companions_raw.models import (
        Model as Model,
    )
    from assistants_v2_companions_raw.models import (
        ModelList as ModelList,
    )
    from assistants_v2_companions_raw.models import (
        OtherFileChunkingStrategyObject as OtherFileChunkingStrategyObject,
    )
    from assistants_v2_companions_raw.models import (
        SearchRanker as SearchRanker,
    )
    from assistants_v2_companions_raw.models import (
        SearchRankingOptions as SearchRankingOptions,
    )
    from assistants_v2_companions_raw.models import (
        StaticFileChunkingStrategyObject as StaticFileChunkingStrategyObject,
    )
    from assistants_v2_companions_raw.models import (
        StaticFileChunkingStrategyObjectParam as StaticFileChunkingStrategyObjectParam,
    )
    from assistants_v2_companions_raw.models import (
        StaticFileChunkingStrategyParam as StaticFileChunkingStrategyParam,
    )
    from assistants_v2_companions_raw.models import (
        ThreadList as ThreadList,
    )
    from assistants_v2_companions_raw.models import (
        Upload as Upload,
    )
    from assistants_v2_companions_raw.models import (
        UploadCompleteRequest as UploadCompleteRequest,
    )
    from assistants_v2_companions_raw.models import (
        UploadCreateRequest as UploadCreateRequest,
    )
    from assistants_v2_companions_raw.models import (
        UploadPart as UploadPart,
    )
    from assistants_v2_companions_raw.models import (
        UploadPartCreateRequest as UploadPartCreateRequest,
    )
    from assistants_v2_companions_raw.models import (
        UploadStatus as UploadStatus,
    )
    from assistants_v2_companions_raw.models import (
        VectorStore as VectorStore,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreCreateRequest as VectorStoreCreateRequest,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreDeleted as VectorStoreDeleted,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreExpiresAfter as VectorStoreExpiresAfter,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreExpiresAfterParam as VectorStoreExpiresAfterParam,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreFile as VectorStoreFile,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreFileAttributes as VectorStoreFileAttributes,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreFileBatch as VectorStoreFileBatch,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreFileBatchCreateRequest as VectorStoreFileBatchCreateRequest,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreFileContentResponse as VectorStoreFileContentResponse,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreFileCounts as VectorStoreFileCounts,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreFileCreateRequest as VectorStoreFileCreateRequest,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreFileDeleted as VectorStoreFileDeleted,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreFileErrorCode as VectorStoreFileErrorCode,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreFileLastError as VectorStoreFileLastError,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreFileList as VectorStoreFileList,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreFileStatus as VectorStoreFileStatus,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreFileUpdateRequest as VectorStoreFileUpdateRequest,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreList as VectorStoreList,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreSearchRequest as VectorStoreSearchRequest,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreSearchResponse as VectorStoreSearchResponse,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreSearchResponseContent as VectorStoreSearchResponseContent,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreSearchResultsPage as VectorStoreSearchResultsPage,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreStatus as VectorStoreStatus,
    )
    from assistants_v2_companions_raw.models import (
        VectorStoreUpdateRequest as VectorStoreUpdateRequest,
    )
    from assistants_v2_raw.events import AssistantStreamEvent
    from assistants_v2_raw.models import *  # noqa: F403  # whatever the contract has

__all__: list[str] = ["AssistantStreamEvent"]
__all__ += models.__all__  # the form that type checkers follow
__all__ += companions.__all__

if not TYPE_CHECKING:  # type checkers would take any name for one that is there

    def __getattr__(name: str) -> object:
        """Load a class when it is first asked for."""
        if name == "AssistantStreamEvent":
            return events.AssistantStreamEvent
        place = next((found for found in (models, companions) if name in found.__all__), None)
        if place is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(place, name)

    def __dir__() -> list[str]:
        return sorted({*__all__})
