"""The official SDK's place for RunStepDeltaMessageDelta; written by `make generate`."""

from assistants_v2_raw.models import RunStepDeltaMessageDelta as RunStepDeltaMessageDelta
from assistants_v2_raw.models import RunStepDeltaMessageDeltaMessageCreation as MessageCreation

__all__ = ["RunStepDeltaMessageDelta", "MessageCreation"]
