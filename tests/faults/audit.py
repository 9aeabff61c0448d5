"""What became of conversations in truth: compares what callers were told with what the server holds.

It asks the backend itself, past all faults. Used by the chaos test, and by the benchmark against the
official SDK.
"""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from assistants_v2 import APIError, RunError
from assistants_v2_server.faults import Backend
from attrs import define, field, frozen

from .conversations import Conversation, Tools, output_for, questions

Json = dict[str, Any]

WORKING = frozenset({"queued", "in_progress", "cancelling"})
ENDED = frozenset({"completed", "failed", "cancelled", "expired", "incomplete"})

PATIENCE = 10.0
"""Seconds that a run gets to come to rest before it counts as left active."""


@define
class Findings:
    """What must not be, one sentence each; all empty if all is well.

    Attributes:
        tools_run_twice: A tool ran more than once for one call.
        outputs_lost: A tool ran, but its output is not at the server, or not in the answer.
        messages_twice: A thread holds the same message more than once.
        messages_lost: A caller was told of a message that the server does not hold.
        runs_twice: A thread has more runs than were asked for.
        runs_left_active: A run still locks its thread.
        bad_endings: A conversation ended in neither a result nor a typed error that names the run, if
            there was one.
    """

    tools_run_twice: list[str] = field(factory=list[str])
    outputs_lost: list[str] = field(factory=list[str])
    messages_twice: list[str] = field(factory=list[str])
    messages_lost: list[str] = field(factory=list[str])
    runs_twice: list[str] = field(factory=list[str])
    runs_left_active: list[str] = field(factory=list[str])
    bad_endings: list[str] = field(factory=list[str])


@frozen
class Thread:
    """What a server holds of a thread: message texts, runs, and tool outputs, each in order."""

    texts: Sequence[str] = ()
    runs: Sequence[Json] = ()
    outputs: Sequence[str] = ()


def audit(backend: Backend, told: Iterable[Conversation], tools: Tools) -> Findings:
    """Return what is wrong with conversations that have ended.

    Args:
        backend: The server they were held on.
        told: What their callers know.
        tools: What they called.
    """
    findings = Findings()
    for conversation in told:
        thread = Thread() if conversation.thread_id is None else at_rest(backend, conversation.thread_id)
        check_tools(findings, conversation, thread, tools)
        check_messages(findings, conversation, thread)
        check_runs(findings, conversation, thread)
        check_ending(findings, conversation, thread)
    return findings


def check_tools(findings: Findings, told: Conversation, thread: Thread, tools: Tools) -> None:
    """Each call was made at most once, and what it returned arrived."""
    for turn, question in enumerate(questions(told.number)):
        for argument in question.arguments:
            times = tools.ran[argument]
            if times > 1:
                findings.tools_run_twice.append(f"{argument}: {times} times")
            if times and output_for(argument) not in thread.outputs:
                findings.outputs_lost.append(f"{argument}: ran, but the server has no output")
            if turn < len(told.answers) and output_for(argument) not in told.answers[turn]:
                findings.outputs_lost.append(f"{argument}: not in the answer")


def check_messages(findings: Findings, told: Conversation, thread: Thread) -> None:
    """What the caller was told is there, and nothing is there twice."""
    for text, times in Counter(thread.texts).items():
        if times > 1:
            findings.messages_twice.append(f"conversation {told.number}: {times} times {text!r}")
    for text in (*told.said, *told.answers):
        if text not in thread.texts:
            findings.messages_lost.append(f"conversation {told.number}: {text!r}")


def check_runs(findings: Findings, told: Conversation, thread: Thread) -> None:
    """There are no more runs than were asked for, and all have ended."""
    if len(thread.runs) > told.begun:
        count = f"{len(thread.runs)} runs, {told.begun} asked for"
        findings.runs_twice.append(f"conversation {told.number}: {count}")
    for run in thread.runs:
        if run["status"] not in ENDED:
            left = f"{run['status']} after {told.error!r}"
            findings.runs_left_active.append(f"conversation {told.number}: {left}")


def check_ending(findings: Findings, told: Conversation, thread: Thread) -> None:
    """It ended in answers to all questions, or in an error of ours that names the run that was made."""
    if told.error is None:
        return
    unanswered = thread.runs[len(told.answers) :]
    named = getattr(told.error, "run_id", None)
    if not isinstance(told.error, APIError | RunError):
        findings.bad_endings.append(f"conversation {told.number}: {told.error!r} is no APIError or RunError")
    elif unanswered and named != unanswered[-1]["id"]:
        missing = f"names {named or 'no run'} instead of {unanswered[-1]['id']}"
        findings.bad_endings.append(f"conversation {told.number}: {told.error!r} {missing}")


def at_rest(backend: Backend, thread_id: str) -> Thread:
    """Return what the server holds of a thread once none of its runs is at work any more."""
    give_up = time.monotonic() + PATIENCE
    path = f"/threads/{thread_id}"
    runs = [*listed(backend, f"{path}/runs")]
    while any(run["status"] in WORKING for run in runs) and time.monotonic() < give_up:
        time.sleep(0.01)
        runs = [*listed(backend, f"{path}/runs")]
    messages = [*listed(backend, f"{path}/messages")]
    steps = [step for run in runs for step in listed(backend, f"{path}/runs/{run['id']}/steps")]
    calls = [call for step in steps for call in step["step_details"].get("tool_calls", ())]
    texts = ["".join(part["text"]["value"] for part in message["content"]) for message in messages]
    return Thread(texts, runs, [call["function"]["output"] for call in calls])


def listed(backend: Backend, path: str) -> Iterator[Json]:
    """Walk a list at the server, oldest first."""
    query = {"order": "asc", "limit": "100"}
    while True:
        answer = backend.handle("GET", path, urlencode(query), {}, b"")
        assert 200 == answer.status, f"{path}: {answer.status}"
        page: Json = json.loads(answer.body)
        yield from page["data"]
        if not page["has_more"]:
            return
        query["after"] = page["last_id"]
