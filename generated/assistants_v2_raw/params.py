"""What each request may hold, as TypedDicts: the keyword arguments of the layers above.

A value may be a model of `models`, a TypedDict of this module, or any mapping of the same shape.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Required, TypedDict

from . import models
from .types import Unknown


class AssistantCreateParams(TypedDict, total=False):
    """What a new assistant is made of."""

    model: Required[str]
    """Id of the model that answers."""
    name: str | None
    """Name for people, up to 256 characters."""
    description: str | None
    """What it is for, for people, up to 512 characters."""
    instructions: str | None
    """What the model is told before every conversation, up to 256,000 characters."""
    tools: Sequence[
        CodeInterpreterToolParam
        | models.CodeInterpreterTool
        | FileSearchToolParam
        | models.FileSearchTool
        | FunctionToolParam
        | models.FunctionTool
        | Unknown
        | Callable[..., Any]
    ]
    """Tools the model may call, up to 128; none by default."""
    tool_resources: AssistantCreateToolResourcesParam | models.AssistantCreateToolResources | None
    """Files and vector stores behind the tools."""
    metadata: Mapping[str, str] | None
    """Your own key-value pairs."""
    temperature: float | None
    """Randomness of the answers, 0 to 2; 1 by default."""
    top_p: float | None
    """Share of the likeliest tokens to choose from, 0 to 1; 1 by default; change this or the
    temperature, not both."""
    reasoning_effort: models.ReasoningEffort | None
    """How much a reasoning model thinks; most models take `medium` by default."""
    response_format: (
        Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown
    )
    """Form the answers must have; `auto` by default."""


class AssistantCreateToolResourcesParam(TypedDict, total=False):
    """Files and vector stores for a new assistant, by tool."""

    code_interpreter: ToolResourcesCodeInterpreterParam | models.ToolResourcesCodeInterpreter
    """Files the code interpreter can open."""
    file_search: ToolResourcesFileSearchCreateParam | models.ToolResourcesFileSearchCreate
    """A vector store that exists, or the files to make one from."""


class AssistantToolChoiceParam(TypedDict, total=False):
    """The one tool the model has to call."""

    type: Required[models.AssistantToolChoiceType]
    """Kind of the tool."""
    function: AssistantToolChoiceFunctionParam | models.AssistantToolChoiceFunction | None
    """The function to call; only with `type` function."""


class AssistantToolChoiceFunctionParam(TypedDict, total=False):
    """A function, named."""

    name: Required[str]
    """Name of the function to call."""


class AssistantToolResourcesParam(TypedDict, total=False):
    """Files and vector stores that belong to an assistant, by tool."""

    code_interpreter: ToolResourcesCodeInterpreterParam | models.ToolResourcesCodeInterpreter
    """Files the code interpreter can open."""
    file_search: ToolResourcesFileSearchParam | models.ToolResourcesFileSearch
    """Vector stores that file search looks through."""


class AssistantUpdateParams(TypedDict, total=False):
    """What to change about an assistant; what is left out stays."""

    model: str
    """Id of the model that answers."""
    name: str | None
    """Name for people, up to 256 characters."""
    description: str | None
    """What it is for, for people, up to 512 characters."""
    instructions: str | None
    """What the model is told before every conversation, up to 256,000 characters."""
    tools: Sequence[
        CodeInterpreterToolParam
        | models.CodeInterpreterTool
        | FileSearchToolParam
        | models.FileSearchTool
        | FunctionToolParam
        | models.FunctionTool
        | Unknown
        | Callable[..., Any]
    ]
    """Tools the model may call, up to 128; the whole list, not only what is added."""
    tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None
    """Files and vector stores behind the tools."""
    metadata: Mapping[str, str] | None
    """Your own key-value pairs, merged into those already there."""
    temperature: float | None
    """Randomness of the answers, 0 to 2."""
    top_p: float | None
    """Share of the likeliest tokens to choose from, 0 to 1; change this or the temperature, not both."""
    reasoning_effort: models.ReasoningEffort | None
    """How much a reasoning model thinks."""
    response_format: (
        Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown
    )
    """Form the answers must have."""


class AutoFileChunkingStrategyParam(TypedDict, total=False):
    """Leaves the cutting to the server: 800 tokens a piece, 400 of them shared with the next."""

    type: Required[Literal["auto"]]
    """Marks the strategy as automatic."""


class CodeInterpreterToolParam(TypedDict, total=False):
    """Lets the model write Python and have the server execute it."""

    type: Required[Literal["code_interpreter"]]
    """Marks the tool as the code interpreter."""


class FileSearchRankingOptionsParam(TypedDict, total=False):
    """How the results of a file search are ranked."""

    score_threshold: Required[float]
    """Results that score below this are dropped; from 0, which keeps all, to 1."""
    ranker: models.FileSearchRanker
    """Which ranker scores the results; `auto` by default."""
    hybrid_search: HybridSearchParam | models.HybridSearch | None
    """Balance between meaning and wording; null on every assistant seen so far."""


class FileSearchToolParam(TypedDict, total=False):
    """Lets the model search the attached vector stores."""

    type: Required[Literal["file_search"]]
    """Marks the tool as file search."""
    file_search: FileSearchToolFileSearchParam | models.FileSearchToolFileSearch
    """How to search; the server's settings apply when it is left out."""


