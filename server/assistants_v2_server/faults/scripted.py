"""A fault server whose model follows a script: what the tests of other programs and languages are given."""

from __future__ import annotations

from collections.abc import Iterable
from types import TracebackType

from ..models.script import Script
from ..server import Server
from .server import FaultServer
from .striking import Rule


class ScriptedServer(FaultServer):
    """A `FaultServer` in front of a server of ours, whose model says what a script has.

    Args:
        script: What the model says; an empty one by default, for `script.say(…)`.
        faults: Which requests something goes wrong with.
        server: A server with this script as its model, which is left open at the end; by default a new one in
            memory.

    Attributes:
        script: What the model says. Whoever has given it calls `script.check()`.
    """

    def __init__(
        self, script: Script | None = None, faults: Iterable[Rule] = (), *, server: Server | None = None
    ) -> None:
        self.script = Script() if script is None else script
        self._scripted = Server(model=self.script) if server is None else None
        super().__init__(server or self._scripted, faults)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        super().__exit__(kind, error, at)
        if self._scripted is not None:
            self._scripted.close()
