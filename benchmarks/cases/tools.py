"""A run that asks for three tools of 100 ms each: the time beyond what the model and one tool take.

Ours is `execute`. The SDK's side is the loop that its documentation shows: poll, call the tools one after the
other, submit, poll, list the messages. The server streams for one comparison, and does not for the other.
Several such runs go side by side, whose models think for different
times, so that it does not matter when between two looks they ask.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import fmean
from typing import Any

from clients import official, ours
from harness import Comparison, Metric, Sample, Target, agree
from payloads import ASSISTANT, JSON, message
from timed_runs import TOOLS, RunServer, metadata, requests_for, serving_runs, thread_of

TOOL = 0.1
"""Seconds that a tool takes."""

RUNS = 8
"""How many runs go side by side."""

ROUNDS = 3

FOLLOWED = (Metric("beyond", "beyond model and one tool, ms", 1e3, Target(at_most=60)),)

POLLED = (
    Metric("beyond", "beyond model and one tool, ms", 1e3),
    Metric("polls", "… of it, until a look", 1e3),
    Metric("rest", "… all else", 1e3, Target(at_most=60)),
)

Conversation = Callable[[str, dict[str, str]], tuple[str, str]]
"""Holds a run on a thread, with metadata, and returns its id and its answer."""


def look_up_record_1(record: str, section: str, year: int) -> str:
    """Look up a record of the archive.

    Args:
        record: Its number.
        section: What to read of it.
        year: Only what was written in this year.
    """
    time.sleep(TOOL)
    return f"{record}, {section}, {year}"


def by_ours(client: Any) -> Conversation:
    """Return how our users do it."""

    def converse(thread: str, told: dict[str, str]) -> tuple[str, str]:
        result = client.threads.runs.execute(
            thread, assistant_id=ASSISTANT, functions=[look_up_record_1], metadata=told
        )
        agree("the tools called", TOOLS, len(result.tool_calls))
        return result.run.id, result.text

    return converse


def by_sdk(sdk: Any) -> Conversation:
    """Return how the SDK's documentation does it."""
    threads = sdk.beta.threads

    def converse(thread: str, told: dict[str, str]) -> tuple[str, str]:
        run = threads.runs.create_and_poll(thread_id=thread, assistant_id=ASSISTANT, metadata=told)
        agree("what the run waits for", "requires_action", run.status)
        outputs = [
            {"tool_call_id": call.id, "output": look_up_record_1(**json.loads(call.function.arguments))}
            for call in run.required_action.submit_tool_outputs.tool_calls
        ]
        agree("the tools called", TOOLS, len(outputs))
        run = threads.runs.submit_tool_outputs_and_poll(thread_id=thread, run_id=run.id, tool_outputs=outputs)
        agree("a run's status", "completed", run.status)
        (said,) = threads.messages.list(thread_id=thread).data
        return run.id, said.content[0].text.value

    return converse


def held(server: RunServer, converse: Conversation, *, streams: bool) -> Sample:
    """Hold some runs at once and return what they took on average."""
    expected = message(1)["content"][0]["text"]["value"]

    def hold(number: int) -> tuple[str, float, float]:
        began = time.monotonic()
        told = metadata(asks_at=began + thinks(number), thinks=thinks(RUNS - 1 - number))
        run_id, text = converse(thread_of(number), told)
        took = time.monotonic() - began
        agree("the answer", expected, text)
        return run_id, began, took

    with ThreadPoolExecutor(RUNS) as pool:
        ended = [*pool.map(hold, range(RUNS))]
    model = thinks(0) + thinks(RUNS - 1)
    if streams:  # nothing is looked at
        return {"beyond": fmean(took for _, _, took in ended) - model - TOOL}
    log = server.log()
    samples = [
        parts(
            requests_for(log, run_id), began + thinks(number), thinks(RUNS - 1 - number), took - model - TOOL
        )
        for number, (run_id, began, took) in enumerate(ended)
    ]
    return {metric.key: fmean(sample[metric.key] for sample in samples) for metric in POLLED}


def thinks(number: int) -> float:
    """Return the seconds for which a model thinks; in all, each run's thinks for equally long."""
    return 0.3 + number / RUNS


def parts(log: Sequence[JSON], asks_at: float, thought: float, beyond: float) -> Sample:
    """Return what the time beyond model and one tool was spent on.

    Args:
        log: The requests for the run.
        asks_at: When it asked for its tools.
        thought: For how many seconds it thought about their outputs.
        beyond: The time in all.
    """
    asked = next(entry["at"] for entry in log if entry["status"] == "requires_action")
    submitted = next(entry["at"] for entry in log if entry["path"].endswith("/submit_tool_outputs"))
    done = next(entry["at"] for entry in log if entry["status"] == "completed")
    polls = asked - asks_at + done - (submitted + thought)
    return {"beyond": beyond, "polls": polls, "rest": beyond - polls}


@contextmanager
def compared(*, streams: bool) -> Generator[Comparison]:
    """Yield the comparison at a server that streams or does not."""
    with (
        serving_runs(streams=streams) as server,
        ours(server.base_url) as client,
        official(server.base_url) as sdk,
    ):
        contestants = by_ours(client), by_sdk(sdk)
        for converse in contestants:  # loads what is loaded late
            converse(thread_of(0), metadata(asks_at=0, thinks=0))
        yield Comparison(
            f"a run that asks for {TOOLS} tools of {1e3 * TOOL:g} ms, {'streamed' if streams else 'polled'}",
            lambda: held(server, contestants[0], streams=streams),
            lambda: held(server, contestants[1], streams=streams),
            None,
            FOLLOWED if streams else POLLED,
            rounds=ROUNDS,
        )


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with compared(streams=True) as streamed, compared(streams=False) as polled:
        yield [streamed, polled]
