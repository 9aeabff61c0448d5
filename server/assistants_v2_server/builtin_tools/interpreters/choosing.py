"""Which interpreter a server has. Used by whoever makes a server, by the name in its options."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Literal, TypeAlias

from .bubblewrap import BubblewrapInterpreter
from .cells import Interpreter, Limits
from .monty import MontyInterpreter

InterpreterName: TypeAlias = Literal["auto", "monty", "bubblewrap", "none"]
"""What an interpreter is called in options."""

INTERPRETERS: tuple[InterpreterName, ...] = ("auto", "monty", "bubblewrap", "none")
"""All these names."""


class InterpreterUnavailable(Exception):
    """An interpreter was asked for by name and cannot be used here; the text says why, and what to do."""


async def choose_interpreter(name: InterpreterName, limits: Limits | None = None) -> Interpreter | None:
    """Return the interpreter of that name, after it was probed.

    Args:
        name: `auto` for bubblewrap where nothing forbids it, else monty where it is installed, else none.
        limits: What sessions may use; the defaults of `Limits` if it is not given.

    Returns:
        None if there is to be none.

    Raises:
        InterpreterUnavailable: If the one that was named cannot be used: no other takes its place.
    """
    if name == "none":
        return None
    if name == "auto":
        return await _choose_best(limits)
    interpreter = BubblewrapInterpreter(limits) if name == "bubblewrap" else MontyInterpreter(limits)
    reason = await interpreter.probe()
    if reason is not None:
        raise InterpreterUnavailable(f"{name}: {reason}")
    return interpreter


async def _choose_best(limits: Limits | None) -> Interpreter | None:
    candidates: list[Interpreter] = [BubblewrapInterpreter(limits)]
    if find_spec("pydantic_monty") is not None:
        candidates.append(MontyInterpreter(limits))
    for interpreter in candidates:
        if await interpreter.probe() is None:
            return interpreter
    return None
