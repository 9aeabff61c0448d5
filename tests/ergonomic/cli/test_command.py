"""The command line: its refusals in this process, `serve` in one of its own."""

from __future__ import annotations

import ast
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from assistants_v2 import __version__
from assistants_v2.cli import main
from assistants_v2.cli.complaints import explain
from assistants_v2.rules import configuration
from assistants_v2_server import Server, create_app

from ...server.loopback import served
from .commanding import run

SERVE = [sys.executable, "-c", "import sys; from assistants_v2.cli import main; sys.exit(main())", "serve"]


@contextmanager
def serving(*options: str, says_first: str = "") -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run `serve` on a free port, for the time of a block; yields the process and its base URL.

    With `says_first`, another line comes first and begins so.
    """
    with subprocess.Popen([*SERVE, "--port", "0", *options], stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr is not None
            assert says_first in process.stderr.readline() if says_first else True
            told = next(line for line in process.stderr if line.startswith("assistants-v2: serving at "))
            yield process, told.split()[3]
        finally:
            process.kill()


def test_serve_answers_until_it_is_interrupted(tmp_path: Path) -> None:
    """It says where it serves, also on a port that the system chose, keeps its data, and ends by Ctrl-C."""
    path = tmp_path / "conversations.db"
    with serving("--path", str(path)) as (process, base_url):
        thread = httpx.post(f"{base_url}/threads", json={"metadata": {"kept": "yes"}}).json()
        process.send_signal(signal.SIGINT)
        assert 0 == process.wait(30)
    with Server(path) as server:
        kept = server.handle("GET", f"/threads/{thread['id']}", "", {}, b"")
    assert (200, True) == (kept.status, b'"kept"' in kept.body)


def test_serve_answers_only_to_its_keys() -> None:
    """A request with one of the keys is answered, others are refused."""
    with serving("--require-key", "sk-1", "--require-key", "sk-2") as (_, base_url):
        codes = [
            httpx.get(f"{base_url}/assistants", headers={"authorization": f"Bearer {key}"}).status_code
            for key in ("sk-1", "sk-2", "sk-3")
        ]
        assert [200, 200, 401, 401] == [*codes, httpx.get(f"{base_url}/assistants").status_code]


def test_a_port_that_is_taken_is_said(tmp_path: Path) -> None:
    """The second server on a port ends with a line that names the address; status 1, since it may pass.

    It has not opened its file by then, so it cannot have taken up anything.
    """
    path = tmp_path / "a.db"
    with serving() as (_, base_url):
        port = str(httpx.URL(base_url).port)
        second = subprocess.run(
            [*SERVE, "--port", port, "--path", str(path)], capture_output=True, text=True, timeout=60
        )
    assert not path.exists()
    assert 1 == second.returncode
    assert 1 == second.stderr.count("\n")
    assert f"assistants-v2: cannot listen on 127.0.0.1:{port}: another program does.\n" == second.stderr


def test_the_demo_with_a_server_elsewhere(capsys: pytest.CaptureFixture[str]) -> None:
    """With an address the demo's conversation is held with the server there."""
    with Server() as server, served(create_app(server, api_keys=["sk-1"])) as address:
        code = main(["demo", "--base-url", f"{address}/v1", "--api-key", "sk-1", "--model", "rehearsal"])
    assert 0 == code
    assert re.search(r"went wrong +nothing", capsys.readouterr().out)


def test_the_demo_says_what_went_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    """A model endpoint that is not there makes the demo fail, with the reason in its account."""
    assert 1 == main(["demo", "--model-url", "http://127.0.0.1:1/v1"])
    assert "RunFailed" in capsys.readouterr().out


def test_ctrl_c_ends_the_demo() -> None:
    """Without a traceback, with the status that shells give to what Ctrl-C has ended."""
    code = "import sys; from assistants_v2.cli import main; sys.exit(main())"
    with socket.create_server(("127.0.0.1", 0)) as silent:
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        command = [sys.executable, "-c", code, "demo", "--base-url", url, "--api-key", "k"]
        with subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        ) as process:
            asked, _ = silent.accept()
            with asked:
                process.send_signal(signal.SIGINT)
                _, error = process.communicate(timeout=60)
    assert (130, "") == (process.returncode, error)


def test_the_version_is_told() -> None:
    """`--version` and `-V` name the package and its version."""
    assert [(0, f"assistants-v2 {__version__}\n")] * 2 == [
        (done.status, done.out) for done in (run("--version"), run("-V"))
    ]


@pytest.mark.parametrize("words", ["dance", "serve --port many", "serve --cors", "backup", "backup a b c"])
def test_what_it_cannot_read_is_refused(words: str) -> None:
    """A command line that is wrong ends with status 2 and one line, which has the usage of the right verb."""
    done = run(*words.split())
    verb = words.split()[0].replace("dance", "")
    assert (2, 1) == (done.status, len(done.err.splitlines()))
    assert f"usage: assistants-v2 {verb}".strip() in done.err
    assert f"{verb} --help".strip() in done.err


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        ("sreve", "serve"),
        ("serve --prot 9", "--port"),
        ("backup --flies x a b", "--files"),
        ("threads lsit", "list"),
        ("list threads", "threads list"),
    ],
)
def test_what_was_meant_is_suggested(words: str, meant: str) -> None:
    """A mistyped verb or option starts nothing, and what is called nearly so is named."""
    done = run(*words.split())
    assert 2 == done.status
    assert re.search(rf"Did you mean .*{meant}\b", done.err)


