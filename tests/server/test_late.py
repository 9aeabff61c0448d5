"""Parts of a server that are made when they are first needed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from assistants_v2_server.late import Late


def test_a_part_is_made_once_for_all_who_ask_at_the_same_time() -> None:
    """Threads that need a part at once share it."""
    barrier = Barrier(4)
    late = Late(object)

    def ask(_: int) -> object:
        barrier.wait()
        return late.get()

    with ThreadPoolExecutor(4) as threads:
        assert 1 == len(set(threads.map(ask, range(4))))


def test_what_nobody_has_needed_is_not_made() -> None:
    """Whoever closes a part asks whether there is one, and makes none by that."""
    late = Late(object)
    assert None is late.get_made()
    assert late.get() is late.get_made()


def test_a_part_that_could_not_be_made_is_made_for_the_next() -> None:
    """A failure is told to whoever asked, and is not kept."""
    failures = [ValueError("not yet")]

    def make() -> str:
        if failures:
            raise failures.pop()
        return "made"

    late = Late(make)
    with pytest.raises(ValueError, match="not yet"):
        late.get()
    assert "made" == late.get()
