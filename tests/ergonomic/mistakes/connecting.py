"""Mistakes in making a client of a server somewhere else: address, key, settings, the network."""

from __future__ import annotations

from typing import Any

import httpx
from assistants_v2 import (
    APIConnectionError,
    AuthenticationError,
    ConfigurationError,
    NotFoundError,
)
from assistants_v2.resources.signatures import NOT_GIVEN

from .table import KEY, Desk, Mistake, Taken

NOBODY = "http://127.0.0.1:9/v1"
"""An address where nobody listens."""


def at(desk: Desk, url: str, **options: Any) -> Any:
    """Return what asking for the assistants of a server comes to."""
    fields = {"base_url": url, "api_key": KEY, "max_retries": 0, **options}
    return desk.open(desk.kind, **fields).assistants.list()


def with_variables(desk: Desk, **variables: str) -> Any:
    """Return a client that is made of variables alone."""
    desk.set(**{"ASSISTANTS_BASE_URL": NOBODY, "ASSISTANTS_API_KEY": KEY, **variables})
    return desk.open(desk.kind)


def with_environment(desk: Desk, url: str, **variables: str) -> Any:
    """Return what asking a server comes to in such an environment."""
    desk.set(**variables)
    return at(desk, url)


def answered(desk: Desk, status: int, **answer: Any) -> Any:
    """Return what asking a server comes to that gives every request the same answer."""
    transport = httpx.MockTransport(lambda _: httpx.Response(status, **answer))
    return at(desk, "http://localhost:11434/v1", transport=transport)


async def fetch_later() -> str:
    """Return a key, later."""
    return KEY


def raise_on_purpose() -> str:
    """Fail to fetch a key."""
    raise LookupError("the vault has no key")


