"""The official SDK's place for Metadata; written by `make generate`."""

from assistants_v2_raw.models import Metadata as Metadata

__all__ = ["Metadata"]
