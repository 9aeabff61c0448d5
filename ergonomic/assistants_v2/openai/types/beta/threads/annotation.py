"""The official SDK's place for Annotation; written by `make generate`."""

from assistants_v2_raw.models import FileCitationAnnotation as FileCitationAnnotation
from assistants_v2_raw.models import FilePathAnnotation as FilePathAnnotation

Annotation = FileCitationAnnotation | FilePathAnnotation
__all__ = ["Annotation"]
