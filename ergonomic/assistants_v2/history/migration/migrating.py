"""Carries all threads of an export over, and goes on with the others where one fails.

`cli.migrate_conversations` uses this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import Struct, field

from ...errors import APIError, APIStatusError
from .carrying import Carrier, Stopped
from .conversations import Conversation


class Failure(Struct, frozen=True):
    """A thread that was not carried over.

    Attributes:
        thread_id: The thread.
        conversation_id: Its conversation, in which a part of it may be; None if there is none.
        reason: Why, as a sentence without content.
    """

    thread_id: str
    conversation_id: str | None
    reason: str


class Outcome(Struct):
    """What came of carrying threads over.

    Attributes:
        carried: How many were carried over.
        items: How many items they have.
        failures: Those that were not.
        stopped: Why all was stopped; None if it was not.
        is_unreachable: Whether the server did not answer, or refused the key.
    """

    carried: int = 0
    items: int = 0
    failures: list[Failure] = field(default_factory=list[Failure])
    stopped: str | None = None
    is_unreachable: bool = False


MOST_FAILURES = 5
"""How many threads in a row may fail until all is stopped: what refuses them refuses the others too."""


async def carry_all(
    carrier: Carrier, threads: Iterable[Conversation], on_progress: Callable[[Outcome], Any]
) -> Outcome:
    """Carry threads over that are not yet done, and return what came of it.

    Args:
        carrier: What carries them.
        threads: The threads.
        on_progress: Is told after each thread.
    """
    outcome, in_a_row, again = Outcome(), 0, list[Conversation]()
    for thread in threads:
        failure = await _carry_one(carrier, thread, outcome, again)
        in_a_row = in_a_row + 1 if failure else 0
        on_progress(outcome)
        if failure and (is_hopeless(failure) or in_a_row >= MOST_FAILURES):
            outcome.stopped = outcome.failures[-1].reason
            outcome.is_unreachable = is_hopeless(failure)
            return outcome  # those that are to be looked at again are not done, and wait for the next time
    for thread in again:
        await _carry_one(carrier, thread, outcome, None)
    return outcome


async def _carry_one(
    carrier: Carrier, thread: Conversation, outcome: Outcome, again: list[Conversation] | None
) -> APIError | Stopped | None:
    """Carry a thread over, and return why it was not; it joins *again* if it is to be looked at once more.

    None as *again* makes this its last look.
    """
    try:
        is_done = await carrier.carry(thread, is_last_look=again is None)
    except (APIError, Stopped) as failure:
        known = carrier.journal.find(thread.thread_id)
        outcome.failures.append(Failure(thread.thread_id, known.conversation_id, describe_failure(failure)))
        return failure
    if is_done:
        outcome.carried += 1
        outcome.items += len(thread.items)
    elif again is not None:
        again.append(thread)
    return None


def is_hopeless(failure: APIError | Stopped) -> bool:
    """Say whether no other request would fare better: nobody answers, or the key is not taken."""
    if isinstance(failure, APIStatusError):
        return failure.status_code in (401, 403)
    return isinstance(failure, APIError)


def describe_failure(failure: APIError | Stopped) -> str:
    """Return why a thread failed, without what the server quotes of it."""
    if isinstance(failure, APIStatusError):
        about = ", ".join(filter(None, (failure.code, failure.param)))
        return f"the server refused with {failure.status_code}{f' ({about})' if about else ''}."
    return str(failure)
