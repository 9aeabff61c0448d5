"""Conversations for verbs to show, held at a place as the fixture `place` names it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

from assistants_v2 import Assistants
from assistants_v2_raw.models import Run
from attrs import frozen

HOSTILE = "<b>Look</b>, [red]please[/red] \x1b[2J \x9b31m \u202e→ 東"
"""What a user says, in which there is something for every output to trip over."""

ASKS: Any = {"type": "function", "function": {"name": "look", "parameters": {}}}


@frozen
class Held:
    """A conversation that was held.

    Attributes:
        thread_id: Its thread.
        completed: A run that completed, with a call of a function.
        waiting: The newest run, which waits for the output of another.
    """

    thread_id: str
    completed: Run
    waiting: Run


@contextmanager
def connect(place: list[str]) -> Generator[Assistants]:
    """Open a client of a place for the time of a block."""
    named = dict(zip(place[::2], place[1::2], strict=True))
    if "--database" in named:
        client = Assistants.local(named["--database"])
    else:
        version = named.get("--api-version")
        client = Assistants(
            base_url=named["--base-url"],
            api_key=named["--api-key"],
            server=named.get("--profile"),
            query={"api-version": version} if version else None,
        )
    with client:
        yield client


def look() -> str:
    """Look at the door."""
    return "a door\x1b[2J"


def converse(place: list[str]) -> Held:
    """Hold a conversation at a place."""
    with connect(place) as client:
        assistant = client.assistants.create(model="rehearsal")
        thread = client.threads.create(messages=[{"role": "user", "content": HOSTILE}])
        runs = client.threads.runs
        result = runs.execute(thread.id, assistant_id=assistant.id, functions=[look])
        client.threads.messages.create(thread.id, role="user", content="look")
        waiting = runs.create_and_poll(thread.id, assistant_id=assistant.id, tools=[ASKS])
        return Held(thread.id, runs.retrieve(result.run.id, thread_id=thread.id), waiting)
