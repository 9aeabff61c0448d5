"""Profiles of servers: found by name or address, and what follows from each for a request."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import assistants_v2_companions_raw.api
import assistants_v2_raw.api
import httpx
import pytest
from assistants_v2 import Assistants, AsyncAssistants, ConfigurationError, NotFoundError
from assistants_v2.rules.polling import longest_life
from assistants_v2.rules.servers import ANY, PROFILES, find_profile
from assistants_v2_raw.models import Run
from attrs import frozen

THREAD = {"id": "thread_1", "object": "thread", "created_at": 1, "metadata": {}}
APIS = [*assistants_v2_raw.api.__path__, *assistants_v2_companions_raw.api.__path__]
OPERATIONS = {path.stem for api in APIS for path in Path(api).glob("*/*.py")}
PROJECT = "https://r.services.ai.azure.com/api/projects/p"


@frozen
class AccessToken:
    """What a credential of `azure.identity` gives."""

    token: str


class Credential:
    """Is asked as one of `azure.identity` is."""

    def get_token(self, *scopes: str) -> AccessToken:
        return AccessToken(f"for {' '.join(scopes)}")


class AsyncCredential:
    """The same for async code."""

    async def get_token(self, *scopes: str) -> AccessToken:
        return AccessToken(f"for {' '.join(scopes)}")


def ask(**given: Any) -> httpx.Request:
    """Return the request that a client made with *given* sends."""
    seen: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(200, json=THREAD)

    with Assistants(transport=httpx.MockTransport(answer), **given) as client:
        client.threads.create()
    return seen[0]


def sent(**given: Any) -> tuple[str, str | None, str | None, str | None]:
    """Return where that request goes, its key as bearer and in `api-key`, and the version header."""
    request = ask(**given)
    names = ("authorization", "api-key", "openai-beta")
    return str(request.url), *(request.headers.get(name) for name in names)


CASES: dict[str, Callable[[], Any]] = {
    "foundry": lambda: (
        (f"{PROJECT}/threads?api-version=v1", "Bearer tok", None, None)
        == sent(base_url=PROJECT, api_key="tok")
        and (f"{PROJECT}/threads?api-version=2025-05-01", "Bearer tok", None, None)
        == sent(base_url=f"{PROJECT}?api-version=2025-05-01", api_key="tok")
    ),
    "azure-openai": lambda: (
        (
            "https://r.openai.azure.com/openai/threads?api-version=2024-05-01-preview",
            None,
            "key",
            "assistants=v2",
        )
        == sent(base_url="https://r.openai.azure.com", api_key="key")
    ),
    "litellm": lambda: (
        ("http://localhost:4000/v1/threads", "Bearer sk-1", None, "assistants=v2")
        == sent(base_url="http://localhost:4000", api_key="sk-1", server="litellm")
    ),
    "model-studio": lambda: (
        (
            "https://dashscope-intl.aliyuncs.com/api/v1/threads",
            "Bearer k",
            None,
            "assistants=v2",
        )
        == sent(base_url="https://dashscope-intl.aliyuncs.com", api_key="k")
    ),
    "astra": lambda: (
        "k"
        == ask(base_url="https://open-assistant-ai.astra.datastax.com", api_key="k").headers[
            "astra-api-token"
        ]
    ),
    "open-assistant-api": lambda: (
        "http://h/api/v1/threads" == sent(base_url="http://h", api_key="k", server="open-assistant-api")[0]
    ),
    "any": lambda: (
        ("http://h/threads", "Bearer k", None, "assistants=v2") == sent(base_url="http://h", api_key="k")
    ),
}
"""What follows from each profile."""


@pytest.mark.parametrize("name", PROFILES)
def test_a_request_goes_as_the_server_takes_it(name: str) -> None:
    """Address, key, query and version header are those of the profile."""
    assert CASES[name]()


@pytest.mark.parametrize("name", PROFILES)
def test_what_is_absent_is_an_operation(name: str) -> None:
    """A profile that was misspelt would hold back a hint."""
    assert set() == {*PROFILES[name].absent} - OPERATIONS


@pytest.mark.parametrize(
    ("expected", "address"),
    [
        ("foundry", PROJECT),
        ("azure-openai", "https://r.openai.azure.com/openai/v1"),
        ("litellm", "https://litellm.corp.example/v1"),
        ("model-studio", "https://dashscope.aliyuncs.com/api/v1"),
        ("any", "https://services.ai.azure.com.example/v1"),
        ("any", "https://example.com/litellm"),
        ("any", "http://localhost:8000/v1"),
    ],
)
def test_a_profile_is_guessed_from_the_host(expected: str, address: str) -> None:
    """A path or another host that only holds such words is not enough."""
    assert expected == find_profile(None, address).name


def test_a_profile_by_name_goes_before_the_address() -> None:
    """`any` is one, for who wants nothing guessed; an unknown name lists those that are known."""
    assert ANY is find_profile("any", PROJECT)
    with pytest.raises(ConfigurationError, match=r"server= takes one of 'foundry', .*got 'foundy'"):
        Assistants(base_url=PROJECT, api_key="k", server="foundy")


def test_what_a_program_says_goes_before_the_profile() -> None:
    """A query of its own replaces the profile's."""
    url, *_ = sent(base_url=PROJECT, api_key="k", query={"api-version": "2025-05-15-preview", "b": "1"})
    assert f"{PROJECT}/threads?api-version=2025-05-15-preview&b=1" == url


def test_a_credential_of_azure_gives_the_token() -> None:
    """It is asked for the scope of the server, and refused where there is none."""
    authorization = sent(base_url=PROJECT, api_key=Credential())[1]
    assert "Bearer for https://ai.azure.com/.default" == authorization
    with pytest.raises(ConfigurationError, match=r"api_key is a credential of Azure.*server='foundry'"):
        Assistants(base_url="http://h/v1", api_key=Credential())


@pytest.mark.anyio
async def test_an_async_credential_is_awaited() -> None:
    """Those of `azure.identity.aio` are."""
    seen: list[str] = []

    async def answer(request: httpx.Request) -> httpx.Response:
        seen.append(request.headers["authorization"])
        return httpx.Response(200, json=THREAD)

    over = httpx.MockTransport(answer)
    async with AsyncAssistants(base_url=PROJECT, api_key=AsyncCredential(), transport=over) as client:
        await client.threads.create()
    assert ["Bearer for https://ai.azure.com/.default"] == seen


def test_an_error_says_that_the_server_has_no_such_operation() -> None:
    """It is asked all the same: servers learn."""

    def refuse(request: httpx.Request) -> httpx.Response:
        return httpx.Response(404, content=json.dumps({"detail": "Not Found"}))

    over = httpx.MockTransport(refuse)
    with (
        Assistants(base_url="http://h", api_key="k", server="model-studio", transport=over) as client,
        pytest.raises(NotFoundError, match="Alibaba Model Studio has no cancel_run"),
    ):
        client.threads.runs.cancel("run_1", thread_id="thread_1")


def test_times_in_milliseconds_are_read_as_such() -> None:
    """A run that lives for ten minutes does so on every server."""
    lives = [
        longest_life(Run.from_dict({"id": "run_1", "created_at": unit, "expires_at": unit + 600 * factor}))
        for unit, factor in ((1_711_448_377, 1), (1_711_448_377_850, 1000))
    ]
    assert lives[0] == lives[1]
