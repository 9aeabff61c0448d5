"""Does a whole operation again that met with others in a database that many change at the same time.

PostgreSQL undoes a transaction that would wait for another one that waits for it, one whose connection is
lost, and one that stores what another has just stored. `server` has operations done so, `history` the
portions of imports.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from .transactions import noting_commits
from .troubles import is_repeatable

_PAUSES = (0.01, 0.03, 0.1, 0.3)
"""Seconds before each of the tries that follow the first; up to half as long again, by chance."""

P = ParamSpec("P")
T = TypeVar("T")


def do_again(work: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """Return what *work* returns, done anew a few times if its transaction was undone because of others.

    What has committed anything is not done again, unless that does no harm (`Database.write`).

    Args:
        work: What to do.
        *arguments: What it is called with.
        **named: Likewise.

    Raises:
        Exception: Whatever it raised at last.
    """
    for pause in _PAUSES:
        with noting_commits() as commits:
            try:
                return work(*arguments, **named)
            except Exception as error:
                if commits.any or not is_repeatable(error):
                    raise
        time.sleep(pause * random.uniform(1.0, 1.5))
    return work(*arguments, **named)
