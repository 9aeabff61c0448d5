"""Runs the official SDK's own tests of this API, files, uploads, vector stores and models, and counts.

    python -m tests.sdk.running FOLDER    FOLDER is a checkout of github.com/openai/openai-python

They run twice: with our clients, by import, and with the official ones, whose base_url is our server. The
tests are read from there, and their imports are replaced, nothing else. `make sdk-tests` is the user.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest

PLACE = Path("tests", "api_resources")
FILES = (
    "beta/test_assistants",
    "beta/test_threads",
    "beta/threads/test_messages",
    "beta/threads/test_runs",
    "beta/threads/runs/test_steps",
    "test_files",
    "test_models",
    "test_uploads",
    "uploads/test_parts",
    "test_vector_stores",
    "vector_stores/test_file_batches",
    "vector_stores/test_files",
)
MOCKS = ("from tests.respx2 import MockRouter", "from typing import Any as MockRouter")
OUR_IMPORTS = {
    "import openai._legacy_response": "import assistants_v2.openai",
    "from openai": "from assistants_v2.openai",
    "from tests.utils": "from tests.sdk.matching",
}
THEIR_IMPORTS = {"from tests.utils": "from official_matching"}
WAYS = {"our_clients": OUR_IMPORTS, "official_clients": THEIR_IMPORTS}
"""Whose clients run the tests, and what of their imports is replaced for that."""

FORBIDDEN = {
    "limit is the size of a page": "refused for limit=0",
    "Invalid 'limit': integer below minimum value": "refused for limit=0",
    "vector_stores', not both": "refused for vector_store_ids beside vector_stores",
    "Method DELETE is not allowed on /v1/models/": "refused for deleting a model",
    "client.models has no attribute 'delete'": "refused for deleting a model",
    "Missing required parameter: 'file_ids'": "refused for a batch without files",
    "give either 'file_ids' or 'files'": "refused for file_ids beside files",
    "Invalid 'bytes': integer below minimum value": "refused for an upload of no bytes",
    "Invalid 'md5': ": "refused for an MD5 that is none",
}
"""Words of refusals, and what of it the tests send that the published contracts forbid."""

RECORDED = (
    (
        r"official_clients/test_vector_stores.py::\w+::test_\w+_(create|list)",
        r"string_type|isinstance\(value, str\)",
        "a store without a name has none, as recorded",
    ),
    (
        r"official_clients/test_vector_stores_file_batches.py::\w+::test_\w+_(create|retrieve|cancel)",
        r"vector_store.files_batch|value in get_args\(type_\)",
        "a batch is a vector_store.file_batch, as recorded",
    ),
)
"""Answers that the official classes do not expect, and that the hosted API gave all the same.

Whose tests they are, what the failure says, and what it is.
"""

QUIET = ("-q", "--no-summary", "-p", "no:cacheprovider", "--import-mode=importlib", "--disable-warnings")
LINES = "--tb=short"
"""Has failures say the lines that they come from, which `explain_failure` reads. Nothing of it is printed."""


class Tally:
    """What came of the tests, by function: each has several variants of its client."""

    def __init__(self) -> None:
        self.ends = dict[str, str]()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note how a test ended; the worst of its variants counts."""
        function = report.nodeid.partition("[")[0]
        self.ends.setdefault(function, "passed")
        if report.failed:
            self.ends[function] = explain_failure(function, report.longreprtext)


def explain_failure(function: str, text: str) -> str:
    """Return why a failure is right, by what it says; `failed` for any other."""
    refused = [reason for words, reason in FORBIDDEN.items() if words in text]
    recorded = [
        reason for whose, said, reason in RECORDED if re.match(whose, function) and re.search(said, text)
    ]
    return [*refused, *recorded, "failed"][0]


def copy_tests(sdk: Path, folder: Path, way: str) -> None:
    """Copy the tests, with the imports and fixtures of one way to run them."""
    folder.mkdir()
    (folder / "conftest.py").write_text(f"from tests.sdk.{way} import *\n")
    for name in FILES:
        text = (sdk / PLACE / f"{name}.py").read_text("utf-8")
        for theirs, ours in [MOCKS, *WAYS[way].items()]:
            text = text.replace(theirs, ours)
        (folder / f"test_{name.replace('test_', '').replace('/', '_')}.py").write_text(text, "utf-8")


def run_tests(sdk: Path, options: list[str]) -> dict[str, str]:
    """Return how each function ended: `passed`, `failed`, or refused for what the contract forbids."""
    tally = Tally()
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made).resolve()
        for way in WAYS:
            copy_tests(sdk, folder / way, way)
        (folder / "official_matching.py").write_bytes((sdk / "tests" / "utils.py").read_bytes())
        (folder / "pytest.ini").write_text("[pytest]\npythonpath = .\n")
        pytest.main([str(folder), *QUIET, LINES, *options], plugins=[tally])
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
