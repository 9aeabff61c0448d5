"""Everything that can go wrong in client and server is explained, and is found by what people have of it."""

from __future__ import annotations

import ast
import inspect
import json
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import assistants_v2_server
import pytest
from assistants_v2 import errors, testing
from assistants_v2.cli.complaints import STATUSES
from assistants_v2.cli.explanations import (
    KINDS,
    Explanation,
    find_explanations,
    read_explanations,
    suggest_names,
)
from assistants_v2_companions_raw.models import VectorStoreFileErrorCode
from assistants_v2_raw.models import LastErrorCode, MessageIncompleteReason, RunIncompleteReason
from assistants_v2_server.requests import file_refusals, refusals
from assistants_v2_server.requests.refusals import RequestError
from assistants_v2_server.store.server_troubles import Trouble
from assistants_v2_server.store.troubles import find_trouble

from .commanding import run

ALL = read_explanations()
SERVER = Path(assistants_v2_server.__file__).parent
EXAMPLES: dict[str, Any] = {
    "str": "x",
    "int": 3,
    "float": 3.0,
    "bool": True,
    "Iterable[str]": ["x"],
    "Sequence[str]": ["x"],
}


def names(kind: str) -> set[str]:
    """The names of a kind."""
    return {each.name for each in ALL if each.kind == kind}


def every_refusal() -> Iterator[RequestError]:
    """One of each refusal that has a function of its own."""
    for module in (refusals, file_refusals):
        for name, make in inspect.getmembers(module, inspect.isfunction):
            if make.__module__ == module.__name__ and name != "database_unusable":
                needed = inspect.signature(make).parameters.values()
                given = {parameter.name: EXAMPLES[str(parameter.annotation)] for parameter in needed}
                yield make(**given)


def codes_in_source() -> set[str]:
    """What stands as the code of a refusal anywhere in the server, … for what is put in."""
    found = set[str]()
    for path in SERVER.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                place = {"RequestError": 3, "make_fault": 2}.get(node.func.id)
                if place is not None and len(node.args) > place:
                    found |= texts_of(node.args[place])
    return found


def texts_of(node: ast.expr) -> set[str]:
    """The texts that an expression may be."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.JoinedStr):
        return {"".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)}
    return set()


def test_every_exception_is_explained() -> None:
    """Each class of the client's tree has an entry, and nothing else has."""
    classes = {name for name, kind in vars(errors).items() if is_error(kind)}
    assert classes == names("exception")


def test_every_exception_of_the_server_is_explained() -> None:
    """Those that it offers to programs, and those of tests."""
    offered = {getattr(module, name) for module in (assistants_v2_server, testing) for name in module.__all__}
    raised = {kind.__name__ for kind in offered if isinstance(kind, type) and issubclass(kind, Exception)}
    assert raised == names("server_exception")


def is_error(kind: object) -> bool:
    """Whether something is one of our exceptions."""
    return isinstance(kind, type) and issubclass(kind, errors.AssistantsError)


def test_every_code_in_the_server_is_explained() -> None:
    """Whoever adds a code adds what it means."""
    codes = codes_in_source()
    assert {"invalid_value", "server_busy", "…_above_max_value"} <= codes
    known = names("code")
    put_in = {"…_above_max_value", "…_below_min_value"}
    assert set() == codes - known - put_in
    assert {code.replace("…", kind) for code in put_in for kind in ("integer", "decimal")} <= known


@pytest.mark.parametrize("refusal", [*every_refusal()], ids=lambda refusal: refusal.message[:30])
def test_every_refusal_is_explained(refusal: RequestError) -> None:
    """By its code if it has one, else by its text; by its type and its status too."""
    assert refusal.type in names("code")
    assert str(refusal.status) in names("status")
    if refusal.code:
        assert refusal.code in names("code")
    else:
        assert ["refusal"] == [each.kind for each in find_explanations(refusal.message)]


def every_trouble() -> Iterator[Trouble]:
    """What is said of each of SQLite's errors that is said anything of."""
    for code in range(1, 256):
        error = sqlite3.OperationalError()
        error.sqlite_errorcode = code
        if (trouble := find_trouble(error)) is not None:
            yield trouble


def test_every_trouble_of_a_database_is_explained() -> None:
    """What a server says of a database that does not take a request is found by its text."""
    found = [*every_trouble()]
    assert 5 < len(found)
    for trouble in found:
        refusal = refusals.database_unusable(str(trouble), may_pass=True, is_undone=True)
        assert ["refusal"] == [each.kind for each in find_explanations(refusal.message)], refusal.message


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("run", {*get_args(LastErrorCode), *get_args(RunIncompleteReason)}),
        ("message", {*get_args(MessageIncompleteReason)}),
        ("file", {*get_args(VectorStoreFileErrorCode)}),
        ("exit", {*map(str, STATUSES)}),
    ],
)
def test_every_end_is_explained(kind: str, codes: set[str]) -> None:
    """The codes and reasons of the contracts have entries, and nothing else has."""
    assert codes == names(kind)


@pytest.mark.parametrize("each", ALL, ids=lambda each: f"{each.kind} {each.name[:20]}")
def test_explanations_are_sentences(each: Explanation) -> None:
    """Each begins like a sentence and ends like one, and is known by a kind that there is."""
    assert each.kind in KINDS
    for sentence in (each.means, each.when, each.remedy):
        assert re.fullmatch(r"[A-Z`0-9].*[.…]", sentence), sentence


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("threadbusy", ["ThreadBusy"]),
        ("assistants_v2.errors.ThreadBusy", ["ThreadBusy"]),
        ("server_error", ["server_error"] * 3),
        ("401", ["401"]),
        ("400: Thread thread_1 already has an active run run_1.", ["Thread … already has an active run …."]),
        ("run run_1 on thread thread_1 ended as failed (invalid_prompt): no", ["invalid_prompt"]),
        ("exit status 3", ["3"]),
        ("HTTP 409", ["409"]),
        ("404: the server answered 404 Not Found.", ["404"]),
        ("run run_12 did something", []),
        ("nonsense", []),
    ],
)
def test_they_are_found(said: str, found: list[str]) -> None:
    """By a name in any case, by a dotted name, by the text of an error."""
    assert found == [each.name for each in find_explanations(said)]


def test_a_misspelt_name_is_corrected() -> None:
    """What is close to a name is suggested."""
    assert "ThreadBusy" == suggest_names("TreadBusy")[0]


def test_the_command_explains() -> None:
    """A name or a text, in words or as JSON."""
    done = run("explain", "ThreadBusy")
    assert (0, "", True) == (
        done.status,
        done.err,
        done.out.startswith("ThreadBusy  [Exceptions of the client]\n"),
    )
    assert 3 == len(json.loads(run("explain", "--json", "server_error").out))
    assert "already has an active run" in run("explain", "Thread t already has an active run r.").out


def test_the_command_lists_all_that_it_explains() -> None:
    """By kind, or as JSON."""
    listed = run("explain").out
    assert [*KINDS.values()] == [line[:-1] for line in listed.splitlines() if line.endswith(":")]
    assert len(ALL) == len(json.loads(run("explain", "--json").out))


def test_the_command_says_what_was_meant() -> None:
    """With status 2."""
    done = run("explain", "TreadBusy")
    assert (2, "", True) == (done.status, done.out, "did you mean ThreadBusy" in done.err)