@pytest.mark.parametrize("words", ["--database a.db threads list", "threads --database a.db list"])
def test_options_before_their_verb_are_explained(words: str) -> None:
    """They follow the verb."""
    done = run(*words.split())
    assert (2, 1, True) == (done.status, len(done.err.splitlines()), "follow it" in done.err)


def test_no_words_at_all_begin_a_chat() -> None:
    """Without words there is somebody to talk to, and it is said who."""
    done = run()
    assert (0, "", True) == (done.status, done.out, "no AI" in done.err)


def test_the_help_of_the_command_imports_no_verb() -> None:
    """What one verb needs costs no other: modules of verbs are imported when these run."""
    code = (
        "import sys; from assistants_v2.cli import main; main(['--help']); "
        "print([name for name in sys.modules if name.startswith('assistants_v2.cli.')], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"command", "complaints", "option_groups", "verbosity", "verbs"} == {
        name.rpartition(".")[2] for name in ast.literal_eval(done.stderr)
    }


def test_a_mistake_is_told_in_one_line() -> None:
    """What the client refuses is said without a traceback."""
    done = run("demo", "--base-url", "nonsense")
    assert (2, 1) == (done.status, done.err.count("\n"))
    assert done.err.startswith("assistants-v2: --base-url")


def test_verbs_of_a_group_are_completed_too() -> None:
    """With their options."""

    def complete(words: str, position: int) -> set[str]:
        variables = {"COMP_WORDS": words, "COMP_CWORD": str(position)}
        done = run(environment={"_ASSISTANTS_V2_COMPLETE": "complete_bash", **variables})
        return set(done.out.split())

    assert {"list", "show", "create"} <= complete("assistants-v2 threads ", 2)
    assert {"--database"} == complete("assistants-v2 threads list --da", 3)


def test_a_missing_key_is_asked_for_at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """By what does not show it; then it is sent."""
    monkeypatch.setattr(configuration, "is_loopback", lambda _: False)
    monkeypatch.setattr("getpass.getpass", lambda _: "sk-typed")
    with Server() as server, served(create_app(server, api_keys=["sk-typed"])) as address:
        done = run("assistants", "list", "--base-url", f"{address}/v1", is_terminal=True)
    assert (0, f"Key for {address}/v1:") == (done.status, done.err.strip())
    assert "sk-typed" not in done.out + done.err


@pytest.mark.parametrize("words", ["threads delete thread_1", "assistants list"])
def test_ctrl_c_at_a_question_ends_it(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """So does the end of the input; nothing is done."""
    monkeypatch.setattr(configuration, "is_loopback", lambda _: False)

    def interrupt(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("getpass.getpass", interrupt)
    done = run(*words.split(), "--base-url", "http://127.0.0.1:9/v1", is_terminal=True)
    assert (130, "") == (done.status, done.out.strip())


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_completes_verbs_and_options(shell: str) -> None:
    """Without importing the verbs that are only named."""
    words = "assistants-v2 "
    environment = {
        "_ASSISTANTS_V2_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": words,
        "COMP_CWORD": "1",
        "_TYPER_COMPLETE_ARGS": words,
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    done = run(environment=environment)
    assert 0 == done.status
    assert {"serve", "backup"} <= set(re.findall(r"\w+", done.out))


@pytest.mark.parametrize(
    ("verb", "module", "extras"),
    [
        ("demo", "typer", "cli,local"),
        ("demo", "rich", "cli,local"),
        ("demo", "sqlalchemy", "cli,local"),
        ("serve", "typer", "serve"),
        ("serve", "sqlalchemy", "serve"),
        ("serve", "uvicorn", "serve"),
        ("port", "typer", "cli"),
        ("--version", "typer", "cli,local"),
    ],
)
def test_an_extra_that_is_missing_is_named(verb: str, module: str, extras: str) -> None:
    """Without a library the command says, in a line, which extras of the package suffice for the verb."""
    code = f"import sys; sys.modules[{module!r}] = None; from assistants_v2.cli import main; sys.exit(main())"
    ended = subprocess.run([sys.executable, "-c", code, verb], capture_output=True, text=True, timeout=60)
    assert 1 == ended.returncode
    told = (
        rf"assistants-v2: .*\b{module}\b.*: pip install 'assistants-v2\[{extras}\]', "
        r"or run pipx run --spec 'assistants-v2\[all\]' assistants-v2\n"
    )
    assert re.fullmatch(told, ended.stderr)


def test_a_library_that_the_extras_of_a_verb_do_not_bring_is_named_with_its_own() -> None:
    """A verb may use more than it needs; what is no library of an extra is a defect, and told as one."""
    assert explain(ModuleNotFoundError(name="numpy.linalg"), "cli,local") == (
        "numpy is not installed: pip install 'assistants-v2[search]', "
        "or run pipx run --spec 'assistants-v2[all]' assistants-v2",
        1,
    )
    assert explain(ModuleNotFoundError(name="no_such_module"), "cli,local") is None
