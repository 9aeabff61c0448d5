"""The official SDK's place for RunStepInclude; written by `make generate`."""

from assistants_v2_raw.models import RunStepInclude as RunStepInclude

__all__ = ["RunStepInclude"]
