"""The official SDK's place for ImageFileContentBlockParam; written by `make generate`."""

from assistants_v2_raw.params import ImageFileContentBlockParam as ImageFileContentBlockParam

__all__ = ["ImageFileContentBlockParam"]
