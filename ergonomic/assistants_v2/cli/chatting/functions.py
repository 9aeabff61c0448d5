"""The Python functions that `--functions module:name` names. Used by `chat`."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from ...rules.suggestions import suggest
from ...tools import Toolbox
from ..complaints import OptionError

FLAG = "--functions"


def load_functions(names: Iterable[str]) -> Toolbox:
    """Return what is named as one toolbox.

    Args:
        names: Texts such as `app.tools:get_balance`. The name may be one of a function, of a list of
            functions, of a dict of them, or of a Toolbox. Modules of the working directory are found too.

    Raises:
        OptionError: A module cannot be imported, lacks the name, or what has it is no function.
    """
    tools: list[Any] = []
    for name in names:
        found: Any = _find(name)
        is_many = isinstance(found, list | tuple | set | frozenset)
        tools += cast("Iterable[Any]", found) if is_many else [found]
    try:
        return Toolbox(*tools)
    except (TypeError, ValueError) as error:
        raise OptionError(f"{FLAG}: {error}") from None


def _find(name: str) -> object:
    """Return what a module has under a name."""
    place, colon, rest = name.partition(":")
    if not (place and colon and rest):
        raise OptionError(f"{FLAG} takes a module and a name in it, such as tools:get_balance, not {name!r}")
    if str(Path.cwd()) not in sys.path:
        sys.path.insert(0, str(Path.cwd()))
    found: object = _import(place)
    for part in rest.split("."):
        if not hasattr(found, part):
            known = [each for each in vars(found) if not each.startswith("_")] if vars(found) else []
            raise OptionError(f"{FLAG}: {place} has no {part!r}{suggest(part, known)}")
        found = getattr(found, part)
    return found


def _import(place: str) -> object:
    """Return a module; what is wrong with it is the fault of an option."""
    try:
        return import_module(place)
    except ModuleNotFoundError as error:
        if error.name is not None and (place == error.name or place.startswith(f"{error.name}.")):
            raise OptionError(
                f"{FLAG}: there is no module {error.name!r}, neither installed nor in this folder"
            ) from None
        raise OptionError(f"{FLAG}: {place} cannot be imported: it needs {error.name!r}") from None
    except Exception as error:
        raise OptionError(f"{FLAG}: {place} cannot be imported: {type(error).__name__}: {error}") from error
