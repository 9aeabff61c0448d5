"""Builds the prompt of a model turn from the rows of a run, its thread and its steps. Pure.

`worker` is its user. Everything that an option of a run does to a model turn is decided here:
truncation, budgets, the tool choice, the response format. Only functions are offered to a model; `offers`
makes some of built-in tools. What it cannot be given, it is told in one line each.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import chain, groupby
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from ..models import (
    AssistantMessage,
    AttachedFilePart,
    FunctionCall,
    FunctionTool,
    ImageFilePart,
    ImageUrlPart,
    NamedFunction,
    Part,
    Prompt,
    PromptMessage,
    SystemMessage,
    TextPart,
    ToolChoice,
    ToolMessage,
    UserMessage,
)
from ..store import MessageRow, RunRow, StepRow
from .citations import remove_citations
from .findings import is_hosted
from .offers import Equipment, build_functions, describe_attachment, describe_tools, name_hosted
from .rooms import Room
from .truncation import DoesNotFit, Space, choose_history, count_characters, shorten_outputs
from .turn_notes import find_turn, read_note

_BudgetName = Literal["max_prompt_tokens", "max_completion_tokens"]


class BudgetSpent(Exception):
    """The run's token budget leaves no room for another turn.

    Attributes:
        reason: Which budget; it becomes the reason in the run's `incomplete_details`.
    """

    def __init__(self, reason: _BudgetName) -> None:
        super().__init__(reason)
        self.reason: _BudgetName = reason


class Conversation(Struct, frozen=True):
    """The messages of a thread, read only as far as they are wanted.

    Attributes:
        newest: All of them, newest first.
        get_first: Returns the first message of the user; None if there is none.
    """

    newest: Iterable[MessageRow]
    get_first: Callable[[], MessageRow | None]


def build_prompt(
    run: RunRow,
    thread: Conversation,
    steps: Sequence[StepRow],
    spent: Mapping[str, Any],
    room: Room,
    equipment: Equipment,
    kept: Mapping[str, Any] | None = None,
) -> Prompt:
    """Build the prompt of a run's next turn.

    Args:
        run: The run; its settings say what is sent.
        thread: The messages of its thread.
        steps: The steps of the run so far, oldest first.
        spent: The usage object of the run so far; budgets are for the whole run.
        room: The most that is sent, where the run leaves that to the server.
        equipment: What the run has of built-in tools.
        kept: What is kept with the thread for its model; None, the default, for nothing.

    Raises:
        BudgetSpent: A budget is used up, or what must be sent does not fit into what is left.
    """
    settings = run.settings
    return Prompt(
        model=settings["model"],
        messages=_build_messages(run, thread, steps, spent["prompt_tokens"], room, equipment),
        hosted_tools=equipment.hosted,
        functions=(*_read_functions(settings["tools"]), *build_functions(equipment.named)),
        tool_choice=_read_tool_choice(settings["tool_choice"], steps, equipment),
        parallel_tool_calls=settings["parallel_tool_calls"],
        temperature=settings["temperature"],
        top_p=settings["top_p"],
        reasoning_effort=settings["reasoning_effort"],
        response_format=_read_response_format(settings["response_format"]),
        max_completion_tokens=_compute_remaining(run, "max_completion_tokens", spent["completion_tokens"]),
        run_id=run.id,
        thread_id=run.thread_id,
        assistant_id=run.assistant_id,
        claims=run.claims,
        kept=kept,
    )


def measure_prompt(prompt: Prompt) -> int:
    """Return how many characters the messages of a prompt have."""
    return sum(map(count_characters, prompt.messages))


def _build_messages(
    run: RunRow,
    thread: Conversation,
    steps: Sequence[StepRow],
    spent: int,
    room: Room,
    equipment: Equipment,
) -> tuple[PromptMessage, ...]:
    """Return the instructions, as much of the thread as may be sent, and what this run did so far."""
    read = partial(_read_message, equipment)
    head = _read_instructions(run.settings, equipment)
    rows = iter(thread.newest)
    own: list[MessageRow] = []
    for row in rows:  # those of the run come first: while it is active, nobody else writes
        if row.run_id != run.id:
            rows = chain([row], rows)
            break
        own.append(row)
    space = _measure_space(run, spent, room)
    tail = _build_own_messages(own, steps, run.answerer)
    if space.characters < float("inf"):
        rest = int(space.characters) - sum(map(count_characters, head))
        tail = shorten_outputs(tail, [*equipment.named, *name_hosted(run.settings["tools"])], rest)
    for message in (*head, *tail):
        space.take(message)
    space.messages += len(head) + len(tail)  # counted are those of the thread
    try:
        history = choose_history(map(read, rows), partial(_read_first, run, thread, read), space)
    except DoesNotFit:
        raise BudgetSpent("max_prompt_tokens") from None
    return (*head, *history, *tail)


def _measure_space(run: RunRow, spent: int, room: Room) -> Space:
    """Return what there is for the messages of a turn."""
    budget = _compute_remaining(run, "max_prompt_tokens", spent)
    tokens = float("inf") if budget is None else budget
    strategy = run.settings["truncation_strategy"]
    if strategy["type"] == "last_messages":
        return Space(messages=strategy["last_messages"], tokens=tokens)
    return Space(room.messages, room.characters, tokens)


def _read_instructions(settings: Mapping[str, Any], equipment: Equipment) -> list[SystemMessage]:
    """Return the instructions, and what is to be known of built-in tools."""
    lines = [settings["instructions"], *describe_tools(equipment)]
    text = "\n".join(line for line in lines if line)
    return [SystemMessage(text)] if text else []


def _read_first(
    run: RunRow, thread: Conversation, read: Callable[[MessageRow], PromptMessage]
) -> PromptMessage | None:
    """Return the first message of the user, which `auto` keeps; who asked for the last ones gets those."""
    is_auto = run.settings["truncation_strategy"]["type"] == "auto"
    first = thread.get_first() if is_auto else None
    return None if first is None else read(first)


def _build_own_messages(
    messages: Sequence[MessageRow], steps: Sequence[StepRow], answerer: str
) -> list[PromptMessage]:
    """Return what the run has said, called and been told."""
    texts = {message.id: _join_own_texts(message) for message in messages}
    own: list[PromptMessage] = []
    for number, group in groupby(steps, partial(find_turn, answerer=answerer)):
        tell = _tell_steps if number is None else _repeat_turn
        own += tell([*group], texts)
    return own


def _tell_steps(steps: Sequence[StepRow], texts: Mapping[str, str]) -> list[PromptMessage]:
    """Return what steps came to as any model understands it; text and calls of one turn are one message."""
    own: list[PromptMessage] = []
    said, said_in = "", ""
    for step in steps:
        if step.type == "message_creation":
            own.extend([AssistantMessage(said, id=said_in)] if said else [])
            said_in = step.details["message_creation"]["message_id"]
            said = texts.get(said_in, "")
        else:
            pairs = [_read_call(call, step.details) for call in step.details.get("tool_calls", ())]
            calls = tuple(call for call, _ in pairs)
            own.append(AssistantMessage(said, calls, said_in if said else ""))
            own.extend(output for _, output in pairs)
            said = ""
    return [*own, AssistantMessage(said, id=said_in)] if said else own


def _repeat_turn(steps: Sequence[StepRow], texts: Mapping[str, str]) -> list[PromptMessage]:
    """Return a turn as its model wants to be told of it: by its own items, with its own ids of calls.

    What an answer has left that broke off is the beginning of the one that was asked for in its place.
    """
    note = read_note(steps)
    said = [
        step.details["message_creation"]["message_id"] for step in steps if step.type == "message_creation"
    ]
    told = [(call, step.details) for step in steps for call in step.details.get("tool_calls", ())]
    pairs = [_read_call(call, details) for call, details in told if not is_hosted(call, details)]
    turn = AssistantMessage(
        "\n".join(filter(None, (texts.get(message_id, "") for message_id in said))),
        tuple(replace(call, id=note.ids.get(call.id, call.id)) for call, _ in pairs),
        said[-1] if said else "",
        note.items,
    )
    outputs = (replace(output, call_id=note.ids.get(output.call_id, output.call_id)) for _, output in pairs)
    return [turn, *outputs]


def _compute_remaining(run: RunRow, name: _BudgetName, spent: int) -> int | None:
    """Return the tokens that are left of a budget, or None for no limit."""
    budget = run.settings[name]
    if budget is None:
        return None
    if spent >= budget:
        raise BudgetSpent(name)
    return int(budget) - spent


def _read_tool_choice(
    choice: str | Mapping[str, Any], steps: Sequence[StepRow], equipment: Equipment
) -> ToolChoice:
    """Return the choice for the next turn; a forced one holds until the first call.

    If it held longer it would force a call in every turn, and the run could never end in words.
    """
    called = any(step.type == "tool_calls" for step in steps)
    if choice == "none":
        return "none"
    if choice == "required" and not called:
        return "required"
    if isinstance(choice, Mapping) and not called:
        hosted = next((tool for tool in equipment.hosted if tool.kind == choice["type"]), None)
        if hosted is not None:
            return hosted
        name = (
            choice["function"]["name"] if choice["type"] == "function" else equipment.get_name(choice["type"])
        )
        return "auto" if name is None else NamedFunction(name)
    return "auto"


def _read_response_format(given: str | Mapping[str, Any]) -> Mapping[str, Any] | None:
    return None if isinstance(given, str) or given["type"] == "text" else given


def _read_functions(tools: Sequence[Mapping[str, Any]]) -> tuple[FunctionTool, ...]:
    return tuple(_read_function(tool["function"]) for tool in tools if tool["type"] == "function")


def _read_function(function: Mapping[str, Any]) -> FunctionTool:
    return FunctionTool(
        name=function["name"],
        description=function.get("description"),
        parameters=function.get("parameters"),
        strict=bool(function.get("strict")),
    )


def _read_call(call: Mapping[str, Any], details: Mapping[str, Any]) -> tuple[FunctionCall, ToolMessage]:
    """Return a call as the model made it, and what it is told; steps show built-in tools otherwise.

    A run of another server went on here may have calls of which only that is known.
    """
    kind = call["type"]
    asked = call["function"] if kind == "function" else details.get("told", {}).get(call["id"])
    if asked is None:
        asked = {"name": kind, "arguments": "{}", "output": json.dumps(call.get(kind), ensure_ascii=False)}
    name = asked["name"]
    return (
        FunctionCall(call["id"], name, asked["arguments"]),
        ToolMessage(call["id"], name, asked.get("output") or ""),
    )


def _read_message(equipment: Equipment, message: MessageRow) -> PromptMessage:
    files = [
        AttachedFilePart(attachment["file_id"], describe_attachment(attachment, equipment))
        for attachment in _list_attachments(message)
    ]
    if message.role == "assistant":
        text = "\n".join([_join_texts(message), *(file.note for file in files)])
        return AssistantMessage(text, id=message.id)
    return UserMessage((*map(_read_part, message.content), *files), message.id)


def _list_attachments(message: MessageRow) -> list[Mapping[str, Any]]:
    return [attachment for attachment in message.attachments if attachment.get("file_id")]


def _read_part(block: Mapping[str, Any]) -> Part:
    match block["type"]:
        case "image_url":
            return ImageUrlPart(block["image_url"]["url"], block["image_url"].get("detail") or "auto")
        case "image_file":
            file = block["image_file"]
            return ImageFilePart(file["file_id"], file.get("detail") or "auto")
        case "text":
            return TextPart(block["text"]["value"])
        case "refusal":
            return TextPart(block["refusal"])
        case kind:  # of another server, whose conversation was imported
            return TextPart(f"[{kind}: not available]")


def _join_texts(message: MessageRow) -> str:
    """Return what an assistant said, of whom models take only text."""
    return "\n".join(map(_read_text, message.content))


def _join_own_texts(message: MessageRow) -> str:
    """Return what the model said in this run, word for word."""
    texts = [part["text"]["value"] for part in message.content if part["type"] == "text"]
    return "\n".join([*texts, *(part["refusal"] for part in message.content if part["type"] == "refusal")])


def _read_text(block: Mapping[str, Any]) -> str:
    match block["type"]:
        case "refusal":
            return str(block["refusal"])
        case "image_file":
            return ImageFilePart(block["image_file"]["file_id"]).note
        case "image_url":
            return "[image: not available]"
        case "text":
            return remove_citations(block["text"]["value"], block["text"]["annotations"])
        case kind:
            return f"[{kind}: not available]"
