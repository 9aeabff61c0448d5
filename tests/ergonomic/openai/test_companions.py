"""Files, uploads, vector stores and models on the official SDK's face: every argument is taken."""

from __future__ import annotations

import inspect
from importlib import import_module
from inspect import Parameter
from operator import attrgetter
from typing import Any

import pytest
from assistants_v2.openai import AsyncOpenAI, OpenAI

RESOURCES = {
    "files": "openai.resources.files:Files",
    "models": "openai.resources.models:Models",
    "uploads": "openai.resources.uploads.uploads:Uploads",
    "uploads.parts": "openai.resources.uploads.parts:Parts",
    "vector_stores": "openai.resources.vector_stores.vector_stores:VectorStores",
    "vector_stores.files": "openai.resources.vector_stores.files:Files",
    "vector_stores.file_batches": "openai.resources.vector_stores.file_batches:FileBatches",
}
"""Each resource, and the class of the official SDK that it stands for."""

ABSENT = {"models.delete"}
"""What the contract has not: there are no models of a program's own."""

CLIENTS = (
    OpenAI(base_url="http://host/v1", api_key="k"),
    AsyncOpenAI(base_url="http://host/v1", api_key="k"),
)


def list_official() -> dict[str, Any]:
    """Return each method of the official SDK's resources by its path below a client."""
    found = {}
    for path, place in RESOURCES.items():
        module, _, name = place.partition(":")
        kind = getattr(import_module(module), name)
        for method, function in inspect.getmembers(kind, inspect.isfunction):
            if not method.startswith("_") and f"{path}.{method}" not in ABSENT:
                found[f"{path}.{method}"] = function
    return found


OFFICIAL = list_official()


@pytest.mark.parametrize("path", OFFICIAL)
@pytest.mark.parametrize("client", CLIENTS, ids=lambda client: type(client).__name__)
def test_a_method_takes_what_the_official_one_takes(client: Any, path: str) -> None:
    """Each argument has its name there, and those that need none have their place."""
    for reached in (path, f"beta.{path}"):
        ours = inspect.signature(attrgetter(reached)(client)).parameters
        theirs = [*inspect.signature(OFFICIAL[path]).parameters.values()][1:]
        assert {parameter.name for parameter in theirs} <= ours.keys()
        by_place = [each.name for each in theirs if each.kind is Parameter.POSITIONAL_OR_KEYWORD]
        own_places = [each.name for each in ours.values() if each.kind is Parameter.POSITIONAL_OR_KEYWORD]
        assert by_place == own_places[: len(by_place)]
