"""The two clients: built, used, closed. How arguments are judged is in rules/test_configuration.py."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import anyio
import httpx
import pytest
from assistants_v2 import (
    APIResponseValidationError,
    Assistants,
    AsyncAssistants,
    ConfigurationError,
    NotFoundError,
)
from assistants_v2.rules.configuration import KEY_VARIABLES, URL_VARIABLES
from assistants_v2_raw.api.assistants import get_assistant, list_assistants

from ..seams import retries_of
from ..server.store.files import make_old
from .conversations import always, blocking, cooperative

ASSISTANT = {"id": "asst_1", "object": "assistant"}
RUN = {"id": "run_1", "object": "thread.run", "thread_id": "thread_1", "status": "completed"}
BOTH = pytest.mark.parametrize("kind", [Assistants, AsyncAssistants])


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the variables of whoever runs the tests out of them."""
    for name in (*KEY_VARIABLES, *URL_VARIABLES):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("kind", "transport", "wanted"),
    [
        (Assistants, httpx.AsyncHTTPTransport(), "BaseTransport"),
        (AsyncAssistants, httpx.HTTPTransport(), "AsyncBaseTransport"),
        (Assistants, "http://proxy", "BaseTransport"),
    ],
)
def test_a_transport_that_does_not_fit_is_refused(kind: Any, transport: Any, wanted: str) -> None:
    """The error comes when the client is made, and says what would fit."""
    with pytest.raises(ConfigurationError, match=rf"transport= takes an httpx\.{wanted}, got "):
        kind(base_url="https://host/v1", api_key="sk-1", transport=transport)


def test_headers_are_sent() -> None:
    """The key, the API's version and the caller's own headers go with every request."""
    client, recorded = blocking(always(json=ASSISTANT), headers={"X-Team": "hr"})
    client.assistants.retrieve("asst_1")
    sent = recorded.last.headers
    assert ("Bearer sk-1", "assistants=v2", "hr") == (
        sent["authorization"],
        sent["openai-beta"],
        sent["x-team"],
    )
    assert "https://host/v1/assistants/asst_1" == str(recorded.last.url)


@pytest.mark.anyio
async def test_headers_are_sent_by_the_async_client() -> None:
    """It sends the same."""
    client, recorded = cooperative(always(json=ASSISTANT), headers={"X-Team": "hr"})
    await client.assistants.retrieve("asst_1")
    sent = recorded.last.headers
    assert ("Bearer sk-1", "assistants=v2", "hr") == (
        sent["authorization"],
        sent["openai-beta"],
        sent["x-team"],
    )


def test_without_a_key_no_authorization_is_sent() -> None:
    """A server that asks for no key gets no empty one."""
    client, recorded = blocking(always(json=ASSISTANT), api_key="")
    client.assistants.retrieve("asst_1")
    assert "authorization" not in recorded.last.headers


@pytest.mark.parametrize("name", ["Authorization", "authorization"])
def test_an_authorization_header_of_the_callers_own_is_the_only_one(name: str) -> None:
    """It is sent in the key's place, not beside it."""
    client, recorded = blocking(always(json=ASSISTANT), headers={name: "Basic eDp5"})
    client.assistants.retrieve("asst_1")
    assert ["Basic eDp5"] == recorded.last.headers.get_list("authorization")


