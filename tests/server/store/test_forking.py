"""The gate that a fork shuts: nobody enters meanwhile, and it waits for who is inside."""

from __future__ import annotations

import threading

from assistants_v2_server.store.forking import ForkGate


def test_a_fork_waits_for_who_is_inside_and_others_wait_for_it() -> None:
    """Shutting ends when the last is out; who comes meanwhile enters when it is open again."""
    gate, steps = ForkGate(), list[str]()
    entered = threading.Event()

    def come() -> None:
        with gate:
            steps.append("entered")
            entered.set()

    def shut() -> None:
        gate.shut()
        steps.append("shut")
        threading.Thread(target=come).start()
        assert not entered.wait(0.05)
        steps.append("open")
        gate.open()

    with gate:
        forking = threading.Thread(target=shut)
        forking.start()
        forking.join(0.05)
        assert forking.is_alive()
        steps.append("left")
    assert entered.wait(5)
    forking.join()
    assert ["left", "shut", "open", "entered"] == steps


def test_a_child_finds_nobody_inside() -> None:
    """The threads that were inside are not there in a child, and so must not be waited for."""
    gate = ForkGate()
    gate.__enter__()
    gate.reset()
    forking = threading.Thread(target=gate.shut)
    forking.start()
    forking.join(5)
    assert not forking.is_alive()
