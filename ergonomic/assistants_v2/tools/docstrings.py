"""What a docstring says: a description, and a sentence for each parameter.

A model picks a tool by its description and fills its parameters by theirs, and the docstring is where
both are already written. Used by `signatures` for functions and by `schemas` for classes.
"""

from __future__ import annotations

import re
from inspect import cleandoc
from textwrap import indent
from typing import Any

from msgspec import Struct, field

_KEYWORDS = ("Keyword Args", "Keyword Arguments")  # sections for parameters that go by name only
_TITLE = re.compile(rf"({'|'.join(_KEYWORDS)}|Args|Arguments|Params|Parameters|Attributes):[ \t]*")
"""The first line of a section that describes parameters, in Google style."""
_FIELDS = {"var", "ivar", "cvar", "vartype", "meta"}  # of Sphinx, which its parser does not know


class Documentation(Struct, frozen=True):
    """What a docstring says without its sections, or None, and of each parameter or attribute by name."""

    description: str | None = None
    parameters: dict[str, str] = field(default_factory=dict[str, str])


def read_docstring(docstring: str | None) -> Documentation:
    """Return the parts of a docstring in Google, NumPy or Sphinx style; prose is all description."""
    text = cleandoc(docstring or "").strip()
    readings = _parse(text) if text else []
    if not readings:
        return Documentation(text or None)
    best = max(readings, key=lambda reading: len(reading.meta))
    described = {
        name.strip().lstrip("*"): parameter.description
        for parameter in best.params
        for name in parameter.arg_name.split(",")  # NumPy style has `x, y`
        if parameter.description
    }
    return Documentation((best.description or "").strip() or None, described)


def _parse(text: str) -> list[Any]:
    """Return what each style makes of a text, the preferred first, without those that do not fit it."""
    from docstring_parser import DocstringMeta, google, numpydoc, rest

    first, _, others = text.partition("\n")
    if _TITLE.fullmatch(first) and not others.startswith(" "):
        # A first line has no margin to compare with: the section's own indentation was taken for it.
        others = indent(others, "    ")
    keywords = [google.Section(title, "keyword", google.SectionType.MULTIPLE) for title in _KEYWORDS]
    own_google = google.GoogleParser([*google.DEFAULT_SECTIONS, *keywords])
    readings: list[Any] = []
    for parse in (rest.parse, own_google.parse, numpydoc.parse):
        try:
            # The parsers take a margin away once more: an empty first line makes them measure all others.
            reading = parse(f"\n{first}\n{others}")
        except Exception:  # noqa: BLE001  # the parsers stumble over odd texts, and not only with their own error
            continue
        # Prose may have a line that begins with `:word:`.
        known = [type(item) is not DocstringMeta or item.args[0] in _FIELDS for item in reading.meta]
        readings += [reading] if parse is not rest.parse or any(known) or not known else []
    return readings
