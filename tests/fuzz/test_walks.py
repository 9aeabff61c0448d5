"""The links and examples that are added to the contract."""

from __future__ import annotations

from typing import Any

import pytest
from ruamel.yaml import YAML

from ..docs.pages import ROOT
from .objects import Json, Objects, list_parameters, list_paths
from .walks import add_walks

CONTRACTS: dict[str, Json] = {
    name: YAML(typ="safe").load((ROOT / name).read_text("utf-8"))
    for name in ("openapi.yaml", "companions.yaml")
}
NAMED = {
    ("RunCreateRequest", "assistant_id"): "asst_1",
    ("VectorStoreFileCreateRequest", "file_id"): "file-1",
    ("VectorStoreFileBatchCreateRequest", "file_ids"): ["file-1"],
}


OF_A_STORE_FILE = {
    "getVectorStoreFile",
    "updateVectorStoreFileAttributes",
    "deleteVectorStoreFile",
    "retrieveVectorStoreFileContent",
}


def walk(contract: Json) -> Json:
    """A contract with what is added to it."""
    ids = {
        name: {part: f"{part} 1" for part in list_parameters(path)}
        for name, path in list_paths(contract).items()
    }
    schemas = contract["components"]["schemas"]
    named = {place: value for place, value in NAMED.items() if place[0] in schemas}
    return add_walks(contract, Objects(ids, frozenset(), named))


WALKS = {name: walk(contract) for name, contract in CONTRACTS.items()}


def links_of(operation: str) -> Json:
    """The links of an operation's answer, by the operation that they lead to."""
    everything = [each for document in WALKS.values() for each in operations_of(document)]
    found: Any = next(each for each in everything if each["operationId"] == operation)
    return dict(found["responses"]["200"].get("links", {}))


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
        ("createFile", {"retrieveFile", "deleteFile", "downloadFile", "createVectorStore"}),
        ("listVectorStoreFiles", {*OF_A_STORE_FILE, "retrieveFile", "deleteFile", "downloadFile"}),
        ("addUploadPart", {"addUploadPart", "completeUpload", "cancelUpload"}),
        ("listModels", {"retrieveModel"}),
        ("searchVectorStore", {"retrieveFile", "deleteFile", "downloadFile"}),
        ("downloadFile", set()),
    ],
)
def test_an_answer_leads_to_what_can_be_asked_of_its_object(source: str, targets: set[str]) -> None:
    """An object, or the first of a page, is read, changed, deleted and worked with."""
    assert targets == links_of(source).keys()


@pytest.mark.parametrize(
    ("contract", "others"),
    [
        ("openapi.yaml", {"createAssistant", "listAssistants", "createThread"}),
        (
            "companions.yaml",
            {"createFile", "createUpload", "listFiles", "listVectorStores", "listModels", "listThreads"},
        ),
    ],
)
def test_every_operation_is_led_to_or_needs_no_object(contract: str, others: set[str]) -> None:
    """No operation is left to ids that are made up."""
    paths = list_paths(CONTRACTS[contract])
    assert others == paths.keys() - {target for operation in paths for target in links_of(operation)}


def test_ids_come_from_where_the_answer_has_them() -> None:
    """The place differs between an object and a page, and between an object's id and those of its holders."""
    assert {
        "path.thread_id": "$response.body#/data/0/thread_id",
        "path.run_id": "$response.body#/data/0/run_id",
        "path.step_id": "$response.body#/data/0/id",
    } == links_of("listRunSteps")["getRunStep"]["parameters"]


def test_the_contract_itself_stays_as_it_is() -> None:
    """What is added is added to a copy."""
    everything = [each for contract in CONTRACTS.values() for each in operations_of(contract)]
    assert not any("links" in operation["responses"]["200"] for operation in everything)
