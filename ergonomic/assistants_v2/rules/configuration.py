"""Which server a client speaks to, decided from arguments and environment. Pure.

Used by `client`, before anything is opened.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from math import inf
from numbers import Real
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from attrs import evolve, field, frozen

from ..errors import ConfigurationError
from .client_events import NO_HOOKS, Hooks
from .parameters import TimeLimits
from .retrying import DEFAULT_MAX_RETRIES, RetryPolicy
from .servers import ANY, ServerProfile, complete_url, find_profile

KEY_VARIABLES = ("ASSISTANTS_API_KEY", "OPENAI_API_KEY")
URL_VARIABLES = ("ASSISTANTS_BASE_URL", "OPENAI_BASE_URL")

LOCAL_BASE_URL = "http://assistants.local/v1"
"""Where the embedded server pretends to be; nothing is looked up under this name."""

LONGEST_SILENCE = 60.0
"""Seconds without a byte after which a stream is given up; servers send comments while nothing happens."""

DEFAULT_TIMEOUT = 60.0
"""Seconds to wait for a reply, unless the program says otherwise."""

NO_LIMIT = 86_400.0
"""Seconds that stand for no limit: a day. Sockets know none beyond 24 of them."""

RETIRED_HOST = "api.openai.com"
"""It served this API until 2026-08-26."""


_HOST = re.compile(r"(\[[0-9a-zA-Z:.%]+\]|[^][:@/\\]+)(:[0-9]*)?")
"""A host and a port; an address of IPv6 is in brackets."""

_QUERY_VALUES = (str, int, float, list, tuple, type(None))
"""Classes of what a query can say."""

_HEADER_NAME = re.compile(r"[!#-'*+.^-z|~0-9A-Z-]+")
_HEADER_VALUE = re.compile(r"([!-~]+([ \t]+[!-~]+)*)?")
"""What HTTP can carry as a header. Anything else would fail at the first request, and be quoted there."""

_OPERATION = re.compile(
    r"/v\d+(/(?:assistants|threads|files|vector_stores|models|chat/completions|responses))/*$"
)
"""The end of an address that is not where the API is, but one of its operations, or of another API's."""

_PLACEHOLDER = re.compile(r"<.*>|\$\{.*\}|\{\{.*\}\}")
"""What templates and documents have in place of a key."""


@frozen
class Settings:
    """What a client needs to know of its server.

    Attributes:
        base_url: Where the operations live, without a trailing slash, such as `https://host/v1`.
        api_key: Sent as a bearer token; empty for a server that asks for none.
        headers: Sent with every request.
        query: Added to the query of every request.
        key_header: The header that carries the key; as a bearer token if it is Authorization.
        token: Function that returns the key, called for each request; None if `api_key` is it.
        server: What is known of the server.
        timeout: Seconds to wait for a reply.
        retries: How often a failed request is sent again, and after how long.
        idempotency_metadata: The metadata key by which a message or run is recognised after an ambiguous
            failure to create it; None to leave metadata alone and raise.
        hooks: Functions of the program's that are told what the client does.
    """

    base_url: str
    api_key: str = field(repr=False)
    headers: Mapping[str, str] = field(factory=dict[str, str], repr=False)
    query: Mapping[str, Any] = field(factory=dict[str, Any], repr=False)
    key_header: str = "Authorization"
    token: Callable[[], Any] | None = field(default=None, repr=False)
    server: ServerProfile = field(default=ANY, repr=False)
    timeout: float = DEFAULT_TIMEOUT
    retries: RetryPolicy = field(factory=RetryPolicy)
    idempotency_metadata: str | None = None
    hooks: Hooks = field(default=NO_HOOKS, repr=False)


def resolve_settings(
    *,
    api_key: object,
    base_url: object,
    server: str | None = None,
    timeout: float | TimeLimits | None,
    max_retries: int = DEFAULT_MAX_RETRIES,
    idempotency_metadata: str | None = None,
    headers: Mapping[str, str],
    query: Mapping[str, object] | None = None,
    hooks: Mapping[str, Any] | None = None,
    key_header: str | None = None,
    environment: Mapping[str, str],
) -> Settings:
    """Return the settings of a client for a server somewhere else.

    Raises:
        ConfigurationError: There is no address, a remote server's key is missing, or something cannot
            be used.
    """
    given_url = _read_url(base_url)
    at, address = ("base_url", given_url) if given_url else _find_set("base_url", environment, URL_VARIABLES)
    address, inner = _check_url(address, at)
    profile = find_profile(server, address)
    address = complete_url(profile, address)
    sent = check_headers("headers", headers)
    token = _read_token(api_key, profile)
    key, key_name = "" if token else _check_text("api_key", api_key), "api_key"
    if key is None:
        key_name, key = _find_set("api_key", environment, KEY_VARIABLES)
    if _holds(sent, "authorization"):
        key = ""
    if key is None and not is_loopback(address):
        raise ConfigurationError(
            f"no API key for {address}. Pass api_key=..., or set {' or '.join(KEY_VARIABLES)}; "
            'pass api_key="" for a server that asks for none.'
        )
    return Settings(
        base_url=address,
        api_key=check_key(key_name, key or ""),
        headers=_with_beta(sent) if profile.beta else dict(sent),
        query={**profile.query, **inner, **check_query("query", query or {})},
        key_header=key_header or profile.key_header,
        token=None if _holds(sent, "authorization") else token,
        server=profile,
        timeout=read_timeout(timeout),
        retries=_make_retry_policy(max_retries),
        idempotency_metadata=_check_text("idempotency_metadata", idempotency_metadata),
        hooks=change_hooks(NO_HOOKS, hooks),
    )


