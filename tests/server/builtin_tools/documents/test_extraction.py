"""Documents are read in other processes, and harm nothing there either."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

import pytest
from assistants_v2_server.builtin_tools.documents import extraction, reader
from assistants_v2_server.builtin_tools.documents.chunking import ChunkSizes, cut_text
from assistants_v2_server.builtin_tools.documents.extraction import Extractor
from assistants_v2_server.builtin_tools.documents.failures import ExtractionFailed

from .making_office import (
    make_deep_docx,
    make_docx,
    make_docx_bomb,
    make_laughing_docx,
    make_lying_docx,
    make_odt,
    make_prying_docx,
    make_xlsx,
)
from .making_pdfs import (
    make_crowded_pdf,
    make_cyclic_pdf,
    make_deep_pdf,
    make_looping_pdf,
    make_packed_pdf,
    make_pdf,
)

pytestmark = pytest.mark.anyio
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has these limits, and /proc")


@pytest.fixture
async def extractor() -> AsyncGenerator[Extractor]:
    """Read documents, and end what was started for it."""
    made = Extractor()
    yield made
    await made.close()


async def refusal(extractor: Extractor, filename: str, source: bytes | Path) -> tuple[str, str]:
    """Return the code and the text with which a document is refused."""
    with pytest.raises(ExtractionFailed) as raised:
        await extractor.extract(source, filename)
    return raised.value.code, raised.value.message


def list_children(process: int | None = None) -> set[int]:
    """Return the processes that one has started, by default this one."""
    process = os.getpid() if process is None else process
    return {int(item) for item in Path(f"/proc/{process}/task/{process}/children").read_text().split()}


def measure_work(process: int) -> float:
    """Return how many seconds a process has worked."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(") ")[2].split()
    return int(fields[11]) / os.sysconf("SC_CLK_TCK")


async def wait_until(happened: Callable[[], bool]) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(60):
        while not happened():  # noqa: ASYNC110  what happens is in another process
            await asyncio.sleep(0.01)


def describe_process(process: int) -> tuple[bytes, set[str], list[str]]:
    """Return a process's environment, kinds of open files, and limits of file size and memory."""
    folder = Path(f"/proc/{process}")
    targets = {str(item.readlink()).partition(":")[0] for item in (folder / "fd").iterdir()}
    limits = {
        line[:26].strip(): line[26:].split()[0] for line in (folder / "limits").read_text().splitlines()
    }
    return (folder / "environ").read_bytes(), targets, [limits["Max file size"], limits["Max address space"]]


async def find_child(extractor: Extractor) -> int:
    """Return the process that an extractor keeps."""
    before = list_children()
    await extractor.extract_text(b"words", "a.txt")
    [child] = list_children() - before
    return child


async def test_bytes_and_files_are_read(extractor: Extractor, tmp_path: Path) -> None:
    """The name that counts is the one that is given, not that of the file on the disk."""
    file = tmp_path / "0123"
    file.write_bytes("Grüße\nund mehr".encode())
    assert "Grüße\nund mehr" == await extractor.extract_text(file, "letter.md")
    assert "Grüße" == await extractor.extract_text("Grüße".encode("utf-16"), "../../etc/passwd.txt")
    assert "On a page" == await extractor.extract_text(make_pdf("On a page"), "a.pdf")
    assert "In a letter" == await extractor.extract_text(make_docx("In a letter"), "a.docx")


async def test_chunks_are_cut_where_they_are_asked_for(extractor: Extractor) -> None:
    """The places are those of the text as it was read."""
    content = "Ein Satz mit Wörtern. ".encode() * 1_000
    sizes = ChunkSizes(100, 50)
    found = await extractor.extract(content, "a.txt", sizes)
    assert (content, tuple(cut_text(content, sizes))) == (found.text, found.spans)
    assert all(chunk.startswith("Ein Satz") for chunk in found.list_chunks())
    assert () == (await extractor.extract(content, "a.txt")).spans


async def test_a_refusal_comes_back_and_the_next_file_is_read(extractor: Extractor) -> None:
    """Code and sentence are those of the reader."""
    assert "unsupported_file" == (await refusal(extractor, "a.exe", b"MZ"))[0]
    assert "unsupported_file" == (await refusal(extractor, "a.txt", make_pdf("x")))[0]
    assert ("invalid_file", "The file is empty.") == await refusal(extractor, "a.txt", b"")
    assert "words" == await extractor.extract_text(b"words", "a.txt")


