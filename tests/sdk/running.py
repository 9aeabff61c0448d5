"""Runs the official SDK's own tests of the 23 operations through `assistants_v2.openai`, and counts.

    python -m tests.sdk.running FOLDER    FOLDER is a checkout of github.com/openai/openai-python

The tests are read from there, and their imports are replaced, nothing else. `make sdk-tests` is the user.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest

from . import placeholders

PLACE = Path("tests", "api_resources", "beta")
FILES = (
    "test_assistants",
    "test_threads",
    "threads/test_messages",
    "threads/test_runs",
    "threads/runs/test_steps",
)
IMPORTS = {
    "from openai": "from assistants_v2.openai",
    "from tests.utils": "from tests.sdk.matching",
}
FORBIDDEN = {
    "refused for limit=0": "limit is the size of a page",
    "refused for vector_store_ids beside vector_stores": "vector_stores', not both",
}
"""What the tests send that the published contract forbids, and words of the refusal."""

QUIET = ("-q", "-rN", "--tb=no", "-p", "no:cacheprovider", "-W", "ignore::pytest.PytestAssertRewriteWarning")


class Tally:
    """What came of the tests, by function: each has several variants of its client."""

    def __init__(self) -> None:
        self.ends = dict[str, str]()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how a test ended; the worst of its variants counts."""
        function = report.nodeid.partition("[")[0]
        self.ends.setdefault(function, "passed")
        if report.failed:
            reasons = [reason for reason, words in FORBIDDEN.items() if words in report.longreprtext]
            self.ends[function] = reasons[0] if reasons else "failed"


def copy_tests(sdk: Path, folder: Path) -> None:
    """Copy the tests of the operations, with our imports."""
    for name in FILES:
        text = (sdk / PLACE / f"{name}.py").read_text("utf-8")
        for theirs, ours in IMPORTS.items():
            text = text.replace(theirs, ours)
        (folder / f"test_{name.replace('test_', '').replace('/', '_')}.py").write_text(text, "utf-8")


def run_tests(sdk: Path, options: list[str]) -> dict[str, str]:
    """Return how each function ended: `passed`, `failed`, or refused for what the contract forbids."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made).resolve()
        copy_tests(sdk, folder)
        (folder / "conftest.py").write_text(f"from {placeholders.__name__} import *\n")
        (folder / "pytest.ini").write_text("[pytest]\n")
        pytest.main([str(folder), *QUIET, *options], plugins=[tally])
    return tally.ends


def main() -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Run the official SDK's own tests through our face.")
    parser.add_argument("sdk", type=Path, help="a checkout of openai-python")
    parser.add_argument("options", nargs="*", help="options of pytest, after --")
    given = parser.parse_args()
    ends = run_tests(given.sdk, given.options)
    counts = Counter(ends.values())
    sys.stdout.writelines(f"failed: {function}\n" for function, end in ends.items() if end == "failed")
    summary = "; ".join(f"{count} {end}" for end, count in counts.most_common())
    sys.stdout.write(f"{counts.total()} functions: {summary}\n")
    return int(counts["failed"] > 0 or not counts["passed"])


if __name__ == "__main__":
    sys.exit(main())
