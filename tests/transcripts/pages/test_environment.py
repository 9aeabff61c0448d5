"""What templates may call, and that they cannot forget to escape."""

from __future__ import annotations

import pytest
from assistants_v2_transcripts.pages.environment import indent_json, make_environment, write_size
from assistants_v2_transcripts.pages.images import find_image_type

from ..hostile import HOSTILE


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_shown_is_escaped_with_its_controls_to_be_seen(kind: str) -> None:
    """In texts and in attributes, without any filter."""
    shown = make_environment().from_string('<a title="{{ it }}">{{ it }}</a>').render(it=HOSTILE[kind])
    inner = shown.removeprefix('<a title="').removesuffix("</a>")
    assert not set(inner.replace('">', "", 1)) & set("<>\"'\x1b\x00\x9b\u202e\u2028\r")


def test_what_is_nothing_is_shown_as_nothing() -> None:
    """None, what is not there, and numbers."""
    assert "||7|" == make_environment().from_string("{{ a }}|{{ b }}|{{ c }}|{{ d.e }}").render(a=None, c=7)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (0, "0 bytes"),
        (1, "1 byte"),
        (1023, "1023 bytes"),
        (1536, "1.5 KiB"),
        (2**40, "1.0 TiB"),
        (-1, "–"),
        ("x", "–"),
    ],
)
def test_sizes_are_in_the_unit_that_people_use(number: object, said: str) -> None:
    """Whatever a server sends."""
    assert said == write_size(number)


@pytest.mark.parametrize(
    ("text", "shown"),
    [('{"a":1}', '{\n  "a": 1\n}'), ("[", "["), ("plain", "plain"), ("", ""), ("[" * 5000, "[" * 5000)],
)
def test_json_is_indented_if_it_is_any(text: str, shown: str) -> None:
    """Arguments that a model left unfinished are shown as they came."""
    assert shown == indent_json(text)


@pytest.mark.parametrize(
    ("first", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a..", "image/gif"),
        (b"RIFF....WEBPVP8 ", "image/webp"),
        (b"RIFF....WAVE", None),
        (b"<svg xmlns=", None),
        (b"<!doctype html>", None),
        (b"\x89PN", None),
        (b"", None),
    ],
)
def test_images_are_told_by_their_first_bytes(first: bytes, kind: str | None) -> None:
    """What can hold a script is none of them."""
    assert kind == find_image_type(first)
