"""What `chat` shows: the answer on standard output as it comes, everything else dimly on standard error."""

from __future__ import annotations

import json
import sys
from typing import Any

from assistants_v2_transcripts.controls import show_controls
from rich.console import Console
from rich.text import Text

from .turns import Call, Footnote, Turn

_SHOWN = 160
"""Characters of the arguments and of the output of a call that are shown."""


class Screen:
    """Where a conversation is shown.

    Args:
        is_json: Whether each turn is one JSON object, told when it has ended.
        is_verbose: Whether it is told what a turn cost and how long it took.
    """

    def __init__(self, *, is_json: bool = False, is_verbose: bool = False) -> None:
        self._is_json = is_json
        self._is_verbose = is_verbose
        self._is_terminal = sys.stdout.isatty()
        self._aside = Console(stderr=True, highlight=False, soft_wrap=True)
        self._is_line_open = False

    def hear_text(self, piece: str) -> None:
        """Show more of the answer."""
        if self._is_json or not piece:
            return
        sys.stdout.write(show_controls(piece) if self._is_terminal else piece)
        sys.stdout.flush()
        self._is_line_open = not piece.endswith("\n")

    def hear_end_of_message(self) -> None:
        """Begin a new line, if one is open."""
        if self._is_line_open:
            sys.stdout.write("\n")
            sys.stdout.flush()
            self._is_line_open = False

    def hear_call(self, call: Call) -> None:
        """Show a call of a tool."""
        if not self._is_json:
            self.hear_note(describe_call(call))

    def hear_note(self, text: str) -> None:
        """Show what else there is to know."""
        self.hear_end_of_message()
        self._aside.print(Text(show_controls(text), "dim"))

    def end_prompt(self) -> None:
        """Leave the line of the prompt, on which nothing was typed."""
        sys.stderr.write("\n")
        sys.stderr.flush()

    def complain(self, text: str) -> None:
        """Say what went wrong."""
        self.hear_end_of_message()
        self._aside.print(Text(f"assistants-v2: {show_controls(text)}"))

    def show_turn(self, turn: Turn) -> None:
        """Show what is known of a turn when it has ended."""
        self.hear_end_of_message()
        if self._is_json:
            sys.stdout.write(json.dumps(describe_turn(turn), ensure_ascii=True) + "\n")
            sys.stdout.flush()
        else:
            for line in [*map(describe_footnote, turn.footnotes), *(f"image {each}" for each in turn.images)]:
                self.hear_note(f"  {line}")
        if turn.error:
            self.complain(turn.error)
            self.hear_note(f"  assistants-v2 explain {turn.code or turn.kind} says what to do")
        if self._is_verbose:
            self.hear_note(f"  {describe_cost(turn)}")


def shorten(text: str) -> str:
    """Return a text as one short line."""
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 3]}..."


def describe_call(call: Call) -> str:
    """Return a call of a tool as a line."""
    outcome = f" = {shorten(call.output)}" if call.output else ""
    return f"  {call.name}({shorten(call.arguments)}){outcome}  {describe_time(call.seconds)}"


def describe_footnote(footnote: Footnote) -> str:
    """Return a footnote as a line."""
    return " ".join(
        filter(None, (footnote.marker, footnote.name, footnote.file_id and f"({footnote.file_id})"))
    )


def describe_cost(turn: Turn) -> str:
    """Return what a turn cost, as a line."""
    tokens = ", ".join(f"{count} {kind} tokens" for kind, count in turn.usage.items())
    return "; ".join(filter(None, (tokens, describe_time(turn.seconds), turn.run_id)))


def describe_time(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"


def describe_turn(turn: Turn) -> dict[str, Any]:
    """Return a turn as JSON has it."""
    return {
        "thread_id": turn.thread_id,
        "run_id": turn.run_id,
        "status": turn.status,
        "text": turn.text,
        "tool_calls": [
            {"name": call.name, "arguments": call.arguments, "output": call.output, "seconds": call.seconds}
            for call in turn.calls
        ],
        "citations": [
            {"marker": note.marker, "file_id": note.file_id, "filename": note.name} for note in turn.footnotes
        ],
        "images": [*turn.images],
        "usage": {f"{kind}_tokens": count for kind, count in turn.usage.items()},
        "seconds": round(turn.seconds, 3),
        "error": None
        if turn.error is None
        else {"type": turn.kind, "code": turn.code, "message": turn.error},
    }
