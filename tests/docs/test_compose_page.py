"""What docs/how-to/compose.md has its reader save works: real processes and the real proxy, on loopback."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import attrs
import httpx
import pytest
from assistants_v2 import Assistants
from ruamel.yaml import YAML

from ..databases.places import PostgresDatabases
from ..ergonomic.cli.commanding import check_words
from ..server.counting_endpoint import CountingEndpoint
from ..waiting import wait_until
from .test_deployment_pages import read_saved

_COMMAND = [sys.executable, "-c", "import sys; from assistants_v2.cli import main; sys.exit(main())"]
_PROXY = shutil.which("haproxy")
KEY = "the-key-of-a-client"


@pytest.fixture(scope="module")
def composed() -> Any:
    """The services of the page."""
    (text,) = read_saved("compose.md", "yaml")
    return YAML(typ="safe").load(text)


def test_each_service_is_looked_at_and_given_time_to_end(composed: Any) -> None:
    """It has a health check, of its own or of the image, and more time than its runs have."""
    for name, service in composed["services"].items():
        assert "healthcheck" in service or name.startswith("door-"), name
        drain = int(service.get("environment", {}).get("ASSISTANTS_V2_DRAIN_SECONDS", 0))
        assert int(service["stop_grace_period"].removesuffix("s")) >= drain + 2


def test_no_secret_stands_in_the_file(composed: Any) -> None:
    """Passwords and keys are files, which are declared; no variable holds one."""
    for service in composed["services"].values():
        assert {*service.get("secrets", ())} <= composed["secrets"].keys()
        for name, value in service.get("environment", {}).items():
            assert not re.search("PASSWORD$|_KEYS?$", name)
            assert not re.search("://[^/]*:[^/]*@", str(value))
    assert all([*secret] == ["file"] for secret in composed["secrets"].values())


def test_one_process_changes_the_tables(composed: Any) -> None:
    """All others are told not to, and wait until it answers."""
    ours = {name: found for name, found in composed["services"].items() if found.get("build")}
    assert ["door-1", "door-2", "worker"] == [*ours]
    for name, service in ours.items():
        check_words(service["command"])
        waits = name != "door-1"
        assert waits == ("ASSISTANTS_V2_NO_MIGRATE" in service["environment"])
        assert waits == ("door-1" in service["depends_on"])


def test_doors_and_workers_are_told_the_same_model(composed: Any) -> None:
    """Doors list what runs can name as their model."""
    told = [
        {name: value for name, value in service["environment"].items() if "_MODEL" in name}
        for service in composed["services"].values()
        if service.get("build")
    ]
    assert [{"ASSISTANTS_V2_MODEL_URL", "ASSISTANTS_V2_MODEL"}] * 3 == [{*each} for each in told]
    assert told[0] == told[1] == told[2]


@attrs.frozen
class Composed:
    """What runs of the page.

    Attributes:
        address: Where the proxy listens.
        endpoint: The model.
        doors: The doors, in their order.
    """

    address: str
    endpoint: CountingEndpoint
    doors: list[subprocess.Popen[bytes]]


@pytest.fixture
def running(composed: Any, tmp_path: Path, postgres_databases: PostgresDatabases) -> Iterator[Composed]:
    """Doors, workers and proxy: commands, variables and settings of the page, with other addresses."""
    if _PROXY is None:
        pytest.skip("there is no HAProxy: apt-get install haproxy")
    keys, endpoint, services = tmp_path / "keys.txt", CountingEndpoint(), composed["services"]
    keys.write_text(f"{KEY}\n")
    ports = [find_port() for _ in range(6)]
    with ExitStack() as stack:
        stack.callback(setattr, endpoint, "holds", False)
        url = stack.enter_context(endpoint.serve())
        others = {
            "ASSISTANTS_V2_DATABASE": postgres_databases.new(),
            "ASSISTANTS_V2_KEY_FILE": str(keys),
            "ASSISTANTS_V2_MODEL_URL": f"{url}/v1",
        }

        def start(name: str, port: int, *more: str) -> subprocess.Popen[bytes]:
            service = services[name]
            given: dict[str, str] = {**service["environment"]}
            given |= {key: value for key, value in others.items() if key in given}
            given.pop("PGPASSFILE")  # the address has the password
            words = [str(port) if word == "9000" else word for word in service["command"]]
            log = stack.enter_context((tmp_path / f"{name}-{port}.log").open("wb"))
            process = subprocess.Popen([*_COMMAND, *words, *more], env={**os.environ, **given}, stderr=log)
            stack.enter_context(ending(process))
            wait_until(lambda: is_ready(port), seconds=120)
            return process

        doors = [
            start(name, port, "--port", str(port))
            for name, port in zip(("door-1", "door-2"), ports[:2], strict=True)
        ]
        for port in ports[2:5]:
            start("worker", port)
        stack.enter_context(proxying(tmp_path, ports[:2], ports[5]))
        wait_until(lambda: is_ready(ports[5]), seconds=60)
        yield Composed(f"http://127.0.0.1:{ports[5]}", endpoint, doors)


@contextmanager
def proxying(folder: Path, doors: list[int], port: int) -> Iterator[None]:
    """Run the proxy of the page in front of doors."""
    (text,) = read_saved("compose.md", "haproxy")
    for name, at in zip(("door-1", "door-2"), doors, strict=True):
        assert f"{name}:8000" in text
        text = text.replace(f"{name}:8000", f"127.0.0.1:{at}")
    assert "bind :8000" in text
    settings = folder / "haproxy.cfg"
    settings.write_text(text.replace("bind :8000", f"bind 127.0.0.1:{port}"))
    assert _PROXY is not None
    subprocess.run([_PROXY, "-c", "-f", str(settings)], check=True, capture_output=True)
    with ending(subprocess.Popen([_PROXY, "-db", "-f", str(settings)], stdout=subprocess.DEVNULL)):
        yield


@contextmanager
def ending(process: subprocess.Popen[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Kill a process at the end of a block."""
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def find_port() -> int:
    """A port at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return int(listening.getsockname()[1])


def is_ready(port: int) -> bool:
    """Whether a process says so."""
    with suppress(httpx.HTTPError):
        return httpx.get(f"http://127.0.0.1:{port}/readyz", trust_env=False).is_success
    return False


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no HAProxy")
def test_a_door_that_is_killed_costs_its_connections_only(running: Composed) -> None:
    """Streams come through the proxy; those of a killed door go on at the other, each run with one answer."""
    with Assistants(base_url=f"{running.address}/v1", api_key=KEY, max_retries=5) as client:
        assistant = client.assistants.create(model="m")
        threads = [
            client.threads.create(messages=[{"role": "user", "content": f"question {number}"}]).id
            for number in range(4)
        ]
        answers: dict[str, str] = {}

        def ask(thread: str) -> None:
            with client.threads.runs.stream(thread, assistant_id=assistant.id) as stream:
                answers[thread] = stream.get_final_text()

        asking = [threading.Thread(target=ask, args=(thread,)) for thread in threads]
        for each in asking:
            each.start()
        wait_until(lambda: len(running.endpoint.asked) == len(threads), seconds=120)
        running.doors[0].send_signal(signal.SIGKILL)
        assert assistant.id == client.assistants.retrieve(assistant.id).id
        running.endpoint.holds = False
        for each in asking:
            each.join(120)
        assert {thread: f"answer 1 to question {n}" for n, thread in enumerate(threads)} == answers
        assert [1] * 4 == [*running.endpoint.asked.values()]
        assert [2] * 4 == [len(client.threads.messages.list(thread).data) for thread in threads]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no HAProxy")
def test_words_come_through_the_proxy_as_they_are_said(running: Composed) -> None:
    """The first event of a stream is there while the model is still silent, and keys are asked for."""
    with httpx.Client(base_url=f"{running.address}/v1", trust_env=False, timeout=60) as client:
        assert 401 == client.get("/assistants").status_code
        client.headers["authorization"] = f"Bearer {KEY}"
        assistant = client.post("/assistants", json={"model": "m"}).json()["id"]
        thread = {"messages": [{"role": "user", "content": "q"}]}
        body = {"assistant_id": assistant, "thread": thread, "stream": True}
        with client.stream("POST", "/threads/runs", json=body) as response:
            texts = response.iter_text()
            assert "thread.created" in next(texts)
            running.endpoint.holds = False
            assert "answer 1 to q" in "".join(texts)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="there is no HAProxy")
def test_a_visitor_of_the_pages_logs_in_once(running: Composed) -> None:
    """One door took the login, and the proxy has the visitor keep to it."""
    with httpx.Client(base_url=running.address, trust_env=False, timeout=60, follow_redirects=True) as client:
        login = client.get("/ui")
        own = {"origin": running.address}
        assert "Log in" in client.post(login.url, data={"key": "wrong"}, headers=own).text
        client.post(login.url, data={"key": KEY}, headers=own)
        paths = [client.get("/ui/threads").url.path for _ in range(6)]
    assert ["/ui/threads"] * 6 == paths
