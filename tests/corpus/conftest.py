"""The recorded exchanges of each source, read once."""

from __future__ import annotations

import pytest

from .recorded import SOURCES, Exchange, read_exchanges


@pytest.fixture(scope="session", params=SOURCES)
def exchanges(request: pytest.FixtureRequest) -> list[Exchange]:
    """Return every exchange of a source; a test that asks for them runs once for each source."""
    return read_exchanges(request.param)


@pytest.fixture(scope="session")
def answers(exchanges: list[Exchange]) -> dict[str, list[Exchange]]:
    """Return the exchanges that ended in a JSON object, by operation."""
    grouped: dict[str, list[Exchange]] = {}
    for exchange in exchanges:
        if exchange.answered:
            grouped.setdefault(exchange.operation, []).append(exchange)
    return grouped
