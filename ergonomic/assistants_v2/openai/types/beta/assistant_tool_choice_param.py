"""The official SDK's place for AssistantToolChoiceParam; written by `make generate`."""

from assistants_v2_raw.params import AssistantToolChoiceParam as AssistantToolChoiceParam

__all__ = ["AssistantToolChoiceParam"]
