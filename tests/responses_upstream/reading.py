"""Reads what an upstream sends with the official SDK's types, and complains of what they do not know."""

from __future__ import annotations

import json
from typing import Any

import httpx
import openai
from openai.types.responses import Response, ResponseStreamEvent
from pydantic import BaseModel, TypeAdapter

EVENT: TypeAdapter[Any] = TypeAdapter(ResponseStreamEvent)
"""Any event of a stream."""


def read_strictly(kind: TypeAdapter[Any] | type[BaseModel], value: Any) -> Any:
    """Return a value as one of the SDK's types.

    Raises:
        AssertionError: It has a field that the type does not know.
        pydantic.ValidationError: It lacks one, or has one of another type.
    """
    adapter: TypeAdapter[Any] = TypeAdapter(kind) if isinstance(kind, type) else kind
    read = adapter.validate_python(value)
    unknown = find_unknown(read)
    assert [] == unknown, unknown
    return read


def find_unknown(read: Any, path: str = "") -> list[str]:
    """Return the fields of a value, and of what is in it, that its types do not know."""
    if isinstance(read, BaseModel):
        fields = [(name, getattr(read, name)) for name in type(read).model_fields]
        extra = [f"{path}.{name}" for name in read.model_extra or ()]
        return [*extra, *(each for name, value in fields for each in find_unknown(value, f"{path}.{name}"))]
    if isinstance(read, list):
        return [
            each for number, value in enumerate(read) for each in find_unknown(value, f"{path}[{number}]")
        ]
    return []


def read_events(client: openai.OpenAI, **asked: Any) -> list[Any]:
    """Return the events of an answer, each read strictly."""
    raw = client.responses.with_raw_response.create(model="gpt-4o", stream=True, **asked)
    lines = [line for line in raw.http_response.iter_lines() if line.startswith("data: {")]
    return [read_strictly(EVENT, json.loads(line[6:])) for line in lines]


def read_answer(client: openai.OpenAI, **asked: Any) -> Response:
    """Return a whole answer, read strictly."""
    raw = client.responses.with_raw_response.create(model="gpt-4o", **asked)
    read: Response = read_strictly(Response, raw.http_response.json())
    return read


def fetch(client: openai.OpenAI, path: str) -> httpx.Response:
    """Return what is at a path of the upstream."""
    headers = {"authorization": f"Bearer {client.api_key}"}
    return httpx.get(f"{str(client.base_url).rstrip('/')}{path}", headers=headers)
