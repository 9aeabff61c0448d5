"""The official SDK's names for messages and runs."""

from __future__ import annotations

from assistants_v2_raw.models import (
    FileCitationAnnotation as FileCitationAnnotation,
)
from assistants_v2_raw.models import (
    FileCitationDeltaAnnotation as FileCitationDeltaAnnotation,
)
from assistants_v2_raw.models import (
    FilePathAnnotation as FilePathAnnotation,
)
from assistants_v2_raw.models import (
    FilePathDeltaAnnotation as FilePathDeltaAnnotation,
)
from assistants_v2_raw.models import (
    ImageFile as ImageFile,
)
from assistants_v2_raw.models import (
    ImageFileContentBlock as ImageFileContentBlock,
)
from assistants_v2_raw.models import (
    ImageFileDelta as ImageFileDelta,
)
from assistants_v2_raw.models import (
    ImageFileDeltaBlock as ImageFileDeltaBlock,
)
from assistants_v2_raw.models import (
    ImageURL as ImageURL,
)
from assistants_v2_raw.models import (
    ImageURLContentBlock as ImageURLContentBlock,
)
from assistants_v2_raw.models import (
    ImageURLDelta as ImageURLDelta,
)
from assistants_v2_raw.models import (
    ImageURLDeltaBlock as ImageURLDeltaBlock,
)
from assistants_v2_raw.models import (
    Message as Message,
)
from assistants_v2_raw.models import (
    MessageDeleted as MessageDeleted,
)
from assistants_v2_raw.models import (
    MessageDelta as MessageDelta,
)
from assistants_v2_raw.models import (
    MessageDeltaEvent as MessageDeltaEvent,
)
from assistants_v2_raw.models import (
    RefusalContentBlock as RefusalContentBlock,
)
from assistants_v2_raw.models import (
    RefusalDeltaBlock as RefusalDeltaBlock,
)
from assistants_v2_raw.models import (
    RequiredActionFunctionToolCall as RequiredActionFunctionToolCall,
)
from assistants_v2_raw.models import (
    Run as Run,
)
from assistants_v2_raw.models import (
    RunStatus as RunStatus,
)
from assistants_v2_raw.models import (
    Text as Text,
)
from assistants_v2_raw.models import (
    TextContentBlock as TextContentBlock,
)
from assistants_v2_raw.models import (
    TextDelta as TextDelta,
)
from assistants_v2_raw.models import (
    TextDeltaBlock as TextDeltaBlock,
)
from assistants_v2_raw.params import (
    ImageFileContentBlockParam as ImageFileContentBlockParam,
)
from assistants_v2_raw.params import (
    ImageFileParam as ImageFileParam,
)
from assistants_v2_raw.params import (
    ImageURLContentBlockParam as ImageURLContentBlockParam,
)
from assistants_v2_raw.params import (
    ImageURLParam as ImageURLParam,
)
from assistants_v2_raw.params import (
    MessageCreateParams as MessageCreateParams,
)
from assistants_v2_raw.params import (
    MessageUpdateParams as MessageUpdateParams,
)
from assistants_v2_raw.params import (
    RunCreateParams as RunCreateParams,
)
from assistants_v2_raw.params import (
    RunSubmitToolOutputsParams as RunSubmitToolOutputsParams,
)
from assistants_v2_raw.params import (
    RunUpdateParams as RunUpdateParams,
)
from assistants_v2_raw.params import (
    TextContentBlockParam as TextContentBlockParam,
)

MessageContentPartParam = ImageFileContentBlockParam | ImageURLContentBlockParam | TextContentBlockParam

Annotation = FileCitationAnnotation | FilePathAnnotation

AnnotationDelta = FileCitationDeltaAnnotation | FilePathDeltaAnnotation

MessageContent = ImageFileContentBlock | ImageURLContentBlock | TextContentBlock | RefusalContentBlock

MessageContentDelta = ImageFileDeltaBlock | TextDeltaBlock | RefusalDeltaBlock | ImageURLDeltaBlock
