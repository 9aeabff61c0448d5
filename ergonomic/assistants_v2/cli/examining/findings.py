"""What `doctor` finds, as values. Pure."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from ..complaints import DONE, FAILED, UNREACHABLE

State: TypeAlias = Literal["ok", "note", "bad"]
"""Whether something works, is only worth knowing, or is needed and does not work."""


class Finding(Struct, frozen=True):
    """Something that was found.

    Attributes:
        topic: What was examined, such as `server`.
        name: What of it, such as `key`.
        state: Whether it works.
        said: What was found.
        remedy: What to do about it; empty if there is nothing to do.
        status: The exit status that it stands for.
    """

    topic: str
    name: str
    state: State
    said: str
    remedy: str = ""
    status: int = DONE


def approve(topic: str, name: str, said: str) -> Finding:
    """Return that something works."""
    return Finding(topic, name, "ok", said)


def mention(topic: str, name: str, said: str, remedy: str = "") -> Finding:
    """Return that something is worth knowing."""
    return Finding(topic, name, "note", said, remedy)


def complain(topic: str, name: str, said: str, remedy: str, *, is_unreachable: bool = False) -> Finding:
    """Return that something is needed and does not work.

    Args:
        topic: What was examined.
        name: What of it.
        said: What was found.
        remedy: What to do about it.
        is_unreachable: Whether it is a server that cannot be reached, or that refused the key.
    """
    return Finding(topic, name, "bad", said, remedy, UNREACHABLE if is_unreachable else FAILED)
