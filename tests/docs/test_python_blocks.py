"""The code of README and docs runs as it is printed: Python, commands and tests, against a server of ours."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from assistants_v2 import Assistants
from assistants_v2_raw.client import AuthenticatedClient

from .furnishing import furnish, lay_database
from .pages import PAGES, ROOT, Block, read_blocks
from .shell import Shell
from .stand_ins import stand_in


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_code_of_a_page_runs(
    page: Path, store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The blocks of a page run one after the other, in one folder, each with the names of those before it."""
    monkeypatch.chdir(tmp_path)  # where a page's database goes
    text = page.read_text("utf-8")
    blocks = read_blocks(text)
    has_commands = any("assistants-v2" in block.text for block in blocks if block.language == "sh")
    if has_commands:
        furnish(tmp_path, store)
        lay_database(store, tmp_path / "served.db")
    with stand_in(text, "served.db" if has_commands else ":memory:") as addresses, ExitStack() as stack:
        shell = Shell(tmp_path, store, stack, addresses)
        run_blocks(page.name, blocks, addresses, shell.run_block)


def run_blocks(
    page: str,
    blocks: list[Block],
    replaced: dict[str, str],
    run_commands: Callable[[str], object] | None = None,
) -> dict[str, Any]:
    """Run the blocks of a page, whose Python has one namespace, which is returned; closes the clients made.

    Args:
        page: What the page is called in tracebacks, which have its line numbers.
        blocks: The blocks.
        replaced: What stands for some addresses in the code, by the address as it is printed.
        run_commands: Runs a block of commands; None, the default, to pass over them.
    """
    names: dict[str, Any] = {"__name__": page}
    made: list[object] = []
    try:
        for block in blocks:
            code = "\n" * block.line + block.text
            for printed, used in replaced.items():
                code = code.replace(printed, used)
            if block.file_name:
                Path(block.file_name).parent.mkdir(parents=True, exist_ok=True)
                Path(block.file_name).write_text(code, encoding="utf-8")
            if block.is_test and block.is_run:
                run_tests(block.file_name or f"test_line_{block.line}.py", code)
            elif block.language == "python" and block.is_run:
                exec(compile(code, page, "exec", dont_inherit=True), names)
                made += names.values()
            elif block.language == "sh" and block.is_run and run_commands is not None:
                run_commands(block.text)
    finally:
        for value in made:
            if isinstance(value, Assistants):
                value.close()
            elif isinstance(value, AuthenticatedClient):
                value.get_httpx_client().close()
    return names


def run_tests(name: str, code: str) -> None:
    """Run a block of tests with pytest, as a file of its own in the current folder.

    Raises:
        AssertionError: One of them failed.
    """
    Path(name).write_text(code, encoding="utf-8")
    left_out = ["-p", "no:cacheprovider", "-p", "no:schemathesis", "-p", "no:asyncio"]
    command = [sys.executable, "-m", "pytest", "-q", *left_out, "--rootdir", ".", name]
    environment = {key: text for key, text in os.environ.items() if not key.startswith("PYTEST_")}
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stdout + done.stderr


def test_every_page_with_python_is_read() -> None:
    """The walk finds the blocks, and so does not pass for want of any."""
    found = {
        (page.name, block.language)
        for page in PAGES
        for block in read_blocks(page.read_text("utf-8"))
        if block.is_run
    }
    assert {("README.md", "python"), ("workflows.md", "python"), ("streaming.md", "python")} <= found
    assert {("history.md", "sh"), ("operating.md", "sh"), ("chat.md", "sh")} <= found


def test_tests_on_a_page_are_run_by_pytest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With fixtures, and with the files that blocks before say they are; one that fails is told."""
    monkeypatch.chdir(tmp_path)
    helper = "```python\n# desk.py\nANSWER = 1\n```\n"
    page = "```python\nfrom desk import ANSWER\n\n\ndef test_it(tmp_path):\n    assert {} == ANSWER\n```\n"
    run_blocks("page.md", read_blocks(helper + page.format(1)), {})
    with pytest.raises(AssertionError, match="1 failed"):
        run_blocks("page.md", read_blocks(helper + page.format(2)), {})


def test_a_block_that_fails_is_named_by_its_line() -> None:
    """The traceback leads to the line of the page."""
    page = "# Title\n\n```python\nfirst = 1\n```\n\n```python\nsecond = first\nthird = missing\n```\n"
    with pytest.raises(NameError, match="missing") as raised:
        run_blocks("page.md", read_blocks(page), {})
    frame = raised.traceback[-1]
    assert ("page.md", 9) == (
        frame.path if isinstance(frame.path, str) else frame.path.name,
        frame.lineno + 1,
    )


def test_a_block_that_cannot_run_says_why() -> None:
    """Only a comment with a reason, right before the block, leaves it out."""
    block = "```python\nraise LookupError\n```\n"
    assert [False] == [
        block.is_run for block in read_blocks(f"<!-- not run: no such field yet -->\n\n{block}")
    ]
    for comment in ("<!-- not run: -->", "<!-- a remark -->", "<!-- not run: far away -->\n\nText"):
        with pytest.raises(LookupError):
            run_blocks("page.md", read_blocks(f"{comment}\n\n{block}"), {})


def test_an_address_is_replaced_and_nothing_else() -> None:
    """What is run is what is printed, but for the remote host."""
    blocks = read_blocks('```python\nurl = "https://host/v1"\n```\n')
    assert (
        "http://127.0.0.1:1/v1"
        == run_blocks("p", blocks, {"https://host/v1": "http://127.0.0.1:1/v1"})["url"]
    )
