"""The command: what it prints, what it exits with, and what it makes of the vendor's published document."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from copy import deepcopy
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from spec_comparison import Difference, compare
from spec_diff import (
    CONTRACT,
    EXPLANATIONS,
    Explanation,
    fits,
    main,
    read_document,
    read_explanations,
    review,
)
from spec_schemas import Meaning, Side
from spec_shapes import Document

from .documents import Json, json_body

UPSTREAM = Path(__file__).resolve().parents[3] / "shared" / "upstream"
PUBLISHED = UPSTREAM / "assistants-v2.openapi.json"
PUBLISHED_COMPANIONS = UPSTREAM / "companions.openapi.json"
needs_published = pytest.mark.skipif(
    not PUBLISHED.exists(),
    reason="the vendor's published document is no part of the project and not beside it",
)

UNKNOWN = Difference("create body .size", "property", Side.UPSTREAM, Meaning.WIDENING)
LONGER = Difference("get answer .name", "maxLength: 9 upstream, 5 ours", Side.DIFFERS, Meaning.COSMETIC)


def contract(**properties: Any) -> Json:
    """Return a document with one operation whose body has *properties*."""
    body = json_body({"type": "object", "properties": properties})
    return {
        "openapi": "3.1.0",
        "paths": {"/things": {"post": {"operationId": "create", "requestBody": body}}},
    }


def ended(tmp_path: Path, upstream: Json, ours: Json, explanations: str = "[]", *options: str) -> int:
    """Run the command on two documents and return its exit status."""
    for name, content in (
        ("upstream", json.dumps(upstream)),
        ("ours", json.dumps(ours)),
        ("why", explanations),
    ):
        (tmp_path / name).write_text(content, encoding="utf-8")
    ours_and_why = ["--contract", str(tmp_path / "ours"), "--explanations", str(tmp_path / "why")]
    return main([str(tmp_path / "upstream"), *ours_and_why, *options])


SIZE_EXPLAINED = """
- reason: Sizes are
    another matter.
  differences:
    - {where: "create body .size", what: property}
"""


def test_nothing_to_explain_is_success(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two documents that say the same end in 0 and a count."""
    assert 0 == ended(tmp_path, contract(name={}), contract(name={}))
    assert capsys.readouterr().out.startswith(
        "0 differences without an explanation, 0 with one; 0 operations"
    )


def test_an_unexplained_difference_is_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The difference is printed under what it means to callers, and the status is 1."""
    assert 1 == ended(tmp_path, contract(size={}, name={}), contract(name={}))
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].startswith("widening: ")
    assert "  only upstream  create body .size: property" == printed[1]
    assert printed[-1].startswith("1 differences without an explanation, 0 with one")


def test_breaking_differences_come_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What breaks callers is what a maintainer must see."""
    assert 1 == ended(tmp_path, contract(a={}, n={"default": 1}), contract(b={}, n={}))
    headings = [line.partition(":")[0] for line in capsys.readouterr().out.splitlines() if ": " in line]
    assert ["breaking", "widening", "cosmetic"] == [
        h for h in headings if h in ("breaking", "widening", "cosmetic")
    ]


def test_an_explained_difference_is_success_and_silent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only its number is printed."""
    assert 0 == ended(tmp_path, contract(size={}), contract(), SIZE_EXPLAINED)
    assert 1 == len(capsys.readouterr().out.splitlines())


def test_explained_differences_are_shown_on_request(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With `--all`, each reason stands above what it explains."""
    assert 0 == ended(tmp_path, contract(size={}), contract(), SIZE_EXPLAINED, "--all")
    assert [
        "explained (1): Sizes are another matter.",
        "  only upstream  create body .size: property",
    ] == capsys.readouterr().out.splitlines()[:2]


