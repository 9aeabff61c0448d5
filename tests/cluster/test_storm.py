"""Doors, workers and their PostgreSQL are killed, stopped and cut off, and nothing is lost.

`make chaos-cluster` does it for some minutes.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from ..crash.audit import Findings, count_faults
from ..databases.programs import explain_absence
from ..docs.pages import ROOT
from ..waiting import wait_until
from .storm import SHORT, Storm, tell

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="a process that ends with its parent is Linux's"),
    pytest.mark.skipif(explain_absence() is not None, reason=f"no PostgreSQL: {explain_absence()}"),
]


@contextmanager
def storming(*options: str) -> Iterator[subprocess.Popen[str]]:
    """Have a storm in a process, which ends with the block, and with it all that it has started."""
    command = [sys.executable, "-m", "tests.cluster.storm", "--short", *options]
    process = subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def is_gone(group: int) -> bool:
    """Say whether no process of a group is left."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def test_nothing_is_lost_in_a_storm(tmp_path: Path) -> None:
    """What was acknowledged is there once, each run and each stream ends, no answer is paid twice."""
    with storming("--seed", "1", "--folder", str(tmp_path)) as process:
        said, complained = process.communicate(timeout=SHORT.limit + 60)
        assert 0 == process.returncode, said + complained
    assert all(f"{count} {kind}" in said for kind, count in SHORT.counts.items()), said
    assert f"; {SHORT.conversations} conversations, " in said
    assert is_gone(process.pid)


def test_a_storm_without_an_end_is_given_up() -> None:
    """It says what it was at, and leaves no process."""
    with storming("--limit", "8") as process:
        _, complained = process.communicate(timeout=120)
        assert 2 == process.returncode
    assert "storm: given up after 8 s while " in complained
    wait_until(lambda: is_gone(process.pid))


def test_a_storm_that_is_killed_leaves_nothing(tmp_path: Path) -> None:
    """Its processes end with it, also those that stand still."""
    with storming("--folder", str(tmp_path)) as process:
        wait_until(lambda: (tmp_path / "life-0.log").exists())
        process.kill()
        wait_until(lambda: process.poll() is not None and is_gone(process.pid))


def test_a_storm_is_told_in_a_line(tmp_path: Path) -> None:
    """With what there was of troubles and of faults."""
    storm = Storm(SHORT, 7, tmp_path)
    storm.notes.begin()
    said = tell(storm, Findings(lost=["a thread"]), 9.2)
    assert said.startswith("seed 7, 9 s: ")
    assert "; 1 conversations, 0 runs, 0 model calls; " in said
    assert "; 1 lost; 0 doubled; " in said
    assert Counter({"lost": 1}) == +count_faults(Findings(lost=["a thread"]))
