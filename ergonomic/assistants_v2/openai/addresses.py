"""Where requests go, from what a program says and the environment. Pure. Used by `clients`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..errors import ConfigurationError
from ..rules.configuration import RETIRED_HOST, URL_VARIABLES

if TYPE_CHECKING:
    from collections.abc import Mapping

_RETIRED_AT_AZURE = ".openai.azure.com"
"""Where the hosts are that served this API at Azure until 2026-08-26."""

_OWN_VARIABLES = ("ASSISTANTS_BASE_URL", "ASSISTANTS_PATH")
"""Variables that nobody sets for another client."""


def keep_url(url: Any, environment: Mapping[str, str]) -> Any:
    """Return the address that a program names; None if it is retired and the environment has another."""
    host = urlsplit(str(url or "")).hostname or ""
    is_retired = host == RETIRED_HOST or host.endswith(_RETIRED_AT_AZURE)
    return None if is_retired and any(environment.get(name) for name in _OWN_VARIABLES) else url


def find_url(environment: Mapping[str, str]) -> str | None:
    """Return the address that the environment names; None for the server in this process.

    OpenAI's own host is not taken: it does not serve this API any more.

    Raises:
        ConfigurationError: The environment names neither.
    """
    urls = [environment[name] for name in URL_VARIABLES if environment.get(name)]
    for url in urls:
        if urlsplit(url).hostname != RETIRED_HOST:
            return url
    if environment.get("ASSISTANTS_PATH"):
        return None
    raise ConfigurationError(
        "no server to speak to: OpenAI switched this API off on 2026-08-26. Pass base_url=..., or "
        "http_client= with the transport of an embedded server; or set "
        f"{' or '.join(URL_VARIABLES)}, or ASSISTANTS_PATH to a file (or :memory:) for a server in this "
        "process."
    )


def find_azure_url(
    endpoint: str | None, base_url: Any, http_client: object, environment: Mapping[str, str]
) -> Any:
    """Return the address of an endpoint of Azure; None if the program's httpx client knows it.

    Raises:
        ConfigurationError: There is none.
    """
    if base_url or (http_client is not None and not endpoint):
        return base_url
    found = endpoint or environment.get("AZURE_OPENAI_ENDPOINT")
    if not found:
        raise ConfigurationError("no endpoint: pass azure_endpoint=..., or set AZURE_OPENAI_ENDPOINT.")
    address = found.rstrip("/")
    is_whole = "/api/projects/" in address or address.endswith(("/openai", "/openai/v1"))
    return address if is_whole else f"{address}/openai"


def name_sender(given: Mapping[str, Any], environment: Mapping[str, str]) -> dict[str, str]:
    """Return the headers of a client: those of the program, who it says that it is, and its language."""
    organization = given["organization"] or environment.get("OPENAI_ORG_ID")
    project = given["project"] or environment.get("OPENAI_PROJECT_ID")
    named = {"OpenAI-Organization": organization, "OpenAI-Project": project}
    said = {name: value for name, value in named.items() if value}
    return {"X-Stainless-Lang": "python", **said, **(given["default_headers"] or {})}
