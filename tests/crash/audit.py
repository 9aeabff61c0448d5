"""Compares what was written down in a storm with what servers hold after it; `storm` is the user. Pure."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from attrs import define, field, fields, frozen

from .notes import WORKING, Ask, Conversation, Json, Life, Message, Notes, Run, Trouble

_BAD_ENDS = frozenset({"failed", "expired", "incomplete"})
"""No run of a storm ends so by itself: the model answers every question, within the time that runs have.

Only one whose client has gone away without giving it outputs expires.
"""

_REFUSED = 2
"""The exit status of a process that could not open the file."""


_AWAY = frozenset({"stop", "crash", "silence"})
"""Troubles in which nobody can renew a lease."""

_SENDING = 0.05
"""Seconds after which a request has come that was being sent when its process was woken."""

_LEASE = 10.0
"""Seconds after which a run is another's if the lease of its worker was not renewed."""


@define
class Findings:
    """What must not be, one sentence each; all empty if all is well.

    Attributes:
        lost: What was acknowledged is not there, or not as it was acknowledged.
        doubled: One request made two objects.
        unasked: What is there was refused, or asked for by nobody.
        unended: A run that nobody works on.
        failed: A run that ended although nothing was wrong with it.
        repeated: The model was asked for a turn whose answer was stored already.
        asked_twice: The model was asked again for a turn although the process that had asked was at work.
        executed_twice: Code, or a call of a function, that was executed more than once.
        stranded: A client that was left without the end of what it had begun.
        left: What nobody needs and nobody has removed, beside the file and in it.
        locked: A thread that takes no message or run, although all its runs have ended.
        damage: What is wrong with the file.
        defects: Processes that ended, answered or complained as they should not.
    """

    lost: list[str] = field(factory=list[str])
    doubled: list[str] = field(factory=list[str])
    unasked: list[str] = field(factory=list[str])
    unended: list[str] = field(factory=list[str])
    failed: list[str] = field(factory=list[str])
    repeated: list[str] = field(factory=list[str])
    asked_twice: list[str] = field(factory=list[str])
    executed_twice: list[str] = field(factory=list[str])
    stranded: list[str] = field(factory=list[str])
    left: list[str] = field(factory=list[str])
    locked: list[str] = field(factory=list[str])
    damage: list[str] = field(factory=list[str])
    defects: list[str] = field(factory=list[str])


@frozen
class Thread:
    """What is held of a thread.

    Attributes:
        id: Its id.
        metadata: Its metadata.
        messages: Its messages, oldest first.
        runs: Its runs, oldest first.
        steps: The steps of each run, oldest first.
        refusal: Why it takes no message or run; None if it does.
    """

    id: str
    metadata: Mapping[str, str]
    messages: Sequence[Json] = ()
    runs: Sequence[Json] = ()
    steps: Mapping[str, Sequence[Json]] = {}
    refusal: str | None = None

    def texts(self, role: str) -> dict[str, list[Json]]:
        """Return the messages of a role, by what they say."""
        found: dict[str, list[Json]] = {}
        for message in self.messages:
            if message["role"] == role:
                text = "".join(part["text"]["value"] for part in message["content"])
                found.setdefault(text, []).append(message)
        return found

    def outputs(self, run_id: str) -> dict[str, str]:
        """Return what the calls of a run were answered with, by call and in order."""
        calls = [call for step in self.steps.get(run_id, ()) for call in _list_functions(step)]
        return {call["id"]: call["function"]["output"] for call in calls if call["function"].get("output")}

    def lacks_outputs(self, run: Json) -> bool:
        """Say whether the last thing that a run did was to call functions, which nobody answered."""
        last = self.steps.get(run["id"], ())[-1:]
        calls = [call for step in last for call in _list_functions(step)]
        return any(not call["function"].get("output") for call in calls)


def audit(notes: Notes, held: Sequence[Thread], damage: Iterable[str] = ()) -> Findings:
    """Return what is wrong.

    Args:
        notes: What was written down.
        held: All threads that there are.
        damage: What is wrong with the file.
    """
    findings = Findings(lost=[*notes.lost], damage=[*damage], defects=[*notes.strange])
    findings.stranded += notes.stranded
    found: dict[str, list[Thread]] = {}
    for thread in held:
        found.setdefault(thread.metadata.get("talk", "nobody's"), []).append(thread)
    for told in notes.conversations:
        check_conversation(findings, told, found.pop(str(told.number), []))
    findings.unasked += [f"thread {thread.id}" for threads in found.values() for thread in threads]
    for thread in held:
        check_rest(findings, thread)
    check_asks(findings, notes)
    for life in notes.lives:
        findings.defects += complain_of(life, notes.troubles)
    return findings


