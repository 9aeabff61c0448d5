"""What a docstring says: a description, and a sentence for each parameter.

A model picks a tool by its description and fills its parameters by theirs, and the docstring is where
both are already written. Used by `signatures` for functions and by `schemas` for classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from inspect import cleandoc
from textwrap import indent
from typing import TYPE_CHECKING

from attrs import Factory, frozen

if TYPE_CHECKING:
    from docstring_parser import Docstring

_KEYWORDS = ("Keyword Args", "Keyword Arguments")
"""Google style's sections for parameters that go by name only."""

_TITLE = re.compile(rf"({'|'.join(_KEYWORDS)}|Args|Arguments|Params|Parameters|Attributes):[ \t]*")
"""The first line of a section that describes parameters, in Google style."""

_FIELDS = frozenset({"var", "ivar", "cvar", "vartype", "meta"})
"""Fields of Sphinx that the parser does not know."""


@frozen
class Documentation:
    """A docstring, taken apart.

    Attributes:
        description: Its summary and prose without its sections, or None.
        parameters: What it says of each parameter, field or attribute, by name.
    """

    description: str | None = None
    parameters: Mapping[str, str] = Factory(dict[str, str])


def read_docstring(docstring: str | None) -> Documentation:
    """Return the parts of a docstring in Google, NumPy or Sphinx style; prose is all description."""
    if not docstring or not docstring.strip():
        return Documentation()
    readings = list(_parse(_lay_out(docstring)))
    if not readings:
        return Documentation(cleandoc(docstring))
    best = max(readings, key=lambda reading: len(reading.meta))
    described = {
        name.strip().lstrip("*"): parameter.description
        for parameter in best.params
        for name in parameter.arg_name.split(",")  # NumPy style has `x, y`
        if parameter.description
    }
    return Documentation((best.description or "").strip() or None, described)


def _lay_out(docstring: str) -> str:
    """Return a docstring without its margin, with the text of a section in the first line set off.

    A first line has no margin to compare with, and so `cleandoc` and Python's compiler take the section's
    own indentation for the margin.
    """
    first, _, rest = cleandoc(docstring).partition("\n")
    if _TITLE.fullmatch(first) and not rest.startswith(" "):
        rest = indent(rest, "    ")
    # The parsers take a margin away once more: an empty first line makes them measure all of the others.
    return f"\n{first}\n{rest}"


def _parse(text: str) -> Iterator[Docstring]:
    """Yield what each style makes of a text, the preferred first, without those that fail on it."""
    from docstring_parser import google, numpydoc, rest

    keywords = [google.Section(title, "keyword", google.SectionType.MULTIPLE) for title in _KEYWORDS]
    own_google = google.GoogleParser([*google.DEFAULT_SECTIONS, *keywords])
    for parse in (rest.parse, own_google.parse, numpydoc.parse):
        try:
            reading = parse(text)
        except Exception:  # noqa: BLE001  # the parsers stumble over odd texts, and not only with their own error
            continue
        if parse is not rest.parse or _follows_sphinx(reading):
            yield reading


def _follows_sphinx(reading: Docstring) -> bool:
    """Say whether a text was meant as read: prose may have a line that begins with `:word:`."""
    from docstring_parser import DocstringMeta

    known = [type(item) is not DocstringMeta or item.args[0] in _FIELDS for item in reading.meta]
    return any(known) or not known
