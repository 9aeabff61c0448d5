"""The contract, with what it does not say: ids to begin with, and which requests an answer leads to.

Links lead from an object to all that can be asked about it. The contract says nothing of it: ids are the
server's own, and links would describe no more than what the names of the parameters do. Pure.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence

from .conversations import CALLING
from .objects import Json, Objects, list_parameters, list_paths

_IDS: Mapping[str, Sequence[Mapping[str, str]]] = {
    "Assistant": [{"assistant_id": "id"}],
    "Thread": [{"thread_id": "id"}],
    "Message": [{"thread_id": "thread_id", "message_id": "id"}],
    "Run": [{"thread_id": "thread_id", "run_id": "id"}],
    "RunStep": [{"thread_id": "thread_id", "run_id": "run_id", "step_id": "id"}],
    "FileObject": [{"file_id": "id"}],
    "Upload": [{"upload_id": "id"}],
    "UploadPart": [{"upload_id": "upload_id"}],
    "VectorStore": [{"vector_store_id": "id"}],
    "VectorStoreSearchResponse": [{"file_id": "file_id"}],
    "VectorStoreFile": [{"vector_store_id": "vector_store_id", "file_id": "id"}, {"file_id": "id"}],
    "VectorStoreFileBatch": [{"vector_store_id": "vector_store_id", "batch_id": "id"}],
    "Model": [{"model": "id"}],
}
"""Where the objects of the API have the ids of what can be asked for, the last of each their own."""


_WHOLE: Json = {"x-schemathesis": {"merge_body": False}}
"""Has a link's body sent as it is: mixed with what is made up it would seldom do what it is for."""


def add_walks(contract: Json, objects: Objects) -> Json:
    """Return a contract whose parameters have examples, and whose answers have links."""
    document = copy.deepcopy(contract)
    schemas = document["components"]["schemas"]
    for (schema, name), value in objects.examples.items():
        schemas[schema]["properties"][name]["examples"] = [value]
        if "not" in schemas[schema]:  # schemathesis sees no examples of properties there
            schemas[schema]["examples"] = [{name: value}]
    paths = list_paths(contract)
    for operation in (operation for methods in document["paths"].values() for operation in methods.values()):
        ids = objects.ids[operation["operationId"]]
        parameters = [_resolve(document, parameter) for parameter in operation.get("parameters", ())]
        operation["parameters"] = [_add_example(parameter, ids) for parameter in parameters]
        answer = operation["responses"]["200"]
        found = _find_object(document, answer)
        if found is not None:
            answer["links"] = dict(_find_links(paths, operation["operationId"], *found, objects))
    return document


def _resolve(document: Json, parameter: Json) -> Json:
    name = parameter["$ref"].rpartition("/")[2]
    return dict(document["components"]["parameters"][name])


def _add_example(parameter: Json, ids: Mapping[str, str]) -> Json:
    is_id = parameter["in"] == "path"
    return {**parameter, "example": ids[parameter["name"]]} if is_id else parameter


def _find_object(document: Json, answer: Json) -> tuple[str, str] | None:
    """Return an answer's object, or the first of its page, as schema and place; None if it is a file."""
    if "application/json" not in answer["content"]:
        return None
    kind = _name_schema(answer["content"]["application/json"]["schema"])
    properties = document["components"]["schemas"][kind]["properties"]
    if "data" in properties:
        return _name_schema(properties["data"]["items"]), "$response.body#/data/0"
    return kind, "$response.body#"


def _name_schema(schema: Json) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _find_links(
    paths: Mapping[str, str], source: str, kind: str, place: str, objects: Objects
) -> Iterator[tuple[str, Json]]:
    """Yield the links from an object in the answer of an operation."""
    for target, path in paths.items():
        wanted = list_parameters(path)
        if target == "submitToolOutputsToRun" and source != "getRun":
            continue  # a run that was just made has no call yet
        body = _choose_body(target, kind, place, objects)
        for ids in _IDS.get(kind, ()):
            if wanted == [*ids][: len(wanted)] and (wanted == [*ids] or body):
                parameters = {f"path.{name}": f"{place}/{ids[name]}" for name in wanted}
                link = {"operationId": target, "parameters": parameters}
                yield target, {**link, "requestBody": body, **_WHOLE} if body else link


def _choose_body(target: str, kind: str, place: str, objects: Objects) -> Json:
    """Return what a body needs for the request to be carried out; nothing where any will do."""
    match target, kind:
        case "createThreadAndRun", "Assistant":
            return {"assistant_id": f"{place}/id", **CALLING}
        case "createRun", "Thread":
            return {"assistant_id": objects.examples["RunCreateRequest", "assistant_id"], **CALLING}
        case "createRun", "Run":
            return {"assistant_id": f"{place}/assistant_id"}
        case "submitToolOutputsToRun", "Run":
            call = f"{place}/required_action/submit_tool_outputs/tool_calls/0/id"
            return {"tool_outputs": [{"tool_call_id": call, "output": "Nothing."}]}
        case "completeUpload", "UploadPart":
            return {"part_ids": [f"{place}/id"]}
        case "createVectorStore", "FileObject":
            return {"file_ids": [f"{place}/id"]}
        case "createVectorStoreFile", "VectorStore":
            return {"file_id": objects.examples["VectorStoreFileCreateRequest", "file_id"]}
        case "createVectorStoreFileBatch", "VectorStore":
            return {"file_ids": objects.examples["VectorStoreFileBatchCreateRequest", "file_ids"]}
        case "searchVectorStore", "VectorStore":
            return {"query": "How high is the tower?"}
        case _:
            return {}
