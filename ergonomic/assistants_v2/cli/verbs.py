"""What the command can do: a table of its verbs. Whoever adds a verb adds a row.

A verb's module is imported only when it is run, or its own help is asked for. So that of `serve` costs nobody
else, and nobody else costs `serve`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from msgspec import Struct


class Verb(Struct, frozen=True):
    """Where a verb is and what it does.

    Attributes:
        place: The module in this package and the function in it, such as `serve:run_serve`.
        help: What it does, in a line that begins with a small letter; at most 70 characters.
        extras: Which extras of the package suffice for it, as pip is told them.
        subject: The kind of objects that the function makes the verb for; empty if it is the verb itself.
    """

    place: str
    help: str
    extras: str = "cli,local"
    subject: str = ""

    def load(self) -> Callable[..., int | None]:
        """Return the function; its module is imported now."""
        module, _, name = self.place.partition(":")
        function: Any = getattr(import_module(f".{module}", __package__), name)
        made: Callable[..., int | None] = function(self.subject) if self.subject else function
        return made


def _list_verbs_of(group: str, one: str, many: str, verbs: str) -> dict[str, Verb]:
    """Return the rows of a kind of objects, which `subjects` describes."""
    helps = {
        "list": f"list {many}, newest first",
        "show": f"show {one}",
        "create": f"make {one}",
        "update": f"change {one}",
        "delete": f"delete {one}",
        "cancel": f"cancel {one}",
    }
    return {
        f"{group} {verb}": Verb(f"objects:make_{verb}", helps[verb], subject=group) for verb in verbs.split()
    }


VERBS = {
    "chat": Verb("chat:run_chat", "talk to an assistant"),
    "demo": Verb("demo:run_demo", "hold a whole conversation and show it"),
    "serve": Verb("serve:run_serve", "serve the API over HTTP", "serve"),
    "work": Verb("work:run_work", "work on the runs of a PostgreSQL database, with others", "serve,postgres"),
    **_list_verbs_of("assistants", "an assistant", "assistants", "list show create update delete"),
    **_list_verbs_of("threads", "a thread", "threads", "list show create update delete"),
    "threads dump": Verb("threads_dump:run_dump", "write a conversation down: text, Markdown, HTML or JSON"),
    **_list_verbs_of("messages", "a message", "the messages of a thread", "list show create update delete"),
    **_list_verbs_of("runs", "a run", "the runs of a thread", "list update cancel"),
    "runs create": Verb("runs_create:make_create", "make a run; in a file, have it answered", subject="runs"),
    "runs show": Verb("runs_show:run_show", "show what a run did, step by step, and what to do about it"),
    "runs tail": Verb("runs_tail:run_tail", "follow a run until it rests, and tell what it does"),
    **_list_verbs_of("files", "a file", "files", "list show delete"),
    "files create": Verb("files:upload_file", "upload a file"),
    "files download": Verb("files:download_file", "write the bytes of a file into one on this machine"),
    **_list_verbs_of("stores", "a vector store", "vector stores", "list show create update delete"),
    "stores add": Verb("stores:add_files", "upload files and put them into a vector store"),
    "stores search": Verb("stores:search_store", "search a vector store"),
    "stores reindex": Verb("stores_reindex:run_reindex", "embed vector stores of a file with another model"),
    "backup": Verb("maintenance:run_backup", "copy a database file, also while it is served"),
    "check": Verb("maintenance:run_check", "say whether a database file is sound, and what is in it"),
    "upstream": Verb("upstream:run_upstream", "say which ids a model's endpoint has for objects of a file"),
    "export": Verb("export:run_export", "bring conversations out of a server, into a folder"),
    "import": Verb("importing:run_import", "bring exported conversations into a database file"),
    "migrate check": Verb(
        "migrate_check:run_migrate_check", "say what of an export maps, and what does not", "cli"
    ),
    "migrate to-conversations": Verb(
        "migrate_conversations:run_migrate_to_conversations",
        "write the threads of an export elsewhere",
        "cli",
    ),
    "migrate to-code": Verb("migrate_code:run_migrate_to_code", "write assistants as Python modules", "cli"),
    "port": Verb("port:run_port", "say what programs for the official SDK need", "cli"),
    "doctor": Verb("doctor:run_doctor", "say what works and what does not, and what to do", "cli"),
    "explain": Verb("explaining:run_explain", "say what an error means, and what to do", "cli"),
}
"""All verbs in the order of `--help`. One of two words, such as `threads dump`, is in a group."""

GROUPS = {
    "assistants": "assistants: what a model is told, and its tools",
    "threads": "threads: conversations",
    "messages": "the messages of threads",
    "runs": "runs: an assistant at work on a thread",
    "files": "files: documents, and what code has written",
    "stores": "vector stores: files that can be searched",
    "migrate": "moving on to the Responses and Conversations APIs",
}
"""What the groups of verbs are about, by their names."""

DEFAULT_VERB = "chat"
"""What is run without any words, once there is such a verb."""


def find_verb(words: Sequence[str]) -> Verb | None:
    """Return the verb that words begin with; None if there is none.

    Args:
        words: What follows the command.
    """
    return VERBS.get(" ".join(words[:2])) or VERBS.get(" ".join(words[:1]))
