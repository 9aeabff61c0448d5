"""What holds for every verb in the table, so also for those that are added later."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path
from typing import get_type_hints

import pytest
from assistants_v2 import Assistants
from assistants_v2.cli import opening
from assistants_v2.cli.command import LateCommand
from assistants_v2.cli.shared_options import Where
from assistants_v2.cli.verbs import GROUPS, VERBS

from ...server.loopback import served
from .commanding import run

WITH_A_PLACE = [verb for verb in VERBS if Where in get_type_hints(VERBS[verb].load()).values()]
"""The verbs that work on a server or a database."""

BY_VERB = pytest.mark.parametrize("verb", [*VERBS])
BY_PLACED_VERB = pytest.mark.parametrize("verb", WITH_A_PLACE)
BY_ENCODING = pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])

NEEDS_NO_PLACE = {"chat", "demo", "doctor"}
"""Those that have something to do where nothing says where."""

FURTHER = {
    "assistants create": ["--model", "m"],
    "messages create": ["--role", "user", "--content", "Good morning!"],
    "runs create": ["--assistant-id", "asst_1"],
    **{verb: ["--metadata", "a=b"] for verb in VERBS if verb.endswith(" update")},
    **{verb: ["--yes"] for verb in VERBS if verb.endswith(" delete")},
}
"""What a verb has to be told, beyond its arguments, before it asks a server for anything."""

FILES = {"files create": [__file__], "stores add": ["vs_1", __file__]}
"""The arguments of verbs that look at files first."""


def words_of(verb: str) -> list[str]:
    """Return a verb with something for each of its arguments."""
    parameters = LateCommand(verb, VERBS[verb]).load().params
    needed = [one for one in parameters if one.param_type_name == "argument" and one.required]
    arguments = FILES.get(verb, [f"x{number}" for number, _ in enumerate(needed)])
    return [*verb.split(), *arguments, *FURTHER.get(verb, [])]


@BY_VERB
def test_a_row_fits_the_help(verb: str) -> None:
    """What a verb does is said in a line that is not cut, and a verb of two words is in a group."""
    said = VERBS[verb].help
    assert len(said) <= 70
    assert not said[0].isupper()
    assert not said.endswith(".")
    assert " " not in verb or verb.partition(" ")[0] in GROUPS


@BY_VERB
@BY_ENCODING
def test_the_help_is_written_everywhere(verb: str, encoding: str) -> None:
    """It says how the verb is used, in every encoding, without a terminal too."""
    done = run(*verb.split(), "--help", encoding=encoding)
    assert (0, "") == (done.status, done.err)
    assert f"Usage: assistants-v2 {verb} " in done.out


@BY_VERB
def test_every_option_and_argument_is_explained(verb: str) -> None:
    """None is listed without a word."""
    parameters = LateCommand(verb, VERBS[verb]).load().params
    assert [] == [one.name for one in parameters if not getattr(one, "help", "")]


@BY_VERB
def test_the_name_of_every_value_is_plain(verb: str) -> None:
    """Brackets, which the usage adds where it fits, are not in it, and it is no leftover of Python."""
    parameters = LateCommand(verb, VERBS[verb]).load().params
    values = [
        one for one in parameters if not (getattr(one, "is_flag", False) or getattr(one, "hidden", False))
    ]
    assert [] == [one.name for one in values if re.search(r"[\[\]]|^$", str(one.metavar or ""))]


@BY_VERB
@BY_ENCODING
@pytest.mark.parametrize("is_terminal", [False, True])
def test_a_wrong_option_is_one_line(verb: str, encoding: str, is_terminal: bool) -> None:
    """Status 2, with the usage of this verb and nothing on standard output; nothing is begun."""
    done = run(*verb.split(), "--no-such-option=→", encoding=encoding, is_terminal=is_terminal)
    assert (2, "", 1) == (done.status, done.out, len(done.err.splitlines()))
    assert f"(usage: assistants-v2 {verb} " in done.err
    assert f"assistants-v2 {verb} --help" in done.err


@BY_VERB
def test_a_mistyped_verb_is_not_run(verb: str) -> None:
    """The right one is named, with status 2."""
    *group, last = verb.split()
    done = run(*group, f"{last}{last[-1]}")
    assert (2, "", 1) == (done.status, done.out, len(done.err.splitlines()))
    assert re.search(rf"Did you mean .*'{last}'", done.err)


@BY_PLACED_VERB
def test_without_a_place_the_ways_are_named(verb: str) -> None:
    """Or the verb needs none, and refuses what is said of a server that is not named; nothing is made up."""
    done = run(*words_of(verb), *(["--api-key", "k"] if verb in NEEDS_NO_PLACE else []))
    assert (2, "", 1) == (done.status, done.out, len(done.err.splitlines()))


@BY_PLACED_VERB
def test_a_dead_server_is_one_line(verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Status 3, and its address is named; the key is not."""
    monkeypatch.setattr(opening, "Assistants", partial(Assistants, max_retries=0))
    done = run(*words_of(verb), "--base-url", "http://127.0.0.1:9/v1", "--api-key", "sk-secret")
    assert 3 == done.status, done.err
    assert 1 >= len(done.err.splitlines())
    assert "127.0.0.1:9" in done.err + done.out
    assert "sk-secret" not in done.err + done.out


