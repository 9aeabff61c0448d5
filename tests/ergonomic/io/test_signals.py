"""What a signal handler raises while a client waits, as Celery's does when a task has had its time."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator

import pytest
from assistants_v2 import Assistants
from assistants_v2_server import ChatCompletions, LoopExecutor, Server, create_app

from ...server.chat_endpoint import ChatEndpoint
from ...server.loopback import served

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGUSR1"), reason="there are no such signals")


class TimeIsUp(Exception):
    """What the handler raises: no more than an Exception."""


@pytest.fixture
def endpoint() -> Iterator[ChatEndpoint]:
    """An endpoint that has been asked and does not answer; then a signal comes."""
    endpoint = ChatEndpoint()
    endpoint.gate.clear()

    def send() -> None:
        endpoint.asked.wait(60)
        os.kill(os.getpid(), signal.SIGUSR1)

    def end(number: int, frame: object) -> None:
        raise TimeIsUp

    before = signal.signal(signal.SIGUSR1, end)
    sender = threading.Thread(target=send)
    sender.start()
    yield endpoint
    endpoint.gate.set()
    sender.join()
    signal.signal(signal.SIGUSR1, before)


def test_a_run_ends_with_what_a_signal_handler_raises(endpoint: ChatEndpoint) -> None:
    """It is no failure of the network, to be waited out: it reaches the caller, and the run is cancelled."""
    with endpoint.serve() as address:
        model = ChatCompletions(address, model="slow")
        with Server(model=model, executor=LoopExecutor(1)) as server, served(create_app(server)) as host:
            with Assistants(base_url=f"{host}/v1", api_key="", idempotency_metadata="mark") as client:
                assistant = client.assistants.create(model="slow")
                thread = client.threads.create(messages=[{"role": "user", "content": "Hello?"}])
                with pytest.raises(TimeIsUp):
                    client.threads.runs.execute(thread.id, assistant_id=assistant.id)
                (run,) = client.threads.runs.list(thread.id).data
            endpoint.gate.set()
    assert run.status in {"cancelling", "cancelled"}
