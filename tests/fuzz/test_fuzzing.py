"""The server answers what schemathesis makes up as the contract says; `make fuzz` sends it far more."""

from __future__ import annotations

import subprocess
import sys

import pytest

from ..docs.pages import ROOT


@pytest.mark.slow
def test_every_finding_of_a_short_campaign_is_explained() -> None:
    """No error, nothing unanswered or unexpected without a reason; all operations work, and ask for a key."""
    program = [sys.executable, "-m", "tests.fuzz.fuzzing", "--examples", "3", "--seed", "1", "--short"]
    ended = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert 0 == ended.returncode, ended.stdout + ended.stderr
    assert "examples: 153 requests; 51 of 51 operations worked" in ended.stdout
