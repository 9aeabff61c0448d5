"""The command `serve` as a process: how it ends, what connections may do, and what operators see."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from ...databases.places import Databases, PostgresDatabases
from ..store.files import locked
from .serving import Serving, receive_all, request, serving, working

HALF = request("POST /v1/threads", b"{", content_length=100, content_type="application/json")
IN_TIME = 2.5
"""Seconds within which a process that was asked to end is gone: two, and some for a machine that is busy."""


@contextmanager
def dripping_endpoint() -> Iterator[str]:
    """A model endpoint that answers every request with a word each tenth of a second, for ever."""
    ended = threading.Event()

    def drip(connection: socket.socket) -> None:
        with connection:
            connection.recv(65536)
            connection.sendall(b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n")
            while not ended.wait(0.1):
                try:
                    connection.sendall(
                        b'data: {"choices": [{"index": 0, "delta": {"content": "word "}}]}\n\n'
                    )
                except OSError:
                    return

    def accept(listening: socket.socket) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=drip, args=(connection,), daemon=True).start()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        threading.Thread(target=accept, args=(listening,), daemon=True).start()
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}/v1"
        finally:
            ended.set()
            listening.shutdown(socket.SHUT_RDWR)


def begin_run(served: Serving) -> dict[str, str]:
    """Make a run; returns it as it is when it is made."""
    with httpx.Client(base_url=served.base_url, trust_env=False) as client:
        assistant = client.post("assistants", json={"model": "m"}).json()["id"]
        asked = {"assistant_id": assistant, "thread": {"messages": [{"role": "user", "content": "q"}]}}
        return dict(client.post("threads/runs", json=asked).json())


def look(served: Serving, run: dict[str, str]) -> str:
    """The status of a run."""
    path = f"{served.base_url}/threads/{run['thread_id']}/runs/{run['id']}"
    return str(httpx.get(path, trust_env=False).json()["status"])


@pytest.mark.parametrize(
    "sent", [b"", b"GET /v1/assi", HALF], ids=["nothing", "half a header", "half a body"]
)
def test_sigterm_ends_it_whatever_clients_have_sent(tmp_path: Path, sent: bytes) -> None:
    """It is gone within two seconds, with status 0; a body that has not come is refused."""
    with serving(tmp_path) as served, served.connect(sent) as connection:
        time.sleep(0.3)
        status, seconds = served.end(signal.SIGTERM)
        received = receive_all(connection)
    assert 0 == status
    assert seconds < IN_TIME
    assert (sent == HALF) == received.startswith(b"HTTP/1.1 503 ")
    assert "Traceback" not in served.log.read_text("utf-8")


def test_a_request_that_waits_for_the_database_is_answered_when_the_server_ends(tmp_path: Path) -> None:
    """503 in the API's form and no leave to repeat it, since it may be done yet; the log has no traceback."""
    path = tmp_path / "a.db"
    with (
        serving(tmp_path, "--path", str(path)) as served,
        locked(path, "IMMEDIATE"),
        served.connect(request("POST /v1/threads")) as connection,
    ):
        time.sleep(0.3)
        status, seconds = served.end(signal.SIGTERM)
        received = receive_all(connection)
    assert 0 == status
    assert seconds < IN_TIME
    head, _, body = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 503 ")
    assert b"retry-after" not in head
    assert json.loads(body)["error"]["message"].startswith("This server is being closed: ")
    assert "Traceback" not in served.log.read_text("utf-8")


def test_an_upload_behind_others_that_wait_is_answered_when_the_server_ends(tmp_path: Path) -> None:
    """It waits like any other request, however many wait before it, and is refused in the API's form."""
    path = tmp_path / "a.db"
    form = httpx.Request("POST", "http://local", data={"purpose": "vision"}, files={"file": ("a", b"bytes")})
    body = form.read()
    kind = form.headers["content-type"]
    upload = request("POST /v1/files", body, content_type=kind, content_length=len(body))
    with (
        serving(tmp_path, "--path", str(path)) as served,
        locked(path, "IMMEDIATE"),
        ExitStack() as connections,
    ):
        for _ in range(8):
            connections.enter_context(served.connect(request("POST /v1/threads")))
        time.sleep(0.3)
        connection = connections.enter_context(served.connect(upload))
        time.sleep(0.3)
        status, seconds = served.end(signal.SIGTERM)
        received = receive_all(connection)
    assert 0 == status
    assert seconds < IN_TIME
    head, _, answer = received.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 503 ")
    assert json.loads(answer)["error"]["message"].startswith("This server is being closed: ")
    assert "Traceback" not in served.log.read_text("utf-8")


