"""The API's objects by name: `assistants_v2.types`, and the five that have a place in the package itself."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import assistants_v2
import pytest
from assistants_v2 import types
from assistants_v2_companions_raw import models as companions
from assistants_v2_raw import models

ALL = {*models.__all__, *companions.__all__, "AssistantStreamEvent"}


def test_every_object_is_there() -> None:
    """Each class and each closed list of values of both contracts has its name here."""
    assert sorted(ALL) == sorted({*types.__all__}) == sorted(dir(types))
    assert all(getattr(types, name) is getattr(models, name) for name in models.__all__)
    own = {*companions.__all__}.difference(models.__all__)
    assert all(getattr(types, name) is getattr(companions, name) for name in own)


def test_type_checkers_know_every_name() -> None:
    """The names of the companions are listed for them, those that the other contract has left out."""
    source = Path(types.__file__).read_text(encoding="utf-8")
    listed = {name for name, again in re.findall(r"^ +(\w+) as (\w+),$", source, re.M) if name == again}
    assert {*companions.__all__}.difference(models.__all__) == listed


def test_they_can_be_imported_together() -> None:
    """A star stands for all of them, and for nothing else."""
    namespace: dict[str, object] = {}
    exec("from assistants_v2.types import *", namespace)
    assert set(namespace) - {"__builtins__"} == ALL


@pytest.mark.parametrize("name", ["Assistant", "Message", "Run", "RunStep", "Thread"])
def test_the_objects_of_most_programs_are_in_the_package(name: str) -> None:
    """They are the classes of what the methods return."""
    assert getattr(models, name) is getattr(assistants_v2, name)


def test_an_unknown_name_is_refused() -> None:
    """A misspelt name fails where it is imported, and the module is named."""
    with pytest.raises(ImportError, match=r"'Rum' from 'assistants_v2\.types'"):
        exec("from assistants_v2.types import Rum")


def test_nothing_loads_before_it_is_asked_for() -> None:
    """Importing the names costs nothing: the modules of the objects stay where they are."""
    script = """
import sys, assistants_v2, assistants_v2.types
before = [name for name in sys.modules if name.startswith("assistants_v2_raw.models.")]
assistants_v2.types.TruncationStrategy
assert "assistants_v2_raw.models.truncation_strategy" not in before
assert "assistants_v2_raw.models.truncation_strategy" in sys.modules
assert "assistants_v2_raw.models.run_step" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", script], check=True)
