"""What the command can do: a table of its verbs. Whoever adds a verb adds a row.

A verb's module is imported only when it is run, or its own help is asked for. So that of `serve` costs nobody
else, and nobody else costs `serve`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module

from attrs import frozen


@frozen
class Verb:
    """Where a verb is and what it does.

    Attributes:
        place: The module in this package and the function in it, such as `serve:run_serve`.
        help: What it does, in a line that begins with a small letter; at most 70 characters.
        extras: Which extras of the package suffice for it, as pip is told them.
    """

    place: str
    help: str
    extras: str = "cli,local"

    def load(self) -> Callable[..., int | None]:
        """Return the function; its module is imported now."""
        module, _, name = self.place.partition(":")
        function: Callable[..., int | None] = getattr(import_module(f".{module}", __package__), name)
        return function


VERBS = {
    "demo": Verb("demo:run_demo", "hold a whole conversation and show it"),
    "serve": Verb("serve:run_serve", "serve the API over HTTP", "serve"),
    "backup": Verb("maintenance:run_backup", "copy a database file, also while it is served"),
    "check": Verb("maintenance:run_check", "say whether a database file is sound, and what is in it"),
    "port": Verb("port:run_port", "say what programs for the official SDK need", "cli"),
    "doctor": Verb("doctor:run_doctor", "say which server is spoken to, and whether it answers"),
}
"""All verbs in the order of `--help`. One of two words, such as `threads dump`, is in a group."""

GROUPS: dict[str, str] = {}
"""What the groups of verbs are about, by their names."""

DEFAULT_VERB = "chat"
"""What is run without any words, once there is such a verb."""


def find_verb(words: Sequence[str]) -> Verb | None:
    """Return the verb that words begin with; None if there is none.

    Args:
        words: What follows the command.
    """
    return VERBS.get(" ".join(words[:2])) or VERBS.get(" ".join(words[:1]))
