"""Reads documents in a process of its own, so that a hostile file harms nothing else.

`extraction` starts it, hands it one document after the other, and kills it when one takes too long. The
process has no environment and no key. It may not write a byte to a file, has only so much memory, and ends
by itself when a document takes too long, whatever has become of the server (on Windows it has no limits).

A request is a line of JSON, then the document's bytes unless they are in a file. An answer is a line of
JSON, then the text, then the places of the chunks. Nothing else is ever on standard output: `main` keeps
what readers print from it.
"""

from __future__ import annotations

import io
import json
import os
import sys
from array import array
from pathlib import Path
from typing import Any, BinaryIO

from .chunking import ChunkSizes, cut_text
from .failures import ExtractionFailed
from .formats import TOO_MUCH_MEMORY, read_document

_GRACE = 5
"""Seconds after which the process ends by itself when the server should have killed it."""

PLACE = "Q"
"""How the places of chunks are written: 8 bytes each, in the machine's own order."""


def main() -> None:
    """Answer requests until there are none."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    while line := requests.readline():
        request = json.loads(line)
        limit_process(request["seconds"], request["memory"])
        answers.write(answer_request(request, requests))
        answers.flush()
        limit_process(None, request["memory"])


def answer_request(request: dict[str, Any], requests: BinaryIO) -> bytes:
    """Return the answer to a request.

    Args:
        request: `name`, and `path` or the `size` of what follows; `sizes` if chunks are wanted.
        requests: Where the bytes come from that are in no file.
    """
    try:
        with open_document(request, requests) as document:
            text = read_document(document, request["name"]).encode()
        spans = [] if request["sizes"] is None else cut_text(text, ChunkSizes(*request["sizes"]))
    except MemoryError:
        return _write_line({"code": "invalid_file", "message": TOO_MUCH_MEMORY})
    except ExtractionFailed as failure:
        return _write_line({"code": failure.code, "message": failure.message})
    except OSError as error:
        message = f"The file could not be opened ({type(error).__name__})."
        return _write_line({"code": "server_error", "message": message})
    places = array(PLACE, [place for span in spans for place in span]).tobytes()
    return _write_line({"code": None, "text": len(text), "places": len(places)}) + text + places


def open_document(request: dict[str, Any], requests: BinaryIO) -> BinaryIO:
    """Return the bytes of a request's document."""
    if request["path"] is None:
        return io.BytesIO(requests.read(request["size"]))
    return Path(request["path"]).open("rb")


def limit_process(seconds: float | None, memory: int) -> None:
    """Have this process end if it goes beyond a limit; where the system has no such limits, do nothing.

    Args:
        seconds: From now on; None for no limit.
        memory: Bytes of memory, code and libraries included. It holds on Linux alone.
    """
    try:
        import resource
        import signal
    except ImportError:  # Windows
        return
    signal.setitimer(signal.ITIMER_REAL, 0 if seconds is None else seconds + _GRACE)
    limits = [(resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0)]
    if sys.platform == "linux":
        limits.append((resource.RLIMIT_AS, memory))
        if seconds is not None:
            spent = resource.getrusage(resource.RUSAGE_SELF)
            limits.append((resource.RLIMIT_CPU, int(spent.ru_utime + spent.ru_stime + seconds) + 1 + _GRACE))
    for kind, most in limits:
        hard = resource.getrlimit(kind)[1]
        bounded = most if hard == resource.RLIM_INFINITY else min(most, hard)
        # The time is set anew for each document, and is the only one that has to grow again.
        resource.setrlimit(kind, (bounded, hard if kind == resource.RLIMIT_CPU else bounded))


def _write_line(answer: dict[str, Any]) -> bytes:
    return json.dumps(answer).encode() + b"\n"
