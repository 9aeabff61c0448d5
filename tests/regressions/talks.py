"""Conversations at a server of ours over HTTP, whose streams are left while its model is still speaking."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
from assistants_v2_server import Model, Server, TextPiece, create_app

from ..server.loopback import served
from ..server.pausing import PausingModel
from .worlds import until

ENDS = ("completed", "cancelled", "expired", "failed", "requires_action")


class Talk:
    """A thread and an assistant at a server.

    Attributes:
        model: What answers.
        base_url: Where clients find the API.
        thread: Id of the thread.
        assistant: Id of the assistant.
        asked: Method and path of each request.
    """

    def __init__(self, model: Model, address: str, asked: list[tuple[str, str]]) -> None:
        self.model = model
        self.base_url = f"{address}/v1"
        self.asked = asked
        messages = [{"role": "user", "content": "Hello?"}]
        tools = [{"type": "function", "function": {"name": "look_up"}}]
        with self._look() as bare:
            self.thread = str(bare.post("/threads", json={"messages": messages}).json()["id"])
            made = bare.post("/assistants", json={"model": "m", "tools": tools})
            self.assistant = str(made.json()["id"])

    def start(self, client: Any, **options: Any) -> Any:
        """Return the stream of a run on the thread, which has not been entered."""
        return client.threads.runs.stream(self.thread, assistant_id=self.assistant, **options)

    def cancels(self) -> int:
        """Return how often a client asked to cancel a run."""
        return len([path for _, path in self.asked if path.endswith("/cancel")])

    def statuses(self) -> list[str]:
        """Return the statuses of the thread's runs, oldest first, once they rest."""
        if isinstance(self.model, PausingModel):
            self.model.go_on()
        with self._look() as bare:

            def look() -> list[str]:
                runs = bare.get(f"/threads/{self.thread}/runs?order=asc").json()["data"]
                return [run["status"] for run in runs]

            until(lambda: all(status in ENDS for status in look()))
            return look()

    def texts(self) -> list[str]:
        """Return the texts of the thread's messages, oldest first."""
        with self._look() as bare:
            listed = bare.get(f"/threads/{self.thread}/messages?order=asc").json()["data"]
        return ["".join(part["text"]["value"] for part in message["content"]) for message in listed]

    def _look(self) -> httpx.Client:
        return httpx.Client(base_url=self.base_url, timeout=30)


def speaking() -> PausingModel:
    """Return a model that stops in the middle of its answer until it is told to go on."""
    return PausingModel(TextPiece("Good "), TextPiece("morning"))


@contextmanager
def talking(model: Model | None = None) -> Iterator[Talk]:
    """Serve a model for the time of a block."""
    model = model or speaking()
    asked: list[tuple[str, str]] = []
    with Server(model=model) as server:
        inner: Callable[..., Any] = create_app(server)

        async def app(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "http":
                asked.append((scope["method"], scope["path"]))
            await inner(scope, receive, send)

        with served(app) as address:
            yield Talk(model, address, asked)
