"""Every recorded refusal becomes the error of its status, with all that the server said of the reason."""

from __future__ import annotations

import json

import pytest
from assistants_v2 import (
    APIStatusError,
    AuthenticationError,
    BadRequestError,
    InternalServerError,
    NotFoundError,
)
from hypothesis import given
from hypothesis import strategies as st

from .operations import OPERATIONS
from .recorded import Exchange
from .replaying import (
    API_KEY,
    Replay,
    ask,
    ask_async,
    ask_raw,
    json_answer,
    keywords,
    raw_arguments,
    recorded_answer,
)
from .walking import exact, misdeclared

CLASSES = {400: BadRequestError, 401: AuthenticationError, 404: NotFoundError}

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@pytest.fixture(scope="session")
def refusals(exchanges: list[Exchange]) -> list[Exchange]:
    """Return the exchanges in which the server refused."""
    found = [exchange for exchange in exchanges if not exchange.succeeded]
    assert set(CLASSES) == {exchange.status for exchange in found}
    return found


def assert_tells(error: APIStatusError, exchange: Exchange) -> None:
    """Check that the error is of the right class and has what the server said."""
    told = exchange.body["error"]
    assert CLASSES[exchange.status] is type(error), exchange.id
    assert exchange.status == error.status_code, exchange.id
    assert told == {
        "message": error.message,
        "type": error.type,
        "param": error.param,
        "code": error.code,
    }, exchange.id
    assert exchange.headers.get("x-request-id") == error.request_id, exchange.id
    assert told == error.body, exchange.id


def test_blocking_methods_raise_what_was_recorded(refusals: list[Exchange]) -> None:
    """The method of the blocking client raises the right error, complete."""
    for exchange in refusals:
        with pytest.raises(APIStatusError) as caught:
            ask(recorded_answer(exchange), exchange.operation, keywords(exchange))
        assert_tells(caught.value, exchange)


@pytest.mark.anyio
async def test_async_methods_raise_what_was_recorded(refusals: list[Exchange]) -> None:
    """The method of the async client raises the right error, complete."""
    for exchange in refusals:
        with pytest.raises(APIStatusError) as caught:
            await ask_async(recorded_answer(exchange), exchange.operation, keywords(exchange))
        assert_tells(caught.value, exchange)


def test_endpoints_read_what_was_recorded(refusals: list[Exchange]) -> None:
    """The generated function reads the refusal as an ErrorResponse, as declared and written back equal."""
    for exchange in refusals:
        response = ask_raw(recorded_answer(exchange), exchange.operation, raw_arguments(exchange))
        assert exchange.status == response.status_code, exchange.id
        assert "ErrorResponse" == type(response.parsed).__name__, exchange.id
        assert [] == misdeclared(response.parsed), exchange.id
        assert exact(exchange.body) == exact(response.parsed.to_dict()), exchange.id


def test_a_key_that_the_server_quotes_is_blotted_out(refusals: list[Exchange]) -> None:
    """A refusal that repeats the key, as the recorded one of a wrong key does, is shown without it."""
    (exchange,) = [exchange for exchange in refusals if exchange.status == 401]
    told = json.dumps(exchange.body)
    assert "<OPENAI_ACCESS_TOKEN>" in told
    server = json_answer(json.loads(told.replace("<OPENAI_ACCESS_TOKEN>", API_KEY)), 401)
    with pytest.raises(AuthenticationError) as caught:
        ask(server, exchange.operation, keywords(exchange))
    assert API_KEY not in str(caught.value)
    assert API_KEY not in caught.value.message


@given(
    status=st.sampled_from([400, 401, 403, 404, 409, 418, 422, 429, 500, 502, 503, 529]),
    content=st.binary() | JSON_VALUES.map(lambda value: json.dumps({"error": value}).encode()),
    operation=st.sampled_from(["getRun", "listRuns"]),
)
def test_any_other_refusal_is_an_error_of_its_status(status: int, content: bytes, operation: str) -> None:
    """Whatever a refusal holds, text, JSON of another form or nothing, the status decides the error."""
    ids = {"thread_id": "thread_1", **({"run_id": "run_1"} if "run_id" in OPERATIONS[operation].path else {})}
    with pytest.raises(APIStatusError) as caught:
        ask(Replay(status, content, {}), operation, ids)
    assert status == caught.value.status_code
    assert caught.value.message
    assert (status >= 500) is isinstance(caught.value, InternalServerError)
    assert status == ask_raw(Replay(status, content, {}), operation, ids).status_code
