"""Gives the commands of a page in a folder of its own, as its reader would; nothing leaves this machine.

What a command speaks to is on loopback: our server in the place of any server, an endpoint in the place of
any model. What only somebody else's host could answer is not given, but read by the command's own parser.
"""

from __future__ import annotations

import signal
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit

from assistants_v2.cli.verbs import DEFAULT_VERB, VERBS
from assistants_v2_server import Server, create_app
from attrs import define, field

from ..ergonomic.cli.commanding import run
from ..server.chat_endpoint import ChatEndpoint
from ..server.door.serving import serving
from ..server.loopback import served
from .command_lines import Command, read_command_lines
from .commands import check_command
from .furnishing import add_objects, lay_database, lay_export, names_objects
from .stand_ins import SERVERS

ONLY_READ = {
    "migrate to-conversations": "it writes to an API that no server of ours has",
}
"""The verbs that are not given, and why."""

STATUSES = {"doctor": {0, 1}, "check": {0, 1}, "port": {0, 1}, "migrate check": {0, 1}}
"""The exit statuses of verbs that tell by it what they found; those of all others are 0."""

MAKING = frozenset({"import", "serve"})
"""The verbs that make the database they are told of."""

READING = frozenset({"import", "migrate check", "migrate to-code"})
"""The verbs that read an export."""

KEPT = ("--database", "--path")
PLACES = frozenset({*KEPT, "--base-url"})
ENDPOINTS = frozenset({"--model-url", "--embedding-url"})
"""Options that say what a verb works on, and which model is asked."""


@define
class Shell:
    """A shell in a folder.

    Attributes:
        folder: The folder, which is the current one.
        store: Where the database is that readers have.
        stack: What ends the servers that were started.
        addresses: What stands for addresses, by those that pages print; others are added when they are met.
        environment: The variables that were set.
        given: The commands that were given, each as a line.
    """

    folder: Path
    store: Path
    stack: ExitStack
    addresses: dict[str, str] = field(factory=dict[str, str])
    environment: dict[str, str] = field(factory=dict[str, str])
    given: list[str] = field(factory=list[str])

    def run_block(self, text: str) -> None:
        """Give the commands of a block, or check those that cannot be given.

        Raises:
            AssertionError: There is no such command, or it failed.
        """
        for command in read_command_lines(text):
            if command.words:
                check_command(command.words)
            else:
                self.environment |= dict(command.variables)
            if command.is_alone and command.words[:1] == ("assistants-v2",):
                self.give(command)

    def give(self, command: Command) -> None:
        """Give a command of ours, unless it is one that is only read."""
        words = [*command.words[1:]]
        verb = find_name(words)
        if verb in ONLY_READ:
            return
        self._lay(verb, words)
        words = [self._stand_in(before, word) for before, word in zip(["", *words], words, strict=False)]
        environment = {**self.environment, **dict(command.variables)}
        if not PLACES & {*words} and not {"ASSISTANTS_BASE_URL", "OPENAI_BASE_URL"} & environment.keys():
            lay_database(self.store, self.folder / "mine.db")
            environment.setdefault("ASSISTANTS_PATH", "mine.db")
        line = " ".join(command.words)
        self.given.append(line)
        if verb == "serve":
            self._serve(words[1:], environment)
            return
        said = (self.folder / command.source).read_text("utf-8") if command.source else ""
        done = run(*words, stdin=said, environment=environment)
        assert done.status in STATUSES.get(verb, {0}), f"{line}\n{done.status}: {done.err}{done.out}"
        if command.target:
            (self.folder / command.target).write_text(done.out, encoding="utf-8")

    def _lay(self, verb: str, words: list[str]) -> None:
        """Put a database, or an export, where a verb expects one."""
        named = [word for before, word in zip(["", *words], words, strict=False) if before in KEPT]
        first = next((word for word in words[len(verb.split()) :] if not word.startswith("-")), "")
        if verb in ("backup", "check"):
            named.append(first)
        if verb in READING:
            lay_export(self.store, self.folder / first)
        for name in named:
            if verb not in MAKING and not name.startswith(":"):
                lay_database(self.store, self.folder / name)
                if names_objects(words):
                    add_objects(self.store, self.folder / name)

    def _stand_in(self, option: str, word: str) -> str:
        """Return a word of a command, with an address on loopback in the place of another."""
        if option in ENDPOINTS and word not in self.addresses:
            self.addresses[word] = self.stack.enter_context(ChatEndpoint().serve()) + "/v1"
        elif option == "--base-url" and word not in self.addresses:
            lay_database(self.store, self.folder / "served.db")
            server = self.stack.enter_context(Server(self.folder / "served.db"))
            address = self.stack.enter_context(served(create_app(server)))
            self.addresses[word] = address + SERVERS.get(word, urlsplit(word).path)
        return self.addresses.get(word, word)

    def _serve(self, words: list[str], environment: dict[str, str]) -> None:
        """Serve until the server says that it does, on a free port of this machine."""
        for option in ("--port", "--host"):
            if option in words:
                del words[words.index(option) : words.index(option) + 2]
        with serving(self.folder, *words, **environment) as server:
            status, _ = server.end(signal.SIGTERM)
            assert 0 == status, server.log.read_text("utf-8")


def find_name(words: list[str]) -> str:
    """Return the name of the verb that words begin with."""
    return next((name for name in (" ".join(words[:2]), *words[:1]) if name in VERBS), DEFAULT_VERB)
