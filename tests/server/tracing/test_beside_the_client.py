"""The spans of a program that has client and server in one process: one switch, and one tree."""

from __future__ import annotations

from assistants_v2 import Assistants
from assistants_v2.tracing import instrument, uninstrument
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from .recording import draw


def look(place: str) -> str:
    """Look somewhere."""
    return f"nothing at {place}"


def test_the_run_of_the_server_belongs_to_the_request_that_made_it() -> None:
    """And that to the call of the client, which is on top."""
    exporter, provider = InMemorySpanExporter(), TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    instrument(tracer_provider=provider)
    try:
        with Assistants.local() as client:
            assistant = client.assistants.create(model="rehearsal", tools=[look])
            thread = client.threads.create(messages=[{"role": "user", "content": "Look at the door."}])
            client.threads.runs.execute(thread.id, assistant_id=assistant.id, functions=[look])
    finally:
        uninstrument()
        provider.shutdown()
    lines = [line for line in draw(exporter.get_finished_spans()) if "GET" not in line]
    assert [
        "POST /assistants",
        "POST /threads",
        "invoke_agent",
        "  POST /threads/{thread_id}/runs",
        "    invoke_agent",
        "      chat rehearsal",
        "      chat rehearsal",
        "  execute_tool look",
        "  POST /threads/{thread_id}/runs/{run_id}/submit_tool_outputs",
    ] == lines
