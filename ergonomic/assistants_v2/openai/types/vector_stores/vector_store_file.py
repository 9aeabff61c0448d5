"""The official SDK's place for VectorStoreFile; written by `make generate`."""

from assistants_v2_companions_raw.models import VectorStoreFile as VectorStoreFile
from assistants_v2_companions_raw.models import VectorStoreFileLastError as LastError

__all__ = ["VectorStoreFile", "LastError"]
