"""The site is built with every warning as an error, and asks no other host for anything."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from generated_files import ROOT
from site_build import find_outside, gather_pages, write_sources, write_twins
from site_pages import Page

INDEX = "# Index\n\nWhat it is. See [files](files.md#large-ones).\n"
FILES = "# Files\n\nFor whoever has files.\n\n## Large ones\n\nThey are slow.\n"


BUILD = (
    "import sys, pathlib, site_build; sys.exit(not site_build.build_pages(*map(pathlib.Path, sys.argv[1:])))"
)
"""What builds pages in a process of its own: the generator is made to be used once in each."""


def build(folder: Path, **pages: str) -> str:
    """Build a site of a few pages; return what the generator complains of."""
    made = [Page(f"{name}.md", f"docs/{name}.md", text) for name, text in pages.items()]
    write_sources(made, folder / "docs")
    places = [str(folder / name) for name in ("docs", "site", "doctrees")]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "scripts")}
    done = subprocess.run(
        [sys.executable, "-c", BUILD, *places], env=environment, capture_output=True, text=True, check=False
    )
    assert bool(done.returncode) == bool(done.stderr), done.stderr
    write_twins(made, folder / "site")
    return done.stderr


@pytest.mark.slow
def test_a_site_is_built_that_needs_no_other_host(tmp_path: Path) -> None:
    """Each page has its twin and names it, the search has its index, and llms.txt lists the pages."""
    assert "" == build(tmp_path, index=INDEX, files=FILES)
    site = tmp_path / "site"
    page = (site / "files.html").read_text("utf-8")
    assert '<link rel="alternate" type="text/markdown" href="files.md">' in page
    assert 'href="files.html#large-ones"' in (site / "index.html").read_text("utf-8")
    assert FILES == (site / "files.md").read_text("utf-8")
    assert (site / "searchindex.js").is_file()
    assert "[Files](files.md): For whoever has files." in (site / "llms.txt").read_text("utf-8")
    assert [] == [*find_outside(site)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[x](no_such.md)", "docs/index.md:3"),
        ("[x](files.md#no-such-section)", "no-such-section"),
        ("```no-such-language\nx\n```", "no-such-language"),
    ],
)
def test_what_is_wrong_with_a_page_fails_the_build(tmp_path: Path, text: str, told: str) -> None:
    """A link, a section or a language that is not there is told with the page."""
    assert told in build(tmp_path, index=f"# Index\n\n{text}\n", files=FILES)


def test_what_asks_another_host_is_found(tmp_path: Path) -> None:
    """Scripts, styles, images and fonts are; what a reader may click on is not."""
    (tmp_path / "a.html").write_text(
        '<script defer src="https://cdn/x.js"></script><img alt="" src="//cdn/i.png">'
        '<a href="https://host/">out</a><script src="_static/y.js"></script>'
        '<link rel="preconnect" href="https://fonts">',
        encoding="utf-8",
    )
    (tmp_path / "a.css").write_text("@import 'https://fonts/a.css'; a { background: url(i.png) }", "utf-8")
    assert [
        "a.css: https://fonts/a.css",
        "a.html: https://cdn/x.js",
        "a.html: //cdn/i.png",
        "a.html: https://fonts",
    ] == [*find_outside(tmp_path)]


def test_the_pages_of_the_root_and_the_reference_are_pages_of_the_site() -> None:
    """Links to them are links within the site."""
    pages = {page.place: page for page in gather_pages()}
    assert {
        "reference/methods.md",
        "reference/operations.md",
        "contributing.md",
        "changelog.md",
    } <= pages.keys()
    assert "](contributing.md#tests)" in pages["architecture.md"].text
