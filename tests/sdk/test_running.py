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

MATCHING = """
def assert_matches_type(expected, value, path):
    assert isinstance(value, expected)
"""


def test_tests_run_on_real_objects(tmp_path: Path) -> None:
    """Failures are named, but for those that the contract wants."""
    for name in FILES:
        path = tmp_path / PLACE / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEST if name == "beta/threads/test_runs" else "")
    (tmp_path / "tests" / "utils.py").write_text(MATCHING)
    command = [sys.executable, "-m", "tests.sdk.running", str(tmp_path)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    *_, official, ours, summary = ended.stdout.splitlines()
    assert 1 == ended.returncode
    assert ours.endswith("our_clients/test_beta_threads_runs.py::TestRuns::test_failing")
    assert official.endswith("official_clients/test_beta_threads_runs.py::TestRuns::test_failing")
    assert "6 functions: 2 passed; 2 refused for limit=0; 2 failed" == summary
