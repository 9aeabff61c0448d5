"""`assistants-v2 explain`: say what an error, a refusal or a status means, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from msgspec.structs import asdict

from .complaints import DONE, OptionError
from .explanations import KINDS, Explanation, find_explanations, read_explanations, suggest_names
from .output import write_json, write_line
from .shared_options import Json


def run_explain(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="CODE...",
            help="an exception, a code, a status, or the text of an error; all are listed without it",
            show_default=False,
        ),
    ] = None,
    as_json: Json = False,
) -> int:
    """Say what an error, a refusal or a status means, when it happens, and what to do."""
    said = " ".join(words or ()).strip()
    found = find_explanations(said) if said else read_explanations()
    if not found:
        raise OptionError(_describe_unknown(said))
    if as_json:
        write_json([asdict(each) for each in found])
    else:
        write_line("\n\n".join(map(_describe, found) if said else _list_names()))
    return DONE


def _describe_unknown(said: str) -> str:
    close = " or ".join(suggest_names(said))
    meant = f"; did you mean {close}?" if close else "."
    return f"nothing is known of {said!r}{meant} Without a word, explain lists all that is."


def _describe(each: Explanation) -> str:
    """Return an explanation as text."""
    return (
        f"{each.name}  [{KINDS[each.kind]}]\n"
        f"  means: {each.means}\n  when:  {each.when}\n  do:    {each.remedy}"
    )


def _list_names() -> Sequence[str]:
    """Return the names of everything that is explained, by kind."""
    return [
        "\n  ".join([f"{title}:", *(each.name for each in read_explanations() if each.kind == kind)])
        for kind, title in KINDS.items()
    ]
