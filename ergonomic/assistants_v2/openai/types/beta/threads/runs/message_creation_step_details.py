"""The official SDK's place for MessageCreationStepDetails; written by `make generate`."""

from assistants_v2_raw.models import MessageCreation as MessageCreation
from assistants_v2_raw.models import MessageCreationStepDetails as MessageCreationStepDetails

__all__ = ["MessageCreationStepDetails", "MessageCreation"]
