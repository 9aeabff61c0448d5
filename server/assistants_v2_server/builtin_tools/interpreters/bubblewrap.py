"""The interpreter that runs real Python, apart from the machine by namespaces of the kernel. Linux only.

`choosing` makes it. What runs is an installed Python with all that is installed for it; what it sees is in
`bubblewrap_command`, what it is held to in `sandbox` and `seccomp`.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import sys
from functools import partial
from pathlib import Path

from .bubblewrap_command import NICE, SYSTEM, Host, RootTools, list_rlimits, write_command
from .cells import FOLDER, Limits, SessionLost, find_defect
from .processes import SandboxProcesses
from .python_facts import NOTEWORTHY, PythonFacts, ask_python
from .sandbox import Sandbox
from .seccomp import build_filter, knows_machine
from .usage import can_watch

_DRIVER = Path(__file__).with_name("driver.py")


class BubblewrapInterpreter:
    """Runs code in bubblewrap; its protocol is `cells.Interpreter`.

    Args:
        limits: What a session may use; the defaults of `Limits` if it is not given.
        python: The Python that runs the code, by default the one that runs the server.
    """

    name = "bubblewrap"

    def __init__(self, limits: Limits | None = None, *, python: str | None = None) -> None:
        self._limits = limits or Limits()
        self._python = python or sys.executable
        self._facts: PythonFacts | None = None

    @property
    def note(self) -> str:
        """What there is and what is missing; what is installed is known once a session was begun."""
        note = f"Python runs in a sandbox without network. Files are in {FOLDER}; variables are kept."
        if self._facts is None:
            return note
        missing = [name for name in NOTEWORTHY[:3] if name not in self._facts.modules]
        there = f" Installed: {', '.join(self._facts.modules)}." if self._facts.modules else ""
        return note + there + (f" Not installed: {', '.join(missing)}." if missing else "")

    async def probe(self) -> str | None:
        """Begin a session and compute something; what is in the way is said."""
        return await find_defect(self, "The sandbox begins, but cannot compute.")

    async def start(self) -> Sandbox:
        """Begin a session."""
        reason = find_obstacle()
        if reason is not None:
            raise SessionLost(reason)
        try:
            self._facts = self._facts or await ask_python(self._python)
            command = partial(self._write_command, describe_host(), self._facts)
            sandbox = Sandbox(SandboxProcesses(command, build_filter(platform.machine())), self._limits)
        except (OSError, ValueError) as error:
            raise SessionLost(f"The sandbox cannot be begun: {error}") from error
        await sandbox.begin()
        return sandbox

    def _write_command(self, host: Host, facts: PythonFacts, answers: int, seccomp: int) -> list[str]:
        settings = {
            "folder": FOLDER,
            "results": self._limits.results,
            "files": self._limits.files,
            "limits": list_rlimits(self._limits),
            "nice": NICE,
            "packages": facts.packages,
        }
        driver = [
            facts.program,
            "-I",
            "-B",
            "-c",
            _DRIVER.read_text("utf-8"),
            str(answers),
            json.dumps(settings),
        ]
        return write_command(host, facts, self._limits, seccomp, driver)


def find_obstacle() -> str | None:
    """Return what forbids sandboxes on this machine, with the remedy; None if nothing is seen to."""
    if sys.platform != "linux":
        return "bubblewrap is for Linux only; monty is for all systems: pip install 'assistants-v2[code]'."
    if shutil.which("bwrap") is None:
        return "bubblewrap is not installed: apt install bubblewrap, or dnf install bubblewrap."
    if not knows_machine(platform.machine()):
        return f"bubblewrap is used on x86-64 and aarch64 only, and this is {platform.machine()}."
    if not can_watch():
        return "the kernel does not list children (CONFIG_PROC_CHILDREN), so processes cannot be watched."
    if os.geteuid() == 0 and _find_root_tools() is None:
        return "root's sandboxes need unshare and setpriv: install util-linux, or serve as another user."
    return None


def describe_host() -> Host:
    """Return what of this machine a sandbox needs."""
    paths = [Path(path) for path in SYSTEM if Path(path).is_dir()]
    return Host(
        bwrap=shutil.which("bwrap") or "bwrap",
        root=_find_root_tools() if os.geteuid() == 0 else None,
        links={str(path): str(path.readlink()) for path in paths if path.is_symlink()},
        folders=tuple(str(path) for path in paths if not path.is_symlink()),
    )


def _find_root_tools() -> RootTools | None:
    unshare, setpriv = shutil.which("unshare"), shutil.which("setpriv")
    return RootTools(unshare, setpriv) if unshare and setpriv else None
