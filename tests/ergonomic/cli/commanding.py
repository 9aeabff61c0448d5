"""Run the command in this process, and look at what it did: `run("threads", "list", …)`.

Whoever tests a verb uses `run`. With the fixture `place` of conftest.py a test runs against a database file,
our served server, and a server that is known by a profile.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from unittest.mock import patch

from assistants_v2.cli import main
from assistants_v2.cli.command import VerbCommand
from attrs import frozen

PLACES = ("ASSISTANTS_BASE_URL", "OPENAI_BASE_URL", "ASSISTANTS_PATH", "ASSISTANTS_API_KEY", "OPENAI_API_KEY")
"""The variables by which the environment of whoever runs the tests could tell a verb where to work."""


@frozen
class Outcome:
    """What a command did.

    Attributes:
        status: Its exit status.
        out: What it wrote on standard output.
        err: What it wrote on standard error.
    """

    status: int
    out: str
    err: str


class _Stream(io.TextIOWrapper):
    """A text stream over memory, with an encoding, at a terminal or not."""

    def __init__(self, data: bytes, encoding: str, is_terminal: bool) -> None:
        self.kept = io.BytesIO(data)
        super().__init__(self.kept, encoding=encoding, newline="\n")
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal


def run(
    *words: str,
    stdin: str = "",
    encoding: str = "utf-8",
    is_terminal: bool = False,
    environment: dict[str, str] | None = None,
) -> Outcome:
    """Run the command to its end.

    Args:
        words: What follows `assistants-v2`.
        stdin: What it can read; nothing by default.
        encoding: That of its three streams.
        is_terminal: Whether these are a terminal; by default they are not.
        environment: Further variables; those that say where a verb works are not there without it.
    """
    streams = [_Stream(data, encoding, is_terminal) for data in (stdin.encode(encoding), b"", b"")]
    kept = {name: text for name, text in os.environ.items() if name not in PLACES}
    with (
        patch.dict(os.environ, {**kept, "COLUMNS": "100", **(environment or {})}, clear=True),
        patch.multiple(sys, stdin=streams[0], stdout=streams[1], stderr=streams[2]),
    ):
        status = main(words)
        written: list[str] = []
        for stream in streams[1:]:
            stream.flush()
            written.append(stream.kept.getvalue().decode(encoding))
    return Outcome(status, *written)


def check_words(words: Sequence[str]) -> None:
    """Raise AssertionError if there is no such verb, or it does not take these words; nothing is run."""
    with (
        patch.object(VerbCommand, "invoke", return_value=0),
        patch("typer.completion.install", return_value=("bash", "nowhere")),  # it would write into the home
    ):
        done = run(*words)
    assert 0 == done.status, done.err
