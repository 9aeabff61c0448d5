"""Conversations with tools while a fifth of all requests goes wrong: what becomes of them. Run when named.

The conversations, the faults and the audit are those of the tests. Our side is `execute`; the SDK's is the
loop that its documentation shows around `create_and_poll`. Both get the same seed, which decides with a
conversation's number what happens to its requests. Nothing is timed: the table counts what must not be.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

from assistants_v2 import APIError, Assistants
from clients import KEY
from harness import agree
from rich.console import Console
from rich.table import Table

SEED = 20260826
RATE = 0.2
CONVERSATIONS = 200

AT_ONCE = 30
"""Conversations that are held side by side."""

NAMES = {
    "tools_run_twice": "tool calls made more than once",
    "outputs_lost": "tool outputs lost",
    "messages_twice": "messages doubled",
    "messages_lost": "messages lost",
    "runs_twice": "runs doubled",
    "runs_left_active": "runs left active, their threads locked",
    "bad_endings": "errors without a type, or without the run's id",
}


Contestant = tuple[Callable[[str, dict[str, str]], Any], Any]
"""Makes a client from the server's address and the headers to send, and has a run made and its tool calls
answered; None for our `execute`."""


@dataclass(frozen=True)
class Outcome:
    """What became of one contestant's conversations.

    Attributes:
        answered: How many came to all their answers.
        failed: How many ended in an error.
        struck: The share of requests that something went wrong with.
        findings: How often each thing that must not be was.
    """

    answered: int
    failed: int
    struck: float
    findings: dict[str, int]


def our_client(url: str, headers: dict[str, str]) -> Any:
    """Return our client, which may mark what it creates."""
    return Assistants(base_url=url, api_key=KEY, headers=headers, idempotency_metadata="nonce")


def sdk_client(url: str, headers: dict[str, str]) -> Any:
    """Return the SDK's client."""
    from openai import OpenAI

    return OpenAI(base_url=url, api_key=KEY, default_headers=headers)


async def documented_loop(client: Any, thread_id: str, *, assistant_id: str, tools: Any) -> str:
    """Take a run to its end as the SDK's documentation does, and return the text of its answer."""
    threads = client.beta.threads
    functions = {function.__name__: function for function in tools.functions}
    run = threads.runs.create_and_poll(thread_id=thread_id, assistant_id=assistant_id)
    while run.status == "requires_action":
        outputs = [
            {"tool_call_id": call.id, "output": functions[call.function.name](**arguments(call))}
            for call in run.required_action.submit_tool_outputs.tool_calls
        ]
        run = threads.runs.submit_tool_outputs_and_poll(
            run_id=run.id, thread_id=thread_id, tool_outputs=outputs
        )
    if run.status != "completed":
        raise RuntimeError(f"run {run.id} is {run.status}")
    said = threads.messages.list(thread_id, run_id=run.id, order="asc")
    return "".join(part.text.value for message in said for part in message.content)


def arguments(call: Any) -> dict[str, Any]:
    """Return what a function is called with."""
    read: dict[str, Any] = json.loads(call.function.arguments)
    return read


def hold(contestant: Contestant, times: int, rate: float) -> Outcome:
    """Hold conversations with one kind of client, and find out what became of them.

    Args:
        contestant: Makes the clients, and knows how a run is made and its tool calls answered.
        times: How many conversations.
        rate: The share of requests that go wrong.
    """
    make_client, execution = contestant
    audit, conversations, server = (
        import_module(f"faults.{name}") for name in ("audit", "conversations", "fault_server")
    )
    tools = conversations.Tools()
    with server.fault_server(seed=SEED, rate=rate) as faulty:
        options = {
            "assistant_id": conversations.new_assistant(faulty.backend),
            "tools": tools,
            "execution": execution or conversations.execute,
        }

        def converse(number: int) -> Any:
            with make_client(faulty.base_url, {server.STREAM_HEADER: str(number)}) as client:
                return asyncio.run(conversations.converse(client, number, **options))

        with ThreadPoolExecutor(AT_ONCE) as pool:
            told = [*pool.map(converse, range(times))]
        for conversation in told:
            conversation.error = as_typed(conversation.error)
        found = audit.audit(faulty.backend, told, tools)
        struck = len(faulty.struck) / len(faulty.log)
    failed = sum(conversation.error is not None for conversation in told)
    counts = {name: len(getattr(found, name)) for name in NAMES}
    return Outcome(len(told) - failed, failed, struck, counts)


def as_typed(error: Exception | None) -> Exception | None:
    """Return an error of the SDK's own kind as the audit knows typed errors, and any other as it is."""
    from openai import OpenAIError

    return APIError(str(error)) if isinstance(error, OpenAIError) else error


def show() -> None:
    """Hold the conversations and print what became of them, side by side."""
    sys.path.append(str(Path(__file__).parents[2] / "tests"))
    contestants: list[Contestant] = [(sdk_client, documented_loop), (our_client, None)]
    undisturbed = [hold(contestant, AT_ONCE, rate=0.0).answered for contestant in contestants]
    agree("conversations that nothing happens to", AT_ONCE, *undisturbed)
    outcomes = [hold(contestant, CONVERSATIONS, RATE) for contestant in contestants]
    table = Table(title=f"{CONVERSATIONS} conversations with tools, {RATE:.0%} of all requests struck")
    table.add_column("what")
    for title in ("SDK", "ours"):
        table.add_column(title, justify="right")
    for row in rows(outcomes):
        table.add_row(*row)
    Console(width=max(100, Console().width)).print(table)


def rows(outcomes: Sequence[Outcome]) -> list[tuple[str, ...]]:
    """Return the table's rows, one column an outcome."""
    return [
        ("conversations that came to all answers", *(str(each.answered) for each in outcomes)),
        ("conversations that ended in an error", *(str(each.failed) for each in outcomes)),
        *((text, *(str(each.findings[name]) for each in outcomes)) for name, text in NAMES.items()),
        ("requests struck", *(f"{each.struck:.1%}" for each in outcomes)),
    ]