def check_conversation(findings: Findings, told: Conversation, threads: Sequence[Thread]) -> None:
    """One thread at most is held for a conversation, with all that was acknowledged of it."""
    where = f"conversation {told.number}"
    if told.made == "yes" and told.thread_id not in [thread.id for thread in threads]:
        findings.lost.append(f"{where}: thread {told.thread_id}")
    if told.made == "no" and threads:
        findings.unasked.append(f"{where}: the thread, which was refused")
    findings.doubled += [f"{where}: thread {thread.id}" for thread in threads[1:]]
    for thread in threads[:1]:
        version = thread.metadata.get("version", "0")
        if version not in {told.version, *told.versions}:
            findings.lost.append(f"{where}: metadata {told.version} is {version}")
        check_messages(findings, told, thread)
        check_answers(findings, told, thread)
        check_runs(findings, told, thread)


def check_messages(findings: Findings, told: Conversation, thread: Thread) -> None:
    """What users said is there, once, unless it was deleted; and nothing else is."""
    held = thread.texts("user")
    for message in told.messages:
        _check_message(findings, message, held.pop(message.text, []))
    findings.unasked += [f"conversation {told.number}: message {text!r}" for text in held]


def _check_message(findings: Findings, told: Message, held: Sequence[Json]) -> None:
    if told.deleted == "yes" and held:
        findings.lost.append(f"the deletion of message {told.text!r}")
    if told.made == "yes" and told.deleted == "no" and told.id not in [message["id"] for message in held]:
        findings.lost.append(f"message {told.text!r}")
    if told.made == "no" and held:
        findings.unasked.append(f"message {told.text!r}, which was refused")
    if len(held) > 1:
        findings.doubled.append(f"message {told.text!r}: {len(held)} times")


def check_answers(findings: Findings, told: Conversation, thread: Thread) -> None:
    """A run that is completed has said what the model answered, once; others have said nothing."""
    held = thread.texts("assistant")
    for run in thread.runs:
        if run["status"] == "completed":
            plans = [run_told.plan for run_told in told.runs if run_told.plan.name == _name_of(run)]
            outputs = [*thread.outputs(run["id"]).values()]
            said = held.pop(plans[0].answer(outputs), []) if plans else []
            if not said:
                findings.lost.append(f"the answer of run {_name_of(run)}")
            if len(said) > 1:
                findings.doubled.append(f"the answer of run {_name_of(run)}")
    findings.unasked += [f"conversation {told.number}: answer {text[:60]!r}" for text in held]


def check_runs(findings: Findings, told: Conversation, thread: Thread) -> None:
    """Each run that was acknowledged is there, once, and as it was acknowledged."""
    for run_told in told.runs:
        twice = [turn for turn, times in run_told.executed.items() if times > 1]
        findings.executed_twice += [f"run {run_told.plan.name}, turn {turn}: its function" for turn in twice]
    held: dict[str, list[Json]] = {}
    for run in thread.runs:
        held.setdefault(_name_of(run), []).append(run)
    for run_told in told.runs:
        runs = held.pop(run_told.plan.name, [])
        if run_told.made == "no" and runs:
            findings.unasked.append(f"run {run_told.plan.name}, which was refused")
        if len(runs) > 1:
            findings.doubled.append(f"run {run_told.plan.name}: {len(runs)} times")
        if run_told.id is not None and run_told.id not in [run["id"] for run in runs]:
            findings.lost.append(f"run {run_told.plan.name} ({run_told.id})")
        for run in runs[:1]:
            findings.lost += _list_losses(run_told, run, thread)
            if run["status"] == "cancelled" and run_told.cancelled == "no":
                findings.failed.append(f"run {run_told.plan.name} is cancelled, which nobody asked for")
    findings.unasked += [f"conversation {told.number}: run {name}" for name in held]


def _list_losses(told: Run, held: Json, thread: Thread) -> Iterator[str]:
    """Yield what was acknowledged of a run and is not so."""
    name, outputs = told.plan.name, thread.outputs(held["id"])
    for call, output in told.outputs.items():
        if outputs.get(call) != output:
            yield f"run {name}: the output {output!r} is {outputs.get(call)!r}"
    if told.cancelled == "yes" and held["status"] != "cancelled":
        yield f"run {name}: cancelled, but is {held['status']}"
    if told.end is not None and told.end != held["status"]:
        yield f"run {name}: {told.end}, but is {held['status']}"
    calls = sum(len(step["step_details"].get("tool_calls", ())) for step in thread.steps.get(held["id"], ()))
    answered = len(outputs) if told.plan.tool == "function" else calls
    if held["status"] == "completed" and (told.plan.rounds, told.plan.rounds) != (calls, answered):
        yield f"run {name}: {calls} calls and {len(outputs)} outputs of {told.plan.rounds}"


