"""What the pages about Docker, systemd and proxies have readers save is right, where it can be tried."""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from assistants_v2_server import Server, create_app
from assistants_v2_server.door.serving import KEEP_ALIVE
from ruamel.yaml import YAML

from ..ergonomic.cli.commanding import check_words, run
from ..server.loopback import served
from .commands import check_requirement
from .pages import ROOT, read_blocks

HOW_TO = ROOT / "docs" / "how-to"
PAGES = sorted([*HOW_TO.glob("*.md"), *(ROOT / "docs" / "tutorials").glob("*.md"), ROOT / "README.md"])


def read_saved(page: str, language: str) -> list[str]:
    """Return what a how-to page has its reader save in a language."""
    blocks = read_blocks((HOW_TO / page).read_text("utf-8"))
    return [block.text for block in blocks if block.language == language]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_the_variables_of_a_page_are_options_of_the_server(page: Path) -> None:
    """A variable that was renamed is found where people read of it."""
    known = set(re.findall(r"\[(ASSISTANTS_V2_\w+)\]", run("serve", "--help").out))
    assert len(known) > 20
    assert [] == sorted(set(re.findall(r"ASSISTANTS_V2_\w+", page.read_text("utf-8"))) - known)


def test_the_image_serves() -> None:
    """Its extras exist, and so does the command that it runs."""
    (dockerfile,) = read_saved("docker.md", "dockerfile")
    extras = re.search(r"\*\.whl\)(\[[a-z,]+\])", dockerfile)
    assert extras
    check_requirement(f"assistants-v2{extras[1]}")
    program, *words = [*find_words(dockerfile, "ENTRYPOINT"), *find_words(dockerfile, "\nCMD")]
    assert "assistants-v2" == program
    check_words(words)


def test_the_image_is_healthy_where_the_server_is() -> None:
    """The health check is run as it is printed, at another port: status 0, and 1 where nobody listens."""
    (dockerfile,) = read_saved("docker.md", "dockerfile")
    words = find_words(dockerfile.partition("HEALTHCHECK")[2], "CMD")
    assert "python" == words[0]
    with Server() as server, served(create_app(server)) as address:
        command = [word.replace("http://127.0.0.1:8000", address) for word in words[1:]]
        assert 0 == subprocess.run([sys.executable, *command], check=False).returncode
    gone = subprocess.run([sys.executable, *command], check=False, stderr=subprocess.DEVNULL)
    assert 1 == gone.returncode


def find_words(dockerfile: str, instruction: str) -> list[str]:
    """Return the words of an instruction of a Dockerfile."""
    found = re.search(rf"{instruction} (\[.*\])", dockerfile)
    assert found, instruction
    words: list[str] = json.loads(found[1])
    return words


def test_containers_are_given_the_time_of_the_drain() -> None:
    """Compose kills two seconds after the runs' time, or later; volumes and secrets are declared."""
    (text,) = read_saved("docker.md", "yaml")
    composed: Any = YAML(typ="safe").load(text)
    service = composed["services"]["assistants"]
    drain = int(service["environment"]["ASSISTANTS_V2_DRAIN_SECONDS"])
    assert int(service["stop_grace_period"].removesuffix("s")) >= drain + 2
    assert composed["secrets"].keys() >= {*service["secrets"]}
    assert composed["volumes"].keys() >= {volume.partition(":")[0] for volume in service["volumes"]}


def test_the_service_is_given_the_time_of_the_drain() -> None:
    """systemd kills it two seconds after the runs' time, or later; the command is one that there is."""
    unit = read_saved("systemd.md", "ini")[0]
    drain = re.search(r"ASSISTANTS_V2_DRAIN_SECONDS=(\d+)", unit)
    stop = re.search(r"TimeoutStopSec=(\d+)", unit)
    started = re.search(r"ExecStart=(.*)", unit)
    assert drain
    assert stop
    assert started
    assert int(stop[1]) >= int(drain[1]) + 2
    check_words(shlex.split(started[1])[1:])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze")
def test_systemd_takes_the_units(tmp_path: Path) -> None:
    """It finds nothing to complain about; the program, which is not installed there, has another name."""
    for number, unit in enumerate(read_saved("systemd.md", "ini")):
        path = tmp_path / f"assistants-{number}.service"
        path.write_text(unit.replace("ExecStart=/opt/assistants-v2/bin/assistants-v2", "ExecStart=/bin/true"))
        found = subprocess.run(
            ["systemd-analyze", "verify", str(path)], capture_output=True, text=True, check=False
        )
        assert (0, "") == (found.returncode, found.stderr)


def test_the_proxy_closes_idle_connections_first() -> None:
    """The number of the server that proxies have to stay below is the code's."""
    page = (HOW_TO / "reverse-proxy.md").read_text("utf-8")
    assert f"closes them after 60 seconds, the server after {KEEP_ALIVE}" in page
    assert f"closed after less than {KEEP_ALIVE} seconds" in page
    assert KEEP_ALIVE > 60
