"""The official SDK's place for UploadPart; written by `make generate`."""

from assistants_v2_companions_raw.models import UploadPart as UploadPart

__all__ = ["UploadPart"]
