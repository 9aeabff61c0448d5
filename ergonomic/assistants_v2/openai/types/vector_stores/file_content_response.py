"""The official SDK's place for FileContentResponse; written by `make generate`."""

from assistants_v2_companions_raw.models import FileContentResponse as FileContentResponse

__all__ = ["FileContentResponse"]
