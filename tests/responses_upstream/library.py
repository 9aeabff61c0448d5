"""The files and vector stores of an upstream: those of a server of ours that is nothing but its library."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import httpx

from .refusals import Refusal, missing_object


class Library:
    """Asks the server of files and vector stores.

    Args:
        client: A client of it.
    """

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def read_file(self, file_id: str, param: str = "input") -> tuple[str, bytes]:
        """Return the name and the bytes of a file.

        Raises:
            Refusal: There is no such file.
        """
        found = await self._client.get(f"/files/{file_id}")
        if found.status_code == 404:
            raise missing_object("File", file_id, param)
        content = await self._client.get(f"/files/{file_id}/content")
        return found.json()["filename"], content.content

    async def check_store(self, store_id: str) -> None:
        """Raise `Refusal` unless there is a vector store."""
        if (await self._client.get(f"/vector_stores/{store_id}")).status_code == 404:
            raise missing_object("Vector store", store_id, "tools")

    async def search(
        self, store_ids: Sequence[str], queries: Sequence[str], options: Any
    ) -> list[dict[str, Any]]:
        """Return what searches find, as `file_search_call.results`, the best first.

        Args:
            store_ids: Where.
            queries: For what.
            options: The `asking.FileSearch` of the request.
        """
        wanted: dict[str, Any] = {"query": [*queries], "max_num_results": options.max_num_results or 20}
        if options.filters is not None:
            wanted["filters"] = options.filters.model_dump()
        if options.ranking_options is not None and options.ranking_options.score_threshold is not None:
            wanted["ranking_options"] = {"score_threshold": options.ranking_options.score_threshold}
        found: list[dict[str, Any]] = []
        for store_id in store_ids:
            answer = await self._client.post(f"/vector_stores/{store_id}/search", json=wanted)
            if not answer.is_success:
                raise Refusal(answer.status_code, answer.json()["error"]["message"])
            found += answer.json()["data"]
        found.sort(key=lambda result: -result["score"])
        return [_flatten(result) for result in found[: wanted["max_num_results"]]]


def _flatten(result: dict[str, Any]) -> dict[str, Any]:
    return {
        "file_id": result["file_id"],
        "filename": result["filename"],
        "score": result["score"],
        "text": "\n".join(part["text"] for part in result["content"]),
        "attributes": result["attributes"],
    }
