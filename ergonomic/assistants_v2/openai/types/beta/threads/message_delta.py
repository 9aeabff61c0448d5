"""The official SDK's place for MessageDelta; written by `make generate`."""

from assistants_v2_raw.models import MessageDelta as MessageDelta

__all__ = ["MessageDelta"]
