"""The official SDK's place for RunStatus; written by `make generate`."""

from assistants_v2_raw.models import RunStatus as RunStatus

__all__ = ["RunStatus"]