class FileSearchToolFileSearchParam(TypedDict, total=False):
    """Settings of a file search."""

    max_num_results: int
    """How many results a search returns at most, 1 to 50; 20 by default, 5 with gpt-3.5-turbo."""
    ranking_options: FileSearchRankingOptionsParam | models.FileSearchRankingOptions
    """How results are scored and which are too weak to keep."""


class FunctionDefinitionParam(TypedDict, total=False):
    """A function as the model sees it."""

    name: Required[str]
    """Name the model calls it by: letters, digits, underscores and hyphens, up to 64."""
    description: str | None
    """When and how to call the function, written for the model."""
    parameters: Mapping[str, Any]
    """Arguments the function takes; none when it is left out."""
    strict: bool | None
    """Whether arguments must match the schema exactly; false by default."""


class FunctionToolParam(TypedDict, total=False):
    """Offers the model a function of your program."""

    type: Required[Literal["function"]]
    """Marks the tool as a function."""
    function: Required[FunctionDefinitionParam | models.FunctionDefinition]
    """What the function is called, does and takes."""


class HybridSearchParam(TypedDict, total=False):
    """Weights of the two scores that make up a hybrid search."""

    embedding_weight: float
    """Weight of the likeness in meaning."""
    text_weight: float
    """Weight of the likeness in wording."""


class ImageFileParam(TypedDict, total=False):
    """An uploaded image."""

    file_id: Required[str]
    """Id of the file, uploaded with purpose `vision`."""
    detail: models.ImageDetail
    """How closely to look; `auto` by default."""


class ImageFileContentBlockParam(TypedDict, total=False):
    """An image from an uploaded file."""

    type: Required[Literal["image_file"]]
    """Marks the part as an image file."""
    image_file: Required[ImageFileParam | models.ImageFile]
    """The image."""


class ImageURLParam(TypedDict, total=False):
    """An image at an address."""

    url: Required[str]
    """Address of a JPEG, PNG, GIF or WebP image."""
    detail: models.ImageDetail
    """How closely to look; `auto` by default."""


class ImageURLContentBlockParam(TypedDict, total=False):
    """An image from the web."""

    type: Required[Literal["image_url"]]
    """Marks the part as an image URL."""
    image_url: Required[ImageURLParam | models.ImageURL]
    """The image."""


class JSONSchemaParam(TypedDict, total=False):
    """A named schema for answers."""

    name: Required[str]
    """Name of the format: letters, digits, underscores and hyphens, up to 64."""
    description: str
    """What the format is for, written for the model."""
    schema: Mapping[str, Any]
    """The JSON Schema itself."""
    strict: bool | None
    """Whether the answer must match the schema exactly; false by default."""


class MessageAttachmentParam(TypedDict, total=False):
    """A file that comes with a message."""

    file_id: Required[str]
    """Id of the file."""
    tools: Required[
        Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | MessageAttachmentToolFileSearchParam
            | models.MessageAttachmentToolFileSearch
            | Unknown
        ]
    ]
    """Tools that may use the file."""


class MessageAttachmentToolFileSearchParam(TypedDict, total=False):
    """Adds the attached file to what file search looks through."""

    type: Required[Literal["file_search"]]
    """Marks the tool as file search."""


class MessageCreateParams(TypedDict, total=False):
    """A message to add to a thread."""

    role: Required[models.MessageRole]
    """Who says it: `user`, or `assistant` to carry over a conversation held elsewhere."""
    content: Required[
        str
        | Sequence[
            TextContentBlockParam
            | models.TextContentBlockParam
            | ImageFileContentBlockParam
            | models.ImageFileContentBlock
            | ImageURLContentBlockParam
            | models.ImageURLContentBlock
            | Unknown
        ]
    ]
    """What is said: a text of up to 256,000 characters, or a list of texts and images."""
    attachments: Sequence[MessageAttachmentParam | models.MessageAttachment] | None
    """Files that come with it and the tools they are for."""
    metadata: Mapping[str, str] | None
    """Your own key-value pairs."""


class MessageUpdateParams(TypedDict, total=False):
    """What to change about a message."""

    metadata: Mapping[str, str] | None
    """Your own key-value pairs."""


