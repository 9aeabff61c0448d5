"""Fixtures for interpreters: each kind where it can run, and nothing is left behind."""

from __future__ import annotations

import asyncio
import ctypes
import os
import sys
import time
from collections.abc import Iterator

import pytest
from assistants_v2_server.builtin_tools.interpreters.bubblewrap import BubblewrapInterpreter
from assistants_v2_server.builtin_tools.interpreters.cells import MIB, Interpreter, Limits
from assistants_v2_server.builtin_tools.interpreters.monty import MontyInterpreter
from assistants_v2_server.builtin_tools.interpreters.usage import list_children

PR_SET_CHILD_SUBREAPER = 36
PATIENCE = 10.0
"""Seconds that processes get to end after a test."""

SMALL = Limits(memory=256 * MIB, disk=32 * MIB, entries=2_000, processes=32, flood=2 * MIB, seconds=30.0)
"""Limits with which attacks end soon."""


@pytest.fixture(autouse=True)
def _no_process_is_left() -> Iterator[None]:
    """Fail a test that leaves processes, also such as have lost their parents: these become ours."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before = {*list_children(os.getpid())}
    yield
    given_up = time.monotonic() + PATIENCE
    while (left := {*list_children(os.getpid())} - before) and time.monotonic() < given_up:
        time.sleep(0.01)
        reap(left)
    assert not left


def reap(children: set[int]) -> None:
    """Take note of the end of processes that others have left to us."""
    for pid in children:
        try:
            os.waitpid(pid, os.WNOHANG)
        except ChildProcessError:
            continue


_REASONS: dict[str, str | None] = {}


def find_reason(name: str) -> str | None:
    """Return why an interpreter cannot be tested here, probed once."""
    if name not in _REASONS:
        _REASONS[name] = asyncio.run(make_interpreter(name, SMALL).probe())
    return _REASONS[name]


def make_interpreter(name: str, limits: Limits) -> Interpreter:
    """Return an interpreter by its name."""
    return BubblewrapInterpreter(limits) if name == "bubblewrap" else MontyInterpreter(limits)


@pytest.fixture(params=["bubblewrap", "monty"])
def name(request: pytest.FixtureRequest) -> str:
    """The name of each interpreter that can run here."""
    reason = find_reason(request.param)
    if reason is not None:
        pytest.skip(reason)
    return str(request.param)


@pytest.fixture
def interpreter(name: str) -> Interpreter:
    """Each interpreter that can run here, with small limits."""
    return make_interpreter(name, SMALL)


@pytest.fixture
def bubblewrap() -> BubblewrapInterpreter:
    """The sandbox, with small limits."""
    reason = find_reason("bubblewrap")
    if reason is not None:
        pytest.skip(reason)
    return BubblewrapInterpreter(SMALL)
