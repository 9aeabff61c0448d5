"""The official SDK's place for AssistantToolChoiceFunction; written by `make generate`."""

from assistants_v2_raw.models import AssistantToolChoiceFunction as AssistantToolChoiceFunction

__all__ = ["AssistantToolChoiceFunction"]
