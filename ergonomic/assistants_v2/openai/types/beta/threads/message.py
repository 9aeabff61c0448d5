"""The official SDK's place for Message; written by `make generate`."""

from assistants_v2_raw.models import Message as Message
from assistants_v2_raw.models import MessageAttachment as Attachment
from assistants_v2_raw.models import MessageAttachmentToolFileSearch as AttachmentToolFileSearch
from assistants_v2_raw.models import MessageCreateRequest as CreateRequest
from assistants_v2_raw.models import MessageCreation as Creation
from assistants_v2_raw.models import MessageIncompleteDetails as IncompleteDetails
from assistants_v2_raw.models import MessageIncompleteReason as IncompleteReason
from assistants_v2_raw.models import MessageList as List
from assistants_v2_raw.models import MessageRole as Role
from assistants_v2_raw.models import MessageStatus as Status
from assistants_v2_raw.models import MessageUpdateRequest as UpdateRequest

__all__ = [
    "Message",
    "Attachment",
    "AttachmentToolFileSearch",
    "CreateRequest",
    "Creation",
    "IncompleteDetails",
    "IncompleteReason",
    "List",
    "Role",
    "Status",
    "UpdateRequest",
]
