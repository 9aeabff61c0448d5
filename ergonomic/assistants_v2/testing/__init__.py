"""Tests of programs that use the API: a model that follows a script, a clock to move, servers that fail.

from assistants_v2 import Assistants
from assistants_v2.testing import Script, call

with Script([call("balance", account="1"), "You have 17."]) as script:
    with Assistants.local(model=script) as client:
        ...

It needs the extra `local`, as the embedded server does. docs/testing.md shows how it is used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..errors import ConfigurationError

if TYPE_CHECKING:
    from assistants_v2_server import faults as faults
    from assistants_v2_server.clocks import Clock
    from assistants_v2_server.faults import FaultServer, Rule, ScriptedServer
    from assistants_v2_server.models import Prompt, Usage
    from assistants_v2_server.models.script import Script, ScriptMismatch
    from assistants_v2_server.models.scripted_turns import (
        Entry,
        call,
        cites,
        fails,
        pause,
        refuses,
        stops_short,
        turn,
    )
    from assistants_v2_server.store.ids import NumberedIds

__all__ = [
    "Clock",
    "Entry",
    "FaultServer",
    "NumberedIds",
    "Prompt",
    "Rule",
    "Script",
    "ScriptMismatch",
    "ScriptedServer",
    "Usage",
    "call",
    "cites",
    "fails",
    "faults",
    "pause",
    "refuses",
    "stops_short",
    "turn",
]

_LATE = {
    "Clock": "clocks",
    **dict.fromkeys(["FaultServer", "Rule", "ScriptedServer"], "faults"),
    "NumberedIds": "store.ids",
    **dict.fromkeys(["Prompt", "Usage"], "models"),
    **dict.fromkeys(["Script", "ScriptMismatch"], "models.script"),
    **dict.fromkeys(
        ["Entry", "call", "cites", "fails", "pause", "refuses", "stops_short", "turn"],
        "models.scripted_turns",
    ),
}
"""Modules of the server that these names are in, and that load when somebody asks for one."""

if not TYPE_CHECKING:  # type checkers would take any name for one that is there

    def __getattr__(name: str) -> object:
        """Load a name of the server's: this module is imported where there is no server, too."""
        if name not in __all__:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        from importlib import import_module

        try:
            module = import_module(f"assistants_v2_server.{_LATE.get(name, name)}")
        except ModuleNotFoundError as missing:
            from assistants_v2_server.extras import explain_missing

            raise ConfigurationError(str(explain_missing(missing))) from missing
        found = globals()[name] = getattr(module, name) if name in _LATE else module
        return found
