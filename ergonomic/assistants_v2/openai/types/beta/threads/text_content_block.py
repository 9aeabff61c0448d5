"""The official SDK's place for TextContentBlock; written by `make generate`."""

from assistants_v2_raw.models import TextContentBlock as TextContentBlock
from assistants_v2_raw.params import TextContentBlockParam as Param

__all__ = ["TextContentBlock", "Param"]
