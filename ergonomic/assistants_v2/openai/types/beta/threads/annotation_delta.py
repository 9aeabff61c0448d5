"""The official SDK's place for AnnotationDelta; written by `make generate`."""

from assistants_v2_raw.models import FileCitationDeltaAnnotation as FileCitationDeltaAnnotation
from assistants_v2_raw.models import FilePathDeltaAnnotation as FilePathDeltaAnnotation

AnnotationDelta = FileCitationDeltaAnnotation | FilePathDeltaAnnotation
__all__ = ["AnnotationDelta"]
