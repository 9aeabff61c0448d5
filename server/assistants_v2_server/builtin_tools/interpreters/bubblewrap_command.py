"""The command line of a sandbox: what it shows and hides, and who it runs as. Pure; `bubblewrap` runs it."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from .cells import FOLDER, MIB, Limits
from .python_facts import PythonFacts

NOBODY = 65534
"""Who the code is: the user and group that own nothing."""

NICE = 10
"""How much the code stands back where others want the processor; 19 is most."""

SCRATCH = 64 * MIB
"""Bytes of `/tmp` in a sandbox."""

SHARED_MEMORY = 16 * MIB
"""Bytes of `/dev/shm` in a sandbox."""

OPEN_FILES = 256
"""Files that one process in a sandbox may have open."""

LIBRARIES = 256 * MIB
"""Bytes of addresses that a process may have beyond its memory: libraries, and what is only reserved."""

_ENVIRONMENT = {
    "HOME": "/tmp",
    "LANG": "C.UTF-8",
    "MPLBACKEND": "module://cell_figures",
    "MPLCONFIGDIR": "/tmp/matplotlib",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PATH": "/nowhere",
    "TZ": "UTC",
}
"""All that a sandbox has in its environment."""

SYSTEM = ("/usr/lib", "/usr/lib64", "/lib", "/lib64", "/usr/share/zoneinfo")
"""Where systems have the libraries that Python is linked with, and the times of the world."""

_STAGE = "/sys"
"""Where folders that only root can get at are shown to nobody, seen by the beginning of a sandbox alone.

There is no Python there, and sandboxes do not have it.
"""

_SCRIPT = f"""
set -e
mount -t tmpfs -o mode=755 stage {_STAGE}
number=0
while [ "$1" != -- ]; do
  if [ -d "$1" ]; then mkdir {_STAGE}/$number; else : > {_STAGE}/$number; fi
  mount --bind "$1" {_STAGE}/$number
  number=$((number + 1))
  shift
done
shift
exec "$@"
"""
"""What shows them there.

It replaces itself by the sandbox, whose parent is the server then: the kernel ends it with its parent, but
would not if that were another process of root's, which has no right to it.
"""


class RootTools(Struct, frozen=True):
    """The programs with which root becomes nobody, as paths.

    Attributes:
        unshare: Gives a command mounts of its own.
        setpriv: Gives it another user, without rights.
    """

    unshare: str
    setpriv: str


class Host(Struct, frozen=True):
    """What the machine is like.

    Attributes:
        bwrap: The path of bubblewrap.
        root: What root needs, if this process is root's.
        links: Of the system's folders of libraries, those that are links, and where they lead.
        folders: Those that are folders.
    """

    bwrap: str
    root: RootTools | None
    links: dict[str, str]
    folders: tuple[str, ...]


def write_command(
    host: Host, python: PythonFacts, limits: Limits, seccomp: int, inside: list[str]
) -> list[str]:
    """Return the command that begins a sandbox.

    Root has the folders of Python shown in a place of its own first, and becomes nobody before the sandbox is
    made: nobody cannot get at what lies in root's home.

    Args:
        host: What the machine is like.
        python: What is shown of Python.
        limits: How much the folder may hold.
        seccomp: The number of the pipe with the filter of system calls.
        inside: What is run in the sandbox.
    """
    shown = _list_shown(host, python)
    sandbox = [*_isolate(host, seccomp), *_set_environment(python), *_make_folders(limits)]
    sandbox += [*_show(host, shown, staged=host.root is not None), *_finish(), "--", *inside]
    return sandbox if host.root is None else [*_become_nobody(host.root, shown), *sandbox]


def _list_shown(host: Host, python: PythonFacts) -> list[str]:
    """Return what is shown, each once, and nothing that is in another."""
    paths = [*host.folders, *python.library, *python.shared, *python.packages, python.program]
    outer = list[str]()
    for path in sorted({*paths}):
        if not any(path.startswith(f"{other}/") for other in outer):
            outer.append(path)
    return outer


def _isolate(host: Host, seccomp: int) -> list[str]:
    user = ["--unshare-all", "--uid", str(NOBODY), "--gid", str(NOBODY), "--hostname", "sandbox"]
    apart = [
        "--new-session",
        "--die-with-parent",
        "--clearenv",
        "--cap-drop",
        "ALL",
        "--seccomp",
        str(seccomp),
    ]
    return [host.bwrap, *user, *apart]


def _set_environment(python: PythonFacts) -> list[str]:
    libraries = ":".join(path.rpartition("/")[0] for path in python.shared)
    environment = {**_ENVIRONMENT, "LD_LIBRARY_PATH": libraries} if libraries else _ENVIRONMENT
    return _flatten(("--setenv", name, value) for name, value in environment.items())


def _show(host: Host, shown: list[str], *, staged: bool) -> list[str]:
    sources = [f"{_STAGE}/{number}" if staged else path for number, path in enumerate(shown)]
    binds = _flatten(("--ro-bind", source, path) for source, path in zip(sources, shown, strict=True))
    return [*binds, *_flatten(("--symlink", target, link) for link, target in host.links.items())]


def _make_folders(limits: Limits) -> list[str]:
    """Return the folders that can be written, all of bounded size; what is shown may lie below them."""
    sizes = {FOLDER: limits.disk, "/tmp": SCRATCH, "/dev/shm": SHARED_MEMORY, "/proc/sys": 4096}
    written = _flatten(("--size", str(size), "--tmpfs", folder) for folder, size in sizes.items())
    return ["--proc", "/proc", "--dev", "/dev", *written]


def _finish() -> list[str]:
    """Return what closes all but these folders, and where the code begins."""
    closed = _flatten(("--remount-ro", folder) for folder in ("/proc/sys", "/dev", "/"))
    return [*closed, "--chdir", FOLDER]


def _become_nobody(root: RootTools, shown: list[str]) -> list[str]:
    stage = [root.unshare, "--mount", "--", "/bin/sh", "-c", _SCRIPT, "sh", *shown, "--"]
    user = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    rights = ["--no-new-privs", "--inh-caps=-all", "--bounding-set=-all"]
    return [*stage, root.setpriv, *user, *rights, "--"]


def _flatten(groups: Iterable[tuple[str, ...]]) -> list[str]:
    return [part for group in groups for part in group]


def list_rlimits(limits: Limits) -> dict[str, int]:
    """Return what each process in the sandbox is held to by the kernel, by the kernel's names."""
    return {
        "AS": limits.memory + LIBRARIES,
        "CORE": 0,
        "FSIZE": limits.disk,
        "NOFILE": OPEN_FILES,
        "NPROC": limits.processes,
    }
