"""Pages have a place, a section and links that hold in the site, wherever they lie in the repository."""

from __future__ import annotations

from pathlib import Path

import pytest
from generated_files import ROOT
from site_pages import Page, arrange_pages, find_pictures, move_links, read_pages, write_llms


def a_page(place: str, text: str = "# Title\n") -> Page:
    """Return a page of docs/."""
    return Page(place, f"docs/{place}", text)


def test_every_page_is_in_one_section() -> None:
    """A page that is added anywhere is in the navigation without a line of its own."""
    pages = [*read_pages(), a_page("added.md"), a_page("how-to/added.md"), a_page("tutorials/added.md")]
    sections = arrange_pages(pages)
    placed = [page.place for members in sections.values() for page in members]
    assert sorted(placed) == sorted({page.place for page in pages} - {"index.md"})
    assert {"added.md", "workflows.md"} <= {page.place for page in sections["Using it"]}
    assert "how-to/added.md" in {page.place for page in sections["How to"]}


def test_pages_stand_in_the_order_of_the_patterns() -> None:
    """What is to be read first comes first, and what no pattern names comes last, by name."""
    pages = [a_page(place) for place in ("zebra.md", "aardvark.md", "streaming.md", "workflows.md")]
    assert ["workflows.md", "streaming.md", "aardvark.md", "zebra.md"] == [
        page.place for page in arrange_pages(pages)["Using it"]
    ]


@pytest.mark.parametrize(
    ("link", "moved"),
    [
        ("[a](../files.md)", "[a](../files.md)"),
        ("[a](../files.md#vector-stores)", "[a](../files.md#vector-stores)"),
        ("[a](../../CONTRIBUTING.md#tests)", "[a](../contributing.md#tests)"),
        ("[a](../../openapi.yaml)", "[a](elsewhere:openapi.yaml)"),
        ("[a](../../no_such.md)", "[a](elsewhere:no_such.md)"),
        ("[a](#section)", "[a](#section)"),
        ("![a](../images/a.png)", "![a](../images/a.png)"),
        ("[a](https://host/x.md)", "[a](https://host/x.md)"),
        ("```text\n[a](../../openapi.yaml)\n```", "```text\n[a](../../openapi.yaml)\n```"),
    ],
)
def test_links_are_moved_with_the_page(link: str, moved: str) -> None:
    """A page of the root is another page in the site, and a file that is no page is linked to elsewhere."""
    page = a_page("how-to/docker.md", link)
    places = {"docs/files.md": "files.md", "CONTRIBUTING.md": "contributing.md"}
    places["docs/images/a.png"] = "images/a.png"
    assert moved == move_links(page, places, lambda target: f"elsewhere:{target}")


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("# A\n\nFor whoever asks. And more.\n", "For whoever asks."),
        ("# A\n\nWhat `x.y` does,\nsee [there](b.md#c).\n\nMore.\n", "What `x.y` does, see there."),
        ("# A\n\nOne. [Two](b.md) follows.\n", "One."),
        ("# A\n\n```sh\nmake\n```\n\nText.\n", ""),
        ("# A\n\n| x | y |\n|---|---|\n", ""),
        ("# A\n", ""),
    ],
)
def test_the_summary_is_the_first_sentence(text: str, summary: str) -> None:
    """Links are told by their words; a page that begins with something else has none."""
    assert summary == a_page("a.md", text).summary


def test_llms_txt_has_every_page() -> None:
    """Each with its title and its sentence, below its section."""
    pages = [
        a_page("index.md", "# Project\n\nWhat it is.\n"),
        a_page("files.md", "# `Files`\n\nFor whoever has files.\n"),
    ]
    expected = (
        "# Project\n\n> What it is.\n\n## Using it\n\n- [Files](docs/files.md): For whoever has files.\n"
    )
    assert expected == write_llms(pages, lambda page: page.source)


def test_pictures_are_found_wherever_they_lie(tmp_path: Path) -> None:
    """In folders of docs/, and not what is no picture."""
    for name in ("docs/images/b.png", "docs/a.svg", "docs/c.md", "d.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    assert [tmp_path / "docs" / "a.svg", tmp_path / "docs" / "images" / "b.png"] == find_pictures(tmp_path)


def test_every_page_says_who_it_is_for() -> None:
    """The first sentence of a page is what llms.txt and searches have of it."""
    assert [] == [page.source for page in read_pages(Path(ROOT)) if not (page.title and page.summary)]
