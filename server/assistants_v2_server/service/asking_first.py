"""Has operations ask other servers before they write: no transaction is open while somebody else is waited
for.

Those operations carry it as a decorator that may name files and vector stores.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TypeVar

from msgspec.structs import replace

from ..requests import refusals
from ..requests.operations import CheckedRequest
from ..store import is_undone
from .context import Context
from .errands import Errand, ErrandPending

A = TypeVar("A")

_MOST_ROUNDS = 6
"""How often an operation is begun: to note, to know, to have made, and again where others change things."""


def asking_first(operation: Callable[[Context, CheckedRequest], A]) -> Callable[[Context, CheckedRequest], A]:
    """Return an operation that asks other servers for what it lacks, and leaves nothing there for nothing."""

    @functools.wraps(operation)
    def ask_first(context: Context, request: CheckedRequest) -> A:
        if context.elsewhere is None:
            return operation(context, request)
        errand = Errand(context.elsewhere)
        context = replace(context, errand=errand)
        try:
            for _ in range(_MOST_ROUNDS):
                errand.begin()
                try:
                    done = operation(context, request)
                except ErrandPending:  # and nothing was written
                    errand.go()
                else:
                    errand.undo(all_of_it=False)
                    return done
        except BaseException as error:
            if is_undone(error):  # else what was made there may be named here
                errand.undo(all_of_it=True)
            raise
        errand.undo(all_of_it=True)
        raise refusals.too_busy()

    return ask_first
