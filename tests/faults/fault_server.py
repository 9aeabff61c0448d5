"""The fault server in front of one of the many servers that have no streams: clients have to look at runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from assistants_v2.testing import FaultServer
from assistants_v2_server.faults import Backend, Rule


def fault_server(
    backend: Backend | None = None, faults: Iterable[Rule] = (), *, streams: bool = False, **options: Any
) -> FaultServer:
    """Return a fault server, to be entered; the arguments are its own."""
    return FaultServer(backend, faults, streams=streams, **options)
