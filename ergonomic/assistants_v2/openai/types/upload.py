"""The official SDK's place for Upload; written by `make generate`."""

from assistants_v2_companions_raw.models import Upload as Upload

__all__ = ["Upload"]
