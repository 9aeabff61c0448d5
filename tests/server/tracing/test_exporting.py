"""`serve --otel`: what arrives at a collector, and what becomes of the server if there is none."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from ..door.serving import Serving, serving
from .collector import Collector

SECRETS = ("sk-server", "sk-model", "my-secret")


def hold_conversation(served: Serving, key: str = "none") -> None:
    """Hold a conversation of one run, to its end."""
    headers = {"authorization": f"Bearer {key}"}
    with httpx.Client(base_url=served.base_url, headers=headers, trust_env=False) as client:
        body = {"model": "m", "instructions": "my-secret", "name": "my-secret"}
        assistant = client.post("assistants", json=body).json()["id"]
        thread = {"messages": [{"role": "user", "content": "my-secret"}]}
        asked = {"assistant_id": assistant, "thread": thread, "stream": True}
        assert 200 == client.post("threads/runs", json=asked).status_code


def test_spans_and_metrics_arrive_and_hold_neither_keys_nor_content(tmp_path: Path) -> None:
    """All that was not sent yet is sent when the server ends."""
    collector = Collector()
    with collector.serve() as address:
        variables = {
            "OTEL_EXPORTER_OTLP_ENDPOINT": address,
            "ASSISTANTS_V2_SERVER_KEYS": "sk-server",
            "ASSISTANTS_V2_OTEL": "1",
        }
        with serving(tmp_path, **variables) as served:
            hold_conversation(served, "sk-server")
            status, _ = served.end(signal.SIGTERM)
    assert 0 == status
    names = {span.name for span in collector.spans}
    assert {"POST /assistants", "POST /threads/runs", "invoke_agent", "chat m"} <= names
    [resource] = {str(request.resource_spans[0].resource) for request in collector.traces}
    assert "assistants-v2" in resource
    measured = {
        metric.name
        for request in collector.metrics
        for scope in request.resource_metrics[0].scope_metrics
        for metric in scope.metrics
    }
    assert {
        "gen_ai.client.operation.duration",
        "gen_ai.client.token.usage",
        "gen_ai.invoke_agent.duration",
        "http.server.request.duration",
    } == measured
    sent = collector.write() + served.log.read_text("utf-8")
    assert [] == [word for word in SECRETS if word in sent]


def test_the_end_does_not_wait_for_a_collector_that_is_not_there(tmp_path: Path) -> None:
    """One that takes what is sent and says nothing is worse than none; what is left to send is lost."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with serving(tmp_path, "--otel", OTEL_EXPORTER_OTLP_ENDPOINT=address) as served:
            hold_conversation(served)
            status, _ = served.end(signal.SIGTERM)
    assert 0 == status
    assert "did not end in time" not in served.log.read_text("utf-8")


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("OTEL_TRACES_EXPORTER", "zipkin", "OTEL_TRACES_EXPORTER is otlp, console or none, not 'zipkin'"),
        ("OTEL_METRICS_EXPORTER", "prometheus", "/metrics is for Prometheus"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/json", "is http/protobuf or grpc, not 'http/json'"),
        ("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", "pip install opentelemetry-exporter-otlp-proto-grpc"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    """Before anything is opened."""
    monkeypatch.setenv(variable, value)
    code = "import sys; from assistants_v2.cli import main; sys.exit(main())"
    ended = subprocess.run(
        [sys.executable, "-c", code, "serve", "--port", "0", "--otel"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (2, 1) == (ended.returncode, len(ended.stderr.splitlines())), ended.stderr
    assert said in ended.stderr
