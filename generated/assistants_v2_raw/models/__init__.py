"""The API's objects; each module loads when its class is first asked for."""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .api_error_body import APIErrorBody as APIErrorBody
    from .assistant import Assistant as Assistant
    from .assistant_create_request import AssistantCreateRequest as AssistantCreateRequest
    from .assistant_create_tool_resources import (
        AssistantCreateToolResources as AssistantCreateToolResources,
    )
    from .assistant_deleted import AssistantDeleted as AssistantDeleted
    from .assistant_list import AssistantList as AssistantList
    from .assistant_tool_choice import AssistantToolChoice as AssistantToolChoice
    from .assistant_tool_choice_function import (
        AssistantToolChoiceFunction as AssistantToolChoiceFunction,
    )
    from .assistant_tool_choice_mode import AssistantToolChoiceMode as AssistantToolChoiceMode
    from .assistant_tool_choice_type import AssistantToolChoiceType as AssistantToolChoiceType
    from .assistant_tool_resources import AssistantToolResources as AssistantToolResources
    from .assistant_update_request import AssistantUpdateRequest as AssistantUpdateRequest
    from .auto_file_chunking_strategy import AutoFileChunkingStrategy as AutoFileChunkingStrategy
    from .code_interpreter_logs import CodeInterpreterLogs as CodeInterpreterLogs
    from .code_interpreter_output_image import (
        CodeInterpreterOutputImage as CodeInterpreterOutputImage,
    )
    from .code_interpreter_output_image_delta import (
        CodeInterpreterOutputImageDelta as CodeInterpreterOutputImageDelta,
    )
    from .code_interpreter_output_image_delta_image import (
        CodeInterpreterOutputImageDeltaImage as CodeInterpreterOutputImageDeltaImage,
    )
    from .code_interpreter_output_image_image import (
        CodeInterpreterOutputImageImage as CodeInterpreterOutputImageImage,
    )
    from .code_interpreter_output_logs import CodeInterpreterOutputLogs as CodeInterpreterOutputLogs
    from .code_interpreter_tool import CodeInterpreterTool as CodeInterpreterTool
    from .code_interpreter_tool_call import CodeInterpreterToolCall as CodeInterpreterToolCall
    from .code_interpreter_tool_call_code_interpreter import (
        CodeInterpreterToolCallCodeInterpreter as CodeInterpreterToolCallCodeInterpreter,
    )
    from .code_interpreter_tool_call_delta import (
        CodeInterpreterToolCallDelta as CodeInterpreterToolCallDelta,
    )
    from .code_interpreter_tool_call_delta_code_interpreter import (
        CodeInterpreterToolCallDeltaCodeInterpreter as CodeInterpreterToolCallDeltaCodeInterpreter,
    )
    from .completion_tokens_details import CompletionTokensDetails as CompletionTokensDetails
    from .done_event import DoneEvent as DoneEvent
    from .error_event import ErrorEvent as ErrorEvent
    from .error_event_data import ErrorEventData as ErrorEventData
    from .error_response import ErrorResponse as ErrorResponse
    from .file_citation import FileCitation as FileCitation
    from .file_citation_annotation import FileCitationAnnotation as FileCitationAnnotation
    from .file_citation_delta_annotation import (
        FileCitationDeltaAnnotation as FileCitationDeltaAnnotation,
    )
    from .file_citation_delta_annotation_file_citation import (
        FileCitationDeltaAnnotationFileCitation as FileCitationDeltaAnnotationFileCitation,
    )
    from .file_path import FilePath as FilePath
    from .file_path_annotation import FilePathAnnotation as FilePathAnnotation
    from .file_path_delta_annotation import FilePathDeltaAnnotation as FilePathDeltaAnnotation
    from .file_path_delta_annotation_file_path import (
        FilePathDeltaAnnotationFilePath as FilePathDeltaAnnotationFilePath,
    )
    from .file_search_ranker import FileSearchRanker as FileSearchRanker
    from .file_search_ranking_options import FileSearchRankingOptions as FileSearchRankingOptions
    from .file_search_result import FileSearchResult as FileSearchResult
    from .file_search_result_attributes import (
        FileSearchResultAttributes as FileSearchResultAttributes,
    )
    from .file_search_result_content import FileSearchResultContent as FileSearchResultContent
    from .file_search_tool import FileSearchTool as FileSearchTool
    from .file_search_tool_call import FileSearchToolCall as FileSearchToolCall
    from .file_search_tool_call_delta import FileSearchToolCallDelta as FileSearchToolCallDelta
    from .file_search_tool_call_file_search import (
        FileSearchToolCallFileSearch as FileSearchToolCallFileSearch,
    )
    from .file_search_tool_file_search import FileSearchToolFileSearch as FileSearchToolFileSearch
    from .function_definition import FunctionDefinition as FunctionDefinition
    from .function_parameters import FunctionParameters as FunctionParameters
    from .function_tool import FunctionTool as FunctionTool
    from .function_tool_call import FunctionToolCall as FunctionToolCall
    from .function_tool_call_delta import FunctionToolCallDelta as FunctionToolCallDelta
    from .function_tool_call_delta_function import (
        FunctionToolCallDeltaFunction as FunctionToolCallDeltaFunction,
    )
    from .function_tool_call_function import FunctionToolCallFunction as FunctionToolCallFunction
    from .hybrid_search import HybridSearch as HybridSearch
    from .image_detail import ImageDetail as ImageDetail
    from .image_file import ImageFile as ImageFile
    from .image_file_content_block import ImageFileContentBlock as ImageFileContentBlock
    from .image_file_delta import ImageFileDelta as ImageFileDelta
    from .image_file_delta_block import ImageFileDeltaBlock as ImageFileDeltaBlock
    from .image_url import ImageURL as ImageURL
    from .image_url_content_block import ImageURLContentBlock as ImageURLContentBlock
    from .image_url_delta import ImageURLDelta as ImageURLDelta
    from .image_url_delta_block import ImageURLDeltaBlock as ImageURLDeltaBlock
    from .json_schema import JSONSchema as JSONSchema
    from .json_schema_schema import JSONSchemaSchema as JSONSchemaSchema
    from .last_error_code import LastErrorCode as LastErrorCode
    from .list_order import ListOrder as ListOrder
    from .message import Message as Message
    from .message_attachment import MessageAttachment as MessageAttachment
    from .message_attachment_tool_file_search import (
        MessageAttachmentToolFileSearch as MessageAttachmentToolFileSearch,
    )
    from .message_create_request import MessageCreateRequest as MessageCreateRequest
    from .message_creation import MessageCreation as MessageCreation
    from .message_creation_step_details import (
        MessageCreationStepDetails as MessageCreationStepDetails,
    )
    from .message_deleted import MessageDeleted as MessageDeleted
    from .message_delta import MessageDelta as MessageDelta
    from .message_delta_event import MessageDeltaEvent as MessageDeltaEvent
    from .message_incomplete_details import MessageIncompleteDetails as MessageIncompleteDetails
    from .message_incomplete_reason import MessageIncompleteReason as MessageIncompleteReason
    from .message_list import MessageList as MessageList
    from .message_role import MessageRole as MessageRole
    from .message_status import MessageStatus as MessageStatus
    from .message_update_request import MessageUpdateRequest as MessageUpdateRequest
    from .metadata import Metadata as Metadata
    from .prompt_token_details import PromptTokenDetails as PromptTokenDetails
    from .reasoning_effort import ReasoningEffort as ReasoningEffort
    from .refusal_content_block import RefusalContentBlock as RefusalContentBlock
    from .refusal_delta_block import RefusalDeltaBlock as RefusalDeltaBlock
    from .required_action import RequiredAction as RequiredAction
    from .required_action_function_tool_call import (
        RequiredActionFunctionToolCall as RequiredActionFunctionToolCall,
    )
    from .required_action_function_tool_call_function import (
        RequiredActionFunctionToolCallFunction as RequiredActionFunctionToolCallFunction,
    )
    from .required_action_submit_tool_outputs import (
        RequiredActionSubmitToolOutputs as RequiredActionSubmitToolOutputs,
    )
    from .required_action_type import RequiredActionType as RequiredActionType
    from .response_format_json_object import ResponseFormatJSONObject as ResponseFormatJSONObject
    from .response_format_json_schema import ResponseFormatJSONSchema as ResponseFormatJSONSchema
    from .response_format_text import ResponseFormatText as ResponseFormatText
    from .run import Run as Run
    from .run_create_request import RunCreateRequest as RunCreateRequest
    from .run_incomplete_details import RunIncompleteDetails as RunIncompleteDetails
    from .run_incomplete_reason import RunIncompleteReason as RunIncompleteReason
    from .run_last_error import RunLastError as RunLastError
    from .run_list import RunList as RunList
    from .run_status import RunStatus as RunStatus
    from .run_step import RunStep as RunStep
    from .run_step_delta import RunStepDelta as RunStepDelta
    from .run_step_delta_event import RunStepDeltaEvent as RunStepDeltaEvent
    from .run_step_delta_message_delta import RunStepDeltaMessageDelta as RunStepDeltaMessageDelta
    from .run_step_delta_message_delta_message_creation import (
        RunStepDeltaMessageDeltaMessageCreation as RunStepDeltaMessageDeltaMessageCreation,
    )
    from .run_step_include import RunStepInclude as RunStepInclude
    from .run_step_last_error import RunStepLastError as RunStepLastError
    from .run_step_list import RunStepList as RunStepList
    from .run_step_status import RunStepStatus as RunStepStatus
    from .run_step_type import RunStepType as RunStepType
    from .run_step_usage import RunStepUsage as RunStepUsage
    from .run_submit_tool_outputs_request import (
        RunSubmitToolOutputsRequest as RunSubmitToolOutputsRequest,
    )
    from .run_update_request import RunUpdateRequest as RunUpdateRequest
    from .run_usage import RunUsage as RunUsage
    from .static_file_chunking_strategy import (
        StaticFileChunkingStrategy as StaticFileChunkingStrategy,
    )
    from .static_file_chunking_strategy_static import (
        StaticFileChunkingStrategyStatic as StaticFileChunkingStrategyStatic,
    )
    from .text import Text as Text
    from .text_content_block import TextContentBlock as TextContentBlock
    from .text_content_block_param import TextContentBlockParam as TextContentBlockParam
    from .text_delta import TextDelta as TextDelta
    from .text_delta_block import TextDeltaBlock as TextDeltaBlock
    from .thread import Thread as Thread
    from .thread_create_and_run_request import (
        ThreadCreateAndRunRequest as ThreadCreateAndRunRequest,
    )
    from .thread_create_request import ThreadCreateRequest as ThreadCreateRequest
    from .thread_create_tool_resources import ThreadCreateToolResources as ThreadCreateToolResources
    from .thread_created import ThreadCreated as ThreadCreated
    from .thread_deleted import ThreadDeleted as ThreadDeleted
    from .thread_message_completed import ThreadMessageCompleted as ThreadMessageCompleted
    from .thread_message_created import ThreadMessageCreated as ThreadMessageCreated
    from .thread_message_delta import ThreadMessageDelta as ThreadMessageDelta
    from .thread_message_in_progress import ThreadMessageInProgress as ThreadMessageInProgress
    from .thread_message_incomplete import ThreadMessageIncomplete as ThreadMessageIncomplete
    from .thread_run_cancelled import ThreadRunCancelled as ThreadRunCancelled
    from .thread_run_cancelling import ThreadRunCancelling as ThreadRunCancelling
    from .thread_run_completed import ThreadRunCompleted as ThreadRunCompleted
    from .thread_run_created import ThreadRunCreated as ThreadRunCreated
    from .thread_run_expired import ThreadRunExpired as ThreadRunExpired
    from .thread_run_failed import ThreadRunFailed as ThreadRunFailed
    from .thread_run_in_progress import ThreadRunInProgress as ThreadRunInProgress
    from .thread_run_incomplete import ThreadRunIncomplete as ThreadRunIncomplete
    from .thread_run_queued import ThreadRunQueued as ThreadRunQueued
    from .thread_run_requires_action import ThreadRunRequiresAction as ThreadRunRequiresAction
    from .thread_run_step_cancelled import ThreadRunStepCancelled as ThreadRunStepCancelled
    from .thread_run_step_completed import ThreadRunStepCompleted as ThreadRunStepCompleted
    from .thread_run_step_created import ThreadRunStepCreated as ThreadRunStepCreated
    from .thread_run_step_delta import ThreadRunStepDelta as ThreadRunStepDelta
    from .thread_run_step_expired import ThreadRunStepExpired as ThreadRunStepExpired
    from .thread_run_step_failed import ThreadRunStepFailed as ThreadRunStepFailed
    from .thread_run_step_in_progress import ThreadRunStepInProgress as ThreadRunStepInProgress
    from .thread_tool_resources import ThreadToolResources as ThreadToolResources
    from .thread_update_request import ThreadUpdateRequest as ThreadUpdateRequest
    from .tool_calls_delta import ToolCallsDelta as ToolCallsDelta
    from .tool_calls_step_details import ToolCallsStepDetails as ToolCallsStepDetails
    from .tool_output import ToolOutput as ToolOutput
    from .tool_resources_code_interpreter import (
        ToolResourcesCodeInterpreter as ToolResourcesCodeInterpreter,
    )
    from .tool_resources_file_search import ToolResourcesFileSearch as ToolResourcesFileSearch
    from .tool_resources_file_search_create import (
        ToolResourcesFileSearchCreate as ToolResourcesFileSearchCreate,
    )
    from .tool_resources_vector_store import ToolResourcesVectorStore as ToolResourcesVectorStore
    from .truncation_strategy import TruncationStrategy as TruncationStrategy
    from .truncation_type import TruncationType as TruncationType

