"""The official SDK's place for ImageFileParam; written by `make generate`."""

from assistants_v2_raw.params import ImageFileParam as ImageFileParam

__all__ = ["ImageFileParam"]
