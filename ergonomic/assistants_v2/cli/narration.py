"""What the demo prints: what is done, what went over the wire for it, what the tools were asked."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    import httpx


class Narration:
    """Tells a person what happens, and keeps count of what went wrong.

    Args:
        console: Where to print; standard output by default.
    """

    def __init__(self, console: Console | None = None) -> None:
        self._console = console or Console(highlight=False)
        self._requests = 0
        self._seconds = 0.0
        self._failures: list[str] = []
        self._sent_at = 0.0
        self._folded = 0
        self._is_speaking = False

    def watch(self, http: httpx.Client) -> None:
        """Print every exchange of *http* from now on."""
        http.event_hooks = {"request": [self._note_request], "response": [self._print_exchange]}

    def _note_request(self, _: httpx.Request) -> None:
        """Note when a request left."""
        self._sent_at = time.perf_counter()

    def _print_exchange(self, response: httpx.Response) -> None:
        """Print an exchange, unless exchanges are being folded."""
        took = time.perf_counter() - self._sent_at
        self._requests += 1
        self._seconds += took
        if self._folded:
            self._folded += 1
            return
        request = response.request
        style = "green" if response.status_code < 400 else "red"
        self._print(
            Text.assemble(
                ("    → ", "dim"),
                (f"{request.method:<7}", "cyan"),
                (request.url.raw_path.decode().removeprefix("/v1"), "dim"),
                (f"  {response.status_code}", style),
                (f"  {took * 1000:.1f} ms", "dim"),
            ),
            soft_wrap=True,
        )

    def begin_part(self, text: str) -> None:
        """Begin a part."""
        self._print()
        self._console.rule(f"[bold]{text}", align="left")

    def say(self, who: str, text: str) -> None:
        """Print what somebody said."""
        self._print(Text.assemble((f"  {who}: ", "bold magenta"), text))

    def say_on(self, who: str, pieces: Iterable[str]) -> None:
        """Print what somebody says, piece by piece as it comes; whatever else is printed breaks the line."""
        for piece in pieces:
            if not self._is_speaking:
                self._console.print(Text(f"  {who}: ", "bold magenta"), end="")
                self._is_speaking = True
            self._console.print(Text(piece), end="", soft_wrap=True)
        self._end_line()

    def note(self, text: str) -> None:
        """Print a remark."""
        self._print(Text(f"  {text}"))

    def print_call(self, name: str, arguments: object, result: object, seconds: float) -> None:
        """Print a call of a function tool."""
        self._print(
            Text.assemble(
                ("    ƒ ", "yellow"), f"{name}({arguments}) = {result}", (f"  {seconds * 1000:.1f} ms", "dim")
            )
        )

    def check(self, holds: bool, expectation: str) -> None:
        """Print whether an expectation holds, and remember it if it does not."""
        mark, style = ("✓", "green") if holds else ("✗", "red")
        self._print(Text.assemble((f"  {mark} ", f"bold {style}"), expectation))
        if not holds:
            self._failures.append(expectation)

    def fold(self) -> None:
        """Stop printing single exchanges."""
        self._folded = 1

    def unfold(self) -> None:
        """Print single exchanges again, after one line for those that were not."""
        self._print(Text(f"    → {self._folded - 1} exchanges like these", "dim"))
        self._folded = 0

    def close(self, seconds: float) -> int:
        """Print the account and return the exit status."""
        account = Table(show_header=False, box=None, padding=(0, 2))
        account.add_row("exchanges", str(self._requests))
        account.add_row("time in exchanges", f"{self._seconds:.2f} s")
        account.add_row("time in all", f"{seconds:.2f} s")
        account.add_row("went wrong", ", ".join(self._failures) or "nothing")
        self.begin_part("The account")
        self._print(account)
        return 1 if self._failures else 0

    def _print(self, *what: RenderableType, soft_wrap: bool = False) -> None:
        """Print something on a line of its own."""
        self._end_line()
        self._console.print(*what, soft_wrap=soft_wrap)

    def _end_line(self) -> None:
        if self._is_speaking:
            self._is_speaking = False
            self._console.print()
