"""The official SDK's place for ImageURLParam; written by `make generate`."""

from assistants_v2_raw.params import ImageURLParam as ImageURLParam

__all__ = ["ImageURLParam"]
