"""The official SDK's place for ImageFileDelta; written by `make generate`."""

from assistants_v2_raw.models import ImageFileDelta as ImageFileDelta

__all__ = ["ImageFileDelta"]
