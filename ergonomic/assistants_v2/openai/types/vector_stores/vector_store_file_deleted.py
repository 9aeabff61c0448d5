"""The official SDK's place for VectorStoreFileDeleted; written by `make generate`."""

from assistants_v2_companions_raw.models import VectorStoreFileDeleted as VectorStoreFileDeleted

__all__ = ["VectorStoreFileDeleted"]