def _read_token(api_key: Any, profile: ServerProfile) -> Callable[[], Any] | None:
    """Return the function that gives the key of each request; None for a key that is a text.

    Raises:
        ConfigurationError: A credential of `azure.identity` is for a server that takes no tokens of Entra.
    """
    if not hasattr(api_key, "get_token"):
        return api_key if callable(api_key) else None
    if profile.scope is None:
        raise ConfigurationError(
            f"api_key is a credential of Azure, which {profile.title} takes none of: pass server='foundry', "
            "or a function that returns the token."
        )
    return lambda: api_key.get_token(profile.scope)


def make_embedded_settings(
    *,
    timeout: float | TimeLimits | None,
    headers: Mapping[str, str],
    max_retries: int = DEFAULT_MAX_RETRIES,
    idempotency_metadata: str | None = None,
    hooks: Mapping[str, Any] | None = None,
) -> Settings:
    """Return the settings of a client for the server in this process.

    Raises:
        ConfigurationError: The timeout, a header or a hook cannot be used.
    """
    return Settings(
        base_url=LOCAL_BASE_URL,
        api_key="",
        headers=_with_beta(check_headers("headers", headers)),
        timeout=read_timeout(timeout),
        retries=_make_retry_policy(max_retries),
        idempotency_metadata=_check_text("idempotency_metadata", idempotency_metadata),
        hooks=change_hooks(NO_HOOKS, hooks),
    )


def change_settings(
    settings: Settings,
    *,
    timeout: float | None,
    max_retries: int | None,
    hooks: Mapping[str, Any] | None = None,
) -> Settings:
    """Return *settings* with the options that are not None; raises ConfigurationError as the others do."""
    return evolve(
        settings,
        timeout=settings.timeout if timeout is None else read_timeout(timeout),
        retries=settings.retries if max_retries is None else _make_retry_policy(max_retries),
        hooks=change_hooks(settings.hooks, hooks),
    )


def change_hooks(hooks: Hooks, given: Mapping[str, Any] | None) -> Hooks:
    """Return *hooks* with those of *given* that are not None; raises ConfigurationError for what is none."""
    found = {name: value for name, value in (given or {}).items() if value is not None}
    try:
        return evolve(hooks, **found) if found else hooks
    except TypeError as error:
        raise ConfigurationError(str(error)) from None


def _make_retry_policy(max_retries: object) -> RetryPolicy:
    """Return the policy that sends a request again *max_retries* times at most; raises ConfigurationError."""
    if not isinstance(max_retries, int) or isinstance(max_retries, bool) or max_retries < 0:
        raise ConfigurationError(f"max_retries must be a whole number from 0, got {max_retries!r}.")
    return RetryPolicy(max_retries=max_retries)


def _check_text(name: str, value: object) -> str | None:
    """Return an argument that is a text or None; raises ConfigurationError if it is something else."""
    if value is None or isinstance(value, str):
        return value
    raise ConfigurationError(f"{name} must be a text, got {type(value).__name__}.")


def _find_set(
    argument: str, environment: Mapping[str, str], names: tuple[str, ...]
) -> tuple[str, str | None]:
    """Return the first of the variables that is set to something, and its value.

    Without any, it is the *argument* that is missing.
    """
    return next(((name, environment[name]) for name in names if environment.get(name)), (argument, None))


def _read_url(url: object) -> str | None:
    """Return a base URL as text: an `httpx.URL` is one too; raises ConfigurationError for something else."""
    return str(url) if hasattr(url, "raw_path") else _check_text("base_url", url)


def _check_url(text: str | None, name: str) -> tuple[str, dict[str, list[str]]]:
    """Return *text* as a base URL and its query; raises ConfigurationError with the remedy if it is none.

    *name* is what it was given as: the argument, or a variable.
    """
    if not text:
        raise ConfigurationError(
            "no server to speak to: OpenAI switched this API off on 2026-08-26. Use Assistants.local() for "
            f"the embedded server, or pass base_url=... or set {' or '.join(URL_VARIABLES)} for another one."
        )
    address = text.strip()
    if "@" in address:
        raise ConfigurationError(
            f"{name} must not hold a user name or password, since errors name it. "
            "Pass api_key=..., or headers={'Authorization': ...}."
        )
    if not _is_address(address):
        raise ConfigurationError(
            f"{name} must look like https://host/v1, got {address.partition('?')[0]!r}: "
            "it needs http:// or https:// and a host."
        )
    if "#" in address:
        raise ConfigurationError(f"{name} must end with the path or a query: drop #.")
    path, _, query = address.partition("?")
    if operation := _OPERATION.search(path):
        raise ConfigurationError(f"{name} must end before the path of an operation: drop {operation[1]}.")
    return path.rstrip("/"), parse_qs(query, keep_blank_values=True)