def test_an_explanation_without_a_difference_is_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What explains nothing any more is to be taken out, so it is named and the status is 1."""
    assert 1 == ended(tmp_path, contract(name={}), contract(name={}), SIZE_EXPLAINED)
    printed = capsys.readouterr().out
    assert "obsolete: why explains what is not there; take it out\n" in printed
    assert "\n  create body .size: property\n" in printed
    assert "1 explanations without a difference" in printed


def test_a_difference_is_explained_by_the_first_reason_that_fits() -> None:
    """A second that fits as well is still needed, so order never makes an explanation obsolete."""
    narrow = Explanation("create body .size", "property", "sizes")
    broad = Explanation("create *", "*", "all bodies")
    stale = Explanation("delete *", "*", "gone")
    result = review([UNKNOWN, LONGER], [narrow, broad, stale])
    assert ([LONGER], [(UNKNOWN, narrow)], [stale]) == (result.unexplained, result.explained, result.obsolete)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("create body .size", "create body .size", True),
        ("create body .size", "create body .sizes", False),
        ("*.size", "create body .a.size", True),
        ("list* answer .data[]", "listRuns answer .data[]", True),
        ("a.c", "abc", False),
        ("*", "", True),
    ],
)
def test_a_star_stands_for_any_text(pattern: str, text: str, expected: bool) -> None:
    """Every other character stands for itself."""
    assert expected == fits(pattern, text)


@given(text=st.text(), start=st.integers(0, 20), length=st.integers(0, 20))
def test_a_star_may_replace_any_part(text: str, start: int, length: int) -> None:
    """Whatever is left out for a star still fits."""
    assert fits(f"{text[:start]}*{text[start + length :]}", text)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- reason: because", "entry 1 needs a `reason` and a list of `differences`"),
        ("- {reason: because, differences: []}", "entry 1 needs a `reason`"),
        ("- {reason: 1, differences: [{where: a, what: b}]}", "entry 1 needs a `reason`"),
        (
            "- {reason: because, differences: [{where: a}]}",
            "each of the `differences` needs a `where` and a `what`",
        ),
        (
            "- {reason: r, differences: [{where: a, what: b, why: c}]}",
            "needs a `where` and a `what`, both texts",
        ),
        ("- {", "is neither JSON nor YAML"),
    ],
)
def test_a_malformed_explanation_is_named(
    text: str, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message names the file and the entry, and the status is 2."""
    assert 2 == ended(tmp_path, contract(), contract(), text)
    error = capsys.readouterr().err
    assert error.startswith("spec-diff: ")
    assert problem in error


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("swagger: '2.0'", "is no OpenAPI 3 document: it has no `openapi: 3.…` at the top"),
        ("[]", "is no OpenAPI 3 document"),
        ("{ : : }", "is neither JSON nor YAML"),
        (
            '{"openapi": "3.1.0", "paths": {"/things": {"$ref": "#/nowhere"}}}',
            "$ref #/nowhere leads nowhere: there is no 'nowhere'",
        ),
    ],
)
def test_a_document_that_cannot_be_compared(
    text: str, problem: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message says what is wrong with it, and the status is 2."""
    (tmp_path / "upstream").write_text(text, encoding="utf-8")
    assert 2 == main([str(tmp_path / "upstream")])
    assert problem in capsys.readouterr().err


def test_a_forgotten_upstream_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """`make spec-diff` alone passes an empty text; the message says how to call it."""
    assert 2 == main([""])
    assert "make spec-diff UPSTREAM=" in capsys.readouterr().err


def test_a_missing_file_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not there is no traceback."""
    assert 2 == main([str(tmp_path / "absent.json")])
    assert "absent.json cannot be read" in capsys.readouterr().err


@pytest.fixture
def served() -> Iterator[str]:
    """Serve the contract as YAML at an address that redirects to it, and nothing elsewhere."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status = {"/moved": 302, "/openapi.yaml": 200}.get(self.path, 404)
            self.send_response(status)
            self.send_header("Location", "/openapi.yaml")
            self.end_headers()
            if status == 200:
                self.wfile.write(CONTRACT.read_bytes())

        def log_message(self, format: str, *args: Any) -> None:
            """Keep the terminal clean."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_document_may_be_at_an_address(served: str) -> None:
    """It is fetched, redirects followed, and read as YAML too."""
    assert [] == compare(read_document(f"{served}/moved"), read_document(str(CONTRACT)))


def test_an_address_that_answers_an_error_is_named(served: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The message has the address and the status."""
    assert 2 == main([f"{served}/absent.json"])
    assert f"{served}/absent.json cannot be read: Client error '404" in capsys.readouterr().err


def test_the_contract_does_not_differ_from_itself(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With nothing to explain, openapi.yaml compared with openapi.yaml is clean."""
    (tmp_path / "none.yaml").write_text("[]", encoding="utf-8")
    assert 0 == main([str(CONTRACT), "--explanations", str(tmp_path / "none.yaml")])


def test_the_script_runs_by_itself() -> None:
    """`python scripts/spec_diff.py` finds its other parts without any setting."""
    command = [sys.executable, str(EXPLANATIONS.with_name("spec_diff.py")), "--help"]
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "UPSTREAM" in result.stdout


@needs_published
def test_the_published_document_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """No difference from it is without a reason, and no reason without a difference."""
    assert 0 == main([str(PUBLISHED)]), capsys.readouterr().out


@needs_published
def test_the_published_companions_are_explained(capsys: pytest.CaptureFixture[str]) -> None:
    """A document of files, vector stores and models is held against the contract of the companions."""
    assert 0 == main([str(PUBLISHED_COMPANIONS)]), capsys.readouterr().out
    assert "0 differences without" in capsys.readouterr().out


@needs_published
def test_one_document_is_held_against_both_contracts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each contract has its own heading, differences and explanations; what the other has does not count."""
    content, companions = (json.loads(path.read_text("utf-8")) for path in (PUBLISHED, PUBLISHED_COMPANIONS))
    content["paths"] |= companions["paths"]
    content["components"]["schemas"] = companions["components"]["schemas"] | content["components"]["schemas"]
    (tmp_path / "both.json").write_text(json.dumps(content), encoding="utf-8")
    main([str(tmp_path / "both.json")])
    headings = [line for line in capsys.readouterr().out.splitlines() if line.endswith(".yaml:")]
    assert ["openapi.yaml:", "companions.yaml:"] == headings


@needs_published
def test_a_full_document_of_the_vendor_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Hundreds of operations of other parts of the API are counted, not compared."""
    content = json.loads(PUBLISHED.read_text("utf-8"))
    chat = {"operationId": "chat", "responses": {"200": {"content": {"text/event-stream": {"schema": {}}}}}}
    content["paths"] = {**{f"/other{n}": {"post": chat} for n in range(300)}, **content["paths"]}
    (tmp_path / "full.json").write_text(json.dumps(content), encoding="utf-8")
    assert 0 == main([str(tmp_path / "full.json")])
    assert capsys.readouterr().out.endswith("300 operations of other parts of the API were not compared\n")


def properties_of(node: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Yield the way to each property of each schema below *node*."""
    if isinstance(node, dict):
        if isinstance(node.get("properties"), dict):
            yield from ((*way, "properties", name) for name in node["properties"])
        for key, value in node.items():
            yield from properties_of(value, (*way, key))
    elif isinstance(node, list):
        for number, value in enumerate(node):
            yield from properties_of(value, (*way, number))


def at(node: Any, way: tuple[Any, ...]) -> Any:
    """Return what *way* leads to."""
    for key in way:
        node = node[key]
    return node


@needs_published
@pytest.mark.slow
@settings(max_examples=40)
@given(data=st.data())
def test_no_change_of_the_published_document_goes_unnoticed(data: st.DataObject) -> None:
    """Take a property out, put one in or retype one: no explanation covers what it was not made for."""
    content = deepcopy(PUBLISHED_CONTENT)
    way = data.draw(st.sampled_from(PUBLISHED_PROPERTIES))
    owner, name = at(content, way[:-2]), way[-1]
    change = data.draw(st.sampled_from(["remove", "add", "retype"]))
    if change == "remove":
        del owner["properties"][name]
        owner["required"] = [required for required in owner.get("required", []) if required != name]
    elif change == "add":
        owner["properties"]["brand_new"] = {"type": "string"}
    else:
        assume(name != "enabled")  # we lack it, whatever its type
        owner["properties"][name] = {"type": "array", "items": {"type": "object", "required": ["brand_new"]}}
    result = review(compare(Document(content), OURS), REASONS)
    assert result.unexplained or result.obsolete


PUBLISHED_CONTENT = json.loads(PUBLISHED.read_text("utf-8")) if PUBLISHED.exists() else {}
PUBLISHED_PROPERTIES = list(properties_of(PUBLISHED_CONTENT))
OURS = read_document(str(CONTRACT))
REASONS = read_explanations(EXPLANATIONS)
