"""Where the words of a conversation come from: a person at a prompt, or the lines of a pipe.

At the prompt, Ctrl-C ends an answer and not the conversation, and what goes wrong is said and forgotten. In a
pipe nobody reads that, so it decides about the exit status.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from ...errors import AssistantsError
from ...rules.suggestions import suggest
from ..complaints import DONE, FAILED, INTERRUPTED
from .attachments import Attachment, attach

if TYPE_CHECKING:
    from .beginning import Beginning
    from .screen import Screen
    from .turns import Conversation

PROMPT = "> "

_COMMANDS = {
    "/help": "say what there is",
    "/thread": "say which thread this is; /thread ID goes on with another",
    "/new": "begin a new thread",
    "/attach": "send a file along with the next message: /attach FILE",
    "/quit": "end; so does the end of input, or Ctrl-C at the prompt",
}
"""What can be said at the prompt beside messages. A message that begins with / is typed with two of them."""


class Session:
    """A conversation, and what is typed in it.

    Args:
        beginning: Makes threads, and takes files.
        conversation: The conversation.
        screen: Where it is shown.
        attached: Files that go along with the first message.

    Attributes:
        turns: How many messages were sent.
        worst: The exit status that follows from the turns.
    """

    def __init__(
        self,
        beginning: Beginning,
        conversation: Conversation,
        screen: Screen,
        attached: Iterable[Attachment] = (),
    ) -> None:
        self.turns = 0
        self.worst = DONE
        self._beginning = beginning
        self._conversation = conversation
        self._screen = screen
        self._attached = [*attached]

    def take_lines(self, lines: Iterable[str]) -> int:
        """Take each line for a message, and return the exit status: 1 if a run failed.

        Raises:
            AssistantsError: The server could not be asked, or refused.
        """
        for line in lines:
            if line.strip():
                self._send(line.rstrip("\r\n"))
        return self.worst

    def take_typing(self, history: Path | None) -> int:
        """Ask for messages until a person has enough, and return the exit status.

        Args:
            history: Where what was typed is remembered; None for nowhere.
        """
        _remember(history)
        try:
            while True:
                try:
                    line = _ask()
                except EOFError:
                    self._screen.end_prompt()
                    return DONE
                except KeyboardInterrupt:
                    self._screen.end_prompt()
                    return INTERRUPTED
                if line.strip() and self._answer(line):
                    return DONE
        finally:
            _keep(history)

    def _answer(self, line: str) -> bool:
        """Do what was typed, whatever comes of it; say whether that was the last."""
        try:
            if line.startswith("/") and not line.startswith("//"):
                return self._obey(*line.strip().partition(" ")[::2])
            self._send(line.removeprefix("/") if line.startswith("//") else line)
        except KeyboardInterrupt:
            self._screen.hear_note("cancelled")
        except AssistantsError as error:
            self._screen.complain(str(error))
        return False

    def _send(self, text: str) -> None:
        """Take a turn, and show what it came to."""
        attached, self._attached = self._attached, []
        self.turns += 1
        turn = self._conversation.say(text, attached)
        self._screen.show_turn(turn)
        if turn.error is not None:
            self.worst = FAILED

    def _obey(self, command: str, rest: str) -> bool:
        """Do a command; say whether it ends the conversation."""
        screen, rest = self._screen, rest.strip()
        match command:
            case "/quit":
                return True
            case "/help":
                screen.hear_note("\n".join(f"{name:<9}{what}" for name, what in _COMMANDS.items()))
            case "/new":
                self._conversation.thread_id = self._beginning.make_thread()
                screen.hear_note(f"a new thread: {self._conversation.thread_id}")
            case "/thread":
                if rest:
                    self._conversation.thread_id = self._beginning.find_thread(rest)
                screen.hear_note(self._conversation.thread_id)
            case "/attach":
                self._attach(rest)
            case _:
                screen.complain(
                    f"there is no {command}{suggest(command, _COMMANDS)}; /help lists what there is"
                )
        return False

    def _attach(self, name: str) -> None:
        """Upload a file that goes along with the next message."""
        if not name:
            self._screen.complain("/attach takes the name of a file")
            return
        try:
            attachment = attach(self._beginning.client, Path(name).expanduser(), self._beginning.readers)
        except OSError as error:
            self._screen.complain(f"{name} cannot be read: {error.strerror}")
            return
        if attachment.tools:
            self._beginning.ready_for_documents(self._conversation)
        self._attached.append(attachment)
        self._screen.hear_note(f"{attachment.name} goes along with the next message ({attachment.file_id})")


def _ask() -> str:
    """Return a line that a person types.

    Raises:
        EOFError: There are no more.
    """
    if sys.stdout.isatty():
        return input(PROMPT)
    sys.stderr.write(PROMPT)  # what goes to standard output is kept somewhere
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line.rstrip("\n")


def _remember(history: Path | None) -> None:
    """Let lines be edited, and those of before be fetched again, where the platform can do that."""
    with suppress(ImportError):
        import readline

        readline.set_auto_history(True)
        if history is not None:
            with suppress(OSError):
                readline.read_history_file(history)


def _keep(history: Path | None) -> None:
    """Write down what was typed, if that was asked for; for nobody else to read."""
    if history is None:
        return
    with suppress(ImportError, OSError):
        import readline

        history.touch(0o600)
        readline.write_history_file(history)
