"""Reads what a model turn is made from: the prompt, the built-in tools with their files, what may be cited.

`worker` is the user. Files and vector stores are those of the assistant, as the run was made with it, and of
the thread; the files that come with messages belong to the thread.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any

from msgspec import Struct
from msgspec.structs import replace
from sqlalchemy import Connection

from ..builtin_tools import BuiltinTools
from ..builtin_tools.interpreters.file_names import name_files
from ..builtin_tools.surveys import Named, There
from ..models import Prompt
from ..models.hosted import HostedKind, HostedTool
from ..store import (
    FILES,
    MESSAGES,
    STEPS,
    THREADS,
    VECTOR_STORES,
    RunRow,
    StepRow,
)
from ..store.expiry import is_over
from ..store.searched_files import list_file_names
from ..store.upstream_ids import get_kept
from .citations import References, collect_references
from .drafts import Surroundings
from .findings import is_left, is_unheard
from .offers import Equipment, Resources, equip
from .prompts import Conversation, build_prompt
from .rooms import Room
from .usage import sum_usage

MOST_NAMES = 50
"""How many names of files in a vector store a model is told."""

_NOTHING: Mapping[str, Any] = {}
_NOTHING_THERE = There()


class Plan(Struct, frozen=True, kw_only=True):
    """What a model turn is made from.

    Attributes:
        prompt: What the model is given.
        equipment: What the run has of built-in tools.
        references: What the text of the turn may refer to.
        call_ids: The ids of the calls that the run has made.
    """

    prompt: Prompt
    equipment: Equipment
    references: References
    call_ids: frozenset[str]

    @property
    def surroundings(self) -> Surroundings:
        """Return what decides how the pieces of the turn are read."""
        return Surroundings(named=self.equipment.named, references=self.references, call_ids=self.call_ids)


def read_plan(
    connection: Connection,
    run: RunRow,
    room: Room,
    tools: BuiltinTools,
    now: int,
    there: There = _NOTHING_THERE,
) -> Plan:
    """Read what the next turn of a run is made from.

    Args:
        connection: A transaction.
        run: The run.
        room: The most that is sent, where the run leaves that to the server.
        tools: The built-in tools of the server.
        now: Unix seconds.
        there: What is on another server of what the run names; nothing by default.

    Raises:
        BudgetSpent: A budget leaves no room for another turn.
    """
    stored = STEPS.list_all(connection, run_id=run.id)
    steps = [step for step in stored if not is_unheard(step)]  # there is nothing to tell of those
    thread = Conversation(
        MESSAGES.walk_back(connection, thread_id=run.thread_id),
        partial(MESSAGES.get_first, connection, thread_id=run.thread_id, role="user"),
    )
    equipment = read_equipment(connection, run, tools, now, there)
    kept = get_kept(connection, run.thread_id, run.answerer)
    spent = sum_usage(step.usage for step in steps)
    prompt = build_prompt(run, thread, steps, spent, room, equipment, kept)
    return Plan(
        prompt=prompt,
        equipment=equipment,
        references=collect_references(steps),
        call_ids=frozenset(call["id"] for step in stored for call in step.details.get("tool_calls", ())),
    )


def list_named(connection: Connection, run: RunRow, tools: BuiltinTools) -> Named:
    """Return what the built-in tools of a run are to work with, as far as it may be on another server."""
    wanted = run.settings["tools"]
    present, hosted = tools.list_present(wanted), tools.list_hosted(wanted)
    kinds = {*present, *hosted}
    holders = _list_holders(connection, run)
    files = _list_ids(holders, "code_interpreter", "file_ids") if "code_interpreter" in kinds else []
    stores = _list_ids(holders, "file_search", "vector_store_ids") if "file_search" in kinds else []
    files_here = [each for each in files if FILES.get(connection, each) is not None]
    stores_here = [each for each in stores if VECTOR_STORES.get(connection, each) is not None]
    return Named(
        file_ids=[each for each in files if each not in files_here],
        store_ids=[each for each in stores if each not in stores_here],
        most_names=MOST_NAMES + 1 if "file_search" in present else 0,
        files_here=files_here if "code_interpreter" in hosted else (),
        stores_here=stores_here if "file_search" in hosted else (),
    )


def read_equipment(
    connection: Connection, run: RunRow, tools: BuiltinTools, now: int, there: There = _NOTHING_THERE
) -> Equipment:
    """Read what a run has of built-in tools; nothing is read for a run that wants none."""
    wanted = run.settings["tools"]
    kinds, hosted = tools.list_present(wanted), tools.list_hosted(wanted)
    if not kinds and not hosted:
        return equip(tools, wanted)
    holders = _list_holders(connection, run)
    resources = _read_resources(connection, holders, kinds, tools, now, there)
    if "file_search" in hosted:
        stores = _list_ids(holders, "file_search", "vector_store_ids")
        gone = [there.problems[store] for store in stores if store in there.gone]
        resources = replace(resources, problems=tuple(gone))
    return equip(
        tools, wanted, resources, [_describe_hosted(kind, wanted, holders, there) for kind in hosted]
    )


def find_calls_left(connection: Connection, run: RunRow) -> tuple[StepRow | None, int]:
    """Return the step of a run whose calls of tools nobody finished, and how many searches came before.

    Args:
        connection: A transaction.
        run: A run in progress that was just claimed.
    """
    steps = STEPS.list_all(connection, run_id=run.id)
    for place, step in enumerate(steps):
        if is_left(step):
            return step, collect_references(steps[:place]).searches
    return None, 0


def _list_holders(connection: Connection, run: RunRow) -> list[Mapping[str, Any]]:
    thread = THREADS.get(connection, run.thread_id)
    return [run.settings["tool_resources"], *([] if thread is None else [thread.tool_resources])]


def _read_resources(
    connection: Connection,
    holders: Sequence[Mapping[str, Any]],
    kinds: Sequence[str],
    tools: BuiltinTools,
    now: int,
    there: There,
) -> Resources:
    usable: list[str] = []
    problems: list[str] = []
    if "file_search" in kinds:
        for store_id in _list_ids(holders, "file_search", "vector_store_ids"):
            problem = _find_problem(connection, store_id, now, there)
            if problem is None:
                usable.append(store_id)
            else:
                problems.append(problem)
    names = list_file_names(connection, usable, MOST_NAMES + 1) if usable else []
    names += chain.from_iterable(there.searchable.get(store_id, ()) for store_id in usable)
    sessions = tools.sessions if "code_interpreter" in kinds else None
    mounts = _list_ids(holders, "code_interpreter", "file_ids") if "code_interpreter" in kinds else []
    return Resources(
        store_ids=tuple(usable),
        problems=tuple(problems),
        searchable=tuple(names[:MOST_NAMES]),
        has_more=len(names) > MOST_NAMES,
        mounted=_name_mounts(connection, mounts, there),
        note="" if sessions is None else sessions.interpreter.note,
    )


def _describe_hosted(
    kind: HostedKind, wanted: Sequence[Mapping[str, Any]], holders: Sequence[Mapping[str, Any]], there: There
) -> HostedTool:
    """Return a tool that the endpoint carries out; which stores and files there are, the endpoint knows.

    Those that are known not to be there are left out: an endpoint refuses to do anything if one is missing.
    """
    name = "file_ids" if kind == "code_interpreter" else "vector_store_ids"
    left = tuple(each for each in _list_ids(holders, kind, name) if each not in there.gone)
    if kind == "code_interpreter":
        return HostedTool(kind=kind, file_ids=left)
    settings = [tool.get(kind) for tool in wanted if tool["type"] == kind]
    return HostedTool(
        kind=kind,
        store_ids=left,
        options=settings[0] or {},
    )


def _list_ids(holders: Iterable[Mapping[str, Any]], kind: str, name: str) -> list[str]:
    """Return the ids in several tool resources, each once."""
    lists: list[Sequence[str]] = [(held.get(kind) or _NOTHING).get(name) or () for held in holders]
    return [*dict.fromkeys(chain.from_iterable(lists))]


def _find_problem(connection: Connection, store_id: str, now: int, there: There) -> str | None:
    """Return why a vector store cannot be searched; None if it can."""
    store = VECTOR_STORES.get(connection, store_id)
    if store is None and store_id in there.searchable:
        return None
    if store is None and store_id in there.problems:
        return there.problems[store_id]
    if store is None:
        return f"The vector store {store_id} has been deleted, and was not searched."
    if is_over(store.expires_at, now):
        return f"The vector store {store_id} has expired, and was not searched."
    return None


def _name_mounts(
    connection: Connection, file_ids: Sequence[str], there: There
) -> tuple[tuple[str, str], ...]:
    """Return the ids of files with the names under which code finds them, which are no paths and differ."""
    files = [(file_id, FILES.get(connection, file_id)) for file_id in file_ids]
    names = [
        (file_id, there.names.get(file_id) if file is None else file.filename) for file_id, file in files
    ]
    named = name_files((file_id, name) for file_id, name in names if name is not None)
    return tuple(named.items())
