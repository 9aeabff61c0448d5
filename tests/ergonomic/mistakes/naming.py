"""Mistakes in names: of attributes, methods and parts, and of what modules have."""

from __future__ import annotations

import assistants_v2

from .table import Mistake, Taken


def import_name(name: str) -> object:
    """Import a name of the package, as a program does."""
    space: dict[str, object] = {}
    exec(f"from assistants_v2 import {name}", space)  # the statement is what is tried
    return space[name]


MISTAKES = [
    Mistake(
        "a misspelt part",
        AttributeError,
        "client.threads has no attribute 'message'",
        "did you mean 'messages'?",
        lambda desk: desk.client.threads.message,
    ),
    Mistake(
        "a method that another part has",
        AttributeError,
        "client.threads.runs has no attribute 'create_and_run'",
        "it is client.threads.create_and_run()",
        lambda desk: desk.client.threads.runs.create_and_run,
    ),
    Mistake(
        "chat completions",
        AttributeError,
        "client has no attribute 'chat'",
        "use another for that",
        lambda desk: desk.client.chat,
    ),
    Mistake(
        "completions, whose name is like that of a method",
        AttributeError,
        "client has no attribute 'completions'",
        "use another for that",
        lambda desk: desk.client.completions,
    ),
    Mistake(
        "agents, as Azure calls assistants",
        AttributeError,
        "client has no attribute 'agents'",
        "see client.assistants",
        lambda desk: desk.client.agents,
    ),
    Mistake(
        "Azure's name for creating a file",
        AttributeError,
        "client.files has no attribute 'upload_and_poll'",
        "it is client.files.create(file=, purpose=)",
        lambda desk: desk.client.files.upload_and_poll,
    ),
    Mistake(
        "an address without its name",
        TypeError,
        "takes no argument without a name",
        "such as base_url=...",
        lambda desk: desk.kind("http://127.0.0.1:9/v1"),
    ),
    Mistake(
        "copy of the official SDK",
        AttributeError,
        "client has no attribute 'copy'",
        "use client.with_options(timeout=, max_retries=)",
        lambda desk: desk.client.copy,
    ),
    Mistake(
        "other headers for a client that there is",
        TypeError,
        "with_options() has no argument 'default_headers'",
        "pass headers= when you make the client",
        lambda desk: desk.client.with_options(default_headers={}),
    ),
    Mistake(
        "the class for a client",
        AttributeError,
        "threads is a part of a client",
        "make one first",
        lambda desk: desk.kind.threads.create,
    ),
    Mistake(
        "a name of the official SDK",
        ImportError,
        "cannot import name 'OpenAI' from 'assistants_v2'",
        "from assistants_v2.openai import OpenAI",
        lambda _: import_name("OpenAI"),
    ),
    Mistake(
        "the official SDK's value for nothing",
        ImportError,
        "cannot import name 'NOT_GIVEN' from 'assistants_v2'",
        "from assistants_v2.openai import NOT_GIVEN",
        lambda _: import_name("NOT_GIVEN"),
    ),
    Mistake(
        "a name of the server's package",
        ImportError,
        "cannot import name 'ChatCompletions' from 'assistants_v2'",
        "from assistants_v2_server import ChatCompletions",
        lambda _: import_name("ChatCompletions"),
    ),
    Mistake(
        "a name of the package for tests",
        ImportError,
        "cannot import name 'Script' from 'assistants_v2'",
        "from assistants_v2.testing import Script",
        lambda _: import_name("Script"),
    ),
    Mistake(
        "the module as a client",
        AttributeError,
        "module 'assistants_v2' has no attribute 'beta'",
        "make a client",
        lambda _: assistants_v2.beta,  # type: ignore[attr-defined]  # that is the mistake
    ),
    Mistake(
        "a misspelt class",
        AttributeError,
        "module 'assistants_v2' has no attribute 'Asistants'",
        "did you mean 'Assistants'?",
        lambda _: getattr(assistants_v2, "Asistants"),  # noqa: B009  # as a program writes it
    ),
    Mistake(
        "a client for the low-level functions",
        AttributeError,
        "client has no attribute 'get_httpx_client'",
        "assistants_v2_raw takes client.raw",
        lambda desk: desk.client.get_httpx_client,
        by_python=True,  # it is a name of ours, and what was asked for
    ),
]

TAKEN: list[Taken] = []
