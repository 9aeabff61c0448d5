"""The official SDK's place for MessageContentPartParam; written by `make generate`."""

from assistants_v2_raw.params import ImageFileContentBlockParam as ImageFileContentBlockParam
from assistants_v2_raw.params import ImageURLContentBlockParam as ImageURLContentBlockParam
from assistants_v2_raw.params import TextContentBlockParam as TextContentBlockParam

MessageContentPartParam = ImageFileContentBlockParam | ImageURLContentBlockParam | TextContentBlockParam
__all__ = ["MessageContentPartParam"]
