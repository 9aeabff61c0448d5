"""The compilation of the contract: checked, repeatable, loud when something is wrong."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from generate import CONTRACT, SCRIPTS, TARGET, differences, files_below, main

SCRIPT = SCRIPTS / "generate.py"


def generate(contract: Path, target: Path, seed: str = "0") -> subprocess.CompletedProcess[str]:
    """Run the script as `make generate` does, with a seed for the order of Python's sets."""
    command = [sys.executable, str(SCRIPT), "--contract", str(contract), "--target", str(target)]
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compile the contract once, for all tests that only look at the result."""
    target = tmp_path_factory.mktemp("compiled") / TARGET.name
    assert 0 == generate(CONTRACT, target, seed="1").returncode
    return target


def contents(root: Path) -> dict[str, tuple[bytes, int]]:
    """Return bytes and time of change of every file below *root*."""
    paths = (root / name for name in files_below(root))
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in paths}


@pytest.mark.slow
def test_the_generated_package_is_what_the_contract_compiles_to(capfd: pytest.CaptureFixture[str]) -> None:
    """`--check` finds nothing to say about this tree, and touches none of it."""
    before = contents(TARGET)
    assert 0 == main(["--check"]), capfd.readouterr().out
    assert before == contents(TARGET)


@pytest.mark.slow
def test_generating_again_gives_the_same_bytes(compiled: Path, tmp_path: Path) -> None:
    """Neither the place nor the order of Python's sets has a say in the output."""
    assert 0 == generate(CONTRACT, tmp_path / TARGET.name, seed="2").returncode
    assert [] == differences(compiled, tmp_path / TARGET.name)


@pytest.mark.slow
def test_generating_removes_what_is_no_longer_generated(compiled: Path, tmp_path: Path) -> None:
    """A model that left the contract leaves the package too."""
    target = tmp_path / TARGET.name
    (target / "models").mkdir(parents=True)
    (target / "models" / "left_over.py").touch()
    assert 0 == generate(CONTRACT, target).returncode
    assert files_below(compiled) == files_below(target)


@pytest.mark.slow
def test_a_check_names_every_file_that_differs(
    compiled: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """A changed, a missing and a stray file are named with the remedy, and stay as they are."""
    target = shutil.copytree(compiled, tmp_path / TARGET.name)
    (target / "models" / "run.py").write_text("# by hand\n", encoding="utf-8")
    (target / "models" / "thread.py").unlink()
    (target / "models" / "stray.py").touch()
    before = contents(target)
    assert 1 == main(["--check", "--target", str(target)])
    printed = capfd.readouterr().out
    assert "run `make generate`:\n" in printed
    lines = [line.strip() for line in printed.splitlines()]
    expected = ["missing: models/thread.py", "not generated: models/stray.py", "differs: models/run.py"]
    assert expected == [line for line in lines if "models/" in line]
    assert before == contents(target)


def test_differences_ignore_what_python_leaves_behind(tmp_path: Path) -> None:
    """Caches of compiled modules are no part of the package."""
    for name in ("one/a.py", "two/a.py", "two/__pycache__/a.cpython-311.pyc"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [] == differences(tmp_path / "one", tmp_path / "two")


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
    result = generate(contract, tmp_path / TARGET.name)
    assert 1 == result.returncode
    assert result.stderr.startswith("generate: ")
    assert named in result.stderr.splitlines()[0]
    assert not (tmp_path / TARGET.name).exists()


def test_a_contract_that_is_not_there_is_named(tmp_path: Path) -> None:
    """A wrong path is no traceback."""
    result = generate(tmp_path / "absent.yaml", tmp_path / TARGET.name)
    assert 1 == result.returncode
    assert result.stderr.startswith(f"generate: {tmp_path / 'absent.yaml'} cannot be read: ")
