"""The official SDK's place for FilePathAnnotation; written by `make generate`."""

from assistants_v2_raw.models import FilePath as FilePath
from assistants_v2_raw.models import FilePathAnnotation as FilePathAnnotation

__all__ = ["FilePathAnnotation", "FilePath"]
