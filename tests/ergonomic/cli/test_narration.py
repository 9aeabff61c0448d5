"""What the demo prints, as it prints it."""

from __future__ import annotations

from collections.abc import Iterator
from io import StringIO

from assistants_v2.cli.narration import Narration
from rich.console import Console


def test_what_is_said_appears_piece_by_piece() -> None:
    """Each piece is printed before the next is waited for; what else is printed has a line of its own."""
    out = StringIO()
    narration = Narration(Console(file=out, width=80))

    def pieces() -> Iterator[str]:
        yield "It "
        assert out.getvalue().endswith("  assistant: It ")
        yield "is"
        narration.note("remark")
        yield "8."

    narration.say_on("assistant", pieces())
    narration.note("end")
    said = ["  assistant: It is", "  remark", "  assistant: 8.", "  end", ""]
    assert said == out.getvalue().split("\n")


def test_silence_is_no_line() -> None:
    """Who says nothing is not named."""
    out = StringIO()
    Narration(Console(file=out)).say_on("assistant", [])
    assert "" == out.getvalue()
