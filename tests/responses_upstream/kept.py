"""What an upstream shows of what it keeps: answers, conversations, files of containers, models."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attrs import frozen
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from .asking import read_asking
from .containers import Containers
from .memory import Conversation, Json, Memory
from .refusals import Refusal, missing_object


@frozen
class Kept:
    """Answers requests that are not for an answer of the model.

    Attributes:
        memory: Answers and conversations.
        containers: Where code runs.
        models: The names of the models.
        clock: Returns the time in seconds.
    """

    memory: Memory
    containers: Containers
    models: Sequence[str]
    clock: Callable[[], float]

    def list_routes(self) -> list[Route]:
        """Return the ways to all of it."""
        return [
            Route("/responses/{id}", self._show_response),
            Route("/conversations", self._add_conversation, methods=["POST"]),
            Route("/conversations/{id}", self._show_conversation),
            Route("/conversations/{id}", self._delete_conversation, methods=["DELETE"]),
            Route("/conversations/{id}/items", self._list_items),
            Route("/conversations/{id}/items/{item_id}", self._delete_item, methods=["DELETE"]),
            Route("/containers/{id}/files", self._list_container_files),
            Route("/containers/{id}/files/{file_id}/content", self._send_container_file),
            Route("/models", self._list_models),
            Route("/models/{id}", self._show_model),
        ]

    async def _show_response(self, request: Request) -> Response:
        return JSONResponse(self.memory.find_response(request.path_params["id"]))

    async def _add_conversation(self, request: Request) -> Response:
        said = await request.json() if await request.body() else {}
        unknown = [name for name in said if name not in ("metadata", "items")]
        if unknown:
            raise Refusal(
                400, f"Unknown parameter: '{unknown[0]}'.", param=unknown[0], code="unknown_parameter"
            )
        made = Conversation(self.memory.ids.make("conv"), said.get("metadata") or {}, int(self.clock()))
        given = read_asking({"model": "none", "input": said.get("items") or []}).items
        if len(given) > 20:
            raise Refusal(400, "A request has at most 20 items.", param="items")
        made.items += [self.memory.name_item(item) for item in given]
        self.memory.conversations[made.id] = made
        return JSONResponse(made.show())

    async def _show_conversation(self, request: Request) -> Response:
        return JSONResponse(self.memory.find_conversation(request.path_params["id"]).show())

    async def _delete_conversation(self, request: Request) -> Response:
        found = self.memory.find_conversation(request.path_params["id"])
        del self.memory.conversations[found.id]
        return JSONResponse({"id": found.id, "object": "conversation.deleted", "deleted": True})

    async def _delete_item(self, request: Request) -> Response:
        conversation = self.memory.find_conversation(request.path_params["id"])
        item_id = request.path_params["item_id"]
        left = [item for item in conversation.items if item.get("id") != item_id]
        if len(left) == len(conversation.items):
            raise missing_object("Item", item_id, "item_id")
        conversation.items = left
        return JSONResponse(conversation.show())

    async def _list_items(self, request: Request) -> Response:
        conversation = self.memory.find_conversation(request.path_params["id"])
        items = [_show_item(item) for item in conversation.items]
        if request.query_params.get("order", "desc") == "desc":
            items.reverse()
        limit = int(request.query_params.get("limit", "20"))
        if not 1 <= limit <= 100:
            raise Refusal(400, "limit is from 1 to 100", param="limit")
        ids = [item.get("id") for item in items]
        after = request.query_params.get("after")
        if after is not None and after not in ids:
            raise missing_object("Item", after, "after")
        rest = items[ids.index(after) + 1 :] if after else items
        shown = rest[:limit]
        return JSONResponse(
            {
                "object": "list",
                "data": shown,
                "first_id": shown[0].get("id") if shown else "",
                "last_id": shown[-1].get("id") if shown else "",
                "has_more": len(rest) > limit,
            }
        )

    async def _list_container_files(self, request: Request) -> Response:
        files = self.containers.list_files(request.path_params["id"])
        return JSONResponse({"object": "list", "data": files, "has_more": False})

    async def _send_container_file(self, request: Request) -> Response:
        parameters = request.path_params
        _, data = self.containers.read_file(parameters["id"], parameters["file_id"])
        return Response(data, media_type="application/octet-stream")

    async def _list_models(self, _: Request) -> Response:
        return JSONResponse({"object": "list", "data": [_show_model(name) for name in self.models]})

    async def _show_model(self, request: Request) -> Response:
        if request.path_params["id"] not in self.models:
            raise missing_object("Model", request.path_params["id"], "model")
        return JSONResponse(_show_model(request.path_params["id"]))


def _show_model(name: str) -> Json:
    return {"id": name, "object": "model", "created": 1, "owned_by": "upstream"}


def _show_item(item: Json) -> Json:
    """Return an item of a conversation as it is listed: whole, whatever was left out of it when it came."""
    shown: Json = {"status": "completed", **item}
    if shown["type"] == "message" and isinstance(shown["content"], str):
        kind = "output_text" if shown["role"] == "assistant" else "input_text"
        part: Json = {"type": kind, "text": shown["content"]}
        shown["content"] = [{**part, "annotations": []} if kind == "output_text" else part]
    return shown
