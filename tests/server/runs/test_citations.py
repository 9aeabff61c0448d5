"""Which passages of a text refer to files, however the text comes in pieces."""

from __future__ import annotations

import pytest
from assistants_v2_server.runs.citations import (
    Annotator,
    References,
    remove_citations,
)
from hypothesis import given
from hypothesis import strategies as st

from ..driving import Json

REFERENCES = References(
    cited={"0:0": "file-a", "12:3": "file-b"},
    made={"/mnt/data/t": "file-c", "/mnt/data/t.csv": "file-d", "/mnt/data/my plot.csv": "file-e"},
)
PIECES = [
    "【",
    "0:0",
    "12:3",
    "9:9",
    "†",
    "source】",
    "】",
    "sandbox:",
    "/mnt/data/",
    "t",
    ".csv",
    "my plot.csv",
    " a🍰",
]


def find_annotations(text: str, references: References) -> list[Json]:
    """The annotations of a text that comes whole."""
    annotator = Annotator(references)
    annotator.add(text)
    annotator.finish()
    return [dict(found) for found in annotator.annotations]


def found_in(text: str) -> list[tuple[str, str]]:
    """The passages of a text with the files that they refer to."""
    return [(cited["text"], cited[cited["type"]]["file_id"]) for cited in find_annotations(text, REFERENCES)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("a【0:0†source】b", [("【0:0†source】", "file-a")]),
        ("【0:0†a b.pdf】【12:3†source】", [("【0:0†a b.pdf】", "file-a"), ("【12:3†source】", "file-b")]),
        ("【9:9†source】", []),
        ("【0:0】", []),
        ("【0:0†", []),
        ("【【0:0†source】", [("【0:0†source】", "file-a")]),
        ("【" + "x" * 400 + "【0:0†source】", [("【0:0†source】", "file-a")]),
        ("[t](sandbox:/mnt/data/t.csv)", [("sandbox:/mnt/data/t.csv", "file-d")]),
        ("sandbox:/mnt/data/t", [("sandbox:/mnt/data/t", "file-c")]),
        ("sandbox:/mnt/data/my plot.csv", [("sandbox:/mnt/data/my plot.csv", "file-e")]),
        ("sandbox:/mnt/data/x.csv", []),
        ("sandbox:sandbox:/mnt/data/t.csv", [("sandbox:/mnt/data/t.csv", "file-d")]),
    ],
)
def test_passages_that_refer_to_files_are_found(text: str, expected: list[tuple[str, str]]) -> None:
    """Markers of results and links to files that were made, the longest that fits, and nothing else."""
    assert expected == found_in(text)


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join), st.lists(st.integers(1, 7)))
def test_a_text_in_pieces_has_the_annotations_of_the_whole(text: str, sizes: list[int]) -> None:
    """Wherever a stream is cut, the same passages are annotated at the same places, and no letter is lost."""
    annotator = Annotator(REFERENCES)
    passages = []
    rest = text
    for size in [*sizes, *[1] * len(text)]:
        passages += annotator.add(rest[:size])
        rest = rest[size:]
    passages += annotator.finish()
    assert text == "".join(passage.text for passage in passages)
    assert find_annotations(text, REFERENCES) == annotator.annotations
    for cited in annotator.annotations:
        assert cited["text"] == text[cited["start_index"] : cited["end_index"]]


def test_what_can_refer_to_nothing_is_not_kept_back() -> None:
    """A text in which nothing can be cited flows as it comes."""
    annotator = Annotator(References())
    assert ["【0:0†s", "sandbox:"] == [annotator.add(text)[0].text for text in ("【0:0†s", "sandbox:")]


def test_citations_can_be_taken_out() -> None:
    """Links to files stay, since later runs can still use them."""
    text = "a【0:0†source】b sandbox:/mnt/data/t.csv【12:3†source】"
    assert "ab sandbox:/mnt/data/t.csv" == remove_citations(text, find_annotations(text, REFERENCES))


@pytest.mark.parametrize(
    "repeated", ["【", "sandbox:", "【0:0", "【0:0†", "sandbox:/mnt/data/a.cs", "【0:0†x】"]
)
def test_a_long_text_of_beginnings_is_read_once(repeated: str) -> None:
    """A model that repeats itself keeps nobody waiting: each part of the text is looked at a few times."""
    references = References(cited={"0:0": "file-1"}, made={"/mnt/data/a.csv": "file-2"})
    text = repeated * (300_000 // len(repeated))
    found = find_annotations(f"{text} sandbox:/mnt/data/a.csv【0:0†y】", references)
    assert ["sandbox:/mnt/data/a.csv", "【0:0†y】"] == [one["text"] for one in found[-2:]]