@BY_PLACED_VERB
def test_without_a_key_and_without_a_terminal_it_says_which_variable(verb: str) -> None:
    """A server elsewhere is not asked without a key."""
    done = run(*words_of(verb), "--base-url", "https://nowhere.invalid/v1")
    assert (2, "", 1) == (done.status, done.out, len(done.err.splitlines()))
    assert "ASSISTANTS_API_KEY" in done.err


@BY_PLACED_VERB
def test_a_database_and_a_server_exclude_each_other(verb: str) -> None:
    """Nobody has to guess which of the two was meant."""
    done = run(*words_of(verb), "--base-url", "http://127.0.0.1:9/v1", "--database", "a.db")
    assert (2, "", 1) == (done.status, done.out, len(done.err.splitlines()))


@BY_PLACED_VERB
@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_a_refused_key_is_one_line(verb: str, encoding: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Status 3; the server's words are written in every encoding."""
    monkeypatch.setenv("NO_COLOR", "1")

    async def refuse(scope: object, receive: object, send: object) -> None:
        from starlette.responses import JSONResponse

        answer = JSONResponse({"error": {"message": "Incorrect key → 401", "type": "t"}}, 401)
        await answer(scope, receive, send)  # type: ignore[arg-type]

    with served(refuse) as address:
        done = run(*words_of(verb), "--base-url", f"{address}/v1", "--api-key", "sk-x", encoding=encoding)
    assert 3 == done.status, done.err
    assert 1 >= len(done.err.splitlines())
    assert "sk-x" not in done.err + done.out
    assert "\x1b" not in done.err + done.out


NAME_A_FILE = {
    "check": ["check"],
    "chat": ["chat", "Hello", "--attach"],
    "doctor": ["doctor", "--database"],
    "files create": ["files", "create", "--base-url", "http://127.0.0.1:9/v1", "--api-key", "k"],
    "stores add": ["stores", "add", "vs_1", "--base-url", "http://127.0.0.1:9/v1", "--api-key", "k"],
    "threads list": ["threads", "list", "--database"],
}
"""What comes before the name of a file, by verb."""


@pytest.mark.parametrize("words", [*NAME_A_FILE.values(), ["port"]], ids=lambda words: " ".join(words))
def test_a_file_that_is_not_there_is_wrong_use(words: list[str], tmp_path: Path) -> None:
    """Status 2, and a line that names it."""
    done = run(*words, str(tmp_path / "none"))
    assert (2, "", 1) == (done.status, done.out, len(done.err.splitlines()))
    assert re.search(f"there is no [a-z]+ {tmp_path / 'none'}", done.err)


@pytest.mark.parametrize("words", NAME_A_FILE.values(), ids=lambda words: " ".join(words))
def test_a_folder_in_place_of_a_file_is_called_one(words: list[str], tmp_path: Path) -> None:
    """It would mislead to say that it is not there."""
    done = run(*words, str(tmp_path))
    assert (2, "", 1) == (done.status, done.out, len(done.err.splitlines()))
    assert f"{tmp_path} is a folder: name a " in done.err
