"""Bytes become the text that their writer meant, whatever the encoding."""

from __future__ import annotations

import codecs

import pytest
from assistants_v2_server.builtin_tools.documents.decoding import clean, decode
from hypothesis import given
from hypothesis import strategies as st

TEXT = "Grüße, 漢字 😀"


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_unicode_is_read_with_and_without_mark(content: bytes) -> None:
    """The mark is no part of the text."""
    assert TEXT == decode(content)


def test_what_is_no_utf_8_is_latin_1() -> None:
    """The last resort fits all bytes."""
    assert "Grüße" == decode("Grüße".encode("latin-1"))


def test_a_page_may_state_its_encoding() -> None:
    """A page's own word counts for pages, and only there."""
    page = '<meta charset="windows-1251">Привет'
    assert page == decode(page.encode("windows-1251"), html=True)
    assert page != decode(page.encode("windows-1251"))


@pytest.mark.parametrize("name", ["no-such", "base64", "zlib", "idna", "undefined", "utf-16"])
def test_a_false_word_does_no_harm(name: str) -> None:
    """A page that states an encoding which is none of text, or does not fit, is read all the same."""
    assert isinstance(decode(f'<meta charset="{name}">'.encode() + b"\xff\xfe\xfd", html=True), str)


@given(st.binary(), st.booleans())
def test_every_text_can_be_stored(content: bytes, html: bool) -> None:
    """Whatever the bytes are: no NULs, no carriage returns, no halves of characters."""
    text = decode(content, html=html)
    assert text == text.encode().decode()
    assert not {"\0", "\r"} & {*text}


def test_halves_of_characters_and_nuls_go() -> None:
    """What no database takes is replaced or left out."""
    assert "a?bc\nd\ne" == clean("a\ud800b\0c\r\nd\re")
