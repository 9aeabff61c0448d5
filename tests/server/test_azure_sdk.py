"""Azure's Python SDK as a peer: its handler follows a run through a tool, and it lists the threads."""

from __future__ import annotations

from typing import Any

from assistants_v2_server import Server, create_app
from azure.ai.agents import AgentsClient
from azure.ai.agents.models import AgentEventHandler, FunctionTool, ToolSet
from azure.core.credentials import AccessToken, TokenCredential
from azure.core.pipeline.policies import HeadersPolicy

from ..databases.places import Databases
from .loopback import served


class NoCredential(TokenCredential):
    """Stands where a credential has to; the server asks for none."""

    def get_token(self, *scopes: str, **options: Any) -> AccessToken:
        """Return a token that nobody looks at."""
        return AccessToken("key", 2**31)

    def close(self) -> None:
        """Nothing is open."""


class Recorder(AgentEventHandler[None]):
    """Keeps what it is told."""

    def __init__(self) -> None:
        super().__init__()
        self.said = ""
        self.statuses: list[str] = []
        self.wrong: list[str] = []

    def on_message_delta(self, delta: Any) -> None:
        """Keep a piece of text."""
        self.said += delta.text

    def on_thread_run(self, run: Any) -> None:
        """Keep the status of the run."""
        self.statuses.append(str(run.status.value))

    def on_error(self, data: str) -> None:
        """Keep an error."""
        self.wrong.append(data)

    def on_unhandled_event(self, event_type: str, event_data: str) -> None:
        """Keep what it does not know."""
        self.wrong.append(event_type)


def get_weather() -> str:
    """Return the weather."""
    return "sunny"


def make_client(address: str) -> AgentsClient:
    """Return a client of a project at the server."""
    plain = HeadersPolicy(base_headers={})  # a bearer token would not be sent without TLS
    return AgentsClient(f"{address}/api/projects/project", NoCredential(), authentication_policy=plain)


def test_its_handler_ends_with_what_is_stored(databases: Databases) -> None:
    """It answers the tool call itself, goes on in the second stream, and has the text that is stored."""
    toolset = ToolSet()
    toolset.add(FunctionTool({get_weather}))
    with served(create_app(Server(databases.new()))) as address, make_client(address) as client:
        client.enable_auto_function_calls(toolset)
        agent = client.create_agent(model="m", name="n", toolset=toolset)
        messages: Any = [{"role": "user", "content": "What is the weather?"}]
        thread = client.threads.create(messages=messages)
        recorder = Recorder()
        with client.runs.stream(thread_id=thread.id, agent_id=agent.id, event_handler=recorder) as stream:
            stream.until_done()
        stored: Any = next(iter(client.messages.list(thread_id=thread.id)))
    assert [] == recorder.wrong
    assert "sunny" in recorder.said
    assert stored.content[0].text.value == recorder.said
    asked = ["queued", "queued", "in_progress", "requires_action"]
    assert [*asked, "queued", "in_progress", "completed"] == recorder.statuses


def test_it_lists_all_threads(databases: Databases) -> None:
    """Page after page, newest first, or the oldest first and from a thread on, each read as it was made."""
    with served(create_app(Server(databases.new()))) as address, make_client(address) as client:
        made = [client.threads.create(metadata={"number": str(n)}) for n in range(5)]
        assert made[::-1] == list(client.threads.list(limit=2))
        found = client.threads.list(limit=2, order="asc", before=made[4].id)
        assert [made[2], made[3]] == list(next(found.by_page()))
        assert made[0] == client.threads.get(made[0].id)
