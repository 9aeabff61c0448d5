"""The model endpoint of a storm, as a process of its own that writes each request down before it answers.

    python -m tests.cluster.endpoint asks.jsonl

It says where it is, and ends when whoever started it closes its standard input, or is gone. `storm` starts
it.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from attrs import asdict

from ..crash.endpoint import ModelEndpoint
from ..crash.notes import Ask

_PATIENCE = 60.0
"""Seconds that it gets to begin; other programs may keep the machine busy."""


@asynccontextmanager
async def asking(path: Path) -> AsyncIterator[str]:
    """Run the endpoint for the time of a block, which gets its address; it writes to a file."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.cluster.endpoint", str(path)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        yield (await asyncio.wait_for(process.stdout.readline(), _PATIENCE)).decode().strip()
    finally:
        process.stdin.close()
        try:
            await asyncio.wait_for(process.wait(), _PATIENCE)
        except TimeoutError:
            process.kill()
            await process.wait()


def read_asks(path: Path) -> list[Ask]:
    """Return what was written to a file."""
    return [Ask(**json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def main(path: str) -> None:
    """Answer until nobody wants it any more."""
    with Path(path).open("a", encoding="utf-8") as file:

        def note(ask: Ask) -> None:
            file.write(json.dumps(asdict(ask)) + "\n")
            file.flush()

        with ModelEndpoint(note).serve() as address:
            sys.stdout.write(f"{address}\n")
            sys.stdout.flush()
            sys.stdin.read()


if __name__ == "__main__":
    main(*sys.argv[1:])
