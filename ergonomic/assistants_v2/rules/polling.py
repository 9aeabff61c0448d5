"""When to look at a run again, and when to give up. Pure.

Used by `flows.following` and `flows.waiting`. The schedule starts fast and slows down; what the server
recommends in `openai-poll-after-ms` is taken anew from each reply.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from assistants_v2_transcripts.stamps import read_seconds
from msgspec import Struct

from ..errors import APIConnectionError, APIResponseValidationError, APIStatusError
from .retrying import RetryPolicy

if TYPE_CHECKING:
    from collections.abc import Mapping

    from assistants_v2_raw.models import Run

    from ..errors import APIError

SETTLED = frozenset({"completed", "failed", "cancelled", "expired", "incomplete"})
"""Statuses that a run never leaves."""

LAST_REQUEST = 2.0
"""Seconds that a last request, such as cancelling a run on the way out, may take."""

BETWEEN_SEARCHES = 0.1
"""Seconds between two looks for a run whose creation was interrupted, and which may not be stored yet."""

NEWEST = 20
"""How many of a thread's newest runs each of these looks sees: it is the newest, as it locks the thread."""

STILL_BUSY = 30.0
"""Seconds that a server may go on calling a thread busy after the run on it has ended."""

BUSY_PAUSE = 0.5
"""Seconds between two tries to use a thread whose run has ended, but which the server still calls busy."""

MADE_ELSEWHERE = 0.05
"""Seconds between two looks for the output of a call that another workflow of the client is making."""

LOOK_RETRIES = RetryPolicy(max_retries=1_000_000)
"""How looks that fail are repeated: the deadline ends them, not their number."""


def is_at_rest(run: Run) -> bool:
    """Say whether a run waits for nobody but the caller: it has ended, or it names what it waits for.

    A run may require an action that is not to be seen yet; the next look shows it.
    """
    return run.status in SETTLED or (run.status == "requires_action" and bool(run.required_action))


def has_settled(run: Run) -> bool:
    """Say whether a run has ended."""
    return run.status in SETTLED


GRACE = 30.0
"""Seconds that a server is given beyond a run's expiry to say that it expired."""

WITHOUT_EXPIRY = 15 * 60.0
"""Seconds to follow a run that does not say when it expires."""

LONGEST_LIFE = 12 * 3600.0
"""Seconds beyond which an expiry is taken for a mistake (some servers count in milliseconds)."""

_FIRST_LOOK = 5.0
"""Seconds that a look may take at first."""

_SHORTEST_LOOK = 1.0
"""Seconds that a look may take in any case, the one at the deadline too."""


class PollSchedule(Struct, frozen=True):
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
            headers: What came with the last look's reply.
            chance: A random number from 0 to 1.
        """
        recommended = recommended_delay(headers) if self.asks_server else None
        if recommended is not None:
            return recommended
        grown = min(self.first * self.growth ** min(looks, 100), self.steady)
        wait = min(max(grown, elapsed * self.share), self.longest)
        return wait * (1 + self.jitter * (2 * chance - 1))


def schedule_for(poll_interval_ms: float | None) -> PollSchedule:
    """Return a schedule that always waits so many milliseconds, or the adaptive one for None."""
    if poll_interval_ms is None:
        return PollSchedule()
    seconds = poll_interval_ms / 1000
    return PollSchedule(
        first=seconds, growth=1.0, steady=seconds, share=0, longest=seconds, jitter=0, asks_server=False
    )


def recommended_delay(headers: Mapping[str, str]) -> float | None:
    """Return the server's `openai-poll-after-ms` in seconds, within 0.05 and 60; None if it has none."""
    try:
        milliseconds = float(headers.get("openai-poll-after-ms", ""))
    except ValueError:
        return None
    return min(60.0, max(0.05, milliseconds / 1000)) if 0 < milliseconds < inf else None


def look_timeout(failures: int, seconds_left: float) -> float:
    """Return the seconds that a look may take.

    A look that hangs is better taken anew, unless the server is slow: after each failure the next one has
    longer. It may hardly outlast the deadline, for which all wait.

    Args:
        failures: How many looks in a row have failed.
        seconds_left: Seconds until the deadline.
    """
    return max(min(_FIRST_LOOK * 2.0 ** min(failures, 10), seconds_left), _SHORTEST_LOOK)


def time_allowed(run: Run) -> float:
    """Return for how many seconds a run is followed when the caller sets no deadline.

    Both of the run's times are the server's, so the caller's clock may be wrong.
    """
    lifetime = _lifetime_of(run)
    return WITHOUT_EXPIRY if lifetime is None else lifetime + GRACE


def longest_life(run: Run) -> float:
    """Return for how many seconds from now a run may still ask for outputs, if nobody sees it end."""
    lifetime = _lifetime_of(run)
    return LONGEST_LIFE if lifetime is None else lifetime + GRACE


def _lifetime_of(run: Run) -> float | None:
    """Return the seconds from a run's creation to its expiry, None if it does not say."""
    times = run.created_at, run.expires_at
    lifetime = read_seconds(times[1]) - read_seconds(times[0]) if times[0] and times[1] else 0.0
    return lifetime if 0 < lifetime <= LONGEST_LIFE else None


def is_transient(failure: APIError) -> bool:
    """Say whether a look at a run that failed so is worth repeating."""
    if isinstance(failure, APIStatusError):
        return failure.status_code in (408, 409, 429) or failure.status_code >= 500
    if isinstance(failure, APIResponseValidationError):
        return failure.place is None  # what has such a value once has it again
    return isinstance(failure, APIConnectionError) and failure.may_pass
