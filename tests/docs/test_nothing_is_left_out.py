"""Everything that users meet is documented: names, options, variables, errors, operations, metrics, fixtures.

Datasette's tests do the same. Where one of these fails, write the sentence that it asks for.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

import assistants_v2_companions_raw
import assistants_v2_raw
import pytest
from assistants_v2.cli.explanations import read_explanations
from site_operations import read_operations, write_operations
from site_reference import write_reference

from .commands import EXTRAS
from .gaps import (
    exceptions_raised,
    explained_in,
    find_missing,
    find_unexplained_arguments,
    find_unexplained_names,
    fixtures_in,
    fixtures_offered,
    metrics_counted,
    options_of_verbs,
    public_objects,
    variables_read,
)
from .pages import PAGES, ROOT
from .test_operators_pages import OPERATING

ALL = {page.relative_to(ROOT).as_posix(): page.read_text("utf-8") for page in PAGES}
COMMAND, ERRORS = ALL["docs/cli.md"], ALL["docs/errors.md"]
OF_USERS = [text for name, text in ALL.items() if name not in ("docs/architecture.md", "CONTRIBUTING.md")]


def expect_nothing(missing: Iterable[str]) -> None:
    """Raise AssertionError with a line for each thing that is missing."""
    lines = sorted({*missing})
    assert not lines, "\n".join(["", *lines])


def test_every_public_name_says_what_it_is() -> None:
    """Each name of each public module, each method and each property has a sentence in its reference."""
    assert len([*public_objects()]) > 150
    expect_nothing(find_unexplained_names())


def test_every_argument_of_a_public_name_is_explained() -> None:
    """What a function or a class takes; of the clients' methods, `make generate` sees to it."""
    expect_nothing(find_unexplained_arguments())


def test_every_public_name_is_in_the_reference() -> None:
    """Under the module that it is imported from."""
    pages = {page.place: page.text for page in write_reference()}
    for name, _ in public_objects():
        module, _, short = name.rpartition(".")
        assert f"\n## {short}\n" in pages[f"reference/{module}.md"], name


def test_every_option_of_every_verb_is_on_the_page() -> None:
    """In the section of the verb, or among those that many have."""
    sections = dict(re.findall(r"^### ([a-z -]+)\n(.*?)(?=^### |\Z)", COMMAND, re.MULTILINE | re.DOTALL))
    shared = COMMAND.partition("## Where a verb works")[2].partition("## Verbs")[0]
    found = [*options_of_verbs()]
    assert len(found) > 100
    expect_nothing(
        f"{verb} {flag}"
        for verb, flag in found
        if f"`{flag}" not in sections[verb] + shared and flag not in ("--help", "-h")
    )


def test_every_option_of_serve_is_on_the_operators_page() -> None:
    """With its variable: whoever serves reads one page."""
    flags = {flag for verb, flag in options_of_verbs() if verb == "serve"} - {"--help", "-h"}
    expect_nothing(flag for flag in flags if f"`{flag}" not in OPERATING)


def test_every_environment_variable_is_documented() -> None:
    """Those that the code reads, wherever it does."""
    assert len(variables_read()) > 40
    expect_nothing(find_missing(variables_read(), *OF_USERS))


def test_every_variable_that_a_page_names_is_read() -> None:
    """A variable that was renamed is found where people read of it."""
    named = {
        (page, name)
        for page, text in ALL.items()
        for name in re.findall(r"\bASSISTANTS_(?:V2_)?[A-Z0-9_]*[A-Z0-9]\b", text)
    }
    made_by_kubernetes = re.compile(r"ASSISTANTS_V2_(SERVICE|PORT)_")
    expect_nothing(
        f"{page}: {name}"
        for page, name in named
        if name not in variables_read() and not made_by_kubernetes.match(name)
    )


def test_every_extra_that_a_page_names_exists() -> None:
    """Also where the name of the package is a file."""
    named = {
        (page, extra)
        for page, text in ALL.items()
        for extras in re.findall(r"(?:assistants-v2|\.whl\)?)\[([a-z,]+)\]", text)
        for extra in extras.split(",")
    }
    assert len(named) > 10
    expect_nothing(f"{page}: {extra}" for page, extra in named if extra not in EXTRAS)


def test_every_exception_and_every_code_is_explained() -> None:
    """With what it means and what to do; tests of `explain` look for codes wherever the server has them."""
    rows = set(re.findall(r"^\| `([^`]+)` \|", ERRORS, re.MULTILINE))
    expect_nothing(find for find in exceptions_raised() if find not in rows)
    expect_nothing(each.name for each in read_explanations() if each.name.replace("|", r"\|") not in rows)


def test_every_operation_is_documented() -> None:
    """What it does, its path and what it takes, from both contracts."""
    page = write_operations()
    for package in (assistants_v2_raw, assistants_v2_companions_raw):
        for operation in read_operations(package):
            section = page.partition(f"\n### {operation.name}\n")[2].partition("\n### ")[0]
            assert f"`{operation.endpoint}`" in section, operation.name
            assert operation.stated["summary"] in section, operation.name
            assert operation.path in ALL["docs/moving.md"], operation.name
    empty = [line for line in page.splitlines() if re.fullmatch(r"- `\w+`(, required)?:?", line)]
    assert [] == empty


def test_every_metric_is_documented() -> None:
    """Counters have `_total` at the end of their names where they are read."""
    assert len(metrics_counted()) > 10
    told = [text.replace("_total", "") for text in OF_USERS]
    expect_nothing(find_missing(metrics_counted(), *told))


def test_every_fixture_is_documented() -> None:
    """Those of the plugins for pytest that the package brings, with their markers and options."""
    expect_nothing(find_missing(fixtures_offered(), *OF_USERS))


@pytest.mark.parametrize(
    ("docstring", "names"),
    [
        ("Do.\n\nArgs:\n    a: One.\n    b, c: Two.", {"a", "b", "c"}),
        ("A picture by its `url`.", {"url"}),
        ("Do.\n\nAttributes:\n    x: It.", {"x"}),
        ("Do it.", set[str]()),
    ],
)
def test_what_a_docstring_explains_is_read(docstring: str, names: set[str]) -> None:
    """The walk does not pass for want of finding anything."""
    assert names == explained_in(docstring)


def test_what_a_plugin_offers_is_read() -> None:
    """Fixtures by their decorator, markers and options by the calls that declare them."""
    source = (
        "@pytest.fixture\ndef desk(): ...\n\n@pytest.fixture()\ndef _inner(): ...\n\n"
        "def pytest_configure(config):\n    config.addinivalue_line('markers', 'held(seconds): waits')\n\n"
        "def pytest_addoption(parser):\n    parser.addoption('--slow')\n"
    )
    assert {"desk", "held", "--slow"} == {*fixtures_in(ast.parse(source))}


def test_what_is_missing_is_named() -> None:
    """A name is told if it is a word of a page, not if it is a part of one."""
    assert ["ASSISTANTS_LOG"] == find_missing(
        ["ASSISTANTS_LOG", "NO_COLOR"], "`ASSISTANTS_LOGS`, `NO_COLOR`."
    )
