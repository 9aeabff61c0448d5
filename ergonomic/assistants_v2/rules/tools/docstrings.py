"""What a docstring says: a description, and a sentence for each parameter.

A model picks a tool by its description and fills its parameters by theirs, and the docstring is where
both are already written. Used by `signatures` for functions and by `schemas` for classes.
"""

from __future__ import annotations

import re
from inspect import cleandoc
from textwrap import indent
from typing import TYPE_CHECKING

from attrs import Factory, frozen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from docstring_parser import Docstring

KEYWORDS = ("Keyword Args", "Keyword Arguments")
"""Google style's sections for parameters that go by name only."""

TITLE = re.compile(rf"({'|'.join(KEYWORDS)}|Args|Arguments|Params|Parameters|Attributes):[ \t]*")
"""The first line of a section that describes parameters, in Google style."""

FIELDS = frozenset({"var", "ivar", "cvar", "vartype", "meta"})
"""Fields of Sphinx that the parser takes for just any."""


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
    readings = list(parsed(laid_out(docstring)))
    if not readings:
        return Documentation(cleandoc(docstring))
    best = max(readings, key=lambda reading: len(reading.meta))
    described = {
        name: parameter.description
        for parameter in best.params
        for name in names(parameter.arg_name)
        if parameter.description
    }
    return Documentation((best.description or "").strip() or None, described)


def laid_out(docstring: str) -> str:
    """Return a docstring without its margin, with the text of a section in the first line set off.

    A first line has no margin to compare with, and so `cleandoc` and Python's compiler take the section's
    own indentation for the margin.
    """
    first, _, rest = cleandoc(docstring).partition("\n")
    if TITLE.fullmatch(first) and not rest.startswith(" "):
        rest = indent(rest, "    ")
    # The parsers take a margin away once more: an empty first line makes them measure all of the others.
    return f"\n{first}\n{rest}"


def parsed(text: str) -> Iterator[Docstring]:
    """Yield what the styles make of a text, those before that are preferred, without those that it defies."""
    for parse in styles():
        try:
            reading = parse(text)
        except Exception:  # noqa: BLE001  # the parsers stumble over odd texts, and not only with their own error
            continue
        if follows(reading):
            yield reading


def styles() -> Iterator[Callable[[str], Docstring]]:
    """Yield the parsers of all styles."""
    from docstring_parser import epydoc, google, numpydoc, rest

    keywords = [google.Section(title, "keyword", google.SectionType.MULTIPLE) for title in KEYWORDS]
    yield rest.parse
    yield google.GoogleParser([*google.DEFAULT_SECTIONS, *keywords]).parse
    yield numpydoc.parse
    yield epydoc.parse


def follows(reading: Docstring) -> bool:
    """Tell whether a text was meant as read: prose may have a line that begins with `:word:` or `@word`."""
    from docstring_parser import DocstringMeta, DocstringStyle

    if reading.style not in (DocstringStyle.REST, DocstringStyle.EPYDOC):
        return True
    return not reading.meta or any(
        type(field) is not DocstringMeta or field.args[0] in FIELDS for field in reading.meta
    )


def names(written: str) -> list[str]:
    """Return the parameters that one entry stands for: NumPy style has `x, y`, and stars may be written."""
    return [name.strip().lstrip("*") for name in written.split(",")]