async def test_a_file_that_is_gone_is_not_the_files_fault(extractor: Extractor, tmp_path: Path) -> None:
    """The sentence does not tell where the server keeps its files."""
    code, message = await refusal(extractor, "a.txt", tmp_path / "gone")
    assert ("server_error", False) == (code, str(tmp_path) in message)


@LINUX
async def test_the_process_knows_nothing(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither keys in the environment nor files that the server has open."""
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    child = await find_child(extractor)
    environment, targets, limits = describe_process(child)
    assert (b"", ["0", str(extraction.MEMORY)]) == (environment, limits)
    assert {"pipe", "socket", "/dev/null"} >= targets


@LINUX
async def test_small_files_share_a_process(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is replaced after a number of files, and after any failure."""
    monkeypatch.setattr(extraction, "FILES", 3)
    first = await find_child(extractor)
    await extractor.extract_text(b"words", "a.txt")
    assert first in list_children()
    await extractor.extract_text(b"words", "a.txt")  # the third, after which it ends
    second = await find_child(extractor)
    assert first != second
    await refusal(extractor, "a.txt", b"")
    assert second not in list_children()


@LINUX
async def test_an_idle_process_ends(extractor: Extractor, monkeypatch: pytest.MonkeyPatch) -> None:
    """When nothing is to do for a while, it ends."""
    monkeypatch.setattr(extraction, "IDLE", 0.01)
    child = await find_child(extractor)
    await wait_until(lambda: child not in list_children())
    assert "words" == await extractor.extract_text(b"words", "a.txt")


@LINUX
async def test_a_process_that_was_killed_meanwhile_is_replaced(extractor: Extractor) -> None:
    """The file after that is not blamed for it."""
    child = await find_child(extractor)
    os.kill(child, signal.SIGKILL)
    await wait_until(lambda: child not in list_children())
    assert "words" == await extractor.extract_text(b"words", "a.txt")


@pytest.mark.parametrize(
    "content",
    [b"<!--" * 2_000_000, b'<a b="' * 2_000_000, b"<![CDATA[<![" * 1_000_000],
    ids=["comments", "attributes", "declarations"],
)
async def test_what_takes_too_long_is_killed(content: bytes) -> None:
    """A page on which the parser does not end is a failed file after the time it may take."""
    extractor = Extractor(seconds=0.5)
    code, message = await refusal(extractor, "a.html", content)
    assert ("invalid_file", True) == (code, message.startswith("The file "))
    await extractor.close()


READING = """
import asyncio
from assistants_v2_server.builtin_tools.documents.extraction import Extractor

asyncio.run(Extractor(seconds=2).extract(b"<!--" * 2_000_000, "a.html"))
"""
"""A server that reads a page which has no end."""


@LINUX
async def test_what_is_read_for_a_server_that_was_killed_ends_too() -> None:
    """Nobody is there to kill the process, which then ends by itself a few seconds later."""
    server = await asyncio.create_subprocess_exec(sys.executable, "-c", READING)
    await wait_until(lambda: any(measure_work(child) > 0.2 for child in list_children(server.pid)))
    children = list_children(server.pid)
    server.kill()
    await server.wait()
    assert children
    await wait_until(lambda: not any(Path(f"/proc/{child}").exists() for child in children))


HOSTILE: dict[str, Callable[[], bytes]] = {
    "cyclic.pdf": make_cyclic_pdf,
    "packed.pdf": lambda: make_packed_pdf(200_000_000),
    "packed twice.pdf": lambda: make_packed_pdf(200_000_000, 2),
    "cut off.pdf": lambda: make_pdf("words")[:-100].replace(b"endobj", b""),
    "bomb.docx": lambda: make_docx_bomb(300_000_000),
    "parts.docx": lambda: make_docx("x", parts=10_001),
    "looping.pdf": make_looping_pdf,
    "crowded.pdf": lambda: make_crowded_pdf(500_000),
    "deep.pdf": lambda: make_deep_pdf(200_000),
    "laughing.docx": make_laughing_docx,
    "deep.docx": lambda: make_deep_docx(300_000),
    "deep.odt": lambda: make_odt("<text:span>" * 500_000),
    "deep.rtf": lambda: b"{\\rtf1" + b"{" * 2_000_000,
    "broken.doc": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5_000),
    "lying.docx": lambda: make_lying_docx(100_000_000),
    "deep.html": lambda: b"<div>" * 300_000,
    "long.csv": lambda: b"1," * 11_000_000,
    "zip.txt": lambda: make_docx("x"),
    "binary.txt": lambda: bytes(range(256)) * 100,
}
"""Files that are made to do harm."""


