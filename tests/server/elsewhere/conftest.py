"""Fixtures of servers whose files are elsewhere."""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

import httpx
import pytest
from assistants_v2_server import Upstream

from ...databases.places import Databases
from ..driving import find_place
from .others import OpenHere, open_here


@pytest.fixture
def opening(databases: Databases) -> OpenHere:
    """Opens embedded servers that hand requests over; see `open_here`."""

    def open_at(
        upstream: Upstream | None, path: Any = None, **options: Any
    ) -> AbstractContextManager[httpx.Client]:
        return open_here(upstream, find_place(databases, path), **options)

    return open_at
