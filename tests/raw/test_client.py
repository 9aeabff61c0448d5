"""The generated client by itself: what it sends, what it shows, and what clients made from it share."""

from __future__ import annotations

import threading
from collections.abc import Callable
from copy import copy, deepcopy
from json import loads as loads_json
from pickle import dumps, loads
from typing import Any

import httpx
import pytest
from assistants_v2_raw.api.assistants import get_assistant
from assistants_v2_raw.client import AuthenticatedClient, Client
from assistants_v2_raw.models import Assistant
from assistants_v2_raw.types import json_content

URL = "https://host/v1"
SECRET = "sk-secret-123"


class Recorder(httpx.MockTransport):
    """Answers every request with an assistant, and keeps the requests."""

    def __init__(self) -> None:
        super().__init__(self.answer)
        self.requests: list[httpx.Request] = []

    def answer(self, request: httpx.Request) -> httpx.Response:
        self.requests.append(request)
        return httpx.Response(200, json={"id": "asst_1", "object": "assistant"})

    def last(self, header: str) -> str | None:
        """Return a header of the last request."""
        value: str | None = self.requests[-1].headers.get(header)
        return value


@pytest.fixture
def server() -> Recorder:
    """A server that has not been asked anything yet."""
    return Recorder()


def client_of(server: Recorder, **settings: Any) -> AuthenticatedClient:
    """Return a client of the server with a key."""
    return AuthenticatedClient(URL, SECRET, httpx_args={"transport": server}, **settings)


@pytest.mark.parametrize(
    "client",
    [
        AuthenticatedClient(URL, SECRET),
        AuthenticatedClient(URL, "other", headers={"api-key": SECRET}, cookies={"session": SECRET}),
        Client(URL, headers={"Authorization": SECRET}, httpx_args={"auth": ("me", SECRET)}),
        AuthenticatedClient(URL, SECRET).with_headers({"api-key": SECRET}),
    ],
    ids=["token", "headers and cookies", "httpx's arguments", "made from another"],
)
def test_a_client_shows_no_secret(client: Client) -> None:
    """What is printed ends up in logs and in reports of errors; the address is what tells clients apart."""
    client.get_httpx_client()
    assert SECRET not in repr(client)
    assert URL in repr(client)


@pytest.mark.parametrize("opened", [False, True])
@pytest.mark.parametrize(
    ("change", "header", "value"),
    [
        (lambda client: client.with_headers({"X-Tenant": "b"}), "x-tenant", "b"),
        (lambda client: client.with_cookies({"tenant": "b"}), "cookie", "tenant=b"),
    ],
    ids=["headers", "cookies"],
)
def test_a_client_made_from_another_changes_nothing_of_it(
    server: Recorder, change: Callable[[Client], Client], header: str, value: str, opened: bool
) -> None:
    """Neither before nor after its first request does a client get the headers of one made from it."""
    client = client_of(server)
    if opened:
        client.get_httpx_client()
    other = change(client)
    get_assistant.sync("asst_1", client=other)
    assert (value, f"Bearer {SECRET}") == (server.last(header), server.last("authorization"))
    get_assistant.sync("asst_1", client=client)
    assert None is server.last(header)


def test_a_timeout_is_that_of_a_new_client(server: Recorder) -> None:
    """The client that it was made from keeps its own."""
    client = client_of(server, timeout=httpx.Timeout(60))
    get_assistant.sync("asst_1", client=client.with_timeout(httpx.Timeout(3)))
    assert 3 == server.requests[-1].extensions["timeout"]["read"]
    get_assistant.sync("asst_1", client=client)
    assert 60 == server.requests[-1].extensions["timeout"]["read"]


