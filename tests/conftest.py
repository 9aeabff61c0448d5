"""Fixtures and settings for every test."""

from __future__ import annotations

import os
import signal

import pytest
from hypothesis import HealthCheck, settings

from .databases.fixtures import (
    ONLY_SQLITE,
    add_option,
    choose_kinds,
    cluster,
    databases,
    postgres_admin,
    postgres_databases,
    postgres_spare,
    postgres_template,
)

__all__ = [
    "cluster",
    "databases",
    "postgres_admin",
    "postgres_databases",
    "postgres_spare",
    "postgres_template",
]

settings.register_profile(
    "tests",
    deadline=None,  # how long an example takes says more about the machine than about the code
    suppress_health_check=[HealthCheck.too_slow],  # so does how long it takes to make one
    print_blob=True,
    derandomize="CI" in os.environ,  # a change is judged by the same examples each time; elsewhere they vary
)
settings.load_profile("tests")

# What a shell runs in its background ignores Ctrl-C, and so does all that it starts; tests press it.
signal.signal(signal.SIGINT, signal.default_int_handler)


pytest_addoption = add_option

pytest_generate_tests = choose_kinds


def pytest_configure(config: pytest.Config) -> None:
    """Make the marks known: those of slow tests, which `-m 'not slow'` leaves out, and of SQLite's own."""
    what = "compiles the contract, checks types, looks at pages with a browser, or storms a server"
    config.addinivalue_line("markers", f"slow: takes many seconds; it {what}")
    config.addinivalue_line("markers", f"{ONLY_SQLITE}(reason): is about what only SQLite has")


@pytest.fixture
def anyio_backend() -> str:
    """Run async tests on asyncio; those for other event loops say so themselves."""
    return "asyncio"
