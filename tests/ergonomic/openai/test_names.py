"""The names of the official SDK's module, and the client that the module is."""

from __future__ import annotations

import importlib
import subprocess
import sys
from typing import Any

import openai as official
import pytest
from assistants_v2 import openai
from assistants_v2_raw.models import TextContentBlock
from pydantic import BaseModel

PLACES = ("types.beta", "types.beta.threads", "types.beta.threads.runs")
OF_OTHER_APIS = ("Beta", "Agent", "ChatKit", "Hosted", "Mcp", "Persisted", "Subagent", "MultiAgent")
OTHERS = {
    "SessionError",
    "SessionTurnError",
    "Environment",
    "InputContent",
    "OutputText",
    "SummaryText",
    "TextFormat",
    "TokenUsage",
    "WebSearchAction",
}


@pytest.mark.parametrize("name", openai.__all__)
def test_a_name_is_the_official_sdks_too(name: str) -> None:
    """Nothing is offered that the official SDK has not; what it is can be imported."""
    assert hasattr(official, name) or name in ("lib", "override", "pagination")
    assert getattr(openai, name) is not None


@pytest.mark.parametrize("place", PLACES)
def test_the_types_are_where_they_were(place: str) -> None:
    """Whatever the official SDK has there of this API, apart from parameters and streams."""
    theirs = importlib.import_module(f"openai.{place}")
    ours = importlib.import_module(f"assistants_v2.openai.{place}")
    expected = {
        name
        for name in vars(theirs)
        if name[0].isupper()
        and not name.startswith(OF_OTHER_APIS)
        and not name.endswith(("Param", "Params"))
        and name not in OTHERS
    }
    assert set() == expected - set(ours.__all__)
    assert all(getattr(ours, name) for name in ours.__all__)


@pytest.mark.parametrize(
    ("module", "names"),
    [
        ("types.beta.assistant_stream_event", "ThreadRunRequiresAction ThreadMessageDelta"),
        ("types.beta.threads.message", "Message Attachment IncompleteDetails"),
        ("types.beta.threads.run", "Run LastError RequiredAction RequiredActionSubmitToolOutputs Usage"),
        ("types.beta.threads.run_submit_tool_outputs_params", "ToolOutput"),
        ("types.beta.threads.runs.code_interpreter_tool_call", "CodeInterpreterOutputImage"),
        ("types.beta.threads.runs.function_tool_call", "Function FunctionToolCall"),
        ("types.beta.threads.runs.run_step", "RunStep LastError Usage"),
        ("types.shared_params", "FunctionDefinition"),
        ("lib.azure", "AzureOpenAI AsyncAzureOpenAI"),
        ("lib.streaming", "AssistantEventHandler AsyncAssistantEventHandler"),
    ],
)
def test_the_parts_of_types_are_in_their_modules(module: str, names: str) -> None:
    """Public programs import them from there, and the official SDK has them there too."""
    for place in (f"openai.{module}", f"assistants_v2.openai.{module}"):
        found = importlib.import_module(place)
        assert all(getattr(found, name) for name in names.split())


def test_the_types_are_ours() -> None:
    """So `isinstance` holds for what methods return."""
    threads = importlib.import_module("assistants_v2.openai.types.beta.threads")
    assert threads.TextContentBlock is TextContentBlock
    assert isinstance(
        TextContentBlock.from_dict({"type": "text", "text": {"value": "x"}}), threads.MessageContent
    )


def test_types_of_other_apis_come_from_the_official_sdk() -> None:
    """Programs import them beside those of this API; what neither has is refused."""
    types: Any = importlib.import_module("assistants_v2.openai.types")
    assert types.Batch is official.types.Batch
    with pytest.raises(AttributeError):
        types.Fortune  # noqa: B018


def test_the_version_can_be_compared() -> None:
    """It is that of the official SDK whose names are here."""
    assert "1.1.1" < openai.__version__


def test_values_that_stand_for_none_are_false() -> None:
    """Programs ask for them with `or`."""
    assert ("NOT_GIVEN", "omit") == (repr(openai.NOT_GIVEN), repr(openai.omit))
    assert [False, False] == [bool(openai.NOT_GIVEN), bool(openai.omit)]
    assert isinstance(openai.omit, openai.Omit)
    assert isinstance(openai.NOT_GIVEN, openai.NotGiven)


def test_a_pydantic_model_becomes_a_strict_tool() -> None:
    """As the official SDK makes it, but for titles."""

    class Query(BaseModel):
        """Look a city up."""

        city: str

    ours, theirs = openai.pydantic_function_tool(Query), official.pydantic_function_tool(Query)
    wanted: Any = theirs["function"]
    got = ours["function"]
    for name in ("name", "description", "strict"):
        assert wanted[name] == got[name]
    for name in ("type", "required", "additionalProperties"):
        assert wanted["parameters"][name] == got["parameters"][name]


def test_an_override_is_the_method() -> None:
    """The decorator only marks it."""
    assert "x" == openai.override(lambda: "x")()


def test_the_module_is_a_client(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made of the module's settings, and anew when they change."""
    monkeypatch.setattr(openai, "api_key", "sk-1")
    monkeypatch.setattr(openai, "base_url", "https://host/v1")
    first: Any = openai.beta
    assert ("sk-1", "https://host/v1/") == (first.api_key, str(first.base_url))
    assert first is openai.beta
    monkeypatch.setattr(openai, "azure_endpoint", "https://r.azure.com")
    monkeypatch.setattr(openai, "api_version", "v1")
    monkeypatch.setattr(openai, "base_url", None)
    azure: Any = openai.beta
    assert "https://r.azure.com/openai/" == str(azure.base_url)
    monkeypatch.delitem(vars(openai), "_client")


@pytest.mark.parametrize("name", ["_zzz", "zzz", "with_options"])
def test_an_unknown_name_is_refused(name: str) -> None:
    """As it is by every module; no client is made to ask it."""
    with pytest.raises(AttributeError, match=f"module 'assistants_v2.openai' has no attribute {name!r}"):
        getattr(openai, name)


def test_importing_the_face_loads_no_client() -> None:
    """Neither httpx nor pydantic nor the official SDK comes with it."""
    code = """
import sys, assistants_v2.openai
assert not {"httpx", "pydantic", "openai", "assistants_v2.client"} & sys.modules.keys()
"""
    subprocess.run([sys.executable, "-c", code], check=True)
