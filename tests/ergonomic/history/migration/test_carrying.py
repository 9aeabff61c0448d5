"""Threads become conversations, each once, whatever goes wrong on the way."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from assistants_v2.history.migration.carrying import Carrier
from assistants_v2.history.migration.conversations import make_conversation
from assistants_v2.history.migration.journal import JournalRefused, open_journal, read_journal
from assistants_v2.history.migration.migrating import Outcome, carry_all
from assistants_v2.history.migration.targets import Target, resolve_target
from assistants_v2.io.runner import finish
from assistants_v2.testing import FaultServer
from assistants_v2_server import Answer
from assistants_v2_server.faults import (
    Fault,
    Rule,
    empty,
    hangup,
    html,
    reset,
    status,
    truncated,
)
from assistants_v2_server.history.layout import ThreadExport
from openai import OpenAI

from ....faults.fault_server import fault_server
from ....seams import hasten
from .conversation_server import ConversationServer
from .exports import assistant, calling, function_call, long_thread, run, thread, user, written

CREATE = "/conversations"
ITEMS = "/conversations/{conversation_id}/items"
SOON = {"retry-after-ms": "1"}


class Desk:
    """A server, and a journal beside it.

    Attributes:
        backend: What the server holds.
        faulty: The server itself.
    """

    def __init__(self, faulty: FaultServer, backend: ConversationServer, journal: Path) -> None:
        self.faulty = faulty
        self.backend = backend
        self.journal = journal

    def carry(self, *threads: ThreadExport, verifies: bool = False) -> Outcome:
        """Carry threads over."""
        with self.open() as carrier:
            carrier.verifies = verifies
            return finish(carry_all(carrier, map(make_conversation, threads), lambda _: None))

    @contextmanager
    def open(self) -> Iterator[Carrier]:
        """Open the way to the server."""
        settings = resolve_target(self.faulty.base_url, "sk-test", headers={}, environment={})
        with Target(settings) as client, open_journal(self.journal, settings.base_url) as journal:
            hasten(client)
            yield Carrier(client.io, journal, looks=(0.0, 0.01))

    def said(self) -> list[list[str]]:
        """Return what each conversation says to the official SDK, empty ones left out."""
        with OpenAI(base_url=self.faulty.base_url, api_key="sk-test", max_retries=0) as client:
            found = [
                [_read(item) for item in client.conversations.items.list(name, order="asc", limit=7)]
                for name in self.backend.conversations
            ]
        return [texts for texts in found if texts]


def _read(item: object) -> str:
    content = getattr(item, "content", None)
    return content[0].text if content else f"{getattr(item, 'type', '')} {getattr(item, 'call_id', '')}"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A server without faults."""
    backend = ConversationServer()
    with fault_server(backend) as faulty:
        yield Desk(faulty, backend, tmp_path / "journal.jsonl")


def expected(*threads: ThreadExport) -> list[list[str]]:
    """Return what conversations are to say of long threads."""
    return [[each["content"][0]["text"]["value"] for each in one.messages] for one in threads]


def test_threads_become_conversations_in_order(desk: Desk) -> None:
    """The official SDK reads every message, oldest first, also of threads that need several requests."""
    threads = [long_thread("thread_a", 45), long_thread("thread_b", 20), long_thread("thread_c", 1)]
    outcome = desk.carry(*threads)
    assert (3, 66, []) == (outcome.carried, outcome.items, outcome.failures)
    assert expected(*threads) == desk.said()
    assert [20, 20, 5, 20, 1] == [
        len(body["items"]) for asked, body in desk.backend.asked if asked.endswith("/items") and body
    ]


def test_calls_and_outputs_stand_where_they_were(desk: Desk) -> None:
    """The official SDK reads a function call between the question and the answer."""
    messages = [user("What is 41 + 1?", 1), assistant("42", 4)]
    runs = [run(2, calling(function_call("call_1"), number=3), written("msg_4", 4))]
    desk.carry(thread(messages, runs))
    assert [["What is 41 + 1?", "function_call call_1", "function_call_output call_1", "42"]] == desk.said()


def test_the_conversation_knows_its_thread(desk: Desk) -> None:
    """The old id and the times are in the metadata, beside the thread's own."""
    desk.carry(thread([user("Hello", 5)], metadata={"customer": "7"}))
    assert {
        "assistants_thread_id": "thread_1",
        "customer": "7",
        "assistants_created_at": "2024-05-06T12:53:20Z",
        "assistants_last_message_at": "2024-05-06T12:53:25Z",
    } == desk.backend.conversations["conv_1"]["metadata"]


