"""The links and examples that are added to the contract."""

from __future__ import annotations

from typing import Any

import pytest
from ruamel.yaml import YAML

from ..docs.pages import ROOT
from .objects import Json, Objects, list_parameters, list_paths
from .walks import add_walks

CONTRACT: Json = YAML(typ="safe").load((ROOT / "openapi.yaml").read_text("utf-8"))
IDS = {
    name: {part: f"{part} 1" for part in list_parameters(path)} for name, path in list_paths(CONTRACT).items()
}
WALKS = add_walks(CONTRACT, Objects("asst_1", "call_1", IDS, waiting={}, kept=frozenset()))


def links_of(operation: str) -> Json:
    """The links of an operation's answer, by the operation that they lead to."""
    found: Any = next(each for each in operations_of(WALKS) if each["operationId"] == operation)
    return dict(found["responses"]["200"]["links"])


def operations_of(document: Json) -> list[Json]:
    """The operations of a document."""
    return [operation for methods in document["paths"].values() for operation in methods.values()]


@pytest.mark.parametrize(
    ("source", "targets"),
    [
        ("createAssistant", {"getAssistant", "modifyAssistant", "deleteAssistant", "createThreadAndRun"}),
        ("listMessages", {"getMessage", "modifyMessage", "deleteMessage"}),
        ("createRun", {"getRun", "modifyRun", "cancelRun", "listRunSteps", "createRun"}),
        ("listRunSteps", {"getRunStep"}),
        ("deleteThread", set()),
    ],
)
def test_an_answer_leads_to_what_can_be_asked_of_its_object(source: str, targets: set[str]) -> None:
    """An object, or the first of a page, is read, changed, deleted and worked with."""
    assert targets == links_of(source).keys()


def test_every_operation_is_led_to_or_needs_no_object() -> None:
    """No operation is left to ids that are made up."""
    reached = {target for operation in operations_of(WALKS) for target in links_of(operation["operationId"])}
    assert {"createAssistant", "listAssistants", "createThread"} == list_paths(CONTRACT).keys() - reached


def test_ids_come_from_where_the_answer_has_them() -> None:
    """The place differs between an object and a page, and between an object's id and those of its holders."""
    assert {
        "path.thread_id": "$response.body#/data/0/thread_id",
        "path.run_id": "$response.body#/data/0/run_id",
        "path.step_id": "$response.body#/data/0/id",
    } == links_of("listRunSteps")["getRunStep"]["parameters"]


def test_the_contract_itself_stays_as_it_is() -> None:
    """What is added is added to a copy."""
    assert not any("links" in operation["responses"]["200"] for operation in operations_of(CONTRACT))
