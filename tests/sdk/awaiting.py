"""What the official SDK's tests need of pytest, whoever's clients they have."""

from __future__ import annotations

import inspect
from typing import Any
from unittest.mock import MagicMock

import pytest


@pytest.fixture
def anyio_backend() -> str:
    """The event loop that the tests were written for."""
    return "asyncio"


@pytest.fixture
def respx2_mock() -> Any:
    """Take the answers that tests of downloads make up, and use none: there is a file to download."""
    return MagicMock()


def pytest_collection_modifyitems(items: list[pytest.Function]) -> None:
    """Have async tests awaited."""
    for item in items:
        if inspect.iscoroutinefunction(item.function):
            item.add_marker(pytest.mark.anyio)
