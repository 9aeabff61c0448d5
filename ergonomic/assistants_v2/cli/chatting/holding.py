"""A whole conversation, from its beginning to what is said at its end. Used by the verb `chat`."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ..complaints import OptionError, require_file
from .attachments import Attachment, attach
from .beginning import Beginning, Wishes
from .functions import load_functions
from .screen import Screen
from .session import Session
from .turns import Conversation

if TYPE_CHECKING:
    from ...client import Assistants


class ChatOptions(Struct, frozen=True, kw_only=True):
    """What was asked for, beside the server.

    Attributes:
        wishes: What was said of assistant and thread.
        functions: Names of Python functions, as `module:name`.
        attach: Files that go along with the first message.
        prompt: The one message to send; None to read messages.
        history: Where what is typed is remembered; None for nowhere.
        is_json: Whether each turn is told as one JSON object.
        is_verbose: Whether it is told what turns cost.
        greeting: What is said of the server before the first prompt.
        way_back: The options that lead to the same server again; None if nothing is kept.
    """

    wishes: Wishes
    functions: Sequence[str] = ()
    attach: Sequence[Path] = ()
    prompt: str | None = None
    history: Path | None = None
    is_json: bool = False
    is_verbose: bool = False
    greeting: str = ""
    way_back: Sequence[str] | None = None


def hold_chat(client: Assistants, options: ChatOptions) -> int:
    """Hold a conversation, and return the exit status.

    Args:
        client: The client; the caller closes it.
        options: What was asked for.

    Raises:
        OptionError: Functions or files cannot be used.
        AssistantsError: The server could not be asked, or refused.
    """
    functions = load_functions(options.functions)
    _check_files(options.attach)
    screen = Screen(is_json=options.is_json, is_verbose=options.is_verbose)
    if options.greeting:
        screen.hear_note(options.greeting)
    beginning = Beginning(client, options.wishes, functions)
    conversation = Conversation(client, beginning.assistant.id, beginning.thread_id, functions, screen)
    conversation.run_fields |= beginning.run_fields
    session: Session | None = None
    try:
        session = Session(
            beginning, conversation, screen, _attach_all(beginning, conversation, options.attach)
        )
        return _take_turns(session, options)
    finally:
        if session is None or not session.turns:
            beginning.remove_unused()
        elif options.way_back is not None:
            _tell_way_back(screen, conversation, options)


def _take_turns(session: Session, options: ChatOptions) -> int:
    if options.prompt is not None:
        return session.take_lines([options.prompt])
    if sys.stdin.isatty():
        return session.take_typing(options.history)
    return session.take_lines(sys.stdin)


def _check_files(paths: Sequence[Path]) -> None:
    """Refuse what is no file, before anything is made."""
    for path in paths:
        require_file(path, named="--attach")


def _attach_all(beginning: Beginning, conversation: Conversation, paths: Sequence[Path]) -> list[Attachment]:
    """Upload the files that go along with the first message."""
    try:
        attached = [attach(beginning.client, path, beginning.readers) for path in paths]
    except OSError as error:
        raise OptionError(f"--attach {error.filename}: {error.strerror}") from None
    if any(each.tools for each in attached):
        beginning.ready_for_documents(conversation)
    return attached


def _tell_way_back(screen: Screen, conversation: Conversation, options: ChatOptions) -> None:
    """Say how this conversation is gone on with."""
    functions = [word for name in options.functions for word in ("--functions", name)]
    words = [
        "assistants-v2",
        "chat",
        *(options.way_back or ()),
        "--thread",
        conversation.thread_id,
        *functions,
    ]
    screen.hear_note(f"to go on: {shlex.join(words)}")
