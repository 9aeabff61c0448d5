"""Servers are killed, stopped, locked out and short of disk, and nothing is lost.

`make crash` does it for some minutes.
"""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from ..docs.pages import ROOT
from .audit import Findings
from .notes import Conversation, Life, Notes, Plan, Run, Trouble
from .storm import tell

NOTHING_WRONG = "".join(
    f"; 0 {name}"
    for name in (
        "lost",
        "doubled",
        "unasked",
        "unended",
        "failed",
        "repeated",
        "asked twice",
        "executed twice",
        "stranded",
        "left",
        "locked",
        "damage",
        "defects",
    )
)


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="limits of other processes are Linux's")
def test_nothing_is_lost_in_a_storm(tmp_path: Path) -> None:
    """What was acknowledged is there, each run ends, no answer is paid twice, every thread goes on."""
    program = [sys.executable, "-m", "tests.crash.storm", "--short", "--kills", "10", "--stops", "5"]
    program += ["--folder", str(tmp_path / "new")]
    ended = subprocess.run(program, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    # On a machine that does other things as well it takes long enough to tell how far it is.
    said = [line for line in ended.stderr.splitlines() if not line.endswith("still to be ended")]
    assert (0, []) == (ended.returncode, said), ended.stdout + ended.stderr
    assert ": 10 kills, 5 stops; " in ended.stdout
    assert ended.stdout.endswith(f"{NOTHING_WRONG}\n")


def test_a_storm_is_told_in_a_line() -> None:
    """The two that serve last are ended as well, and not counted."""
    stopped = [Life(number, 0.0, signal.SIGTERM, 1.0, 0.5, 2.5) for number in (1, 2, 3)]
    told = Conversation(1, runs=[Run(Plan("1-1"), "yes", "run_1"), Run(Plan("1-2"))])
    lives = [Life(0, 0.0, signal.SIGKILL, 1.0), *stopped]
    notes = Notes([told], lives=lives, troubles=[Trouble("full", 0.0)])
    expected = (
        "seed 7, 9 s: 1 kills, 1 stops; 0 locks, 1 full disks; 1 threads, 1 runs, 0 model calls; "
        "0 files, 0 in vector stores; slowest stop 1.5 s; 1 lost" + NOTHING_WRONG.removeprefix("; 0 lost")
    )
    assert expected == tell(notes, Findings(lost=["a thread"]), 7, 9.2)
