"""The contract, with what it does not say: ids to begin with, and which requests an answer leads to.

Links lead from an object to all that can be asked about it. The contract says nothing of it: ids are the
server's own, and links would describe no more than what the names of the parameters do. Pure.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping

from .objects import CALLING, Json, Objects, list_parameters, list_paths

_IDS: Mapping[str, Mapping[str, str]] = {
    "Assistant": {"assistant_id": "id"},
    "Thread": {"thread_id": "id"},
    "Message": {"thread_id": "thread_id", "message_id": "id"},
    "Run": {"thread_id": "thread_id", "run_id": "id"},
    "RunStep": {"thread_id": "thread_id", "run_id": "run_id", "step_id": "id"},
}
"""Where the objects of the API have the ids of what can be asked for; the last of them is their own."""


_WHOLE: Json = {"x-schemathesis": {"merge_body": False}}
"""Has a link's body sent as it is: mixed with what is made up it would seldom do what it is for."""


def add_walks(contract: Json, objects: Objects) -> Json:
    """Return a contract whose parameters have examples, and whose answers have links."""
    document = copy.deepcopy(contract)
    schemas = document["components"]["schemas"]
    for request in ("RunCreateRequest", "ThreadCreateAndRunRequest"):
        schemas[request]["properties"]["assistant_id"]["examples"] = [objects.assistant_id]
    schemas["ToolOutput"]["properties"]["tool_call_id"]["examples"] = [objects.call_id]
    paths = list_paths(contract)
    for operation in (operation for methods in document["paths"].values() for operation in methods.values()):
        ids = objects.ids[operation["operationId"]]
        parameters = [_resolve(document, parameter) for parameter in operation.get("parameters", ())]
        operation["parameters"] = [_add_example(parameter, ids) for parameter in parameters]
        answer = operation["responses"]["200"]
        schema = answer["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        answer["links"] = dict(_find_links(paths, operation["operationId"], schema, objects.assistant_id))
    return document


def _resolve(document: Json, parameter: Json) -> Json:
    name = parameter["$ref"].rpartition("/")[2]
    return dict(document["components"]["parameters"][name])


def _add_example(parameter: Json, ids: Mapping[str, str]) -> Json:
    is_id = parameter["in"] == "path"
    return {**parameter, "example": ids[parameter["name"]]} if is_id else parameter


def _find_links(
    paths: Mapping[str, str], source: str, schema: str, assistant_id: str
) -> Iterator[tuple[str, Json]]:
    """Yield the links from an operation's answer, or from the first object of its page."""
    kind = schema.removesuffix("List")
    place = "$response.body#" if kind == schema else "$response.body#/data/0"
    ids = _IDS.get(kind, {})
    for target, path in paths.items():
        wanted = list_parameters(path)
        if target == "submitToolOutputsToRun" and source != "getRun":
            continue  # a run that was just made has no call yet
        body = _choose_body(target, kind, place, assistant_id)
        if wanted == [*ids][: len(wanted)] and (wanted == [*ids] != [] or body):
            parameters = {f"path.{name}": f"{place}/{ids[name]}" for name in wanted}
            link = {"operationId": target, "parameters": parameters}
            yield target, {**link, "requestBody": body, **_WHOLE} if body else link


def _choose_body(target: str, kind: str, place: str, assistant_id: str) -> Json:
    """Return what a body needs for the request to be carried out; nothing where any will do."""
    match target, kind:
        case "createThreadAndRun", "Assistant":
            return {"assistant_id": f"{place}/id", **CALLING}
        case "createRun", "Thread":
            return {"assistant_id": assistant_id, **CALLING}
        case "createRun", "Run":
            return {"assistant_id": f"{place}/assistant_id"}
        case "submitToolOutputsToRun", "Run":
            call = f"{place}/required_action/submit_tool_outputs/tool_calls/0/id"
            return {"tool_outputs": [{"tool_call_id": call, "output": "Nothing."}]}
        case _:
            return {}
