"""The official SDK's place for MessageCreateParams; written by `make generate`."""

from assistants_v2_raw.params import MessageAttachmentParam as Attachment
from assistants_v2_raw.params import MessageCreateParams as MessageCreateParams

__all__ = ["MessageCreateParams", "Attachment"]
