"""Tests of `builtin_tools.interpreters.bubblewrap_command`."""

from __future__ import annotations

from assistants_v2_server.builtin_tools.interpreters.bubblewrap_command import (
    Host,
    RootTools,
    list_rlimits,
    write_command,
)
from assistants_v2_server.builtin_tools.interpreters.cells import Limits
from assistants_v2_server.builtin_tools.interpreters.python_facts import PythonFacts
from msgspec.structs import replace

HOST = Host(bwrap="/usr/bin/bwrap", root=None, links={"/lib": "usr/lib"}, folders=("/usr/lib",))
PYTHON = PythonFacts(
    program="/home/me/python/bin/python3",
    library=("/home/me/python/lib/python3.12",),
    shared=("/home/me/python/lib/libpython3.12.so.1.0",),
    packages=("/home/me/app/lib/python3.12/site-packages", "/usr/lib/python3/dist-packages"),
    modules=(),
)


def list_shown(command: list[str]) -> list[tuple[str, str]]:
    """Return what a command shows, and where."""
    return [(command[at + 1], command[at + 2]) for at, part in enumerate(command) if part == "--ro-bind"]


def test_only_what_python_needs_is_shown() -> None:
    """Not the home around it, not the folder of the program's environment, and nothing twice."""
    command = write_command(HOST, PYTHON, Limits(), 9, ["driver"])
    shown = {PYTHON.program, *PYTHON.library, *PYTHON.shared, PYTHON.packages[0], "/usr/lib"}
    assert {(path, path) for path in shown} == {*list_shown(command)}
    assert ["--symlink", "usr/lib", "/lib"] == command[(at := command.index("--symlink")) : at + 3]
    assert "/home/me/python/lib" == command[command.index("LD_LIBRARY_PATH") + 1]
    assert ["--", "driver"] == command[-2:]


def test_the_promised_walls_are_there() -> None:
    """Each wall that the page promises is asked of bubblewrap, and the pipe with the filter is named."""
    command = write_command(HOST, PYTHON, Limits(disk=5), 9, ["driver"])
    walls = ["--unshare-all", "--new-session", "--die-with-parent", "--clearenv", "--cap-drop", "--seccomp"]
    assert [] == [wall for wall in walls if wall not in command]
    at = command.index("/mnt/data")
    assert ["--size", "5", "--tmpfs", "/mnt/data"] == command[at - 3 : at + 1]
    assert "/" == command[len(command) - command[::-1].index("--remount-ro")]


def test_root_becomes_nobody_before_the_sandbox_is_made() -> None:
    """What root shows lies in a stage, and the command after that is nobody's."""
    root = RootTools(unshare="/usr/bin/unshare", setpriv="/usr/bin/setpriv")
    command = write_command(replace(HOST, root=root), PYTHON, Limits(), 9, ["driver"])
    at = command.index("/usr/bin/setpriv")
    staged, sandbox = command[command.index("sh") + 1 : at - 1], command[at:]
    assert ["/usr/bin/unshare", "--mount"] == command[:2]
    assert ["--reuid=65534", "--regid=65534", "--clear-groups"] == sandbox[1:4]
    assert [(f"/sys/{n}", path) for n, path in enumerate(staged)] == list_shown(sandbox)
    assert "--unshare-all" in sandbox


def test_processes_are_held_to_the_limits_of_the_session() -> None:
    """The kernel refuses one process what the session may not have, and writes no cores."""
    held = list_rlimits(Limits(disk=3, processes=4))
    assert (3, 4, 0) == (held["FSIZE"], held["NPROC"], held["CORE"])
