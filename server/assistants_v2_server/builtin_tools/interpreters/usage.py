"""What the processes of a sandbox use, read from /proc of the machine. `sandbox` looks ten times a second.

All processes of a sandbox descend from its first one, since that takes in those whose parents have ended.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from .cells import FOLDER, Limits, Outcome, describe_memory

_PROC = Path("/proc")
_TICK = os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 100
_PAGE = os.sysconf("SC_PAGESIZE") if hasattr(os, "sysconf") else 4096

_FOLDERS = (FOLDER, "/tmp", "/dev/shm")
"""The folders in which a sandbox can make files."""


class Usage(Struct, frozen=True):
    """What a sandbox uses at a moment.

    Attributes:
        processes: How many processes live.
        memory: Bytes that they hold, what they share counted for each.
        cpu: Seconds of CPU time that they have taken since they began.
        entries: How many files and folders there are.
    """

    processes: int = 0
    memory: int = 0
    cpu: float = 0.0
    entries: int = 0


def can_watch() -> bool:
    """Say whether the kernel tells which children a process has."""
    return (_PROC / "self" / "task" / str(os.getpid()) / "children").exists()


def list_children(pid: int) -> list[int]:
    """Return the processes that a process has begun, or has taken in."""
    found = list[int]()
    with suppress(OSError):
        for task in (_PROC / str(pid) / "task").iterdir():
            with suppress(OSError):
                found += map(int, (task / "children").read_text().split())
    return found


def read_usage(first: int, before: float = 0.0) -> Usage:
    """Return what a sandbox uses now.

    Args:
        first: Its first process, which is not counted.
        before: Seconds of CPU time that are not counted either, 0 by default.
    """
    states = [*_read_states(first)]
    return Usage(
        processes=len(states),
        memory=sum(memory for _, memory in states),
        cpu=sum(cpu for cpu, _ in states) - before,
        entries=sum(_count_entries(first, folder) for folder in _FOLDERS),
    )


def judge_usage(usage: Usage, limits: Limits) -> tuple[Outcome, str] | None:
    """Return what is to be said of a cell that goes beyond the limits, or None of one that does not. Pure."""
    if usage.memory > limits.memory:
        return "out_of_memory", describe_memory(limits)
    if usage.cpu > limits.cpu_seconds:
        return "timeout", f"The code took more than {limits.cpu_seconds:g} seconds of CPU time and was ended."
    if usage.entries > limits.entries:
        return "killed", f"The code made more than {limits.entries} files and was ended."
    if usage.processes > limits.processes:
        return "killed", f"The code began more than {limits.processes} processes and was ended."
    return None


def _read_states(first: int) -> Iterator[tuple[float, int]]:
    """Yield seconds and bytes of each process that descends from the first and has not ended."""
    coming = list_children(first)
    while coming:
        pid = coming.pop()
        coming += list_children(pid)
        with suppress(OSError, ValueError, IndexError):
            fields = (_PROC / str(pid) / "stat").read_text(errors="replace").rpartition(")")[2].split()
            if fields[0] not in "ZX":
                yield sum(map(int, fields[11:15])) / _TICK, int(fields[21]) * _PAGE


def _count_entries(first: int, folder: str) -> int:
    with suppress(OSError):
        state = os.statvfs(_PROC / str(first) / "root" / folder[1:])
        return state.f_files - state.f_ffree
    return 0
