"""The processes that the scenarios with separate workers share: started once, for they are slow to start."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from ..databases.places import Admin
from .crews import open_crew


@pytest.fixture(scope="session")
def crew_url(
    postgres_admin: Admin,
    postgres_template: Callable[[], str],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[str]:
    """The base URL of a door whose runs are worked on by other processes, on a database of their own."""
    address = postgres_admin.create(postgres_template())
    with open_crew(tmp_path_factory.mktemp("crew"), address) as url:
        yield url
    postgres_admin.drop(address)
