"""Which interpreter a server has. Used by whoever makes a server, by the name in its options."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Literal, TypeAlias

from .cells import Interpreter, Limits

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
    interpreter = _make_bubblewrap(limits) if name == "bubblewrap" else _make_monty(limits)
    reason = await interpreter.probe()
    if reason is not None:
        raise InterpreterUnavailable(f"{name}: {reason}")
    return interpreter


async def _choose_best(limits: Limits | None) -> Interpreter | None:
    makers = [_make_bubblewrap]
    if find_spec("pydantic_monty") is not None:
        makers.append(_make_monty)
    for make in makers:
        interpreter = make(limits)
        if await interpreter.probe() is None:
            return interpreter
    return None


def _make_bubblewrap(limits: Limits | None) -> Interpreter:
    from .bubblewrap import BubblewrapInterpreter  # late, as below: one server has one of the two

    return BubblewrapInterpreter(limits)


def _make_monty(limits: Limits | None) -> Interpreter:
    from .monty import MontyInterpreter

    return MontyInterpreter(limits)
