"""The official SDK's place for VectorStoreFileBatch; written by `make generate`."""

from assistants_v2_companions_raw.models import VectorStoreFileBatch as VectorStoreFileBatch
from assistants_v2_companions_raw.models import VectorStoreFileCounts as FileCounts

__all__ = ["VectorStoreFileBatch", "FileCounts"]