@BOTH
def test_the_environment_configures_a_client(kind: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without arguments, the variables decide."""
    monkeypatch.setenv("ASSISTANTS_BASE_URL", "https://other/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-env")
    client = kind()
    assert ("https://other/v1", "sk-env") == (str(client.raw.base_url), client.raw.token)


@BOTH
def test_a_client_shows_its_server_but_not_its_key(kind: Any) -> None:
    """What is printed may end up in a log."""
    client = kind(base_url="https://host/v1", api_key="sk-secret", headers={"api-key": "secret"})
    assert f"{kind.__name__}(base_url='https://host/v1')" == repr(client)


@BOTH
def test_beta_is_the_client_itself(kind: Any) -> None:
    """Code written for the official SDK finds `client.beta.threads.runs`."""
    client = kind(base_url="https://host/v1", api_key="sk-1")
    assert client is client.beta
    assert client.beta.threads.runs is client.threads.runs


def test_what_was_learned_of_a_server_holds_for_all_options() -> None:
    """A client and those that with_options makes of it ask once whether the server has streams."""
    client, recorded = blocking(always(json=RUN))
    for each in (client, client.with_options(timeout=5), client):
        each.threads.runs.create_and_poll("thread_1", assistant_id="asst_1")
    assert [True, False, False] == [b'"stream"' in request.content for request in recorded.requests]


def test_options_are_changed_in_a_client_of_their_own() -> None:
    """It shares server and connections with the client that it came from, which keeps its options."""
    client, recorded = blocking(always(json=ASSISTANT), timeout=60, max_retries=1)
    with client.with_options(timeout=5, max_retries=0) as hasty:
        assert "asst_1" == hasty.assistants.retrieve("asst_1").id
        assert 5 == recorded.last.extensions["timeout"]["read"]
    assert not recorded.closed
    client.assistants.retrieve("asst_1")
    assert 60 == recorded.last.extensions["timeout"]["read"]
    with client.with_options(timeout=5).with_options(timeout=7) as hastier:
        assert "asst_1" == hastier.assistants.retrieve("asst_1").id
        assert 7 == recorded.last.extensions["timeout"]["read"]
    assert (0, 1) == (retries_of(hasty).max_retries, retries_of(client).max_retries)


@pytest.mark.anyio
async def test_options_are_changed_in_an_async_client_of_their_own() -> None:
    """The same goes for the async client."""
    client, recorded = cooperative(always(json=ASSISTANT), timeout=60)
    async with client.with_options(timeout=5) as hasty:
        assert "asst_1" == (await hasty.assistants.retrieve("asst_1")).id
        assert 5 == recorded.last.extensions["timeout"]["read"]
    assert not recorded.closed


@BOTH
def test_options_out_of_range_are_refused(kind: Any) -> None:
    """They are judged as those of a new client are."""
    client = kind(base_url="https://host/v1", api_key="sk-1")
    for wrong in ({"timeout": 0}, {"max_retries": -1}):
        with pytest.raises(ConfigurationError):
            client.with_options(**wrong)


def test_threads_share_what_the_first_of_them_opens() -> None:
    """However many begin at once, one httpx client is made, and closed with the client."""
    answered = always(json=ASSISTANT)
    client, recorded = blocking(answered)
    start, seen = threading.Barrier(16), list[httpx.Client]()

    def first() -> None:
        start.wait(30)
        client.assistants.retrieve("asst_1")
        seen.append(client.raw.get_httpx_client())

    threads = [threading.Thread(target=first) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 == len({id(http) for http in seen})
    client.close()
    assert recorded.closed


def test_the_httpx_client_can_be_set_up() -> None:
    """Hooks and headers that are set on it hold for all requests."""
    client, recorded = blocking(always(json=ASSISTANT))
    http, seen = client.raw.get_httpx_client(), list[str]()
    http.event_hooks = {"request": [lambda request: seen.append(request.url.path)]}
    http.headers["x-team"] = "hr"
    client.assistants.retrieve("asst_1")
    assert (["/v1/assistants/asst_1"], "hr") == (seen, recorded.last.headers["x-team"])


def test_the_async_httpx_client_can_be_set_up_for_all_event_loops() -> None:
    """What is set before any of them runs, or in one, holds for those that follow."""
    client, recorded = cooperative(always(json=ASSISTANT))
    seen: list[str] = []

    async def hook(request: httpx.Request) -> None:
        seen.append(request.url.path)

    async def ask() -> None:
        await client.assistants.retrieve("asst_1")

    client.raw.get_async_httpx_client().event_hooks = {"request": [hook]}
    client.raw.get_async_httpx_client().headers["x-team"] = "hr"
    for backend in ("asyncio", "asyncio", "trio"):
        anyio.run(ask, backend=backend)
        assert "hr" == recorded.last.headers["x-team"]
    assert 3 == len(seen)


def test_raw_is_for_the_generated_functions() -> None:
    """The generated client speaks to the same server with the same headers."""
    both = {**ASSISTANT, "data": []}
    client, recorded = blocking(always(json=both))
    found = get_assistant.sync("asst_1", client=client.raw)
    assert found is not None
    assert both == found.to_dict()
    assert 200 == list_assistants.sync_detailed(client=client.raw, limit=1).status_code
    assert "Bearer sk-1" == recorded.last.headers["authorization"]


@pytest.mark.anyio
async def test_raw_is_for_the_generated_async_functions() -> None:
    """On the async client it is their async variants."""
    client, _ = cooperative(always(json=ASSISTANT))
    found = await get_assistant.asyncio("asst_1", client=client.raw)
    assert found is not None
    assert ASSISTANT == found.to_dict()


def test_a_client_closes_its_connections() -> None:
    """By close(), and at the end of a with statement, also after an error."""
    client, recorded = blocking(always(json=ASSISTANT))
    client.close()
    assert recorded.closed
    client, recorded = blocking(always(404))
    with pytest.raises(NotFoundError), client:
        client.assistants.retrieve("asst_1")
    assert recorded.closed


@pytest.mark.anyio
async def test_an_async_client_closes_its_connections() -> None:
    """By close(), and at the end of an async with statement, also after an error."""
    client, recorded = cooperative(always(json=ASSISTANT))
    await client.close()
    assert recorded.closed
    client, recorded = cooperative(always(404))
    with pytest.raises(NotFoundError):
        async with client:
            await client.assistants.retrieve("asst_1")
    assert recorded.closed


@pytest.mark.anyio
@pytest.mark.parametrize("anyio_backend", ["trio"])
async def test_an_async_client_runs_on_trio(anyio_backend: str) -> None:
    """Nothing of it is tied to asyncio."""
    client, _ = cooperative(always(json=ASSISTANT))
    async with client:
        assert "asst_1" == (await client.assistants.retrieve("asst_1")).id


@BOTH
def test_no_server_names_the_remedy(kind: Any) -> None:
    """The first mistake: a client of nothing."""
    with pytest.raises(ConfigurationError, match=r"Assistants\.local\(\)"):
        kind()


@BOTH
def test_a_host_that_cannot_be_names_the_argument(kind: Any) -> None:
    """A name that no network knows is refused before the first request."""
    with pytest.raises(ConfigurationError, match="base_url 'https://höst。-/v1' is not an address"):
        kind(base_url="https://höst。-/v1", api_key="sk-1")


@BOTH
def test_no_key_names_the_remedy(kind: Any) -> None:
    """The second: a server elsewhere without a key."""
    with pytest.raises(ConfigurationError, match="ASSISTANTS_API_KEY"):
        kind(base_url="https://host/v1")


@pytest.mark.parametrize(
    ("error", "answer"),
    [
        (NotFoundError, always(404, html="<h1>Not Found</h1>")),
        (NotFoundError, always(404, json={"detail": "Not Found"})),
        (APIResponseValidationError, always(200, html="<h1>Welcome</h1>")),
        (APIResponseValidationError, always(200, json={"status": "ok"})),
        (APIResponseValidationError, always(200, json=["ok"])),
        (APIResponseValidationError, always(204)),
    ],
    ids=["404 HTML", "404 JSON", "HTML", "other JSON", "array", "nothing"],
)
def test_a_wrong_address_names_the_remedy(error: type[Exception], answer: Any) -> None:
    """The third: an address where something else is; no object comes of it, and no page."""
    client, _ = blocking(answer, base_url="https://host")
    for ask in (client.assistants.list, lambda: client.assistants.retrieve("asst_1")):
        with pytest.raises(error, match=r"https://host .*usually ends in /v1"):
            ask()


def test_an_unknown_assistant_names_the_remedy() -> None:
    """The fourth: an id that another server made."""
    said = {"error": {"message": "No assistant found with id 'asst_1'.", "type": "invalid_request_error"}}
    client, _ = blocking(always(404, json=said))
    with pytest.raises(NotFoundError) as caught:
        client.assistants.retrieve("asst_1")
    assert "No assistant found with id 'asst_1'. Ids belong to the server that made them" in str(caught.value)


class Answering:
    """What can answer, but not be closed."""

    def answer(self, prompt: object) -> object:
        """Answer a prompt."""
        return prompt


@BOTH
@pytest.mark.parametrize(
    ("said", "model"),
    [
        ('pass assistants_v2_server.ChatCompletions(url, model="gpt-4o").', "gpt-4o"),
        ("model= takes an object, not a class: pass Answering(...).", Answering),
        ("and Answering has no close().", Answering()),
        ("and dict has no answer() and no close().", {}),
    ],
)
def test_what_is_no_model_is_refused_at_once(kind: Any, said: str, model: Any) -> None:
    """The official SDK's `model=` is a name; here it is what answers, and the error says what to pass."""
    with pytest.raises(ConfigurationError) as caught:
        kind.local(model=model)
    assert str(caught.value).startswith("model= takes ")
    assert str(caught.value).endswith(said)


@BOTH
@pytest.mark.parametrize("name", ["base_url", "api_key", "timeout", "max_retries", "zzz"])
def test_an_attribute_that_means_nothing_cannot_be_set(kind: Any, name: str) -> None:
    """It would be taken in silence, and change nothing."""
    client = kind(base_url="https://host/v1", api_key="sk-1")
    remedy = "" if name == "zzz" else ": it is given when a client is made; client.with_options("
    with pytest.raises(AttributeError, match=rf"^client.{name} cannot be set{re.escape(remedy)}"):
        setattr(client, name, "https://other/v1")


@BOTH
def test_a_class_of_ones_own_may_keep_more(kind: Any) -> None:
    """Programs derive from the client, and tests replace its parts."""
    own = type("Own", (kind,), {"__module__": "program"})(base_url="https://host/v1", api_key="sk-1")
    own.tenant = "hr"
    assert "hr" == own.tenant
    with pytest.raises(AttributeError, match="cannot be set"):
        own.base_url = "https://other/v1"
    client = kind(base_url="https://host/v1", api_key="sk-1")
    client.threads = None
    assert None is client.threads


@pytest.mark.parametrize(
    ("said", "make"),
    [
        (
            "{}() takes no argument without a name: pass the others by name, such as api_key=...",
            lambda kind: kind("sk-secret"),
        ),
        ("{}() has no argument 'default_headers': pass headers=.", lambda kind: kind(default_headers={})),
        ("{}() has no argument 'http_client': pass transport=.", lambda kind: kind(http_client=None)),
        ("{}() has no argument 'model': Assistants.local() takes it.", lambda kind: kind(model="m")),
        ("{}() has no argument 'base_ur'; did you mean 'base_url'?", lambda kind: kind(base_ur="x")),
        ("{}.local() has no argument 'pth'; did you mean 'path'?", lambda kind: kind.local(pth="x")),
        (
            "{}.with_options() has no argument 'default_headers': pass headers= when you make the client.",
            lambda kind: kind(base_url="https://host/v1", api_key="").with_options(default_headers={}),
        ),
    ],
)
@BOTH
def test_a_client_is_made_of_what_it_takes(kind: Any, said: str, make: Any) -> None:
    """What it does not take is answered as by every method, and no key is repeated."""
    with pytest.raises(TypeError) as caught:
        make(kind)
    assert said.format(kind.__name__) == str(caught.value)


REMEDY = "the embedded server needs {}: pip install 'assistants-v2[{}]'."


@pytest.mark.parametrize(
    ("said", "line"),
    [
        ("ConfigurationError: " + REMEDY.format("sqlalchemy", "local"), "assistants_v2.Assistants.local()"),
        (
            "ConfigurationError: " + REMEDY.format("sqlalchemy", "local"),
            "assistants_v2.AsyncAssistants.local()",
        ),
        (
            "ModuleNotFoundError: " + REMEDY.format("sqlalchemy", "local"),
            "from assistants_v2_server import Server",
        ),
    ],
)
def test_a_missing_requirement_names_the_remedy(said: str, line: str) -> None:
    """Without what the embedded server needs, every way to it says what to install, in the same words."""
    blocked = "import sys; sys.modules.update(sqlalchemy=None); import assistants_v2; "
    ran = subprocess.run([sys.executable, "-c", blocked + line], capture_output=True, text=True, check=False)
    assert said in ran.stderr.splitlines()[-1]


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_number_that_json_cannot_say_is_refused(number: float) -> None:
    """It would arrive as null; nothing is sent."""
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, json=ASSISTANT)

    client = Assistants(base_url="http://127.0.0.1/v1", transport=httpx.MockTransport(answer))
    with client, pytest.raises(ValueError, match="no form in JSON"):
        client.assistants.create(model="some-model", name=None, temperature=number)
    assert [] == asked


