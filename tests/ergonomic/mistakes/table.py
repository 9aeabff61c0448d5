"""What a mistake is, where it is made, and which rules count for all answers. Used by tables and tests."""

from __future__ import annotations

import inspect
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from assistants_v2 import APIError, Assistants, AssistantsError, AsyncAssistants, RunError, ToolError
from attrs import define, field, frozen

KEY = "sk-0123456789abcdef"
"""The key in this table: no answer may hold it."""

CONTENT = "the plan that nobody may read"
"""What messages say in this table: no answer may hold it."""

SCREEN = 40
"""Lines of a traceback that fit into one screen."""

LONGEST = 400
"""Characters that an answer has at most."""

INSIDE = (
    *(
        "NoneType object",
        "type Unset",
        "mappingproxy",
        "cached_property",
        "Published",
        "_Connected",
        "site-packages",
    ),
    *("'<' not supported", "object is not iterable", "object has no attribute", "get_httpx_client'"),
    str(Path(__file__).parents[3]),
)
"""Words of the inside, which say nothing to whoever made the mistake."""

COLOURS: dict[str, Any] = {"blocking": Assistants, "async": AsyncAssistants}


@define
class Desk:
    """Where mistakes are made: a client of one colour, over an embedded server.

    Attributes:
        kind: `Assistants` or `AsyncAssistants`.
        client: The client; untyped, since types see most of these mistakes.
        url: The address of a server of ours that asks for a key.
        folder: An empty folder.
        patch: Sets variables of the environment for this test.
        sent: The requests that the client has sent, but for those that prepared a mistake.
        opened: Further clients, which are closed at the end.
    """

    kind: Any
    client: Any
    url: str
    folder: Path
    patch: pytest.MonkeyPatch
    sent: list[str] = field(factory=list)
    opened: list[Any] = field(factory=list)

    def open(self, make: Callable[..., Any], **options: Any) -> Any:
        """Return a further client."""
        self.opened.append(made := make(**options))
        return made

    async def close(self) -> None:
        """Close all clients."""
        for client in [*self.opened, self.client]:
            await self.do(client.close())

    async def do(self, outcome: Any) -> Any:
        """Return what a call comes to."""
        return await outcome if inspect.isawaitable(outcome) else outcome

    async def all(self, listed: Any) -> list[Any]:
        """Return what a stream or a list yields."""
        return [item async for item in listed] if hasattr(listed, "__aiter__") else [*listed]

    def set(self, **variables: str) -> None:
        """Set variables of the environment."""
        for name, value in variables.items():
            self.patch.setenv(name, value)

    async def assistant(self, **fields: Any) -> str:
        """Return the id of a new assistant."""
        made = await self.do(self.client.assistants.create(**{"model": "rehearsal", **fields}))
        self.sent.clear()
        return str(made.id)

    async def thread(self, text: str = CONTENT) -> str:
        """Return the id of a new thread with a message."""
        made = await self.do(self.client.threads.create(messages=[{"role": "user", "content": text}]))
        self.sent.clear()
        return str(made.id)

    async def waiting(self) -> Any:
        """Return a run that waits for the output of a function."""
        assistant = await self.assistant(tools=[look_up])
        thread = await self.thread("look_up word=abc")
        create = self.client.threads.runs.create_and_poll
        run = await self.do(create(thread, assistant_id=assistant, tool_choice="required"))
        self.sent.clear()
        return run

    async def execute(self, *functions: Any, **options: Any) -> Any:
        """Return the result of a run whose model calls the first function."""
        assistant = await self.assistant(tools=[*functions])
        thread = await self.thread("call it with word=abc")
        execute = self.client.threads.runs.execute
        fields = {"functions": [*functions], "tool_choice": "required", **options}
        return await self.do(execute(thread, assistant_id=assistant, **fields))

    async def run(self, **fields: Any) -> Any:
        """Return a new run, with these fields."""
        assistant, thread = await self.assistant(), await self.thread()
        return await self.do(self.client.threads.runs.create(thread, **{"assistant_id": assistant, **fields}))

    async def say(self, **fields: Any) -> Any:
        """Return a new message, with these fields."""
        return await self.do(self.client.threads.messages.create(await self.thread(), **fields))

    async def store(self) -> str:
        """Return the id of a new vector store."""
        made = await self.do(self.client.vector_stores.create(name="papers"))
        self.sent.clear()
        return str(made.id)


def look_up(word: str) -> str:
    """Look a word up.

    Args:
        word: The word.
    """
    return word


@frozen
class Mistake:
    """A mistake and its answer.

    Attributes:
        about: What was done, in a few words.
        kind: What is raised.
        names: What the first line names: the argument, field, option or variable, as it was written.
        remedy: What it says to do, or what is expected.
        do: Makes the mistake.
        only: The colour that it can be made in; both by default.
        asks: Whether only a server can know it, so that a request was sent.
        by_python: Whether the words are Python's own, which everybody knows.
    """

    about: str
    kind: type[BaseException]
    names: str
    remedy: str
    do: Callable[[Desk], Any]
    only: str = ""
    asks: bool = False
    by_python: bool = False


@frozen
class Taken:
    """What looks like a mistake, and does what was meant.

    Attributes:
        about: What was done, in a few words.
        do: Does it, and returns whether that came of it which was meant.
        only: The colour that it can be done in; both by default.
    """

    about: str
    do: Callable[[Desk], Any]
    only: str = ""


def check_answer(mistake: Mistake, error: BaseException, sent: list[str]) -> None:
    """Hold an answer to what its mistake promises, and to the rules for all."""
    said = str(error)
    first = said.partition("\n")[0]
    assert isinstance(error, mistake.kind), repr(error)
    assert isinstance(error, AssistantsError) or type(error).__module__ == "builtins"
    assert mistake.names in first, said
    assert mistake.remedy in said, said
    check_words(said, by_python=mistake.by_python)
    printed = "".join(traceback.format_exception(error))
    assert len([*list_printed_lines(printed)]) <= SCREEN, printed
    if not isinstance(error, (APIError, RunError, ToolError)) and not mistake.asks:
        assert [] == sent


def list_printed_lines(printed: str) -> Iterator[str]:
    """Yield the lines of a traceback but for the source of this table, and for the marks below a line.

    Pythons differ in how much of a long statement they print, and in where they mark it.
    """
    is_ours = False
    for line in printed.splitlines():
        if not line.startswith("    "):
            is_ours = line.startswith(f'  File "{Path(__file__).parent}')
        elif is_ours or not line.strip(" ~^"):
            continue
        yield line


def check_words(said: str, *, by_python: bool = False) -> None:
    """Hold the words of an answer to the rules for all."""
    assert len(said) <= LONGEST, len(said)
    assert said.count("\n") < 3
    assert KEY not in said
    assert CONTENT not in said
    if not by_python:
        for word in INSIDE:
            assert word not in said, said


async def make(mistake: Mistake | Taken, desk: Desk) -> Any:
    """Make a mistake, and return what came of it."""
    desk.sent.clear()
    return await desk.do(mistake.do(desk))
