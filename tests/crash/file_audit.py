"""Compares what keepers of files wrote down in a storm with what is held after it. Pure; `storm` uses it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from .audit import Findings
from .file_reading import Held, HeldEntry, find_store
from .notes import Entry, Json, Notes, Paper, Plan, Store, Word

_MADE_BY_CODE = "assistants_output"


def audit_files(findings: Findings, notes: Notes, held: Held, leftovers: Iterable[str] = ()) -> None:
    """Add what is wrong with files, vector stores, searches and code.

    Args:
        findings: Gets it.
        notes: What was written down.
        held: All files that there are.
        leftovers: What is left beside the file that nobody needs.
    """
    findings.left += leftovers
    by_name: dict[str, list[tuple[Json, str | None]]] = {}
    for file, digest in held.files:
        if file["purpose"] != _MADE_BY_CODE:
            by_name.setdefault(file["filename"], []).append((file, digest))
    for paper in notes.papers:
        _check_paper(findings, paper, by_name.pop(paper.document.name, []))
    findings.unasked += [f"file {name}" for name in by_name]
    for store in notes.stores:
        _check_store(findings, store, held)
    told = {store.name for store in notes.stores}
    findings.unasked += [f"vector store {name}" for name in held.stores if name not in told]
    _check_code(findings, held)
    _check_searches(findings, notes)


def _check_paper(findings: Findings, paper: Paper, held: list[tuple[Json, str | None]]) -> None:
    name = f"file {paper.document.name}"
    _check_words(findings, name, paper.made, paper.deleted, len(held))
    for file, digest in held:
        if paper.id is not None and file["id"] != paper.id:
            findings.lost.append(f"{name}: another id")
        if digest != paper.document.digest or file["bytes"] != len(paper.document.content):
            findings.lost.append(f"{name}: its bytes")


def _check_words(findings: Findings, name: str, made: Word, deleted: Word, count: int) -> None:
    """What was acknowledged is there once, what was refused or deleted is not."""
    if deleted == "yes" and count:
        findings.lost.append(f"the deletion of {name}")
    if made == "yes" and deleted == "no" and not count:
        findings.lost.append(name)
    if made == "no" and count:
        findings.unasked.append(f"{name}, which was refused")
    if count > 1:
        findings.doubled.append(f"{name}: {count} times")


def _check_store(findings: Findings, store: Store, held: Held) -> None:
    stores = find_store(held, store)
    _check_words(findings, store.name, store.made, store.deleted, len(stores))
    for there in stores[:1]:
        for entry in store.entries:
            _check_entry(findings, store, entry, there.get(entry.paper.id or ""))


def _check_entry(findings: Findings, store: Store, entry: Entry, held: HeldEntry | None) -> None:
    document, name = entry.paper.document, f"{entry.paper.document.name} in {store.name}"
    if held is None:
        if entry.made == "yes" and entry.removed == "no" and entry.paper.deleted == "no":
            findings.lost.append(name)
        return
    if entry.removed == "yes" or entry.paper.deleted == "yes":
        findings.lost.append(f"the deletion of {name}")
    if held.status == "in_progress":
        findings.unended.append(name)
    elif held.status != document.end:
        findings.failed.append(f"{name}: {held.status} {held.error}")
    elif entry.end not in {None, held.status}:
        findings.lost.append(f"{name}: {entry.end}, but is {held.status}")
    elif held.status == "completed":
        if [*held.lines] != document.list_lines():
            findings.lost.append(f"{name}: text of {len(held.lines)} lines")
        if len(held.found) < 3:
            findings.lost.append(f"{name}: only {held.found} are found")


def _check_code(findings: Findings, held: Held) -> None:
    """Code has left its file once at most."""
    made = Counter(file["filename"] for file, _ in held.files if file["purpose"] == _MADE_BY_CODE)
    findings.executed_twice += [f"{name}: {count} times" for name, count in made.items() if count > 1]


def _check_searches(findings: Findings, notes: Notes) -> None:
    """Runs have found what was in their vector store before they began, and is still in it."""
    plans = {run.plan.name: (run.plan, told.store) for told in notes.conversations for run in told.runs}
    for ask in notes.asks:
        plan, store = plans.get(ask.plan, (Plan(ask.plan), None))
        has_missed = plan.tool == "file_search" and ask.turn and plan.sought not in ask.heard
        if has_missed and plan.sought in _list_words(store):
            findings.lost.append(f"run {plan.name}, turn {ask.turn}: {plan.sought} was not found")


def _list_words(store: Store | None) -> set[str]:
    entries = [] if store is None else [*store.find_ready()]
    return {entry.paper.document.find_word(line) for entry in entries for line in (0, -1)}
