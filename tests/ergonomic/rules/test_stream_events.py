"""Events as objects: names, odd framings, errors in a stream, and what cannot be read."""

from __future__ import annotations

import json
from typing import Any

import assistants_v2 as a
import pytest
from assistants_v2.rules import event_stream
from assistants_v2.rules.stream_events import EventReader
from assistants_v2_raw import models
from assistants_v2_raw.events import EVENT_DATA, EVENTS, AssistantStreamEvent
from assistants_v2_raw.types import Unknown

from ..objects import a_run
from .streaming import DONE, SETTINGS, event, in_pieces, read, run_event, text_delta, written

RUN = a_run("queued").to_dict()
FLAT = {"message": "Overloaded.", "type": "server_error", "param": None, "code": "overloaded"}


def refused(*chunks: bytes) -> a.APIResponseValidationError:
    """Return the error that reading a stream ends in."""
    with pytest.raises(a.APIResponseValidationError) as raised:
        read(*chunks)
    return raised.value


def failed(*chunks: bytes) -> a.APIStreamError:
    """Return the error that a stream reports."""
    with pytest.raises(a.APIStreamError) as raised:
        read(*chunks)
    return raised.value


@pytest.mark.parametrize("name", EVENT_DATA)
def test_each_name_has_its_class(name: str) -> None:
    """An event is read as the class of its name, and its data as what the contract says."""
    if name == "error":
        return
    data = {"id": "some_1", "of_tomorrow": [1]}
    for _ in range(2):  # the first loads the class
        (found,) = read(event(name, data))
        assert getattr(models, EVENTS[name]) is type(found)
        assert getattr(models, EVENT_DATA[name]) is type(found.data)
        assert {"event": name, "data": data} == written(found)


def test_the_union_has_all_classes() -> None:
    """The annotation names whatever can come, and what is unknown."""
    members: Any = AssistantStreamEvent
    assert {*EVENTS.values(), "Unknown"} == {member.__name__ for member in members.__args__}


def test_the_end_marker_is_an_event_of_its_own() -> None:
    """It is told by its name, or by its data where there is no name."""
    for marker in (
        DONE,
        b"data: [DONE]\n\n",
        b"event: done\ndata:\n\n",
        b'data: {"event":"done","data":"[DONE]"}\n\n',
    ):
        (found,) = read(marker)
        assert models.DoneEvent(event="done", data="[DONE]") == found


def test_a_missing_end_marker_is_no_error() -> None:
    """Some servers just end the stream."""
    assert ["thread.run.completed"] == [each.event for each in read(run_event("completed"))]


def test_unknown_events_of_a_thread_and_others_are_kept() -> None:
    """Their name and JSON are there; data that are no JSON are text."""
    stream = (
        event("thread.of_tomorrow", {"id": 7}) + b"event: ping\ndata: now\n\ndata: [1]\n\nevent: x\ndata\n\n"
    )
    found = read(stream)
    assert [Unknown] * 4 == [type(each) for each in found]
    assert [("thread.of_tomorrow", {"id": 7}), ("ping", "now"), ("message", [1]), ("x", "")] == [
        (each.event, each.data) for each in found
    ]


def test_the_name_does_not_say_the_state() -> None:
    """A run that waits for outputs stays one, whatever its event is called."""
    (found,) = read(run_event("completed", "requires_action"))
    assert isinstance(found, models.ThreadRunCompleted)
    assert "requires_action" == found.data.status


ENVELOPED = [
    b'data: {"event": "thread.run.queued", "data": %b}\n\n',
    b'event: message\ndata: {"data": %b, "event": "thread.run.queued"}\n\n',
    b'event: thread.run.queued\ndata: {"event": "thread.run.queued", "data": %b}\n\n',
]


@pytest.mark.parametrize("form", ENVELOPED)
def test_enveloped_events_are_read_as_others_are(form: bytes) -> None:
    """Some servers put the name into the data."""
    stream = form % json.dumps(RUN).encode()
    assert read(event("thread.run.queued", RUN)) * 2 == read(stream, stream)


def test_an_enveloped_event_keeps_what_else_it_says() -> None:
    """What is beside name and data is written back."""
    told = {"event": "thread.run.queued", "data": RUN, "sequence": 4}
    assert told == written(read(b"data: " + json.dumps(told).encode() + b"\n\n")[0])


def test_an_enveloped_unknown_event_is_kept() -> None:
    """It is unknown by the name in its data."""
    (found,) = read(b'data: {"event": "ping", "data": {"a": 1}}\n\n')
    assert ("ping", {"a": 1}) == (found.event, found.data)


@pytest.mark.parametrize(
    "keep_alive",
    [b": keep-alive\n\n", b": keep-alive\n", b":\n\n", b"\n\n", b"id: 3\n\n", b"retry: 3000\n\n"],
)
def test_keep_alives_are_no_events(keep_alive: bytes) -> None:
    """Comments, blank lines and records without data tell nothing."""
    stream = keep_alive + run_event("queued") + keep_alive * 2 + DONE + keep_alive
    assert ["thread.run.queued", "done"] == [each.event for each in read(stream)]


