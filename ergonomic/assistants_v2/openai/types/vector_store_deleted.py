"""The official SDK's place for VectorStoreDeleted; written by `make generate`."""

from assistants_v2_companions_raw.models import VectorStoreDeleted as VectorStoreDeleted

__all__ = ["VectorStoreDeleted"]
