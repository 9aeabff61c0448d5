"""`assistants-v2 demo`, as a newcomer runs it: in a process of its own, with nothing but the package."""

from __future__ import annotations

import re
import subprocess
import sys
from functools import cache

RUN = "import sys; from assistants_v2.cli import main; sys.exit(main())"


@cache
def demo() -> subprocess.CompletedProcess[str]:
    """Run the demo once for all tests."""
    return subprocess.run([sys.executable, "-c", RUN, "demo"], capture_output=True, text=True, timeout=120)


def test_the_demo_succeeds() -> None:
    """It ends well, and says that nothing went wrong."""
    assert (0, "") == (demo().returncode, demo().stderr)
    assert re.search(r"went wrong +nothing", demo().stdout)


def test_the_demo_shows_what_goes_over_the_wire() -> None:
    """Exchanges are printed as they happen, and counted in the account."""
    assert re.search(r"→ POST +/threads  200", demo().stdout)
    counted = re.search(r"^ *exchanges +(\d+)", demo().stdout, re.MULTILINE)
    assert counted is not None
    assert int(counted[1]) > 100


def test_a_document_is_searched_and_cited() -> None:
    """The answer says what is written there, with its marker."""
    part = demo().stdout.split("A document, and a question to it")[1].split("A run that is cancelled")[0]
    told = " ".join(part.split())
    assert "“Leave that was not taken lapses at the end of March.”【0:0†source】" in told
    assert "✓ the answer cites the document" in told


def test_the_first_answer_is_streamed() -> None:
    """Its run is not looked at, and its words come before anything else is asked."""
    part = demo().stdout.split("A question that needs both functions")[1].split("A follow-up")[0]
    exchanges = re.findall(r"→ (GET|POST) +/threads/\w+/(\w+)", part)
    assert [("POST", "messages"), ("POST", "runs"), ("POST", "runs")] == exchanges
    assert re.search(r"submit_tool_outputs.*\n  assistant: ", part)
