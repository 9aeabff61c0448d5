"""From nothing to a client that is ready, and on to its first answer, each time in a fresh interpreter.

An interpreter's own start counts for all three. It reports on itself at the moment it is ready, before it
shuts down. Ours has opened no connection and built no TLS context by then, the other two have; the first
answer, where everybody has, is what makes that up.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from string import Template

from clients import KEY
from harness import Comparison, Contestant, Metric, Sample, Target
from loopback import RUN, serving
from payloads import THREAD

PLAIN = """
import sys
sys.modules["click"] = sys.modules["trio"] = None
"""
"""As in a plain installation, which has neither; where they are, httpx and httpcore load them."""

READY = {
    "ours": """
from assistants_v2 import Assistants
runs = Assistants(base_url="$url", api_key="$key").threads.runs
""",
    "sdk": """
from openai import OpenAI
runs = OpenAI(base_url="$url", api_key="$key").beta.threads.runs
""",
    "floor": """
import httpx, json
client = httpx.Client()
""",
}

ANSWERED = {
    "ours": READY["ours"] + 'runs.retrieve("$run", thread_id="$thread")',
    "sdk": READY["sdk"] + 'runs.retrieve("$run", thread_id="$thread")',
    "floor": READY["floor"] + 'json.loads(client.get("$url/threads/$thread/runs/$run").content)',
}

REPORT = """
import sys, time
cpu, wall, modules = time.process_time(), time.time(), len(sys.modules)
import json, pathlib, re
status = pathlib.Path("/proc/self/status")
if status.exists():  # what getrusage says includes the memory of the process that started this one
    memory = int(re.search(r"VmHWM:\\s+(\\d+)", status.read_text())[1]) * 1024
else:
    import resource
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps({"cpu": cpu, "wall": wall, "modules": modules, "memory": memory}))
"""


def fresh(script: str, url: str) -> Contestant:
    """Return a contestant that runs the script in a fresh interpreter, deaf to PYTHON… variables."""
    text = Template(script).substitute(url=url, key=KEY, run=RUN, thread=THREAD)
    command = [sys.executable, "-I", "-W", "ignore::DeprecationWarning", "-c", PLAIN + text + REPORT]

    def sample() -> Sample:
        started = time.time()
        done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
        report: dict[str, float] = json.loads(done.stdout)
        return {**report, "wall": report["wall"] - started}

    return sample


def metrics(cpu: Target, memory: Target) -> tuple[Metric, ...]:
    """Return the metrics of a start, with the targets for two of them."""
    return (
        Metric("cpu", "CPU ms", 1e3, cpu),
        Metric("wall", "wall ms", 1e3),
        Metric("memory", "memory MB", 1 / 2**20, memory),
        Metric("modules", "modules"),
    )


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    with serving() as url:
        ready = {name: fresh(script, url) for name, script in READY.items()}
        answered = {name: fresh(script, url) for name, script in ANSWERED.items()}
        yield [
            Comparison(
                "import, client, first resource",
                ready["ours"],
                ready["sdk"],
                ready["floor"],
                metrics=metrics(Target(of_sdk=6, of_floor=1.5), Target(of_sdk=1 / 0.48)),
            ),
            Comparison(
                "… and the first answer",
                answered["ours"],
                answered["sdk"],
                answered["floor"],
                metrics=metrics(Target(), Target()),
            ),
        ]
