"""The official SDK's place for FileCitationDeltaAnnotation; written by `make generate`."""

from assistants_v2_raw.models import FileCitationDeltaAnnotation as FileCitationDeltaAnnotation
from assistants_v2_raw.models import FileCitationDeltaAnnotationFileCitation as FileCitation

__all__ = ["FileCitationDeltaAnnotation", "FileCitation"]
