"""How the built-in tools are offered to a model: as functions of ours, which callers never see. Pure.

`prompts` offers them, `storing`, `speeches` and `builtin_calls` find them again among the calls of a turn.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, cast

from msgspec import Struct, field

from ..builtin_tools import BUILT_IN, BuiltinTools, ToolFailure
from ..models import FunctionTool
from ..models.hosted import HostedTool

FOLDER = "/mnt/data"
"""Where code finds its files."""

MOST_QUERIES = 10
"""How many queries one call of a search may have; more are left out."""

_NAMES: Mapping[str, str] = {"file_search": "file_search", "code_interpreter": "python"}
"""What the functions are called, unless one of the caller's is called so."""

_SEARCH = FunctionTool(
    "",
    "Search the files of this conversation. Returns passages, each after its marker.",
    {
        "type": "object",
        "properties": {
            "queries": {
                "type": "array",
                "items": {"type": "string"},
                "description": "What to look for: one query, or several about different things.",
            }
        },
        "required": ["queries"],
    },
)
_PYTHON = FunctionTool(
    "",
    "Execute Python code. Returns what it printed, the value of its last expression, and its files.",
    {
        "type": "object",
        "properties": {"code": {"type": "string", "description": "The code."}},
        "required": ["code"],
    },
)


class Resources(Struct, frozen=True, kw_only=True):
    """What the built-in tools of a run work with.

    Attributes:
        store_ids: The vector stores that can be searched.
        problems: What is wrong with others, a sentence each.
        searchable: The names of files in them, as many as a model is told of.
        has_more: Whether there are others.
        mounted: The ids and names of the files that lie in `FOLDER`.
        note: What is to be known of the interpreter, in a line; empty for nothing.
    """

    store_ids: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    searchable: tuple[str, ...] = ()
    has_more: bool = False
    mounted: tuple[tuple[str, str], ...] = ()
    note: str = ""


class Equipment(Struct, frozen=True, kw_only=True):
    """What a run has of built-in tools.

    Attributes:
        named: The kinds of those that are offered, by the names of the functions that stand for them.
        missing: The kinds of those that are not executed.
        resources: What they work with.
        hosted: Those that the endpoint of the model carries out.
    """

    named: Mapping[str, str] = field(default_factory=dict[str, str])
    missing: Sequence[str] = ()
    resources: Resources = field(default_factory=Resources)
    hosted: tuple[HostedTool, ...] = ()

    def get_name(self, kind: str) -> str | None:
        """Return the name of the function that stands for a tool; None if it is not offered."""
        return next((name for name, named in self.named.items() if named == kind), None)


def equip(
    server: BuiltinTools,
    tools: Sequence[Mapping[str, Any]],
    resources: Resources | None = None,
    hosted: Sequence[HostedTool] = (),
) -> Equipment:
    """Return what a run has of built-in tools.

    Args:
        server: What the server has.
        tools: All tools of the run.
        resources: What they work with; nothing by default.
        hosted: Those that the endpoint of the model carries out; none by default.
    """
    return Equipment(
        named=name_functions(server.list_present(tools), tools),
        missing=server.list_missing(tools),
        resources=resources or Resources(),
        hosted=tuple(hosted),
    )


