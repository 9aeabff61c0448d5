"""The official SDK's place for AssistantToolChoice; written by `make generate`."""

from assistants_v2_raw.models import AssistantToolChoice as AssistantToolChoice
from assistants_v2_raw.models import AssistantToolChoiceMode as Mode
from assistants_v2_raw.models import AssistantToolChoiceType as Type

__all__ = ["AssistantToolChoice", "Mode", "Type"]
