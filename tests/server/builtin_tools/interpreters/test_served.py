"""Both interpreters in a whole server: files that it keeps go in, files that code makes come out."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from assistants_v2 import Assistants

from ....databases.places import Databases
from ...driving import find_place
from ...walking_through import Reader, run_code


@pytest.mark.parametrize("database", [":memory:", "a.db"])
def test_code_reads_a_stored_file_and_makes_another(
    name: str, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, databases: Databases
) -> None:
    """Wherever the bytes of files are, and whatever runs the code."""
    monkeypatch.chdir(tmp_path)
    with Assistants.local(
        find_place(databases, database), model=Reader(), interpreter=cast("Any", name)
    ) as client:
        text, made, _ = run_code(client)
    assert text.startswith("total 7")
    assert "7" == made
