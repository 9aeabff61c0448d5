"""Build the site of the documents: every warning is an error, and the outcome asks no other host for a thing.

    python scripts/site_build.py [FOLDER]    build it into FOLDER, by default `site`

The pages of the repository are put together with the reference, which is made of the code, in a folder that
is thrown away. Sphinx makes pages of them; beside each lies the same as Markdown.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator
from io import StringIO
from pathlib import Path
from typing import Any

from generated_files import ROOT
from site_pages import (
    INDEX,
    Page,
    arrange_pages,
    find_pictures,
    move_links,
    read_addresses,
    read_pages,
    write_llms,
)
from site_reference import write_reference
from sphinx.application import Sphinx
from sphinx.highlighting import lexer_classes
from sphinx.util.console import nocolor

SETTINGS: dict[str, Any] = {
    "project": "assistants-v2",
    "extensions": ["myst_parser"],
    "html_theme": "furo",
    "html_title": "assistants-v2",
    "html_copy_source": False,
    "html_show_sphinx": False,
    "html_show_copyright": False,  # the licence says it
    "html_permalinks_icon": "#",
    "myst_heading_anchors": 6,
    # Pages are plain Markdown: what would be more to the generator is what it looks like.
    "myst_disable_syntax": ["myst_role", "myst_target", "myst_block_break", "myst_line_comment"],
    "nitpicky": True,
}
"""What Sphinx is told. Searching, and light and dark, are there without being asked for."""

_ASKED = re.compile(
    r"<(?:link|script|img|iframe|source|audio|video)\b[^>]*\b(?:src|href)=\"((?:https?:)?//[^\"]*)\""
)
_STYLED = re.compile(r"(?:@import\s+|url\()[\"']?((?:https?:)?//[^\"')]+)")


def gather_pages() -> list[Page]:
    """Return the pages of the site, those of the reference among them, with links that hold there."""
    pages = [*read_pages(), *write_reference()]
    places = {page.source: page.place for page in pages if page.source}
    places |= {f"docs/{picture}": picture for picture in list_pictures()}
    address = read_addresses()["Repository"]

    def elsewhere(target: str) -> str:
        """Return where a file of the repository that is no page is to be seen; what is none stays broken."""
        return f"{address}/blob/HEAD/{target}" if (ROOT / target).exists() else target

    return [Page(page.place, page.source, move_links(page, places, elsewhere)) for page in pages]


def list_pictures() -> list[str]:
    """Return where the pictures of pages are, from docs/ on; in the site it is the same place."""
    return [path.relative_to(ROOT / "docs").as_posix() for path in find_pictures()]


def copy_pictures(folder: Path) -> None:
    """Copy the pictures beside pages, for the generator and for their twins."""
    for picture in list_pictures():
        (folder / picture).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / "docs" / picture, folder / picture)


def write_sources(pages: Iterable[Page], folder: Path) -> None:
    """Write the pages as Sphinx takes them: the index with the order of all others."""
    by_place = {page.place: page for page in pages}
    for page in by_place.values():
        text = page.text + (write_order(by_place.values()) if page.place == INDEX else "")
        write_text(folder / page.place, text)


def write_order(pages: Iterable[Page]) -> str:
    """Return the tables of contents of the sections, which only the generator reads."""
    tables = [
        f"\n```{{toctree}}\n:hidden:\n:caption: {section}\n\n"
        + "".join(f"{page.place.removesuffix('.md')}\n" for page in members)
        + "```\n"
        for section, members in arrange_pages(pages).items()
    ]
    return "".join(tables)


def write_twins(pages: Iterable[Page], site: Path) -> None:
    """Write each page as Markdown beside the one that browsers show, and the two files that list them."""
    pages = [*pages]
    for page in pages:
        write_text(site / page.place, page.text)
    write_text(site / "llms.txt", write_llms(pages, lambda page: page.place))
    write_text(site / "llms-full.txt", "\n\n".join(page.text for page in pages))


def write_text(path: Path, text: str) -> None:
    """Write a file, and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def build_pages(source: Path, site: Path, scratch: Path) -> bool:
    """Let Sphinx build the site; return whether it had nothing to complain of.

    Args:
        source: The folder of the pages.
        site: Where the site goes.
        scratch: Where Sphinx keeps what it needs meanwhile.
    """
    nocolor()
    heard = StringIO()
    lexer_classes["haproxy"] = lexer_classes["none"]  # nobody has made one for its settings
    app = Sphinx(
        str(source),
        None,
        str(site),
        str(scratch),
        "html",
        confoverrides=SETTINGS,
        status=None,
        warning=heard,
        warningiserror=True,
        parallel=2,
    )
    app.connect("html-page-context", name_twin)
    app.build()
    print(heard.getvalue().replace(f"{source}/", "docs/"), end="", file=sys.stderr)
    return app.statuscode == 0


def name_twin(_app: Sphinx, name: str, _template: str, context: dict[str, Any], doctree: object) -> None:
    """Add to a page, for programs that read it, where the same is as Markdown."""
    if doctree is not None:
        twin = f"{name.rpartition('/')[2]}.md"
        context["metatags"] += f'\n<link rel="alternate" type="text/markdown" href="{twin}">'


def find_outside(site: Path) -> Iterator[str]:
    """Yield what the pages and styles of a site would ask another host for, each with its file."""
    for path in sorted(site.rglob("*")):
        looked_for = {".html": _ASKED, ".css": _STYLED}.get(path.suffix)
        if looked_for is not None:
            for address in looked_for.findall(path.read_text("utf-8")):
                yield f"{path.relative_to(site).as_posix()}: {address}"


def build_site(site: Path) -> bool:
    """Build the site into a folder, whose content is replaced; return whether all is well."""
    pages = gather_pages()
    shutil.rmtree(site, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "docs"
        write_sources(pages, source)
        copy_pictures(source)
        is_well = build_pages(source, site, Path(scratch) / "doctrees")
    write_twins(pages, site)
    copy_pictures(site)
    outside = [*find_outside(site)]
    for line in outside:
        print(f"asks another host: {line}", file=sys.stderr)
    return is_well and not outside


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Build the site of the documents.")
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT / "site", help="where it goes")
    folder: Path = parser.parse_args(arguments).folder
    if not build_site(folder):
        return 1
    print(f"the site is in {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
