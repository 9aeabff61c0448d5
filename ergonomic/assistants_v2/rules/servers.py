"""The servers of this API that are known, and how each differs, as data. Pure.

Used by `configuration`, which completes a client's settings with a profile, by `failures`, whose hints name
what a server has not, and by the command `doctor`, which shows it. Nothing here is needed to speak to a
server: what a program says itself goes before its profile.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from urllib.parse import urlsplit

from msgspec import Struct

from ..errors import ConfigurationError

_NO_QUERY: Mapping[str, str] = MappingProxyType({})


class ServerProfile(Struct, frozen=True):
    """What is known of a server.

    Attributes:
        name: What `server=` calls it.
        title: What it is.
        address: A pattern that its addresses match, scheme left out; an empty one matches none.
        path: What its addresses end with where the one given has no path.
        query: In the query of every request, unless the program says otherwise.
        key_header: The header that carries a key; a token is always a bearer's.
        scope: What a token of Entra is for, where the server takes them.
        beta: Whether it is sent the header `OpenAI-Beta`.
        absent: Operations that it does not serve.
        differs: What else is not as in the contract, for people.
    """

    name: str
    title: str
    address: str = ""
    path: str = ""
    query: Mapping[str, str] = _NO_QUERY
    key_header: str = "Authorization"
    scope: str | None = None
    beta: bool = True
    absent: tuple[str, ...] = ()
    differs: tuple[str, ...] = ()


_UPLOADS = ("create_upload", "add_upload_part", "complete_upload", "cancel_upload")

ANY = ServerProfile("any", "a server that is not known")

FOUNDRY = ServerProfile(
    "foundry",
    "Azure AI Foundry Agent Service (classic), until 2027-03-31",
    address=r"[^/]+\.services\.ai\.azure\.com(/|$)",
    query={"api-version": "v1"},
    scope="https://ai.azure.com/.default",
    beta=False,
    absent=("delete_message", *_UPLOADS),
    differs=(
        "api_key is a token of Entra, or a credential of azure.identity",
        "it has more kinds of tools, and a list of threads",
        "runs take tool_resources: pass them in extra_body",
    ),
)

AZURE_OPENAI = ServerProfile(
    "azure-openai",
    "Azure OpenAI Assistants, retired on 2026-08-26",
    address=r"[^/]+\.openai\.azure\.com(/|$)|[^/]+\.cognitiveservices\.azure\.com(/|$)",
    path="/openai",
    query={"api-version": "2024-05-01-preview"},
    key_header="api-key",
    scope="https://cognitiveservices.azure.com/.default",
    absent=("list_threads",),
    differs=("model is the name of a deployment",),
)

LITELLM = ServerProfile(
    "litellm",
    "the LiteLLM proxy",
    address=r"[^/]*litellm[^/]*(/|$)",
    path="/v1",
    absent=(
        *("get_assistant", "modify_assistant", "modify_thread", "delete_thread"),
        *("get_message", "modify_message", "delete_message"),
        *("list_runs", "get_run", "modify_run", "cancel_run", "submit_tool_outputs_to_run"),
        *("create_thread_and_run", "list_run_steps", "get_run_step", "list_threads"),
        *_UPLOADS,
    ),
    differs=(
        "it hands all 23 operations through below /azure_ai or /openai: then make that the end of base_url",
        "an object that its upstream does not know is a 500 without JSON",
        "threads are made without messages, metadata and tool_resources: add messages afterwards",
    ),
)

MODEL_STUDIO = ServerProfile(
    "model-studio",
    "Alibaba Model Studio",
    address=r"dashscope[^/]*\.aliyuncs\.com(/|$)",
    path="/api/v1",
    absent=("cancel_run",),
    differs=("times are in milliseconds", "the content of a message delta is an object, not a list"),
)

ASTRA = ServerProfile(
    "astra",
    "astra-assistants",
    address=r"[^/]*astra[^/]*\.datastax\.com(/|$)",
    path="/v1",
    key_header="astra-api-token",
    differs=(
        "times are in milliseconds",
        "lists have one page: before= and after= are a 500",
        "a thread in use is not locked",
    ),
)

OPEN_ASSISTANT = ServerProfile(
    "open-assistant-api",
    "open-assistant-api",
    path="/api/v1",
    absent=("delete_message", "create_thread_and_run", *_UPLOADS),
    differs=(
        "ids have no prefix, times are fractions of seconds",
        "a thread in use is not locked",
        "streams have no last event; the data of each name the event",
    ),
)

PROFILES = {
    profile.name: profile
    for profile in (FOUNDRY, AZURE_OPENAI, LITELLM, MODEL_STUDIO, ASTRA, OPEN_ASSISTANT, ANY)
}
"""The profiles by name."""


def find_profile(server: object, base_url: str) -> ServerProfile:
    """Return the profile that a program names; else the one whose addresses are like the base URL.

    Raises:
        ConfigurationError: There is no profile of that name.
    """
    if server is not None:
        if not isinstance(server, str) or server not in PROFILES:
            names = ", ".join(map(repr, PROFILES))
            raise ConfigurationError(f"server= takes one of {names}, got {server!r}.")
        return PROFILES[server]
    parts = urlsplit(base_url)
    address = f"{parts.hostname or ''}{parts.path}"
    known = (each for each in PROFILES.values() if each.address and re.match(each.address, address))
    return next(known, ANY)


def complete_url(profile: ServerProfile, base_url: str) -> str:
    """Return the base URL, with the path that the server's addresses have if it has none."""
    return base_url if urlsplit(base_url).path.strip("/") else base_url.rstrip("/") + profile.path


def explain_absence(profile: ServerProfile, operation: str) -> str:
    """Return a sentence for an operation that a server does not have; an empty text if it should."""
    if operation not in profile.absent:
        return ""
    return f"{profile.title} has no {operation}."
