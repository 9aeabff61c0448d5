"""A model without intelligence, for trying things out: rules only, the same turn every time.

It is the server's default, so that a newcomer sees the API work without a key, and tests have a model
that they can predict. Every text of its turns says what it is. It restates what it was asked, what
its instructions are and what the functions it called returned. It calls a function when the user's
text has its name, or the words of its name (`get_leave_balance` is asked for by "leave balance"). Where files
can be searched, it searches for every question that asks for no function, and cites the sentence with most
of the question's words. Tokens are counted as words, so that sums can be checked.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from . import (
    AssistantMessage,
    FinishPiece,
    FinishReason,
    FunctionCall,
    FunctionTool,
    NamedFunction,
    Piece,
    Prompt,
    PromptMessage,
    SystemMessage,
    TextPiece,
    ToolCallPiece,
    ToolMessage,
    Usage,
    UserMessage,
    never_waits,
    read_text,
)
from .rehearsed_arguments import fill_arguments, split_words

_OPENING = "Rehearsal, no AI:"
"""How every text begins."""

_VERBS = frozenset(
    {"add", "book", "calculate", "call", "check", "compute", "create", "delete", "do", "fetch", "find", "get"}
    | {"give", "list", "load", "look", "lookup", "make", "open", "query", "read", "request", "retrieve"}
    | {"run", "search", "send", "set", "show", "submit", "tell", "update"}
)
_EXCERPT = 300
_PASSAGE = re.compile(r"^(【\d+:\d+†source】) (.*)\n((?:(?!【\d+:\d+†source】).*\n?)*)", re.MULTILINE)
"""A passage that a search has found: its marker, the name of its file and its text."""

_ADDED = re.compile("files that |passages that |variables are kept")
"""How lines begin that the server adds to the instructions."""


class _Situation(Struct, frozen=True):
    """What matters about a conversation: the question in hand, and what was done about it."""

    instructions: str
    question: str
    earlier: tuple[str, ...]
    calls: tuple[FunctionCall, ...]
    results: tuple[ToolMessage, ...]


class Rehearsal:
    """Answers by rules, without a network; see the module's description."""

    @never_waits
    def answer(self, prompt: Prompt) -> Iterator[Piece]:
        """Answer one turn; see `Model.answer`."""
        situation = _read_situation(prompt.messages)
        asked = prompt.count_words()
        calls = _choose_calls(prompt, situation)
        if calls:
            yield from _make_call_pieces(calls, asked)
        else:
            yield from _make_text_pieces(
                _compose_text(prompt, situation), asked, prompt.max_completion_tokens
            )

    async def list_models(self) -> list[str]:
        """Return the one name that assistants of a rehearsal are usually given; it answers for any."""
        return ["rehearsal"]

    def close(self) -> None:
        """Do nothing: no connection is open."""


def _mentions(text: str, name: str) -> bool:
    """Say whether a text asks for a function: by its name, or by the words of its name without the verb.

    The words may stand in any order, and in the singular or the plural.
    """
    if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        return True
    words = split_words(name)
    rest = words[1:] if len(words) > 1 and words[0] in _VERBS else words
    said = {_strip_plural(word) for word in re.findall(r"\w+", text.lower())}
    return bool(rest) and all(_strip_plural(word) in said for word in rest)


def _read_situation(messages: Sequence[PromptMessage]) -> _Situation:
    instructions = ""
    questions: list[str] = []
    calls: list[FunctionCall] = []
    results: list[ToolMessage] = []
    for message in messages:
        match message:
            case SystemMessage():
                instructions = "\n".join(filter(_is_instruction, message.text.splitlines()))
            case UserMessage():
                questions.append(read_text(message))
                calls, results = [], []
            case AssistantMessage():
                calls.extend(message.calls)
            case ToolMessage():
                results.append(message)
    question = questions.pop() if questions else ""
    return _Situation(instructions, question, tuple(questions), tuple(calls), tuple(results))


def _choose_calls(prompt: Prompt, situation: _Situation) -> list[ToolCallPiece]:
    done = {call.name for call in situation.calls}
    wanted = [tool for tool in _choose_functions(prompt, situation.question) if tool.name not in done]
    if done and prompt.tool_choice != "auto":
        # What had to be called has been called.
        return []
    if not prompt.parallel_tool_calls:
        wanted = wanted[:1]
    return [
        ToolCallPiece(index, tool.name, json.dumps(_fill_arguments(tool, situation.question)))
        for index, tool in enumerate(wanted)
    ]


