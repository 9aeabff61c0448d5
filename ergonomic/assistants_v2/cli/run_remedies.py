"""What to do about a run that did not simply complete. Pure. Used by `runs_show` and `runs_tail`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rules.outcomes import required_calls

if TYPE_CHECKING:
    from assistants_v2_raw.models import Run

_REMEDIES = {
    "server_error": "read the server's log under the run's id, and start another run",
    "rate_limit_exceeded": "start another run later, or raise the quota at the model's endpoint",
    "invalid_prompt": "look at the model's name, at what was sent, and at how long the conversation is",
    "max_prompt_tokens": "raise max_prompt_tokens, or set truncation_strategy",
    "max_completion_tokens": "raise max_completion_tokens",
    "content_filter": "say it otherwise: a filter of the model's endpoint stopped the answer",
    "expired": "answer tool calls faster or split the work, and start another run",
    "cancelled": "start another run if its answer is still wanted",
    "queued": "wait: runs tail shows how it goes on",
    "in_progress": "wait: runs tail shows how it goes on",
    "cancelling": "wait: it ends as cancelled",
}
"""What to do, by the code of the run's error, by the reason that it is incomplete, or by its status."""

_ELSE = "start another run; the message may say what to change before"


def advise(run: Run) -> str | None:
    """Return what to do about a run; None if it completed."""
    if run.status == "completed":
        return None
    if run.status == "requires_action":
        return advise_waiting(run)
    error, details = run.last_error, run.incomplete_details
    reasons = (error.code if error else None, details.reason if details else None, run.status)
    return next((_REMEDIES[reason] for reason in reasons if reason in _REMEDIES), _ELSE)


def advise_waiting(run: Run) -> str:
    """Return what to do about a run that waits for its caller."""
    names = ", ".join(dict.fromkeys(call.function.name for call in required_calls(run)))
    thread_id = run.thread_id or "THREAD"  # some servers leave it out
    cancel = f"or cancel it: assistants-v2 runs cancel {thread_id} {run.id}"
    if not names:
        kind = (run.required_action and run.required_action.type) or "something that it does not name"
        return f"it waits for {kind}: answer that with the server's own means, {cancel}"
    resume = f"client.threads.runs.resume({run.id!r}, thread_id={thread_id!r}, functions=[{names}])"
    return f"answer its calls with {resume}, {cancel}"
