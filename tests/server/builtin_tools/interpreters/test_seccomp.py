"""Tests of `builtin_tools.interpreters.seccomp`: the filter is run as the kernel would."""

from __future__ import annotations

import struct

import pytest
from assistants_v2_server.builtin_tools.interpreters.seccomp import build_filter, knows_machine

X86, ARM = 0xC000003E, 0xC00000B7
ALLOWED, KILLED, FAILED = 0x7FFF0000, 0x80000000, 0x00050000


def decide(machine: str, mark: int, number: int, argument: int = 0) -> int:
    """Return what a filter decides about a call."""
    program = [*struct.iter_unpack("=HBBI", build_filter(machine))]
    words = {0: number, 4: mark, 16: argument}
    loaded, place = 0, 0
    while True:
        code, if_so, if_not, value = program[place]
        place += 1
        if code == 0x06:
            return int(value)
        if code == 0x20:
            loaded = words[value]
        else:
            holds = {0x15: loaded == value, 0x35: loaded >= value, 0x45: bool(loaded & value)}[code]
            place += if_so if holds else if_not


@pytest.mark.parametrize(
    ("expected", "call"),
    [
        (ALLOWED, ("x86_64", X86, 0)),  # read
        (ALLOWED, ("x86_64", X86, 59)),  # execve
        (FAILED | 1, ("x86_64", X86, 101)),  # ptrace
        (FAILED | 1, ("x86_64", X86, 319)),  # memfd_create
        (FAILED | 38, ("x86_64", X86, 435)),  # clone3
        (ALLOWED, ("x86_64", X86, 56, 0x00000011)),  # clone, as fork does
        (FAILED | 1, ("x86_64", X86, 56, 0x10000011)),  # clone into a user namespace
        (ALLOWED, ("x86_64", X86, 41, 1)),  # socket, unix
        (FAILED | 97, ("x86_64", X86, 41, 40)),  # socket, to the host of a virtual machine
        (FAILED | 38, ("x86_64", X86, 0x40000000 | 101)),  # the other way into the kernel
        (KILLED, ("x86_64", 0x40000003, 0)),  # as a 32-bit program
        (ALLOWED, ("aarch64", ARM, 63)),  # read
        (FAILED | 1, ("aarch64", ARM, 117)),  # ptrace
        (ALLOWED, ("aarch64", ARM, 173)),  # getppid, which is ioperm elsewhere
        (FAILED | 1, ("aarch64", ARM, 220, 0x10000011)),  # clone into a user namespace
        (FAILED | 97, ("aarch64", ARM, 198, 38)),  # socket, to the kernel's ciphers
    ],
)
def test_calls_are_decided_by_number_and_argument(expected: int, call: tuple[str, int, int]) -> None:
    """What Python needs goes through, and what is refused fails with an error that Python shows."""
    assert expected == decide(*call)


def test_other_processors_have_no_filter() -> None:
    """There a sandbox is not begun."""
    assert (True, False) == (knows_machine("x86_64"), knows_machine("riscv64"))
