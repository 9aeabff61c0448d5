"""Makes the scripts importable: they are no package, and Python finds them only when it runs one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))


def pytest_configure(config: pytest.Config) -> None:
    """Make the slow tests known, so that `-m 'not slow'` leaves them out."""
    config.addinivalue_line("markers", "slow: takes seconds, to compile the contract or to check types")