def test_sigterm_ends_it_under_a_model_that_does_not(tmp_path: Path, databases: Databases) -> None:
    """A run in hand is left, and the next server takes it up."""
    with dripping_endpoint() as url:
        options = ["--model-url", url, "--path", databases.at(tmp_path / "a.db")]
        with serving(tmp_path, *options) as served:
            run = begin_run(served)
            while look(served, run) == "queued":
                time.sleep(0.05)
            status, seconds = served.end(signal.SIGTERM)
        assert 0 == status
        assert seconds < IN_TIME
        with serving(tmp_path, *options) as served:
            assert look(served, run) in {"queued", "in_progress"}


def test_runs_may_go_on_for_the_seconds_of_the_drain(tmp_path: Path) -> None:
    """Requests are answered meanwhile, but the server says that it is not ready; then it ends."""
    with (
        dripping_endpoint() as url,
        serving(tmp_path, "--model-url", url, "--drain-seconds", "1.5") as served,
    ):
        run = begin_run(served)
        began = time.monotonic()
        served.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        root = served.base_url.removesuffix("/v1")
        assert (503, "closing") == _told(httpx.get(f"{root}/readyz", trust_env=False))
        assert (200, "ok") == _told(httpx.get(f"{root}/healthz", trust_env=False))
        assert "in_progress" == look(served, run)
        assert 0 == served.process.wait(30)
        assert 1.4 < time.monotonic() - began < 1.5 + IN_TIME


