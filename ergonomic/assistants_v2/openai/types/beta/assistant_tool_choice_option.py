"""The official SDK's place for AssistantToolChoiceOption; written by `make generate`."""

from assistants_v2_raw.models import AssistantToolChoice as AssistantToolChoice
from assistants_v2_raw.models import AssistantToolChoiceMode as AssistantToolChoiceMode

AssistantToolChoiceOption = AssistantToolChoiceMode | AssistantToolChoice
__all__ = ["AssistantToolChoiceOption"]
