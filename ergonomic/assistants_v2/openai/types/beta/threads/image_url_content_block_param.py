"""The official SDK's place for ImageURLContentBlockParam; written by `make generate`."""

from assistants_v2_raw.params import ImageURLContentBlockParam as ImageURLContentBlockParam

__all__ = ["ImageURLContentBlockParam"]
