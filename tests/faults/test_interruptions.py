"""No interruption leaves a run at work; `make interruptions` interrupts a thousand calls instead of some."""

from __future__ import annotations

import subprocess
import sys

from ..docs.pages import ROOT


def test_no_interrupted_call_leaves_its_run_at_work() -> None:
    """Ctrl-C, a cancelled task, a time-out, at random moments: each run is cancelled, or never made."""
    program = [sys.executable, "-m", "tests.faults.interruptions", "--count", "48", "--seed", "1"]
    ended = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert 2 == ended.stdout.count("; runs left at work: 0\n"), ended.stdout + ended.stderr
