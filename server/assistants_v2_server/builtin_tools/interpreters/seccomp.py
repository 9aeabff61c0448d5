"""Which system calls the kernel refuses to the code in a sandbox. Pure; `bubblewrap` hands it over.

It refuses what Python code does not need and a sandbox cannot bound: memory that no process is seen to hold,
new namespaces, address families that are not of the sandbox's own network, and what defects of kernels were
found in. It comes on top of namespaces and is no boundary by itself.
"""

from __future__ import annotations

import errno
import struct
from collections.abc import Iterator

from msgspec import Struct

_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
"""Instructions of the filter's machine."""

_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
"""Where a filter finds the call's number, the processor, and the lower half of the first argument."""

_ALLOW, _KILL, _FAIL = 0x7FFF0000, 0x80000000, 0x00050000
"""What becomes of a call; to the last the number of an error is added."""

_NAMESPACES = 0x7E020000
"""The bits of `clone` that ask for a namespace."""

_FAMILIES = (1, 2, 10)
"""Address families that sockets may have: unix, IPv4 and IPv6."""

_FIRST_X32 = 0x40000000
"""From here on, numbers are those of another way into an x86-64 kernel."""

_CLONE3 = 435
"""A newer `clone`, whose arguments a filter cannot read; Python then takes the older one."""

_DENIED = """
acct 163 89; add_key 248 217; bpf 321 280; chroot 161 51; clock_adjtime 305 266; clock_settime 227 112;
delete_module 176 106; fanotify_init 300 262; finit_module 313 273; fsconfig 431 431; fsmount 432 432;
fsopen 430 430; fspick 433 433; init_module 175 105; io_uring_enter 426 426; io_uring_register 427 427;
io_uring_setup 425 425; ioperm 173 -; iopl 172 -; kcmp 312 272; kexec_file_load 320 294; kexec_load 246 104;
keyctl 250 219; lookup_dcookie 212 18; memfd_create 319 279; memfd_secret 447 447; migrate_pages 256 238;
mount 165 40; mount_setattr 442 442; move_mount 429 429; move_pages 279 239; mq_open 240 180; msgget 68 186;
name_to_handle_at 303 264; nfsservctl 180 42; open_by_handle_at 304 265; open_tree 428 428; perf_event_open
298 241; personality 135 92; pidfd_getfd 438 438; pivot_root 155 41; process_madvise 440 440;
process_vm_readv 310 270; process_vm_writev 311 271; ptrace 101 117; quotactl 179 60; quotactl_fd 443 443;
reboot 169 142; request_key 249 218; semget 64 190; setdomainname 171 162; sethostname 170 161; setns 308
268; settimeofday 164 170; shmget 29 194; swapoff 168 225; swapon 167 224; syslog 103 116; umount2 166 39;
unshare 272 97; userfaultfd 323 282; vmsplice 278 75
"""
"""The calls that are refused, with their numbers on x86-64 and on aarch64."""


class _Machine(Struct, frozen=True):
    """A processor: its mark in the kernel, its column in the table, and calls that are looked at closely."""

    mark: int
    column: int
    socket: int
    clone: int


_MACHINES = {
    "x86_64": _Machine(mark=0xC000003E, column=1, socket=41, clone=56),
    "aarch64": _Machine(mark=0xC00000B7, column=2, socket=198, clone=220),
}


def knows_machine(machine: str) -> bool:
    """Say whether there is a filter for a processor.

    Args:
        machine: What `platform.machine()` calls it.
    """
    return machine in _MACHINES


def build_filter(machine: str) -> bytes:
    """Return the filter as the kernel takes it.

    Args:
        machine: What `platform.machine()` calls the processor.

    Raises:
        KeyError: If there is none for it.
    """
    return b"".join(struct.pack("=HBBI", *step) for step in _write_program(_MACHINES[machine]))


def _write_program(machine: _Machine) -> Iterator[tuple[int, int, int, int]]:
    """Yield instructions: what to do, how many to leave out if it is so and if not, and a number."""
    yield _LOAD, 0, 0, _ARCHITECTURE
    yield _IF_EQUAL, 1, 0, machine.mark
    yield _RETURN, 0, 0, _KILL
    yield _LOAD, 0, 0, _NUMBER
    yield _IF_AT_LEAST, 0, 1, _FIRST_X32
    yield _RETURN, 0, 0, _FAIL | errno.ENOSYS
    yield _IF_EQUAL, 0, 1, _CLONE3
    yield _RETURN, 0, 0, _FAIL | errno.ENOSYS
    for number in _list_denied(machine):
        yield _IF_EQUAL, 0, 1, number
        yield _RETURN, 0, 0, _FAIL | errno.EPERM
    yield _IF_EQUAL, 0, 4, machine.clone
    yield _LOAD, 0, 0, _FIRST_ARGUMENT
    yield _IF_ANY_BIT, 0, 1, _NAMESPACES
    yield _RETURN, 0, 0, _FAIL | errno.EPERM
    yield _RETURN, 0, 0, _ALLOW
    yield _IF_EQUAL, 1, 0, machine.socket
    yield _RETURN, 0, 0, _ALLOW
    yield _LOAD, 0, 0, _FIRST_ARGUMENT
    for family in _FAMILIES:
        yield _IF_EQUAL, 0, 1, family
        yield _RETURN, 0, 0, _ALLOW
    yield _RETURN, 0, 0, _FAIL | errno.EAFNOSUPPORT


def _list_denied(machine: _Machine) -> list[int]:
    rows = [row.split() for row in _DENIED.split(";")]
    return [int(row[machine.column]) for row in rows if row[machine.column] != "-"]