def name_functions(kinds: Sequence[str], tools: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the kinds of the built-in tools by the names of the functions that stand for them.

    Args:
        kinds: The built-in tools that are offered.
        tools: All tools of the run; a function of the caller's keeps its name.
    """
    taken = list_names(tools)
    named: dict[str, str] = {}
    for kind in kinds:
        name = _NAMES[kind]
        while name in taken:
            name += "_"
        named[name] = kind
    return named


def name_hosted(tools: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """Return the kinds of all built-in tools by the names that models are told of those they did not call."""
    return name_functions(BUILT_IN, tools)


def list_names(tools: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return the names of the caller's functions among tools."""
    return [tool["function"]["name"] for tool in tools if tool["type"] == "function"]


def build_functions(named: Mapping[str, str]) -> tuple[FunctionTool, ...]:
    """Return the functions that stand for built-in tools, by their kinds."""
    kinds = {"file_search": _SEARCH, "code_interpreter": _PYTHON}
    return tuple(
        FunctionTool(name, kinds[kind].description, kinds[kind].parameters) for name, kind in named.items()
    )


def describe_tools(equipment: Equipment) -> list[str]:
    """Return what a model is told of built-in tools, a line for each thing."""
    lines = [f"[tool {kind}: not available]" for kind in equipment.missing]
    for name, kind in equipment.named.items():
        describe = _describe_search if kind == "file_search" else _describe_code
        lines += describe(name, equipment.resources)
    if any(tool.kind == "file_search" for tool in equipment.hosted):
        lines += [f"[{problem}]" for problem in equipment.resources.problems]
    return lines


def describe_attachment(attachment: Mapping[str, Any], equipment: Equipment) -> str:
    """Return where a model finds a file that came with a message; empty if it cannot have it."""
    mounted = dict(equipment.resources.mounted).get(attachment["file_id"])
    wanted = {tool["type"] for tool in attachment.get("tools") or ()}
    places: list[str] = []
    for name, kind in equipment.named.items():
        if kind == "code_interpreter" and mounted:
            places.append(f"{FOLDER}/{mounted}")
        elif kind == "file_search" and kind in wanted:
            places.append(f"searched by {name}")
    for tool in equipment.hosted:
        if tool.kind == "code_interpreter" and attachment["file_id"] in tool.file_ids:
            places.append(f"given to {tool.kind}")
        elif tool.kind == "file_search" and tool.kind in wanted:
            places.append(f"searched by {tool.kind}")
    return ", ".join(places)


def _describe_search(name: str, resources: Resources) -> list[str]:
    files = ", ".join(resources.searchable) or "none yet"
    more = ", and more" if resources.has_more else ""
    return [
        f"[files that {name} searches: {files}{more}]",
        f"[passages that {name} returns have markers such as 【0:1†source】: put the marker of a passage, "
        "exactly as it is, right after each statement that the passage supports]",
        *(f"[{problem}]" for problem in resources.problems),
    ]


def _describe_code(name: str, resources: Resources) -> list[str]:
    files = ", ".join(f"{FOLDER}/{file}" for _, file in resources.mounted) or "none"
    lines = [
        f"[files that {name} can read: {files}]",
        f"[variables are kept from one call of {name} to the next; figures that it draws are shown to the "
        f"user, files that it writes to {FOLDER} are given to the user by a link such as "
        f"[table](sandbox:{FOLDER}/table.csv)]",
    ]
    return [*lines, f"[{name}: {resources.note}]"] if resources.note else lines


def read_queries(arguments: str) -> list[str]:
    """Return the queries of a call.

    Raises:
        ToolFailure: There are none.
    """
    given = _read_arguments(arguments)
    queries = given.get("queries", given.get("query"))
    texts: Any = [queries] if isinstance(queries, str) else queries
    if not isinstance(texts, list):
        raise ToolFailure('The search was not made: it takes {"queries": ["…"]}.')
    items = cast("Sequence[Any]", texts)
    found = [text for text in items if isinstance(text, str) and text.strip()]
    if not found:
        raise ToolFailure("The search was not made: it has no query.")
    return found[:MOST_QUERIES]


def read_code(arguments: str) -> str:
    """Return the code of a call.

    Raises:
        ToolFailure: There is none.
    """
    code = _read_arguments(arguments).get("code")
    if not isinstance(code, str):
        raise ToolFailure('Nothing was executed: the call takes {"code": "…"}.')
    return code


def _read_arguments(arguments: str) -> Mapping[str, Any]:
    try:
        given: Any = json.loads(arguments)
    except (ValueError, RecursionError):
        raise ToolFailure("Nothing was done: the arguments of the call are not JSON.") from None
    return cast("Mapping[str, Any]", given) if isinstance(given, dict) else {}
