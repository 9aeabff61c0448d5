"""What the tests of pages share: what every reader has a copy of, and the scripts that make pages."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from .furnishing import make_store

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of what readers have; it is made once, and copied."""
    folder = tmp_path_factory.mktemp("store")
    make_store(folder)
    return folder
