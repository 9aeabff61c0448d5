"""The committed exchanges are the facts of the originals: their structure is whole, and no word is left."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from .anonymising.replacing import UnknownWord
from .anonymising.streams import find_fragments
from .anonymising.vocabulary import (
    CONSTANTS,
    CONTENT_TYPES,
    FREE,
    NAMED,
    SCHEMAS_OF_MAKERS,
    list_vocabulary,
    split_words,
)
from .anonymising.writing import make_files, write_files
from .operations import OPERATIONS
from .recorded import COMMITTED, EXCHANGES, SOURCES, TRUSTED, Exchange, outline, read_examples, read_exchanges
from .walking import found_at

needs_originals = pytest.mark.skipif(
    "originals" not in SOURCES,
    reason="the recordings that the committed exchanges were made of are no part of the project",
)

ASKED = Exchange(
    id="1",
    provenance="wire",
    operation="createRun",
    path="/v1/threads/thread_Zebra/runs",
    query={},
    sent={"assistant_id": "asst_Zebra", "instructions": "Speak of Zebras", "metadata": {"zebra": "stripes"}},
    status=200,
    headers={"content-type": "application/json", "x-request-id": "req_Zebra", "server": "zebra"},
    body={"id": "run_Zebra", "thread_id": "thread_Zebra", "created_at": 1712345679, "metadata": {}},
    stream=None,
)


def make(*exchanges: Exchange) -> list[dict[str, Any]]:
    """Return the anonymised exchanges of runs that were created."""
    made: list[dict[str, Any]] = json.loads(make_files(exchanges, [])["createRun.json"])
    return made


def read_words(value: Any) -> Iterator[str]:
    """Yield each text, number and name of a property in a JSON value, also of JSON within its texts."""
    if isinstance(value, dict):
        yield from value
        value = [*value.values()]
    if isinstance(value, list):
        for part in value:
            yield from read_words(part)
    else:
        try:
            inner = json.loads(str(value).removeprefix("data: "))
        except ValueError:
            inner = None
        yield from read_words(inner) if isinstance(inner, dict | list) else [str(value)]


def split_tokens(texts: set[str]) -> set[str]:
    """Return what stands between blanks and punctuation, in small letters; single characters say nothing."""
    return {token for text in texts for token in re.findall(r"\w[\w-]*\w", text.casefold())}


def join_pieces(events: list[Any]) -> list[str]:
    """Return the texts that come in pieces, and put each in the place of its pieces."""
    wholes: dict[Any, list[tuple[int, Any]]] = {}
    for whole, number, path in find_fragments(events):
        wholes.setdefault(whole, []).append((number, path))
    texts = []
    for places in wholes.values():
        texts.append("".join(found_at(events[number], path) for number, path in places))
        for number, path in places:
            found_at(events[number], path[:-1])[path[-1]] = texts[-1]
    return texts


def read_stream(lines: list[str]) -> list[Any]:
    """Return the events of a committed stream and its other lines, with texts that are whole."""
    events = [json.loads(line[6:]) if line.startswith("data: {") else line for line in lines]
    join_pieces(events)
    return events


@pytest.fixture(scope="module")
def committed() -> set[str]:
    """Return all words and numbers of the committed files."""
    files = [json.loads(file.read_text(encoding="utf-8")) for file in COMMITTED.glob("*.json")]
    return {
        word
        for found in files
        for exchange in found
        for word in read_words({**exchange, "stream": read_stream(exchange.get("stream", []))})
    }


def test_every_word_is_of_the_vocabulary(committed: set[str]) -> None:
    """The contract's words, a short list of others and the made-up ones are all that the files hold."""
    assert set() == set().union(*map(split_words, committed)) - list_vocabulary()


@needs_originals
def test_no_id_number_or_name_of_the_originals_is_left(committed: set[str]) -> None:
    """Of what holds a digit and is longer than a small number, files and originals share constants only."""
    lines = filter(None, EXCHANGES.read_text(encoding="utf-8").split("\n"))
    originals = {word for line in lines for word in read_words(json.loads(line))}
    originals.update(word for example in read_examples("originals") for word in read_words([*example]))
    shared = split_tokens(committed) & split_tokens(originals)
    telling = {token for token in shared if len(token) > 3 and re.search(r"\d", token)}
    assert set() == telling - split_tokens({*CONTENT_TYPES}.union(*CONSTANTS.values()))


def hide_made(value: Any) -> Any:
    """Return a JSON value without the objects in which a program, not the API, names the properties."""
    if isinstance(value, list):
        return [hide_made(item) for item in value]
    if not isinstance(value, dict):
        return value
    return {
        name: "made"
        if name in {*FREE, *SCHEMAS_OF_MAKERS, *NAMED} and isinstance(part, dict)
        else hide_made(part)
        for name, part in value.items()
    }


def read_structures(source: str) -> set[tuple[str, int, str]]:
    """Return the structures of queries, requests, answers and events, with operations and statuses."""
    return {
        (exchange.operation, exchange.status, outline(hide_made(part)))
        for exchange in read_exchanges(source)
        if exchange.operation in OPERATIONS
        for part in (
            [exchange.query],
            exchange.sent,
            exchange.body,
            *(exchange.events if exchange.provenance in TRUSTED else ()),
        )
    }


@needs_originals
def test_every_structure_of_the_originals_is_left() -> None:
    """Queries, requests, answers and events have the structures of the originals, operation by operation."""
    assert read_structures("originals") == read_structures("committed")


