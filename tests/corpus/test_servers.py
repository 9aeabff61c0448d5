"""The profiles of Azure's servers, held against what was recorded there."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import Any

import httpx
import pytest
from assistants_v2 import Assistants
from assistants_v2.rules.servers import AZURE_OPENAI, FOUNDRY, ServerProfile
from attrs import frozen

from .operations import OPERATIONS
from .recorded import Exchange
from .replaying import API_KEY, FACES, REQUIRED, keywords, recorded_answer
from .test_requests import beyond, recorded_request, sent_request


@frozen
class Place:
    """Where one of Azure's servers keeps the API.

    Attributes:
        host: A host of the server's; an address without a profile if it has to be named.
        profile: The profile that requests are to follow.
        server: What `server=` says.
    """

    host: str
    profile: ServerProfile
    server: str | None = None


PLACES = {
    "/openai": Place("https://r.openai.azure.com", AZURE_OPENAI),
    "/api/projects/": Place("https://r.services.ai.azure.com", FOUNDRY),
    "": Place("https://region.example", FOUNDRY, "foundry"),
}
"""The places by what their paths begin with; that of the old workspaces of machine learning is any other."""


@pytest.fixture(scope="session")
def azure(exchanges: list[Exchange]) -> list[Exchange]:
    """Return what was recorded at Azure of the contract's operations."""
    found = [each for each in exchanges if "api-version" in each.query and each.operation in OPERATIONS]
    return [each for each in found if each.sent is not None or OPERATIONS[each.operation].request is None]


def find_place(exchange: Exchange) -> Place:
    """Return where an exchange was recorded."""
    return next(place for start, place in PLACES.items() if exchange.path.startswith(start))


def ask(exchange: Exchange) -> httpx.Request:
    """Return the request that a client of the server sends for the recorded one."""
    place, answer = find_place(exchange), recorded_answer(exchange)
    prefix = OPERATIONS[exchange.operation].split(exchange.path)[0]
    more = {name: (exchange.sent or {})[name] for name in beyond(exchange)}
    given: dict[str, Any] = {**REQUIRED.get(exchange.operation, {}), **keywords(exchange)}
    given = {name: value for name, value in given.items() if name not in more}
    with Assistants(
        base_url=place.host + prefix,
        api_key=API_KEY,
        server=place.server,
        query={"api-version": exchange.query["api-version"]},
        transport=answer.transport,
    ) as client:
        attrgetter(FACES[exchange.operation])(client)(**given, extra_body=more)
    return answer.request


def test_requests_go_as_they_were_recorded_at_azure(azure: list[Exchange]) -> None:
    """Address, query, body, key and version header are those of the server, fields of its own among them."""
    assert {*PLACES} == {
        start for start in PLACES if any(find_place(each) is PLACES[start] for each in azure)
    }
    for exchange in azure:
        request, profile = ask(exchange), find_place(exchange).profile
        method, path, query, body = sent_request(request)
        version = ("api-version", exchange.query["api-version"])
        told = [pair for pair in query if pair != version]
        added = ', "tool_outputs": []' if "tool_approvals" in (exchange.sent or {}) else ""
        assert recorded_request(exchange) == (method, path, told, body.replace(added, "")), exchange.id
        assert version in query, exchange.id
        key = f"Bearer {API_KEY}" if profile.key_header == "Authorization" else API_KEY
        assert key == request.headers[profile.key_header], exchange.id
        assert profile.beta == ("openai-beta" in request.headers), exchange.id


def test_what_was_answered_at_azure_is_not_said_to_be_absent(azure: list[Exchange]) -> None:
    """Else a hint would be wrong."""
    for exchange in azure:
        name = re.sub(r"(?<!^)(?=[A-Z])", "_", exchange.operation).lower()
        assert name not in find_place(exchange).profile.absent, exchange.id


def test_the_version_header_was_sent_where_the_profile_sends_it(recorded: list[Exchange]) -> None:
    """The programs that were recorded knew their servers."""
    for exchange in recorded:
        if "api-version" in exchange.query and exchange.sent_headers is not None:
            assert find_place(exchange).profile.beta == ("openai-beta" in exchange.sent_headers), exchange.id
