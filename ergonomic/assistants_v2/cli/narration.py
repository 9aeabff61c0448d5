"""What the demo prints: what is done, what went over the wire for it, what the tools were asked."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    import httpx


class Narration:
    """Tells a person what happens, and keeps count of what went wrong.

    Args:
        console: Where to print; standard output by default.
    """

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False)
        self.requests = 0
        self.seconds = 0.0
        self.failures: list[str] = []
        self.sent_at = 0.0
        self.folded = 0

    def watch(self, http: httpx.Client) -> None:
        """Print every exchange of *http* from now on."""
        http.event_hooks = {"request": [self.sent], "response": [self.answered]}

    def sent(self, _: httpx.Request) -> None:
        """Note when a request left."""
        self.sent_at = time.perf_counter()

    def answered(self, response: httpx.Response) -> None:
        """Print an exchange, unless exchanges are being folded."""
        took = time.perf_counter() - self.sent_at
        self.requests += 1
        self.seconds += took
        if self.folded:
            self.folded += 1
            return
        request = response.request
        colour = "green" if response.status_code < 400 else "red"
        self.console.print(
            Text.assemble(
                ("    → ", "dim"),
                (f"{request.method:<7}", "cyan"),
                (request.url.raw_path.decode().removeprefix("/v1"), "dim"),
                (f"  {response.status_code}", colour),
                (f"  {took * 1000:.1f} ms", "dim"),
            ),
            soft_wrap=True,
        )

    def title(self, text: str) -> None:
        """Begin a part."""
        self.console.print()
        self.console.rule(f"[bold]{text}", align="left")

    def say(self, who: str, text: str) -> None:
        """Print what somebody said."""
        self.console.print(Text.assemble((f"  {who}: ", "bold magenta"), text))

    def note(self, text: str) -> None:
        """Print a remark."""
        self.console.print(Text(f"  {text}"))

    def tool(self, name: str, arguments: object, result: object, seconds: float) -> None:
        """Print a call of a function tool."""
        self.console.print(
            Text.assemble(
                ("    ƒ ", "yellow"), f"{name}({arguments}) = {result}", (f"  {seconds * 1000:.1f} ms", "dim")
            )
        )

    def check(self, holds: bool, expectation: str) -> None:
        """Print whether an expectation holds, and remember it if it does not."""
        mark, colour = ("✓", "green") if holds else ("✗", "red")
        self.console.print(Text.assemble((f"  {mark} ", f"bold {colour}"), expectation))
        if not holds:
            self.failures.append(expectation)

    def fold(self) -> None:
        """Stop printing single exchanges."""
        self.folded = 1

    def unfold(self) -> None:
        """Print single exchanges again, after one line for those that were not."""
        self.console.print(Text(f"    → {self.folded - 1} exchanges like these", "dim"))
        self.folded = 0

    def close(self, seconds: float) -> int:
        """Print the account and return the exit status."""
        account = Table(show_header=False, box=None, padding=(0, 2))
        account.add_row("exchanges", str(self.requests))
        account.add_row("time in exchanges", f"{self.seconds:.2f} s")
        account.add_row("time in all", f"{seconds:.2f} s")
        account.add_row("went wrong", ", ".join(self.failures) or "nothing")
        self.title("The account")
        self.console.print(account)
        return 1 if self.failures else 0
