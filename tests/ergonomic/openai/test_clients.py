"""The official SDK's clients over ours: where requests go, what they carry, what the clients show."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import httpx2
import openai as official
import pytest
from assistants_v2 import ConfigurationError, openai
from assistants_v2.openai import AsyncAzureOpenAI, AsyncOpenAI, AzureOpenAI, OpenAI
from assistants_v2_server import local_transport

URL = "https://host/v1"
VARIABLES = (
    *("ASSISTANTS_API_KEY", "OPENAI_API_KEY", "ASSISTANTS_BASE_URL", "OPENAI_BASE_URL", "ASSISTANTS_PATH"),
    *("AZURE_OPENAI_API_KEY", "AZURE_OPENAI_AD_TOKEN", "AZURE_OPENAI_ENDPOINT", "OPENAI_API_VERSION"),
    *("OPENAI_ORG_ID", "OPENAI_PROJECT_ID"),
)
THREAD = {"id": "thread_1", "object": "thread", "created_at": 1, "metadata": {}}


@pytest.fixture(autouse=True)
def _clean(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what this machine's environment says."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)


class Seen(list[httpx.Request]):
    """The requests that were sent over an httpx client."""

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.append(request)
        return httpx.Response(200, json=THREAD, headers={"x-request-id": "req_1"})

    async def answer_later(self, request: httpx.Request) -> httpx.Response:
        return self.answer(request)

    @property
    def client(self) -> httpx.Client:
        """A client that carries requests to here."""
        return httpx.Client(transport=httpx.MockTransport(self.answer), headers={"X-Mine": "1"})

    @property
    def async_client(self) -> httpx.AsyncClient:
        """The same for async code."""
        return httpx.AsyncClient(transport=httpx.MockTransport(self.answer_later))


def ask(kind: Any, **given: Any) -> httpx.Request:
    """Return the request that a blocking client sends, made with *given*."""
    seen = Seen()
    with kind(http_client=seen.client, **given) as client:
        client.beta.threads.create()
    return seen[0]


def test_a_request_carries_what_the_constructor_says() -> None:
    """Key, organization, project, headers and query are where the official SDK puts them."""
    sent = ask(
        OpenAI,
        api_key="sk-1",
        base_url=f"{URL}?a=1",
        organization="org",
        project="proj",
        default_headers={"X-Case": "7"},
        default_query={"b": "2"},
    )
    assert f"{URL}/threads?a=1&b=2" == str(sent.url)
    assert ("Bearer sk-1", "org", "proj", "7", "1") == tuple(
        sent.headers[name]
        for name in ("authorization", "openai-organization", "openai-project", "x-case", "x-mine")
    )


def test_a_key_may_be_a_function() -> None:
    """It is asked for each request."""
    keys = iter(["one", "two"])
    seen = Seen()
    with OpenAI(api_key=lambda: next(keys), base_url=URL, http_client=seen.client) as client:
        client.beta.threads.create()
        client.beta.threads.create()
    assert ["Bearer one", "Bearer two"] == [request.headers["authorization"] for request in seen]


@pytest.mark.anyio
async def test_an_async_client_takes_async_keys() -> None:
    """So it can ask a server for them."""

    async def provide() -> str:
        return "later"

    seen = Seen()
    async with AsyncOpenAI(api_key=provide, base_url=URL, http_client=seen.async_client) as client:
        assert "thread_1" == (await client.beta.threads.create()).id
    assert "Bearer later" == seen[0].headers["authorization"]


def test_azure_gets_key_and_version() -> None:
    """The key has a header of its own, and every request the version; a token is a bearer's."""
    given: dict[str, Any] = {
        "azure_endpoint": "https://r.openai.azure.com/",
        "api_version": "2024-05-01-preview",
    }
    sent = ask(AzureOpenAI, api_key="key-1", azure_deployment="gpt", **given)
    assert "https://r.openai.azure.com/openai/threads?api-version=2024-05-01-preview" == str(sent.url)
    assert ("key-1", None) == (sent.headers["api-key"], sent.headers.get("authorization"))
    for token in ({"azure_ad_token": "entra"}, {"azure_ad_token_provider": lambda: "entra"}):
        sent = ask(AzureOpenAI, **token, **given)
        assert ("Bearer entra", None) == (sent.headers["authorization"], sent.headers.get("api-key"))


