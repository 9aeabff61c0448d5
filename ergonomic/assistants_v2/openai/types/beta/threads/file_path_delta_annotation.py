"""The official SDK's place for FilePathDeltaAnnotation; written by `make generate`."""

from assistants_v2_raw.models import FilePathDeltaAnnotation as FilePathDeltaAnnotation
from assistants_v2_raw.models import FilePathDeltaAnnotationFilePath as FilePath

__all__ = ["FilePathDeltaAnnotation", "FilePath"]
