"""Ctrl-C in the middle of a pause of five seconds: how long until the program has control again.

Each time in a fresh interpreter, which says when KeyboardInterrupt reached the code around the call. Ours has
cancelled the run at the server by then; the SDK leaves it at work, so it sends nothing.
"""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from string import Template

from clients import KEY
from harness import Comparison, Contestant, Metric, Sample, Target, agree
from payloads import ASSISTANT, THREAD
from timed_runs import RunServer, serving_runs

PAUSE = 5_000
"""Milliseconds between two looks."""

SETTLED = 0.3
"""Seconds after the run was created in which each client has read the answer and begun its pause."""

CALL = 'create_and_poll(thread_id="$thread", assistant_id="$assistant", poll_interval_ms=$pause, metadata={})'

OURS = {
    "blocking": f"""
from assistants_v2 import Assistants
with Assistants(base_url="$url", api_key="$key") as client:
    left(lambda: client.threads.runs.{CALL})
""",
    "async": f"""
import asyncio
from assistants_v2 import AsyncAssistants
async def wait():
    async with AsyncAssistants(base_url="$url", api_key="$key") as client:
        await client.threads.runs.{CALL}
left(lambda: asyncio.run(wait()))
""",
}

SDK = {
    "blocking": f"""
from openai import OpenAI
with OpenAI(base_url="$url", api_key="$key") as client:
    left(lambda: client.beta.threads.runs.{CALL})
""",
    "async": f"""
import asyncio
from openai import AsyncOpenAI
async def wait():
    async with AsyncOpenAI(base_url="$url", api_key="$key") as client:
        await client.beta.threads.runs.{CALL}
left(lambda: asyncio.run(wait()))
""",
}

REPORT = """
import time
def left(call):
    try:
        call()
    except KeyboardInterrupt:
        print(time.monotonic())
"""


def interrupted(server: RunServer, script: str, cancels: int) -> Contestant:
    """Return a contestant that waits for a run until it is interrupted.

    Args:
        server: Where the run is.
        script: The program.
        cancels: How many requests to cancel the run it must have sent by then.
    """
    fields = {"url": server.base_url, "key": KEY, "thread": THREAD, "assistant": ASSISTANT, "pause": PAUSE}
    text = REPORT + Template(script).substitute(fields)
    command = [sys.executable, "-W", "ignore::DeprecationWarning", "-c", text]

    def sample() -> Sample:
        before = len(server.log())
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            while len(server.log()) == before:
                time.sleep(0.01)
            time.sleep(SETTLED)
            pressed = time.monotonic()
            process.send_signal(signal.SIGINT)
            out, _ = process.communicate()
        sent = [entry["path"] for entry in server.log()[before:]]
        agree("the cancellations", cancels, sum(path.endswith("/cancel") for path in sent))
        return {"left": float(out) - pressed}

    return sample


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with serving_runs() as server:
        yield [
            Comparison(
                f"Ctrl-C in a pause of {PAUSE / 1e3:g} s, {colour}",
                interrupted(server, OURS[colour], cancels=1),
                interrupted(server, SDK[colour], cancels=0),
                None,
                (Metric("left", "until control is back, ms", 1e3, Target(at_most=200)),),
            )
            for colour in OURS
        ]
