"""What attributes and metrics are called: as the semantic conventions have it."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import assistants_v2_server.tracing as tracing
import opentelemetry.semconv as semconv
import pytest
from assistants_v2_server.observers.events import RequestWatch
from assistants_v2_server.tracing.attributes import describe_answer, name_method
from assistants_v2_server.tracing.content import is_content_asked

NEW = {"gen_ai.invoke_agent.duration", "gen_ai.execute_tool.duration"}
"""What the conventions have, and the package has not yet: they moved to a repository of their own."""


NAME = re.compile(r'"((?:gen_ai|http|url|server|error)\.[\w.]+)"')


def list_names(folder: Path) -> set[str]:
    """All names of attributes and metrics in the files of a folder."""
    return {name for file in folder.rglob("*.py") for name in NAME.findall(file.read_text("utf-8"))}


def test_every_name_is_one_of_the_conventions_or_begins_with_ours() -> None:
    """None is made up, and none is deprecated by another."""
    [ours], [theirs] = map(Path, tracing.__path__), map(Path, semconv.__path__)
    used = list_names(ours)
    assert len(used) > 25
    assert NEW == used - list_names(theirs)


def test_nothing_of_opentelemetry_is_imported_before_it_is_switched_on() -> None:
    """Neither by the client, nor by a server at work."""
    code = """
import sys
from assistants_v2 import Assistants
with Assistants.local() as client:
    assistant = client.assistants.create(model="rehearsal")
    thread = client.threads.create(messages=[{"role": "user", "content": "a"}])
    client.threads.runs.execute(thread.id, assistant_id=assistant.id)
import assistants_v2_server.app, assistants_v2_server.tracing
print([name for name in sys.modules if name.startswith("opentelemetry")])
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]\n" == done.stdout


def test_the_extra_is_named_where_opentelemetry_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """By an error that says what to install."""
    for name in [name for name in sys.modules if name.startswith("assistants_v2_server.tracing.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "opentelemetry", None)
    with pytest.raises(ModuleNotFoundError, match=re.escape("pip install 'assistants-v2[otel]'")):
        tracing.instrument()


def make_request(method: str = "GET", status: int | None = 200, *, is_left: bool = False) -> RequestWatch:
    """A request that was answered."""
    return RequestWatch(method, "/x", {}, "http", None, status=status, is_left=is_left)


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (make_request(), None),
        (make_request(status=404), None),
        (make_request(status=503), "503"),
        (make_request(status=None, is_left=True), "client_left"),
    ],
)
def test_a_request_fails_by_the_servers_fault_alone(request_: RequestWatch, error: str | None) -> None:
    """Or by its client's, who left."""
    assert error == describe_answer(request_, None).get("error.type")


@pytest.mark.parametrize(("method", "name"), [("GET", "GET"), ("get", "_OTHER"), ("sk-secret", "_OTHER")])
def test_a_method_that_http_does_not_have_is_not_repeated(method: str, name: str) -> None:
    """It could be anything."""
    assert name == name_method(make_request(method))


@pytest.mark.parametrize(
    ("value", "is_asked"),
    [
        ("", False),
        ("false", False),
        ("event_only", False),
        ("true", True),
        (" TRUE ", True),
        ("SPAN_ONLY", True),
    ],
)
def test_content_is_asked_for_as_other_instrumentations_have_it(value: str, is_asked: bool) -> None:
    """Anything else leaves it out."""
    assert is_asked == is_content_asked({"OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT": value})
