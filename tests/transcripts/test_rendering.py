"""What is shown of a timeline: everything, and nothing that it is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from assistants_v2_transcripts.formats import check_format, write_timeline
from assistants_v2_transcripts.timeline import Mark, TimelineEntry, TimelinePart
from assistants_v2_transcripts.web_page import write_fragment
from hypothesis import given

from .hostile import HOSTILE, TEXTS
from .reading import CONTROLS, Markdown, as_shown, read_text, require_sound

AROUND = TimelineEntry("message", "user", "msg_9", 1_000, parts=(TimelinePart("text", "The end."),))
"""What is said after a hostile text, and has to be there as ever."""


def write(format: str, *entries: TimelineEntry) -> str:
    """Return entries in a format."""
    return "".join(write_timeline(entries, format))


def telling(text: str) -> TimelineEntry:
    """Return an entry with a text in every place that there is."""
    kinds = ("text", "output", "file", "refusal")
    named = TimelinePart("image", text, file_id=text, file_name=text)
    parts = tuple(
        TimelinePart(kind, text, label) for kind, label in zip(kinds, ("", "", text, ""), strict=True)
    )
    return TimelineEntry("function", text, text, 1_000, 2, "completed", (text,), (*parts, named))


def lines_of(text: str) -> list[str]:
    """Return the lines of a text that are not blank, without blanks at their ends."""
    lines = text.replace("\xa0", " ").split("\n")  # Markdown has no other blanks to indent with
    return [line.rstrip() for line in lines if line.strip()]


def require_in_text(text: str) -> None:
    """Raise AssertionError unless text for terminals shows a text, and only as one."""
    written = write("text", telling(text), AROUND)
    assert not CONTROLS.search(written)
    (_, told), (heading, last) = read_text(written)
    assert lines_of(as_shown(text)) == lines_of(told[0]) == lines_of(told[1]) == lines_of(told[3])
    assert ("1970-01-01T00:16:40Z  user  msg_9", "The end.") == (heading, last[-1])


def require_in_markdown(text: str) -> None:
    """Raise AssertionError unless Markdown shows a text, and only as one."""
    written = write("markdown", telling(text), AROUND)
    seen = Markdown(written)
    assert not CONTROLS.search(written)
    assert 2 == len(seen.headings)
    assert "user" == seen.headings[1]
    assert lines_of(as_shown(text)) == lines_of(seen.quotations[0]) == lines_of(seen.quotations[1])
    assert "The end." == seen.quotations[2]
    assert [as_shown(text) + "\n"] == seen.fenced
    assert seen.kinds <= {
        *("heading_open", "heading_close", "blockquote_open", "blockquote_close", "fence"),
        *("paragraph_open", "paragraph_close", "inline", "text", "text_special", "softbreak", "hardbreak"),
    }


def require_in_page(text: str) -> None:
    """Raise AssertionError unless a page shows a text, and only as one."""
    page = require_sound(write("html", telling(text), AROUND))
    assert [as_shown(text), as_shown(text), "The end."] == page.said
    assert [as_shown(text)] == page.blocks


CHECKS = pytest.mark.parametrize("check", [require_in_text, require_in_markdown, require_in_page])


@CHECKS
@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_text_is_shown_as_it_was_written(check: Callable[[str], None], text: str) -> None:
    """Markup, signs, escape sequences: whatever somebody has said is said, and done by nobody."""
    check(text)


@CHECKS
@given(text=TEXTS)
def test_every_text_is_shown_as_it_was_written(check: Callable[[str], None], text: str) -> None:
    """The same, of texts that nobody has thought of."""
    check(text)


def test_footnotes_stand_at_their_places_in_every_format() -> None:
    """The marker gives way to the number, and the source is below."""
    said = TimelinePart("text", "As said【1】, see.", marks=(Mark(7, 10, 1),))
    entry = TimelineEntry(
        "message", "assistant", parts=(said, TimelinePart("citation", "", "1", file_id="file-a"))
    )
    assert "    As said[1], see.\n  [1] file-a\n" in write("text", entry)
    assert "> As said[^2-1], see.\n\n[^2-1]: file-a\n" in write("markdown", AROUND, entry)
    assert 'As said<sup>[1]</sup>, see.</div>\n<p class="name">[1] <bdi>file-a</bdi></p>' in write(
        "html", entry
    )


def test_a_file_is_named_wherever_its_name_is_known() -> None:
    """Its id is there too, since that is what programs know."""
    parts = (
        TimelinePart("image", "", file_id="file-a", file_name="a.png"),
        TimelinePart("file", "", file_id="file-b"),
        TimelinePart("citation", "so it is", "1", file_id="file-c", file_name="c.pdf"),
        TimelinePart("result", "Words.", "score 0.5", file_id="file-d", file_name="d.txt"),
    )
    written = write("text", TimelineEntry("message", "user", parts=parts))
    assert [
        "  image a.png (file-a)",
        "  file file-b",
        "  [1] c.pdf (file-c): so it is",
        "  result d.txt (file-d) score 0.5:",
    ] == [line for line in written.split("\n") if line.startswith("  ") and not line.startswith("    ")]


@pytest.mark.parametrize("format", ["text", "markdown", "html"])
def test_what_happened_can_be_read(format: str) -> None:
    """When, who, which, how it ended, how long it took, and what else is to be known."""
    entry = TimelineEntry("function", "look", "call_1", 1_000, 0.042, "completed", ("12 tokens in",))
    written = write(format, entry).replace("\\_", "_")
    positions = [
        written.index(word) for word in ("1970-01-01T00:16:40Z", "call_1, completed, 42 ms, 12 tokens in")
    ]
    assert positions == sorted(positions)
    assert "function look" in written


def test_a_timeline_without_entries_is_a_transcript_too() -> None:
    """A page is one even if nothing has happened."""
    assert ("", "") == (write("text"), write("markdown"))
    assert "" == require_sound(write("html")).text.replace("nothing", "").strip()


def test_a_page_adapts_to_its_reader() -> None:
    """Light and dark, on paper too, and nothing is fetched."""
    written = write("html", AROUND)
    page = require_sound(written)
    assert "prefers-color-scheme: dark" in page.style
    assert "@media print" in page.style
    assert "default-src 'none'" in written
    assert {"html", "head", "meta", "title", "style", "body", "article", "h2", "p", "div"} == page.tags


def test_a_fragment_is_a_page_within_another() -> None:
    """Notebooks get an element of its own look."""
    fragment = write_fragment([telling(HOSTILE["html"])])
    page = require_sound(fragment)
    assert fragment.startswith('<div class="av2">')
    assert HOSTILE["html"] in page.text
    assert all(
        rule.startswith((".av2", "@media", "body.av2", "--", "color:")) for rule in rules_of(page.style)
    )


def rules_of(style: str) -> list[str]:
    """Return the beginnings of a style's lines."""
    return [line.strip() for line in style.strip().split("\n") if not line.startswith(" ") and line != "}"]


def test_a_transcript_is_written_as_it_is_read() -> None:
    """A long thread is never whole in memory: each entry is written before the next is asked for."""
    asked = []

    def entries() -> object:
        for number in range(3):
            asked.append(number)
            yield AROUND

    for format in ("text", "markdown", "html"):
        asked.clear()
        pieces = write_timeline(entries(), format)  # type: ignore[arg-type]  # a generator
        next(pieces)
        assert [0] == asked


@pytest.mark.parametrize("refused", ["pdf", "HTML", "", None])
def test_an_unknown_format_is_refused(refused: str) -> None:
    """The error names those that there are."""
    with pytest.raises(ValueError, match="format takes one of 'text', 'markdown', 'html', 'json', got"):
        check_format(refused)
    with pytest.raises(ValueError, match="format takes one of 'text', 'markdown', 'html', got"):
        write_timeline([], refused)
