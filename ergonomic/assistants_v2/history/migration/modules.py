"""An assistant as a Python module that makes its turns with the Responses API and the official SDK. Pure.

Same assistant, same bytes. The command `migrate to-code` writes them.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from .assistants import Turn, make_turn
from .literals import INDENT, make_name, write_block, write_note, write_text, write_value
from .shapes import JsonObject

if TYPE_CHECKING:
    from assistants_v2_server.history.models import ModelMap

_RESERVED = {
    *("annotations", "json", "warnings", "answer", "call_function", "openai", "callable", "any"),
    *("client", "text", "conversation", "instructions", "tools", "chain", "given", "response", "calls"),
}
"""Names that functions of assistants may not take."""

_LONGEST_NOTE = 76
"""Characters of what is said of an assistant or a function in one line."""

_IMPORTS = """\
from __future__ import annotations

import json
{warnings}from collections.abc import Callable
from typing import Any

from openai import OpenAI
"""

_CALLING = '''\
MOST_ROUNDS = 10
"""How often a turn may call functions before it is given up."""


def call_function(name: str, arguments: str) -> str:
    """Return what a function that the model calls comes to; an error is for the model to read."""
    if name not in FUNCTIONS:
        return f"There is no function {name}."
    try:
        return FUNCTIONS[name](json.loads(arguments or "{}"))
    except ValueError as error:
        return f"The arguments cannot be used: {error}"
'''

_ANSWER = '''\
def answer(
    client: OpenAI,
    text: str,
    *,
    conversation: str | None = None,
    additional_instructions: str = "",
    max_output_tokens: int | None = None,
{parameter}) -> str:
    """Return what the assistant says to a text of the user.

    Args:
        client: A client of the official SDK.
        text: What the user says.
        conversation: Id of the conversation to go on with; None for a turn by itself.
        additional_instructions: Added to those of the assistant, for this turn.
        max_output_tokens: Tokens that each response may have; None for no limit.
{argument}    """
    instructions = "\\n".join(filter(None, (INSTRUCTIONS, additional_instructions)))
{tools}    given: Any = [{{"role": "user", "content": text}}]
    chain: dict[str, Any] = {{"conversation": conversation}} if conversation else {{}}
    for _ in range(MOST_ROUNDS):
        response = client.responses.create(
            model=MODEL,
            instructions=instructions or None,
            input=given,
            tools=tools,
            truncation="auto",  # the default refuses conversations that are too long
            max_output_tokens=max_output_tokens,
            **chain,
            **SETTINGS,
        )
{check}        calls = [item for item in response.output if item.type == "function_call"]
        if not calls:
            return response.output_text
        given = [
            {{
                "type": "function_call_output",
                "call_id": call.call_id,
                "output": call_function(call.name, call.arguments),
            }}
            for call in calls
        ]
        if not conversation:
            chain = {{"previous_response_id": response.id}}
    raise RuntimeError(f"the turn calls functions after {{MOST_ROUNDS}} rounds")
'''

_NO_SEARCH = {"parameter": "", "argument": "", "tools": f"{INDENT}tools = TOOLS\n", "check": ""}

_SEARCH = {
    "parameter": f"{INDENT}vector_store_ids: tuple[str, ...] = (),\n",
    "argument": f"{INDENT * 2}vector_store_ids: Further stores to search in, such as the thread's own.\n",
    "tools": (
        f"{INDENT}stores = [*VECTOR_STORE_IDS, *vector_store_ids]\n"
        f'{INDENT}search = [{{**FILE_SEARCH, "vector_store_ids": stores}}] if stores else []\n'
        f"{INDENT}tools = [*TOOLS, *search]\n"
    ),
    "check": (
        f"{INDENT * 2}for item in response.output:\n"
        f'{INDENT * 3}if item.type == "file_search_call" and not item.results:\n'
        f'{INDENT * 4}warnings.warn("file_search found nothing", stacklevel=2)\n'
    ),
}
"""What a turn that searches files has besides: without a check nobody sees that nothing was found."""


def write_modules(assistants: Sequence[JsonObject], models: ModelMap, today: date) -> Mapping[str, str]:
    """Return a module for each assistant, by the name of its file.

    Args:
        assistants: The assistants.
        models: What takes the place of their models.
        today: The day by which models have ended, or will.
    """
    from assistants_v2_server.history.models import find_ending  # late: a client may have no server

    reserved = {*sys.stdlib_module_names, "openai"}
    taken = {*reserved}
    found: dict[str, str] = {}
    for assistant in assistants:
        turn = make_turn(assistant)
        otherwise = make_name(turn.id, "assistant", set())
        wished = make_name(turn.name, otherwise, set())
        name = make_name(f"{wished}_assistant" if wished in reserved else wished, otherwise, taken)
        found[f"{name}.py"] = write_module(turn, models.find(turn.model), find_ending(turn.model), today)
    return found


def write_module(turn: Turn, model: str, ending: date | None, today: date) -> str:
    """Return the module of an assistant.

    Args:
        turn: The assistant.
        model: The model that takes the place of its own; the same for none.
        ending: When its own model ends; None if that is not known.
        today: The day by which it has ended, or will.
    """
    searches = turn.file_search is not None
    parts = [
        _write_docstring(turn),
        _IMPORTS.format(warnings="import warnings\n" if searches else ""),
        _write_model(turn.model, model, ending, today),
        f"INSTRUCTIONS = {write_block(turn.instructions)}\n",
        f"{_write_unknown(turn)}TOOLS: list[Any] = {write_value(turn.tools)}\n",
    ]
    if searches:
        parts += _write_search(turn)
    settings = {**({"include": ["file_search_call.results"]} if searches else {}), **turn.settings}
    parts.append(f"SETTINGS: dict[str, Any] = {write_value(settings)}\n")
    functions = _write_functions(turn)
    answer = _ANSWER.format(**(_SEARCH if searches else _NO_SEARCH))
    return "\n".join(parts) + "\n\n".join(["", *functions, _CALLING, answer])


def _write_docstring(turn: Turn) -> str:
    title = write_note(turn.name or turn.id or "An assistant", _LONGEST_NOTE)
    known = f" {write_note(turn.id, _LONGEST_NOTE)}" if turn.id else ""
    waiting = " Its functions wait to be filled in below." if turn.functions else ""
    return (
        f'"""{title}: an assistant, now on the Responses API.\n\n'
        f"It was the assistant{known} of the Assistants API.{waiting}\n"
        '"""\n'
    )


