"""What of a Python installation a sandbox has to show: its program, its libraries, what is installed.

`bubblewrap` shows these folders and no others. They are asked of the Python that is to run, since it need not
be the one that runs the server.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
from functools import cache

from msgspec import Struct

NOTEWORTHY = ("numpy", "pandas", "matplotlib", "scipy", "sklearn", "sympy", "openpyxl", "PIL")
"""Modules that models like to use, and are told of."""

_LONGEST = 30.0
"""Seconds that Python may take to tell about itself."""

_QUESTION = """
import importlib.util, json, os, sys, sysconfig
real = os.path.realpath
paths = sysconfig.get_paths()
library = sysconfig.get_config_var("INSTSONAME") or ""
shared = os.path.join(sysconfig.get_config_var("LIBDIR") or "", library)
base = sysconfig.get_paths(vars={"base": sys.base_prefix, "platbase": sys.base_exec_prefix})
print(json.dumps({
    "program": real(sys._base_executable if sys.prefix != sys.base_prefix else sys.executable),
    "library": sorted({real(base["stdlib"]), real(base["platstdlib"])}),
    "shared": [shared] if ".so" in library and os.path.exists(shared) else [],
    "packages": sorted({paths["purelib"], paths["platlib"]}),
    "modules": [name for name in sys.argv[1:] if importlib.util.find_spec(name)],
}))
"""
"""What Python is asked: the program of the installation, since that of a virtual environment is a link."""


class PythonFacts(Struct, frozen=True):
    """An installation.

    Attributes:
        program: The path of the program.
        library: The folders of the standard library.
        shared: The shared library that the program needs, where it needs one.
        packages: The folders of what is installed.
        modules: Which of the noteworthy modules are among that.
    """

    program: str
    library: tuple[str, ...]
    shared: tuple[str, ...]
    packages: tuple[str, ...]
    modules: tuple[str, ...]


async def ask_python(python: str) -> PythonFacts:
    """Return what a Python says of itself; asked once in the life of this process.

    Args:
        python: The path of its program, which may be that of a virtual environment.

    Raises:
        OSError: If there is no such program.
        ValueError: If it does not answer as a Python does.
    """
    return await asyncio.to_thread(_ask, python)


@cache
def _ask(python: str) -> PythonFacts:
    command = [python, "-I", "-c", _QUESTION, *NOTEWORTHY]
    try:
        done = subprocess.run(command, capture_output=True, timeout=_LONGEST, check=True)
        said = json.loads(done.stdout)
    except (subprocess.SubprocessError, ValueError) as error:
        raise ValueError(f"{python} does not answer as Python does.") from error
    lists = {name: tuple(said[name]) for name in ("library", "shared", "packages", "modules")}
    return PythonFacts(program=said["program"], **lists)