def test_a_thread_without_messages_becomes_an_empty_conversation(desk: Desk) -> None:
    """Its metadata may matter to the program."""
    assert 1 == desk.carry(thread()).carried
    assert [] == desk.backend.conversations["conv_1"]["items"]


def test_what_is_done_is_not_done_again(desk: Desk) -> None:
    """A second time nothing is sent."""
    done = long_thread("thread_a", 3)
    desk.carry(done)
    asked = len(desk.backend.asked)
    with desk.open() as carrier:
        assert carrier.journal.find("thread_a").is_done
    assert asked == len(desk.backend.asked)


DOUBTFUL = [
    reset(acted=True),
    reset(acted=False),
    hangup(acted=True),
    hangup(acted=False),
    status(500, acted=True),
    status(500),
    status(408, acted=True),
    html(),
    empty(),
    empty(acted=False),
    truncated(),
]
REFUSED = [status(429, headers=SOON), status(503, headers=SOON), status(409, headers=SOON)]


@pytest.mark.parametrize("fault", [*DOUBTFUL, *REFUSED], ids=lambda fault: fault.name)
@pytest.mark.parametrize("nth", [1, 2, 3])
def test_a_chunk_whose_answer_never_came_is_there_once(desk: Desk, fault: Fault, nth: int) -> None:
    """Whether the server took it or not, the conversation has each item once and in order."""
    desk.faulty.inject(Rule("POST", ITEMS, fault, nth=nth))
    one = long_thread("thread_a", 45)
    outcome = desk.carry(one)
    assert [] == outcome.failures
    assert expected(one) == desk.said()


@pytest.mark.parametrize("name", ["", "..", "\ud800", 7])
def test_an_answer_with_an_id_that_is_none_fails_the_thread(desk: Desk, name: object) -> None:
    """No address can hold it, so nothing could be sent there."""
    body = json.dumps({"id": name}).encode()
    answer = Answer(200, (("content-type", "application/json"),), body)
    desk.faulty.inject(Rule("POST", CREATE, Fault("strange id", rewrite=lambda _: answer)))
    [failure] = desk.carry(long_thread("thread_a", 3)).failures
    assert (None, "the server's answer names no conversation.") == (failure.conversation_id, failure.reason)


@pytest.mark.parametrize("fault", [*DOUBTFUL, *REFUSED], ids=lambda fault: fault.name)
def test_a_conversation_whose_answer_never_came_stays_empty(desk: Desk, fault: Fault) -> None:
    """Nobody can find it again, and it holds nothing."""
    desk.faulty.inject(Rule("POST", CREATE, fault))
    one = long_thread("thread_a", 3)
    desk.carry(one)
    assert expected(one) == desk.said()
    record = read_journal(desk.journal, desk.faulty.base_url)
    assert (fault in DOUBTFUL) == bool(record.orphans)


@pytest.mark.parametrize("later", [1, 3, 4, 6])
def test_a_chunk_that_is_taken_later_than_anybody_looks_is_there_once(desk: Desk, later: int) -> None:
    """It was sent again by then; what is there twice is taken out at the end."""
    desk.backend.late = [0, later]
    desk.faulty.inject(Rule("POST", ITEMS, reset(acted=True), nth=2))
    one = long_thread("thread_a", 65)
    outcome = desk.carry(one, long_thread("thread_b", 45))
    assert [] == outcome.failures
    assert expected(one) == desk.said()[:1]


@pytest.mark.parametrize("fault", [reset(acted=True), status(500, acted=True), status(400), status(500)])
@pytest.mark.parametrize("nth", [1, 3])
def test_taking_out_goes_on_where_it_stopped(desk: Desk, fault: Fault, nth: int) -> None:
    """A half of what was there twice may be left, and the next time that goes too."""
    desk.backend.late = [0, 3]
    desk.faulty.inject(
        Rule("POST", ITEMS, reset(acted=True), nth=2),
        Rule("DELETE", f"{ITEMS}/{{item_id}}", fault, nth=nth, times=7 if fault.name == "500 before" else 1),
    )
    one = long_thread("thread_a", 65)
    failures = desk.carry(one).failures
    assert (fault.name in ("400 before", "500 before")) == bool(failures)
    if failures:
        assert [] == desk.carry(one).failures
    assert expected(one) == desk.said()


