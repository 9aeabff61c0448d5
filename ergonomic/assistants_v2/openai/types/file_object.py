"""The official SDK's place for FileObject; written by `make generate`."""

from assistants_v2_companions_raw.models import FileObject as FileObject

__all__ = ["FileObject"]
