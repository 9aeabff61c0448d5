"""Runs cells inside the sandbox: the only file of ours that the code of a model shares a process with.

`bubblewrap` starts it with `python -I -c`, so it uses nothing of ours. Nobody believes what it says: the code
that it runs can do all that it can. It reads commands from its standard input, each a line of JSON and bytes,
and answers in the same way through another pipe. What cells print goes straight into the pipe of the standard
output.
"""

from __future__ import annotations

import ast
import contextlib
import importlib.abc
import io
import json
import linecache
import os
import signal
import stat
import sys
import traceback
import types
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any, BinaryIO, TextIO

CHUNK = 65536
"""Bytes that are read from a pipe at once."""

NAMED = 20
"""How many things that were left out are named."""

SAFELY = sum(getattr(os, flag, 0) for flag in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC"))
"""How files are opened that the code of a cell may have made."""


class Figures(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """A backend of matplotlib that keeps figures as PNG: a module that is made when it is imported."""

    def __init__(self) -> None:
        self.drawn: list[bytes] = []

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """Offer the module."""
        return ModuleSpec(fullname, self) if fullname == "cell_figures" else None

    def exec_module(self, module: types.ModuleType) -> None:
        """Take all but `show` from matplotlib's own backend without a screen."""
        agg = importlib.import_module("matplotlib.backends.backend_agg")
        own = {name: value for name, value in vars(agg).items() if not name.startswith("__")}
        vars(module).update(own, show=self.show)

    def show(self, *_: object, **__: object) -> None:
        """Draw the open figures, and close them."""
        pyplot: Any = sys.modules.get("matplotlib.pyplot")
        if pyplot is None:
            return
        for number in pyplot.get_fignums():
            image = io.BytesIO()
            pyplot.figure(number).savefig(image, format="png", bbox_inches="tight")
            self.drawn.append(image.getvalue())
        pyplot.close("all")


class Driver:
    """One session: its variables, its folder and its pipes."""

    def __init__(self, commands: BinaryIO, answers: int, settings: dict[str, Any]) -> None:
        self.commands, self.answers, self.output = commands, answers, os.dup(1)
        self.folder = Path(settings["folder"])
        self.most_bytes, self.most_files = int(settings["results"]), int(settings["files"])
        self.pid, self.cells, self.number = os.getpid(), 0, 0
        self.figures = Figures()
        self.known: dict[str, tuple[int, ...]] = {}
        main = types.ModuleType("__main__")
        sys.modules["__main__"] = main
        sys.meta_path.append(self.figures)
        self.variables = main.__dict__

    def serve(self) -> None:
        """Follow commands until there are no more."""
        self.finish("ok")
        while line := self.commands.readline():
            command = json.loads(line)
            self.number = command["number"]
            if command["kind"] == "put":
                trouble = self.put(self.folder / command["name"], command["size"])
                self.finish("error" if trouble else "ok", trouble=trouble)
            else:
                self.run(self.commands.read(command["size"]).decode("utf-8", "replace"))

    def answer(self, header: dict[str, Any], content: bytes = b"") -> None:
        """Send a line and bytes."""
        rest = memoryview(json.dumps(header).encode() + b"\n" + content)
        while rest:
            rest = rest[os.write(self.answers, rest) :]

    def finish(self, outcome: str, **more: object) -> None:
        """Say that a command was followed."""
        self.answer({"kind": "done", "number": self.number, "outcome": outcome, **more})

    def put(self, path: Path, size: int) -> str:
        """Write a file and return what was in the way; its bytes are read in any case."""
        trouble = ""
        with contextlib.ExitStack() as opened:
            try:
                path.unlink(missing_ok=True)
                file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | SAFELY, 0o644)
                opened.callback(os.close, file)
            except OSError as error:
                trouble, file = str(error.strerror), -1
            while size > 0 and (chunk := self.commands.read(min(CHUNK, size))):
                size -= len(chunk)
                try:
                    while chunk and not trouble:
                        chunk = chunk[os.write(file, chunk) :]
                except OSError as error:
                    trouble = str(error.strerror)
        if trouble and file >= 0:
            path.unlink(missing_ok=True)
        self.known.update(self.look())
        return trouble

    def run(self, code: str) -> None:
        """Run a cell, and send what it made."""
        self.cells += 1
        self.open_streams()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        try:
            outcome = self.execute(code, f"<cell {self.cells}>")
        finally:
            if os.getpid() != self.pid:  # a child that the cell forked, and that came back
                os._exit(0)
            signal.signal(signal.SIGINT, signal.SIG_IGN)
        end_others()
        left_out = self.send_results()
        self.finish(outcome, left_out=left_out[:NAMED])

    def open_streams(self) -> None:
        """Open the streams anew: an earlier cell may have closed or replaced them."""
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        for number in (1, 2):
            os.dup2(self.output, number)
        sys.stdin = open(0, encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115 - it has no end
        sys.stdout, sys.stderr = open_output(1), open_output(2)

    def execute(self, code: str, name: str) -> str:
        """Run the code, show the value of its last expression or its traceback, and return how it ended."""
        linecache.cache[name] = len(code), None, code.splitlines(keepends=True), name
        outcome = "error"
        try:
            tree = ast.parse(code, name)
            last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, name, "exec"), self.variables)
            if isinstance(last, ast.Expr):
                self.show(eval(compile(ast.Expression(last.value), name, "eval"), self.variables))
            self.figures.show()
            outcome = "ok"
        except BaseException as error:  # noqa: BLE001 - whatever it is, it is the cell's
            print_traceback(error, name)
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(BaseException):
                stream.flush()
        return outcome

    def show(self, value: object) -> None:
        """Show a value as a notebook does."""
        if value is None:
            return
        self.variables["_"] = value
        draw = None if isinstance(value, type) else getattr(value, "_repr_png_", None)
        image = draw() if callable(draw) else None
        if isinstance(image, bytes):
            self.figures.drawn.append(image)
        else:
            sys.stdout.write(f"{value!r}\n")

    def send_results(self) -> list[str]:
        """Send figures and changed files as far as they may go, and return what was left out."""
        drawn, self.figures.drawn = self.figures.drawn, []
        before, self.known = self.known, self.look()
        allowance, left_out = Allowance(self.most_bytes, self.most_files), list[str]()
        for number, image in enumerate(drawn, 1):
            if allowance.take(len(image)):
                self.answer({"kind": "image", "size": len(image)}, image)
            else:
                left_out.append(f"figure {number}")
        for path, state in self.known.items():
            if before.get(path) == state:
                continue
            content = read_file(path) if allowance.take(state[0]) else None
            if content is not None and len(content) <= state[0]:
                self.answer({"kind": "file", "path": path, "size": len(content)}, content)
            else:
                left_out.append(path)
        return left_out

    def look(self) -> dict[str, tuple[int, ...]]:
        """Return the plain files of the folder, each with its size and what changes when it is written."""
        return dict(walk(str(self.folder)))


