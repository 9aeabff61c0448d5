"""The official SDK and our own client work with files that are on another server."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import openai
import pytest
from assistants_v2 import Assistants, AsyncAssistants
from assistants_v2.errors import ConfigurationError
from assistants_v2_server import FinishPiece, LoopExecutor, Server, ToolCallPiece, Upstream, Usage, create_app

from ..driving import ScriptedModel, says
from ..loopback import served
from .others import OTHER_KEY, serve_other

SEARCH = (
    ToolCallPiece(0, "file_search", json.dumps({"queries": ["capital"]})),
    FinishPiece("tool_calls", Usage(prompt_tokens=1, completion_tokens=1)),
)
FACTS = b"The capital of France is Paris."


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_official_sdk_needs_no_other_address(tmp_path: Path) -> None:
    """One base URL for assistants here, and files and vector stores there, over a whole conversation."""
    model = ScriptedModel(SEARCH, says("Paris【0:0†source】"))
    with (
        serve_other() as other,
        Server(model=model, executor=LoopExecutor(), forward=other.upstream) as server,
    ):
        app = create_app(server, ["front"])
        with served(app) as url, openai.OpenAI(base_url=f"{url}/v1", api_key="front") as client:
            file = client.files.create(file=("facts.txt", FACTS), purpose="assistants")
            store = client.vector_stores.create(name="facts")
            batch = client.vector_stores.file_batches.create_and_poll(store.id, file_ids=[file.id])
            assert 1 == batch.file_counts.completed
            found = client.vector_stores.search(store.id, query="capital", max_num_results=1)
            assert [file.id] == [each.file_id for each in found]
            assistant = client.beta.assistants.create(
                model="m",
                tools=[{"type": "file_search"}],
                tool_resources={"file_search": {"vector_store_ids": [store.id]}},
            )
            run = client.beta.threads.create_and_run_poll(
                assistant_id=assistant.id, thread={"messages": [{"role": "user", "content": "q"}]}
            )
            assert "completed" == run.status
            [message] = client.beta.threads.messages.list(run.thread_id, limit=1).data
            [part] = message.content
            assert part.type == "text"
            [citation] = part.text.annotations
            assert citation.type == "file_citation"
            assert FACTS == client.files.content(citation.file_citation.file_id).content
            with pytest.raises(openai.NotFoundError):
                client.files.retrieve("file-nope")
            assert [file.id] == [each.id for each in client.files.list()]
            assert client.files.delete(file.id).deleted


def test_our_client_has_the_same_embedded(tmp_path: Path) -> None:
    """`Assistants.local(forward=…)` is the same server behind the embedded door."""
    with serve_other() as other, Assistants.local(tmp_path / "a.db", forward=other.upstream) as client:
        file = client.files.create(file=("facts.txt", FACTS), purpose="assistants")
        assert FACTS == client.files.content(file.id).content
        store = client.vector_stores.create()
        added = client.vector_stores.files.create_and_poll(file.id, vector_store_id=store.id)
        assert "completed" == added.status
        assert [file.id] == [each.id for each in client.files.list()]
        assert ["rehearsal"] == [model.id for model in client.models.list()]


def test_our_async_client_too() -> None:
    """What it awaits is handed on likewise."""

    async def upload_and_download(upstream: Upstream) -> bytes:
        async with AsyncAssistants.local(forward=upstream) as client:
            file = await client.files.create(file=("facts.txt", FACTS), purpose="assistants")
            return (await client.files.content(file.id)).content

    with serve_other() as other:
        assert FACTS == asyncio.run(upload_and_download(other.upstream))


def test_what_is_no_upstream_is_refused_by_its_argument() -> None:
    """Before a file is made."""
    with pytest.raises(ConfigurationError, match=r"^vector_stores is an Upstream of"):
        Assistants.local(vector_stores="https://host/v1")  # type: ignore[arg-type]  # that is the mistake
    assert OTHER_KEY not in repr(Upstream("https://host/v1", OTHER_KEY))
