"""The official SDK's place for FileDeleted; written by `make generate`."""

from assistants_v2_companions_raw.models import FileDeleted as FileDeleted

__all__ = ["FileDeleted"]
