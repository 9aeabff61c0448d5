"""How long clients are told to wait before they look at a run again."""

from __future__ import annotations

import pytest
from assistants_v2_server.service.polling import choose_poll_wait
from hypothesis import given
from hypothesis import strategies as st


@pytest.mark.parametrize(
    ("runs", "milliseconds"),
    [(0, 100), (1, 100), (20, 100), (40, 200), (200, 1000), (500, 2500), (1000, 5000), (100_000, 5000)],
)
def test_the_wait_grows_with_the_runs_in_hand(runs: int, milliseconds: int) -> None:
    """Whoever is alone looks often; the more runs there are, the less often each is looked at."""
    assert milliseconds == choose_poll_wait(runs)


@given(st.integers(1, 1000))
def test_all_clients_together_look_so_often_and_no_more(runs: int) -> None:
    """However many runs are in hand, up to a thousand, their looks come to 200 a second."""
    assert runs * 1000 / choose_poll_wait(runs) <= 200


@given(st.integers(0, 10_000))
def test_another_run_never_shortens_the_wait(runs: int) -> None:
    """Clients are not told to look more often because there is more to do."""
    assert choose_poll_wait(runs) <= choose_poll_wait(runs + 1)
