"""The official SDK's place for RefusalContentBlock; written by `make generate`."""

from assistants_v2_raw.models import RefusalContentBlock as RefusalContentBlock

__all__ = ["RefusalContentBlock"]
