"""Reads what a driver sends: nothing of it is believed, and all of it is bounded. Used by `sandbox`."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from msgspec import Struct, field

from .cells import FOLDER, Limits, OutputFile
from .driver import NAMED
from .file_names import make_safe

LONGEST_LINE = 65536
"""Bytes of one line of an answer."""

_LONGEST_PATH = 500
"""Characters of a path that are told to the model."""


class Answer(Struct):
    """What a driver says that a command came to.

    Attributes:
        outcome: `ok` or `error`.
        trouble: Why a file could not be written.
        images: The figures.
        files: The files.
        left_out: What was too much to be sent.
    """

    outcome: str = "error"
    trouble: str = ""
    images: list[bytes] = field(default_factory=list[bytes])
    files: list[OutputFile] = field(default_factory=list[OutputFile])
    left_out: list[str] = field(default_factory=list[str])


class ForgedAnswer(Exception):
    """What came is not what a driver sends: the code has written into its pipe, or has ended it."""


async def read_answer(pipe: asyncio.StreamReader, limits: Limits, number: int) -> Answer:
    """Return the answer to one command.

    Args:
        pipe: Where it comes from, with a limit of `LONGEST_LINE`.
        limits: How much may be in it.
        number: That of the command, which it repeats: what is left of a forged one is not taken for it.

    Raises:
        ForgedAnswer: If it is none, if it is too long, or if nobody is there to send it.
    """
    try:
        return await _read(pipe, limits, number)
    except (EOFError, OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise ForgedAnswer from error
    except asyncio.LimitOverrunError as error:
        raise ForgedAnswer from error


async def _read(pipe: asyncio.StreamReader, limits: Limits, number: int) -> Answer:
    answer, room = Answer(), limits.results
    for _ in range(limits.files + 1):
        header = json.loads(await pipe.readuntil(b"\n"))
        if header["kind"] == "done":
            if header["number"] != number:
                raise ValueError(number)
            return _finish(answer, header)
        size, path = header["size"], str(header.get("path"))
        if not isinstance(size, int) or not 0 <= size <= room:
            raise ValueError(size)
        room -= size
        content = await pipe.readexactly(size)
        if header["kind"] == "image":
            answer.images.append(content)
        else:
            answer.files.append(name_output(path, content))
    raise ValueError(limits.files)


def name_output(path: str, content: bytes) -> OutputFile:
    """Return a file that a cell has written, under a safe name.

    Raises:
        ValueError: If it is not in the folder of the session.
    """
    if not path.startswith(f"{FOLDER}/"):
        raise ValueError(path)
    return OutputFile(path=make_printable(path), name=make_safe(path.rpartition("/")[2]), data=content)


def make_printable(text: object) -> str:
    """Return a short text without what is invisible or no character."""
    return "".join(character if character.isprintable() else "_" for character in str(text)[:_LONGEST_PATH])


def _finish(answer: Answer, header: dict[str, Any]) -> Answer:
    answer.outcome = "ok" if header.get("outcome") == "ok" else "error"
    answer.trouble = make_printable(header.get("trouble") or "")
    answer.left_out = [make_printable(path) for path in [*(header.get("left_out") or ())][:NAMED]]
    return answer
