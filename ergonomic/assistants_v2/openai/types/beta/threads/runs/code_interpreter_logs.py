"""The official SDK's place for CodeInterpreterLogs; written by `make generate`."""

from assistants_v2_raw.models import CodeInterpreterLogs as CodeInterpreterLogs

__all__ = ["CodeInterpreterLogs"]
