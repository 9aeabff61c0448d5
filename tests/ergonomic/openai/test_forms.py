"""The usual forms of code for the official SDK: each is taken, or refused with the way in a sentence."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import httpx
import pytest
from assistants_v2 import openai
from assistants_v2.openai import NOT_GIVEN, AsyncOpenAI, AzureOpenAI, OpenAI, omit
from assistants_v2_server.store import FILES, VECTOR_STORES, Database, FileRow, VectorStoreRow
from attrs import frozen

URL = "http://127.0.0.1:1/v1"
PIECES = {"tools": [{"type": "file_search"}]}


@frozen
class Scene:
    """A conversation with the embedded server, through the official SDK's face."""

    client: Any
    assistant: Any
    thread: Any
    message: Any
    run: Any
    page: Any

    @property
    def runs(self) -> Any:
        return self.client.beta.threads.runs

    @property
    def elsewhere(self) -> Any:
        """A client of another server."""
        return OpenAI(api_key="k", base_url=URL)

    @property
    def messages(self) -> Any:
        return self.client.beta.threads.messages

    def follow(self, manager: Any) -> Any:
        """Read a stream to its end."""
        with manager as stream:
            return stream.get_final_run()

    def read(self, block: Any) -> Any:
        """Read a reply in its block."""
        with block as reply:
            return reply.parse().id

    def say(self, **given: Any) -> Any:
        """Add a message."""
        return self.messages.create(thread_id=self.thread.id, role="user", content="x", **given)


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    """Have one conversation for all forms, with a file and a vector store; they change nothing for others."""
    path = tmp_path_factory.mktemp("forms") / "conversations.db"
    keep_file(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSISTANTS_PATH", str(path))
        for name in ("ASSISTANTS_BASE_URL", "OPENAI_BASE_URL"):
            patch.delenv(name, raising=False)
        client = OpenAI()
    beta = client.beta
    assistant = beta.assistants.create(model="gpt-4o", name="x", instructions="y")
    thread = beta.threads.create()
    message = beta.threads.messages.create(thread_id=thread.id, role="user", content="hello")
    run = beta.threads.runs.create_and_poll(thread_id=thread.id, assistant_id=assistant.id)
    yield Scene(client, assistant, thread, message, run, beta.threads.messages.list(thread_id=thread.id))
    client.close()


def keep_file(path: Path) -> None:
    """Have a file and a vector store in a database, with ids that programs can have written."""
    stored: dict[str, Any] = {"created_at": 0, "purpose": "assistants", "bytes": 0, "digest": ""}
    kept: dict[str, Any] = {"created_at": 0, "last_active_at": 0, "metadata": {}}
    with closing(Database(path)) as database, database.write() as connection:
        FILES.insert(connection, FileRow(id="file_1", filename="a.txt", **stored))
        VECTOR_STORES.insert(connection, VectorStoreRow(id="vs_1", name=None, description=None, **kept))


def take(place: str, *names: str) -> list[Any]:
    """Import names as `from … import …` does."""
    module = importlib.import_module(f"assistants_v2.{place}")
    return [getattr(module, name) for name in names]


TAKEN: dict[str, Callable[[Scene], Any]] = {
    "names": lambda s: take(
        "openai", "OpenAI", "AsyncOpenAI", "AzureOpenAI", "OpenAIError", "NOT_GIVEN", "omit"
    ),
    "types": lambda s: take("openai.types.beta", "Assistant", "AssistantTool", "Thread"),
    "types below": lambda s: take("openai.types.beta.threads", "Message", "Run", "TextContentBlock"),
    "the module of a type": lambda s: take(
        "openai.types.beta.threads.run", "Run", "LastError", "RequiredAction"
    ),
    "the module of a step": lambda s: take("openai.types.beta.threads.runs.run_step", "RunStep", "Usage"),
    "model_dump": lambda s: s.run.model_dump()["id"],
    "model_dump_json": lambda s: json.loads(s.run.model_dump_json(indent=2)),
    "to_dict": lambda s: json.dumps(s.run.to_dict(), indent=2),
    "to_json": lambda s: json.loads(s.run.to_json()),
    "copy": lambda s: s.run.copy() == s.run,
    "dict": lambda s: dict(s.run)["id"],
    "index": lambda s: s.run["id"],
    "text": lambda s: s.page.data[0].content[0].text.value,
    "annotations": lambda s: s.page.data[0].content[0].text.annotations is not None,
    "iteration": lambda s: [message.id for message in s.page],
    "page fields": lambda s: (s.page.has_more, s.page.first_id, s.page.last_id, s.page.object),
    "page steps": lambda s: (s.page.has_next_page(), s.page.next_page_info()),
    "iter_pages": lambda s: list(s.page.iter_pages()),
    "request id": lambda s: s.thread._request_id,
    "raw response": lambda s: s.runs.with_raw_response.retrieve(s.run.id, thread_id=s.thread.id).parse().id,
    "raw response of the client": lambda s: (
        s.client.with_raw_response.beta.threads.retrieve(s.thread.id).headers
    ),
    "streaming response": lambda s: s.read(
        s.client.beta.threads.with_streaming_response.retrieve(s.thread.id)
    ),
    "streaming response of the client": lambda s: s.read(
        s.client.with_streaming_response.beta.threads.retrieve(s.thread.id)
    ),
    "built-in tool": lambda s: s.client.beta.assistants.create(
        model="m", tools=[{"type": "code_interpreter"}]
    ),
    "tool resources": lambda s: s.client.beta.assistants.create(
        model="m",
        tools=[{"type": "file_search"}],
        tool_resources={"file_search": {"vector_store_ids": ["vs_1"]}},
    ),
    "attachments": lambda s: s.say(attachments=[{"file_id": "file_1", **PIECES}]),
    "extra_headers": lambda s: s.say(extra_headers={"X-A": "b"}),
    "timeout of a call": lambda s: s.say(timeout=5),
    "timeout object of a call": lambda s: s.say(timeout=httpx.Timeout(60, connect=5)),
    "NOT_GIVEN": lambda s: s.say(metadata=NOT_GIVEN, attachments=omit),
    "poll": lambda s: s.runs.create_and_poll(
        thread_id=s.thread.id, assistant_id=s.assistant.id, poll_interval_ms=100, timeout=300
    ),
    "poll by position": lambda s: s.runs.poll(s.run.id, s.thread.id),
    "retrieve": lambda s: s.runs.retrieve(thread_id=s.thread.id, run_id=s.run.id),
    "steps": lambda s: s.runs.steps.list(thread_id=s.thread.id, run_id=s.run.id),
    "limit and order": lambda s: (
        s.messages.list(s.thread.id, limit=2, order="asc").data[0].content[0].text.value
    ),
    "limit as text": lambda s: s.client.beta.assistants.list(order="desc", limit="20").data,
    "update": lambda s: s.client.beta.assistants.update(assistant_id=s.assistant.id, instructions="new"),
    "copy of the client": lambda s: s.client.copy(timeout=5).timeout,
    "with_options": lambda s: s.client.with_options(timeout=5, max_retries=1).max_retries,
    "headers of a copy": lambda s: s.client.with_options(default_headers={"a": "b"}).default_headers,
    "what it shows": lambda s: (
        s.client.timeout,
        s.client.max_retries,
        s.client.base_url,
        s.client.is_closed(),
    ),
    "organization": lambda s: OpenAI(api_key="k", base_url=URL, organization="o", project="p"),
    "headers": lambda s: OpenAI(api_key="k", base_url=URL, default_headers={"a": "b"}),
    "query": lambda s: OpenAI(api_key="k", base_url=URL, default_query={"api-version": "v1"}),
    "no http client": lambda s: OpenAI(api_key="k", base_url=URL, http_client=None),
    "key as a function": lambda s: OpenAI(api_key=lambda: "k", base_url=URL),
    "no timeout": lambda s: OpenAI(api_key="k", base_url=URL, timeout=None),
    "timeout object": lambda s: AsyncOpenAI(api_key="k", base_url=URL, timeout=httpx.Timeout(60, connect=5)),
    "Azure": lambda s: AzureOpenAI(azure_endpoint="https://r", api_version="v1", api_key="k"),
    "settings of a run": lambda s: s.runs.create_and_poll(
        thread_id=s.thread.id,
        assistant_id=s.assistant.id,
        max_prompt_tokens=1000,
        max_completion_tokens=1000,
        truncation_strategy={"type": "auto"},
        tool_choice="auto",
        response_format={"type": "json_object"},
        parallel_tool_calls=False,
        metadata={"a": "b"},
        temperature=0.1,
        top_p=0.5,
        additional_instructions="x",
    ),
    "handlers": lambda s: take("openai", "AssistantEventHandler", "AsyncAssistantEventHandler", "Stream"),
    "stream=True": lambda s: list(s.runs.create(s.thread.id, assistant_id=s.assistant.id, stream=True)),
    "stream": lambda s: s.follow(s.runs.stream(s.thread.id, assistant_id=s.assistant.id)),
    "create_and_stream": lambda s: s.follow(
        s.runs.create_and_stream(s.thread.id, assistant_id=s.assistant.id)
    ),
    "create_and_run_stream": lambda s: s.follow(
        s.client.beta.threads.create_and_run_stream(assistant_id=s.assistant.id)
    ),
    "files": lambda s: s.elsewhere.files,
    "vector stores": lambda s: s.elsewhere.beta.vector_stores,
    "chat": lambda s: s.elsewhere.chat.completions,
}
"""What is taken."""


REFUSED: dict[str, tuple[Callable[[Scene], Any], str]] = {
    "file_ids of an assistant": (
        lambda s: s.client.beta.assistants.create(model="m", tools=[], file_ids=["file_1"]),
        "pass tool_resources=",
    ),
    "file_ids of a message": (lambda s: s.say(file_ids=["file_1"]), "pass attachments="),
    "a tool of version 1": (
        lambda s: s.client.beta.assistants.create(model="m", tools=[{"type": "retrieval"}]),
        "Supported values are",
    ),
    "idempotency_key": (lambda s: s.say(idempotency_key="1"), "pass idempotency_metadata="),
    "a field that is not there": (lambda s: s.say(extra_body={"foo": 1}), "foo"),
    "the last page's next": (lambda s: s.page.get_next_page(), "has_next_page"),
    "chat of OpenAI without a key": (lambda s: s.client.chat, "set OPENAI_API_KEY"),
    "no server": (lambda s: OpenAI(api_key="k"), "ASSISTANTS_PATH"),
    "a key by position": (lambda s: OpenAI("sk-key"), "api_key="),  # type: ignore[call-arg]  # it is wrong
    "a client of httpx2": (lambda s: OpenAI(http_client=object()), "http_client must be an httpx.Client"),
}
"""What is refused, and what the sentence says."""


@pytest.mark.parametrize("form", TAKEN)
def test_a_form_is_taken(form: str, scene: Scene) -> None:
    """It comes to something."""
    assert TAKEN[form](scene) is not None


@pytest.mark.parametrize("form", REFUSED)
def test_a_form_is_refused_with_the_way(form: str, scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence says what to write."""
    for name in ("ASSISTANTS_PATH", "ASSISTANTS_BASE_URL", "OPENAI_BASE_URL", "OPENAI_API_KEY"):
        monkeypatch.delenv(name, raising=False)
    attempt, said = REFUSED[form]
    with pytest.raises((openai.OpenAIError, AttributeError, TypeError, LookupError)) as caught:
        attempt(scene)
    assert said in str(caught.value)
