"""The server around the faults: what passes through, what it writes down, and what it leaves behind."""

from __future__ import annotations

import contextlib
import gc
import socket
import threading
import warnings
from collections.abc import Mapping
from http import HTTPStatus

import httpx
import pytest
from assistants_v2.testing import FaultServer
from assistants_v2_server import Answer, Server
from assistants_v2_server.faults import (
    Rule,
    reset,
    slow,
    status,
)
from assistants_v2_server.faults.connection import cut_pieces
from assistants_v2_server.faults.server import STREAM_HEADER
from openai import OpenAI

from .fault_server import fault_server
from .scripted import ScriptedBackend, answer


def test_without_faults_it_is_the_server_behind_it(faulty: FaultServer, client: httpx.Client) -> None:
    """Requests and answers pass through unchanged, and are written down."""
    made = client.post("/threads", json={"metadata": {"a": "1"}})
    got = client.get(f"/threads/{made.json()['id']}", params={"x": "1"})
    assert {"a": "1"} == got.json()["metadata"]
    assert "application/json" == got.headers["content-type"]
    assert got.headers["x-request-id"].startswith("req_")
    assert [("POST", None, 200, True), ("GET", None, 200, True)] == [
        (record.method, record.fault, record.status, record.acted) for record in faulty.log
    ]
    assert "x=1" == faulty.log[1].query
    assert [] == faulty.struck


def test_a_body_in_chunks_arrives_whole(client: httpx.Client) -> None:
    """A request without Content-Length is read to its end."""
    body = iter([b'{"meta', b'data": {"a"', b': "1"}}'])
    made = client.post("/threads", content=body, headers={"content-type": "application/json"})
    assert {"a": "1"} == made.json()["metadata"]


def test_one_connection_carries_many_requests(client: httpx.Client) -> None:
    """Connections are kept alive, as those of real servers are."""
    streams = [client.post("/threads").extensions["network_stream"] for _ in range(3)]
    ports = {stream.get_extra_info("client_addr") for stream in streams}
    assert 1 == len(ports)


def test_a_rule_beats_chance_and_streams_are_told_apart() -> None:
    """The header names a stream in the log; where a rule strikes, no dice are rolled."""
    with fault_server(faults=[Rule("*", "*", status(502))], seed=1, rate=0.0) as faulty:
        response = httpx.post(f"{faulty.base_url}/threads", headers={STREAM_HEADER: "17"})
    assert 502 == response.status_code
    assert ["17"] == [record.stream for record in faulty.log]


def test_chance_strikes_the_same_requests_for_the_same_seed() -> None:
    """Two servers with one seed do the same to the same requests, another seed something else."""
    assert struck_at_random(5) == struck_at_random(5)
    assert struck_at_random(5) != struck_at_random(6)


def test_chance_needs_a_seed() -> None:
    """Faults that nobody could have again are refused."""
    with pytest.raises(ValueError, match="seed="), fault_server(rate=0.2):
        pass


def test_a_scripted_backend_answers_in_order_and_remembers() -> None:
    """Each operation has its own answers, the last of them for ever; requests are kept with their bodies."""
    queued, done = answer({"status": "queued"}, openai_poll_after_ms="50"), answer({"status": "odd"})
    backend = ScriptedBackend({"GET /threads/{thread_id}/runs/{run_id}": [queued, done]})
    with fault_server(backend) as faulty, httpx.Client(base_url=faulty.base_url) as client:
        looks = [client.get("/threads/thread_1/runs/run_1") for _ in range(3)]
        missing = client.post("/threads", json={"a": 1})
    assert ["queued", "odd", "odd"] == [look.json()["status"] for look in looks]
    assert "50" == looks[0].headers["openai-poll-after-ms"]
    assert HTTPStatus.NOT_FOUND == missing.status_code
    assert {"a": 1} == backend.asked[-1].json
    assert backend.asked[0].json is None


def test_a_defect_of_the_backend_is_reported() -> None:
    """What a backend raises fails the test that used it."""

    class Defective:
        def handle(
            self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes
        ) -> Answer:
            raise ConnectionError("a defect")

    unanswered = pytest.raises(httpx.RemoteProtocolError)
    with pytest.raises(ConnectionError, match="a defect"), fault_server(Defective()) as faulty, unanswered:
        httpx.get(f"{faulty.base_url}/threads/thread_1")


def test_a_given_backend_stays_open() -> None:
    """Whoever made the server behind the faults can look into it afterwards, and closes it."""
    with Server() as server:
        with fault_server(server) as faulty:
            made = httpx.post(f"{faulty.base_url}/threads").json()
        assert 200 == server.handle("GET", f"/threads/{made['id']}", "", {}, b"").status


def test_nothing_stays_behind() -> None:
    """Leaving the block ends every thread and closes every socket, even with a request in the middle."""
    before = set(threading.enumerate())
    with fault_server(faults=[Rule("POST", "/threads", slow(9.0))]) as faulty:
        idle, waiting = (socket.create_connection(faulty.address, timeout=20) for _ in range(2))
        waiting.sendall(b"POST /v1/threads HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n")
        while not faulty.log:
            threading.Event().wait(0.01)
    with idle, waiting:
        assert b"" == idle.recv(1)
        assert b"" == waiting.recv(1)
    assert before == set(threading.enumerate())
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(faulty.address, timeout=20)


