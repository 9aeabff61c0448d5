"""Writes `assistants_v2.openai.types`: the API's objects where programs for the official SDK import them.

Each name has a module of its own there (`types.beta.threads.run`) and is in the package above it. The
classes are those of the raw client; the parts that the official SDK names after their place
(`run.LastError`) are found by their names here (`RunLastError`). Used by `faces`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from assistants_v2_companions_raw import models as companions
from assistants_v2_raw import models, params, types
from assistants_v2_raw.events import EVENTS

PACKAGES = {
    "beta": "assistants and threads",
    "beta.threads": "messages and runs",
    "beta.threads.runs": "run steps",
    "uploads": "the parts of uploads",
    "vector_stores": "files in vector stores",
    "shared": "what several APIs share",
    "shared_params": "what is sent of that",
}
"""What is in each package."""

CLASSES = {
    "beta": """
        Assistant AssistantDeleted AssistantToolChoice AssistantToolChoiceFunction
        CodeInterpreterTool FileSearchTool FunctionTool Thread ThreadDeleted""",
    "beta.threads": """
        FileCitationAnnotation FileCitationDeltaAnnotation FilePathAnnotation
        FilePathDeltaAnnotation ImageFile ImageFileContentBlock ImageFileDelta ImageFileDeltaBlock
        ImageURL ImageURLContentBlock ImageURLDelta ImageURLDeltaBlock Message MessageDeleted
        MessageDelta MessageDeltaEvent RefusalContentBlock RefusalDeltaBlock
        RequiredActionFunctionToolCall Run RunStatus Text TextContentBlock TextDelta
        TextDeltaBlock""",
    "beta.threads.runs": """
        CodeInterpreterLogs CodeInterpreterToolCall
        CodeInterpreterToolCallDelta FileSearchToolCall FileSearchToolCallDelta FunctionToolCall
        FunctionToolCallDelta MessageCreationStepDetails RunStep RunStepDelta RunStepDeltaEvent
        RunStepDeltaMessageDelta RunStepInclude ToolCallsStepDetails""",
    "": """
        FileDeleted FileObject FilePurpose Model Upload VectorStore VectorStoreDeleted
        VectorStoreSearchResponse""",
    "uploads": "UploadPart",
    "vector_stores": "FileContentResponse VectorStoreFile VectorStoreFileBatch VectorStoreFileDeleted",
    "shared": """
        FunctionDefinition FunctionParameters Metadata ReasoningEffort ResponseFormatJSONObject
        ResponseFormatJSONSchema ResponseFormatText""",
}
"""Which classes the raw clients have under the same name."""

PARAMS = {
    "beta": """
        AssistantCreateParams AssistantToolChoiceFunctionParam AssistantToolChoiceParam
        AssistantUpdateParams CodeInterpreterToolParam FileSearchToolParam FunctionToolParam
        ThreadCreateAndRunParams ThreadCreateParams ThreadUpdateParams""",
    "beta.threads": """
        ImageFileContentBlockParam ImageFileParam ImageURLContentBlockParam ImageURLParam
        MessageCreateParams MessageUpdateParams RunCreateParams RunSubmitToolOutputsParams
        RunUpdateParams TextContentBlockParam""",
}
"""Which TypedDicts it has under the same name."""

OTHERS = {
    "beta": {
        "AssistantTool": "CodeInterpreterTool | FileSearchTool | FunctionTool",
        "AssistantToolParam": "CodeInterpreterToolParam | FileSearchToolParam | FunctionToolParam",
        "AssistantToolChoiceOption": "AssistantToolChoiceMode | AssistantToolChoice",
        "AssistantToolChoiceOptionParam": "AssistantToolChoiceMode | AssistantToolChoiceParam",
        "AssistantResponseFormatOption": (
            'Literal["auto"] | ResponseFormatText | ResponseFormatJSONObject | ResponseFormatJSONSchema'
        ),
        "AssistantResponseFormatOptionParam": (
            'Literal["auto"] | ResponseFormatTextParam | ResponseFormatJSONObjectParam'
            " | ResponseFormatJSONSchemaParam"
        ),
        "AssistantStreamEvent": " | ".join([*EVENTS.values(), "Unknown"]),
    },
    "beta.threads": {
        "Annotation": "FileCitationAnnotation | FilePathAnnotation",
        "AnnotationDelta": "FileCitationDeltaAnnotation | FilePathDeltaAnnotation",
        "MessageContent": (
            "ImageFileContentBlock | ImageURLContentBlock | TextContentBlock | RefusalContentBlock"
        ),
        "MessageContentDelta": (
            "ImageFileDeltaBlock | TextDeltaBlock | RefusalDeltaBlock | ImageURLDeltaBlock"
        ),
        "MessageContentPartParam": (
            "ImageFileContentBlockParam | ImageURLContentBlockParam | TextContentBlockParam"
        ),
    },
    "beta.threads.runs": {
        "ToolCall": "CodeInterpreterToolCall | FileSearchToolCall | FunctionToolCall",
        "ToolCallDelta": "CodeInterpreterToolCallDelta | FileSearchToolCallDelta | FunctionToolCallDelta",
        "ToolCallDeltaObject": "ToolCallsDelta",
        "CodeInterpreterOutputImage": "CodeInterpreterOutputImageDelta",
    },
    "shared": {"ErrorObject": "APIErrorBody"},
    "shared_params": {
        "FunctionDefinition": "FunctionDefinitionParam",
        "ResponseFormatJSONObject": "ResponseFormatJSONObjectParam",
        "ResponseFormatJSONSchema": "ResponseFormatJSONSchemaParam",
        "ResponseFormatText": "ResponseFormatTextParam",
    },
}
"""What has another name here, or none: unions."""

PARTS = {
    "Assistant": "ToolResources ToolResourcesCodeInterpreter ToolResourcesFileSearch",
    "AssistantCreateParams": "ToolResources=AssistantCreateToolResourcesParam",
    "AssistantStreamEvent": " ".join(EVENTS.values()),
    "AssistantUpdateParams": "ToolResources=AssistantToolResourcesParam",
    "CodeInterpreterToolCall": (
        "CodeInterpreter CodeInterpreterOutputLogs CodeInterpreterOutputImage CodeInterpreterOutputImageImage"
    ),
    "FileCitationAnnotation": "FileCitation",
    "FilePathAnnotation": "FilePath",
    "FileSearchTool": "FileSearch FileSearchRankingOptions",
    "FileSearchToolCall": "FileSearch FileSearchRankingOptions FileSearchResult FileSearchResultContent",
    "MessageCreateParams": "Attachment=MessageAttachmentParam",
    "MessageCreationStepDetails": "MessageCreation",
    "Run": (
        "IncompleteDetails LastError RequiredAction RequiredActionSubmitToolOutputs TruncationStrategy Usage"
    ),
    "RunCreateParams": "AdditionalMessage=MessageCreateParams TruncationStrategy=TruncationStrategyParam",
    "RunSubmitToolOutputsParams": "ToolOutput=ToolOutputParam",
    "Thread": "ToolResources ToolResourcesCodeInterpreter ToolResourcesFileSearch",
    "ThreadCreateParams": "Message=MessageCreateParams ToolResources=ThreadCreateToolResourcesParam",
    "ThreadUpdateParams": "ToolResources=ThreadToolResourcesParam",
    "VectorStore": "ExpiresAfter=VectorStoreExpiresAfter FileCounts=VectorStoreFileCounts",
    "VectorStoreFile": "LastError=VectorStoreFileLastError",
    "VectorStoreFileBatch": "FileCounts=VectorStoreFileCounts",
    "VectorStoreSearchResponse": "Content=VectorStoreSearchResponseContent",
}
"""Parts in the module of a name, where these are not all that begin with the name; and what they are here."""


ROOT_PACKAGE = '''"""The official SDK's places for the API's objects; written by `make generate`."""

from typing import TYPE_CHECKING

from . import beta as beta
from . import shared as shared
from . import shared_params as shared_params
from . import uploads as uploads
from . import vector_stores as vector_stores

if TYPE_CHECKING:
    {imports}

if not TYPE_CHECKING:
    from assistants_v2.openai.late_names import load_official

    __getattr__ = load_official
'''
"""The text of the package above them, which has names of its own too."""


def write_types(package: Path) -> None:
    """Write all of it into the folder *package*."""
    for place, about in PACKAGES.items():
        folder = package.joinpath(*place.split("."))
        folder.mkdir(parents=True, exist_ok=True)
        text = _write_package(about, _write_names(folder, place))
        (folder / "__init__.py").write_text(text, encoding="utf-8")
    written = _write_names(package, "")
    text = ROOT_PACKAGE.replace("{imports}", _import_all(written))
    (package / "__init__.py").write_text(text, encoding="utf-8")


def _write_names(folder: Path, place: str) -> Mapping[str, str]:
    """Write the modules of a package's names; returns the text of each."""
    written = dict(_write_modules(place))
    for name, text in written.items():
        (folder / f"{snake(name)}.py").write_text(text, encoding="utf-8")
    return written