def _fill_arguments(tool: FunctionTool, question: str) -> dict[str, Any]:
    return {"queries": [question]} if _is_search(tool) else fill_arguments(tool.parameters, question)


def _is_search(tool: FunctionTool) -> bool:
    """Say whether a function is the server's own search through files."""
    properties = (tool.parameters or {}).get("properties", {})
    return tool.name.startswith("file_search") and [*properties] == ["queries"]


def _is_instruction(line: str) -> bool:
    """Say whether a line of the instructions is the caller's, and not what the server adds of its tools."""
    return not (line.startswith("[") and _ADDED.search(line))


def _choose_functions(prompt: Prompt, question: str) -> list[FunctionTool]:
    if prompt.tool_choice == "none":
        return []
    if isinstance(prompt.tool_choice, NamedFunction):
        return [tool for tool in prompt.functions if tool.name == prompt.tool_choice.name]
    asked_for = [tool for tool in prompt.functions if _mentions(question, tool.name)]
    if not asked_for:
        asked_for = [tool for tool in prompt.functions if _is_search(tool)]
    if prompt.tool_choice == "required" and not asked_for:
        return list(prompt.functions[:1])
    return asked_for


def _compose_text(prompt: Prompt, situation: _Situation) -> str:
    kind = (prompt.response_format or {}).get("type")
    if kind == "json_schema":
        schema: dict[str, Any] | None = (prompt.response_format or {})["json_schema"].get("schema")
        told = " ".join([situation.question, *(result.output for result in situation.results)])
        return json.dumps(fill_arguments(schema, told))
    if kind == "json_object":
        return json.dumps(_compose_json(situation))
    return "\n".join(_compose_sentences(prompt, situation))


def _cite(passages: Sequence[tuple[str, str, str]], question: str) -> str:
    """Return the sentence of some passages that has most words of a question, with its marker."""
    asked = _read_words(question)
    sentences = [
        (sentence, marker, name)
        for marker, name, text in passages
        for sentence in re.split(r"(?<=[.!?])\s+|\n+", text)
        if sentence.strip()
    ]
    sentence, marker, name = max(
        sentences, key=lambda said: len(asked & _read_words(said[0])), default=("", *passages[0][:2])
    )
    return f"{name} says “{_shorten(sentence)}”{marker}."


def _read_words(text: str) -> set[str]:
    return {_strip_plural(word) for word in split_words(text)}


def _compose_json(situation: _Situation) -> dict[str, Any]:
    return {
        "note": "Rehearsal, no AI.",
        "question": situation.question,
        "instructions": situation.instructions,
        "results": {result.name: result.output for result in situation.results},
    }


def _compose_sentences(prompt: Prompt, situation: _Situation) -> Iterator[str]:
    asked = _shorten(situation.question)
    yield f"{_OPENING} you asked “{asked}”." if asked else f"{_OPENING} nobody asked anything yet."
    if situation.instructions:
        yield f"My instructions are “{_shorten(situation.instructions)}”."
    for result in situation.results:
        passages = _PASSAGE.findall(result.output)
        if passages:
            yield _cite(passages, situation.question)
        else:
            yield f"{result.name} returned {result.output}"
    if situation.earlier:
        count = len(situation.earlier)
        yield f"Before that you asked {count} more, last “{_shorten(situation.earlier[-1])}”."
    if prompt.functions and not situation.results and prompt.tool_choice != "none":
        names = ", ".join(tool.name for tool in prompt.functions)
        yield f"I can call: {names}. Name one, or say its words, and I will."


def _make_call_pieces(calls: Sequence[ToolCallPiece], asked: int) -> Iterator[Piece]:
    yield from calls
    said = sum(_count_words(call.name) + _count_words(call.arguments) for call in calls)
    yield FinishPiece("tool_calls", Usage(prompt_tokens=asked, completion_tokens=said))


def _make_text_pieces(text: str, asked: int, limit: int | None) -> Iterator[Piece]:
    words = re.findall(r"\s*\S+", text)
    said = words if limit is None else words[:limit]
    for word in said:
        yield TextPiece(word)
    reason: FinishReason = "stop" if len(said) == len(words) else "length"
    yield FinishPiece(reason, Usage(prompt_tokens=asked, completion_tokens=len(said)))


def _strip_plural(word: str) -> str:
    """Return a word without its plural ending, roughly: good enough to compare two words."""
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ss", "ss"), ("s", "")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            return word.removesuffix(ending) + instead
    return word


def _count_words(text: str) -> int:
    return len(text.split())


def _shorten(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else f"{line[: _EXCERPT - 1]}…"
