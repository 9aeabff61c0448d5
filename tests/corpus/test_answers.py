"""Every recorded answer is read by its endpoint's own functions, and written back as it came."""

from __future__ import annotations

import pytest

from .operations import OPERATIONS
from .recorded import Exchange
from .replaying import ask_raw, ask_raw_async, raw_arguments, recorded_answer
from .walking import exact

Answers = dict[str, list[Exchange]]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_recorded_answers_come_back_equal(operation: str, answers: Answers) -> None:
    """The blocking function reads each answer as the operation's model, which writes it back equal."""
    assert answers[operation]
    for exchange in answers[operation]:
        response = ask_raw(recorded_answer(exchange), operation, raw_arguments(exchange))
        assert exchange.status == response.status_code, exchange.id
        assert OPERATIONS[operation].answer is type(response.parsed), exchange.id
        assert exact(exchange.body) == exact(response.parsed.to_dict()), exchange.id


@pytest.mark.anyio
@pytest.mark.parametrize("operation", OPERATIONS)
async def test_async_functions_read_the_same(operation: str, answers: Answers) -> None:
    """The async function reads an answer of each structure as the operation's model, and it is equal."""
    assert answers[operation]
    for exchange in {exchange.shape: exchange for exchange in answers[operation]}.values():
        response = await ask_raw_async(recorded_answer(exchange), operation, raw_arguments(exchange))
        assert OPERATIONS[operation].answer is type(response.parsed), exchange.id
        assert exact(exchange.body) == exact(response.parsed.to_dict()), exchange.id