def test_what_is_found_at_the_very_end_is_taken_out(desk: Desk) -> None:
    """A thread that was done is looked at once more, and again the next time if that fails."""
    desk.backend.late = [0, 8]
    desk.faulty.inject(Rule("POST", ITEMS, reset(acted=True), nth=2))
    desk.faulty.inject(Rule("GET", ITEMS, status(400), nth=4))
    one, other = long_thread("thread_a", 45), long_thread("thread_b", 45)
    outcome = desk.carry(one, other)
    assert ["thread_a"] == [failure.thread_id for failure in outcome.failures]
    assert [] == desk.carry(one).failures
    assert expected(one, other) == desk.said()


@pytest.mark.parametrize("part", [0, 1, 7, 19])
def test_a_chunk_that_was_taken_in_part_is_completed(desk: Desk, part: int) -> None:
    """Not every server takes all of a request or nothing."""
    desk.backend.parts = [None, part, part]
    one = long_thread("thread_a", 65)
    assert [] == desk.carry(one).failures
    assert expected(one) == desk.said()


@pytest.mark.parametrize("length", [45, 99, 145])
def test_a_server_that_lists_badly_gets_nothing_twice(desk: Desk, length: int) -> None:
    """What it does not list is not sent again: the thread is told instead."""
    desk.backend.is_deaf = True
    nth = (length - 1) // 20 + 1
    desk.faulty.inject(Rule("POST", ITEMS, reset(acted=True), nth=nth))
    one = long_thread("thread_a", length)
    assert (length > 100) == bool(desk.carry(one).failures)
    stored = [item["content"][0]["text"] for item in desk.backend.conversations["conv_1"]["items"]]
    assert expected(one) == [stored]