class ResponseFormatJSONObjectParam(TypedDict, total=False):
    """The answer is a JSON object; the instructions must ask for JSON too, or the model may run on into
    its token limit."""

    type: Required[Literal["json_object"]]
    """Marks the format as a JSON object."""


class ResponseFormatJSONSchemaParam(TypedDict, total=False):
    """The answer is JSON that fits a schema."""

    type: Required[Literal["json_schema"]]
    """Marks the format as JSON by a schema."""
    json_schema: Required[JSONSchemaParam | models.JSONSchema]
    """The schema, with its name."""


class ResponseFormatTextParam(TypedDict, total=False):
    """The answer is plain text."""

    type: Required[Literal["text"]]
    """Marks the format as text."""


class RunCreateParams(TypedDict, total=False):
    """Which assistant to run, and what this run does differently from it."""

    assistant_id: Required[str]
    """Id of the assistant to set to work."""
    model: str | None
    """Id of the model for this run; the assistant's by default."""
    reasoning_effort: models.ReasoningEffort | None
    """How much a reasoning model thinks; the assistant's by default."""
    instructions: str | None
    """Replaces the assistant's instructions in this run."""
    additional_instructions: str | None
    """Follows the instructions in this run, on a line of its own."""
    additional_messages: Sequence[MessageCreateParams | models.MessageCreateRequest] | None
    """Messages to add to the thread before the run begins."""
    tools: (
        Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None
    )
    """Replaces the assistant's tools in this run, up to 20."""
    metadata: Mapping[str, str] | None
    """Your own key-value pairs on the run."""
    temperature: float | None
    """Randomness of the answers, 0 to 2; the assistant's by default."""
    top_p: float | None
    """Share of the likeliest tokens to choose from, 0 to 1; the assistant's by default."""
    stream: Literal[False] | None
    """Whether to answer with events as they happen instead of the run; false by default."""
    max_prompt_tokens: int | None
    """Prompt tokens the run may use over all its model calls before it ends incomplete; unlimited by
    default."""
    max_completion_tokens: int | None
    """Completion tokens the run may use over all its model calls before it ends incomplete; unlimited
    by default."""
    truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None
    """How a long thread is shortened for the model; `auto` by default."""
    tool_choice: (
        models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None
    )
    """Whether and which tools must be called; `auto` by default."""
    parallel_tool_calls: bool
    """Whether the model may call several functions at once; true by default."""
    response_format: (
        Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown
    )
    """Form the answers must have; the assistant's by default."""


class RunSubmitToolOutputsParams(TypedDict, total=False):
    """The outputs a run waits for."""

    tool_outputs: Required[Sequence[ToolOutputParam | models.ToolOutput]]
    """One output for each pending call, in any order."""
    stream: Literal[False] | None
    """Whether to answer with the further events as they happen instead of the run; false by default."""


class RunUpdateParams(TypedDict, total=False):
    """What to change about a run."""

    metadata: Mapping[str, str] | None
    """Your own key-value pairs."""


class StaticFileChunkingStrategyParam(TypedDict, total=False):
    """Cuts the files by measures of your own."""

    type: Required[Literal["static"]]
    """Marks the strategy as static."""
    static: Required[
        StaticFileChunkingStrategyStaticParam | models.StaticFileChunkingStrategyStatic
    ]
    """The measures."""


class StaticFileChunkingStrategyStaticParam(TypedDict, total=False):
    """Measures of the pieces, in tokens."""

    max_chunk_size_tokens: Required[int]
    """Tokens in a piece at most, 100 to 4,096."""
    chunk_overlap_tokens: Required[int]
    """Tokens that neighbouring pieces share, at most half of `max_chunk_size_tokens`."""


class TextContentBlockParam(TypedDict, total=False):
    """Text to send."""

    type: Required[Literal["text"]]
    """Marks the part as text."""
    text: Required[str]
    """The text."""


