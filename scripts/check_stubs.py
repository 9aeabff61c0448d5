"""Hold the stubs against the code beside them, and check the types of the code that they hide.

A type checker that finds a stub does not look at the module beside it. So the modules are checked once more
in a copy of the layer that has no stubs, and the stubs are compared with the modules as Python imports them.
Used by `make typecheck`.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from generated_files import ROOT

LAYER = ROOT / "ergonomic"
COPY = ROOT / ".mypy_cache" / "without_stubs"
LINKED = ("generated", "transcripts", "server", "tests", "pyproject.toml")
"""What mypy needs beside the layer."""


def stubbed_modules() -> list[str]:
    """Return the names of the modules that have a stub; of packages, mypy compares all that is below them."""
    found = [path for path in LAYER.rglob("*.pyi") if path.stem != "__init__"]
    stubs = sorted(path.relative_to(LAYER).with_suffix("") for path in found)
    return [".".join(stub.parts) for stub in stubs]


def compare_with_runtime() -> int:
    """Run mypy's stubtest on every stub; returns its exit status."""
    path = os.pathsep.join(str(ROOT / name) for name in ("generated", "transcripts", "ergonomic", "server"))
    settings = ["--concise", "--mypy-config-file", str(ROOT / "pyproject.toml")]
    return run(ROOT, "mypy.stubtest", *stubbed_modules(), *settings, MYPYPATH=path)


def check_hidden_modules() -> int:
    """Run mypy on a copy of the layer without stubs, and on what the tests say of types there."""
    copy_without_stubs()
    cache = str(COPY.with_name("cache_without_stubs"))
    return run(COPY, "mypy", "ergonomic", "tests/typing/api.py", "--cache-dir", cache)


def copy_without_stubs() -> None:
    """Make the copy anew; times of change are kept, so that mypy looks only at what is new."""
    shutil.rmtree(COPY, ignore_errors=True)
    shutil.copytree(LAYER, COPY / LAYER.name, ignore=shutil.ignore_patterns("*.pyi", "__pycache__"))
    for name in LINKED:
        (COPY / name).symlink_to(ROOT / name)


def run(folder: Path, module: str, *arguments: str, **variables: str) -> int:
    """Run a module of Python in a folder; returns its exit status."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=folder, env={**os.environ, **variables}, check=False).returncode


def main() -> int:
    """Run both checks; returns 1 if either fails."""
    return int(any([compare_with_runtime(), check_hidden_modules()]))


if __name__ == "__main__":
    sys.exit(main())
