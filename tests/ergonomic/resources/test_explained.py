"""Whatever can be reached from a client explains itself: every name, and every argument of every method."""

from __future__ import annotations

import inspect
import pydoc
import re
from typing import Any

import assistants_v2
import pytest
from assistants_v2 import AsyncPage, Page, RunResult, Tool, Toolbox
from assistants_v2.resources.pages import AsyncPages, AsyncWalk

from .reachable import CLIENTS, methods_of, names_of, resources_below

RESOURCES = [type(resource) for client in CLIENTS for _, resource in resources_below(client)]
CLASSES: list[type] = [
    *(type(client) for client in CLIENTS),
    *RESOURCES,
    Page,
    AsyncPages,
    AsyncPage,
    AsyncWalk,
    RunResult,
    Tool,
    Toolbox,
]


MEMBERS = [(kind, name) for kind in CLASSES for name in names_of(kind)]
METHODS = [
    *((kind, name) for kind in CLASSES for name in methods_of(kind)),
    *((type(client), "__init__") for client in CLIENTS),
    (assistants_v2, "tool"),
]


def shown(value: object) -> str:
    """Return what `help()` prints."""
    return pydoc.plain(pydoc.render_doc(value))


def test_the_walk_reaches_what_it_should() -> None:
    """A resource that was not found would not be looked at."""
    assert 2 * 12 == len(RESOURCES)
    assert {"AsyncSteps.list", "Runs.execute", "Page.data", "Assistants.with_options"} <= {
        f"{kind.__name__}.{name}" for kind, name in MEMBERS
    }


@pytest.mark.parametrize("value", [*CLIENTS, *(client.threads.runs for client in CLIENTS)])
def test_an_object_has_no_other_names(value: object) -> None:
    """What is set on the object itself is private, or one of the names that its class explains."""
    assert set() == {name for name in dir(value) if not name.startswith("_")} - set(names_of(type(value)))


@pytest.mark.parametrize(("kind", "name"), MEMBERS)
def test_a_name_is_documented(kind: type, name: str) -> None:
    """Each public name has a sentence, in its own docstring or among the attributes of its class."""
    member = getattr(kind, name)
    text, of_its_type = inspect.getdoc(member) or "", inspect.getdoc(type(member))
    listed = re.search(rf"^    {name}: [A-Z`]", inspect.getdoc(kind) or "", re.MULTILINE)
    assert listed or (text != of_its_type and text.partition("\n\n")[0].endswith("."))


@pytest.mark.parametrize(("place", "name"), METHODS)
def test_an_argument_is_explained(place: Any, name: str) -> None:
    """`help()` has an entry for each argument that the signature has, and for no other."""
    method = getattr(place, name)
    section = re.search(r"^    Args:\n((?: {8}.*\n|\s*\n)*)", shown(method) + "\n", re.MULTILINE)
    explained = re.findall(r"^ {8}(\w+): [A-Z`]", section[1] if section else "", re.MULTILINE)
    taken = [name for name in inspect.signature(method).parameters if name != "self"]
    assert sorted(taken) == sorted(explained)
