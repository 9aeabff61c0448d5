"""How events are written."""

from __future__ import annotations

from assistants_v2_server.sse import KEEP_ALIVE, write_event


def test_an_event_is_its_name_and_its_data() -> None:
    """Two lines and an empty one, with line feeds, and nothing else."""
    assert b'event: thread.run.created\ndata: {"id":"run_1"}\n\n' == write_event(
        "thread.run.created", b'{"id":"run_1"}'
    )
    assert b"event: done\ndata: [DONE]\n\n" == write_event("done", b"[DONE]")


def test_a_comment_ends_no_event() -> None:
    """It is one line; an empty one after it would be an event without data for some decoders."""
    assert b": keep-alive\n" == KEEP_ALIVE
