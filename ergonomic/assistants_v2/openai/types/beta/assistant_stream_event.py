"""The official SDK's place for AssistantStreamEvent; written by `make generate`."""

from assistants_v2_raw.models import DoneEvent as DoneEvent
from assistants_v2_raw.models import ErrorEvent as ErrorEvent
from assistants_v2_raw.models import ThreadCreated as ThreadCreated
from assistants_v2_raw.models import ThreadMessageCompleted as ThreadMessageCompleted
from assistants_v2_raw.models import ThreadMessageCreated as ThreadMessageCreated
from assistants_v2_raw.models import ThreadMessageDelta as ThreadMessageDelta
from assistants_v2_raw.models import ThreadMessageIncomplete as ThreadMessageIncomplete
from assistants_v2_raw.models import ThreadMessageInProgress as ThreadMessageInProgress
from assistants_v2_raw.models import ThreadRunCancelled as ThreadRunCancelled
from assistants_v2_raw.models import ThreadRunCancelling as ThreadRunCancelling
from assistants_v2_raw.models import ThreadRunCompleted as ThreadRunCompleted
from assistants_v2_raw.models import ThreadRunCreated as ThreadRunCreated
from assistants_v2_raw.models import ThreadRunExpired as ThreadRunExpired
from assistants_v2_raw.models import ThreadRunFailed as ThreadRunFailed
from assistants_v2_raw.models import ThreadRunIncomplete as ThreadRunIncomplete
from assistants_v2_raw.models import ThreadRunInProgress as ThreadRunInProgress
from assistants_v2_raw.models import ThreadRunQueued as ThreadRunQueued
from assistants_v2_raw.models import ThreadRunRequiresAction as ThreadRunRequiresAction
from assistants_v2_raw.models import ThreadRunStepCancelled as ThreadRunStepCancelled
from assistants_v2_raw.models import ThreadRunStepCompleted as ThreadRunStepCompleted
from assistants_v2_raw.models import ThreadRunStepCreated as ThreadRunStepCreated
from assistants_v2_raw.models import ThreadRunStepDelta as ThreadRunStepDelta
from assistants_v2_raw.models import ThreadRunStepExpired as ThreadRunStepExpired
from assistants_v2_raw.models import ThreadRunStepFailed as ThreadRunStepFailed
from assistants_v2_raw.models import ThreadRunStepInProgress as ThreadRunStepInProgress
from assistants_v2_raw.types import Unknown as Unknown

AssistantStreamEvent = (
    ThreadCreated
    | ThreadRunCreated
    | ThreadRunQueued
    | ThreadRunInProgress
    | ThreadRunRequiresAction
    | ThreadRunCompleted
    | ThreadRunIncomplete
    | ThreadRunFailed
    | ThreadRunCancelling
    | ThreadRunCancelled
    | ThreadRunExpired
    | ThreadRunStepCreated
    | ThreadRunStepInProgress
    | ThreadRunStepDelta
    | ThreadRunStepCompleted
    | ThreadRunStepFailed
    | ThreadRunStepCancelled
    | ThreadRunStepExpired
    | ThreadMessageCreated
    | ThreadMessageInProgress
    | ThreadMessageDelta
    | ThreadMessageCompleted
    | ThreadMessageIncomplete
    | ErrorEvent
    | DoneEvent
    | Unknown
)
__all__ = [
    "AssistantStreamEvent",
    "ThreadCreated",
    "ThreadRunCreated",
    "ThreadRunQueued",
    "ThreadRunInProgress",
    "ThreadRunRequiresAction",
    "ThreadRunCompleted",
    "ThreadRunIncomplete",
    "ThreadRunFailed",
    "ThreadRunCancelling",
    "ThreadRunCancelled",
    "ThreadRunExpired",
    "ThreadRunStepCreated",
    "ThreadRunStepInProgress",
    "ThreadRunStepDelta",
    "ThreadRunStepCompleted",
    "ThreadRunStepFailed",
    "ThreadRunStepCancelled",
    "ThreadRunStepExpired",
    "ThreadMessageCreated",
    "ThreadMessageInProgress",
    "ThreadMessageDelta",
    "ThreadMessageCompleted",
    "ThreadMessageIncomplete",
    "ErrorEvent",
    "DoneEvent",
]
