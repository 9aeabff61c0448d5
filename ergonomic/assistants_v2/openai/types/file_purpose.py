"""The official SDK's place for FilePurpose; written by `make generate`."""

from assistants_v2_companions_raw.models import FilePurpose as FilePurpose

__all__ = ["FilePurpose"]
