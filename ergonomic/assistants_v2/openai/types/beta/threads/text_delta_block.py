"""The official SDK's place for TextDeltaBlock; written by `make generate`."""

from assistants_v2_raw.models import TextDeltaBlock as TextDeltaBlock

__all__ = ["TextDeltaBlock"]