class Allowance:
    """What a cell may still hand out."""

    def __init__(self, room: int, places: int) -> None:
        self.room, self.places = room, places

    def take(self, size: int) -> bool:
        """Say whether something of this size may go, and count it if so."""
        if size > self.room or not self.places:
            return False
        self.room, self.places = self.room - size, self.places - 1
        return True


def walk(folder: str) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield plain files; links, devices and pipes are none, and folders that cannot be read are empty."""
    folders = [folder]
    while folders:
        with contextlib.suppress(OSError), os.scandir(folders.pop()) as entries:
            for entry in entries:
                state = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(state.st_mode):
                    folders.append(entry.path)
                elif stat.S_ISREG(state.st_mode):
                    yield entry.path, (state.st_size, state.st_mtime_ns, state.st_ino)


def read_file(path: str) -> bytes | None:
    """Return what is in a file, or None if it cannot be read."""
    with contextlib.suppress(OSError), os.fdopen(os.open(path, os.O_RDONLY | SAFELY), "rb") as file:
        return file.read()
    return None


def open_output(number: int) -> TextIO:
    """Return a stream that takes every text, and passes on each line as it comes."""
    return open(number, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False)


def end_others() -> None:
    """End all processes that the cell has left."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, 0)[0]:
            pass


def print_traceback(error: BaseException, name: str) -> None:
    """Print a traceback that begins at the cell."""
    frames = error.__traceback__
    while frames is not None and frames.tb_frame.f_code.co_filename != name:
        frames = frames.tb_next
    with contextlib.suppress(BaseException):
        sys.stderr.write("".join(traceback.format_exception(type(error), error, frames)))


def set_limits(limits: dict[str, int]) -> None:
    """Give up for good what goes beyond the limits, for this process and those that it starts."""
    import resource  # late: `monty` uses this file on systems that do not have it

    for name, limit in limits.items():
        number = getattr(resource, f"RLIMIT_{name}")
        hard = resource.getrlimit(number)[1]
        limit = limit if hard == resource.RLIM_INFINITY else min(limit, hard)
        resource.setrlimit(number, (limit, limit))


def main(answers: int, settings: dict[str, Any]) -> None:
    """Begin a session.

    Args:
        answers: The number of the pipe for answers.
        settings: `folder`, `results`, `files`, `limits` by name, `nice`, and `packages`, folders of modules.
    """
    os.set_inheritable(answers, False)
    commands = open(os.dup(0), "rb")  # noqa: SIM115, PTH123 - a pipe, for as long as the session lives
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(settings["nice"])
    sys.path[:] = [settings["folder"], *sys.path, *settings["packages"]]
    set_limits(settings["limits"])
    Driver(commands, answers, settings).serve()


if __name__ == "__main__":
    main(int(sys.argv[1]), json.loads(sys.argv[2]))
