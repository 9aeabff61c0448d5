"""The official SDK's place for AssistantToolChoiceOptionParam; written by `make generate`."""

from assistants_v2_raw.models import AssistantToolChoiceMode as AssistantToolChoiceMode
from assistants_v2_raw.params import AssistantToolChoiceParam as AssistantToolChoiceParam

AssistantToolChoiceOptionParam = AssistantToolChoiceMode | AssistantToolChoiceParam
__all__ = ["AssistantToolChoiceOptionParam"]
