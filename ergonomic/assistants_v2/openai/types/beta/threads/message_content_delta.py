"""The official SDK's place for MessageContentDelta; written by `make generate`."""

from assistants_v2_raw.models import ImageFileDeltaBlock as ImageFileDeltaBlock
from assistants_v2_raw.models import ImageURLDeltaBlock as ImageURLDeltaBlock
from assistants_v2_raw.models import RefusalDeltaBlock as RefusalDeltaBlock
from assistants_v2_raw.models import TextDeltaBlock as TextDeltaBlock

MessageContentDelta = ImageFileDeltaBlock | TextDeltaBlock | RefusalDeltaBlock | ImageURLDeltaBlock
__all__ = ["MessageContentDelta"]
