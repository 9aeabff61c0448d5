"""How long a run will take that is queued now, by how fast the queue was emptied lately. Pure.

`admission` looks at the queue from time to time and keeps what is needed of that. An estimate never takes the
work for slower than it was seen to be: as long as too little is known, a run is thought to end at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from msgspec import Struct

SHARE_OF_LIFE = 0.8
"""The part of its life in which a run has to end, by the estimate. The rest is for what that cannot know."""


LOOKS_A_LIFE = 300
"""How often the queue is looked at in the time that a run lives, while runs are made: every two seconds.

What was seen for a shorter time tells nothing: runs may be about to be begun that have just come.
"""


class QueueLook(Struct, frozen=True):
    """What was seen of a queue at one moment.

    Attributes:
        at: When, in seconds of any clock that goes on.
        waiting: How many runs waited.
        waited: For how many seconds the one had waited that had waited longest; 0 if none did.
        working: How many runs were worked on.
        left: How many had ever left the queue, counted from anywhere.
        typical: For how many seconds runs were worked on lately; 0, the default, if that is not known.
    """

    at: float
    waiting: int
    waited: float
    working: int
    left: int
    typical: float = 0.0


def keep_looks(before: Sequence[QueueLook], look: QueueLook) -> tuple[QueueLook, ...]:
    """Return what is to be remembered: the looks since when the queue was never empty and somebody worked.

    Only of such a time is known that the queue was emptied as fast as is possible.

    Args:
        before: What was remembered until now, oldest first.
        look: What was seen just now.
    """
    kept: list[QueueLook] = [look]
    for earlier in reversed(before):
        if not (look.working and earlier.working) or earlier.at < look.at - look.waited:
            break
        kept.append(earlier)
    return tuple(reversed(kept))


def measure_rate(looks: Sequence[QueueLook], life: float) -> float:
    """Return how many runs a second leave the queue; infinity as long as that is not known.

    If as many have left as are worked on, that is what was seen. Until then those in hand are thought to
    leave in the time that runs take, which is as long as they have taken already, or did lately.

    Args:
        looks: What is remembered, oldest first; one at least.
        life: How long runs live, in seconds.
    """
    first, last = looks[0], looks[-1]
    passed = last.at - first.at
    if passed < life / LOOKS_A_LIFE:
        return inf
    gone = last.left - first.left
    return gone / passed if gone >= last.working else last.working / max(passed, last.typical)


def estimate_seconds(looks: Sequence[QueueLook], joined: int, life: float) -> float:
    """Return after how many seconds a run will have ended that is queued now.

    If nobody works, nothing is known but that the oldest run has waited in vain until now.

    Args:
        looks: What is remembered, oldest first; one at least.
        joined: How many runs were queued since the last look.
        life: How long runs live, in seconds.
    """
    last = looks[-1]
    if not last.working:
        return last.waited
    return (last.waiting + joined + last.working) / measure_rate(looks, life)


def choose_wait(looks: Sequence[QueueLook], excess: float, runs_too_many: int, life: float) -> float:
    """Return for how many seconds whoever was refused should wait.

    Args:
        looks: What is remembered, oldest first; one at least.
        excess: By how many seconds a run would have ended too late.
        runs_too_many: How many runs have to leave the queue first.
        life: How long runs live, in seconds.
    """
    rate = measure_rate(looks, life)
    if not looks[-1].working or rate == inf:
        return life / 60
    return max(excess, runs_too_many / rate)
