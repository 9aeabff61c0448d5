"""Tests of what models are told of results, and of what drivers answer: `cells`, `printed`, `answers`."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from assistants_v2_server.builtin_tools.interpreters.answers import (
    LONGEST_LINE,
    Answer,
    ForgedAnswer,
    read_answer,
)
from assistants_v2_server.builtin_tools.interpreters.cells import (
    CellResult,
    Limits,
    OutputFile,
    add_remarks,
    describe_result,
)
from assistants_v2_server.builtin_tools.interpreters.printed import Printed
from assistants_v2_server.builtin_tools.interpreters.usage import Usage, judge_usage

LIMITS = Limits(results=10, files=2, output=4, flood=8, memory=100, entries=10, processes=5, cpu_seconds=3)


def test_a_model_is_told_everything() -> None:
    """What was printed, what went wrong, what was drawn and where files are."""
    file = OutputFile("/mnt/data/a.csv", "a.csv", b"")
    result = add_remarks(CellResult("ok", "1\n", (b"",), (file,), ("Second.",)), ("First.",))
    expected = "1\nFirst.\nSecond.\n1 figure was shown to the user.\nFiles written: /mnt/data/a.csv"
    assert expected == describe_result(result)
    assert "The code ran and printed nothing." == describe_result(CellResult("ok"))


def test_a_long_text_is_cut_and_counted() -> None:
    """Its beginning is kept and told, half a character is not, and what is too much is called a flood."""
    told: list[str] = []
    printed = Printed(LIMITS, told.append)
    for chunk in (b"ab", "ö".encode()[:1], "ö".encode()[1:], b"cdef"):
        printed.add(chunk)
    assert ("abö", ["ab", "ö"], 8, False) == (printed.text, told, printed.count, printed.is_flood)
    assert ["Only the first 4 bytes of what the code printed are shown."] == printed.remarks
    printed.add(b"g")
    assert printed.is_flood


@pytest.mark.parametrize(
    ("expected", "usage"),
    [
        (None, Usage(processes=5, memory=100, cpu=3, entries=10)),
        ("out_of_memory", Usage(memory=101)),
        ("timeout", Usage(cpu=3.1)),
        ("killed", Usage(entries=11)),
        ("killed", Usage(processes=6)),
    ],
)
def test_what_goes_beyond_the_limits_is_ended(expected: str | None, usage: Usage) -> None:
    """Each limit may be reached, and none passed."""
    judged = judge_usage(usage, LIMITS)
    assert expected == (judged and judged[0])


def done(**more: Any) -> bytes:
    """Return the line with which an answer ends."""
    return json.dumps({"kind": "done", "number": 1, "outcome": "ok", **more}).encode() + b"\n"


def read(content: bytes) -> Answer:
    """Return what an answer is read as, after which the pipe ends."""

    async def feed() -> Answer:
        reader = asyncio.StreamReader(limit=LONGEST_LINE)
        reader.feed_data(content)
        reader.feed_eof()
        return await read_answer(reader, LIMITS, 1)

    return asyncio.run(feed())


def test_an_answer_brings_files_and_figures() -> None:
    """Files have safe names, and paths that can be printed."""
    header = json.dumps({"kind": "file", "path": "/mnt/data/d/..\u202e.csv", "size": 2}).encode()
    answer = read(header + b"\nab" + b'{"kind": "image", "size": 1}\nx' + done(left_out=["/mnt/data/\n"]))
    assert [OutputFile("/mnt/data/d/.._.csv", "_.csv", b"ab")] == answer.files
    assert (["ok"], [b"x"], ["/mnt/data/_"]) == ([answer.outcome], answer.images, answer.left_out)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"[]\n",
        b"[" * 5_000 + b"\n",
        b"x" * (LONGEST_LINE + 10) + b"\n",
        b'{"kind": "file", "path": "/etc/passwd", "size": 1}\nx' + done(),
        b'{"kind": "file", "path": 5, "size": 1}\nx' + done(),
        b'{"kind": "image", "size": -1}\n' + done(),
        b'{"kind": "image", "size": 11}\n' + b"x" * 11 + done(),
        b'{"kind": "image", "size": 1e999}\n' + done(),
        b'{"kind": "image", "size": null}\n' + done(),
        b'{"kind": "image", "size": 1}\nx' * 3 + done(),
        b'{"kind": "image", "size": 5}\nx',
        done(number=2),
        done(left_out=5),
    ],
)
def test_what_no_driver_sends_is_refused(content: bytes) -> None:
    """Whatever code writes into the driver's pipe is one error, and no more is read than may come."""
    with pytest.raises(ForgedAnswer):
        read(content)