def test_connections_that_come_while_the_server_closes_are_closed() -> None:
    """No socket is left to the garbage collector, however far its connection had come."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ResourceWarning)
        for _ in range(5):
            with fault_server(ScriptedBackend({})) as faulty:
                crowd = [threading.Thread(target=connect_until_refused, args=faulty.address) for _ in "123"]
                for client in crowd:
                    client.start()
                while faulty.open_connections < 10:
                    threading.Event().wait(0.001)
            for client in crowd:
                client.join()
        gc.collect()
    assert [] == [str(warning.message) for warning in caught]


def connect_until_refused(host: str, port: int) -> None:
    """Open connections one after the other, and close them all once there is no server any more."""
    with contextlib.ExitStack() as opened, contextlib.suppress(OSError):
        while not threading.Event().wait(0.0003):
            opened.enter_context(socket.create_connection((host, port), timeout=20))


def test_many_clients_at_once() -> None:
    """Requests from several threads are all answered and all written down."""
    with fault_server() as faulty, httpx.Client(base_url=faulty.base_url, timeout=20) as client:
        codes: list[int] = []
        ask = lambda: codes.extend(client.post("/threads").status_code for _ in range(10))  # noqa: E731
        crowd = [threading.Thread(target=ask) for _ in range(8)]
        for each in crowd:
            each.start()
        for each in crowd:
            each.join()
    assert [200] * 80 == codes
    assert 80 == len(faulty.seen("POST", "/threads"))


@pytest.mark.parametrize(
    ("body", "count", "sizes"), [(b"", 5, []), (b"abc", 5, [1, 1, 1]), (b"a" * 11, 5, [3, 3, 3, 2])]
)
def test_pieces_make_the_whole(body: bytes, count: int, sizes: list[int]) -> None:
    """A body is cut into no more pieces than asked for, none of them empty."""
    cut = list(cut_pieces(body, count))
    assert sizes == [len(piece) for piece in cut]
    assert body == b"".join(cut)


@pytest.mark.filterwarnings("ignore:.*deprecated:DeprecationWarning")
def test_it_streams_uploads_and_downloads() -> None:
    """Without faults it is a whole server: the official SDK does with it what it does with another."""
    with FaultServer() as server, OpenAI(base_url=server.url, api_key="any") as sdk:
        store = sdk.vector_stores.create(name="Handbook")
        sdk.vector_stores.files.upload_and_poll(vector_store_id=store.id, file=("leave.md", b"It lapses."))
        [kept] = sdk.files.list().data
        assistant = sdk.beta.assistants.create(model="m")
        with sdk.beta.threads.create_and_run_stream(
            assistant_id=assistant.id, thread={"messages": [{"role": "user", "content": "Hello"}]}
        ) as stream:
            text = "".join(stream.text_deltas)
        assert "Rehearsal" in text
        assert b"It lapses." == sdk.files.content(kept.id).read()


def test_an_upload_that_is_refused_is_refused_as_elsewhere(client: httpx.Client) -> None:
    """A form without a file is the server's 400, not a defect of the fault server."""
    answer = client.post("/files", files={"purpose": (None, "assistants")})
    assert 400 == answer.status_code


def test_it_lets_clients_go_on_that_ask_before(faulty: FaultServer) -> None:
    """curl asks whether it may send a large body, and waits for the answer."""
    body = b'{"metadata": {"a": "1"}}'
    head = (
        b"POST /v1/threads HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n"
    )
    with socket.create_connection(faulty.address) as bare:
        bare.sendall(head + f"Content-Length: {len(body)}\r\n\r\n".encode())
        assert bare.recv(100).startswith(b"HTTP/1.1 100")
        bare.sendall(body)
        assert bare.recv(100).startswith(b"HTTP/1.1 200")


def struck_at_random(seed: int) -> list[str | None]:
    """What happens to sixty requests of which half are struck."""
    with fault_server(seed=seed, rate=0.5) as faulty, httpx.Client(base_url=faulty.base_url) as client:
        for _ in range(60):
            try:
                client.post("/threads")
            except httpx.HTTPError:
                continue
    return [record.fault for record in faulty.log]


@pytest.mark.parametrize(
    ("method", "counts", "said"),
    [
        ("get", {}, "in capitals"),
        ("", {}, "in capitals"),
        ("GET", {"nth": 0}, "nth is counted from 1"),
        ("GET", {"times": 0}, "times is counted from 1"),
    ],
)
def test_a_rule_that_could_never_strike_is_refused(method: str, counts: dict[str, int], said: str) -> None:
    """Else the test of a failure passes that never happened."""
    with pytest.raises(ValueError, match=said):
        Rule(method, "*", reset(), **counts)


@pytest.mark.parametrize("code", [0, 101, 200, 204, 304, 600])
def test_an_error_that_is_none_is_refused(code: int) -> None:
    """Some statuses have no body, and a server that sent one would fail in place of the test."""
    with pytest.raises(ValueError, match="from 300 to 599"):
        status(code)
