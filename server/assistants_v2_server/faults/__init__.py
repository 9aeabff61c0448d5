"""What can go wrong between a client and a server, and a server that does it: for tests of clients.

    from assistants_v2.testing import FaultServer, Rule, faults

    with FaultServer(faults=[Rule("*", "*", faults.status(503), times=2)]) as server: ...

docs/testing.md has a table of the kinds, with what a client should do about each.
"""

from __future__ import annotations

from .kinds import (
    Fault,
    cut_body,
    cut_stream,
    empty,
    garbage,
    hangup,
    html,
    rate_limited,
    reset,
    slow,
    slow_body,
    stale,
    status,
    truncated,
)
from .scripted import ScriptedServer
from .server import Backend, FaultServer, Record
from .striking import Rule

__all__ = [
    "Backend",
    "Fault",
    "FaultServer",
    "Record",
    "Rule",
    "ScriptedServer",
    "cut_body",
    "cut_stream",
    "empty",
    "garbage",
    "hangup",
    "html",
    "rate_limited",
    "reset",
    "slow",
    "slow_body",
    "stale",
    "status",
    "truncated",
]
