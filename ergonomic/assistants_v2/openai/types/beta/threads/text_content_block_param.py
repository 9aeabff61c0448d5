"""The official SDK's place for TextContentBlockParam; written by `make generate`."""

from assistants_v2_raw.params import TextContentBlockParam as TextContentBlockParam

__all__ = ["TextContentBlockParam"]
