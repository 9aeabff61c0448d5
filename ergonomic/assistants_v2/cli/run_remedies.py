"""What to do about a run that did not simply complete. Used by `runs_show` and `runs_tail`.

Codes, reasons and ends are those that the verb `explain` explains.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..rules.outcomes import make_run_error, required_calls
from .explanations import read_explanations

if TYPE_CHECKING:
    from assistants_v2_raw.models import Run


def advise(run: Run) -> str | None:
    """Return what to do about a run; None if it completed."""
    if run.status == "completed":
        return None
    if run.status == "requires_action":
        return advise_waiting(run)
    end = make_run_error(run)
    if end is None:
        return "Wait: `runs tail` shows how it goes on."
    error, details = run.last_error, run.incomplete_details
    code, reason = error and error.code, details and details.reason
    remedies = {(each.kind, each.name): each.remedy for each in read_explanations()}
    named = (("run", code), ("run", reason), ("message", reason), ("exception", type(end).__name__))
    known = (remedies.get((kind, name)) for kind, name in named if isinstance(name, str))
    return next(filter(None, known), None)


def advise_waiting(run: Run) -> str:
    """Return what to do about a run that waits for its caller."""
    names = ", ".join(dict.fromkeys(call.function.name for call in required_calls(run)))
    thread_id = run.thread_id or "THREAD"  # some servers leave it out
    cancel = f"or cancel it: assistants-v2 runs cancel {thread_id} {run.id}"
    if not names:
        kind = (run.required_action and run.required_action.type) or "something that it does not name"
        return f"It waits for {kind}: answer that with the server's own means, {cancel}."
    resume = f"client.threads.runs.resume({run.id!r}, thread_id={thread_id!r}, functions=[{names}])"
    return f"Answer its calls with {resume}, {cancel}."