def _import_all(names: Iterable[str]) -> str:
    """Return the imports of a package's names, for type checkers."""
    return "\n    ".join(f"from .{snake(name)} import {name} as {name}" for name in names)


def snake(name: str) -> str:
    """Return the name of the module of a class."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower()


def _write_modules(place: str) -> Iterator[tuple[str, str]]:
    """Yield the names of a package, and the text of the module of each."""
    for name in sorted([*CLASSES.get(place, "").split(), *PARAMS.get(place, "").split()]):
        parts = _parts_of(name)
        yield name, _write_module(name, [*parts], [_import(parts[part], part) for part in parts])
    for name, stands_for in OTHERS.get(place, {}).items():
        used = sorted({*re.findall(r"\b[A-Z]\w+", stands_for)} - {"Literal"})
        lines = ["from typing import Literal", *(_import(part, part) for part in used)]
        yield (
            name,
            _write_module(name, [name, *PARTS.get(name, "").split()], [*lines, f"{name} = {stands_for}"]),
        )


def _write_module(name: str, offered: Sequence[str], lines: Sequence[str]) -> str:
    """Return the text of the module of a name."""
    said = f'"""The official SDK\'s place for {name}; written by `make generate`."""'
    return "\n".join([said, *lines, f"__all__ = {offered!r}", ""])


