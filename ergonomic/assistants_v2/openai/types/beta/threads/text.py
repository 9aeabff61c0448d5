"""The official SDK's place for Text; written by `make generate`."""

from assistants_v2_raw.models import Text as Text

__all__ = ["Text"]
