"""The official SDK's place for ImageFileContentBlock; written by `make generate`."""

from assistants_v2_raw.models import ImageFileContentBlock as ImageFileContentBlock

__all__ = ["ImageFileContentBlock"]
