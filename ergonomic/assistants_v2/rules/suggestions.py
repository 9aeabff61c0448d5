"""What somebody may have meant by an unknown name. Pure. Used where arguments and attributes are refused.

People come with the words of the official SDK, so each of these that has another name here, or none, has
its remedy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Collection

SETTINGS = ("base_url", "api_key", "timeout", "max_retries", "headers", "default_headers")
"""What a client is made with, and does not show."""

_STREAMS = "threads.runs has stream() and submit_tool_outputs_stream(), threads has create_and_run_stream()"
_ANOTHER_CLIENT = (
    "this client speaks the Assistants API, files and vector stores alone; use another for that, such as the "
    "official SDK's"
)
_MADE_WITH = "it is given when a client is made; client.with_options(timeout=, max_retries=) makes another"
_QUERY = "pass extra_query=, or query= when you make the client"

_ARGUMENTS: tuple[tuple[str, str, str], ...] = (
    ("max_retries", "", "use client.with_options(max_retries=...)"),
    *((name, "", f"pass {name}= when you make the client") for name in ("on_request", "on_tool", "on_retry")),
    ("extra_headers", "headers", "pass headers="),
    ("headers", "", "pass extra_headers=, or headers= when you make the client"),
    ("default_headers", "headers", "pass headers="),
    ("default_headers", "", "pass headers= when you make the client"),
    ("default_query", "query", "pass query="),
    ("default_query", "", _QUERY),
    ("api_version", "query", "pass query={'api-version': ...}"),
    ("event_handler", "", _STREAMS),
    ("stream", "", _STREAMS),
    ("file_ids", "attachments", "pass attachments="),
    ("file_ids", "tool_resources", "pass tool_resources="),
    ("functions", "", "threads.runs.execute() answers calls with functions"),
    ("deadline", "", "threads.runs.execute() and .create_and_poll() take it"),
    ("idempotency_key", "", "pass idempotency_metadata= when you make the client"),
    ("organization", "headers", "pass headers={'OpenAI-Organization': ...}"),
    ("project", "headers", "pass headers={'OpenAI-Project': ...}"),
    ("http_client", "transport", "pass transport="),
    ("azure_endpoint", "base_url", "pass base_url="),
    ("url", "base_url", "pass base_url="),
    ("endpoint", "base_url", "pass base_url="),
    *((name, "api_key", "pass api_key=") for name in ("token", "credential", "azure_ad_token_provider")),
    ("database", "path", "pass path="),
    ("model_url", "path", "pass model=assistants_v2_server.ChatCompletions(url, model=...)"),
    ("api_version", "", _QUERY),
    ("path", "base_url", "Assistants.local() takes it"),
    ("model", "base_url", "Assistants.local() takes it"),
    ("base_url", "path", "Assistants(base_url=...) is for a server somewhere else"),
    ("api_key", "path", "Assistants(api_key=...) is for a server somewhere else"),
    ("base_url", "", "make another client"),
    ("api_key", "", "make another client"),
)  # fmt: skip
"""A word, an argument that a method must have for the remedy to apply to it, and the remedy."""

_ATTRIBUTES = {
    **dict.fromkeys(("runs", "messages"), "it is below client.threads"),
    "steps": "it is below client.threads.runs",
    **dict.fromkeys(("chat", "completions", "embeddings", "responses"), _ANOTHER_CLIENT),
    **dict.fromkeys(("agents", "create_agent"), "an agent is an assistant here: see client.assistants"),
    **dict.fromkeys(("upload", "upload_and_poll"), "it is client.files.create(file=, purpose=)"),
    "file_batches": "it is below client.vector_stores",
    "create_and_run": "it is client.threads.create_and_run()",
    **dict.fromkeys(("get_httpx_client", "get_async_httpx_client"), "assistants_v2_raw takes client.raw"),
    **dict.fromkeys(("stream", "create_and_stream", "create_and_run_stream"), _STREAMS),
    "submit_tool_outputs_stream": _STREAMS,
    "copy": "use client.with_options(timeout=, max_retries=)",
    **dict.fromkeys(SETTINGS, _MADE_WITH),
}

_NAMES_OF_FACE = (
    *("APIResponse", "AsyncAPIResponse", "AsyncAzureOpenAI", "AsyncClient", "AsyncOpenAI", "AsyncStream"),
    *("AzureOpenAI", "Client", "DefaultHttpxClient", "NOT_GIVEN", "NotGiven", "Omit", "OpenAI"),
    *("OpenAIError", "Stream", "omit"),
)
"""Names of the official SDK that are those of `assistants_v2.openai`, and not of the package."""

_NAMES_ELSEWHERE = {
    **dict.fromkeys(
        ("ChatCompletions", "Rehearsal", "Responses", "Server", "create_app", "local_transport"),
        "assistants_v2_server",
    ),
    **dict.fromkeys(("FaultServer", "Script", "call", "fails"), "assistants_v2.testing"),
}
"""Names that go along with those of the package in most programs, and the modules that have them."""

_PARTS_OF_MODULE = ("assistants", "beta", "files", "models", "threads", "vector_stores")
"""What the official SDK's module has as a client has it, and the package does not."""


def suggest(name: str, known: Collection[str]) -> str:
    """Return `; did you mean 'x'?` for a name that is close to a known one, else an empty text."""
    from difflib import get_close_matches  # late: mistakes are rare

    close = get_close_matches(name, known, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def suggest_argument(name: str, known: Collection[str]) -> str:
    """Return the end of a sentence that says a method has no argument *name*: the remedy, if there is one."""
    for word, needed, remedy in _ARGUMENTS:
        if word == name and (not needed or needed in known):
            return f": {remedy}."
    return suggest(name, known)


def suggest_for(thing: object, name: str) -> str:
    """Return the end of a sentence that says *thing* has no attribute *name*, as `suggest_argument` does."""
    if name.startswith("_"):
        return ""  # Python itself asks for many
    if name in _ATTRIBUTES:
        return f": {_ATTRIBUTES[name]}."
    return suggest(name, [known for known in dir(type(thing)) if not known.startswith("_")])


def refuse_name(module: str, name: str, known: Collection[str]) -> NoReturn:
    """Raise the error for a name that the package does not have.

    Args:
        module: The name of the package.
        name: What was asked for.
        known: The names that it has.

    Raises:
        ImportError: The official SDK's face has it, or another module. Python would leave the text of another
            error out, and tell whoever imports a name where on the disk the package is.
        AttributeError: Nothing has it.
    """
    if name in _NAMES_OF_FACE:
        raise ImportError(
            f"cannot import name {name!r} from {module!r}: write `from {module}.openai import {name}`, or "
            f"use {module}.Assistants",
            name=module,
        )
    if other := _NAMES_ELSEWHERE.get(name):
        text = f"cannot import name {name!r} from {module!r}: write `from {other} import {name}`"
        raise ImportError(text, name=module)
    if name in _PARTS_OF_MODULE:
        raise AttributeError(
            f"module {module!r} has no attribute {name!r}: make a client, such as {module}.Assistants(...). "
            f"The module {module}.openai is one by itself, as the official SDK's is."
        )
    meant = "" if name.startswith("_") else suggest(name, known)
    raise AttributeError(f"module {module!r} has no attribute {name!r}{meant}")
