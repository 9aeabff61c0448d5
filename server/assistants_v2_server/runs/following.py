"""Follows the runs that clients of this server listen to and that other servers work on.

On a database of its own a server looks a few times a second. Where servers share one, they tell each other
when to look (`jobs`), and looking once a second is for what nobody could tell. `feed` is the user.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Iterable
from threading import Condition, Thread

FOLLOW_EVERY = 0.25
"""Seconds between two looks at a run that this process does not work on."""

FOLLOW_TOLD = 1.0
"""The same where others tell."""


class Follower:
    """A thread that looks while there is something to follow.

    Args:
        list_followed: Returns the runs that are to be looked at without being told; None if nobody listens.
        look: Looks at runs: at those that changed, and at what was said of others.
        every: Seconds between two looks that nobody asked for.
    """

    def __init__(
        self,
        list_followed: Callable[[], Iterable[str] | None],
        look: Callable[[Collection[str], Collection[str]], None],
        every: float,
    ) -> None:
        self._list_followed = list_followed
        self._look = look
        self._every = every
        self._heard = Condition()
        self._changed: dict[str, None] = {}
        self._said: dict[str, None] = {}
        self._thread: Thread | None = None
        self._is_closed = False

    def start(self) -> None:
        """Follow, until there is nothing to follow any more."""
        with self._heard:
            if self._thread is None and not self._is_closed:
                self._thread = Thread(target=self._follow, name="assistants-v2-feed", daemon=True)
                self._thread.start()

    def hear(self, run_id: str, *, is_changed: bool) -> None:
        """Look soon at a run that somebody told of."""
        with self._heard:
            (self._changed if is_changed else self._said)[run_id] = None
            self._heard.notify()

    def close(self) -> None:
        """Look no more."""
        with self._heard:
            self._is_closed = True
            self._heard.notify()
            thread = self._thread
        if thread is not None:
            thread.join()

    def _follow(self) -> None:
        due = time.monotonic() + self._every
        while True:
            with self._heard:
                self._heard.wait_for(
                    lambda: self._is_closed or self._changed or self._said, max(0, due - time.monotonic())
                )
                if self._is_closed:
                    return
                changed, said = [*self._changed], [*self._said]
                self._changed, self._said = {}, {}
                if time.monotonic() >= due:
                    followed = self._list_followed()
                    if followed is None:
                        self._thread = None
                        return
                    changed = [*dict.fromkeys([*changed, *followed])]
                    due = time.monotonic() + self._every
            self._look(changed, said)