def _is_address(text: str) -> bool:
    """Say whether *text* is the address of an HTTP server."""
    try:
        parts = urlsplit(text)
        served = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        return False
    return bool(served and _HOST.fullmatch(parts.netloc)) and text.isprintable() and " " not in text


def check_key(name: str, text: str) -> str:
    """Return the key without the whitespace around it, which keys read from files have.

    Args:
        name: What it was given as: the argument, or a variable.
        text: The key.

    Raises:
        ConfigurationError: It cannot be one. The text does not quote it.
    """
    key = text.strip()
    if key[:1] in ('"', "'") and key[:1] == key[-1:]:
        raise ConfigurationError(f"{name} is in quotation marks: drop them.")
    if key.lower().startswith("bearer "):
        raise ConfigurationError(f"{name} begins with the word Bearer, which the client adds: drop it.")
    if _PLACEHOLDER.fullmatch(key):
        raise ConfigurationError(f"{name} is a placeholder that nothing was filled into: give it the key.")
    if not _HEADER_VALUE.fullmatch(key):
        raise ConfigurationError(f"{name} holds a character that no HTTP header carries: is it the key?")
    return key


def check_headers(argument: str, headers: object) -> Mapping[str, str]:
    """Return *headers*; raises ConfigurationError, without the value, for one that HTTP cannot carry."""
    if not isinstance(headers, Mapping):
        raise ConfigurationError(f"{argument} must be a dict of texts, got {type(headers).__name__}.")
    for name, value in cast("Mapping[object, object]", headers).items():
        if not isinstance(name, str) or not isinstance(value, str):
            raise ConfigurationError(f"{argument}: name and value of {name!r} must be texts.")
        if not _HEADER_NAME.fullmatch(name) or not _HEADER_VALUE.fullmatch(value):
            raise ConfigurationError(
                f"{argument}: HTTP carries no such name or value as those of {name!r}: "
                "use visible ASCII characters, without blanks at the ends."
            )
    return cast("Mapping[str, str]", headers)


def check_query(argument: str, query: object) -> Mapping[str, Any]:
    """Return a query without the parameters that are None; raises ConfigurationError if it is none."""
    if not isinstance(query, Mapping):
        raise ConfigurationError(f"{argument} must be a dict of parameters, got {type(query).__name__}.")
    found: dict[str, Any] = {}
    for name, value in cast("Mapping[object, object]", query).items():
        if not isinstance(name, str) or not isinstance(value, _QUERY_VALUES):
            raise ConfigurationError(f"{argument}: {name!r} must be a text, a number, or a list of them.")
        if value is not None:
            found[name] = value
    return found


def read_timeout(seconds: object) -> float:
    """Return a time-out as sockets take it; raises ConfigurationError if it is none.

    Args:
        seconds: Seconds, None for no limit, or an `httpx.Timeout`, whose longest time counts.
    """
    if hasattr(seconds, "as_dict"):
        limits = cast("TimeLimits", seconds).as_dict().values()
        seconds = None if None in limits else max(limit for limit in limits if limit is not None)
    if seconds is None:
        return NO_LIMIT
    # NumPy's numbers are Real too.
    number = 0.0 if isinstance(seconds, bool) or not isinstance(seconds, Real) else float(seconds)
    if not 0 < number < inf:
        raise ConfigurationError(f"timeout must be a number of seconds above 0, got {seconds!r}.")
    return number


def lacks_key(base_url: str, environment: Mapping[str, str]) -> bool:
    """Say whether a server needs a key that the environment does not have."""
    has_key = _find_set("", environment, KEY_VARIABLES)[1] is not None
    return _is_address(base_url) and not has_key and not is_loopback(base_url)


def is_loopback(base_url: str) -> bool:
    """Say whether the server runs on this machine."""
    host = urlsplit(base_url).hostname or ""
    return host in ("localhost", "::1") or re.fullmatch(r"127(\.\d+){3}", host) is not None


def _with_beta(headers: Mapping[str, str]) -> dict[str, str]:
    """Return *headers* with the version header that servers of this API expect, unless it is there."""
    return dict(headers) if _holds(headers, "openai-beta") else {"OpenAI-Beta": "assistants=v2", **headers}


def _holds(headers: Mapping[str, str], name: str) -> bool:
    """Say whether *headers* hold the one called *name*, in whatever case."""
    return name in {given.lower() for given in headers}