class MixingServer(ConversationServer):
    """Turns conversations of three items round."""

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer, and turn them round."""
        given = super().handle(method, path, query, headers, body)
        for found in self.conversations.values():
            if len(found["items"]) == 3:
                found["items"].reverse()
        return given


def test_conversations_can_be_read_back(tmp_path: Path) -> None:
    """A server that mixes up what it was given is found out; the others are done."""
    backend = MixingServer()
    with fault_server(backend) as faulty:
        desk = Desk(faulty, backend, tmp_path / "journal.jsonl")
        outcome = desk.carry(long_thread("thread_a", 200), long_thread("thread_b", 3), verifies=True)
    [failure] = outcome.failures
    assert "thread_b" == failure.thread_id
    assert failure.reason.endswith("in another order.")
    assert 1 == outcome.carried


def test_the_same_words_twice_are_no_doubling(desk: Desk) -> None:
    """A user may say the same again: what counts is what was sent."""
    desk.backend.late = [0, 3]
    desk.faulty.inject(Rule("POST", ITEMS, reset(acted=True), nth=2))
    one = thread([user("again", number) for number in range(50)])
    desk.carry(one)
    assert [["again"] * 50] == desk.said()


def test_a_server_that_stays_silent_stops_all(desk: Desk) -> None:
    """Others would fare no better; what is begun goes on the next time."""
    desk.faulty.inject(Rule("GET", ITEMS, reset(acted=False), times=20))
    desk.faulty.inject(Rule("POST", ITEMS, reset(acted=True), nth=2))
    threads = [long_thread("thread_a", 45), long_thread("thread_b", 5)]
    outcome = desk.carry(*threads)
    assert outcome.is_unreachable
    assert ["thread_a"] == [failure.thread_id for failure in outcome.failures]
    desk.faulty.inject()


def test_a_thread_goes_on_where_it_stopped(desk: Desk) -> None:
    """The second time sends what is missing, also where the first did not learn what was taken."""
    desk.faulty.inject(
        Rule("POST", ITEMS, reset(acted=True), nth=2), Rule("GET", ITEMS, status(500), times=7)
    )
    threads = [long_thread("thread_a", 45), long_thread("thread_b", 5)]
    first = desk.carry(*threads)
    assert 1 == len(first.failures)
    second = desk.carry(threads[0])
    assert [] == second.failures
    assert expected(*threads) == desk.said()


def test_what_a_server_refuses_fails_alone(desk: Desk) -> None:
    """The others are carried over; the report names the thread, its conversation, and no content."""
    refused = thread([user("secret words", 1)], thread_id="thread_bad")
    desk.faulty.inject(Rule("POST", ITEMS, status(400)))
    outcome = desk.carry(refused, long_thread("thread_b", 5))
    assert 1 == outcome.carried
    [failure] = outcome.failures
    assert ("thread_bad", "conv_1", "the server refused with 400.") == (
        failure.thread_id,
        failure.conversation_id,
        failure.reason,
    )


def test_a_key_that_is_not_taken_stops_all(desk: Desk) -> None:
    """One request is enough to know."""
    desk.faulty.inject(Rule("POST", CREATE, status(401), times=9))
    outcome = desk.carry(long_thread("thread_a", 1), long_thread("thread_b", 1))
    assert outcome.is_unreachable
    assert 1 == len(desk.faulty.seen("POST", CREATE))


def test_a_server_that_refuses_everything_is_not_asked_for_ever(desk: Desk) -> None:
    """After some threads in a row it is the server."""
    desk.faulty.inject(Rule("POST", CREATE, status(404), times=99))
    outcome = desk.carry(*(long_thread(f"thread_{number}", 1) for number in range(50)))
    assert 5 == len(outcome.failures)
    assert "the server refused with 404." == outcome.stopped
    assert not outcome.is_unreachable


def test_an_export_that_has_changed_is_not_mixed_with_what_was_sent(desk: Desk) -> None:
    """What is half there would end as neither."""
    desk.faulty.inject(Rule("POST", ITEMS, status(400), nth=2))
    desk.carry(long_thread("thread_a", 25))
    outcome = desk.carry(long_thread("thread_a", 30))
    assert ["the export has changed since conv_1 was begun."] == [each.reason for each in outcome.failures]


def test_what_others_wrote_is_left_alone(desk: Desk) -> None:
    """A conversation that somebody has gone on with is told, and nothing is added or taken out."""
    desk.faulty.inject(Rule("POST", ITEMS, status(400), nth=2))
    one = long_thread("thread_a", 25)
    desk.carry(one)
    with OpenAI(base_url=desk.faulty.base_url, api_key="sk-test") as client:
        client.conversations.items.create("conv_1", items=[{"role": "user", "content": "me"}])
    before = desk.backend.texts("conv_1")
    outcome = desk.carry(one)
    assert ["conv_1 has something else than what was sent from here."] == [
        each.reason for each in outcome.failures
    ]
    assert before == desk.backend.texts("conv_1")


def test_a_journal_belongs_to_one_server(desk: Desk, tmp_path: Path) -> None:
    """Conversations of another server are not taken for done."""
    desk.carry(long_thread("thread_a", 1))
    with pytest.raises(JournalRefused, match="belongs to"):
        read_journal(desk.journal, "https://elsewhere.example/v1")


def test_two_processes_do_not_share_a_journal(desk: Desk) -> None:
    """The second is told, before it sends anything."""
    with desk.open(), pytest.raises(JournalRefused, match="another process"):
        desk.carry(long_thread("thread_a", 1))


@pytest.mark.parametrize("text", ["hello\n", '{"a": 1}\n', "[1]\n", "\x00\x01\n"])
def test_a_file_that_is_no_journal_is_left_alone(desk: Desk, text: str) -> None:
    """A name that was mistyped costs nobody a file."""
    desk.journal.write_text(text)
    with pytest.raises(JournalRefused, match="not a journal"):
        desk.carry(long_thread("thread_a", 1))
    assert text == desk.journal.read_text()


def test_half_a_line_is_dropped(desk: Desk) -> None:
    """A process that was killed while it wrote leaves what can be gone on with."""
    one = long_thread("thread_a", 45)
    desk.faulty.inject(Rule("POST", ITEMS, status(400), nth=3))
    desk.carry(one)
    whole = desk.journal.read_bytes()
    desk.journal.write_bytes(whole + b'{"event": "don')
    assert [] == desk.carry(one).failures
    assert expected(one) == desk.said()


def every_cut(data: bytes) -> Sequence[int]:
    """Return where a journal may end that was being written when its process was killed."""
    ends = [index + 1 for index, byte in enumerate(data) if byte == ord("\n")]
    return [*ends, *(end - 3 for end in ends[1:])]


def test_a_journal_may_end_anywhere(tmp_path: Path) -> None:
    """Whatever of it was written, going on leaves each item once; at most an empty conversation more."""
    one = long_thread("thread_a", 45)
    backend = ConversationServer()
    with fault_server(backend) as faulty:
        desk = Desk(faulty, backend, tmp_path / "journal.jsonl")
        desk.carry(one)
        whole = desk.journal.read_bytes()
        stored = [*backend.conversations["conv_1"]["items"]]
        for cut in every_cut(whole):
            desk.journal.write_bytes(whole[:cut])
            backend.conversations = {"conv_1": {"metadata": {}, "items": [*stored]}}
            if b"created" not in whole[: whole.rfind(b"\n", 0, cut)]:
                backend.conversations["conv_1"]["items"] = []  # nothing is sent before that line
            assert [] == desk.carry(one).failures
            assert expected(one) == desk.said()