ERRORS = {
    "flat": event("error", FLAT),
    "wrapped": event("error", {"error": FLAT}),
    "enveloped": event("message", {"event": "error", "data": FLAT}),
    "wrapped and enveloped": event("message", {"event": "error", "data": {"error": FLAT}}),
    "without a name": b"data: " + json.dumps({"error": FLAT}).encode() + b"\n\n",
    "under the name of another event": event("thread.run.failed", {"error": FLAT}),
}


@pytest.mark.parametrize("form", ERRORS)
def test_flat_and_wrapped_error(form: str) -> None:
    """An error in a stream is raised with all it says, after what came before it."""
    error = failed(ERRORS[form])
    assert ("Overloaded.", "server_error", None, "overloaded") == (
        error.message,
        error.type,
        error.param,
        error.code,
    )
    assert ("https://host/v1", None, None) == (error.url, error.run_id, error.thread_id)
    assert error.body in (FLAT, {"error": FLAT})


def test_what_came_before_an_error_is_given() -> None:
    """The events of the same chunk are yielded first."""
    events = EventReader(SETTINGS).read(run_event("queued") + ERRORS["flat"])
    assert "thread.run.queued" == next(events).event
    with pytest.raises(a.APIStreamError):
        next(events)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"It broke.", "It broke."),
        (b'"It broke."', "It broke."),
        (b'{"error": "It broke."}', "It broke."),
        (b'{"detail": "It broke."}', "It broke."),
        (
            b'{"error": {"code": 5}}',
            "https://host/v1 ended the stream with an error, and does not say which.",
        ),
        (b"", "https://host/v1 ended the stream with an error, and does not say which."),
        (b"null", "https://host/v1 ended the stream with an error, and does not say which."),
        (b"[" * 5_000, "[" * 5_000),
    ],
)
def test_an_error_of_any_form_is_raised(data: bytes, message: str) -> None:
    """A server in trouble may say anything."""
    assert message == failed(b"event: error\ndata: " + data + b"\n\n").message


def test_an_error_does_not_show_the_key() -> None:
    """A server may quote it."""
    error = failed(event("error", {"message": "Bad key sk-secret-1.", "type": "sk-secret-1"}))
    assert ("Bad key [api key].", "[api key]") == (error.message, error.type)
    assert "secret" not in repr(error.body)


def test_an_error_that_is_null_is_none() -> None:
    """Some servers have the member in every object."""
    (found,) = read(event("thread.run.queued", {**RUN, "error": None}))
    assert {**RUN, "error": None} == written(found)["data"]


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({**RUN, "status": 7}, "data.status"),
        (
            {**RUN, "tools": [{"type": "function", "function": {"name": False}}]},
            "data.tools[0].function.name",
        ),
        ({"object": "thread.run"}, "data.id"),
        (None, "data"),
        ([RUN], "data"),
        ("queued", "data"),
    ],
)
def test_a_value_of_another_kind_is_refused_with_its_place(data: Any, place: str) -> None:
    """It is refused when the event is read; the error repeats nothing of it."""
    read(event("thread.run.queued", RUN))
    error = refused(event("thread.run.queued", data))
    assert (place, 200) == (error.place, error.status_code)
    assert f"https://host/v1 streamed an event thread.run.queued that cannot be read, at {place}: " in str(
        error
    )
    assert "of another kind" not in str(error)


@pytest.mark.parametrize("data", [b"{", b"<html>", b"", b'{"id": "run_1"', b"[" * 5_000, b'{"id": ' * 5_000])
def test_a_known_event_that_is_no_json_is_refused(data: bytes) -> None:
    """What cannot be read is not passed over."""
    assert "data" == refused(b"event: thread.run.queued\ndata: " + data + b"\n\n").place


def test_what_only_some_parsers_take_is_read() -> None:
    """Invalid UTF-8 is replaced, and a number without an end is one, as in other answers."""
    stream = b'event: thread.message.delta\ndata: {"id": "a\xffb", "delta": {"score": -Infinity}}\n\n'
    for _ in range(2):
        (found,) = read(stream)
        assert {"id": "a\ufffdb", "delta": {"score": float("-inf")}} == written(found)["data"]


def test_an_event_that_is_too_long_is_refused() -> None:
    """The limit is in the message."""
    assert 64 * 1024 * 1024 == event_stream.LONGEST_EVENT
    error = refused(run_event("queued"), b"data: ", *[b"." * 1024 * 1024] * 65)
    assert f"https://host/v1 streamed an event of more than {64 * 1024 * 1024} bytes." == str(error)


def test_crlf_multi_line_data_and_utf_8_split_between_chunks() -> None:
    """None of it changes what is read."""
    wanted = read(text_delta("schön 語"))
    plain = text_delta("schön 語").replace(b'{"id"', b'{\ndata: "id"')
    for stream in (plain, plain.replace(b"\n", b"\r\n"), plain.replace(b"\n", b"\r")):
        for size in (1, 2, 3, 7):
            assert wanted == read(*in_pieces(stream, size))
