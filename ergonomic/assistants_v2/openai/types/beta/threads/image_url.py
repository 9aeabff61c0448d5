"""The official SDK's place for ImageURL; written by `make generate`."""

from assistants_v2_raw.models import ImageURL as ImageURL

__all__ = ["ImageURL"]
