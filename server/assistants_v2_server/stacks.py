"""Sees to it that a request finds room on the stack, from however deep in a program it is made.

`server` is its user, and `encoding` for what is nested deeply. The embedded server works in the thread of its
caller. A transaction that runs out of stack could not even be rolled back, so it is not begun there.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")

_FRAMES = 400
"""How many calls inside of each other a request may need: four times what its body may be nested."""


def call_with_room(function: Callable[..., T], *arguments: object) -> T:
    """Return what a function returns; it is called on a stack of its own if little is left of this one."""
    left = sys.getrecursionlimit() - _FRAMES
    frame = inspect.currentframe()
    while frame is not None and left > 0:
        frame, left = frame.f_back, left - 1
    return function(*arguments) if frame is None else call_apart(function, *arguments)


def call_apart(function: Callable[..., T], *arguments: object) -> T:
    """Return what a function returns that is called in a thread of its own, on an empty stack."""
    with ThreadPoolExecutor(1, "assistants-v2-room") as threads:
        return threads.submit(function, *arguments).result()
