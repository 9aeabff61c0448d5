"""The recorded exchanges, read once."""

from __future__ import annotations

import pytest

from .recorded import Exchange, read_exchanges


@pytest.fixture(scope="session")
def exchanges() -> list[Exchange]:
    """Return every recorded exchange."""
    return read_exchanges()


@pytest.fixture(scope="session")
def answers(exchanges: list[Exchange]) -> dict[str, list[Exchange]]:
    """Return the exchanges that ended in a JSON object, by operation."""
    grouped: dict[str, list[Exchange]] = {}
    for exchange in exchanges:
        if exchange.succeeded and exchange.body is not None:
            grouped.setdefault(exchange.operation, []).append(exchange)
    return grouped
