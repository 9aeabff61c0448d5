"""The official SDK's place for RunStepDelta; written by `make generate`."""

from assistants_v2_raw.models import RunStepDelta as RunStepDelta

__all__ = ["RunStepDelta"]