def test_a_project_of_azure_is_the_whole_address(monkeypatch: pytest.MonkeyPatch) -> None:
    """Foundry serves this API right below; the environment may say all of it."""
    monkeypatch.setenv("AZURE_OPENAI_ENDPOINT", "https://r.services.ai.azure.com/api/projects/p")
    monkeypatch.setenv("AZURE_OPENAI_API_KEY", "key-1")
    monkeypatch.setenv("OPENAI_API_VERSION", "v1")
    client = AsyncAzureOpenAI()
    assert "https://r.services.ai.azure.com/api/projects/p/" == str(client.base_url)
    assert ({"api-version": "v1"}, "key-1") == (client.default_query, client.api_key)


def test_where_requests_go(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An argument goes before the environment, and both before the server in this process."""
    monkeypatch.setenv("ASSISTANTS_PATH", str(tmp_path / "kept.db"))
    monkeypatch.setenv("OPENAI_BASE_URL", "https://api.openai.com/v1")
    with OpenAI() as client:  # OpenAI's own host does not serve this API any more
        assert client.beta.threads.create().id
    assert (tmp_path / "kept.db").exists()
    monkeypatch.setenv("OPENAI_BASE_URL", "http://localhost:1/v1")
    assert "http://localhost:1/v1/" == str(OpenAI().base_url)
    monkeypatch.setenv("ASSISTANTS_BASE_URL", "http://localhost:2/v1")
    assert "http://localhost:2/v1/" == str(OpenAI().base_url)
    assert f"{URL}/" == str(OpenAI(api_key="k", base_url=URL).base_url)


@pytest.mark.parametrize("retired", ["https://api.openai.com/v1", "https://r.openai.azure.com"])
def test_an_address_that_is_retired_gives_way(retired: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Programs have it in their text, and who sets a variable of ours means that one."""
    assert retired in str(OpenAI(api_key="k", base_url=retired).base_url)
    monkeypatch.setenv("ASSISTANTS_BASE_URL", "http://localhost:2/v1")
    assert "http://localhost:2/v1/" == str(OpenAI(api_key="k", base_url=retired).base_url)
    azure = AzureOpenAI(azure_endpoint=retired, api_version="v1", api_key="k")
    assert "http://localhost:2/v1/" == str(azure.base_url)
    assert f"{URL}/" == str(OpenAI(api_key="k", base_url=URL).base_url)


@pytest.mark.parametrize("own_key", ["", "own"])
def test_the_key_for_an_address_that_is_retired_goes_nowhere_else(
    own_key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The server that the environment names gets the key that the environment has for it, or none."""
    monkeypatch.setenv("ASSISTANTS_BASE_URL", "http://localhost:2/v1")
    if own_key:
        monkeypatch.setenv("ASSISTANTS_API_KEY", own_key)
    retired = OpenAI(api_key="secret", base_url="https://api.openai.com/v1")
    azure = AzureOpenAI(azure_endpoint="https://r.openai.azure.com", api_version="v1", api_key="secret")
    assert [own_key or "none"] * 2 == [retired.api_key, azure.api_key]


def test_an_httpx_client_over_our_transport_is_the_server_in_this_process() -> None:
    """It needs no address and no key."""
    with OpenAI(http_client=httpx.Client(transport=local_transport())) as client:
        assert client.beta.assistants.create(model="m").id


def test_without_a_server_the_ways_are_named() -> None:
    """And the date on which OpenAI's ended."""
    with pytest.raises(openai.OpenAIError, match=r"2026-08-26.*base_url=.*http_client=.*ASSISTANTS_PATH"):
        OpenAI(api_key="sk-1")


@pytest.mark.parametrize(
    ("said", "make"),
    [
        (
            "http_client must be an httpx.Client, got httpx2.Client",
            lambda: OpenAI(http_client=httpx2.Client()),
        ),
        ("got httpx.AsyncClient", lambda: OpenAI(http_client=httpx.AsyncClient())),
        ("api_version is missing", lambda: AzureOpenAI(azure_endpoint="https://r", api_key="k")),
        ("pass azure_endpoint=", lambda: AzureOpenAI(api_version="v1", api_key="k")),
    ],
)
def test_what_cannot_be_used_is_refused(said: str, make: Callable[[], Any]) -> None:
    """The sentence names the argument."""
    with pytest.raises(ConfigurationError, match=said):
        make()


def test_a_client_shows_what_it_was_made_with() -> None:
    """The names and the defaults are the official SDK's."""
    ours = OpenAI(api_key="sk-1", base_url=URL)
    theirs = official.OpenAI(api_key="sk-1", base_url=URL)
    assert (theirs.api_key, str(theirs.base_url)) == (ours.api_key, str(ours.base_url))
    assert (theirs.max_retries, 600.0, False) == (ours.max_retries, ours.timeout, ours.is_closed())
    ours.close()
    assert ours.is_closed()
    theirs.close()


def test_a_program_may_set_the_key_later() -> None:
    """Key, time-out and retries are those of the next request; the server in this process asks for no key."""
    seen = Seen()
    client = OpenAI(api_key="sk-1", base_url=URL, http_client=seen.client)
    client.beta.threads.create()
    client.api_key, client.timeout, client.max_retries = "sk-2", 5, 0
    client.beta.threads.create()
    assert ["Bearer sk-1", "Bearer sk-2"] == [request.headers["authorization"] for request in seen]
    assert ("sk-2", 5.0, 0) == (client.api_key, client.timeout, client.max_retries)
    client.close()
    with OpenAI(http_client=httpx.Client(transport=local_transport())) as local:
        local.api_key = None  # the variable that it comes from is not set
        assert local.beta.threads.create().id


def test_what_was_set_later_holds_everywhere() -> None:
    """For other APIs too, and for a copy that goes elsewhere."""
    client = OpenAI(api_key="sk-1", base_url=URL)
    before: Any = client.chat
    client.api_key, client.timeout = "sk-2", 5
    after: Any = client.chat
    assert ("sk-1", "sk-2") == (before._client.api_key, after._client.api_key)
    copy = client.copy(base_url="https://other/v1")
    assert ("sk-2", 5.0) == (copy.api_key, copy.timeout)
    client.close()


def test_a_program_may_set_the_address_later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests go where those of a client go that is made with it; what else was set stays."""
    seen = Seen()
    client = OpenAI(api_key="sk-1", base_url=URL, http_client=seen.client)
    client.beta.threads.create()
    client.max_retries = 0
    client.base_url = httpx.URL("https://other/v1")
    client.beta.threads.create()
    assert ["host", "other"] == [request.url.host for request in seen]
    assert ("sk-1", 0, "https://other/v1/") == (client.api_key, client.max_retries, str(client.base_url))
    monkeypatch.setenv("ASSISTANTS_BASE_URL", "http://localhost:2/v1")
    client.base_url = "https://api.openai.com/v1"
    assert ("http://localhost:2/v1/", "none") == (str(client.base_url), client.api_key)
    client.close()
    monkeypatch.setenv("ASSISTANTS_PATH", ":memory:")
    monkeypatch.delenv("ASSISTANTS_BASE_URL")
    with OpenAI(api_key="k") as local:
        local.beta.threads.create()
        local.base_url = URL
        assert f"{URL}/" == str(local.base_url)


@pytest.mark.anyio
async def test_a_program_may_set_the_address_of_an_async_client_later() -> None:
    """As that of the other."""
    seen = Seen()
    async with AsyncOpenAI(api_key="sk-1", base_url=URL, http_client=seen.async_client) as client:
        client.base_url = "https://other/v1"
        await client.beta.threads.create()
    assert ["other"] == [request.url.host for request in seen]


def test_a_copy_differs_in_what_it_says() -> None:
    """It uses the same connections, unless it goes elsewhere."""
    seen = Seen()
    client = OpenAI(api_key="sk-1", base_url=URL, http_client=seen.client)
    copy = client.with_options(timeout=5, max_retries=0, default_headers={"a": "b"}, default_query={"c": "d"})
    copy.beta.threads.create()
    assert ("b", "d") == (seen[0].headers["a"], seen[0].url.params["c"])
    assert (5.0, 0, 600.0) == (copy.timeout, copy.max_retries, client.timeout)
    assert "https://other/v1/" == str(client.copy(base_url="https://other/v1").base_url)
    assert 86_400.0 == client.copy(timeout=None).timeout
    client.close()


def test_an_error_is_handled_as_the_official_sdks() -> None:
    """`body` is the inner object; request and response are there, the key is not."""

    def refuse(request: httpx.Request) -> httpx.Response:
        return httpx.Response(404, json={"error": {"message": "No.", "code": "gone"}})

    over = httpx.Client(transport=httpx.MockTransport(refuse))
    client = OpenAI(api_key="sk-secret", base_url=URL, http_client=over)
    with client, pytest.raises(openai.NotFoundError) as caught:
        client.beta.threads.retrieve("thread_1")
    error: Any = caught.value
    assert {openai.OpenAIError, openai.APIError, openai.APIStatusError} < {*type(error).__mro__}
    assert ({"message": "No.", "code": "gone"}, "gone", 404) == (
        error.body,
        error.code,
        error.response.status_code,
    )
    assert (f"{URL}/threads/thread_1", "[api key]") == (
        str(error.request.url),
        error.request.headers["authorization"],
    )


def test_what_is_not_of_this_api_comes_from_the_official_sdk() -> None:
    """Its client speaks to the same server with the same key."""
    client = OpenAI(api_key="sk-1", base_url=URL, default_query={"a": "1"})
    batches: Any = client.batches
    assert (f"{URL}/", "sk-1", {"a": "1"}) == (
        str(batches._client.base_url),
        batches._client.api_key,
        batches._client._custom_query,
    )
    assert client.chat is not None
    client.close()


def test_a_key_leaves_the_process_for_openai_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the server is in this process, what is not of this API is asked of OpenAI's own host."""
    monkeypatch.setenv("ASSISTANTS_PATH", ":memory:")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-1")
    with OpenAI() as client:
        batches: Any = client.batches
        assert "https://api.openai.com/v1/" == str(batches._client.base_url)
        assert "none" == client.api_key


def test_a_misspelt_name_is_refused() -> None:
    """The official SDK is not asked for it."""
    client: Any = OpenAI(api_key="k", base_url=URL)
    with pytest.raises(AttributeError, match="no attribute 'thread'; did you mean 'threads'"):
        client.thread  # noqa: B018


def test_hooks_come_by_with_options() -> None:
    """The constructor is the official SDK's, so a copy has them, and each copy of that, also elsewhere."""
    seen, told = Seen(), list[str]()
    with OpenAI(base_url=URL, api_key="k", http_client=seen.client) as client:
        hooked = client.with_options(on_request=lambda event: told.append(event.operation))
        client.beta.threads.create()
        assert [] == told
        for copy in (hooked, hooked.with_options(timeout=5), hooked.with_options(base_url="https://b/v1")):
            copy.beta.threads.create()
    assert ["create_thread"] * 3 == told
