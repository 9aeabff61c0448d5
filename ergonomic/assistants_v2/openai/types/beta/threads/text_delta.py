"""The official SDK's place for TextDelta; written by `make generate`."""

from assistants_v2_raw.models import TextDelta as TextDelta

__all__ = ["TextDelta"]
