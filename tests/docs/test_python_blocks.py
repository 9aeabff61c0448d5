"""The Python of README and docs runs as it is printed, against a server of ours."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from assistants_v2 import Assistants
from assistants_v2_raw.client import AuthenticatedClient

from .pages import PAGES, ROOT, Block, read_blocks
from .stand_ins import stand_in


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_python_of_a_page_runs(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The blocks of a page run one after the other, each with the names of those before it."""
    monkeypatch.chdir(tmp_path)  # where a page's database goes
    text = page.read_text("utf-8")
    with stand_in(text) as addresses:
        run_blocks(page.name, read_blocks(text), addresses)


def run_blocks(page: str, blocks: list[Block], replaced: dict[str, str]) -> dict[str, Any]:
    """Run the Python blocks of a page in one namespace, which is returned; closes the clients they make.

    Args:
        page: What the page is called in tracebacks, which have its line numbers.
        blocks: The blocks.
        replaced: What stands for some addresses in the code, by the address as it is printed.
    """
    names: dict[str, Any] = {"__name__": page}
    made: list[object] = []
    try:
        for block in blocks:
            if block.language == "python" and block.is_run:
                code = "\n" * block.line + block.text
                for printed, used in replaced.items():
                    code = code.replace(printed, used)
                exec(compile(code, page, "exec", dont_inherit=True), names)
                made += names.values()
    finally:
        for value in made:
            if isinstance(value, Assistants):
                value.close()
            elif isinstance(value, AuthenticatedClient):
                value.get_httpx_client().close()
    return names


def test_every_page_with_python_is_read() -> None:
    """The walk finds the blocks, and so does not pass for want of any."""
    found = {
        page.name
        for page in PAGES
        for block in read_blocks(page.read_text("utf-8"))
        if block.language == "python"
    }
    assert {"README.md", "workflows.md", "changing-the-contract.md"} <= found


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
