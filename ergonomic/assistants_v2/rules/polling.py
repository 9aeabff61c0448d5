"""When to look at a run again, and when to give up. Pure.

Used by `flows.following` and `flows.watching`. The schedule starts fast and slows down; what the server
recommends in `openai-poll-after-ms` is taken anew from each answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypedDict

from attrs import frozen

from ..errors import APIConnectionError, APIResponseValidationError, APIStatusError
from .numbers import above_zero

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from assistants_v2_raw.models import Run

    from ..errors import APIError

SETTLED = frozenset({"completed", "failed", "cancelled", "expired", "incomplete"})
"""Statuses that a run never leaves."""

RESTING = SETTLED | {"requires_action"}
"""Statuses in which the server waits for nobody but the caller."""

GRACE = 30.0
"""Seconds that a server is given beyond a run's expiry to say that it expired."""

WITHOUT_EXPIRY = 15 * 60.0
"""Seconds to follow a run that does not say when it expires."""

LONGEST = 12 * 3600.0
"""Seconds beyond which an expiry is taken for a mistake (some servers count in milliseconds)."""

LOOK = 5.0
"""Seconds that a look may take at first."""

LAST_LOOK = 1.0
"""Seconds that a look may take in any case, the one at the deadline too."""

OnDeadline = Literal["raise", "cancel", "return"]


class LookParams(TypedDict, total=False):
    """How a run is looked at."""

    poll_interval_ms: float | None
    """Milliseconds between looks; by default what the server recommends at each, else 150 and growing."""
    deadline: float | None
    """Seconds to wait at most; by default until half a minute beyond the run's expiry."""
    on_deadline: OnDeadline
    """At the deadline: `raise` RunDeadlineExceeded, `cancel` the run first, or `return` it as it is."""
    on_poll: Callable[[Run], object] | None
    """Called with the run after each look."""


class FollowParams(LookParams, total=False):
    """How a run is followed."""

    cancel_on_exit: bool
    """Whether Ctrl-C, the cancellation of the task or an error in a hook cancels the run at the server."""


@frozen
class PollSchedule:
    """Waits between looks at a run, in seconds.

    Compared with a look every second, the defaults notice the end of a run of up to 20 s half as late, and
    look less often at runs of a minute or more.

    Attributes:
        first: The wait after the first look.
        growth: What each wait is multiplied by for the next.
        steady: Where the growth stops at first.
        share: The share of the time passed that a wait may be beyond that.
        longest: No wait is longer.
        jitter: By how much of itself a wait varies at random, so that many clients do not look at once.
        asks_server: Whether what the server recommends comes first.
    """

    first: float = 0.15
    growth: float = 1.4
    steady: float = 0.5
    share: float = 0.07
    longest: float = 5.0
    jitter: float = 0.1
    asks_server: bool = True

    def delay(self, looks: int, elapsed: float, headers: Mapping[str, str], chance: float = 0.5) -> float:
        """Return the wait after a look.

        Args:
            looks: How often the run was looked at before.
            elapsed: For how many seconds it has been followed.
            headers: What the last look was answered with.
            chance: A random number from 0 to 1.
        """
        recommended = recommended_delay(headers) if self.asks_server else None
        if recommended is not None:
            return recommended
        grown = min(self.first * self.growth ** min(looks, 100), self.steady)
        wait = min(max(grown, elapsed * self.share), self.longest)
        return wait * (1 + self.jitter * (2 * chance - 1))


def fixed_schedule(milliseconds: float | None) -> PollSchedule:
    """Return a schedule that always waits *milliseconds*, or the adaptive one for None.

    Raises:
        ValueError: The interval is not above 0.
    """
    if milliseconds is None:
        return PollSchedule()
    above_zero("poll_interval_ms", milliseconds, "milliseconds")
    seconds = milliseconds / 1000
    return PollSchedule(
        first=seconds, growth=1.0, steady=seconds, share=0, longest=seconds, jitter=0, asks_server=False
    )


def recommended_delay(headers: Mapping[str, str]) -> float | None:
    """Return the server's `openai-poll-after-ms` in seconds, within 0.05 and 60; None if it has none."""
    try:
        milliseconds = float(headers.get("openai-poll-after-ms", ""))
    except ValueError:
        return None
    return min(60.0, max(0.05, milliseconds / 1000)) if milliseconds > 0 else None


def look_timeout(failures: int, left: float) -> float:
    """Return the seconds that a look may take.

    A look that hangs is better taken anew, unless the server is slow: after each failure the next one has
    longer. It may hardly outlast the deadline, for which all wait.

    Args:
        failures: How many looks in a row have failed.
        left: Seconds until the deadline.
    """
    return max(min(LOOK * 2.0 ** min(failures, 10), left), LAST_LOOK)


def time_allowed(run: Run | None) -> float:
    """Return for how many seconds a run is followed when the caller sets no deadline.

    Both of the run's times are the server's, so the caller's clock may be wrong.
    """
    made, expires = (moment(run.created_at), moment(run.expires_at)) if run else (None, None)
    lifetime = expires - made if made and expires else 0.0
    return lifetime + GRACE if 0 < lifetime <= LONGEST else WITHOUT_EXPIRY


def moment(value: object) -> float | None:
    """Return a time that a server told, None if it is no number."""
    return float(value) if isinstance(value, int | float) else None


def is_transient(failure: APIError) -> bool:
    """Say whether a look at a run that failed so is worth repeating."""
    if isinstance(failure, APIStatusError):
        return failure.status_code in (408, 409, 429) or failure.status_code >= 500
    return isinstance(failure, APIConnectionError | APIResponseValidationError)
