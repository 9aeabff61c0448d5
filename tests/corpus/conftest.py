"""The recorded exchanges of each source, read once."""

from __future__ import annotations

import pytest

from .recorded import SOURCES, Exchange, read_exchanges
from .replaying import what_is_wrong


@pytest.fixture(scope="session", params=SOURCES)
def recorded(request: pytest.FixtureRequest) -> list[Exchange]:
    """Return every exchange of a source; a test that asks for them runs once for each source."""
    return read_exchanges(request.param)


@pytest.fixture(scope="session")
def misread(recorded: list[Exchange]) -> dict[str, str]:
    """Return what is wrong with the answers that cannot be read, by id."""
    found = {exchange.id: what_is_wrong(exchange) for exchange in recorded}
    return {name: wrong for name, wrong in found.items() if wrong}


@pytest.fixture(scope="session")
def exchanges(recorded: list[Exchange], misread: dict[str, str]) -> list[Exchange]:
    """Return the exchanges whose answers can be read."""
    return [exchange for exchange in recorded if exchange.id not in misread]


@pytest.fixture(scope="session")
def answers(exchanges: list[Exchange]) -> dict[str, list[Exchange]]:
    """Return the exchanges that ended in a JSON object, by operation."""
    grouped: dict[str, list[Exchange]] = {}
    for exchange in exchanges:
        if exchange.answered:
            grouped.setdefault(exchange.operation, []).append(exchange)
    return grouped