MISTAKES = [
    Mistake(
        "an address by a shorter name",
        TypeError,
        "has no argument 'url'",
        "pass base_url=",
        lambda desk: desk.kind(url="http://127.0.0.1:9/v1"),
    ),
    Mistake(
        "a credential, as Azure's clients take it",
        TypeError,
        "has no argument 'credential'",
        "pass api_key=",
        lambda desk: desk.kind(base_url="http://127.0.0.1:9/v1", credential=object()),
    ),
    Mistake(
        "no address",
        ConfigurationError,
        "no server to speak to",
        "Use Assistants.local() for the embedded server, or pass base_url=",
        lambda desk: desk.kind(),
    ),
    Mistake(
        "a key, and no address",
        ConfigurationError,
        "no server to speak to",
        "set ASSISTANTS_BASE_URL or OPENAI_BASE_URL",
        lambda desk: desk.kind(api_key=KEY),
    ),
    Mistake(
        "an address without a scheme",
        ConfigurationError,
        "base_url must look like https://host/v1, got '127.0.0.1:8000/v1'",
        "it needs http:// or https:// and a host",
        lambda desk: desk.open(desk.kind, base_url="127.0.0.1:8000/v1", api_key=KEY),
    ),
    Mistake(
        "a variable without a scheme",
        ConfigurationError,
        "ASSISTANTS_BASE_URL must look like https://host/v1, got 'localhost:8000/v1'",
        "it needs http:// or https:// and a host",
        lambda desk: with_variables(desk, ASSISTANTS_BASE_URL="localhost:8000/v1"),
    ),
    Mistake(
        "a variable in quotation marks, as some .env files have them",
        ConfigurationError,
        "OPENAI_BASE_URL must look like",
        "it needs http:// or https:// and a host",
        lambda desk: with_variables(desk, ASSISTANTS_BASE_URL="", OPENAI_BASE_URL="'http://host/v1'"),
    ),
    Mistake(
        "a scheme with a letter missing",
        ConfigurationError,
        "base_url must look like https://host/v1, got 'htp://host/v1'",
        "it needs http:// or https:// and a host",
        lambda desk: desk.open(desk.kind, base_url="htp://host/v1", api_key=KEY),
    ),
    Mistake(
        "a port that is a word",
        ConfigurationError,
        "base_url must look like https://host/v1, got 'http://host:port/v1'",
        "it needs http:// or https:// and a host",
        lambda desk: desk.open(desk.kind, base_url="http://host:port/v1", api_key=KEY),
    ),
    Mistake(
        "a password in the address",
        ConfigurationError,
        "base_url must not hold a user name or password",
        "Pass api_key=",
        lambda desk: desk.open(desk.kind, base_url=f"http://me:{KEY}@host/v1"),
    ),
    Mistake(
        "a fragment in the address",
        ConfigurationError,
        "base_url must end with the path or a query",
        "drop #",
        lambda desk: desk.open(desk.kind, base_url="http://host/v1#top", api_key=KEY),
    ),
    Mistake(
        "no key for a distant server",
        ConfigurationError,
        "no API key for https://host/v1",
        'pass api_key="" for a server that asks for none',
        lambda desk: desk.open(desk.kind, base_url="https://host/v1"),
    ),
    Mistake(
        "a number as the key",
        ConfigurationError,
        "api_key must be a text",
        "got int",
        lambda desk: desk.open(desk.kind, base_url="https://host/v1", api_key=5),
    ),
    Mistake(
        "a line end within the key",
        ConfigurationError,
        "ASSISTANTS_API_KEY holds a character that no HTTP header carries",
        "is it the key?",
        lambda desk: with_variables(desk, ASSISTANTS_API_KEY=f"{KEY}\n{KEY}"),
    ),
    Mistake(
        "a key in quotation marks",
        ConfigurationError,
        "ASSISTANTS_API_KEY is in quotation marks",
        "drop them",
        lambda desk: with_variables(desk, ASSISTANTS_API_KEY=f'"{KEY}"'),
    ),
    Mistake(
        "a key with the word Bearer",
        ConfigurationError,
        "api_key begins with the word Bearer",
        "drop it",
        lambda desk: desk.open(desk.kind, base_url="https://host/v1", api_key=f"Bearer {KEY}"),
    ),
    Mistake(
        "a placeholder as the key",
        ConfigurationError,
        "OPENAI_API_KEY is a placeholder",
        "give it the key",
        lambda desk: with_variables(desk, ASSISTANTS_API_KEY="", OPENAI_API_KEY="<your-api-key>"),
    ),
    Mistake(
        "a key without its name",
        TypeError,
        "takes no argument without a name",
        "such as api_key=...",
        lambda desk: desk.kind(KEY),
    ),
    Mistake(
        "an async function for the key of a blocking client",
        TypeError,
        "api_key is an async function",
        "use AsyncAssistants for it",
        lambda desk: at(desk, NOBODY, api_key=fetch_later),
        only="blocking",
    ),
    Mistake(
        "a function for the key that returns nothing",
        TypeError,
        "the function that is api_key returned NoneType",
        "it returns the key, a text",
        lambda desk: at(desk, NOBODY, api_key=lambda: None),
    ),
    Mistake(
        "a server that is not known by this name",
        ConfigurationError,
        "server= takes one of 'foundry'",
        "got 'foundri'",
        lambda desk: desk.open(desk.kind, base_url="https://host/v1", api_key=KEY, server="foundri"),
    ),
    Mistake(
        "no key for a server that asks for one",
        AuthenticationError,
        "No key was sent",
        "pass api_key=..., or set ASSISTANTS_API_KEY or OPENAI_API_KEY",
        lambda desk: at(desk, f"{desk.url}/v1", api_key=None),
    ),
    Mistake(
        "a wrong key",
        AuthenticationError,
        "The key that was sent was not taken",
        "check api_key (or ASSISTANTS_API_KEY or OPENAI_API_KEY)",
        lambda desk: at(desk, f"{desk.url}/v1", api_key="sk-of-another-server"),
    ),
    Mistake(
        "a path that the server does not have",
        NotFoundError,
        "the address of this API?",
        "It usually ends in /v1",
        lambda desk: at(desk, f"{desk.url}/v2"),
    ),
    Mistake(
        "the address of one operation",
        ConfigurationError,
        "base_url must end before the path of an operation",
        "drop /threads",
        lambda desk: at(desk, f"{desk.url}/v1/threads"),
    ),
    Mistake(
        "the address of a chat endpoint",
        NotFoundError,
        "Is http://localhost:11434/v1 the address of this API?",
        "For an endpoint of chat completions: Assistants.local(model=",
        lambda desk: answered(desk, 404, text="404 page not found"),
    ),
    Mistake(
        "the address of a web page",
        Exception,
        "answered 200 with text/html, not with an object of this API",
        "Check base_url (or ASSISTANTS_BASE_URL)",
        lambda desk: answered(desk, 200, html="<p>Welcome</p>"),
    ),
    Mistake(
        "https for a server without it",
        APIConnectionError,
        "It does not speak TLS",
        "try http:// in place of https:// in base_url",
        lambda desk: at(desk, f"{desk.url}/v1".replace("http:", "https:")),
    ),
    Mistake(
        "a port where nobody listens",
        APIConnectionError,
        "no answer from http://127.0.0.1:9/v1",
        "Is a server listening there? Check base_url",
        lambda desk: at(desk, NOBODY),
    ),
    Mistake(
        "a host that nobody knows",
        APIConnectionError,
        "no answer from http://nobody.invalid/v1",
        "Is a server listening there? Check base_url",
        lambda desk: at(desk, "http://nobody.invalid/v1"),
    ),
    Mistake(
        "a proxy that is down",
        APIConnectionError,
        "HTTP_PROXY names a proxy for it",
        "Unset it, or set NO_PROXY to the host of base_url",
        lambda desk: with_environment(
            desk, "http://host.invalid/v1", HTTP_PROXY="127.0.0.1:9", http_proxy="127.0.0.1:9"
        ),
    ),
    Mistake(
        "a proxy that is no address",
        ConfigurationError,
        "HTTP_PROXY is no address of a proxy",
        "it must look like http://host:port",
        lambda desk: with_environment(
            desk, "http://host.invalid/v1", HTTP_PROXY="http://:99999", http_proxy="http://:99999"
        ),
    ),
    Mistake(
        "certificates that are not there",
        ConfigurationError,
        "SSL_CERT_FILE='nowhere.pem' is no file with certificates",
        "or name a PEM file that can be read",
        lambda desk: with_environment(desk, "https://host.invalid/v1", SSL_CERT_FILE="nowhere.pem"),
    ),
    Mistake(
        "a transport of the other colour",
        ConfigurationError,
        "transport= takes an httpx.BaseTransport",
        "got AsyncHTTPTransport",
        lambda desk: at(desk, NOBODY, transport=httpx.AsyncHTTPTransport()),
        only="blocking",
    ),
    Mistake(
        "the official SDK's word for headers",
        TypeError,
        "has no argument 'default_headers'",
        "pass headers=",
        lambda desk: desk.open(desk.kind, base_url=NOBODY, default_headers={}),
    ),
    Mistake(
        "the official SDK's word for a query",
        TypeError,
        "has no argument 'default_query'",
        "pass query=",
        lambda desk: desk.open(desk.kind, base_url=NOBODY, default_query={"api-version": "v1"}),
    ),
    Mistake(
        "the official SDK's organization",
        TypeError,
        "has no argument 'organization'",
        "pass headers={'OpenAI-Organization': ...}",
        lambda desk: desk.open(desk.kind, base_url=NOBODY, organization="org_1"),
    ),
    Mistake(
        "the official SDK's httpx client",
        TypeError,
        "has no argument 'http_client'",
        "pass transport=",
        lambda desk: desk.open(desk.kind, base_url=NOBODY, http_client=None),
    ),
    Mistake(
        "a list of headers",
        ConfigurationError,
        "headers must be a dict of texts",
        "got list",
        lambda desk: desk.open(desk.kind, base_url=NOBODY, headers=["x-team"]),
    ),
    Mistake(
        "a number as a header",
        ConfigurationError,
        "headers: name and value of 'x-team'",
        "must be texts",
        lambda desk: desk.open(desk.kind, base_url=NOBODY, headers={"x-team": 5}),
    ),
    Mistake(
        "a time-out that is a text",
        ConfigurationError,
        "timeout must be a number of seconds above 0",
        "got '5'",
        lambda desk: desk.open(desk.kind, base_url=NOBODY, timeout="5"),
    ),
    Mistake(
        "a time-out of 0",
        ConfigurationError,
        "timeout must be a number of seconds above 0",
        "got 0",
        lambda desk: desk.open(desk.kind, base_url=NOBODY, timeout=0),
    ),
    Mistake(
        "retries below 0",
        ConfigurationError,
        "max_retries must be a whole number from 0",
        "got -1",
        lambda desk: desk.open(desk.kind, base_url=NOBODY, max_retries=-1),
    ),
    Mistake(
        "None for retries",
        ConfigurationError,
        "max_retries must be a whole number from 0",
        "got None",
        lambda desk: desk.open(desk.kind, base_url=NOBODY, max_retries=None),
    ),
    Mistake(
        "another address for a client that there is",
        AttributeError,
        "client.base_url cannot be set",
        "it is given when a client is made",
        lambda desk: setattr(desk.client, "base_url", NOBODY),
    ),
]

TAKEN = [
    Taken("an address without /v1", lambda desk: at(desk, desk.url)),
    Taken("a key with a line end", lambda desk: at(desk, f"{desk.url}/v1", api_key=f"{KEY}\n")),
    Taken("no limit of time", lambda desk: desk.open(desk.kind, base_url=NOBODY, timeout=None)),
    Taken(
        "httpx's limits",
        lambda desk: desk.open(desk.kind, base_url=NOBODY, timeout=httpx.Timeout(60, connect=5)),
    ),
    Taken("a function for the key", lambda desk: at(desk, f"{desk.url}/v1", api_key=lambda: KEY)),
    Taken("NOT_GIVEN for the key", lambda desk: desk.open(desk.kind, base_url=NOBODY, api_key=NOT_GIVEN)),
    Taken("blanks around a variable", lambda desk: with_variables(desk, ASSISTANTS_BASE_URL=f" {NOBODY} ")),
]
