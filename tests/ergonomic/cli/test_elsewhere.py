"""The options that say where files and vector stores are: what is refused, and what the start line says."""

from __future__ import annotations

from pathlib import Path

import pytest
from assistants_v2.cli.complaints import OptionError
from assistants_v2.cli.elsewhere import describe_vector_stores, open_upstreams
from assistants_v2.cli.model_options import Endpoint
from assistants_v2.cli.serve_options import SERVE_OPTIONS
from assistants_v2.cli.variables import complete_options, read_model_key
from assistants_v2_server import Upstream

from ...server.elsewhere.others import Host, say_json
from .commanding import run

KEY = "sk-very-secret"


def open_with(**variables: str) -> tuple[Upstream | None, Upstream | None]:
    """What `serve` makes of some variables."""
    given = dict.fromkeys((option.name for option in SERVE_OPTIONS), None)
    environment = {f"ASSISTANTS_V2_{name.upper()}": value for name, value in variables.items()}
    found = open_upstreams(complete_options(given, SERVE_OPTIONS, environment))
    return found.forward, found.vector_stores


def test_variables_name_other_servers(tmp_path: Path) -> None:
    """Each with its own key, which may be in a file."""
    file = tmp_path / "key"
    file.write_text(f"{KEY}\n")
    assert (None, None) == open_with()
    forward, stores = open_with(
        forward="https://h/v1",
        forward_key_file=str(file),
        vector_stores_url="https://v/v1",
        vector_stores_key="other",
        vector_stores_key_header="api-key",
    )
    assert Upstream("https://h/v1", KEY) == forward
    assert Upstream("https://v/v1", "other", key_header="api-key") == stores


def test_a_file_on_the_command_line_wins_over_a_key_in_a_variable(tmp_path: Path) -> None:
    """As every option does; the key of another server is not sent because it lay about."""
    (tmp_path / "key").write_text(f"{KEY}\n")
    given = dict.fromkeys((option.name for option in SERVE_OPTIONS), None)
    files = dict.fromkeys(("forward_key_file", "model_key_file"), tmp_path / "key")
    names = ("ASSISTANTS_V2_FORWARD_KEY", "ASSISTANTS_V2_MODEL_KEY")
    options = complete_options(
        {**given, "forward": "https://h/v1", **files}, SERVE_OPTIONS, dict.fromkeys(names, "another")
    )
    assert (Upstream("https://h/v1", KEY), KEY) == (open_upstreams(options).forward, read_model_key(options))
    assert KEY == Endpoint(model_key="another", model_key_file=tmp_path / "key").find_key()


@pytest.mark.parametrize(
    ("variables", "complaint"),
    [
        ({"forward": "h/v1"}, "--forward must be an http:// or https:// address"),
        (
            {"forward": f"https://me:{KEY}@h/v1"},
            "--forward holds a user name: give the key as --forward-key,",
        ),
        ({"vector_stores_url": "h/v1"}, "--vector-stores-url must be an http"),
        (
            {"forward": "https://h/v1/responses"},
            "--forward ends in /responses, where words come from: give the address without that",
        ),
        ({"forward_key": KEY}, "--forward-key and --forward-key-file, or their variables, need --forward"),
        (
            {"vector_stores_key": KEY},
            "--vector-stores-key and --vector-stores-key-file, or their variables, need --vector-stores-url",
        ),
        ({"forward": "https://h", "forward_key": f"{KEY}\nX"}, "--forward-key must be a text"),
        ({"forward": "https://h", "forward_key_header": "x-key"}, "FORWARD_KEY_HEADER: it is one of"),
        ({"forward": "https://h", "files_quota": "1G"}, "--files-quota counts the files that are here"),
    ],
)
def test_what_cannot_be_or_would_do_nothing_is_refused(variables: dict[str, str], complaint: str) -> None:
    """In one line, by the option, without a key."""
    with pytest.raises(OptionError) as raised:
        open_with(**variables)
    assert complaint in str(raised.value)
    assert KEY not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_an_embedder_that_would_embed_nothing_is_refused() -> None:
    """New vector stores are elsewhere, and this database has none of its own."""
    vectors = say_json({"data": [{"index": 0, "embedding": [1.0, 0.0]}]})
    with Host(vectors).serve() as host:
        words = ("--embedding-url", f"{host.url}/v1", "--embedding-model", "m", "--port", "0")
        done = run("serve", "--forward", "https://h/v1", *words)
    assert 2 == done.status
    assert "--embedding-url would embed nothing: with --forward all vector stores are elsewhere" in done.err


def test_the_start_line_says_where_vector_stores_are() -> None:
    """By the host, without a key."""
    given = dict.fromkeys((option.name for option in SERVE_OPTIONS), None)
    environment = {
        "ASSISTANTS_V2_VECTOR_STORES_URL": "https://v:1/v1",
        "ASSISTANTS_V2_VECTOR_STORES_KEY": KEY,
    }
    found = open_upstreams(complete_options(given, SERVE_OPTIONS, environment))
    assert {"vector stores": "also at v:1"} == describe_vector_stores(found)
    assert {} == describe_vector_stores(open_upstreams(complete_options(given, SERVE_OPTIONS, {})))
