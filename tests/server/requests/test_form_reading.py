"""Forms with a file: what is read of them, however they are cut into pieces, and what is refused."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import httpx
import pytest
from assistants_v2_server.requests.form_reading import FormReader
from assistants_v2_server.requests.refusals import RequestError
from hypothesis import given
from hypothesis import strategies as st

TYPE = "multipart/form-data; boundary=frontier"


class Bytes:
    """Keeps the bytes of a file."""

    def __init__(self) -> None:
        self.data = bytearray()

    def write(self, data: bytes) -> None:
        self.data += data


def read(body: bytes, content_type: str = TYPE, cuts: list[int] | None = None) -> tuple[Any, bytes]:
    """What a form holds that comes in pieces, or the refusal of it, and the bytes of its file."""
    sink = Bytes()
    places = [0, *sorted(cuts or []), len(body)]
    try:
        reader = FormReader(content_type, sink, "file")
        for start, end in pairwise(places):
            reader.feed(body[start:end])
        fields: Any = reader.finish().fields
    except RequestError as error:
        return (error.status, error.param, error.message), b""
    return fields, bytes(sink.data)


def part(disposition: str, value: bytes = b"x") -> bytes:
    head = f"--frontier\r\nContent-Disposition: form-data; {disposition}\r\n\r\n"
    return head.encode() + value + b"\r\n"


def form(*parts: bytes) -> bytes:
    return b"".join([*parts, b"--frontier--\r\n"])


def named(disposition: str) -> Any:
    """The name that a file gets, or the refusal."""
    fields, _ = read(form(part(f'name="file"; {disposition}')))
    return fields["file"] if isinstance(fields, dict) else fields


def test_fields_come_in_any_order() -> None:
    """The purpose may follow the file; brackets make an object."""
    parts = [
        part('name="file"; filename="a.txt"', b"the bytes\r\n--front"),
        part('name="purpose"', b"assistants"),
        part('name="expires_after[anchor]"', b"created_at"),
        part('name="expires_after[seconds]"', b"3600"),
    ]
    fields = {
        "file": "a.txt",
        "purpose": "assistants",
        "expires_after": {"anchor": "created_at", "seconds": "3600"},
    }
    for ordered in (parts, parts[::-1]):
        assert (fields, b"the bytes\r\n--front") == read(form(*ordered))


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON; charset=utf-8"])
def test_a_part_can_be_json(kind: str) -> None:
    """What says of itself that it is JSON is read as such, whatever it holds."""
    head = f'name="expires_after"\r\nContent-Type: {kind}'
    assert {"expires_after": {"anchor": "created_at", "seconds": 3600}} == read(
        form(part(head, b'{"anchor": "created_at", "seconds": 3600}'))
    )[0]
    assert {"expires_after": "text"} == read(form(part(head, b'"text"')))[0]


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('filename="a.txt"', "a.txt"),
        ("filename=a.txt", "a.txt"),
        ('filename="späť 你好.md"', "späť 你好.md"),
        ('filename="a%22b.txt"', 'a"b.txt'),
        ('filename="a\\"b;c.txt"', 'a"b;c.txt'),
        ("filename=\"fallback.txt\"; filename*=UTF-8''%e2%82%ac.txt", "€.txt"),
        ("filename*=iso-8859-1'en'%A3.txt", "£.txt"),
        ('filename="../../etc/passwd"', "passwd"),
        ('filename="C:\\\\Users\\\\me\\\\a.txt"', "a.txt"),
        ('filename="/"', None),
        ('filename=".."', None),
        ('filename=""', None),
        ('filename="   "', None),
        ('filename="a\0b.txt"', None),
        ('filename="a\tb.txt"', None),
        (f'filename="{"a" * 1000}"', None),
        ("filename*=UTF-8''%ff", None),
        ("filename*=no", None),
        ("other=1", None),
    ],
)
def test_the_name_of_a_file_is_data(disposition: str, name: str | None) -> None:
    """A name is kept as it was meant, without folders; what can be none is refused, naming the field."""
    got = named(disposition)
    if name is not None:
        assert name == got
    else:
        assert (400, "file") == got[:2]


@pytest.mark.parametrize(
    ("body", "param"),
    [
        (form(part('name="file"; filename="a"'), part('name="file"; filename="b"')), "file"),
        (form(part('name="purpose"'), part('name="purpose"')), "purpose"),
        (form(part('name="purpose"; filename="a"')), "purpose"),
        (form(part('name="purpose"', b"x" * 10_000)), "purpose"),
        (form(part('name="purpose"', b"\xff")), "purpose"),
        (form(part('name="a"'), part('name="a[b]"')), "a[b]"),
        (form(part('name="a[b]"'), part('name="a"')), "a[b]"),
        (form(part('name="a"\r\nContent-Type: application/json', b"{}"), part('name="a[b]"')), "a[b]"),
        (form(part('name="a"\r\nContent-Type: application/json', b"{")), "a"),
        (form(part('name="a"\r\nContent-Type: application/json', b'{"b": "\\ud800"}')), "a"),
        (form(part("nothing=1")), None),
        (form(*[part(f'name="f{number}"') for number in range(100)]), None),
        (part('name="file"; filename="a"'), None),
        (b"no form at all", None),
        (b"", None),
    ],
)
def test_what_is_wrong_is_named(body: bytes, param: str | None) -> None:
    """Each refusal says which field is at fault, or that there is no form."""
    assert (400, param) == read(body)[0][:2]


def test_a_form_needs_a_boundary() -> None:
    """Without the boundary in its header nobody could tell the parts."""
    for content_type in ("multipart/form-data", "multipart/form-data; boundary=", TYPE + "x" * 100):
        assert 400 == read(form(), content_type)[0][0]


def test_what_httpx_sends_is_read() -> None:
    """The official SDK's requests come out as they went in."""
    name, data = 'a "quoted" \\ näme.txt', bytes(range(256)) * 100
    request = httpx.Request(
        "POST", "http://local", data={"purpose": "vision"}, files={"file": (name, data, "text/plain")}
    )
    fields, got = read(request.read(), request.headers["content-type"])
    assert ("vision", data) == (fields["purpose"], got)
    assert " näme.txt" == fields["file"]


pieces = st.lists(
    st.sampled_from(
        [
            b"\r",
            b"\n",
            b"\r\n",
            b"-",
            b"--",
            b"\r\n--front",
            b"\r\n--frontier",
            b"frontier",
            b"a",
            b"\0",
            b"--\r\n",
            b" ",
        ]
    ),
    max_size=12,
).map(b"".join)


@given(pieces, pieces, st.lists(st.integers(0, 400), max_size=30))
def test_however_a_form_is_cut_it_says_the_same(data: bytes, value: bytes, cuts: list[int]) -> None:
    """The network cuts bodies anywhere; that changes neither what is read nor what is refused."""
    body = form(part('name="purpose"', value), part('name="file"; filename="a"', data))
    whole = read(body)
    assert whole == read(body, cuts=[min(cut, len(body)) for cut in cuts])
    assert whole == read(body, cuts=[*range(len(body))])
    if b"frontier" not in value + data:
        assert data == whole[1]
