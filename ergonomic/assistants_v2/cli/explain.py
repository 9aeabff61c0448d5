"""`assistants-v2 explain`: say what an error, a refusal or a status means, and what to do."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from attrs import asdict

from .explanations import KINDS, Explanation, find_explanations, read_explanations, suggest_names
from .options import OptionError


def run_explain(words: Sequence[str], *, is_json: bool) -> int:
    """Explain what is named, or list all that is explained; return the exit status.

    Args:
        words: A name, or the text of an error; none for the list.
        is_json: Whether it is told as a JSON list of objects.

    Raises:
        OptionError: Nothing of that name is explained.
    """
    said = " ".join(words)
    found = find_explanations(said) if said.strip() else read_explanations()
    if not found:
        close = " or ".join(map(repr, suggest_names(said)))
        meant = f"; did you mean {close}?" if close else "."
        raise OptionError(f"nothing is known of {said!r}{meant} Without a word, explain lists everything")
    if is_json:
        sys.stdout.write(json.dumps([asdict(each) for each in found], indent=2) + "\n")
    else:
        sys.stdout.write("\n\n".join(map(_describe, found) if said.strip() else _list_names()) + "\n")
    return 0


def _describe(each: Explanation) -> str:
    """Return an explanation as text."""
    return (
        f"{each.name} ({KINDS[each.kind].lower()})\n"
        f"  means: {each.means}\n  when:  {each.when}\n  do:    {each.remedy}"
    )


def _list_names() -> Sequence[str]:
    """Return the names of everything that is explained, by kind."""
    return [
        "\n  ".join([f"{title}:", *(each.name for each in read_explanations() if each.kind == kind)])
        for kind, title in KINDS.items()
    ]
