"""The official SDK's place for ImageFileDeltaBlock; written by `make generate`."""

from assistants_v2_raw.models import ImageFileDeltaBlock as ImageFileDeltaBlock

__all__ = ["ImageFileDeltaBlock"]
