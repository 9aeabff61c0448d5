"""Shows the value of a cell's last expression, which `monty` does not do by itself. Pure."""

from __future__ import annotations

import ast

SHOW = "_show_last_value"
"""The function that code calls to have a value shown."""

DEFINITION = f"""
def {SHOW}(value):
    if value is not None:
        print(repr(value))
None
"""
"""What defines it, once in each session."""


def show_last_value(code: str) -> str:
    """Return code that prints the value of its last expression, on the same lines, and has no value itself.

    Code that cannot be read is left as it is: the interpreter says what is wrong with it.
    """
    found = _find_last_expression(code)
    if found is None:
        return f"{code}\nNone"
    lines = code.encode().splitlines(keepends=True)
    start = sum(map(len, lines[: found.lineno - 1])) + found.col_offset
    end = sum(map(len, lines[: (found.end_lineno or 1) - 1])) + (found.end_col_offset or 0)
    joined = code.encode()
    shown = joined[:start] + f"{SHOW}((".encode() + joined[start:end] + b"\n))" + joined[end:]
    return f"{shown.decode()}\nNone"


def hide_show(traceback: str) -> str:
    """Return a traceback in which lines look as they were written, with the marks below them."""
    lines = traceback.split("\n")
    added = f"{SHOW}(("
    for number, line in enumerate(lines):
        if added in line:
            lines[number] = line.replace(added, "", 1)
            below = lines[number + 1] if number + 1 < len(lines) else ""
            if below.strip(" ~^") == "" and below.startswith(" " * (len(added) + 4)):
                lines[number + 1] = below[len(added) :]
    return "\n".join(lines)


def _find_last_expression(code: str) -> ast.expr | None:
    try:
        tree = ast.parse(code)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    last = tree.body[-1] if tree.body else None
    return last.value if isinstance(last, ast.Expr) else None
