"""The official SDK's place for RunStepDeltaEvent; written by `make generate`."""

from assistants_v2_raw.models import RunStepDeltaEvent as RunStepDeltaEvent

__all__ = ["RunStepDeltaEvent"]
