"""What `/responses` endpoints answer, read as pieces: whole or in events, in all the forms they come in."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pytest
from assistants_v2_server import FinishPiece, RefusalPiece, TextPiece, ToolCallPiece, Usage
from assistants_v2_server.models.event_streams import (
    LONGEST_EVENT,
    EndlessAnswer,
    EndpointError,
    EventSplitter,
    UnreadableAnswer,
)
from assistants_v2_server.models.hosted import (
    CitationPiece,
    FoundPassage,
    HostedCodePiece,
    HostedResultPiece,
    HostedStartPiece,
    ItemPiece,
    SoFarPiece,
)
from assistants_v2_server.models.responses_answers import MOST_ITEMS, ResponseReader
from assistants_v2_server.models.responses_items import CodeResult, Finding, ImageLink
from assistants_v2_server.models.responses_messages import MOST_LINKS, FileLink
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from .responses_events import (
    USAGE,
    call,
    code,
    end,
    event,
    message,
    response,
    search,
    stream,
    tell,
    text,
    thought,
)

SPENT = Usage(5, 4, 3, 2)
CITED = {"type": "file_citation", "file_id": "file-1", "filename": "a.txt", "index": 3}
MADE = {
    "type": "container_file_citation",
    "container_id": "cntr_1",
    "file_id": "cfile_1",
    "filename": "t.csv",
    "start_index": 4,
    "end_index": 27,
}
LINK = "sandbox:/mnt/data/t.csv"
LINKING = f"See {LINK}."
UNPLACED = {"start_index": 0, "end_index": 0}
UNFOUND = "The search did not come to its end."
CUT_OFF: Any = {"status": "incomplete", "incomplete_details": {"reason": "max_output_tokens"}}


def finish(reason: Any = "stop", *items: Any, usage: Usage = SPENT) -> FinishPiece:
    """The end of an answer."""
    return FinishPiece(reason, usage, "gpt-of-today", "resp_1", items)


def read_all(events: Iterable[Any]) -> list[Finding]:
    """All that events add to a turn, and what is told of it so far."""
    reader = ResponseReader()
    return [found for each in events for found in reader.read(json.loads(json.dumps(each)))]


def read(events: Iterable[Any]) -> list[Finding]:
    """All that events add to a turn."""
    return drop_progress(read_all(events))


def drop_progress(findings: Iterable[Finding]) -> list[Finding]:
    """What is found, but for what is told of it so far, and when calls are carried out."""
    return [found for found in findings if not isinstance(found, SoFarPiece | HostedStartPiece)]


def test_a_search_that_looks_like_a_function_first_is_a_search() -> None:
    """OGX tells of its arguments before it announces it, and of the file behind a document of its own."""
    attributes = {"document_id": "uuid", "file_id": "file-9", "filename": "b.md", "token_count": 8.0}
    passage = {"file_id": "uuid", "filename": "uuid", "score": 0.5, "text": "found", "attributes": attributes}
    early = [
        event("function_call_arguments.delta", "fs_1", 0, delta='{"query": "q"}'),
        event("function_call_arguments.done", "fs_1", 0, arguments='{"query": "q"}'),
    ]
    found = search(results=[passage])
    said = message(text("Yes", {**CITED, "file_id": "uuid", "filename": "b.md"}), name="msg_2")
    events = [*early, *tell(found), *tell(said, 1), end(found, said)]
    for told in (events, [response(found, said)]):
        assert [
            ItemPiece("file_search", "fs_1"),
            HostedResultPiece((FoundPassage("file-9", "b.md", 0.5, "found", attributes),), (), ("q",)),
            ItemPiece("message", "msg_2"),
            TextPiece("Yes"),
            CitationPiece("file-9", "b.md"),
            finish(),
        ] == join(read(told))


def test_results_have_the_name_that_litellm_gives_them() -> None:
    """It leaves `results` empty."""
    named = search("found")
    other = {**named, "results": None, "search_results": named["results"]}
    assert read([response(named)]) == read([response(other)])


def test_an_answer_that_was_too_long_is_so_by_the_name_of_chat_endpoints() -> None:
    """OGX hands it on."""
    details: Any = {"status": "incomplete", "incomplete_details": {"reason": "length"}}
    assert finish("length") == read([response(message("Half"), **details)])[-1]


def join(found: Iterable[Finding]) -> list[Finding]:
    """The same, with texts, arguments and code in one piece."""
    joined: list[Finding] = []
    for each in found:
        more = merge(joined[-1], each) if joined else None
        joined = [*joined, each] if more is None else [*joined[:-1], more]
    return joined


def merge(first: Finding, second: Finding) -> Finding | None:
    """Two pieces of one kind as one; None if they are not."""
    match first, second:
        case TextPiece(one), TextPiece(two):
            return TextPiece(one + two)
        case RefusalPiece(one), RefusalPiece(two):
            return RefusalPiece(one + two)
        case HostedCodePiece(one), HostedCodePiece(two):
            return HostedCodePiece(one + two)
        case ToolCallPiece(), ToolCallPiece(name="") if first.index == second.index:
            return replace(first, arguments=first.arguments + second.arguments)
        case _:
            return None


FOUND = FoundPassage("file-1", "a.txt", 0.5, "p", {"n": 1})
LOGS, IMAGE = {"type": "logs", "logs": "4"}, {"type": "image", "url": "data:image/png;base64,AA=="}
ANSWERS: list[tuple[list[Any], list[Finding]]] = [
    ([message("Good morning!")], [ItemPiece("message", "msg_1"), TextPiece("Good morning!"), finish()]),
    (
        [message({"type": "refusal", "refusal": "I won't."})],
        [ItemPiece("message", "msg_1"), RefusalPiece("I won't."), finish()],
    ),
    (
        [thought(), call("f", '{"a": 1}')],
        [
            ItemPiece("function", "fc_1"),
            ToolCallPiece(0, "f", '{"a": 1}', "call_1"),
            finish("tool_calls", thought(), call("f", '{"a": 1}')),
        ],
    ),
    (
        [message("Let me see."), call("f"), call("g", "", 2)],
        [
            ItemPiece("message", "msg_1"),
            TextPiece("Let me see."),
            ItemPiece("function", "fc_1"),
            ToolCallPiece(0, "f", "{}", "call_1"),
            ItemPiece("function", "fc_2"),
            ToolCallPiece(1, "g", "{}", "call_2"),
            finish("tool_calls", message("Let me see."), call("f"), call("g", "", 2)),
        ],
    ),
    (
        [search("p"), message("Yes.")],
        [
            ItemPiece("file_search", "fs_1"),
            HostedResultPiece((FOUND,), (), ("q",)),
            ItemPiece("message", "msg_1"),
            TextPiece("Yes."),
            finish(),
        ],
    ),
    (
        [code("print(2 + 2)", LOGS, IMAGE), message("4")],
        [
            ItemPiece("code_interpreter", "ci_1"),
            HostedCodePiece("print(2 + 2)"),
            CodeResult(("4", ImageLink("data:image/png;base64,AA=="))),
            ItemPiece("message", "msg_1"),
            TextPiece("4"),
            finish(),
        ],
    ),
    (
        [{"type": "web_search_call", "id": "ws_1", "status": "completed"}, message("x")],
        [ItemPiece("message", "msg_1"), TextPiece("x"), finish()],
    ),
    ([message("")], [finish()]),
    (
        [message(text(LINKING, MADE))],
        [
            ItemPiece("message", "msg_1"),
            TextPiece(LINKING),
            FileLink("sandbox:/mnt/data/t.csv", "t.csv", "cfile_1", "cntr_1"),
            finish(),
        ],
    ),
]
READ = pytest.mark.parametrize(("output", "pieces"), ANSWERS)


@READ
def test_a_whole_answer_is_read(output: list[Any], pieces: list[Finding]) -> None:
    """Texts, refusals, calls, hosted calls, files and usage; what is not known is passed over."""
    assert pieces == join(read([response(*output)]))


@READ
def test_a_stream_is_read(output: list[Any], pieces: list[Finding]) -> None:
    """The same, piece by piece."""
    assert pieces == join(read(stream(*output)))


@READ
@pytest.mark.parametrize("kept", ["output_item.done", "end"])
def test_a_stream_without_deltas_is_read(output: list[Any], pieces: list[Finding], kept: str) -> None:
    """Some servers only show items at their end, or all of them at the end of the answer."""
    told = stream(*output)
    events = [each for each in told if kept in each["type"] or each["type"] == "response.completed"]
    assert pieces == join(read(events))


@READ
def test_a_stream_whose_end_shows_no_items_is_read(output: list[Any], pieces: list[Finding]) -> None:
    """What the items showed at their own ends is enough."""
    assert pieces == join(read([*stream(*output)[:-1], end()]))


@READ
def test_a_stream_that_names_an_item_otherwise_in_each_event_is_read(
    output: list[Any], pieces: list[Finding]
) -> None:
    """The place of an item says which one is meant, and at the end its type."""
    events = json.loads(json.dumps(stream(*output)))
    for number, each in enumerate(events):
        if "item_id" in each:
            each["item_id"] = f"other_{number}"
        if each["type"] == "response.completed":
            for item in each["response"]["output"]:
                item["id"] = f"other_{item['id']}"
    assert without_items(pieces) == without_items(join(read(events)))


@READ
def test_a_stream_that_numbers_nothing_is_read(output: list[Any], pieces: list[Finding]) -> None:
    """Neither places nor numbers of events are needed."""
    events = json.loads(json.dumps(stream(*output)))
    for each in events:
        for name in ("output_index", "content_index", "sequence_number"):
            each.pop(name, None)
    assert pieces == join(read(events))


@READ
def test_a_stream_that_numbers_all_items_alike_is_read(output: list[Any], pieces: list[Finding]) -> None:
    """Then their names say which one is meant."""
    events = [each | ({"output_index": 0} if "output_index" in each else {}) for each in stream(*output)]
    assert pieces == join(read(events))


def without_items(found: Iterable[Finding]) -> list[Finding]:
    """The same, without what is to be given again."""
    return [FinishPiece(each.reason, each.usage) if isinstance(each, FinishPiece) else each for each in found]


@given(st.data(), st.sampled_from(ANSWERS))
def test_items_that_come_interleaved_are_told_one_after_the_other(data: st.DataObject, answer: Any) -> None:
    """The order of the answer counts, not that of the events; each item is told in the order it came."""
    output, pieces = answer
    told = [tell(item, index) for index, item in enumerate(output)]
    events: list[Any] = []
    while any(told):
        events.append(data.draw(st.sampled_from([each for each in told if each])).pop(0))
    assert pieces == join(read([*events, end(*output)]))


@given(st.data(), st.sampled_from(ANSWERS), st.sampled_from([b"\n", b"\r\n"]), st.booleans())
def test_a_stream_is_read_the_same_however_it_is_cut(
    data: st.DataObject, answer: Any, line: bytes, is_named: bool
) -> None:
    """With the names of events and without them."""
    output, pieces = answer
    sent = b""
    for each in stream(*output):
        sent += b"event: " + each["type"].encode() + line if is_named else b""
        sent += b"data: " + json.dumps(each, ensure_ascii=False).encode() + line + line
    splitter, reader, found = EventSplitter(), ResponseReader(), list[Finding]()
    while sent:
        size = data.draw(st.integers(1, len(sent)))
        for heard in splitter.feed(sent[:size]):
            found += reader.read(json.loads(heard))
        sent = sent[size:]
    assert pieces == join(drop_progress(found))


def test_words_are_told_as_they_come() -> None:
    """Nothing that can be told is held back until the end of an item."""
    first, *_ = stream(message("one two"))
    reader = ResponseReader()
    told = [reader.read(each) for each in [first, *tell(message("one two"))[:4]]]
    assert [[], [], [], [ItemPiece("message", "msg_1"), TextPiece("one")], [TextPiece(" tw")]] == told


def test_an_item_waits_for_those_before_it() -> None:
    """Also if nothing was heard of them yet."""
    reader = ResponseReader()
    later = [found for each in tell(message("two", name="msg_2"), 1) for found in reader.read(each)]
    assert [] == later
    first = [found for each in tell(message("one"), 0) for found in reader.read(each)]
    assert [
        ItemPiece("message", "msg_1"),
        TextPiece("one"),
        ItemPiece("message", "msg_2"),
        TextPiece("two"),
    ] == join(drop_progress(first))


def list_so_far(events: Iterable[Any]) -> list[tuple[type, SoFarPiece]]:
    """What is told of an answer so far, each with the kind of the piece that comes right after it.

    What comes before a call is carried out is left out.
    """
    found = read_all(events)
    pairs = pairwise(found)
    told = [(type(after), piece) for piece, after in pairs if isinstance(piece, SoFarPiece)]
    return [each for each in told if each[0] is not HostedStartPiece]


SEARCHED, RAN, SAID = search("p"), code("1", LOGS), message("One")
LATER = message("Two", name="msg_2")
CREATED = {"type": "response.created", "response": {"id": "resp_1"}}


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ([SAID], []),
        ([SEARCHED, SAID], [[SEARCHED]]),
        ([SAID, SEARCHED, RAN, LATER], [[SAID], [SEARCHED], [RAN]]),
        # A thought is told with what it belongs to.
        (
            [thought(), SAID, thought(2), SEARCHED, thought(3), LATER],
            [[thought(), SAID], [thought(2), SEARCHED]],
        ),
        # Nothing from the first call of a function on: it has no output.
        ([SEARCHED, call("f"), RAN, SAID], [[SEARCHED], []]),
        ([thought(), call("f"), SEARCHED, SAID], [[]]),
        # Nor from a thought on that the endpoint keeps to itself.
        ([SEARCHED, {**thought(), "encrypted_content": None}, RAN, SAID], [[SEARCHED], []]),
    ],
)
def test_what_has_ended_is_told_before_the_piece_that_ends_it(output: list[Any], expected: Any) -> None:
    """Each item once, with the id of the answer, right before a result or what follows a message."""
    told = list_so_far(stream(*output))
    assert expected == [[*piece.items] for _, piece in told]
    assert {"resp_1"} >= {piece.response_id for _, piece in told}
    assert {HostedResultPiece, CodeResult, ItemPiece} >= {kind for kind, _ in told}


def test_what_an_endpoint_does_not_show_is_not_told_again() -> None:
    """Neither are the items behind it, which may need it; the id of the answer is told all the same."""
    unseen = [each for each in tell(SAID) if not each["type"].endswith("item.done")]
    events = [CREATED, *unseen, *tell(SEARCHED, 1), {**end(), "response": response()}]
    assert [(HostedResultPiece, SoFarPiece((), "resp_1"))] == list_so_far(events)


def test_of_items_that_come_interleaved_those_are_told_that_have_been_handed_on() -> None:
    """What stands behind has ended earlier, and is told in its turn."""
    events = [CREATED, tell(SEARCHED)[0], *tell(RAN, 1), *tell(SEARCHED)[1:]]
    assert [[SEARCHED], [RAN]] == [[*piece.items] for _, piece in list_so_far(events)]


BEGUN = ItemPiece("file_search", "fs_1")
STARTED = [SoFarPiece((), "resp_1"), HostedStartPiece()]


def test_a_hosted_call_is_told_to_be_carried_out_when_its_code_is_whole() -> None:
    """Right after its beginning or its code, with the id of the answer."""
    searched, ran = ([CREATED, *tell(item)] for item in (SEARCHED, RAN))
    assert [BEGUN, *STARTED] == read_all(searched)[:3]
    begun = [ItemPiece("code_interpreter", "ci_1"), HostedCodePiece("1"), *STARTED]
    assert begun == join(read_all(ran))[:4]


def test_that_a_hosted_call_is_carried_out_is_told_once_and_in_its_turn() -> None:
    """Not twice, not of a call that nobody has announced, and not before what stands before it has ended."""
    [start] = [each for each in tell(SEARCHED) if each["type"].endswith("searching")]
    assert [BEGUN, HostedStartPiece()] == read_all([tell(SEARCHED)[0], start, start])
    assert [] == read_all([start])
    later = [{**each, "output_index": 1} for each in (tell(SEARCHED)[0], start)]
    begun, *said = tell(SAID)
    message_begun = ItemPiece("message", "msg_1")
    assert HostedStartPiece() not in read_all([begun, *later])
    found = read_all([begun, *later, *said])
    assert [message_begun, TextPiece("One"), BEGUN, HostedStartPiece()] == [
        each for each in join(found) if not isinstance(each, SoFarPiece)
    ]


def place(cited: Any, said: str = "One two.") -> list[Finding]:
    """What a whole message with annotations comes to, without its beginning and the end of the answer."""
    return read([response(message(text(said, *cited)))])[1:-1]


ONE, TWO = CitationPiece("file-1", "a.txt"), CitationPiece("file-2")


@pytest.mark.parametrize(
    ("indexes", "pieces"),
    [
        ([3], [TextPiece("One"), ONE, TextPiece(" two.")]),
        ([8], [TextPiece("One two."), ONE]),
        ([99], [TextPiece("One two."), ONE]),
        ([None], [TextPiece("One two."), ONE]),
        # Some servers number files instead of places: no citation stands before or within a word.
        ([0], [TextPiece("One two."), ONE]),
        ([1], [TextPiece("One two."), ONE]),
        ([3, 3], [TextPiece("One"), ONE, ONE, TextPiece(" two.")]),
        ([7, 3], [TextPiece("One"), ONE, TextPiece(" two"), ONE, TextPiece(".")]),
    ],
)
def test_a_citation_stands_where_it_belongs(indexes: list[Any], pieces: list[Finding]) -> None:
    """A whole text is parted at the places that its annotations name."""
    assert pieces == place([CITED | {"index": index} for index in indexes])


def test_a_citation_that_comes_late_stands_at_its_end() -> None:
    """What was told is not taken back; a place that is still to come is waited for."""
    told = tell(message(text("One two.")))
    late, early = (
        event("output_text.annotation.added", "msg_1", 0, annotation=CITED | {"index": index})
        for index in (3, 7)
    )
    found = read([*told[:4], early, late, *told[4:], end()])
    assert [TextPiece("One"), TextPiece(" tw"), ONE, TextPiece("o"), ONE, TextPiece(".")] == found[1:-1]


def test_a_citation_is_told_once() -> None:
    """Though the event, the part, the item and the answer name it; two of one kind are two."""
    cited = text("One two.", CITED, CITED, {"type": "file_citation", "file_id": "file-2"})
    found = read(stream(message(cited)))
    assert [ONE, ONE, TWO] == [each for each in found if isinstance(each, CitationPiece)]


@pytest.mark.parametrize(
    ("annotation", "link"),
    [
        (MADE, FileLink(LINK, "t.csv", "cfile_1", "cntr_1")),
        (MADE | UNPLACED, FileLink(LINK, "t.csv", "cfile_1", "cntr_1")),
        (MADE | UNPLACED | {"filename": "plot.png"}, FileLink("", "plot.png", "cfile_1", "cntr_1")),
        ({"type": "file_path", "file_id": "file-1", "index": 9}, FileLink(LINK, "t.csv", "file-1")),
        ({"type": "file_path", "file_id": "file-1"}, FileLink("", "file-1", "file-1")),
    ],
)
def test_a_file_is_told_with_the_passage_that_links_to_it(annotation: Any, link: FileLink) -> None:
    """By the bounds of the annotation or the name of the file; without a passage if none links to it."""
    said = f"[t]({LINK})!"
    assert [TextPiece(said), link] == place([annotation], said)


def test_a_file_may_be_called_what_ends_other_links() -> None:
    """Then the bounds of the annotation count."""
    said = "sandbox:/mnt/data/a (b).csv here"
    made = MADE | {"start_index": 0, "end_index": 27}
    assert FileLink("sandbox:/mnt/data/a (b).csv", "t.csv", "cfile_1", "cntr_1") == place([made], said)[-1]


@pytest.mark.parametrize(
    ("item", "result"),
    [
        (search(results=None), HostedResultPiece((), (), ("q",))),
        (
            search(results=None, status="failed"),
            HostedResultPiece((), (), ("q",), UNFOUND),
        ),
        (code("", outputs=None), CodeResult()),
        (code("", outputs=None, status="incomplete"), CodeResult((), "The code did not come to its end.")),
        (code("", {"type": "logs", "logs": "4"}, status="failed"), CodeResult(("4",))),
    ],
)
def test_a_hosted_call_says_what_it_came_to(item: Any, result: Finding) -> None:
    """Results that the endpoint does not show are none; what failed without one says so."""
    assert result == read([response(item)])[1]


def test_a_hosted_call_that_is_cut_off_has_not_come_to_its_end() -> None:
    """The answer may end before it does."""
    events = [*tell(search("p"))[:2], end(**CUT_OFF)]
    assert [
        ItemPiece("file_search", "fs_1"),
        HostedResultPiece(error=UNFOUND),
        finish("length"),
    ] == read(events)


@pytest.mark.parametrize(
    ("cause", "reason"), [("max_output_tokens", "length"), ("content_filter", "content_filter")]
)
def test_an_incomplete_answer_says_why(cause: str, reason: str) -> None:
    """What was said of it stands."""
    details = {"incomplete_details": {"reason": cause}}
    expected = [ItemPiece("message", "msg_1"), TextPiece("On"), finish(reason)]
    assert expected == read([response(message("On"), status="incomplete", **details)])
    assert expected == join(read(stream(message("On"), status="incomplete", **details)))


@pytest.mark.parametrize(
    ("last", "code"),
    [
        (end(status="failed", error={"code": "server_error", "message": "a secret"}), "server_error"),
        (response(status="failed", error={"code": "rate_limit_exceeded"}), "rate_limit_exceeded"),
        (response(status="failed", error=None), None),
        (end(status="cancelled"), "cancelled"),
        (end(status="incomplete", incomplete_details={"reason": "max_tool_calls"}), "max_tool_calls"),
        (end(status="incomplete", incomplete_details=None), None),
        ({"type": "error", "code": "invalid_prompt", "message": "a secret", "param": None}, "invalid_prompt"),
        ({"type": "error", "error": {"type": "overloaded", "message": "a secret"}}, "overloaded"),
        ({"error": {"code": "overloaded"}}, "overloaded"),
        ({"error": "a secret"}, None),
    ],
)
def test_an_error_is_told(last: Any, code: str | None) -> None:
    """Its code is repeated, its text is not."""
    with pytest.raises(EndpointError) as caught:
        read([*stream(message("On"))[:4], last])
    assert code == caught.value.code
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("last", [[], [{"type": "response.in_progress", "response": {}}]])
def test_a_stream_that_breaks_off_has_no_end(last: list[Any]) -> None:
    """Without the event of the end, what came is no answer."""
    found = read([*stream(message("One two."))[:-1], *last])
    assert not any(isinstance(each, FinishPiece) for each in found)
    assert [] == read([response(status="in_progress")])


def test_nothing_is_read_behind_the_end() -> None:
    """An endpoint may go on talking."""
    assert finish() == read([*stream(message("x")), *stream(message("y"))])[-1]


def test_items_are_given_again_only_as_the_endpoint_showed_them() -> None:
    """If it did not show one of them, text and calls are."""
    [*events, _] = stream(thought(), call("f"))
    assert finish("tool_calls", thought(), call("f")) == read([*events, end()])[-1]
    shown = [each for each in events if each["type"] != "response.output_item.done"]
    assert finish("tool_calls") == read([*shown, end()])[-1]


def test_a_call_that_is_named_late_is_a_call() -> None:
    """Its arguments may come before its name, and as an object."""
    item = call("f") | {"arguments": {"a": 1}}
    told = event("function_call_arguments.delta", "fc_1", 0, delta='{"a"')
    assert [ItemPiece("function", "fc_1"), ToolCallPiece(0, "f", '{"a": 1}', "call_1")] == join(
        read([told, response(item)])
    )[:-1]


def test_what_is_told_twice_in_two_ways_is_told_once() -> None:
    """What was said first stands."""
    events = stream(message("One"))
    events[-1] = end(message("Another"))
    assert [ItemPiece("message", "msg_1"), TextPiece("One"), finish()] == join(read(events))


@pytest.mark.parametrize(
    "event",
    [
        None,
        [],
        "x",
        7,
        {},
        {"choices": [{"index": 0, "delta": {"content": "x"}}]},
        {"object": "response"},
        {"type": "response.completed"},
        {"type": "response.output_item.added", "item": None},
        {"type": "response.output_item.done", "item": {"type": "function_call", "id": "fc_1"}},
        response({"type": "message", "content": 7}),
        response(message("x"), usage={"input_tokens": "many"}),
    ],
)
def test_what_is_no_answer_is_refused(event: Any) -> None:
    """Anything else is not read as an empty answer."""
    with pytest.raises(UnreadableAnswer):
        read([event])


def test_an_answer_without_end_is_refused() -> None:
    """A server that sends and sends is not kept in memory."""
    part = event("output_text.delta", "msg_1", 1, delta="x" * (LONGEST_EVENT // 4))
    with pytest.raises(EndlessAnswer):
        read([part] * 5)


def test_an_answer_of_ever_more_items_is_refused() -> None:
    """However little each of them says, and whether runs have a place for them or not."""
    done = {"type": "response.output_item.done", "item": {"type": "reasoning"}}
    with pytest.raises(EndlessAnswer, match=f"{MOST_ITEMS:,} items"):
        read([done] * (MOST_ITEMS + 1))
    assert finish() == read([*[done] * MOST_ITEMS, end()])[-1]


def test_a_text_links_to_so_many_files_and_no_more() -> None:
    """Each is fetched: those beyond are passed over."""
    links = [MADE | UNPLACED | {"file_id": f"cfile_{number}"} for number in range(MOST_LINKS + 1)]
    found = [each for each in read([response(message(text(LINKING, *links)))]) if isinstance(each, FileLink)]
    assert [f"cfile_{number}" for number in range(MOST_LINKS)] == [link.id for link in found]


@pytest.mark.parametrize("file_id", [None, ""])
def test_a_citation_of_no_file_is_none(file_id: Any) -> None:
    """The text stands without it."""
    expected = [ItemPiece("message", "msg_1"), TextPiece("One two"), finish()]
    assert expected == join(read([response(message(text("One two", CITED | {"file_id": file_id})))]))


def test_usage_may_be_missing() -> None:
    """Some servers do not count."""
    assert finish(usage=Usage()) == read([response(usage=None)])[-1]
    endless = {"input_tokens": float("inf"), "output_tokens": -1}
    assert finish(usage=Usage()) == read([response(usage=endless)])[-1]
    assert SPENT != Usage(USAGE["input_tokens"], USAGE["output_tokens"])
