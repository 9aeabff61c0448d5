"""What was computed for tool calls, and who is making which."""

from __future__ import annotations

from assistants_v2.flows.ledger import Ledger, LedgerKey

FIRST: LedgerKey = ("run_1", "call_1", "look({})")
SECOND: LedgerKey = ("run_1", "call_2", "look({})")
OTHER: LedgerKey = ("run_2", "call_1", "look({})")


def test_a_call_is_made_by_who_claims_it_first() -> None:
    """Until it is released, nobody else makes it; after that, whoever comes first."""
    ledger, one, two = Ledger(), object(), object()
    assert ledger.claim(FIRST, one)
    assert not ledger.claim(FIRST, two)
    assert ledger.claim(SECOND, two)
    ledger.release([FIRST, SECOND], one)
    assert ledger.claim(FIRST, two)


def test_a_call_that_was_made_is_nobodys_to_make() -> None:
    """Its output counts, whoever has computed it."""
    ledger = Ledger()
    ledger.outputs[FIRST] = "seen"
    assert not ledger.claim(FIRST, object())


def test_a_run_that_is_over_is_forgotten() -> None:
    """Its calls are struck, those of other runs stay."""
    ledger = Ledger()
    ledger.keep_until("run_2", 600)
    ledger.outputs |= {FIRST: "seen", SECOND: "heard", OTHER: "felt"}
    ledger.forget("run_1")
    assert {OTHER: "felt"} == ledger.outputs


def test_a_run_is_remembered_while_a_workflow_is_on_it() -> None:
    """Somebody who has not heard of its end yet might make its calls again; the last to leave forgets it."""
    ledger = Ledger()
    with ledger.attend_run("run_1", now=0):
        with ledger.attend_run("run_1", now=0):
            ledger.outputs[FIRST] = "seen"
            ledger.forget("run_1")
        assert {FIRST: "seen"} == ledger.outputs
    assert {} == ledger.outputs


def test_a_run_that_is_left_is_remembered_until_it_must_be_over() -> None:
    """Whoever resumes it needs what was computed; after that, the next workflow strikes it."""
    ledger = Ledger()
    with ledger.attend_run("run_1", now=0):
        ledger.keep_until("run_1", 600)
        ledger.outputs[FIRST] = "seen"
    with ledger.attend_run("run_2", now=599):
        assert {FIRST: "seen"} == ledger.outputs
    with ledger.attend_run("run_2", now=600):
        assert {} == ledger.outputs


def test_a_workflow_that_outlasts_the_expiry_keeps_the_calls() -> None:
    """The run may have ended otherwise than its server said, and ask once more."""
    ledger = Ledger()
    with ledger.attend_run("run_1", now=0):
        ledger.keep_until("run_1", 600)
        ledger.outputs[FIRST] = "seen"
        with ledger.attend_run("run_2", now=601):
            assert {FIRST: "seen"} == ledger.outputs


def test_an_output_that_comes_after_the_end_is_struck_later() -> None:
    """A function that runs in a thread goes on when its run is over, and enters what it comes to."""
    ledger = Ledger()
    with ledger.attend_run("run_1", now=0):
        ledger.forget("run_1")
    ledger.outputs[FIRST] = "seen"
    with ledger.attend_run("run_2", now=0):
        assert {} == ledger.outputs