@pytest.mark.anyio
@BOTH
async def test_a_transport_of_the_programs_own_is_closed_once(kind: Any) -> None:
    """Closing a client again does nothing, and what was made from it stays closed with it."""
    closed: list[str] = []

    class Counting(httpx.MockTransport):
        def close(self) -> None:
            closed.append("blocking")

        async def aclose(self) -> None:
            closed.append("async")

    transport = Counting(always(json=ASSISTANT))
    client = kind(base_url="https://host/v1", api_key="sk-1", transport=transport)
    derived = client.raw.with_headers({"x-team": "hr"})
    for _ in range(2):
        if isinstance(client, Assistants):
            client.close()
        else:
            await client.close()
    assert ["blocking" if kind is Assistants else "async"] == closed
    for raw in (client.raw, derived):
        with pytest.raises(RuntimeError, match="the client is closed"):
            get_assistant.sync("asst_1", client=raw)
        with pytest.raises(RuntimeError, match="the client is closed"):
            await get_assistant.asyncio("asst_1", client=raw)


@pytest.mark.anyio
@BOTH
async def test_raw_is_for_both_kinds_of_functions_where_the_transport_is(kind: Any) -> None:
    """The embedded server answers blocking and async requests alike."""
    client = kind.local()
    assert 200 == list_assistants.sync_detailed(client=client.raw).status_code
    assert 200 == (await list_assistants.asyncio_detailed(client=client.raw)).status_code
    await client.close() if isinstance(client, AsyncAssistants) else client.close()


@pytest.mark.anyio
async def test_raw_names_the_client_that_sends_the_other_kind() -> None:
    """Connections are either blocking or async."""
    with (
        Assistants(base_url="http://127.0.0.1:9/v1") as client,
        pytest.raises(TypeError, match="AsyncAssistants has the other"),
    ):
        await get_assistant.asyncio("asst_1", client=client.raw)
    async with AsyncAssistants(base_url="http://127.0.0.1:9/v1") as other:
        with pytest.raises(TypeError, match="Assistants has the other"):
            get_assistant.sync("asst_1", client=other.raw)


@BOTH
def test_a_database_that_cannot_be_used_is_a_configuration_error(kind: Any, tmp_path: Path) -> None:
    """The server's sentence comes when the client is made, not with the first request."""
    with pytest.raises(ConfigurationError, match="the path of the database is empty: name a file"):
        kind.local("")
    with pytest.raises(ConfigurationError, match="is a folder: name a file in it"):
        kind.local(tmp_path)
    old = make_old(tmp_path / "old.db")
    with pytest.raises(ConfigurationError, match="older version"):
        kind.local(old, migrate=False)
