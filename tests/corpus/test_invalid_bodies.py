"""An answer that is no JSON object, whatever its status says, is a clear error in both layers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from assistants_v2 import APIResponseValidationError
from assistants_v2_raw.errors import InvalidBody
from hypothesis import given
from hypothesis import strategies as st

from .operations import OPERATIONS
from .replaying import HOST, REQUIRED, Replay, any_arguments, ask, ask_async, ask_raw, ask_raw_async
from .walking import exact

SAID = "what somebody said"

BODIES = {
    "nothing": b"",
    "blanks": b" \r\n",
    "html": f"<!DOCTYPE html><title>{SAID}</title>".encode(),
    "text": SAID.encode(),
    "half an object": f'{{"id": "{SAID}'.encode(),
    "two objects": f'{{"id": "{SAID}"}}{{}}'.encode(),
    "no unicode": b'{"id": "\xff"}',
    "a stream": f'event: error\ndata: {{"message": "{SAID}"}}\n\n'.encode(),
    "null": b"null",
    "an array": f'[{{"id": "{SAID}"}}]'.encode(),
    "a string": f'"{SAID}"'.encode(),
    "a number": b"42",
    "true": b"true",
    "arrays in arrays": b"[" * 200_000,
    "objects in objects": b'{"id":' * 200_000,
}

bodies = pytest.mark.parametrize("content", BODIES.values(), ids=BODIES.keys())


def keywords(operation: str) -> dict[str, Any]:
    """Return ids and the required fields for a method of the ergonomic client."""
    _, given = OPERATIONS[operation].split(OPERATIONS[operation].path)
    return {**given, **REQUIRED.get(operation, {})}


def html(content: bytes) -> Replay:
    """Return a server that answers with status 200 and the content, declared as HTML."""
    return Replay(200, content, {"content-type": "text/html; charset=utf-8"})


def assert_clear(error: APIResponseValidationError) -> None:
    """Check that the error names the server, the status and the remedy, and repeats nothing of the body."""
    assert 200 == error.status_code
    assert HOST in str(error)
    assert "200" in str(error)
    assert "base_url" in error.hint
    assert SAID not in str(error)


@bodies
def test_endpoints_raise_invalid_body(content: bytes) -> None:
    """The generated function raises InvalidBody with the answer, whose message does not repeat the body."""
    for operation in OPERATIONS:
        with pytest.raises(InvalidBody) as caught:
            ask_raw(html(content), operation, any_arguments(operation))
        assert (200, content) == (caught.value.status_code, caught.value.content)
        assert "text/html" in str(caught.value)
        assert SAID not in str(caught.value)


@bodies
@pytest.mark.anyio
async def test_async_endpoints_raise_invalid_body(content: bytes) -> None:
    """The async function does the same."""
    for operation in OPERATIONS:
        with pytest.raises(InvalidBody):
            await ask_raw_async(html(content), operation, any_arguments(operation))


@bodies
def test_blocking_methods_name_the_remedy(content: bytes) -> None:
    """The blocking client raises an error that says what came, from where, and what to check."""
    for operation in OPERATIONS:
        with pytest.raises(APIResponseValidationError) as caught:
            ask(html(content), operation, keywords(operation))
        assert_clear(caught.value)


@bodies
@pytest.mark.anyio
async def test_async_methods_name_the_remedy(content: bytes) -> None:
    """The async client raises an error that says what came, from where, and what to check."""
    for operation in OPERATIONS:
        with pytest.raises(APIResponseValidationError) as caught:
            await ask_async(html(content), operation, keywords(operation))
        assert_clear(caught.value)


def is_object(content: bytes) -> bool:
    """Say whether the bytes are a JSON object with an id."""
    try:
        return "id" in dict(json.loads(content))
    except (ValueError, TypeError):
        return False


@given(
    content=st.binary()
    | st.text().map(str.encode)
    | st.dictionaries(st.text(), st.integers() | st.text())
    .map(lambda found: json.dumps(found | {"id": "thread_1"}))
    .map(str.encode)
)
def test_any_bytes_are_an_object_or_a_clear_error(content: bytes) -> None:
    """Whatever bytes come, the answer is read as the object that they are, or InvalidBody is raised."""
    if is_object(content):
        response = ask_raw(html(content), "getThread", {"thread_id": "thread_1"})
        assert exact(json.loads(content)) == exact(response.parsed.to_dict())
    else:
        with pytest.raises(InvalidBody) as caught:
            ask_raw(html(content), "getThread", {"thread_id": "thread_1"})
        assert content == caught.value.content


@pytest.mark.parametrize("status", [200, 201, 202])
@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "text/html", ""])
def test_an_object_is_read_whatever_it_is_declared_as(status: int, content_type: str) -> None:
    """A JSON object with a good status is the answer, under any content type and any such status."""
    server = Replay(status, b'{"id": "thread_1"}', {"content-type": content_type} if content_type else {})
    assert {"id": "thread_1"} == ask(server, "getThread", {"thread_id": "thread_1"}).to_dict()