class ThreadCreateAndRunParams(TypedDict, total=False):
    """Which assistant to run, on what new thread."""

    assistant_id: Required[str]
    """Id of the assistant to set to work."""
    thread: ThreadCreateParams | models.ThreadCreateRequest
    """The thread to open; an empty one by default."""
    model: str | None
    """Id of the model for this run; the assistant's by default."""
    instructions: str | None
    """Replaces the assistant's instructions in this run."""
    tools: (
        Sequence[
            CodeInterpreterToolParam
            | models.CodeInterpreterTool
            | FileSearchToolParam
            | models.FileSearchTool
            | FunctionToolParam
            | models.FunctionTool
            | Unknown
            | Callable[..., Any]
        ]
        | None
    )
    """Replaces the assistant's tools in this run, up to 20."""
    tool_resources: AssistantToolResourcesParam | models.AssistantToolResources | None
    """Replaces the files and vector stores behind the assistant's tools in this run."""
    metadata: Mapping[str, str] | None
    """Your own key-value pairs on the run."""
    temperature: float | None
    """Randomness of the answers, 0 to 2; the assistant's by default."""
    top_p: float | None
    """Share of the likeliest tokens to choose from, 0 to 1; the assistant's by default."""
    stream: Literal[False] | None
    """Whether to answer with events as they happen instead of the run; false by default."""
    max_prompt_tokens: int | None
    """Prompt tokens the run may use over all its model calls before it ends incomplete; unlimited by
    default."""
    max_completion_tokens: int | None
    """Completion tokens the run may use over all its model calls before it ends incomplete; unlimited
    by default."""
    truncation_strategy: TruncationStrategyParam | models.TruncationStrategy | None
    """How a long thread is shortened for the model; `auto` by default."""
    tool_choice: (
        models.AssistantToolChoiceMode
        | AssistantToolChoiceParam
        | models.AssistantToolChoice
        | None
    )
    """Whether and which tools must be called; `auto` by default."""
    parallel_tool_calls: bool
    """Whether the model may call several functions at once; true by default."""
    response_format: (
        Literal["auto"]
        | ResponseFormatTextParam
        | models.ResponseFormatText
        | ResponseFormatJSONObjectParam
        | models.ResponseFormatJSONObject
        | ResponseFormatJSONSchemaParam
        | models.ResponseFormatJSONSchema
        | None
        | type[Any]
        | Unknown
    )
    """Form the answers must have; the assistant's by default."""


class ThreadCreateParams(TypedDict, total=False):
    """What a new thread starts with."""

    messages: Sequence[MessageCreateParams | models.MessageCreateRequest]
    """First messages, in the order they were said."""
    tool_resources: ThreadCreateToolResourcesParam | models.ThreadCreateToolResources | None
    """Files and vector stores of this conversation."""
    metadata: Mapping[str, str] | None
    """Your own key-value pairs."""


class ThreadCreateToolResourcesParam(TypedDict, total=False):
    """Files and vector stores for a new thread, by tool."""

    code_interpreter: ToolResourcesCodeInterpreterParam | models.ToolResourcesCodeInterpreter
    """Files the code interpreter can open."""
    file_search: ToolResourcesFileSearchCreateParam | models.ToolResourcesFileSearchCreate
    """A vector store that exists, or the files to make one from."""


class ThreadToolResourcesParam(TypedDict, total=False):
    """Files and vector stores that belong to a thread, by tool; they add to those of the assistant."""

    code_interpreter: ToolResourcesCodeInterpreterParam | models.ToolResourcesCodeInterpreter
    """Files the code interpreter can open."""
    file_search: ToolResourcesFileSearchParam | models.ToolResourcesFileSearch
    """Vector stores that file search looks through."""


class ThreadUpdateParams(TypedDict, total=False):
    """What to change about a thread; what is left out stays."""

    tool_resources: ThreadToolResourcesParam | models.ThreadToolResources | None
    """Files and vector stores of this conversation."""
    metadata: Mapping[str, str] | None
    """Your own key-value pairs, merged into those already there."""


class ToolOutputParam(TypedDict, total=False):
    """What a function returned."""

    tool_call_id: str
    """Id of the call this answers."""
    output: str
    """What the model is to read, often JSON text."""


class ToolResourcesCodeInterpreterParam(TypedDict, total=False):
    """Files for the code interpreter."""

    file_ids: Sequence[str]
    """Ids of up to 20 files; empty by default."""


class ToolResourcesFileSearchParam(TypedDict, total=False):
    """Vector stores for file search."""

    vector_store_ids: Sequence[str]
    """Id of the vector store; there can be one at most."""


class ToolResourcesFileSearchCreateParam(TypedDict, total=False):
    """A vector store for file search: an existing one by id, or a new one; not both."""

    vector_store_ids: Sequence[str]
    """Id of an existing vector store; there can be one at most."""
    vector_stores: Sequence[ToolResourcesVectorStoreParam | models.ToolResourcesVectorStore]
    """A vector store to make; there can be one at most."""


class ToolResourcesVectorStoreParam(TypedDict, total=False):
    """A vector store to make along with its owner."""

    file_ids: Sequence[str]
    """Ids of the files to put into it."""
    chunking_strategy: (
        AutoFileChunkingStrategyParam
        | models.AutoFileChunkingStrategy
        | StaticFileChunkingStrategyParam
        | models.StaticFileChunkingStrategy
        | Unknown
    )
    """How the files are cut into pieces; `auto` by default."""
    metadata: Mapping[str, str] | None
    """Your own key-value pairs on the vector store."""


class TruncationStrategyParam(TypedDict, total=False):
    """How a long thread is shortened for the model."""

    type: Required[models.TruncationType]
    """Which messages are kept."""
    last_messages: int | None
    """How many of the latest messages are kept; only with `type` last_messages."""
