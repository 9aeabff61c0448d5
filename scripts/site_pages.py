"""The pages of the documents: where each lies, in which section it is, and how links between them go on.

Pages are plain Markdown, so that they read the same on a code host and in the site. Used by `site_build`,
which makes the site of them, and by `faces`, which writes llms.txt.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath

from attrs import frozen
from generated_files import ROOT

INDEX = "index.md"
"""The page that the site begins with."""

FROM_ROOT = {"CONTRIBUTING.md": "contributing.md", "CHANGELOG.md": "changelog.md"}
"""The pages that lie at the root of the repository, and what they are called in the site."""

PICTURES = frozenset({".png", ".svg", ".webp"})
"""How the names of pictures end."""

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Start": ("get-started.md", "motivation.md"),
    "Tutorials": ("tutorials/*.md",),
    "How to": ("how-to/index.md", "how-to/*.md"),
    "Moving": ("moving.md", "history.md", "moving-*.md", "history-*.md"),
    "Serving": ("operating.md", "security.md", "scaling.md", "serving-*.md"),
    "Reference": (
        "reference/methods.md",
        "options.md",
        "cli.md",
        "environment.md",
        "errors.md",
        "reference/operations.md",
        "reference/assistants_v2.md",
        "reference/*.md",
    ),
    "The project": ("architecture.md", "changing-the-contract.md", "contributing.md", "changelog.md"),
    "Using it": (
        "workflows.md",
        "streaming.md",
        "files.md",
        "code-interpreter.md",
        "seeing.md",
        "chat.md",
        "testing.md",
        "*.md",
    ),
}
"""The sections, with patterns of their pages. A page is in the first that has it; the last takes the rest."""

ORDER = ("Start", "Tutorials", "How to", "Using it", "Moving", "Serving", "Reference", "The project")
"""The sections as readers see them."""

_LINK = re.compile(r"(?<=\]\()(?![a-z]+:|#|/)([^)#\s]+)(#[^)\s]*)?(?=\))")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")


@frozen
class Page:
    """A page of the documents.

    Attributes:
        place: Where it is in the site, such as `how-to/docker.md`.
        source: Where it is in the repository, such as `docs/how-to/docker.md`, or would be, were it kept.
        text: What it says, in Markdown.
    """

    place: str
    source: str
    text: str

    @property
    def title(self) -> str:
        """Return its heading, without marks of code."""
        return next((line[2:].replace("`", "") for line in self.text.splitlines() if line[:2] == "# "), "")

    @property
    def summary(self) -> str:
        """Return its first sentence, without links; empty if it begins with something else."""
        paragraphs = re.split(r"\n\s*\n", self.text.partition(f"{self.text.splitlines()[0]}\n")[2].strip())
        first = " ".join(paragraphs[0].split())
        if re.match(r"[#|`<>*-] |`{3}|\|", first):
            return ""
        sentence = re.split(r"(?<=[.!?])\s(?=[A-Z`\[])", first)[0]
        return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", sentence)


def read_pages(root: Path = ROOT) -> list[Page]:
    """Return the pages of a checkout, by place."""
    found = {path.relative_to(root / "docs").as_posix(): path for path in (root / "docs").rglob("*.md")}
    found |= {place: root / name for name, place in FROM_ROOT.items()}
    return [
        Page(place, path.relative_to(root).as_posix(), path.read_text("utf-8"))
        for place, path in sorted(found.items())
    ]


def find_pictures(root: Path = ROOT) -> list[Path]:
    """Return the pictures that pages of a checkout show: files of docs/, beside the pages or in folders."""
    return sorted(path for path in (root / "docs").rglob("*") if path.suffix in PICTURES)


def arrange_pages(pages: Iterable[Page]) -> dict[str, list[Page]]:
    """Return the pages of each section, in the order of its patterns; the index is in none."""
    waiting = {page.place: page for page in pages if page.place != INDEX}
    sections: dict[str, list[Page]] = {}
    for section, patterns in SECTIONS.items():
        places = [place for pattern in patterns for place in sorted(waiting) if fnmatch(place, pattern)]
        sections[section] = [waiting.pop(place) for place in dict.fromkeys(places)]
    return {section: sections[section] for section in ORDER if sections[section]}


def move_links(page: Page, places: Mapping[str, str], elsewhere: Callable[[str], str]) -> str:
    """Return the text of a page with the links that it needs in the site.

    Args:
        page: The page.
        places: The places of all pages, by where they are in the repository.
        elsewhere: Returns the address of a file of the repository that is no page.
    """

    def move(link: re.Match[str]) -> str:
        target = os.path.normpath(PurePosixPath(page.source).parent / link[1])
        section = link[2] or ""
        if target in places:
            return os.path.relpath(places[target], PurePosixPath(page.place).parent) + section
        return elsewhere(target) + section

    return "".join(_LINK.sub(move, line) if is_prose else line for line, is_prose in _read_lines(page.text))


def _read_lines(text: str) -> Iterator[tuple[str, bool]]:
    """Yield the lines of a page, and whether each is none of a block of code."""
    fence = ""
    for line in text.splitlines(keepends=True):
        mark = _FENCE.match(line)
        yield line, not fence and not mark
        if mark and not fence:
            fence = mark[1]
        elif mark and mark[1].startswith(fence):
            fence = ""


def read_addresses() -> dict[str, str]:
    """Return the addresses of the project by their names, such as `Repository`."""
    addresses: dict[str, str] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["urls"]
    return addresses


def write_llms(pages: Iterable[Page], link: Callable[[Page], str]) -> str:
    """Return llms.txt: what the project is, and a link to each page with its first sentence.

    Args:
        pages: The pages; the index says what the project is.
        link: Returns where a page is to be read.
    """
    known = {page.place: page for page in pages}
    lines = [f"# {known[INDEX].title}", "", f"> {known[INDEX].summary}"]
    for section, members in arrange_pages(known.values()).items():
        lines += ["", f"## {section}", ""]
        lines += [
            f"- [{page.title}]({link(page)})" + (f": {page.summary}" if page.summary else "")
            for page in members
        ]
    return "\n".join([*lines, ""])
