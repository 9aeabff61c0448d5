"""A fault server and a bare client of it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from assistants_v2.testing import FaultServer

from .fault_server import fault_server


@pytest.fixture
def faulty() -> Iterator[FaultServer]:
    """A fault server in front of an empty server of ours; faults are injected by the tests."""
    with fault_server() as server:
        yield server


@pytest.fixture
def client(faulty: FaultServer) -> Iterator[httpx.Client]:
    """A bare client of it."""
    with httpx.Client(base_url=faulty.base_url, timeout=20) as bare:
        yield bare
