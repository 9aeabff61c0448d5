"""Every recorded request can be made with keyword arguments, and what is sent is what was recorded."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .operations import OPERATIONS
from .recorded import Exchange
from .replaying import ask, ask_async, ask_raw, keywords, raw_arguments, recorded_answer
from .walking import exact

BEYOND_THE_CONTRACT = {
    "createRun": {"tool_resources"},
    "submitToolOutputsToRun": {"tool_approvals"},
}
"""Fields of one server's own that requests were seen to have; the keyword arguments do not take them."""

WITH_BODY = [name for name, operation in OPERATIONS.items() if operation.request is not None]


@pytest.fixture(scope="session")
def taken(exchanges: list[Exchange]) -> dict[str, list[Exchange]]:
    """Return the exchanges whose requests the server took and the recording kept, by operation."""
    return {
        name: [
            exchange
            for exchange in exchanges
            if exchange.operation == name
            and exchange.succeeded
            and (exchange.sent is not None or operation.request is None)
        ]
        for name, operation in OPERATIONS.items()
    }


def beyond(exchange: Exchange) -> set[str]:
    """Return the fields of a request that no keyword argument stands for."""
    return BEYOND_THE_CONTRACT.get(exchange.operation, set()) & {*(exchange.sent or {})}


def place(exchange: Exchange) -> str:
    """Return the path under which the recorded server keeps the API."""
    return OPERATIONS[exchange.operation].split(exchange.path)[0]


def recorded_request(exchange: Exchange) -> tuple[str, str, list[tuple[str, str]], str]:
    """Return method, path, query and body as they were recorded, without what `keywords` leaves out."""
    sent = {**(exchange.sent or {})}
    if sent.get("stream"):
        del sent["stream"]
    query = sorted((name, value) for name, value in exchange.query.items() if name != "api-version")
    has_body = OPERATIONS[exchange.operation].request is not None
    return OPERATIONS[exchange.operation].method, exchange.path, query, exact(sent if has_body else None)


def sent_request(request: Any) -> tuple[str, str, list[tuple[str, str]], str]:
    """Return method, path, query and body as they reached the transport."""
    body = json.loads(request.content) if request.content else None
    return request.method, request.url.path, sorted(request.url.params.multi_items()), exact(body)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_blocking_methods_send_what_was_recorded(operation: str, taken: dict[str, list[Exchange]]) -> None:
    """The method of the blocking client sends the recorded method, path, query and JSON."""
    assert taken[operation]
    for exchange in taken[operation]:
        if not beyond(exchange):
            server = recorded_answer(exchange)
            ask(server, operation, keywords(exchange), place(exchange))
            assert recorded_request(exchange) == sent_request(server.request), exchange.id


@pytest.mark.anyio
@pytest.mark.parametrize("operation", OPERATIONS)
async def test_async_methods_send_what_was_recorded(operation: str, taken: dict[str, list[Exchange]]) -> None:
    """The method of the async client sends the recorded method, path, query and JSON."""
    assert taken[operation]
    for exchange in taken[operation]:
        if not beyond(exchange):
            server = recorded_answer(exchange)
            await ask_async(server, operation, keywords(exchange), place(exchange))
            assert recorded_request(exchange) == sent_request(server.request), exchange.id


@pytest.mark.parametrize("operation", WITH_BODY)
def test_request_models_send_what_was_recorded(operation: str, taken: dict[str, list[Exchange]]) -> None:
    """The generated function sends a request read from JSON as it was, with fields beyond the contract."""
    assert taken[operation]
    for exchange in taken[operation]:
        server = recorded_answer(exchange)
        ask_raw(server, operation, raw_arguments(exchange))
        assert exact(exchange.sent) == exact(json.loads(server.request.content)), exchange.id


@pytest.mark.parametrize("operation", BEYOND_THE_CONTRACT)
def test_fields_beyond_the_contract_are_refused_by_name(
    operation: str, taken: dict[str, list[Exchange]]
) -> None:
    """A field that is none of the contract's is a TypeError that names it, before anything is sent."""
    recorded = [exchange for exchange in taken[operation] if beyond(exchange)]
    assert recorded
    for exchange in recorded:
        (field,) = beyond(exchange)
        server = recorded_answer(exchange)
        untouched = server.request
        given = keywords(exchange)
        if operation == "submitToolOutputsToRun":
            given.setdefault("tool_outputs", [])
        with pytest.raises(TypeError, match=field):
            ask(server, operation, given)
        assert untouched is server.request, exchange.id
