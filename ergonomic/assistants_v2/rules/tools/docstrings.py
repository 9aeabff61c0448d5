"""What a docstring says: a description, and a sentence for each parameter.

A model picks a tool by its description and fills its parameters by theirs, and the docstring is where
both are already written. Used by `signatures` for functions and by `schemas` for classes.
"""

from __future__ import annotations

from inspect import cleandoc
from typing import TYPE_CHECKING

from attrs import Factory, frozen

if TYPE_CHECKING:
    from collections.abc import Mapping


@frozen
class Documentation:
    """A docstring, taken apart.

    Attributes:
        description: Its summary and prose without its sections, or None.
        parameters: What it says of each parameter, field or attribute, by name.
    """

    description: str | None = None
    parameters: Mapping[str, str] = Factory(dict[str, str])


def read(docstring: str | None) -> Documentation:
    """Take a docstring in Google, NumPy, Sphinx or Epydoc style apart.

    Args:
        docstring: As written, indented or not; None and blank ones give an empty Documentation.

    Returns:
        Its parts; a text that follows no style is all description.
    """
    if not docstring or not docstring.strip():
        return Documentation()
    from docstring_parser import parse

    try:
        parsed = parse(docstring)
    except Exception:  # noqa: BLE001  # the parser stumbles over some odd texts, and not only with its own error
        return Documentation(cleandoc(docstring))
    described = {
        name: parameter.description
        for parameter in parsed.params
        for name in names(parameter.arg_name)
        if parameter.description
    }
    return Documentation((parsed.description or "").strip() or None, described)


def names(written: str) -> list[str]:
    """Return the parameters that one entry stands for: NumPy style has `x, y`, and stars may be written."""
    return [name.strip().lstrip("*") for name in written.split(",")]
