"""The official SDK's place for MessageDeltaEvent; written by `make generate`."""

from assistants_v2_raw.models import MessageDeltaEvent as MessageDeltaEvent

__all__ = ["MessageDeltaEvent"]
