"""The official SDK's place for ImageURLDelta; written by `make generate`."""

from assistants_v2_raw.models import ImageURLDelta as ImageURLDelta

__all__ = ["ImageURLDelta"]
