"""Says which lines of a program for the official SDK need what, from its syntax tree. Pure. Used by `port`.

A tree knows which names are of the official SDK and which words are attributes, arguments or texts; the
program is not run, and nothing of it is imported.
"""

from __future__ import annotations

import ast
from importlib import import_module
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from ..rules.configuration import RETIRED_HOST
from .elsewhere import ELSEWHERE

if TYPE_CHECKING:
    from collections.abc import Iterator

Need = Literal["change", "decide", "note"]


class Finding(Struct, frozen=True):
    """What one line needs.

    Attributes:
        line: Its number, from 1.
        need: `change` for a line to write in another way, `decide` for one that cannot go on as it is,
            `note` for what is good to know.
        text: What to do.
    """

    line: int
    need: Need
    text: str


_CLIENTS = frozenset({"OpenAI", "AsyncOpenAI", "AzureOpenAI", "AsyncAzureOpenAI", "Client", "AsyncClient"})
_WHERE = frozenset({"base_url", "azure_endpoint", "http_client", None})
_BUILT_IN = {"code_interpreter": "does where it has a sandbox", "file_search": "does"}
"""Tools that servers execute, and whether the one in this process does."""

_OLD = frozenset({"ChatCompletion", "Completion"})

_ARGUMENTS: dict[str | None, str] = {
    "file_ids": (
        "file_ids= is of the API's first version: pass attachments= for a message, tool_resources= else"
    ),
    "idempotency_key": "idempotency_key= never did anything: idempotency_metadata= of Assistants does",
}

_OTHER_CLIENTS = {
    "azure.ai.agents": "Azure's own client speaks to `assistants-v2 serve`; docs/moving.md says how",
    "azure.ai.projects": "Azure's own client speaks to `assistants-v2 serve`; docs/moving.md says how",
    "litellm": "LiteLLM's functions for threads can be sent to `assistants-v2 serve`: api_base=",
    "langchain": "OpenAIAssistantRunnable takes client=OpenAI() of assistants_v2.openai",
    "langchain_classic": "OpenAIAssistantRunnable takes client=OpenAI() of assistants_v2.openai",
}


def read_program(source: str) -> list[Finding]:
    """Return what the lines of a program need, in their order.

    Args:
        source: The text of a Python file.

    Raises:
        SyntaxError: It is none.
    """
    reader = _Reader()
    reader.visit(ast.parse(source))
    return sorted(set(reader.findings), key=lambda found: (found.line, found.text))


class _Reader(ast.NodeVisitor):
    """Collects findings on the way through a tree."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._modules: set[str] = set()
        self._made: set[str] = set()

    def _add(self, node: ast.AST, need: Need, text: str) -> None:
        """Note what the line of a node needs."""
        self.findings.append(Finding(getattr(node, "lineno", 1), need, text))

    def visit_Import(self, node: ast.Import) -> None:
        """Look at `import a, b as c`."""
        for alias in node.names:
            said = f" as {alias.asname}" if alias.asname else ""
            if alias.name == "openai":
                self._modules.add(alias.asname or "openai")
                self._add(node, "change", f"from assistants_v2 import openai{said}")
            elif alias.name.startswith("openai."):
                self._look_at_place(node, alias.name, [], said)
            self._look_at_other(node, alias.name)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        """Look at `from a import b`."""
        place = node.module or ""
        if node.level == 0 and (place == "openai" or place.startswith("openai.")):
            self._look_at_place(node, place, [alias.name for alias in node.names])
        elif "OpenAIAssistantRunnable" in {alias.name for alias in node.names} or place.startswith("azure."):
            self._look_at_other(node, place)

    def _look_at_place(self, node: ast.AST, place: str, names: list[str], said: str = "") -> None:
        """Say what to write for an import of the official SDK, and which names it leaves behind."""
        ours = f"assistants_v2.{place}"
        missing = [name for name in names if not _has(ours, name)] if names else [""] * (not _has(ours))
        if len(missing) < max(1, len(names)):
            kept = [name for name in names if name not in missing]
            taken = f"from {ours} import {', '.join(kept)}" if names else f"import {ours}{said}"
            self._add(node, "change", taken)
        if missing:
            lost = ", ".join(filter(None, missing)) or place
            self._add(node, "note", f"of the official SDK alone, if that is installed: {lost}")

    def _look_at_other(self, node: ast.AST, name: str) -> None:
        """Say how programs for other clients go on."""
        for other, text in _OTHER_CLIENTS.items():
            if name == other or name.startswith(f"{other}."):
                self._add(node, "note", text)

    def visit_Assign(self, node: ast.Assign) -> None:
        """Remember which names are clients."""
        if isinstance(node.value, ast.Call) and _last_name(node.value.func) in _CLIENTS:
            self._made.update(_last_name(target) for target in node.targets)
        self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Look at what is called, and with which arguments."""
        words = {keyword.arg for keyword in node.keywords}
        if _last_name(node.func) in _CLIENTS and not words & _WHERE:
            text = "requests go to ASSISTANTS_BASE_URL, or, with ASSISTANTS_PATH, to a server in this process"
            self._add(node, "note", text)
        if {"assistants", "threads"}.intersection(_names_of(node.func)):
            for word in words & _ARGUMENTS.keys():
                self._add(node, "decide", _ARGUMENTS[word])
        self.generic_visit(node)

    def visit_Attribute(self, node: ast.Attribute) -> None:
        """Look at an attribute."""
        names = [*_names_of(node)]
        *before, owner, name = ["", *names] if len(names) < 2 else names
        known = owner in self._made | self._modules or (owner == "beta" and bool(before))
        if known and name in ELSEWHERE:
            text = "is of another API, which `assistants-v2 serve` has not: docs/moving.md says who has it"
            self._add(node, "note", f"{owner}.{name} {text}")
        elif known and name in _OLD:
            self._add(node, "decide", "this is of the official SDK before 1.0, and not of the Assistants API")
        self.generic_visit(node)

    def visit_Dict(self, node: ast.Dict) -> None:
        """Look at tools."""
        for key, value in zip(node.keys, node.values, strict=True):
            kind = value.value if isinstance(value, ast.Constant) else None
            if not isinstance(key, ast.Constant) or key.value != "type":
                continue
            if kind == "retrieval":
                self._add(
                    value, "decide", "retrieval is of the API's first version: its successor is file_search"
                )
            elif kind in _BUILT_IN:
                text = f"{kind} is the server's to execute; the one in this process {_BUILT_IN[kind]}"
                self._add(value, "note", text)
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        """Look at addresses."""
        if isinstance(node.value, str) and node.value.startswith(f"https://{RETIRED_HOST}"):
            self._add(node, "decide", "OpenAI switched this API off on 2026-08-26: name another server")


def _names_of(node: ast.AST) -> Iterator[str]:
    """Yield the names of an expression such as `a.b(c).d`: a, b and d."""
    if isinstance(node, ast.Call):
        yield from _names_of(node.func)
    elif isinstance(node, ast.Attribute):
        yield from _names_of(node.value)
        yield node.attr
    elif isinstance(node, ast.Name):
        yield node.id


def _last_name(node: ast.AST) -> str:
    """Return the last name of an expression; an empty text if it has none."""
    return ["", *_names_of(node)][-1]


def _has(module: str, name: str | None = None) -> bool:
    """Say whether the face has a module, and a name in it."""
    try:
        found = import_module(module)
    except ModuleNotFoundError:
        return False
    if name in (None, "*"):
        return True
    return name in getattr(found, "__all__", ()) or name in vars(found) or _has(f"{module}.{name}")
