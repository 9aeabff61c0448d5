"""The options of `serve`: what is wrong is one line, each may be a variable, and keys need not be typed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from assistants_v2.cli.serve_options import SERVE_OPTIONS
from assistants_v2_server.models.model_endpoint import DEFAULT_TIMEOUT
from assistants_v2_server.runs.executors import DEFAULT_WORKERS
from assistants_v2_server.runs.worker import DEFAULT_MAX_TURNS

from ...server.door.serving import serving

COMMAND = [sys.executable, "-m", "assistants_v2"]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    import os

    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, timeout=60, env={**os.environ, **environment}
    )


WRONG = [
    (["--port", "99999"], "--port"),
    (["--port", "many"], "--port"),
    (["--prot", "9"], "--prot"),
    (["--path", ""], "--path"),
    (["--model-url", "localhost:11434"], "--model-url"),
    (["--model", "gpt"], "--model-url"),
    (["--model-url", "http://x", "--model-map", "gpt"], "--model-map"),
    (["--model-url", "http://127.0.0.1:99999/v1"], "--model-url"),
    (["--model-url", "http://x", "--model-map", "gpt=a", "gpt=b"], "--model-map"),
    (["--merge-roles"], "--model-url"),
    (["--model-api", "responses"], "--model-url"),
    (["--hosted-tools", "file_search"], "--model-url"),
    (["--keep-conversations"], "--model-url"),
    (["--model-url", "http://x/v1/responses", "--model-api", "chat"], "--model-api chat"),
    (["--model-url", "http://x/v1/chat/completions", "--model-api", "responses"], "--model-api responses"),
    (["--model-url", "http://x/v1/responses", "--merge-roles"], "--merge-roles"),
    (["--model-url", "http://x/v1", "--keep-conversations"], "--keep-conversations"),
    (["--model-url", "http://x/v1", "--hosted-tools", "file_search"], "--hosted-tools"),
    (["--model-url", "http://x/v1/responses", "--hosted-tools", "web_search"], "--hosted-tools"),
    (["--model-api", "completions"], "--model-api"),
    (["--model-timeout", "soon"], "--model-timeout"),
    (["--model-timeout", "0"], "--model-timeout"),
    (["--max-turns", "0"], "--max-turns"),
    (["--workers", "-1"], "--workers"),
    (["--drain-seconds", "-1"], "--drain-seconds"),
    (["--log-format", "xml"], "--log-format"),
    (["--cors", "app.example"], "--cors"),
    (["--allow-host", "http://api.example"], "--allow-host"),
    (["--allow-host", "api.example:80"], "--allow-host"),
    (["--host", "localhost:80"], "--host"),
    (["--key-file", "/no/such/file"], "/no/such/file"),
    (["--host", "0.0.0.0"], "--insecure"),
    (["--host", "192.0.2.1", "--insecure"], "--host 192.0.2.1"),
    (["--host", "nowhere.invalid", "--insecure"], "--host nowhere.invalid"),
    (["--require-key", " "], "--require-key"),
]


@pytest.mark.parametrize(
    ("options", "named"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, list) else ""
)
def test_a_wrong_option_is_one_line(options: list[str], named: str) -> None:
    """Status 2, and one sentence that names the option and where all are listed."""
    ended = run("serve", "--port", "0", *options)
    assert (2, 1) == (ended.returncode, len(ended.stderr.splitlines())), ended.stderr
    assert named in ended.stderr
    assert "assistants-v2 serve --help" in ended.stderr


@pytest.mark.parametrize(
    ("variable", "text"),
    [
        ("PORT", "http"),
        ("INSECURE", "perhaps"),
        ("MODEL_TIMEOUT", "soon"),
        ("CORS", "https://a.example,b.example"),
        ("LOG_LEVEL", "loud"),
        ("PATH", ""),
        ("SERVER_KEYS", ""),
        ("SERVER_KEYS", " , "),
        ("INSECURE", ""),
    ],
)
def test_a_wrong_variable_is_one_line(variable: str, text: str) -> None:
    """It is named as it is called in the environment; one that is empty is wrong too."""
    ended = run("serve", **{f"ASSISTANTS_V2_{variable}": text})
    assert (2, 1) == (ended.returncode, len(ended.stderr.splitlines())), ended.stderr
    assert f"ASSISTANTS_V2_{variable}" in ended.stderr


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    """What the database says is told without a traceback, and the file is left as it is."""
    file = tmp_path / "notes.txt"
    file.write_text("not a database, " * 100)
    ended = run("serve", "--port", "0", "--path", str(file))
    assert (2, 1) == (ended.returncode, len(ended.stderr.splitlines())), ended.stderr
    assert file.read_text() == "not a database, " * 100


def test_every_option_may_be_a_variable(tmp_path: Path) -> None:
    """The command line wins over a variable; lists stand between commas."""
    path = tmp_path / "a.db"
    environment = {
        "PATH": str(path),
        "SERVER_KEYS": "k1, k2",
        "LOG_LEVEL": "info",
        "LOG_FORMAT": "json",
        "WORKERS": "3",
    }
    variables = {f"ASSISTANTS_V2_{name}": value for name, value in environment.items()}
    with serving(tmp_path, "--log-format", "text", **variables) as served:
        codes = [
            httpx.get(f"{served.base_url}/assistants", headers={"api-key": key}, trust_env=False).status_code
            for key in ("k1", "k2", "k3")
        ]
    assert [200, 200, 401] == codes
    assert path.exists()
    assert served.log.read_text().startswith("assistants-v2: serving at ")


def test_keys_come_from_files_without_a_warning(tmp_path: Path) -> None:
    """One a line; on the command line they work too, with a warning, which does not repeat them."""
    (tmp_path / "keys").write_bytes(b"\xef\xbb\xbfk1\r\n\r\nk2\r\n")  # as some editors write
    (tmp_path / "model").write_text("sk-model\n")
    files = ["--key-file", str(tmp_path / "keys"), "--model-key-file", str(tmp_path / "model")]
    with serving(tmp_path, *files, "--model-url", "http://127.0.0.1:9") as served:
        for key in ("k1", "k2"):
            headers = {"authorization": f"Bearer {key}"}
            answer = httpx.get(f"{served.base_url}/assistants", headers=headers, trust_env=False)
            assert 200 == answer.status_code
    assert "command line" not in served.log.read_text()
    with serving(tmp_path, "--require-key", "sk-typed") as served:
        assert 401 == httpx.get(f"{served.base_url}/assistants", trust_env=False).status_code
    log = served.log.read_text()
    assert "WARNING --require-key: others on this machine can read the command line" in log
    assert "sk-typed" not in log


def test_a_variable_that_is_none_is_warned_of(tmp_path: Path) -> None:
    """A name with a mistake would leave the server without its key; those of Kubernetes are no mistake."""
    variables = {"SERVER_KEY": "sk-1", "SERVICE_HOST": "10.0.0.1", "PORT_8000_TCP": "tcp://10.0.0.1:8000"}
    with serving(tmp_path, **{f"ASSISTANTS_V2_{name}": text for name, text in variables.items()}) as served:
        warnings = [line for line in served.log.read_text().splitlines() if "WARNING" in line]
    assert [True] == ["ASSISTANTS_V2_SERVER_KEY is no variable of serve" in line for line in warnings]
    assert "sk-1" not in served.log.read_text()


def test_addresses_of_ipv6_are_taken_with_and_without_brackets() -> None:
    """To listen on, and as the Host header has them."""
    hosts, allowed = SERVE_OPTIONS[0], next(o for o in SERVE_OPTIONS if o.flag == "--allow-host")
    assert ["2001:db8::1"] * 2 == [hosts.read(text) for text in ("2001:DB8::1", "[2001:db8:0::1]")]
    assert ["[2001:db8::1]"] * 2 == [allowed.read(text) for text in ("2001:db8::1", "[2001:db8::1]")]


def test_another_address_is_served_only_if_told(tmp_path: Path) -> None:
    """Without a key it takes --insecure, and then the Host header must be a name that was allowed."""
    options = ["--host", "0.0.0.0", "--insecure", "--allow-host", "api.example"]
    with serving(tmp_path, *options) as served:
        url = f"http://127.0.0.1:{served.address[1]}/v1/assistants"
        codes = [
            httpx.get(url, headers={"host": host}, trust_env=False).status_code
            for host in ("api.example", "127.0.0.1", "other.example", "0.0.0.0")
        ]
    assert [200, 200, 403, 403] == codes


@pytest.mark.parametrize("named", ["DATABASE", "PATH", "--database", "--path"])
def test_the_file_is_named_in_four_ways(named: str, tmp_path: Path) -> None:
    """By the option and its variable, and by what both were called at first."""
    path = tmp_path / "a.db"
    flags = [named, str(path)] if named.startswith("-") else []
    variables = {} if flags else {f"ASSISTANTS_V2_{named}": str(path)}
    with serving(tmp_path, *flags, **variables) as served:
        assert str(path) in served.log.read_text()
        assert "no variable of serve" not in served.log.read_text()
    assert path.exists()


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "cp1252"}, {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}],
)
def test_the_demo_can_be_written_anywhere(environment: dict[str, str]) -> None:
    """Characters that an encoding lacks do not end it."""
    import os

    ended = subprocess.run(
        [*COMMAND, "demo"], capture_output=True, timeout=60, env={**os.environ, **environment}
    )
    assert 0 == ended.returncode, ended.stderr


def test_serve_needs_nothing_of_the_other_extras() -> None:
    """The extra `serve` is enough, and nothing is imported at the start that can be done without."""
    code = (
        "import sys, assistants_v2.cli.serve, assistants_v2_server.app, assistants_v2_server.door.serving; "
        "print({'rich', 'httpx', 'alembic', 'prometheus_client'} & {*sys.modules})"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "set()" == ended.stdout.strip()


def test_the_page_lists_every_option() -> None:
    """docs/operating.md has a row for each option, with its variable and what `--help` says of it."""
    page = (Path(__file__).parents[3] / "docs" / "operating.md").read_text("utf-8")
    rows = [line.replace("`", "") for line in page.splitlines()]
    missing = [
        option.flag
        for option in SERVE_OPTIONS
        if f"| {option.flag} | {option.environment_name} | {option.help} |" not in rows
    ]
    assert [] == missing


def test_defaults_are_those_of_the_server_and_of_the_texts() -> None:
    """Served and embedded, a number that nobody gives is the same, and `--help` says it."""
    defaults = {option.name: option.default for option in SERVE_OPTIONS}
    assert (DEFAULT_TIMEOUT, DEFAULT_MAX_TURNS, DEFAULT_WORKERS) == (
        defaults["model_timeout"],
        defaults["max_turns"],
        defaults["workers"],
    )
    for option in SERVE_OPTIONS:
        if isinstance(option.default, str | int | float) and not isinstance(option.default, bool):
            told = "memory" if option.default == ":memory:" else str(option.default).removesuffix(".0")
            assert f"{told} by default" in option.help