def test_threads_that_race_get_one_httpx_client(server: Recorder) -> None:
    """However many ask first, one httpx client is made."""
    client, start, seen = client_of(server), threading.Barrier(16), list[httpx.Client]()

    def ask() -> None:
        start.wait(30)
        seen.append(client.get_httpx_client())

    threads = [threading.Thread(target=ask) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 1 == len({id(http) for http in seen})


def test_what_is_set_on_the_httpx_client_counts(server: Recorder) -> None:
    """Params, headers and hooks reach every request, and are not lost to later ones."""
    client, hooked = client_of(server), list[str]()
    http = client.get_httpx_client()
    http.params = httpx.QueryParams({"api-version": "v1"})
    http.headers["x-team"] = "hr"
    http.event_hooks = {"request": [lambda request: hooked.append(request.url.path)]}
    get_assistant.sync("asst_1", client=client)
    assert ("api-version=v1", "hr") == (
        server.requests[-1].url.query.decode(),
        server.last("x-team"),
    )
    assert ["/v1/assistants/asst_1"] == hooked


def test_a_request_is_a_value_that_anything_can_send(server: Recorder) -> None:
    """Method, path and what the answer is read as are there to look at before anything is sent."""
    operation = get_assistant.request("asst/1")
    assert ("get_assistant", "GET", "/assistants/asst%2F1") == (
        operation.name,
        operation.method,
        operation.path,
    )
    with httpx.Client(transport=server) as http:
        response = http.request(**operation.arguments(Client(URL + "/")))
    assert "asst_1" == operation.model.from_dict(response.json()).id
    assert f"{URL}/assistants/asst%2F1" == str(server.requests[-1].url)


def test_an_object_stands_for_its_id() -> None:
    """Whoever passes the object itself means its id."""
    assistant: Any = Assistant.from_dict({"id": "asst_1"})
    assert "/assistants/asst_1" == get_assistant.request(assistant).path


@pytest.mark.parametrize("wrong", ["", ".", "..", None, 7, {"id": "asst_1"}])
def test_a_request_with_what_is_not_an_id_cannot_be_made(wrong: Any) -> None:
    """It is refused before anything could be sent; None is often a variable that is not set."""
    with pytest.raises(
        ValueError, match=r"assistant_id( must be the id|` but received (''|None): pass an object's id)"
    ):
        get_assistant.request(wrong)


def test_entering_opens_and_leaving_closes(server: Recorder) -> None:
    """A closed client refuses to send."""
    with client_of(server) as client:
        get_assistant.sync("asst_1", client=client)
    with pytest.raises(RuntimeError, match="closed"):
        get_assistant.sync("asst_1", client=client)


@pytest.mark.parametrize(
    "copied", [copy, deepcopy, lambda client: loads(dumps(client))], ids=["", "deep", "pickle"]
)
def test_a_client_can_be_copied(copied: Callable[[Client], Client]) -> None:
    """Programs keep it in settings that are copied, and hand it to other processes."""
    client = AuthenticatedClient(URL, SECRET, headers={"x-team": "hr"})
    assert client == copied(client)


class Word(str):
    """A text of a library's own type."""


class Share(float):
    """A number of a library's own type, as NumPy's are."""


class Count(int):
    """A whole number of such a type."""


def test_texts_and_numbers_of_other_types_are_sent_as_what_they_are() -> None:
    """Templates and array libraries give subclasses of Python's own types."""
    content = json_content({"name": Word("Ann"), "shares": [Share(0.5)], "count": Count(3)})
    assert {"name": "Ann", "shares": [0.5], "count": 3} == loads_json(content or b"")


def test_a_number_that_json_lacks_is_refused_whatever_its_type() -> None:
    """It would be sent as null."""
    with pytest.raises(ValueError, match="no form in JSON"):
        json_content({"temperature": Share("nan")})


def test_what_is_not_json_names_its_type() -> None:
    """The error says what kind of value it met."""
    with pytest.raises(TypeError, match="complex has no form in JSON"):
        json_content({"temperature": 1j})


def test_half_a_character_is_refused_without_the_text_around_it() -> None:
    """Neither the error nor its cause shows what somebody wrote."""
    with pytest.raises(ValueError, match="surrogate") as caught:
        json_content({"content": "my secret \ud800"})
    assert "secret" not in repr(caught.value)
    assert None is caught.value.__cause__
    assert caught.value.__suppress_context__
