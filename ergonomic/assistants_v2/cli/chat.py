"""`assistants-v2 chat`: talk to an assistant in the terminal, or have each line of a pipe answered."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer
from attrs import evolve

from ..rules.suggestions import suggest
from .chatting.beginning import Wishes
from .chatting.holding import ChatOptions, hold_chat
from .complaints import OptionError
from .model_options import REHEARSAL, ModelOptions
from .opening import choose_place, open_client
from .places import MEMORY, DatabasePlace
from .shared_options import BUILT_IN_TOOLS, Json, Where

_MARK = "assistants_v2_chat"
"""The metadata key by which a run is found, and cancelled, that Ctrl-C met before its id was known."""

_FORGOTTEN = "Nothing is kept: --database FILE does that."


def run_chat(
    where: Where,
    models: ModelOptions,
    text: Annotated[
        list[str] | None,
        typer.Argument(metavar="TEXT...", help="one message; else they are read", show_default=False),
    ] = None,
    prompt: Annotated[str | None, typer.Option("--prompt", metavar="TEXT", help="the same as TEXT")] = None,
    assistant: Annotated[
        str | None,
        typer.Option(
            "--assistant", "--assistant-id", metavar="ID", help="who answers; one is made by default"
        ),
    ] = None,
    thread: Annotated[
        str | None,
        typer.Option("--thread", metavar="ID", help="a thread to go on with; by default a new one"),
    ] = None,
    name: Annotated[
        str | None, typer.Option("--name", metavar="NAME", help="the name of the assistant that is made")
    ] = None,
    instructions: Annotated[
        str | None, typer.Option("--instructions", metavar="TEXT", help="what that assistant is told")
    ] = None,
    tool: Annotated[
        list[str] | None,
        typer.Option("--tool", metavar="TOOL", help="a tool that it has: file_search or code_interpreter"),
    ] = None,
    functions: Annotated[
        list[str] | None,
        typer.Option(
            "--functions",
            metavar="MODULE:NAME",
            help="a Python function that may be called, a list of them, or a Toolbox",
        ),
    ] = None,
    attach: Annotated[
        list[Path] | None,
        typer.Option(
            "--attach",
            "--image",
            metavar="FILE",
            help="a document or a picture that goes along with the first message",
        ),
    ] = None,
    history: Annotated[
        Path | None,
        typer.Option("--history", metavar="FILE", help="where to remember what is typed; nowhere by default"),
    ] = None,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="tell what each answer cost")] = False,
    as_json: Json = False,
) -> int:
    """Talk to an assistant, and see its answers as they come.

    Unless something says where, the embedded server answers, in memory. At a terminal, /help lists what else
    can be typed; Ctrl-C ends an answer, or the chat. Without a terminal, each line of standard input is a
    message. With --json, each turn is one object in a line.
    """
    where = _choose_where(where, models)
    is_embedded = where.database is not None
    wishes = Wishes(
        assistant_id=assistant,
        thread_id=thread,
        name=name,
        instructions=instructions,
        tools=_check_tools(tool or ()),
        model=models.model,
    )
    _refuse_contradictions(wishes, models, is_embedded=is_embedded)
    models = models.or_that_of(os.environ) if is_embedded else models
    if text and prompt is not None:
        raise OptionError("give the message as an argument or with --prompt, not both")
    options = ChatOptions(
        wishes=wishes,
        functions=functions or (),
        attach=attach or (),
        prompt=" ".join(text) if text else prompt,
        history=history,
        is_json=as_json,
        is_verbose=verbose,
        greeting=_greet(where, models),
        way_back=_describe_way(where, models),
    )
    local: dict[str, Any] = {"model": models.open(models.model)} if is_embedded else {}
    with open_client(where, may_create=True, local=local, idempotency_metadata=_MARK) as client:
        return hold_chat(client, options)


def _choose_where(where: Where, models: ModelOptions) -> Where:
    """Return where the chat is held: in memory, if neither options nor environment say anything."""
    if where != Where():
        return where
    in_memory = evolve(where, database=MEMORY)
    if models.model_url is not None:
        return in_memory
    try:
        place = choose_place(where, os.environ)
    except OptionError:
        return in_memory
    return evolve(where, database=place.name) if isinstance(place, DatabasePlace) else where


def _check_tools(names: Sequence[str]) -> Sequence[str]:
    for name in names:
        if name not in BUILT_IN_TOOLS:
            raise OptionError(
                f"--tool is {' or '.join(BUILT_IN_TOOLS)}, not {name!r}{suggest(name, BUILT_IN_TOOLS)}"
            )
    return names


def _refuse_contradictions(wishes: Wishes, models: ModelOptions, *, is_embedded: bool) -> None:
    """Refuse options that would mean nothing.

    Raises:
        OptionError: There are such.
    """
    if models.model_url is not None and not is_embedded:
        raise OptionError("--model-url is for the embedded server: the one at --base-url has its own model")
    made = {"--name": wishes.name, "--instructions": wishes.instructions, "--tool": wishes.tools}
    given = [flag for flag, value in made.items() if value]
    if wishes.assistant_id is not None and given:
        raise OptionError(f"{given[0]} is for an assistant that is made: leave out --assistant")


def _greet(where: Where, models: ModelOptions) -> str:
    """Return what is to be known before the first message."""
    is_rehearsal = where.database is not None and models.model_url is None
    is_forgotten = where.database == MEMORY
    said = [REHEARSAL] * is_rehearsal + [_FORGOTTEN] * is_forgotten
    if sys.stdin.isatty():
        said.append("/help lists what can be typed, assistants-v2 --help what else there is.")
    return " ".join(said)


def _describe_way(where: Where, models: ModelOptions) -> Sequence[str] | None:
    """Return the options that lead to the same server again, without keys; None if it will not be there."""
    if where.database == MEMORY:
        return None
    given = {
        "--database": None if where.database is None else DatabasePlace(where.database).shown,
        "--base-url": where.base_url,
        "--profile": where.profile,
        "--api-version": where.api_version,
        "--model-url": models.model_url,
        "--model-api": models.model_api,
        "--model": models.model,
    }
    return [word for flag, value in given.items() if value is not None for word in (flag, str(value))]
