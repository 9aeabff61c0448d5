"""Where conversations go: the address, the key and its header, as each vendor has them. Used by `migrate`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from attrs import evolve

from ...client import Assistants
from ...errors import ConfigurationError
from ...rules.configuration import Settings, resolve_settings

if TYPE_CHECKING:
    from ...io.blocking import BlockingPort

_AZURE = re.compile(r"[^/]+\.(openai|services\.ai|cognitiveservices)\.azure\.com")
_OCI = re.compile(r"[^/]+\.oraclecloud\.com")
_TOKEN = re.compile(r"eyJ[\w-]*\.[\w-]+\.[\w-]*")
"""A token, which is a bearer's at Azure too."""

_PROJECT = re.compile(r"/api/projects/[^/]+")

MOST_RETRIES = 6
"""How often a request is sent again, where that is safe: a migration waits rather than fails."""


class Target(Assistants):
    """A client of a server of Conversations.

    Args:
        settings: The server, as `resolve_target` returns it.
    """

    if TYPE_CHECKING:  # what the stub of clients leaves out
        _io: BlockingPort

        def _connect(self, settings: Settings, transport: object) -> None: ...

    def __init__(self, settings: Settings) -> None:
        self._connect(settings, None)

    @property
    def io(self) -> BlockingPort:
        """What its requests are sent with."""
        return self._io


def resolve_target(
    base_url: str,
    api_key: str | None,
    *,
    api_version: str | None = None,
    headers: Mapping[str, str],
    environment: Mapping[str, str],
) -> Settings:
    """Return the settings of a client for a server of Conversations.

    Args:
        base_url: Its address; where it ends with the host, or with a project of Foundry, the rest is added.
        api_key: The key; None for that of the environment: AZURE_OPENAI_API_KEY at Azure, OPENAI_API_KEY.
        api_version: For the query of every request, at servers that ask for it; None by default.
        headers: Sent with every request, such as OpenAI-Project.
        environment: The variables of the process.

    Raises:
        ConfigurationError: There is no key for a server elsewhere, or something cannot be used.
    """
    address = complete_address(base_url)
    names = list_key_variables(address)
    key = api_key if api_key is not None else next(filter(None, map(environment.get, names)), None)
    is_azure = _AZURE.fullmatch(urlsplit(address).hostname or "") is not None
    settings = resolve_settings(
        api_key=key,
        base_url=address,
        server="any",
        timeout=60.0,
        max_retries=MOST_RETRIES,
        headers=headers,
        query={"api-version": api_version} if api_version else {},
        key_header="api-key" if is_azure and key and not _TOKEN.fullmatch(key) else None,
        environment={},
    )
    stated = {name.lower() for name in headers}
    kept = {
        name: value
        for name, value in settings.headers.items()
        if name.lower() != "openai-beta" or "openai-beta" in stated
    }
    return evolve(settings, headers=kept)


def list_key_variables(address: str) -> tuple[str, ...]:
    """Return the variables that may have the key of a server, the first first."""
    is_azure = _AZURE.fullmatch(urlsplit(address).hostname or "") is not None
    return ("AZURE_OPENAI_API_KEY", "OPENAI_API_KEY") if is_azure else ("OPENAI_API_KEY",)


def complete_address(base_url: str) -> str:
    """Return the address below which /conversations is, from one that may end earlier.

    Raises:
        ConfigurationError: It is no address.
    """
    parts = urlsplit("")
    try:
        parts = urlsplit(base_url.strip())
        host, path = parts.hostname or "", parts.path.rstrip("/")
    except ValueError:
        host, path = "", ""
    if not host or parts.scheme not in ("http", "https"):
        raise ConfigurationError(
            "base_url must look like https://host/v1: it needs http:// or https:// and a host."
        )
    if _PROJECT.fullmatch(path) or (
        path in ("", "/openai") and (_AZURE.fullmatch(host) or _OCI.fullmatch(host))
    ):
        path = f"{path.removesuffix('/openai')}/openai/v1"
    return parts._replace(path=path or "/v1").geturl()
