"""What is told while many conversations are held and a fifth of all requests fails: no key and no content.

The log has every line that client and server write, as any program would write it, and the spans and metrics
are all there are. `CHAOS=2000` in the environment holds so many conversations instead of a few.
"""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Generator, Iterable, Sequence
from contextlib import contextmanager

import pytest

from ..ergonomic.observers.spans import keep_spans
from .conversations import Conversation, Tools, new_assistant, output_for, questions
from .fault_server import fault_server
from .test_chaos import RATE, SEED, Hall

CONVERSATIONS = int(os.environ.get("CHAOS") or 60)
KEY = "sk-chaos-swordfish"
FAILURE = "the database of employees says"


class FailingTools(Tools):
    """Tools of which one in three calls raises an exception that quotes what it was called with."""

    def _run(self, argument: str) -> str:
        output = super()._run(argument)
        if sum(argument.encode()) % 3 == 0:
            raise LookupError(f"{FAILURE} {output}")
        return output


class _Lines(logging.Handler):
    """Keeps each line as `logging` formats it by default, with the texts of exceptions."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@contextmanager
def keep_lines() -> Generator[list[str]]:
    """Keep all that client and server log."""
    handler = _Lines()
    logs = [logging.getLogger(name) for name in ("assistants_v2", "assistants_v2_server")]
    levels = [log.level for log in logs]
    for log in logs:
        log.addHandler(handler)
        log.setLevel(logging.DEBUG)
    try:
        yield handler.lines
    finally:
        for log, level in zip(logs, levels, strict=True):
            log.removeHandler(handler)
            log.setLevel(level)


def list_content(told: Sequence[Conversation]) -> Iterable[str]:
    """Return everything that was said in conversations, and the key."""
    yield from (KEY, FAILURE)
    for conversation in told:
        yield from conversation.answers
        for question in questions(conversation.number):
            yield question.text
            for argument in question.arguments:
                yield from (argument, output_for(argument))


@pytest.mark.parametrize("colour", ["blocking", "async"])
def test_neither_log_nor_spans_hold_key_or_content(colour: str) -> None:
    """All that is told at the finest level has ids, names, statuses and times."""
    numbers = range(CONVERSATIONS // 2)
    with keep_lines() as lines, keep_spans() as kept, fault_server(seed=SEED, rate=RATE) as faulty:
        hall = Hall(faulty, new_assistant(faulty.backend), FailingTools(), api_key=KEY)
        told = hall.blocking(numbers) if colour == "blocking" else asyncio.run(hall.cooperative(numbers))
        everything = "\n".join([*lines, kept.to_text()])
    threads = [each.thread_id for each in told if each.thread_id]
    assert len(threads) > len(told) / 2
    assert all(thread_id in everything for thread_id in threads)  # so what is looked for could be found
    for sign in (
        "has failed with LookupError",
        "trying again in",
        "invoke_agent",
        "execute_tool",
        "url.full",
    ):
        assert sign in everything
    assert {"DEBUG", "INFO", "WARNING"} <= {line.split(" ", 1)[0] for line in lines}
    assert [] == [content for content in filter(None, list_content(told)) if content in everything]