@pytest.mark.parametrize("filename", HOSTILE)
async def test_a_hostile_file_fails_and_harms_nothing(extractor: Extractor, filename: str) -> None:
    """It ends with a reason, while another file is read, and after it the next one."""
    code, message = await refusal(extractor, filename, HOSTILE[filename]())
    assert code in ("invalid_file", "unsupported_file")
    assert message.startswith(("The file", "Reading the file"))
    assert "words" == await extractor.extract_text(b"words", "a.txt")


async def test_a_document_shows_no_other_file(extractor: Extractor, tmp_path: Path) -> None:
    """One that asks for a file of the machine does not get it."""
    (tmp_path / "key").write_text("sk-secret")
    assert "and" == (await extractor.extract_text(make_prying_docx(f"{tmp_path}/key"), "a.docx")).strip()


async def test_the_last_cell_of_a_sheet_is_as_near_as_the_second(extractor: Extractor) -> None:
    """A sheet is not filled up to where it says that it ends."""
    text = await extractor.extract_text(make_xlsx("XFD1048576"), "a.xlsx")
    assert ["Pumps", "Model", "Price"] == text.split()


async def test_ten_thousand_pages_are_read_or_take_too_long() -> None:
    """Either is an answer; within the usual time all of them are read."""
    content = make_pdf(*(f"page {number}" for number in range(10_000)))
    hurried = Extractor(seconds=0.3)
    assert "invalid_file" == (await refusal(hurried, "a.pdf", content))[0]
    await hurried.close()


@LINUX
async def test_memory_is_limited() -> None:
    """A document that needs more is a failed file."""
    extractor = Extractor(memory=150_000_000)
    code, message = await refusal(extractor, "a.txt", b"a" * 19_000_000 + "漢".encode() + b" \r\n" * 300_000)
    assert ("invalid_file", "The file needs more memory to be read than it may have.") == (code, message)
    await extractor.close()


async def test_one_file_is_read_at_a_time(extractor: Extractor) -> None:
    """Many that come at once take turns, and each gets its own text."""
    texts = [f"words of {number}" for number in range(200)]
    found = await asyncio.gather(*(extractor.extract_text(text.encode(), "a.txt") for text in texts))
    assert texts == found


@LINUX
@pytest.mark.parametrize("times", [1, 2, 3])
async def test_who_is_cancelled_leaves_no_process(extractor: Extractor, times: int) -> None:
    """A file that was removed while it was read is not read on, also if the server is closed just then."""
    before = list_children()
    task = asyncio.create_task(extractor.extract(b"<!--" * 2_000_000, "a.html"))
    await wait_until(lambda: bool(list_children() - before))
    for _ in range(times):
        task.cancel()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
    with pytest.raises(asyncio.CancelledError):
        await task
    assert before == list_children()
    assert "words" == await extractor.extract_text(b"words", "a.txt")


@pytest.mark.parametrize("executable", ["/no/such/python", sys.executable])
async def test_a_process_that_does_not_start_is_not_the_files_fault(
    executable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file can be indexed again when the server's trouble is over."""
    monkeypatch.setattr(sys, "executable", executable)
    monkeypatch.setattr(reader, "_START", "raise SystemExit(3)")
    assert "server_error" == (await refusal(Extractor(), "a.txt", b"words"))[0]


@pytest.mark.parametrize("answer", ["{}", "no json", '{"code": null, "text": -1, "places": 0}', "[]"])
async def test_an_answer_that_is_none_is_a_failure(answer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that was taken over by a file can answer anything, and gets no further with it."""
    monkeypatch.setattr(reader, "_START", f"import time; print({answer!r}, flush=True); time.sleep(60)")
    assert "server_error" == (await refusal(Extractor(), "a.txt", b"words"))[0]
