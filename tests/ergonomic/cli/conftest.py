"""Where verbs are tried: a database file, our server over HTTP, and a server that is known by a profile."""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import pytest
from assistants_v2_server import Server, create_app

from ...server.loopback import served

KEY = "sk-loopback"
"""The key of the servers over HTTP."""


@pytest.fixture(params=["database", "server", "profile"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[list[str]]:
    """Yield the options that say where a verb works, in each of the three ways."""
    path = tmp_path / "kept.db"
    if request.param == "database":
        Server(path).close()
        yield ["--database", str(path)]
        return
    profile = ["--profile", "foundry", "--api-version", "v1"] if request.param == "profile" else []
    with Server(path) as server, served(create_app(server, api_keys=[KEY])) as address:
        yield ["--base-url", f"{address}/v1", "--api-key", KEY, *profile]
