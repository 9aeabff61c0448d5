"""mypy, pyright and jedi see the methods and arguments that Python shows.

jedi stands for the editors that know only what is written down: they read the stubs.
"""

from __future__ import annotations

import inspect
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import jedi
import pytest
from jedi.api.environment import InterpreterEnvironment

from .reachable import CLIENTS, methods_of, names_of, resources_below

ROOT = Path(__file__).parents[3]
FOLDERS = [str(ROOT / name) for name in ("generated", "transcripts", "ergonomic", "server")]

Arguments = list[tuple[str, bool]]
"""The names of a method's arguments in their order, and whether each may be left out."""

PLACES = {
    f"{type(client).__name__}().{path}".rstrip("."): type(place)
    for client in CLIENTS
    for path, place in [("", client), *resources_below(client)]
}
METHODS = {
    f"{place}.{name}": arguments
    for place, kind in PLACES.items()
    for name, method in methods_of(kind).items()
    for arguments in [
        [(p.name, p.default is not p.empty) for p in inspect.signature(method).parameters.values()]
    ]
}
"""What Python shows of each method, by an expression for it."""


def bound(arguments: Arguments) -> Arguments:
    """Return the arguments that are left when a method is taken from an object."""
    return [argument for argument in arguments if argument[0] != "self"]


EXPECTED = {method: bound(arguments) for method, arguments in METHODS.items()}


def read_arguments(shown: str) -> Arguments:
    """Return the arguments in a type checker's text for a method, `(name: type = default, …) -> type`."""
    depth, pieces = 0, [""]
    for character in shown.partition("(")[2]:
        depth += (character in "([{") - (character in ")]}")
        if depth < 0:
            break
        if depth == 0 and character == ",":
            pieces.append("")
        else:
            pieces[-1] += character
    named = [piece.strip() for piece in pieces if piece.strip() not in ("", "*")]
    return [(re.split(r"\W", piece)[0], "=" in piece) for piece in named]


@pytest.fixture(scope="module")
def probe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a program that asks for the type of every method, a line each."""
    lines = [f"reveal_type({method})" for method in METHODS]
    path = tmp_path_factory.mktemp("probe") / "probe.py"
    path.write_text("\n".join(["from assistants_v2 import Assistants, AsyncAssistants", *lines]), "utf-8")
    return path


def run(module: str, *arguments: str) -> str:
    """Run a module of Python where the packages are found; returns what it printed."""
    environment = {**os.environ, "MYPYPATH": os.pathsep.join(FOLDERS)}
    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert not done.stderr or module == "pyright", done.stderr
    return done.stdout


@pytest.mark.slow
def test_mypy_sees_what_python_shows(probe: Path) -> None:
    """Methods and arguments, and which of these may be left out."""
    printed = run("mypy", "--config-file", "pyproject.toml", str(probe))
    seen = re.findall(r'Revealed type is "(.*)"$', printed, re.MULTILINE)
    assert EXPECTED == dict(zip(METHODS, map(read_arguments, seen), strict=True))


@pytest.mark.slow
def test_pyright_sees_what_python_shows(probe: Path) -> None:
    """The same."""
    settings = {"extraPaths": FOLDERS, "include": [str(probe)]}
    probe.with_name("pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    report = json.loads(
        run("pyright", "--outputjson", "--pythonpath", sys.executable, "-p", str(probe.parent))
    )
    messages = [found["message"] for found in report["generalDiagnostics"]]
    seen = [message.partition(' is "')[2] for message in messages]
    assert EXPECTED == dict(zip(METHODS, map(read_arguments, seen), strict=True))


def look(code: str) -> jedi.Script:
    """Return a program as jedi reads it, with the clients imported."""
    return jedi.Script(
        f"from assistants_v2 import Assistants, AsyncAssistants\n{code}",
        project=jedi.Project(ROOT, added_sys_path=FOLDERS, smart_sys_path=False),
        environment=InterpreterEnvironment(),
    )


@pytest.mark.parametrize(("method", "arguments"), EXPECTED.items())
def test_jedi_sees_what_python_shows(method: str, arguments: Arguments) -> None:
    """An editor on jedi shows the arguments while a call is typed, and the docstring."""
    [signature] = look(f"{method}(").get_signatures()
    assert arguments == [(p.name, "=" in p.to_string()) for p in signature.params]
    assert "Args:" in signature.docstring() or not arguments


@pytest.mark.parametrize(("place", "kind"), PLACES.items())
def test_jedi_completes_what_is_there(place: str, kind: type) -> None:
    """After a dot come the public names, and no others."""
    completed = [name for name in (c.name for c in look(f"{place}.").complete()) if name[0] != "_"]
    assert sorted(names_of(kind)) == sorted(completed)


@pytest.mark.parametrize("client", ["Assistants", "AsyncAssistants"])
def test_jedi_knows_what_makes_a_client(client: str) -> None:
    """A client of the embedded server, or with other options, is completed like any other."""
    for made in (f"{client}.local()", f"{client}().with_options(timeout=5)", f"{client}().beta"):
        assert "execute" in [found.name for found in look(f"{made}.threads.runs.").complete()]
