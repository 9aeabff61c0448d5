"""The official SDK's place for VectorStore; written by `make generate`."""

from assistants_v2_companions_raw.models import VectorStore as VectorStore
from assistants_v2_companions_raw.models import VectorStoreExpiresAfter as ExpiresAfter
from assistants_v2_companions_raw.models import VectorStoreFileCounts as FileCounts

__all__ = ["VectorStore", "ExpiresAfter", "FileCounts"]
