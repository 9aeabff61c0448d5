"""`assistants-v2 migrate to-conversations`: write the threads of an export to a server of Conversations."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from attrs import frozen
from msgspec import Struct, field

from ..history.migration.carrying import Carrier
from ..history.migration.conversations import make_conversation
from ..history.migration.journal import JournalRefused, open_journal, read_journal
from ..history.migration.migrating import Failure, Outcome, carry_all
from ..history.migration.records import Record
from ..history.migration.steps import ToolCalls
from ..history.migration.targets import Target
from ..io.paced_port import PacedPort
from ..io.runner import finish
from .complaints import DONE, FAILED, UNREACHABLE, OptionError, flatten, name_options
from .export_options import Folder, open_folder
from .migration_options import Calls, begin_check, walk_threads, walking
from .migration_target import Destination, find_address, resolve_destination
from .option_groups import OptionGroup
from .output import note, show_progress, write_json, write_line
from .shared_options import Json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from assistants_v2_server.history.layout import ThreadExport
    from assistants_v2_server.history.reading import Export

    from ..errors import APIError
    from ..history.migration.checking import Check
    from ..history.migration.conversations import Conversation

_JOURNAL = "conversations.jsonl"


@frozen
class Course(OptionGroup):
    """How far and how fast threads are carried over.

    Attributes:
        journal: Where it is written down; None for a file in the export.
        dry_run: Whether nothing is sent.
        allow_lossy: Whether threads are sent of which something is lost.
        limit: How many threads at most; None for all.
        verify: Whether each conversation is read back.
        rate: Requests a second at most.
    """

    journal: Annotated[
        Path | None,
        typer.Option("--journal", metavar="FILE", help=f"what was done; {_JOURNAL} in the export by default"),
    ] = None
    dry_run: Annotated[bool, typer.Option("--dry-run", help="send nothing; say what would be sent")] = False
    allow_lossy: Annotated[
        bool, typer.Option("--allow-lossy", help="send also what loses something on the way")
    ] = False
    limit: Annotated[
        int | None,
        typer.Option("--limit", min=1, metavar="NUMBER", help="carry over so many threads at most"),
    ] = None
    verify: Annotated[
        bool, typer.Option("--verify/--no-verify", help="read each conversation back, and compare it")
    ] = True
    rate: Annotated[
        float, typer.Option("--rate", min=0.01, metavar="NUMBER", help="requests a second at most")
    ] = 10.0


class _Plan(Struct):
    """What is to be carried over.

    Attributes:
        check: What is known of it.
        chosen: The ids of its threads.
        done: How many threads were carried over before.
        changed: Those of them that are different in the export by now.
    """

    check: Check
    chosen: set[str]
    done: int = 0
    changed: list[Failure] = field(default_factory=list[Failure])


def run_migrate_to_conversations(
    folder: Folder,
    to: Destination,
    course: Course,
    tool_calls: Calls = "drop",
    as_json: Json = False,
) -> int:
    """Write the threads of an export to a server of Conversations.

    Works with OpenAI, Azure OpenAI, Foundry, OCI, and servers like them. What was done is in a journal: begin
    again after any interruption, and nothing is sent twice. If something of a thread would be lost, all stops
    before anything is sent, unless --allow-lossy is given. Prompts are never made: they end on 2026-11-30.
    """
    export, address = open_folder(folder), find_address(to)
    place = address.partition("?")[0]  # a query may hold a key
    journal = course.journal or (export.folder or Path(folder).parent) / _JOURNAL
    plan = _make_plan(export, _read_journal(journal, place), course, tool_calls)
    for sentence in plan.check.broken:
        note(sentence)
    is_stopped = not course.allow_lossy and bool(plan.check.tally.is_lossy or plan.check.broken)
    if course.dry_run or is_stopped:
        return _end_early(plan, course, place, is_stopped=is_stopped, as_json=as_json)
    settings = resolve_destination(to, address)
    try:
        with open_journal(journal, place) as opened, Target(settings) as client:
            carrier = Carrier(PacedPort(client.io, course.rate, _tell_retry), opened, verifies=course.verify)
            outcome = _carry(carrier, export, plan, tool_calls)
    except JournalRefused as error:
        raise OptionError(str(error)) from error
    report = _make_report(plan, place, outcome, opened.record, removed=carrier.removed)
    _write(report | {"journal": str(journal)}, as_json=as_json)
    if outcome.is_unreachable:
        return UNREACHABLE
    return FAILED if outcome.failures or outcome.stopped or plan.changed else DONE


def _tell_retry(failure: APIError, seconds: float) -> None:
    """Say why nothing happens for a while."""
    note(f"{name_options(flatten(failure.message))} Trying again in {seconds:.0f} s.")


def _read_journal(path: Path, address: str) -> Record:
    try:
        return read_journal(path, address)
    except JournalRefused as error:
        raise OptionError(str(error)) from error


def _make_plan(export: Export, record: Record, course: Course, calls: ToolCalls) -> _Plan:
    """Return what is to be carried over: what is not done yet, up to the limit."""
    from assistants_v2_server.history.models import ModelMap

    plan = _Plan(begin_check(export, ModelMap(), calls), set())
    with walking("checking", export, plan.check) as threads:
        for thread in threads:
            known = record.threads.get(thread.thread_id)
            if known is not None and known.is_done:
                plan.done += 1
                if make_conversation(thread, calls).digest != known.digest:
                    changed = "the export has changed since it was carried over, and the rest is not sent."
                    plan.changed.append(Failure(thread.thread_id, known.conversation_id, changed))
            elif course.limit is None or len(plan.chosen) < course.limit:
                plan.check.add_thread(thread)
                if not _is_absent(thread):
                    plan.chosen.add(thread.thread_id)
    return plan


def _is_absent(thread: ThreadExport) -> bool:
    """Say whether nothing of a thread could be exported, so that there is nothing to carry over."""
    return thread.thread is None and not thread.messages


def _carry(carrier: Carrier, export: Export, plan: _Plan, calls: ToolCalls) -> Outcome:
    with show_progress("carrying over", len(plan.chosen)) as advance:

        def walk() -> Iterator[Conversation]:
            for thread in walk_threads(export, lambda _: None):
                if thread.thread_id in plan.chosen:
                    yield make_conversation(thread, calls)

        return finish(carry_all(carrier, walk(), lambda _: advance(1)))


def _end_early(plan: _Plan, course: Course, address: str, *, is_stopped: bool, as_json: bool) -> int:
    """Say what would be sent, or why nothing is; return the exit status."""
    report = _make_report(plan, address, Outcome(), Record(), removed=0)
    _write(report | {"dry_run": course.dry_run, "lossy": is_stopped}, as_json=as_json)
    if is_stopped:
        note("nothing was sent, since something would be lost: see migrate check, or give --allow-lossy")
    return FAILED if is_stopped or plan.changed else DONE


def _make_report(
    plan: _Plan, address: str, outcome: Outcome, record: Record, *, removed: int
) -> dict[str, Any]:
    counts = plan.check.counts
    return {
        "target": address,
        "threads": len(plan.chosen),
        "items": counts["items"],
        "requests": counts["requests"],
        "done_before": plan.done,
        "carried": outcome.carried,
        "failed": [
            {
                "thread_id": failure.thread_id,
                "conversation_id": failure.conversation_id,
                "reason": failure.reason,
            }
            for failure in (*plan.changed, *outcome.failures)
        ],
        "stopped": outcome.stopped,
        "doubled_items_removed": removed,
        "empty_conversations": record.orphans + len(record.asked),
        "losses": plan.check.tally.report(),
        "broken": plan.check.broken,
    }


def _write(report: dict[str, Any], *, as_json: bool) -> None:
    """Write a report, as JSON or as lines."""
    if as_json:
        write_json(report)
        return
    write_line(
        f"{report['threads']} threads to carry over ({report['items']} items, about {report['requests']} "
        f"requests), {report['done_before']} were done before"
    )
    for loss in report["losses"]:
        write_line(f"{loss['severity']}\t{loss['kind']}\t{loss['count']}\t{' '.join(loss['examples'])}")
    if "journal" in report:
        write_line(f"{report['carried']} carried over; {report['journal']} has their conversations")
    for failure in report["failed"]:
        place = failure["conversation_id"] or "no conversation"
        note(f"{failure['thread_id']} ({place}): {failure['reason']}")
    if report["empty_conversations"]:
        note(
            f"{report['empty_conversations']} requests for a conversation were never answered: as many empty "
            "ones may be left"
        )
    if report["stopped"]:
        note(f"stopped: {report['stopped']}")
