"""The official SDK's tests can be run, and what fails is told."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
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

RECORDED = """
from openai import OpenAI
from openai.types.vector_stores import VectorStoreFileBatch
from tests.utils import assert_matches_type

class TestFileBatches:
    def test_method_retrieve(self, client: OpenAI) -> None:
        batch = client.vector_stores.file_batches.retrieve("batch_id", vector_store_id="vector_store_id")
        assert_matches_type(VectorStoreFileBatch, batch, path=["response"])
"""

MATCHING = """
from typing import get_args

def assert_matches_type(expected, value, path):
    assert isinstance(value, expected)
    type_ = expected.model_fields["object"].annotation
    value = value.object
    assert value in get_args(type_)
"""


def run_checkout(folder: Path, tests: Mapping[str, str]) -> tuple[int, list[str]]:
    """Run a checkout that has these tests; return the exit status and what is printed."""
    for name in FILES:
        path = folder / PLACE / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(tests.get(name, ""))
    (folder / "tests" / "utils.py").write_text(MATCHING)
    command = [sys.executable, "-m", "tests.sdk.running", str(folder)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout.splitlines()


def test_tests_run_on_real_objects(tmp_path: Path) -> None:
    """Failures are named, but for those that the contract wants."""
    status, (*_, official, ours, summary) = run_checkout(tmp_path, {"beta/threads/test_runs": TEST})
    assert 1 == status
    assert ours.endswith("our_clients/test_beta_threads_runs.py::TestRuns::test_failing")
    assert official.endswith("official_clients/test_beta_threads_runs.py::TestRuns::test_failing")
    assert "6 functions: 2 passed; 2 refused for limit=0; 2 failed" == summary


def test_a_failure_is_known_by_the_line_that_it_comes_from(tmp_path: Path) -> None:
    """An answer that was recorded is no failure, though the assertion does not say what it missed."""
    status, (*_, summary) = run_checkout(tmp_path, {"vector_stores/test_file_batches": RECORDED})
    assert 0 == status
    assert "2 functions: 1 a batch is a vector_store.file_batch, as recorded; 1 passed" == summary
