"""The official SDK's place for RefusalDeltaBlock; written by `make generate`."""

from assistants_v2_raw.models import RefusalDeltaBlock as RefusalDeltaBlock

__all__ = ["RefusalDeltaBlock"]