def check_rest(findings: Findings, thread: Thread) -> None:
    """All runs have ended, as runs end, or wait for outputs; and then the thread goes on."""
    for run in thread.runs:
        if run["status"] in WORKING:
            findings.unended.append(f"run {_name_of(run)} ({run['id']}): {run['status']}")
        elif run["status"] in _BAD_ENDS and not (run["status"] == "expired" and thread.lacks_outputs(run)):
            findings.failed.append(f"run {_name_of(run)} ({run['id']}): {run['status']} {run['last_error']}")
    if thread.refusal is not None:
        findings.locked.append(f"thread {thread.id}: {thread.refusal}")


def check_asks(findings: Findings, notes: Notes) -> None:
    """The model was asked again only for others than those that are at work, and for what was not stored."""
    stored = _list_stored(notes)

    def key(ask: Ask) -> tuple[str, int]:
        return ask.plan, ask.turn

    for turn, group in groupby(sorted(notes.asks, key=lambda ask: (key(ask), ask.moment)), key):
        asks = [ask for ask in group if not _was_on_its_way(ask, notes)]
        what = f"run {turn[0]}, turn {turn[1]}"
        late = [ask for ask in asks if ask.moment > stored.get(turn, float("inf"))]
        findings.repeated += [f"{what}: {ask.moment - stored[turn]:.3f} s too late" for ask in late]
        if len({ask.heard for ask in asks}) > 1:
            findings.doubled.append(f"{what}: the call before has {len({ask.heard for ask in asks})} outputs")
        for before, ask in pairwise(asks):
            if not _may_ask_again(before, ask.moment, notes):
                later = ask.moment - before.moment
                findings.asked_twice.append(f"{what}: by {before.life}, {later:.3f} s later by {ask.life}")


def _was_on_its_way(ask: Ask, notes: Notes) -> bool:
    """Say whether a request was being sent when its process was made to stand still: no look helps then."""
    return any(0 <= ask.moment - woken < _SENDING for _, woken in notes.lives[ask.life].stood)


def _list_stored(notes: Notes) -> dict[tuple[str, int], float]:
    """Return when answers were stored at the latest, by run and turn: somebody saw them or built on them."""
    stored: dict[tuple[str, int], float] = {}
    for told in notes.conversations:
        for run in told.runs:
            stored |= {(run.plan.name, turn): moment for turn, moment in run.seen.items()}
    for ask in notes.asks:
        for turn in range(ask.turn):
            stored[ask.plan, turn] = min(ask.moment, stored.get((ask.plan, turn), float("inf")))
    return stored


def _may_ask_again(before: Ask, moment: float, notes: Notes) -> bool:
    """Say whether whoever has asked before was ended, stood still or lost the database until a moment."""
    asker = notes.lives[before.life]
    if asker.signalled is not None and asker.signalled <= moment:
        return True
    times = [*asker.stood, *((each.began, each.ended) for each in notes.troubles if each.kind in _AWAY)]
    return any(began <= moment and before.moment - _LEASE <= ended for began, ended in times)


def complain_of(life: Life, troubles: Iterable[Trouble]) -> Iterator[str]:
    """Yield what is wrong with the way in which a process lived and ended."""
    yield from (f"process {life.number} wrote: {text}" for text in life.complaints)
    if life.status is None:
        yield f"process {life.number} did not end"
    elif life.signal is None:
        excused = life.status == _REFUSED and any(_overlap(life, trouble) for trouble in troubles)
        if not excused:
            yield f"process {life.number} ended by itself with status {life.status}"
    elif life.status not in _list_good_statuses(life, troubles):
        yield f"process {life.number} ended with status {life.status} after signal {life.signal}"


def _list_good_statuses(life: Life, troubles: Iterable[Trouble]) -> Iterator[int]:
    """Yield the exit statuses of a process that was sent a signal."""
    if life.signal == signal.SIGKILL:
        yield -signal.SIGKILL
    else:
        yield 0
        # Before it serves, a process has nothing to bring to an end, and signals do what they do anywhere.
        if life.served is None or (life.signalled or 0.0) < life.served:
            yield -signal.SIGTERM
    if life.served is None and any(_overlap(life, trouble) for trouble in troubles):
        yield _REFUSED


def _overlap(life: Life, trouble: Trouble) -> bool:
    return trouble.began <= (life.ended or float("inf")) and life.began <= trouble.ended


def count_faults(findings: Findings) -> Counter[str]:
    """Return how many sentences there are of each kind."""
    return Counter({kind.name: len(getattr(findings, kind.name)) for kind in fields(Findings)})


def _list_functions(step: Json) -> list[Json]:
    """Return the calls of a step that clients answer."""
    return [call for call in step["step_details"].get("tool_calls", ()) if "function" in call]


def _name_of(run: Json) -> str:
    return str(run["metadata"].get("plan", run["id"]))
