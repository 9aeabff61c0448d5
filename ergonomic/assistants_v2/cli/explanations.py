"""What every error, refusal, failure and exit status means, and what to do: reads `explanations.toml`.

Used by the verb `explain`, and by what writes docs/errors.md.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from msgspec import Struct

KINDS = {
    "exception": "Exceptions of the client",
    "server_exception": "Exceptions of the server in your process, and of tests",
    "code": "Types and codes of refusals",
    "refusal": "Refusals without a code, by their text",
    "status": "HTTP statuses",
    "run": "Why runs fail or end early",
    "message": "Why messages break off",
    "file": "Why files in vector stores fail",
    "exit": "Exit statuses of the command",
}
"""The kinds of what is explained, in order, each with the heading of its table."""

_GAP = "…"
"""What stands in the text of a refusal for what differs."""


class Explanation(Struct, frozen=True):
    """What something means that went wrong.

    Attributes:
        name: What is explained: a class, a code, a number, or a text.
        kind: One of `KINDS`.
        means: What it means.
        when: When it happens.
        remedy: What to do.
    """

    name: str
    kind: str
    means: str
    when: str
    remedy: str


@cache
def read_explanations() -> Sequence[Explanation]:
    """Return everything that is explained, kind by kind."""
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return [Explanation(name, kind, **row) for kind in KINDS for name, row in tables[kind].items()]


def find_explanations(said: str) -> Sequence[Explanation]:
    """Return what explains a name, or the text of an error.

    Args:
        said: A class, a code or a number, in whatever case; or a text, of which the refusal that it quotes is
            explained, else the names that stand in it.
    """
    said = said.strip()
    everything = read_explanations()
    exact = [each for each in everything if each.name.lower() == said.rpartition(".")[2].lower()]
    if exact or " " not in said:
        return exact
    quoted = [each for each in everything if each.kind == "refusal" and _quotes(said, each.name)]
    if quoted:
        return [max(quoted, key=lambda each: len(each.name))]  # the others say less of it
    return [each for each in everything if _mentions(said, each.name)] or _find_numbered(said)


def _find_numbered(said: str) -> Sequence[Explanation]:
    """Return what explains the first number in a text: `exit status 3`, `HTTP 409`, `409: …`."""
    number = re.search(r"(?<!\w)\d+(?!\w)", said)
    kind = "exit" if "exit" in said.lower() else "status"
    return [each for each in read_explanations() if number and (each.kind, each.name) == (kind, number[0])]


def suggest_names(said: str) -> Sequence[str]:
    """Return up to three names that are close to a word."""
    names = {each.name.lower(): each.name for each in read_explanations()}
    return [names[close] for close in get_close_matches(said.lower(), names, n=3)]


def _quotes(said: str, refusal: str) -> bool:
    """Say whether a text holds that of a refusal."""
    return re.search(".+?".join(map(re.escape, refusal.split(_GAP))), said, re.DOTALL) is not None


def _mentions(said: str, name: str) -> bool:
    """Say whether a text holds a name as a word; numbers say too little."""
    return not name.isdecimal() and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", said) is not None