def _write_model(old: str, new: str, ending: date | None, today: date) -> str:
    """Return the line that names the model, with what is known against it."""
    notes: list[str] = []
    if new != old:
        notes.append(f"it was {old}" if old else "the assistant named none")
    elif not old:
        notes.append("the assistant named none: choose one")
    elif ending is not None:
        verb = "ended" if ending <= today else "ends"
        notes.append(f"{old} {verb} on {ending.isoformat()}: choose another one")
    comments = "".join(f"# {write_note(note, _LONGEST_NOTE)}\n" for note in notes)
    return f"{comments}MODEL = {write_text(new)}\n"


def _write_unknown(turn: Turn) -> str:
    kinds = ", ".join(turn.unknown)
    return (
        f"# {write_note(f'left out, since Responses do not know them: {kinds}', _LONGEST_NOTE)}\n"
        if kinds
        else ""
    )


def _write_search(turn: Turn) -> list[str]:
    """Return the tool that searches files, and the stores that it searches."""
    note = (
        "" if turn.stores else "# the threads had their own: pass vector_store_ids, or nothing is searched\n"
    )
    return [
        f"FILE_SEARCH: dict[str, Any] = {write_value(turn.file_search)}\n",
        f"{note}VECTOR_STORE_IDS: list[str] = {write_value([*turn.stores])}\n",
    ]


def _write_functions(turn: Turn) -> list[str]:
    """Return a function for each function tool, to be filled in, and the table of them."""
    taken = {*_RESERVED}
    names = {str(tool["name"]): make_name(str(tool["name"]), "function", taken) for tool in turn.functions}
    described = {str(tool["name"]): str(tool.get("description") or "") for tool in turn.functions}
    written = [_write_function(name, names[name], described[name]) for name in names]
    lines = "".join(f"{INDENT}{write_text(name)}: {names[name]},\n" for name in names)
    table = f"{{\n{lines}}}" if lines else "{}"
    return [*written, f"FUNCTIONS: dict[str, Callable[[dict[str, Any]], str]] = {table}\n"]


def _write_function(name: str, safe: str, description: str) -> str:
    said = (
        write_note(description, _LONGEST_NOTE) or f"Stand for the function {write_note(name, _LONGEST_NOTE)}."
    )
    return (
        f"def {safe}(arguments: dict[str, Any]) -> str:\n"
        f'{INDENT}"""{said}"""\n'
        f"{INDENT}raise NotImplementedError({write_text(safe)})\n"
    )
