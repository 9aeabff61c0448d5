"""The official SDK's place for MessageContent; written by `make generate`."""

from assistants_v2_raw.models import ImageFileContentBlock as ImageFileContentBlock
from assistants_v2_raw.models import ImageURLContentBlock as ImageURLContentBlock
from assistants_v2_raw.models import RefusalContentBlock as RefusalContentBlock
from assistants_v2_raw.models import TextContentBlock as TextContentBlock

MessageContent = ImageFileContentBlock | ImageURLContentBlock | TextContentBlock | RefusalContentBlock
__all__ = ["MessageContent"]
