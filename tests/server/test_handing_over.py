"""What is opened in a thread, for somebody who may have left."""

from __future__ import annotations

import io

from assistants_v2_server.handing_over import Handover


def test_what_is_open_stays_open_until_it_is_left() -> None:
    """Whoever waits gets it, and closes it by leaving."""
    handover = Handover(io.BytesIO)
    opened = handover.open(b"bytes")
    assert b"bytes" == opened.read()
    handover.leave()
    handover.leave()
    assert opened.closed


def test_what_is_opened_for_nobody_is_closed() -> None:
    """The thread that opens it cannot know before that whoever asked has left."""
    handover = Handover(io.BytesIO)
    handover.leave()
    assert handover.open(b"bytes").closed


def test_nothing_to_close_is_no_trouble() -> None:
    """An opener may find that there is nothing to open."""

    def find_nothing() -> io.BytesIO | None:
        return None

    handover = Handover(find_nothing)
    assert handover.open() is None
    handover.leave()
    assert handover.open() is None