_MODULES = {
    "APIErrorBody": ".api_error_body",
    "Assistant": ".assistant",
    "AssistantCreateRequest": ".assistant_create_request",
    "AssistantCreateToolResources": ".assistant_create_tool_resources",
    "AssistantDeleted": ".assistant_deleted",
    "AssistantList": ".assistant_list",
    "AssistantToolChoice": ".assistant_tool_choice",
    "AssistantToolChoiceFunction": ".assistant_tool_choice_function",
    "AssistantToolChoiceMode": ".assistant_tool_choice_mode",
    "AssistantToolChoiceType": ".assistant_tool_choice_type",
    "AssistantToolResources": ".assistant_tool_resources",
    "AssistantUpdateRequest": ".assistant_update_request",
    "AutoFileChunkingStrategy": ".auto_file_chunking_strategy",
    "CodeInterpreterLogs": ".code_interpreter_logs",
    "CodeInterpreterOutputImage": ".code_interpreter_output_image",
    "CodeInterpreterOutputImageDelta": ".code_interpreter_output_image_delta",
    "CodeInterpreterOutputImageDeltaImage": ".code_interpreter_output_image_delta_image",
    "CodeInterpreterOutputImageImage": ".code_interpreter_output_image_image",
    "CodeInterpreterOutputLogs": ".code_interpreter_output_logs",
    "CodeInterpreterTool": ".code_interpreter_tool",
    "CodeInterpreterToolCall": ".code_interpreter_tool_call",
    "CodeInterpreterToolCallCodeInterpreter": ".code_interpreter_tool_call_code_interpreter",
    "CodeInterpreterToolCallDelta": ".code_interpreter_tool_call_delta",
    "CodeInterpreterToolCallDeltaCodeInterpreter": ".code_interpreter_tool_call_delta_code_interpreter",
    "CompletionTokensDetails": ".completion_tokens_details",
    "DoneEvent": ".done_event",
    "ErrorEvent": ".error_event",
    "ErrorEventData": ".error_event_data",
    "ErrorResponse": ".error_response",
    "FileCitation": ".file_citation",
    "FileCitationAnnotation": ".file_citation_annotation",
    "FileCitationDeltaAnnotation": ".file_citation_delta_annotation",
    "FileCitationDeltaAnnotationFileCitation": ".file_citation_delta_annotation_file_citation",
    "FilePath": ".file_path",
    "FilePathAnnotation": ".file_path_annotation",
    "FilePathDeltaAnnotation": ".file_path_delta_annotation",
    "FilePathDeltaAnnotationFilePath": ".file_path_delta_annotation_file_path",
    "FileSearchRanker": ".file_search_ranker",
    "FileSearchRankingOptions": ".file_search_ranking_options",
    "FileSearchResult": ".file_search_result",
    "FileSearchResultAttributes": ".file_search_result_attributes",
    "FileSearchResultContent": ".file_search_result_content",
    "FileSearchTool": ".file_search_tool",
    "FileSearchToolCall": ".file_search_tool_call",
    "FileSearchToolCallDelta": ".file_search_tool_call_delta",
    "FileSearchToolCallFileSearch": ".file_search_tool_call_file_search",
    "FileSearchToolFileSearch": ".file_search_tool_file_search",
    "FunctionDefinition": ".function_definition",
    "FunctionParameters": ".function_parameters",
    "FunctionTool": ".function_tool",
    "FunctionToolCall": ".function_tool_call",
    "FunctionToolCallDelta": ".function_tool_call_delta",
    "FunctionToolCallDeltaFunction": ".function_tool_call_delta_function",
    "FunctionToolCallFunction": ".function_tool_call_function",
    "HybridSearch": ".hybrid_search",
    "ImageDetail": ".image_detail",
    "ImageFile": ".image_file",
    "ImageFileContentBlock": ".image_file_content_block",
    "ImageFileDelta": ".image_file_delta",
    "ImageFileDeltaBlock": ".image_file_delta_block",
    "ImageURL": ".image_url",
    "ImageURLContentBlock": ".image_url_content_block",
    "ImageURLDelta": ".image_url_delta",
    "ImageURLDeltaBlock": ".image_url_delta_block",
    "JSONSchema": ".json_schema",
    "JSONSchemaSchema": ".json_schema_schema",
    "LastErrorCode": ".last_error_code",
    "ListOrder": ".list_order",
    "Message": ".message",
    "MessageAttachment": ".message_attachment",
    "MessageAttachmentToolFileSearch": ".message_attachment_tool_file_search",
    "MessageCreateRequest": ".message_create_request",
    "MessageCreation": ".message_creation",
    "MessageCreationStepDetails": ".message_creation_step_details",
    "MessageDeleted": ".message_deleted",
    "MessageDelta": ".message_delta",
    "MessageDeltaEvent": ".message_delta_event",
    "MessageIncompleteDetails": ".message_incomplete_details",
    "MessageIncompleteReason": ".message_incomplete_reason",
    "MessageList": ".message_list",
    "MessageRole": ".message_role",
    "MessageStatus": ".message_status",
    "MessageUpdateRequest": ".message_update_request",
    "Metadata": ".metadata",
    "PromptTokenDetails": ".prompt_token_details",
    "ReasoningEffort": ".reasoning_effort",
    "RefusalContentBlock": ".refusal_content_block",
    "RefusalDeltaBlock": ".refusal_delta_block",
    "RequiredAction": ".required_action",
    "RequiredActionFunctionToolCall": ".required_action_function_tool_call",
    "RequiredActionFunctionToolCallFunction": ".required_action_function_tool_call_function",
    "RequiredActionSubmitToolOutputs": ".required_action_submit_tool_outputs",
    "RequiredActionType": ".required_action_type",
    "ResponseFormatJSONObject": ".response_format_json_object",
    "ResponseFormatJSONSchema": ".response_format_json_schema",
    "ResponseFormatText": ".response_format_text",
    "Run": ".run",
    "RunCreateRequest": ".run_create_request",
    "RunIncompleteDetails": ".run_incomplete_details",
    "RunIncompleteReason": ".run_incomplete_reason",
    "RunLastError": ".run_last_error",
    "RunList": ".run_list",
    "RunStatus": ".run_status",
    "RunStep": ".run_step",
    "RunStepDelta": ".run_step_delta",
    "RunStepDeltaEvent": ".run_step_delta_event",
    "RunStepDeltaMessageDelta": ".run_step_delta_message_delta",
    "RunStepDeltaMessageDeltaMessageCreation": ".run_step_delta_message_delta_message_creation",
    "RunStepInclude": ".run_step_include",
    "RunStepLastError": ".run_step_last_error",
    "RunStepList": ".run_step_list",
    "RunStepStatus": ".run_step_status",
    "RunStepType": ".run_step_type",
    "RunStepUsage": ".run_step_usage",
    "RunSubmitToolOutputsRequest": ".run_submit_tool_outputs_request",
    "RunUpdateRequest": ".run_update_request",
    "RunUsage": ".run_usage",
    "StaticFileChunkingStrategy": ".static_file_chunking_strategy",
    "StaticFileChunkingStrategyStatic": ".static_file_chunking_strategy_static",
    "Text": ".text",
    "TextContentBlock": ".text_content_block",
    "TextContentBlockParam": ".text_content_block_param",
    "TextDelta": ".text_delta",
    "TextDeltaBlock": ".text_delta_block",
    "Thread": ".thread",
    "ThreadCreateAndRunRequest": ".thread_create_and_run_request",
    "ThreadCreateRequest": ".thread_create_request",
    "ThreadCreateToolResources": ".thread_create_tool_resources",
    "ThreadCreated": ".thread_created",
    "ThreadDeleted": ".thread_deleted",
    "ThreadMessageCompleted": ".thread_message_completed",
    "ThreadMessageCreated": ".thread_message_created",
    "ThreadMessageDelta": ".thread_message_delta",
    "ThreadMessageInProgress": ".thread_message_in_progress",
    "ThreadMessageIncomplete": ".thread_message_incomplete",
    "ThreadRunCancelled": ".thread_run_cancelled",
    "ThreadRunCancelling": ".thread_run_cancelling",
    "ThreadRunCompleted": ".thread_run_completed",
    "ThreadRunCreated": ".thread_run_created",
    "ThreadRunExpired": ".thread_run_expired",
    "ThreadRunFailed": ".thread_run_failed",
    "ThreadRunInProgress": ".thread_run_in_progress",
    "ThreadRunIncomplete": ".thread_run_incomplete",
    "ThreadRunQueued": ".thread_run_queued",
    "ThreadRunRequiresAction": ".thread_run_requires_action",
    "ThreadRunStepCancelled": ".thread_run_step_cancelled",
    "ThreadRunStepCompleted": ".thread_run_step_completed",
    "ThreadRunStepCreated": ".thread_run_step_created",
    "ThreadRunStepDelta": ".thread_run_step_delta",
    "ThreadRunStepExpired": ".thread_run_step_expired",
    "ThreadRunStepFailed": ".thread_run_step_failed",
    "ThreadRunStepInProgress": ".thread_run_step_in_progress",
    "ThreadToolResources": ".thread_tool_resources",
    "ThreadUpdateRequest": ".thread_update_request",
    "ToolCallsDelta": ".tool_calls_delta",
    "ToolCallsStepDetails": ".tool_calls_step_details",
    "ToolOutput": ".tool_output",
    "ToolResourcesCodeInterpreter": ".tool_resources_code_interpreter",
    "ToolResourcesFileSearch": ".tool_resources_file_search",
    "ToolResourcesFileSearchCreate": ".tool_resources_file_search_create",
    "ToolResourcesVectorStore": ".tool_resources_vector_store",
    "TruncationStrategy": ".truncation_strategy",
    "TruncationType": ".truncation_type",
}

