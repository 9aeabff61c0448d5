"""Conversations with tools that can be checked afterwards, in one text for clients of both colours.

Each is told apart by its number, which every question, argument and output carries, so that `audit`
can tell whose they are and how often they came to be. Nothing in here looks at faults.
"""

from __future__ import annotations

import inspect
import json
import threading
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from typing import Any, Protocol

from assistants_v2 import APIError, RunError
from assistants_v2_server.faults import Backend
from attrs import Factory, define, field, frozen

RESUMPTIONS = 5
"""How often a patient caller takes up a run again."""


@frozen
class Question:
    """What one turn of a conversation asks; the texts are unlike those of any other turn.

    Attributes:
        text: What the user says.
        arguments: What the tools are called with by a model that does what it is asked to.
    """

    text: str
    arguments: tuple[str, ...]


def questions(number: int) -> list[Question]:
    """Return the turns of the conversation with this number: one for two tools, then one for one."""
    first, second, country = f"E-{number}-1", f"E-{number}-2", f"Land-{number}"
    both = f'What is the leave balance of employee {first}, and which public holidays has "{country}"?'
    return [
        Question(both, (first, country)),
        Question(f"And what is the leave balance of employee {second}?", (second,)),
    ]


@define
class Tools:
    """Two function tools that count how often they ran for each argument.

    Attributes:
        ran: The counts, by argument.
    """

    ran: Counter[str] = Factory(Counter)
    _lock: threading.Lock = field(factory=threading.Lock, repr=False, eq=False)

    def get_leave_balance(self, employee_id: str) -> str:
        """Look up how many days of leave an employee has left.

        Args:
            employee_id: The employee's id.
        """
        return self._run(employee_id)

    def get_public_holidays(self, country: str) -> str:
        """Count the public holidays of a country.

        Args:
            country: The country, in quotation marks.
        """
        return self._run(country)

    @property
    def functions(self) -> list[Callable[[str], str]]:
        """The tools, to be given to a run."""
        return [self.get_leave_balance, self.get_public_holidays]

    def _run(self, argument: str) -> str:
        with self._lock:
            self.ran[argument] += 1
        return output_for(argument)


def output_for(argument: str) -> str:
    """Return what both tools return for an argument."""
    return f"result of {argument}"


class Execution(Protocol):
    """Has a run made and its tool calls answered."""

    def __call__(self, client: Any, thread_id: str, *, assistant_id: str, tools: Tools) -> Awaitable[str]:
        """Take a run to its end; returns the text of its answer."""
        ...


async def execute(client: Any, thread_id: str, *, assistant_id: str, tools: Tools) -> str:
    """Take a run to its end with one call of `execute`."""
    runs = client.threads.runs
    result = await do(runs.execute(thread_id, assistant_id=assistant_id, functions=tools.functions))
    return str(result.text)


async def execute_and_resume(client: Any, thread_id: str, *, assistant_id: str, tools: Tools) -> str:
    """Take a run to its end, and take it up again where an error names it, as a patient caller would."""
    try:
        return await execute(client, thread_id, assistant_id=assistant_id, tools=tools)
    except (APIError, RunError) as error:
        failure: APIError | RunError = error
    for _ in range(RESUMPTIONS):
        if failure.run_id is None:
            break
        try:
            resumed = client.threads.runs.resume(
                failure.run_id, thread_id=thread_id, functions=tools.functions
            )
            return str((await do(resumed)).text)
        except (APIError, RunError) as error:
            failure = error
    raise failure


@define
class Conversation:
    """What its caller knows about a conversation in the end.

    Attributes:
        number: Which one it was.
        thread_id: Its thread, or None if the caller was never told.
        said: The user messages that the caller was told are stored.
        begun: How many runs the caller asked for.
        answers: The texts of the runs that came to a result.
        error: What it ended in, or None if every turn came to a result.
    """

    number: int
    thread_id: str | None = None
    said: list[str] = field(factory=list[str])
    begun: int = 0
    answers: list[str] = field(factory=list[str])
    error: Exception | None = None


async def converse(
    client: Any, number: int, *, assistant_id: str, tools: Tools, execution: Execution = execute
) -> Conversation:
    """Hold one conversation to its end, or until something is raised; never raises.

    Args:
        client: A client of either colour, or one of the official SDK with an *execution* of its own.
        number: Which conversation; all of one server must differ.
        assistant_id: An assistant of the rehearsal model that knows the tools.
        tools: Called by the runs.
        execution: Has a run made and its tool calls answered.
    """
    told = Conversation(number)
    try:
        thread = await do(client.beta.threads.create())
        told.thread_id = thread.id
        for question in questions(number):
            await do(client.beta.threads.messages.create(thread.id, role="user", content=question.text))
            told.said.append(question.text)
            told.begun += 1
            told.answers.append(await execution(client, thread.id, assistant_id=assistant_id, tools=tools))
    except Exception as error:  # noqa: BLE001  # whatever ends it is what has to be judged
        told.error = error
    return told


async def do(outcome: Any) -> Any:
    """Return what a call of a client of either colour comes to."""
    return await outcome if inspect.isawaitable(outcome) else outcome


async def enter(stream: Any) -> Any:
    """Enter a stream of either colour."""
    return await stream.__aenter__() if hasattr(stream, "__aiter__") else stream.__enter__()


async def each(stream: Any) -> AsyncIterator[Any]:
    """Yield the events of a stream of either colour."""
    if hasattr(stream, "__aiter__"):
        async for event in stream:
            yield event
    else:
        for event in stream:
            yield event


def new_assistant(backend: Backend) -> str:
    """Make the assistant that all conversations are held with, past the faults; returns its id."""
    body = json.dumps({"model": "rehearsal", "tools": tool_definitions()}).encode()
    answer = backend.handle("POST", "/assistants", "", {}, body)
    assert 200 == answer.status
    return str(json.loads(answer.body)["id"])


def tool_definitions() -> Sequence[dict[str, Any]]:
    """Return the tools as an assistant is told of them, in the API's own form."""
    return [
        definition("get_leave_balance", "employee_id"),
        definition("get_public_holidays", "country"),
    ]


def definition(name: str, parameter: str) -> dict[str, Any]:
    """Return a function tool with one required text."""
    properties = {parameter: {"type": "string"}}
    parameters = {"type": "object", "properties": properties, "required": [parameter]}
    return {"type": "function", "function": {"name": name, "parameters": parameters}}
