"""What counts as a secret in the logs and spans of a storm."""

from __future__ import annotations

import pytest

from .documents import Document
from .endpoint import write_code, write_key
from .notes import Message, Plan
from .secrecy import find_secret

PLAN = Plan("12-3", rounds=1, words=5)


@pytest.mark.parametrize(
    "secret",
    [
        write_key(7),
        Message("message 3 of conversation 12").text,
        "output 1 of 12-3",
        PLAN.write(),
        PLAN.answer(["x"]),
        write_code("12-3", 1),
        Document(3, "note").name,
        Document(3, "note").list_lines()[0],
    ],
)
def test_whatever_a_storm_is_made_of_is_one(secret: str) -> None:
    """Keys and all kinds of content."""
    assert find_secret(f'{{"message": "run x failed: {secret}"}}'.encode()) is not None


@pytest.mark.parametrize(
    "line",
    [
        '{"message": "run run_1 turn 1 of m took 3.1 ms: stop, 0 calls, 0 + 0 tokens", "run_id": "run_1"}',
        '{"message": "127.0.0.1:80 began to answer after 1.0 ms: 200", "level": "debug"}',
        '{"message": "GET getThread 200 1.0 ms req_1", "operation": "getThread"}',
        '{"message": "run run_1 call call_1 of code_interpreter was made in 1.0 ms"}',
    ],
)
def test_what_logs_are_for_is_none(line: str) -> None:
    """Ids, models, numbers and codes."""
    assert find_secret(line.encode()) is None
