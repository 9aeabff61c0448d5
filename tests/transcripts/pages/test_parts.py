"""A long thread in parts: every message and every run is in one of them."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

from assistants_v2_transcripts.pages import parts
from hypothesis import given
from hypothesis import strategies as st

RUN_IDS = ("run_1", "run_2", "run_3")
WRITERS = st.sampled_from((None, *RUN_IDS))
MESSAGES = st.lists(
    st.fixed_dictionaries({"created_at": st.integers(0, 9) | st.none(), "run_id": WRITERS}), max_size=12
)


@given(MESSAGES, st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_nothing_is_lost_and_nothing_told_twice(messages: list[dict[str, Any]], times: list[int]) -> None:
    """Runs stand with the first message that they wrote, or where they began."""
    runs = [{"id": name, "created_at": at} for name, at in zip(RUN_IDS, times, strict=True)]
    with patch.object(parts, "MESSAGES_PER_PAGE", 3):
        found = parts.cut_thread(messages, runs)
    assert messages == [message for said, _ in found for message in said]
    assert sorted(RUN_IDS) == sorted(run["id"] for _, of in found for run in of)
    for said, of in found:
        for run in of:
            written = [message for message in messages if message["run_id"] == run["id"]]
            assert not written or any(message is written[0] for message in said)
