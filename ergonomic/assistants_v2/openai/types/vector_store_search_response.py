"""The official SDK's place for VectorStoreSearchResponse; written by `make generate`."""

from assistants_v2_companions_raw.models import VectorStoreSearchResponse as VectorStoreSearchResponse
from assistants_v2_companions_raw.models import VectorStoreSearchResponseContent as Content

__all__ = ["VectorStoreSearchResponse", "Content"]
