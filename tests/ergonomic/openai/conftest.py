"""What the tests of the official SDK's face share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from assistants_v2_raw.results import PEERS


@pytest.fixture(autouse=True)
def _forget_peers() -> Iterator[None]:
    """Have objects show their own class again after a test: the process is shared with others."""
    yield
    PEERS.clear()
