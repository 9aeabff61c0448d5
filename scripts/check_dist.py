"""Check what was built: the sdist is the repository, the wheel is the same whichever way it was made.

Used by `make dist`, beside check-wheel-contents and twine, which know nothing of this project:

    python scripts/check_dist.py DIST TREE

DIST holds an sdist and the wheel that was built from it, TREE the wheel that was built without it.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from email.parser import Parser
from pathlib import Path

from generated_files import ROOT

MADE_BY_BUILDING = {"PKG-INFO"}
"""What an sdist holds that the repository does not."""

_LINK = re.compile(r"\]\(([^)\s]+)\)")


def read_wheel(folder: Path) -> dict[str, bytes]:
    """Return the files of the wheel in a folder, by path."""
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        return {name: wheel.read(name) for name in wheel.namelist()}


def list_sdist(folder: Path) -> set[str]:
    """Return the paths of the files in the sdist, without the folder that all are in."""
    (path,) = folder.glob("*.tar.gz")
    with tarfile.open(path) as sdist:
        return {member.name.partition("/")[2] for member in sdist.getmembers() if member.isfile()}


def list_tracked() -> set[str] | None:
    """Return the paths that git tracks; None where there is no repository, as in an unpacked sdist."""
    if not (ROOT / ".git").exists():
        return None
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True
    )
    return {name for name in listed.stdout.split("\0") if name}


def compare_wheels(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a sentence for each file in which two wheels differ."""
    for name in sorted(one.keys() | other.keys()):
        if one.get(name) != other.get(name):
            yield f"{name} is another in the wheel that is built from the sdist."


def compare_sdist(held: set[str], tracked: set[str]) -> Iterator[str]:
    """Yield a sentence for each file that the sdist lacks, or holds though nobody keeps it."""
    for name in sorted(tracked - held):
        yield f"{name} is not in the sdist: name it in pyproject.toml."
    for name in sorted(held - tracked - MADE_BY_BUILDING):
        yield f"{name} is in the sdist, and git does not track it."


def check_types(wheel: Mapping[str, bytes]) -> Iterator[str]:
    """Yield a sentence for each package whose types nobody would read."""
    packages = {name.partition("/")[0] for name in wheel if name.endswith("/__init__.py")}
    for package in sorted(packages):
        if f"{package}/py.typed" not in wheel:
            yield f"{package} has no py.typed."


def check_description(metadata: str, repository: str) -> Iterator[str]:
    """Yield a sentence for each link of the package's page that is dead there.

    Args:
        metadata: The METADATA of a wheel.
        repository: The address of the repository, as pyproject.toml has it.
    """
    description = Parser().parsestr(metadata).get_payload()
    assert isinstance(description, str)
    prefix = f"{repository}/blob/HEAD/"
    for link in _LINK.findall(description):
        if link.startswith("#"):
            continue
        if not link.startswith("https://"):
            yield f"the description links to {link}, which is no address."
        elif link.startswith(prefix) and not (ROOT / link.removeprefix(prefix).partition("#")[0]).exists():
            yield f"the description links to {link}, which is no file of the repository."
    if prefix not in description:
        yield f"the description does not link to {prefix}: its address is written twice in pyproject.toml."


def find_troubles(folder: Path, tree: Path) -> Iterator[str]:
    """Yield a sentence for everything that is wrong with what was built."""
    wheel = read_wheel(folder)
    yield from compare_wheels(read_wheel(tree), wheel)
    tracked = list_tracked()
    if tracked is not None:
        yield from compare_sdist(list_sdist(folder), tracked)
    yield from check_types(wheel)
    (metadata,) = (data for name, data in wheel.items() if name.endswith(".dist-info/METADATA"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    yield from check_description(metadata.decode(), project["urls"]["Repository"])


def main() -> int:
    """Print what is wrong; return 1 if anything is."""
    troubles = [*find_troubles(Path(sys.argv[1]), Path(sys.argv[2]))]
    for trouble in troubles:
        print(trouble, file=sys.stderr)
    return 1 if troubles else 0


if __name__ == "__main__":
    sys.exit(main())
