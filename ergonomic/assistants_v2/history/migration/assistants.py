"""An assistant as the settings of requests to the Responses API, and what of it has no home there. Pure.

Used by `modules`, which writes them as Python, and by `checking`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from msgspec import Struct, field

from .losses import LossKind
from .shapes import JsonObject, read_number, read_object, read_objects, read_text, read_texts

FINDINGS: Mapping[str, LossKind] = MappingProxyType(
    {
        "file_search_without_stores": LossKind(
            "lost",
            "An assistant searches files and has no vector store of its own: its threads had theirs. "
            "Without a store the model answers from memory, and no error says so.",
            "Pass vector_store_ids with each request, and check that the results are not empty.",
        ),
        "unknown_tool": LossKind(
            "lost", "An assistant has a tool that the Responses API does not know by this name."
        ),
        "no_model": LossKind("lost", "An assistant names no model.", "Name one with --model-map '*=MODEL'."),
        "last_messages": LossKind(
            "lost",
            "Runs sent only the last messages of a thread (truncation_strategy.last_messages).",
            'Nothing does that now: truncation="auto" drops the oldest when the context is full.',
        ),
        "max_prompt_tokens": LossKind(
            "lost", "Runs had a limit of prompt tokens (max_prompt_tokens).", "There is none any more."
        ),
        "run_instructions": LossKind(
            "changed",
            "Runs had other instructions than their assistant. Responses take only `instructions`, which "
            "replace all others.",
            "Send the assistant's instructions and the additional ones in one text.",
        ),
        "truncation": LossKind(
            "changed",
            "Long threads were cut without a word. By default a long conversation is refused now, which "
            "shows after some days.",
            'Pass truncation="auto" with each request.',
        ),
        "usage_names": LossKind(
            "changed",
            "Token counts have other names: input_tokens and output_tokens for prompt_tokens and "
            "completion_tokens; total_tokens keeps its name, so nothing fails.",
            "Look for the old names in what reads them: dashboards and bills.",
        ),
    }
)
"""What assistants and runs rely on that is elsewhere now, or nowhere, by the name that reports give it."""

_NO_PARAMETERS: Mapping[str, Any] = MappingProxyType({"type": "object", "properties": {}})


class Turn(Struct, frozen=True):
    """What requests for turns of an assistant are made with.

    Attributes:
        id: The assistant's old id.
        name: Its name; empty if it has none.
        model: The model that it names; empty if it names none.
        instructions: Its instructions; empty if it has none.
        tools: Its tools as Responses take them, all but the search in files.
        file_search: That tool without its stores; None if it has none.
        stores: The vector stores that it searches.
        settings: Further arguments of a request.
        unknown: Kinds of tools that were left out.
    """

    id: str
    name: str
    model: str
    instructions: str
    tools: Sequence[Mapping[str, Any]] = ()
    file_search: Mapping[str, Any] | None = None
    stores: Sequence[str] = ()
    settings: Mapping[str, Any] = field(default_factory=dict[str, Any])
    unknown: Sequence[str] = ()

    @property
    def functions(self) -> Sequence[Mapping[str, Any]]:
        """Its function tools."""
        return [tool for tool in self.tools if tool["type"] == "function"]

    def find_homeless(self) -> Sequence[str]:
        """Return what has no home, as names in `FINDINGS`."""
        found = ["file_search_without_stores"] if self.file_search is not None and not self.stores else []
        return [*found, *(["unknown_tool"] if self.unknown else []), *([] if self.model else ["no_model"])]


def make_turn(assistant: JsonObject) -> Turn:
    """Return the settings of requests that stand for an assistant."""
    resources = read_object(assistant, "tool_resources")
    files = read_texts(read_object(resources, "code_interpreter"), "file_ids")
    tools, unknown, file_search = list[Mapping[str, Any]](), list[str](), None
    for tool in read_objects(assistant, "tools"):
        kind = read_text(tool, "type")
        if kind == "function":
            tools.append(_flatten(read_object(tool, "function")))
        elif kind == "code_interpreter":
            container = {"type": "auto", **({"file_ids": [*files]} if files else {})}
            tools.append({"type": kind, "container": container})
        elif kind == "file_search":
            file_search = {
                "type": kind,
                **_take(read_object(tool, kind), "max_num_results", "ranking_options"),
            }
        else:
            unknown.append(kind)
    return Turn(
        id=read_text(assistant, "id"),
        name=read_text(assistant, "name"),
        model=read_text(assistant, "model"),
        instructions=read_text(assistant, "instructions"),
        tools=tools,
        file_search=file_search,
        stores=read_texts(read_object(resources, "file_search"), "vector_store_ids"),
        settings=_make_settings(assistant),
        unknown=unknown,
    )


def _flatten(function: JsonObject) -> Mapping[str, Any]:
    """Return a function tool as Responses take it, whose default for `strict` is another one."""
    return {
        "type": "function",
        "name": read_text(function, "name"),
        **_take(function, "description"),
        "parameters": function.get("parameters") or {**_NO_PARAMETERS},
        "strict": function.get("strict") is True,
    }


def _make_settings(assistant: JsonObject) -> dict[str, Any]:
    """Return the further arguments of a request; what is the default of both APIs is left out."""
    found: dict[str, Any] = {}
    for name in ("temperature", "top_p"):
        if (value := read_number(assistant, name)) is not None and value != 1:
            found[name] = value
    if effort := read_text(assistant, "reasoning_effort"):
        found["reasoning"] = {"effort": effort}
    answer = read_object(assistant, "response_format")
    if read_text(answer, "type") == "json_schema":
        found["text"] = {"format": {"type": "json_schema", **read_object(answer, "json_schema")}}
    elif read_text(answer, "type") == "json_object":
        found["text"] = {"format": {"type": "json_object"}}
    return found


def _take(source: JsonObject, *names: str) -> dict[str, Any]:
    return {name: source[name] for name in names if source.get(name) is not None}


def find_in_run(run: JsonObject, instructions: str | None) -> Sequence[str]:
    """Return what a run relied on that has no home, as names in `FINDINGS`.

    Args:
        run: The run.
        instructions: Those of its assistant; None if nobody knows them.
    """
    strategy = read_object(run, "truncation_strategy")
    facts = {
        "last_messages": read_text(strategy, "type") == "last_messages",
        "max_prompt_tokens": read_number(run, "max_prompt_tokens") is not None,
        "run_instructions": instructions is not None
        and read_text(run, "instructions") not in ("", instructions),
        "truncation": read_text(strategy, "type") == "auto",
        "usage_names": bool(read_object(run, "usage")),
    }
    return [name for name, holds in facts.items() if holds]
