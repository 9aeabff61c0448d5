"""Forms as they are sent, read by Python's own reader of MIME."""

from __future__ import annotations

from email import message_from_bytes
from email.message import Message
from typing import Any

from assistants_v2.rules.forms import write_form
from assistants_v2_raw.types import File
from hypothesis import given
from hypothesis import strategies as st


def read(*parts: tuple[str, str | File]) -> list[Message]:
    """Return the parts of a form as another program reads them; all content is that of bytes."""
    pieces = write_form(parts, "BOUNDARY")
    body = b"".join(piece.content if isinstance(piece, File) else piece for piece in pieces)  # type: ignore[misc]  # bytes
    found: Any = message_from_bytes(b"Content-Type: multipart/form-data; boundary=BOUNDARY\r\n\r\n" + body)
    assert found.is_multipart()
    parts_read: list[Message] = found.get_payload()
    return parts_read


def name_of(part: Message, parameter: str = "name") -> object:
    """Return a parameter of what a part says of itself."""
    return part.get_param(parameter, header="content-disposition")


def test_fields_come_before_files() -> None:
    """A server knows what a file is for before it comes."""
    parts = read(("file", File("a.txt", b"Pears.")), ("purpose", "assistants"))
    assert ["purpose", "file"] == [name_of(part) for part in parts]
    assert [b"assistants", b"Pears."] == [part.get_payload(decode=True) for part in parts]


def test_the_kind_is_that_of_the_name() -> None:
    """What the name does not tell is bytes, and what the caller says of kind and headers comes first."""
    files = [
        File("a.txt", b""),
        File("a.pear", b""),
        File("a.txt", b"", "text/x-pear"),
        File("a.txt", b"", None, {"content-type": "text/own", "X-Note": "1"}),
    ]
    parts = read(*(("file", file) for file in files))
    kinds = [part.get_content_type() for part in parts]
    assert ["text/plain", "application/octet-stream", "text/x-pear", "text/own"] == kinds
    assert "1" == parts[-1]["X-Note"]


@given(name=st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1))
def test_no_name_ends_its_line(name: str) -> None:
    """Whatever a file is called, the form has the parts that it should have, and no header more."""
    parts = read(("file", File(name, b"Pears.")), ("purpose", "assistants"))
    assert 2 == len(parts)
    assert {"content-disposition", "content-type"} == {header.lower() for header in parts[1]}
    assert b"Pears." == parts[1].get_payload(decode=True)


def test_a_header_stays_in_its_line() -> None:
    """A content type with a line end in it adds no header."""
    (part,) = read(("file", File("a", b"", "text/plain\r\nX-Evil: 1")))
    assert part["X-Evil"] is None
