"""The official SDK's place for ImageURLDeltaBlock; written by `make generate`."""

from assistants_v2_raw.models import ImageURLDeltaBlock as ImageURLDeltaBlock

__all__ = ["ImageURLDeltaBlock"]
