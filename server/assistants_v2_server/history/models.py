"""Which models of histories have ended, or will, and what takes their place. Pure.

The importer and `migrate` use it. Assistants name the models of their time, and most of those are switched
off by now, or have a date. The dates are OpenAI's; other servers have dates and names of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Literal, TypeAlias

from msgspec import Struct

ModelState: TypeAlias = Literal["ended", "ending", "unknown"]
"""Whether a model has ended, has a date on which it will, or is not in the table."""

ENDINGS: Mapping[str, date] = MappingProxyType(
    {
        name: day
        for day, names in {
            date(2024, 9, 13): ("gpt-3.5-turbo-0613", "gpt-3.5-turbo-16k", "gpt-3.5-turbo-16k-0613"),
            date(2024, 12, 6): ("gpt-4-vision-preview", "gpt-4-1106-vision-preview"),
            date(2025, 6, 6): ("gpt-4-32k", "gpt-4-32k-0314", "gpt-4-32k-0613"),
            date(2025, 7, 14): ("gpt-4.5-preview", "gpt-4.5-preview-2025-02-27"),
            date(2025, 7, 28): ("o1-preview", "o1-preview-2024-09-12"),
            date(2025, 10, 27): ("o1-mini", "o1-mini-2024-09-12"),
            date(2026, 2, 17): ("chatgpt-4o-latest",),
            date(2026, 7, 23): ("gpt-5-chat-latest", "gpt-5-codex", "computer-use-preview"),
            date(2026, 10, 23): (
                *("gpt-3.5-turbo", "gpt-3.5-turbo-0125", "gpt-3.5-turbo-1106"),
                *("gpt-4", "gpt-4-0613", "gpt-4-0314", "gpt-4-0125-preview", "gpt-4-1106-preview"),
                *("gpt-4-turbo", "gpt-4-turbo-2024-04-09", "gpt-4-turbo-preview"),
                *("gpt-4.1-nano", "gpt-4.1-nano-2025-04-14", "gpt-4o-2024-05-13"),
                *("o1", "o1-2024-12-17", "o1-pro", "o1-pro-2025-03-19"),
                *("o3-mini", "o3-mini-2025-01-31", "o4-mini", "o4-mini-2025-04-16"),
                *("babbage-002", "davinci-002"),
            ),
            date(2026, 12, 11): (
                *("gpt-5-2025-08-07", "gpt-5-mini-2025-08-07", "gpt-5-nano-2025-08-07"),
                *("gpt-5-pro-2025-10-06", "o3-2025-04-16", "o3-pro-2025-06-10"),
            ),
            date(2027, 1, 14): (
                *("gpt-4o", "gpt-4o-2024-08-06", "gpt-4o-2024-11-20"),
                *("gpt-4o-mini", "gpt-4o-mini-2024-07-18"),
                *("gpt-4.1", "gpt-4.1-2025-04-14", "gpt-4.1-mini", "gpt-4.1-mini-2025-04-14"),
            ),
        }.items()
        for name in names
    }
)
"""The last day of each model at OpenAI, by name."""

_FINE_TUNED = re.compile(r"ft:([^:]+):")
"""The name of a fine-tuned model, which begins with the model that it was made of."""


def find_ending(model: str) -> date | None:
    """Return when a model ends, or has ended, at OpenAI; None if it is not known to end.

    A fine-tuned model ends with the model that it was made of.
    """
    tuned = _FINE_TUNED.match(model)
    return ENDINGS.get(tuned[1] if tuned else model)


def judge_model(model: str, today: date) -> ModelState:
    """Say whether a model has ended by a day."""
    ending = find_ending(model)
    if ending is None:
        return "unknown"
    return "ended" if ending <= today else "ending"


class ModelMap(Struct, frozen=True):
    """What takes the place of models.

    Attributes:
        names: The new name of each model, by its old one.
        others: The new name of all other models; None leaves them as they are.
    """

    names: Mapping[str, str] = MappingProxyType({})
    others: str | None = None

    def find(self, model: str) -> str:
        """Return the name that a model has from now on."""
        return self.names.get(model, self.others or model)


def make_model_map(names: Mapping[str, str]) -> ModelMap:
    """Return what takes the place of models.

    Args:
        names: The new name of each model, by its old one; `*` stands for all others.
    """
    named = {old: new for old, new in names.items() if old != "*"}
    return ModelMap(MappingProxyType(named), names.get("*"))


def read_model_map(pairs: Iterable[str]) -> ModelMap:
    """Return what takes the place of models, from texts such as `gpt-4o=llama3.2`.

    Args:
        pairs: `OLD=NEW`, several also in one text with commas between them. `*` stands for all others.

    Raises:
        ValueError: A text has not this form, or two say different things of one model.
    """
    found: dict[str, str] = {}
    for pair in (part.strip() for text in pairs for part in text.split(",")):
        old, equals, new = (part.strip() for part in pair.partition("="))
        if not (old and equals and new):
            raise ValueError(f"a model map is written OLD=NEW, such as gpt-4o=llama3.2, got {pair!r}.")
        if found.setdefault(old, new) != new:
            raise ValueError(f"the model map has two names for {old!r}.")
    return make_model_map(found)
