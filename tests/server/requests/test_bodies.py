"""What a body may hold: whatever is let in is kept to the last character, and the rest is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from assistants_v2_server import InlineExecutor, LocalTransport, Server
from assistants_v2_server.requests.bodies import read_body
from assistants_v2_server.requests.refusals import RequestError
from hypothesis import given, settings
from hypothesis import strategies as st

from ..driving import Api, error_of


@pytest.fixture(scope="module")
def shared() -> Iterator[Api]:
    """One server for all examples."""
    with Server(executor=InlineExecutor()) as server:
        yield Api(httpx.Client(base_url="http://local/v1", transport=LocalTransport(server)), server)


def nested(levels: int) -> bytes:
    """A body with so many objects and arrays inside of each other."""
    return b'{"metadata":' + b"[" * (levels - 1) + b"]" * (levels - 1) + b"}"


@pytest.mark.parametrize(
    ("body", "param"),
    [
        (b'{"metadata": {"n": "\\ud800"}}', "metadata.n"),
        (b'{"metadata": {"\\ude00": "n"}}', "metadata"),
        (b'{"\\ude00": 1}', None),
        (b'{"messages": [{}, {"content": [{"text": "half \\ud83d"}]}]}', "messages[1].content[0].text"),
        (b'{"metadata": {"n": NaN}}', "metadata.n"),
        (b'{"a": {"b": [1, -Infinity]}}', "a.b[1]"),
        (b'{"a": 1e400}', "a"),
        (b'{"a": -1e400}', "a"),
        (b'{"a": 1' + b"0" * 309 + b"}", "a"),
        (b'{"a": 1' + b"0" * 5000 + b"}", "a"),
        (b'{"' + b"k" * 500 + b'": NaN}', "k" * 97 + "..."),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_place(body: bytes, param: str | None) -> None:
    """Half a surrogate pair, no number, and a number as large as none are a 400 that names the field."""
    with pytest.raises(RequestError) as caught:
        read_body(body)
    assert (400, param, "invalid_value") == (caught.value.status, caught.value.param, caught.value.code)
    assert f"Invalid {f'{param!r}' if param else 'the request body'}: " in caught.value.message


@pytest.mark.parametrize("levels", [101, 500, 100_000])
def test_a_body_nested_too_deeply_is_refused(levels: int) -> None:
    """A hundred levels are let in, more are not."""
    assert not read_body(nested(100))[0]
    with pytest.raises(RequestError, match=r"nested too deeply. Expected at most 100 levels."):
        read_body(nested(levels))


@pytest.mark.parametrize("body", [b'{"a": "\\ud83d\\ude00"}', '{"a": "😀"}'.encode()])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_characters_of_any_kind_are_read(body: bytes, mark: bytes) -> None:
    """A whole pair is a character, as it is itself; a byte order mark says nothing."""
    assert (False, {"a": "😀"}) == read_body(mark + body)


@pytest.mark.parametrize("body", [b"", b"\xef\xbb\xbf"])
def test_no_body_is_told_from_an_empty_one(body: bytes) -> None:
    """A byte order mark alone is no body either."""
    assert (True, {}) == read_body(body)
    assert (False, {}) == read_body(b"{}")


@pytest.mark.parametrize("body", [b" ", b" \r\n", "\u00a0".encode()])
def test_white_space_is_no_json(body: bytes) -> None:
    """It is refused as any other text that is none: something was meant to be sent."""
    with pytest.raises(RequestError, match="The request body is not valid JSON"):
        read_body(body)


TEXTS = st.text(st.characters(codec=None), max_size=20)  # halves of surrogate pairs too
NUMBERS = st.integers() | st.floats() | st.sampled_from([10**308, 10**400, -(10**4000)])
JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=8,
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])


def write(value: Any, encoding: str, *, is_escaped: bool) -> bytes:
    """JSON in an encoding, halves of surrogate pairs and all."""
    return json.dumps(value, ensure_ascii=is_escaped).encode(encoding, "surrogatepass")


@st.composite
def assistants(draw: Any) -> bytes:
    """A body that makes an assistant, as likely to be right as not."""
    parameters = draw(st.dictionaries(TEXTS, JSON, max_size=3))
    body = {
        "model": draw(st.just("m") | TEXTS),
        "name": draw(st.none() | TEXTS),
        "instructions": draw(st.none() | TEXTS),
        "temperature": draw(st.none() | st.floats(0, 2) | NUMBERS),
        "metadata": draw(st.dictionaries(TEXTS, TEXTS, max_size=2)),
        "tools": [{"type": "function", "function": {"name": "f", "parameters": parameters}}],
    }
    return write(body, draw(ENCODINGS), is_escaped=draw(st.booleans()))


@settings(max_examples=200, deadline=None)
@given(body=assistants())
def test_what_was_accepted_is_read_back_equal(shared: Api, body: bytes) -> None:
    """A body is refused, or everything in it is there when it is read, listed and deleted."""
    made = shared.client.post("/assistants", content=body)
    assert made.status_code in {200, 400}, made.text
    if made.status_code == 200:
        given = json.loads(body.decode("utf-8-sig"))
        read = shared.get(f"/assistants/{made.json()['id']}")
        assert [read] == shared.get("/assistants")["data"] == [made.json()]
        assert given["tools"][0]["function"]["parameters"] == read["tools"][0]["function"]["parameters"]
        for name in ("model", "name", "instructions", "metadata"):
            assert given[name] == read[name]
        shared.delete(f"/assistants/{read['id']}")
    assert [] == shared.get("/assistants")["data"]


@settings(max_examples=200, deadline=None)
@given(text=TEXTS, encoding=ENCODINGS, is_escaped=st.booleans())
def test_a_message_keeps_every_character(shared: Api, text: str, encoding: str, *, is_escaped: bool) -> None:
    """The text of a message is read back as it was sent, or was refused."""
    thread = shared.thread()
    body = write({"role": "user", "content": text}, encoding, is_escaped=is_escaped)
    made = shared.client.post(f"/threads/{thread}/messages", content=body)
    assert made.status_code in {200, 400}, made.text
    assert ([text] if made.status_code == 200 else []) == shared.texts(thread)


@settings(max_examples=300, deadline=None)
@given(
    path=st.sampled_from(["/assistants", "/threads", "/threads/runs", "/threads/thread_x/messages"]),
    body=st.binary(max_size=60) | st.builds(write, JSON, ENCODINGS, is_escaped=st.booleans()),
)
def test_no_body_is_a_defect(shared: Api, path: str, body: bytes) -> None:
    """Whatever bytes are sent, the answer is one of the contract's, and JSON."""
    answer = shared.client.post(path, content=body)
    assert answer.status_code in {200, 400, 404}, answer.text
    if answer.status_code != 200:
        assert error_of(answer.json())[0]
    shared.get("/assistants")