@needs_originals
def test_the_files_are_what_is_made_of_the_originals_now(tmp_path: Path) -> None:
    """`make exchanges` would change nothing, whichever time it runs."""
    for _ in range(2):
        write_files(tmp_path, read_exchanges("originals"), read_examples("originals"))
        made = {file.name: file.read_bytes() for file in tmp_path.iterdir()}
        assert made == {file.name: file.read_bytes() for file in COMMITTED.iterdir()}


def test_ids_names_and_texts_are_made_up() -> None:
    """An id stays the same wherever it stands, and keeps its prefix; idle headers are left out."""
    (made,) = make(ASKED)
    assert "/v1/threads/thread_0001/runs" == made["path"]
    assert {"assistant_id": "asst_0001", "instructions": "text 1", "metadata": {"key_1": "text 2"}} == made[
        "sent"
    ]
    assert {"content-type": "application/json", "x-request-id": "req_0001"} == made["headers"]
    assert ("run_0001", "thread_0001") == (made["body"]["id"], made["body"]["thread_id"])


def test_one_exchange_of_each_structure_is_kept() -> None:
    """Two exchanges that differ in words only are one; one with another constant or field is another."""
    body = {**ASKED.body, "status": "queued"}
    queued, further = evolve(ASKED, body=body), evolve(ASKED, body={**body, "id": "run_Other"})
    ended = evolve(ASKED, body={**body, "status": "completed"})
    assert {None, "queued", "completed"} == {
        made["body"].get("status") for made in make(ASKED, queued, further, ended)
    }
    assert 3 == len(make(ASKED, queued, further, ended))


def test_times_and_numbers_keep_order_and_type() -> None:
    """Of two times the later stays the later; a whole number stays one, and 0 and 1 stay."""
    body = {
        "created_at": 1712345679,
        "expires_at": 1712345999,
        "started_at": None,
        "temperature": 0.7,
        "top_p": 1.0,
    }
    (made,) = make(evolve(ASKED, body={**body, "usage": {"prompt_tokens": 1234, "total_tokens": 0}}))
    found = made["body"]
    assert 1_600_000_000 == found["created_at"] < found["expires_at"] < 1_700_000_000
    assert [None, 0.1, 1.0] == [found["started_at"], found["temperature"], found["top_p"]]
    assert {"prompt_tokens": 2, "total_tokens": 0} == found["usage"]


def test_arguments_stay_json() -> None:
    """Arguments of functions keep their form, and their names are those in the function's schema."""
    function = {
        "name": "count_zebras",
        "arguments": '{ "place": "Kenya", "most": 20 }',
        "parameters": {"type": "object", "properties": {"place": {"type": "string"}}, "required": ["place"]},
    }
    (made,) = make(evolve(ASKED, body={"tools": [{"type": "function", "function": function}]}))
    found = made["body"]["tools"][0]["function"]
    assert '{ "key_2": "text 3", "key_3": 2 }' == found["arguments"]
    assert {"type": "object", "properties": {"key_2": {"type": "string"}}, "required": ["key_2"]} == found[
        "parameters"
    ]


def test_what_is_special_about_a_text_stays() -> None:
    """Line ends, quotes and characters beyond ASCII are facts that a reader may fail at."""
    (made,) = make(
        evolve(ASKED, sent={"instructions": 'Ein "Zebra"\nläuft 🦓', "model": "", "description": "\u2028"})
    )
    assert {"instructions": 'text 1 \n " ü 🙂', "model": "", "description": "text 2 \u2028"} == made["sent"]


@pytest.mark.parametrize("source", SOURCES)
def test_pieces_give_the_whole(source: str) -> None:
    """What a stream says in pieces is what its last events say as a whole, in the made-up streams too."""
    streams = [
        exchange for exchange in read_exchanges(source) if exchange.provenance == "wire" and exchange.stream
    ]
    assert streams
    for exchange in streams:
        events = [event["data"] for event in exchange.events]
        whole = {word for event in events if "delta" not in event for word in texts_of(event)}
        assert {*filter(None, join_pieces(events))} <= whole, exchange.id


def texts_of(value: Any) -> Iterator[str]:
    """Yield each text of a JSON value."""
    if isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts_of(part)
    elif isinstance(value, str):
        yield value


def test_framing_of_a_stream_stays() -> None:
    """Lines, their ends, and how data are written stay; comments and what is no JSON are replaced."""
    lines = [
        ": zebra\r",
        "event: error",
        'data:{"error": {"message": "L\u00f6we", "type": "server_error"}}',
        'data: {"error":{"message":"L\\u00f6we"}}',
        "",
        "data: [DONE]",
        "zebra",
        "",
    ]
    (made,) = make(evolve(ASKED, sent=None, body=None, stream="\n".join(lines)))
    assert [
        ": no JSON\r",
        "event: error",
        'data:{"error": {"message": "text 1 ü", "type": "server_error"}}',
        'data: {"error":{"message":"text 1 \\u00fc"}}',
        "",
        "data: [DONE]",
        "no JSON",
        "",
    ] == made["stream"]


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ({"status": "galloping"}, "galloping"),
        ({"stripes": 1}, "stripes"),
        ({"error": {"message": "No.", "type": "invalid_request_error", "code": "no_zebra"}}, "no_zebra"),
    ],
)
def test_an_unknown_word_is_asked_about(body: dict[str, Any], named: str) -> None:
    """A field or a constant that the vocabulary lacks ends the making until it is added."""
    with pytest.raises(UnknownWord, match=named):
        make(evolve(ASKED, body=body))
