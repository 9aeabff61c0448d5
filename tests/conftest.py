"""Fixtures for every test."""

from __future__ import annotations

import pytest


@pytest.fixture
def anyio_backend() -> str:
    """Run async tests on asyncio; those for other event loops say so themselves."""
    return "asyncio"
