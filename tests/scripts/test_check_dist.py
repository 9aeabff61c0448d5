"""What is wrong with a built distribution is found before it is published."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest
from check_dist import check_description, check_types, compare_sdist, compare_wheels, list_sdist, read_wheel

HOME = "https://host.example/project"


def describe(*links: str) -> str:
    """The METADATA of a wheel whose description has links."""
    return "Name: a\n\n" + " ".join(f"[a page]({link})" for link in links)


def test_files_that_depend_on_the_way_of_building_are_named() -> None:
    """A wheel from the sdist lacks nothing, has nothing more, and each file is the same."""
    tree, sdist = {"a.py": b"1", "b.py": b"2"}, {"b.py": b"3", "c.py": b""}
    found = [*compare_wheels(tree, sdist)]
    assert ["a.py", "b.py", "c.py"] == [sentence.partition(" ")[0] for sentence in found]
    assert [] == [*compare_wheels(tree, dict(tree))]


def test_an_sdist_is_the_repository() -> None:
    """Nothing is missing, and nothing is in it that lay about; its own metadata may be."""
    found = [*compare_sdist({"PKG-INFO", "a.py", "notes.txt"}, {"a.py", "tests/b.py"})]
    assert [
        "tests/b.py is not in the sdist: name it in pyproject.toml.",
        "notes.txt is in the sdist, and git does not track it.",
    ] == found


def test_a_package_without_py_typed_is_named() -> None:
    """Type checkers would take it for untyped."""
    wheel = dict.fromkeys(["a/__init__.py", "a/py.typed", "b/__init__.py", "b/c/__init__.py"], b"")
    assert ["b has no py.typed."] == [*check_types(wheel)]


@pytest.mark.parametrize("link", ["docs/files.md", f"{HOME}/blob/HEAD/docs/no-such-page.md", "http://host"])
def test_a_dead_link_of_the_description_is_named(link: str) -> None:
    """It is relative, or leads to nothing."""
    (found,) = check_description(describe(f"{HOME}/blob/HEAD/README.md", link), HOME)
    assert link in found


def test_links_that_lead_somewhere_are_not_named() -> None:
    """Those into the repository, with a place in the page or without, and those to other hosts."""
    links = ["README.md", "docs/architecture.md#glossary", "docs"]
    page = describe(*(f"{HOME}/blob/HEAD/{link}" for link in links), "https://elsewhere.example", "#a-place")
    assert [] == [*check_description(page, HOME)]


def test_an_address_that_was_changed_in_one_place_only_is_noticed() -> None:
    """The links of the description are those of the project's own address."""
    (found,) = check_description(describe("https://host.example/fork/blob/HEAD/README.md"), HOME)
    assert "written twice" in found


def test_archives_are_read_as_they_are_built(tmp_path: Path) -> None:
    """A wheel's files with their bytes, an sdist's without the folder that all are in."""
    with zipfile.ZipFile(tmp_path / "a-1-py3-none-any.whl", "w") as wheel:
        wheel.writestr("a/__init__.py", "x")
    with tarfile.open(tmp_path / "a-1.tar.gz", "w:gz") as sdist:
        member = tarfile.TarInfo("a-1/a/__init__.py")
        member.size = 1
        sdist.addfile(member, io.BytesIO(b"x"))
    assert {"a/__init__.py": b"x"} == read_wheel(tmp_path)
    assert {"a/__init__.py"} == list_sdist(tmp_path)
