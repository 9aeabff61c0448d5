"""How far back a list is searched for what may have been created."""

from __future__ import annotations

from typing import Any

import assistants_v2 as a
import pytest
from assistants_v2.flows import messages
from assistants_v2.io.runner import finish
from assistants_v2_raw import models
from attrs import evolve

from ..objects import a_message
from .scripted_port import SETTINGS, ScriptedPort, refusal

NOW = 1_700_000_000
LOST = refusal(500)
OURS = a_message("Hello?", message_id="msg_ours", created_at=NOW, metadata={"nonce": "token"})


def others(*seconds: int, has_more: bool = True) -> models.MessageList:
    """Return a page of messages of others, so many seconds after the first try."""
    made = [a_message(message_id=f"msg_{each}", created_at=NOW + each) for each in seconds]
    return page(*made, has_more=has_more)


def page(*found: models.Message, has_more: bool = False) -> models.MessageList:
    """Return a page of a list of messages."""
    data = [message.to_dict() for message in found]
    return models.MessageList.from_dict({"object": "list", "data": data, "has_more": has_more})


def say(port: ScriptedPort) -> models.Message:
    """Create a message with a mark."""
    port.settings = evolve(SETTINGS, idempotency_metadata="nonce")
    return finish(messages.create(port, "thread_1", role="user", content="Hello?"))


def test_a_message_behind_many_newer_ones_is_found() -> None:
    """Others may write much in the time that a lost reply takes."""
    port = ScriptedPort(LOST, others(9, 8), others(7, 6), page(OURS))
    assert "msg_ours" == say(port).id
    queries = [sent for operation, _, sent in port.asked if operation == "list_messages"]
    assert [None, "msg_8", "msg_6"] == [query.get("after") for query in queries]
    assert [("desc", 100)] * 3 == [(query["order"], query["limit"]) for query in queries]


def test_the_search_ends_where_the_list_is_older_than_the_first_try() -> None:
    """A minute older, since clocks may differ; then the message was not stored, and is sent again."""
    port = ScriptedPort(LOST, others(9, -30), others(-40, -70), OURS)
    assert "msg_ours" == say(port).id
    assert ["create_message", "list_messages", "list_messages", "pause 0.4375", "create_message"] == port.log


def test_the_time_that_passed_since_the_first_try_counts() -> None:
    """The newest message may be as new as the last look: what is older than that time lies further back."""
    timeouts = [
        a.APITimeoutError("No answer.")
    ] * 12  # each list is asked for three times, then after a pause
    port = ScriptedPort(LOST, *timeouts, others(9, -55), page(OURS))
    assert "msg_ours" == say(port).id
    assert 9 < port.now < 30


@pytest.mark.parametrize("created_at", [None, ...])
def test_messages_that_name_no_time_do_not_end_the_search(created_at: Any) -> None:
    """Nobody can tell how old they are; a thousand objects are the end in any case."""
    fields = {} if created_at is ... else {"created_at": created_at}
    pages = [page(a_message(message_id=f"msg_{n}", **fields), has_more=True) for n in range(30)]
    assert "msg_ours" == say(ScriptedPort(LOST, *pages, page(OURS))).id


def test_the_search_has_an_end() -> None:
    """A thread whose messages all are new is not searched for ever."""
    new = [a_message(message_id=f"msg_{number}", created_at=NOW) for number in range(1_000)]
    full = [page(*new[start : start + 100], has_more=True) for start in range(0, 1_000, 100)]
    port = ScriptedPort(LOST, *full, OURS)
    say(port)
    assert 10 == port.log.count("list_messages")


def test_a_server_that_repeats_its_page_ends_the_search() -> None:
    """It shows no others, and so the message is taken for one that was not stored."""
    port = ScriptedPort(LOST, others(9, 8), others(9, 8), OURS)
    assert "msg_ours" == say(port).id
    assert 2 == port.log.count("create_message")
