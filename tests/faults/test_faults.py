"""Which requests are struck, and by what."""

from __future__ import annotations

from collections import Counter

import pytest
from assistants_v2_server import Answer
from assistants_v2_server.faults import (
    Fault,
    Rule,
    cut_body,
    html,
    reset,
    slow,
    stale,
    status,
)
from assistants_v2_server.faults.kinds import LONGEST_DELAY, halve_body
from assistants_v2_server.faults.operations import Request, blank_ids
from assistants_v2_server.faults.striking import MIX, Dice, Rules, Spell
from hypothesis import given
from hypothesis import strategies as st

RUN = Request("GET", "/v1/threads/thread_a1/runs/run_b2")
RUNS = Request("POST", "/v1/threads/thread_a1/runs")
AGAIN = Request("GET", RUN.path, answered_before=True)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/v1/threads/runs", "/threads/runs"),
        ("/threads/thread_cancel", "/threads/*"),
        ("/v1/threads/t/runs/r/submit_tool_outputs", "/threads/*/runs/*/submit_tool_outputs"),
        ("/threads/{thread_id}/messages/{message_id}", "/threads/*/messages/*"),
        ("/", "/*"),
    ],
)
def test_a_shape_is_a_path_without_its_ids(path: str, expected: str) -> None:
    """Paths and path templates of one operation have one shape."""
    assert expected == blank_ids(path)


def test_a_rule_strikes_only_its_own_operation() -> None:
    """Requests of another method or another path are neither struck nor counted."""
    script = Rules([Rule("POST", "/threads/{thread_id}/runs", reset(acted=False))])
    assert script.strike(RUN) is None
    assert script.strike(Request("POST", "/v1/threads/runs")) is None
    assert script.strike(Request("GET", RUNS.path)) is None
    struck = script.strike(RUNS)
    assert struck is not None
    assert "reset before" == struck.name


def test_a_rule_strikes_from_the_nth_request_on_as_often_as_it_says() -> None:
    """The second and third of the fitting requests are struck by a storm of two that begins at the second."""
    script = Rules([Rule("*", "*", status(503), nth=2, times=2)])
    assert [None, "503 before", "503 before", None] == names(script, RUNS, RUN, RUNS, RUN)


def test_the_first_rule_wins_and_the_others_still_count() -> None:
    """A rule counts the requests it fits even when an earlier rule strikes them."""
    script = Rules([Rule("*", "*", html(acted=False)), Rule("*", "*", cut_body(), times=2)])
    assert ["html before", "cut body", None] == names(script, RUN, RUN, RUN)


def test_a_rule_added_later_counts_from_then_on() -> None:
    """What came before a rule was added does not count."""
    script = Rules()
    assert script.strike(RUN) is None
    script.add(Rule("GET", "*", cut_body()))
    assert ["cut body", None] == names(script, RUN, RUN)


def test_only_what_was_answered_before_can_be_stale() -> None:
    """The first look at an object is neither struck by `stale` nor counted."""
    script = Rules([Rule("GET", "*", stale(), times=2)])
    assert [None, "stale", "stale", None] == names(script, RUN, AGAIN, AGAIN, AGAIN)


@pytest.mark.parametrize("seconds", [-0.1, LONGEST_DELAY + 1, float("nan"), float("inf")])
def test_a_delay_has_bounds(seconds: float) -> None:
    """A delay that a test would never get over is refused."""
    with pytest.raises(ValueError, match="from 0 to 10 seconds"):
        slow(seconds)


@given(st.binary(max_size=99))
def test_truncating_keeps_the_first_half(body: bytes) -> None:
    """A truncated body is a proper beginning of the true one, unless that is empty."""
    left = halve_body(Answer(200, (), body)).body
    assert len(body) // 2 == len(left)
    assert body.startswith(left)


@pytest.mark.parametrize("rate", [-0.1, 1.0, float("nan")])
def test_a_rate_is_a_share(rate: float) -> None:
    """Not every request can be struck, nor fewer than none."""
    with pytest.raises(ValueError, match="share of all requests"):
        Dice(1, rate)


@given(seed=st.integers(), rate=st.floats(0.1, 0.9))
def test_dice_fall_the_same_way_for_the_same_seed(seed: int, rate: float) -> None:
    """A seed decides all that happens."""
    requests = [RUNS, AGAIN] * 50
    assert names(Dice(seed, rate), *requests) == names(Dice(seed, rate), *requests)


@given(seed=st.integers(), others=st.lists(st.sampled_from(["", "b", "c"]), min_size=30, max_size=30))
def test_a_stream_is_struck_whatever_others_do(seed: int, others: list[str]) -> None:
    """What happens to one stream does not depend on the requests of other streams in between."""
    alone, among = Dice(seed, 0.5), Dice(seed, 0.5)
    mine = Request("POST", RUNS.path, stream="a")
    expected = names(alone, *[mine] * len(others))
    seen: list[str | None] = []
    for other in others:
        among.strike(Request("POST", RUNS.path, stream=other))
        seen += names(among, mine)
    assert expected == seen


@pytest.mark.parametrize("request_", [RUN, AGAIN, RUNS], ids=["first look", "later look", "post"])
@pytest.mark.parametrize("rate", [0.05, 0.2, 0.6])
def test_the_rate_is_the_share_of_struck_requests(request_: Request, rate: float) -> None:
    """Spells of several requests are counted in: the share is what was asked for."""
    struck = [name for name in names(Dice(7, rate), *[request_] * 10_000) if name]
    assert pytest.approx(rate, rel=0.15) == len(struck) / 10_000


def test_all_that_can_happen_happens() -> None:
    """Every fault of the mix is dealt to somebody, stale answers to nothing but objects fetched again."""
    dice = Dice(1, 0.5)
    posts = {name for name in names(dice, *[RUNS] * 5_000) if name}
    looks = {name for name in names(dice, *[AGAIN] * 5_000) if name}
    lists = names(dice, *[Request("GET", RUNS.path, answered_before=True)] * 5_000)
    expected = {spell.fault.name for spell in MIX}
    assert expected - {"stale"} == posts
    assert expected == looks
    assert "stale" not in lists


def test_a_spell_strikes_in_a_row() -> None:
    """A storm strikes as many requests as it lasts, and then at the next roll of the dice again."""
    dice = Dice(3, 0.2, [Spell(status(429), lasts=5)])
    lengths = Counter[int]()
    length = 0
    for name in names(dice, *[RUNS] * 5_000):
        if name is not None:
            length += 1
        elif length:
            lengths[length] += 1
            length = 0
    assert lengths
    assert set() == {each for each in lengths if each % 5}


def test_nobody_is_told_to_repeat_what_was_done() -> None:
    """Answers that promise that the server did not act are never dealt after it has acted."""
    promising = [spell.fault for spell in MIX if promises_nothing_was_done(spell.fault)]
    assert {"429 before", "503 before"} == {fault.name for fault in promising}
    assert {False} == {fault.acts for fault in promising}


def promises_nothing_was_done(fault: Fault) -> bool:
    """Whether a client may take it from the answer alone that the server did not act."""
    if fault.rewrite is None or fault.name == "truncated json":
        return False
    answer = fault.rewrite(None)
    return answer.status in (409, 429) or any(name.startswith("retry-after") for name, _ in answer.headers)


def names(judge: Rules | Dice, *requests: Request) -> list[str | None]:
    """What strikes each of the requests, one after the other."""
    faults = [judge.strike(request) for request in requests]
    return [None if fault is None else fault.name for fault in faults]