def _told(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["status"]


def test_a_second_signal_ends_a_drain(tmp_path: Path) -> None:
    """Whoever asks twice does not want to wait."""
    with dripping_endpoint() as url, serving(tmp_path, "--model-url", url, "--drain-seconds", "60") as served:
        begin_run(served)
        served.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        status, seconds = served.end(signal.SIGTERM)
    assert 0 == status
    assert seconds < IN_TIME


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_signals_that_come_again_and_again_do_no_harm(tmp_path: Path, number: signal.Signals) -> None:
    """It ends in order, whenever the next one comes, with status 0; `timeout` and some shells send two."""
    with serving(tmp_path) as served:
        assert 0 == ask_again_and_again(served.process, number)
    assert " ERROR " not in served.log.read_text("utf-8")


def test_signals_that_come_again_and_again_do_a_worker_no_harm(
    tmp_path: Path, postgres_databases: PostgresDatabases
) -> None:
    """So it is with `work`."""
    log = tmp_path / "work.log"
    with working(log, "--database", postgres_databases.new()) as process:
        assert 0 == ask_again_and_again(process, signal.SIGTERM)
    assert " ERROR " not in log.read_text("utf-8")


def ask_again_and_again(process: subprocess.Popen[str], number: signal.Signals) -> int:
    """Send a signal until the process has ended; return its exit status."""
    while process.poll() is None:
        process.send_signal(number)
        time.sleep(0.003)
    return process.wait()


def hide_httptools(folder: Path) -> dict[str, str]:
    """The environment of a process that does not find httptools, nor uvloop."""
    code = "import sys\nsys.modules['httptools'] = sys.modules['uvloop'] = None\n"
    code += "import importlib.util as u\nfind = u.find_spec\n"
    code += "u.find_spec = lambda name, *a: None if name in ('httptools', 'uvloop') else find(name, *a)\n"
    (folder / "sitecustomize.py").write_text(code)
    return {"PYTHONPATH": f"{folder}:{':'.join(sys.path)}"}


@pytest.mark.parametrize("parser", ["httptools", "h11"])
def test_too_many_headers_are_refused_before_they_are_parsed(tmp_path: Path, parser: str) -> None:
    """431 for ten thousand, in one go or one by one, without a key; others are answered meanwhile."""
    environment = hide_httptools(tmp_path) if parser == "h11" else {}
    many = [b"X-%d: y\r\n" % number for number in range(10_000)]
    begin = b"GET /v1/assistants HTTP/1.1\r\nHost: x\r\n"
    with serving(tmp_path, ASSISTANTS_V2_SERVER_KEYS="k", **environment) as served:
        with served.connect(begin + b"".join(many) + b"\r\n") as connection:
            began = time.monotonic()
            assert 200 == httpx.get(f"{served.base_url[:-3]}/healthz", trust_env=False).status_code
            assert time.monotonic() - began < 1
            assert receive_all(connection).startswith(b"HTTP/1.1 431 ")
        with served.connect(begin) as connection:
            for header in many[:200]:
                connection.sendall(header)
            assert receive_all(connection).startswith(b"HTTP/1.1 431 ")
        with served.connect(begin + b"X-Long: " + b"y" * 70_000) as connection:
            assert receive_all(connection).startswith(b"HTTP/1.1 431 ")
        with served.connect(begin + b"".join(many[:90]) + b"Connection: close\r\n\r\n") as connection:
            assert receive_all(connection).startswith(b"HTTP/1.1 401 ")


def test_a_connection_that_sends_no_headers_is_closed(tmp_path: Path) -> None:
    """Ten seconds after it was opened, or after the first byte, whatever drips in meanwhile."""
    with serving(tmp_path) as served, served.connect() as silent, served.connect(b"GET /") as dripping:
        began = time.monotonic()
        for _ in range(8):
            time.sleep(1)
            dripping.sendall(b"x")
        assert b"" == receive_all(silent)
        assert b"" == receive_all(dripping)
        assert 9 < time.monotonic() - began < 20


def test_an_idle_connection_may_be_used_again(tmp_path: Path) -> None:
    """A POST after six seconds of silence arrives: the server keeps connections longer than its clients."""
    with serving(tmp_path) as served, served.connect(request("POST /v1/threads")) as connection:
        received = connection.recv(65536)  # what of the first answer has come
        time.sleep(6)
        connection.sendall(request("POST /v1/threads", Connection="close"))
        assert 2 == (received + receive_all(connection)).count(b" 200 OK")


def test_a_hang_up_is_one_line(tmp_path: Path) -> None:
    """Clients that leave in the midst of a body cost a line each, and no traceback."""
    with serving(tmp_path) as served:
        for _ in range(10):
            served.connect(HALF).close()
        time.sleep(0.5)
        served.end(signal.SIGTERM)
    lines = served.log.read_text("utf-8").splitlines()
    assert 10 == sum(" 499 " in line for line in lines)
    assert 12 == len(lines)  # and one each for beginning and end


def test_the_log_is_json_and_names_ids_but_nothing_that_was_said(tmp_path: Path) -> None:
    """Each line is an object, requests with operation, status and time; keys and content are nowhere."""
    options = ["--log-format", "json", "--model-url", "http://127.0.0.1:9/v1"]
    keys = {"ASSISTANTS_V2_SERVER_KEYS": "sk-server", "ASSISTANTS_V2_MODEL_KEY": "sk-model"}
    with serving(tmp_path, *options, **keys) as served:
        key = {"authorization": "Bearer sk-server"}
        with httpx.Client(base_url=served.base_url, headers=key, trust_env=False) as client:
            assistant = client.post("assistants", json={"model": "m", "instructions": "my-secret"}).json()[
                "id"
            ]
            thread = {"messages": [{"role": "user", "content": "my-secret"}]}
            run = client.post("threads/runs", json={"assistant_id": assistant, "thread": thread}).json()
            path = f"threads/{run['thread_id']}/runs/{run['id']}"
            while (ended := client.get(path)).json()["status"] != "failed":
                time.sleep(0.1)
        served.end(signal.SIGTERM)
    text = served.log.read_text("utf-8")
    lines = [json.loads(line) for line in text.splitlines()]
    assert not [word for word in ("sk-server", "sk-model", "my-secret") if word in text]
    assert ("asked", "memory, lost at exit") == (lines[0]["key"], lines[0]["data"])
    seen = [line for line in lines if line.get("request_id") == ended.headers["x-request-id"]]
    assert [("GET", "getRun", 200)] == [(line["method"], line["operation"], line["status"]) for line in seen]
    assert [True] == [line["ms"] >= 0 for line in seen]
    # The run says what the hosted API says; where the endpoint is stands in the log, with the run's id.
    assert "Sorry, something went wrong." == ended.json()["last_error"]["message"]
    of_run = [line for line in lines if line.get("run_id") == run["id"]]
    assert [True, False] == ["127.0.0.1:9" in line["message"] for line in of_run]
    assert ("warning", "failed", "server_error") == tuple(
        of_run[1][name] for name in ("level", "status", "reason")
    )


def test_what_operators_see(tmp_path: Path) -> None:
    """Health is open; metrics of requests, runs, turns and tokens are behind the key, like the contracts."""
    with serving(tmp_path, ASSISTANTS_V2_SERVER_KEYS="k") as served:
        root = served.base_url.removesuffix("/v1")
        with httpx.Client(base_url=root, trust_env=False) as client:
            behind_the_key = ("/metrics", "/openapi.json", "/companions.json", "/v1/models")
            assert [200, 200, 401, 401, 401, 401] == [
                client.get(path).status_code for path in ("/healthz", "/readyz", *behind_the_key)
            ]
            client.headers["api-key"] = "k"
            assistant = client.post("/v1/assistants", json={"model": "m"}).json()["id"]
            thread = {"messages": [{"role": "user", "content": "q"}]}
            asked = {"assistant_id": assistant, "thread": thread}
            run = client.post("/v1/threads/runs", json=asked).json()
            path = f"/v1/threads/{run['thread_id']}/runs/{run['id']}"
            while client.get(path).json()["status"] != "completed":
                time.sleep(0.05)
            assert "createRun" in client.get("/openapi.json").text
            assert "searchVectorStore" in client.get("/companions.json").text
            families = {
                sample.name + str(sorted(sample.labels.items())): sample.value
                for family in text_string_to_metric_families(client.get("/metrics").text)
                for sample in family.samples
            }
    counted = "assistants_v2_requests_total[('operation', 'createAssistant'), ('status', '200')]"
    assert 1 == families[counted]
    assert 1 == families["assistants_v2_requests_total[('operation', 'none'), ('status', '401')]"] / 4
    assert 1 == families["assistants_v2_runs[('status', 'completed')]"]
    assert 0 == families["assistants_v2_runs_in_hand[]"]
    assert 1 == families["assistants_v2_model_turn_seconds_count[]"]
    assert families["assistants_v2_tokens_total[('kind', 'prompt')]"] > 0
    assert families["process_resident_memory_bytes[]"] > 0


@pytest.mark.parametrize("prefix", ["/v1", "", "/openai", "/openai/v1", "/api/projects/my-project"])
def test_azures_paths_lead_to_the_same_operations(
    tmp_path_factory: pytest.TempPathFactory, prefix: str
) -> None:
    """Whatever a client has in front of the contract's paths, and any version in the query, does no harm."""
    with serving(tmp_path_factory.mktemp("azure")) as served:
        address = served.base_url.removesuffix("/v1") + prefix
        with httpx.Client(trust_env=False, params={"api-version": "2024-05-01-preview"}) as client:
            thread = client.post(f"{address}/threads").json()["id"]
            assert thread == client.get(f"{address}/threads/{thread}").json()["id"]
            assert [thread] == [found["id"] for found in client.get(f"{address}/threads").json()["data"]]
            assert ["rehearsal"] == [model["id"] for model in client.get(f"{address}/models").json()["data"]]
            assert 404 == client.get(f"{address}/models/other").status_code