__all__ = (
    "APIErrorBody",
    "Assistant",
    "AssistantCreateRequest",
    "AssistantCreateToolResources",
    "AssistantDeleted",
    "AssistantList",
    "AssistantToolChoice",
    "AssistantToolChoiceFunction",
    "AssistantToolChoiceMode",
    "AssistantToolChoiceType",
    "AssistantToolResources",
    "AssistantUpdateRequest",
    "AutoFileChunkingStrategy",
    "CodeInterpreterLogs",
    "CodeInterpreterOutputImage",
    "CodeInterpreterOutputImageDelta",
    "CodeInterpreterOutputImageDeltaImage",
    "CodeInterpreterOutputImageImage",
    "CodeInterpreterOutputLogs",
    "CodeInterpreterTool",
    "CodeInterpreterToolCall",
    "CodeInterpreterToolCallCodeInterpreter",
    "CodeInterpreterToolCallDelta",
    "CodeInterpreterToolCallDeltaCodeInterpreter",
    "CompletionTokensDetails",
    "DoneEvent",
    "ErrorEvent",
    "ErrorEventData",
    "ErrorResponse",
    "FileCitation",
    "FileCitationAnnotation",
    "FileCitationDeltaAnnotation",
    "FileCitationDeltaAnnotationFileCitation",
    "FilePath",
    "FilePathAnnotation",
    "FilePathDeltaAnnotation",
    "FilePathDeltaAnnotationFilePath",
    "FileSearchRanker",
    "FileSearchRankingOptions",
    "FileSearchResult",
    "FileSearchResultAttributes",
    "FileSearchResultContent",
    "FileSearchTool",
    "FileSearchToolCall",
    "FileSearchToolCallDelta",
    "FileSearchToolCallFileSearch",
    "FileSearchToolFileSearch",
    "FunctionDefinition",
    "FunctionParameters",
    "FunctionTool",
    "FunctionToolCall",
    "FunctionToolCallDelta",
    "FunctionToolCallDeltaFunction",
    "FunctionToolCallFunction",
    "HybridSearch",
    "ImageDetail",
    "ImageFile",
    "ImageFileContentBlock",
    "ImageFileDelta",
    "ImageFileDeltaBlock",
    "ImageURL",
    "ImageURLContentBlock",
    "ImageURLDelta",
    "ImageURLDeltaBlock",
    "JSONSchema",
    "JSONSchemaSchema",
    "LastErrorCode",
    "ListOrder",
    "Message",
    "MessageAttachment",
    "MessageAttachmentToolFileSearch",
    "MessageCreateRequest",
    "MessageCreation",
    "MessageCreationStepDetails",
    "MessageDeleted",
    "MessageDelta",
    "MessageDeltaEvent",
    "MessageIncompleteDetails",
    "MessageIncompleteReason",
    "MessageList",
    "MessageRole",
    "MessageStatus",
    "MessageUpdateRequest",
    "Metadata",
    "PromptTokenDetails",
    "ReasoningEffort",
    "RefusalContentBlock",
    "RefusalDeltaBlock",
    "RequiredAction",
    "RequiredActionFunctionToolCall",
    "RequiredActionFunctionToolCallFunction",
    "RequiredActionSubmitToolOutputs",
    "RequiredActionType",
    "ResponseFormatJSONObject",
    "ResponseFormatJSONSchema",
    "ResponseFormatText",
    "Run",
    "RunCreateRequest",
    "RunIncompleteDetails",
    "RunIncompleteReason",
    "RunLastError",
    "RunList",
    "RunStatus",
    "RunStep",
    "RunStepDelta",
    "RunStepDeltaEvent",
    "RunStepDeltaMessageDelta",
    "RunStepDeltaMessageDeltaMessageCreation",
    "RunStepInclude",
    "RunStepLastError",
    "RunStepList",
    "RunStepStatus",
    "RunStepType",
    "RunStepUsage",
    "RunSubmitToolOutputsRequest",
    "RunUpdateRequest",
    "RunUsage",
    "StaticFileChunkingStrategy",
    "StaticFileChunkingStrategyStatic",
    "Text",
    "TextContentBlock",
    "TextContentBlockParam",
    "TextDelta",
    "TextDeltaBlock",
    "Thread",
    "ThreadCreateAndRunRequest",
    "ThreadCreated",
    "ThreadCreateRequest",
    "ThreadCreateToolResources",
    "ThreadDeleted",
    "ThreadMessageCompleted",
    "ThreadMessageCreated",
    "ThreadMessageDelta",
    "ThreadMessageIncomplete",
    "ThreadMessageInProgress",
    "ThreadRunCancelled",
    "ThreadRunCancelling",
    "ThreadRunCompleted",
    "ThreadRunCreated",
    "ThreadRunExpired",
    "ThreadRunFailed",
    "ThreadRunIncomplete",
    "ThreadRunInProgress",
    "ThreadRunQueued",
    "ThreadRunRequiresAction",
    "ThreadRunStepCancelled",
    "ThreadRunStepCompleted",
    "ThreadRunStepCreated",
    "ThreadRunStepDelta",
    "ThreadRunStepExpired",
    "ThreadRunStepFailed",
    "ThreadRunStepInProgress",
    "ThreadToolResources",
    "ThreadUpdateRequest",
    "ToolCallsDelta",
    "ToolCallsStepDetails",
    "ToolOutput",
    "ToolResourcesCodeInterpreter",
    "ToolResourcesFileSearch",
    "ToolResourcesFileSearchCreate",
    "ToolResourcesVectorStore",
    "TruncationStrategy",
    "TruncationType",
)

if not TYPE_CHECKING:  # type checkers would take any name for one that is there

    def __getattr__(name: str) -> object:
        module = _MODULES.get(name)
        if module is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value = globals()[name] = getattr(import_module(module, __name__), name)
        return value

    def __dir__() -> list[str]:
        return sorted({*globals(), *_MODULES})
