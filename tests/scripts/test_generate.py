"""The compilation of the contract: checked, repeatable, loud when something is wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from generate import COMPANIONS, CONTRACT, RAW, RAW_COMPANIONS, SCRIPTS, compare_checkout, main
from generated_files import ROOT, files_below

SCRIPT = SCRIPTS / "generate.py"


def generate(contract: Path, root: Path, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """Run the script as `make generate` does, with a seed for the order of Python's sets."""
    command = [sys.executable, str(SCRIPT), "--contract", str(contract), "--root", str(root)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the contract once, for all tests that only look at the result."""
    root = tmp_path_factory.mktemp("compiled")
    result = generate(CONTRACT, root, seed="1")
    assert 0 == result.returncode, result.stderr
    return root


def contents(*roots: Path) -> dict[str, tuple[bytes, int]]:
    """Return bytes and time of change of every file below some folders."""
    paths = (root / name for root in roots for name in files_below(root))
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


@pytest.mark.slow
def test_what_is_generated_is_what_the_contract_compiles_to(capfd: pytest.CaptureFixture[str]) -> None:
    """`--check` finds nothing to say about this tree, and touches none of it."""
    places = [ROOT / "generated", ROOT / "ergonomic", ROOT / "docs"]
    before = contents(*places)
    assert 0 == main(["--check"]), capfd.readouterr().out
    assert before == contents(*places)


@pytest.mark.slow
def test_generating_again_gives_the_same_bytes(compiled: Path, tmp_path: Path) -> None:
    """Neither the place nor the order of Python's sets has a say in the output."""
    assert 0 == generate(CONTRACT, tmp_path, seed="2").returncode
    assert [] == compare_checkout(compiled, tmp_path)
    assert files_below(compiled) == files_below(tmp_path)


@pytest.mark.slow
def test_the_companions_have_no_second_copy_of_what_is_shared(compiled: Path) -> None:
    """Client, errors and types are those of the first raw client, so that an `Operation` is one in both."""
    own = {path.name for path in (compiled / RAW_COMPANIONS).iterdir()}
    assert {"__init__.py", "api", "models", "openapi.json", "params.py", "py.typed"} == own


@pytest.mark.slow
def test_generating_removes_what_is_no_longer_generated(compiled: Path, tmp_path: Path) -> None:
    """A model that left the contract leaves the package too, and so does the stub of a former face."""
    left_over = [
        tmp_path / RAW / "models" / "left_over.py",
        tmp_path / RAW_COMPANIONS / "left_over.py",
        tmp_path / "ergonomic" / "former.pyi",
    ]
    for path in left_over:
        path.parent.mkdir(parents=True)
        path.touch()
    assert 0 == generate(CONTRACT, tmp_path).returncode
    assert files_below(compiled) == files_below(tmp_path)


FACES = "ergonomic/assistants_v2/resources"


@pytest.mark.slow
def test_a_check_names_every_file_that_differs(
    compiled: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A changed, a missing and a stray file are named with the remedy, and stay as they are."""
    root = shutil.copytree(compiled, tmp_path / "checkout")
    for changed in (f"{RAW}/models/run.py", f"{FACES}/runs.pyi", f"{FACES}/_arguments.py"):
        (root / changed).write_text("# by hand\n", encoding="utf-8")
    for missing in (f"{RAW}/models/thread.py", "docs/options.md"):
        (root / missing).unlink()
    for stray in (f"{RAW}/models/stray.py", "ergonomic/stray.pyi"):
        (root / stray).touch()
    before = contents(root)
    assert 1 == main(["--check", "--root", str(root)])
    head, *lines = [line.strip() for line in capfd.readouterr().out.split("make generate`:")[1].splitlines()]
    assert "" == head
    assert [
        "missing: docs/options.md",
        f"missing: {RAW}/models/thread.py",
        "not generated: ergonomic/stray.pyi",
        f"not generated: {RAW}/models/stray.py",
        f"differs: {FACES}/_arguments.py",
        f"differs: {FACES}/runs.pyi",
        f"differs: {RAW}/models/run.py",
    ] == lines
    assert before == contents(root)


@pytest.mark.slow
def test_a_broken_checkout_is_mended(compiled: Path, tmp_path: Path) -> None:
    """Sentences and stubs that are missing or nonsense, and a raw client that is gone, are made anew."""
    root = tmp_path / "checkout"
    for folder in ("scripts", "transcripts", "ergonomic", "server", "docs"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in (CONTRACT, COMPANIONS, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"):
        shutil.copy(file, root)
    (root / FACES / "_arguments.py").unlink()
    (root / FACES / "runs.pyi").write_text("class Nonsense(\n", encoding="utf-8")
    command = [sys.executable, str(root / "scripts" / "generate.py")]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert 0 == result.returncode, result.stderr
    assert [] == compare_checkout(compiled, root)


def test_differences_ignore_what_python_leaves_behind(tmp_path: Path) -> None:
    """Caches of compiled modules are no part of the package."""
    for name in ("one/a.py", "two/a.py", "two/__pycache__/a.cpython-311.pyc"):
        path = tmp_path / name.replace("/", f"/{RAW}/", 1)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    assert [] == compare_checkout(tmp_path / "one", tmp_path / "two")


@pytest.mark.parametrize(
    ("sound", "broken", "named"),
    [
        (
            "    RunLastError:\n      type: object\n",
            "    RunLastError:\n      type: array\n",
            "Unable to parse schema /components/schemas/RunLastError",
        ),
        (
            '$ref: "#/components/schemas/RunLastError"',
            '$ref: "#/components/schemas/RunLastMistake"',
            "$ref #/components/schemas/RunLastMistake leads nowhere",
        ),
        ("operationId: cancelRun", "operationId: getRun", "operationId getRun names 2 operations"),
        ("    RunLastError:\n", "    RunLastError: [\n", "openapi.yaml cannot be read: while parsing"),
    ],
)
def test_what_would_be_left_out_is_an_error(sound: str, broken: str, named: str, tmp_path: Path) -> None:
    """The generator only warns, or not even that; here the cause comes first, and nothing is written."""
    text = CONTRACT.read_text("utf-8")
    assert sound in text
    contract = tmp_path / "openapi.yaml"
    contract.write_text(text.replace(sound, broken, 1), encoding="utf-8")
    result = generate(contract, tmp_path)
    assert 1 == result.returncode
    assert result.stderr.startswith("generate: ")
    assert named in result.stderr.splitlines()[0]
    assert [contract] == list(tmp_path.iterdir())


def test_a_contract_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A wrong path is no traceback."""
    result = generate(tmp_path / "absent.yaml", tmp_path)
    assert 1 == result.returncode
    assert result.stderr.startswith(f"generate: {tmp_path / 'absent.yaml'} cannot be read: ")
