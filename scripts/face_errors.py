"""Writes docs/errors.md: what everything that can go wrong means, and what to do."""

from __future__ import annotations

from collections.abc import Iterator

from assistants_v2.cli.explanations import KINDS, read_explanations

HEAD = """\
# Errors

What every exception, refusal, failure and exit status means, and what to do. `assistants-v2 explain`
says the same, of a name or of the text of an error. Written by `make generate` from
`ergonomic/assistants_v2/cli/explanations.toml`.

The first line of an error names what it is about as you wrote it: the argument, the field, the variable, or
in the command the option. What follows says what to do. A traceback has your own lines, the method that you
called and the line that raised; `ASSISTANTS_LOG=debug` shows all lines between. What caused an error is its
`__cause__`. No error holds a key, or what a conversation says.
"""

COLUMNS = "| name | what it means | when it happens | what to do |\n|---|---|---|---|"


def write_errors() -> str:
    """Return the page."""
    return "\n".join([HEAD, *_write_tables()])


def _write_tables() -> Iterator[str]:
    """Yield a section for each kind."""
    for kind, title in KINDS.items():
        rows = [
            _write_row(f"`{each.name}`", each.means, each.when, each.remedy)
            for each in read_explanations()
            if each.kind == kind
        ]
        yield "\n".join([f"## {title}\n", COLUMNS, *rows, ""])


def _write_row(*cells: str) -> str:
    return "| " + " | ".join(cell.replace("|", r"\|") for cell in cells) + " |"
