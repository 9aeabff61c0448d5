"""The official SDK's tests can be run, and what fails is told."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from ..docs.pages import ROOT
from .running import FILES, PLACE

TEST = """
import pytest
from openai import AsyncOpenAI, OpenAI
from openai.types.beta.threads import Run
from tests.utils import assert_matches_type

class TestRuns:
    def test_cancel(self, client: OpenAI) -> None:
        with pytest.warns(DeprecationWarning):
            run = client.beta.threads.runs.cancel("run_id", thread_id="thread_id")
        assert_matches_type(Run, run, path=["response"])

    async def test_limit(self, async_client: AsyncOpenAI) -> None:
        await async_client.beta.threads.runs.list("thread_id", after="after", limit=0)

    def test_failing(self) -> None:
        assert False
"""


def test_tests_run_on_real_objects(tmp_path: Path) -> None:
    """Failures are named, but for those that the contract wants."""
    for name in FILES:
        path = tmp_path / PLACE / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEST if name == "threads/test_runs" else "")
    command = [sys.executable, "-m", "tests.sdk.running", str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    failed, summary = ended.stdout.splitlines()[-2:]
    assert 1 == ended.returncode
    assert failed.endswith("test_threads_runs.py::TestRuns::test_failing")
    assert "3 functions: 1 passed; 1 refused for limit=0; 1 failed" == summary
