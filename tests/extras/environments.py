"""Environments that hold a wheel with one of its extras and nothing else. Used by `trying_extras`."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from attrs import frozen

ROOT = Path(__file__).parents[2]

TRIALS = (
    "tests/extras/trials.py",
    "tests/server/walking_through.py",
    "tests/server/builtin_tools/documents/making_office.py",
    "tests/server/builtin_tools/documents/making_pdfs.py",
)
"""What trials are made of; they are copied to where nothing else of the repository is."""

PATIENCE = 120.0
"""Seconds that a trial or a command may take."""


@frozen
class Environment:
    """A Python with the wheel.

    Attributes:
        programs: The folder with its programs.
        folder: An empty folder to work in.
    """

    programs: Path
    folder: Path

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run the command `assistants-v2` to its end."""
        return self._run(str(self.programs / "assistants-v2"), *command)

    def run_pytest(self, **tests: str) -> subprocess.CompletedProcess[str]:
        """Run test modules, given as their text by name, with an error for each warning."""
        for name, text in tests.items():
            (self.folder / f"{name}.py").write_text(text, "utf-8")
        return self._run(str(self.programs / "python"), "-E", "-s", "-m", "pytest", "-q", "-W", "error")

    def try_out(self, name: str) -> str:
        """Return what went wrong in a trial; nothing if all went well."""
        for file in TRIALS:
            (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / file, self.folder / file)
        python = str(self.programs / "python")
        done = self._run(python, "-E", "-s", "-W", "error", "-m", "tests.extras.trials", name)
        return f"{name}: {done.stderr}" if done.returncode else ""

    @contextmanager
    def serve(self, *options: str) -> Iterator[str]:
        """Run `serve` for the time of a block, and yield its address; it is to end well."""
        command = [str(self.programs / "assistants-v2"), "serve", "--port", "0", *options]
        with subprocess.Popen(
            command, cwd=self.folder, env=bare_environment(), stderr=subprocess.PIPE, text=True
        ) as process:
            assert process.stderr is not None
            try:
                told = next(line for line in process.stderr if "serving at" in line)
                yield told.partition("serving at ")[2].split()[0]
            finally:
                process.send_signal(signal.SIGTERM)
                assert 0 == process.wait(PATIENCE)

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=self.folder, env=bare_environment(), capture_output=True, text=True, timeout=PATIENCE
        )


def bare_environment() -> dict[str, str]:
    """Return the variables of this process without those that mean a server or another Python."""
    ours = re.compile(r"PYTHON|ASSISTANTS_|OPENAI_|VIRTUAL_ENV")
    return {name: value for name, value in os.environ.items() if not ours.match(name)}


def make_environment(wheel: Path, extra: str, folder: Path, *others: str) -> Environment:
    """Return an environment with a wheel and one of its extras, as pip installs them.

    Args:
        wheel: The wheel.
        extra: The name of the extra; empty for none.
        folder: An empty folder.
        *others: What else is installed.
    """
    venv.create(folder / "venv", symlinks=True)
    python = folder / "venv" / "bin" / "python"
    wanted = f"{wheel}[{extra}]" if extra else str(wheel)
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", wanted, *others]
    subprocess.run(command, check=True)
    work = folder / "work"
    work.mkdir()
    return Environment(python.parent, work)
