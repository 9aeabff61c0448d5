"""What is done with generated files whatever is in them: formatted, listed, compared.

Used by `generate` for the raw client and by `faces` for what is made from the layer above it.
"""

from __future__ import annotations

import filecmp
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class GenerationError(Exception):
    """Something could not be generated; the message says where and why."""


def tidy(target: Path, line_length: int = 100) -> None:
    """Sort imports, drop unused ones and format, with settings that only this call knows."""
    ruff = [sys.executable, "-m", "ruff"]
    settings = ["--isolated", "--no-cache", "--quiet", f"--line-length={line_length}"]
    settings += ["--target-version=py311", str(target)]
    subprocess.run([*ruff, "check", "--fix-only", "--select=I,F401,PIE790", *settings], check=True)
    subprocess.run([*ruff, "format", *settings], check=True)


def compare(expected: Path, found: Path, present: set[str]) -> list[str]:
    """Return a line for each file that is missing, surplus or different, of those *present* in *found*."""
    wanted = files_below(expected)
    lines = [f"missing: {name}" for name in sorted(wanted - present)]
    lines += [f"not generated: {name}" for name in sorted(present - wanted)]
    common = sorted(wanted & present)
    _, unequal, unreadable = filecmp.cmpfiles(expected, found, common, shallow=False)
    return lines + [f"differs: {name}" for name in sorted(unequal + unreadable)]


def files_below(root: Path) -> set[str]:
    """Return the relative names of all files under *root* but Python's caches."""
    return {
        path.relative_to(root).as_posix()
        for path in root.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
