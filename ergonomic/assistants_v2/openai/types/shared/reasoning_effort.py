"""The official SDK's place for ReasoningEffort; written by `make generate`."""

from assistants_v2_raw.models import ReasoningEffort as ReasoningEffort

__all__ = ["ReasoningEffort"]
