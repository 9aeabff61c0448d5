"""The official SDK's place for ImageURLContentBlock; written by `make generate`."""

from assistants_v2_raw.models import ImageURLContentBlock as ImageURLContentBlock

__all__ = ["ImageURLContentBlock"]