def _import(name: str, here: str) -> str:
    """Return the import of a name of the raw client, which is called otherwise here."""
    module = next(m for m in (types, params, models, companions) if hasattr(m, name))
    return f"from {module.__name__} import {name} as {here}"


def _parts_of(name: str) -> Mapping[str, str]:
    """Return what the module of a name holds, and what the raw client calls it."""
    inner = dict[str, str]()
    if name not in PARTS and hasattr(companions, name):
        return {name: name}
    if name in PARTS:
        for part in PARTS[name].split():
            here, _, there = part.partition("=")
            inner[here] = there or (f"{name}{here}" if hasattr(models, f"{name}{here}") else here)
        return {name: name, **inner}
    named = [theirs for names in CLASSES.values() for theirs in names.split()]
    for known in set(models.__all__).difference(named):
        if name == max((owner for owner in named if known.startswith(owner)), key=len, default=None):
            inner[known.removeprefix(name)] = known
    return {name: name, **dict(sorted(inner.items()))}


def _write_package(about: str, names: Mapping[str, str]) -> str:
    """Return the text of a package that loads a module when one of its names is first asked for."""
    imports = _import_all(names)
    places = {name: snake(name) for name in names}
    return f'''"""The official SDK's names for {about}; written by `make generate`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    {imports}
else:
    from assistants_v2.openai.late_names import load_late

    __all__ = {[*names]!r}
    __getattr__ = load_late(__name__, {places!r})
'''
