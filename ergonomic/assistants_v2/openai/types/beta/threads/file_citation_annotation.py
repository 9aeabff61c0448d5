"""The official SDK's place for FileCitationAnnotation; written by `make generate`."""

from assistants_v2_raw.models import FileCitation as FileCitation
from assistants_v2_raw.models import FileCitationAnnotation as FileCitationAnnotation

__all__ = ["FileCitationAnnotation", "FileCitation"]
