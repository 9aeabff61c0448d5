"""Checks blocks of code that are neither Python nor commands: that they can be read, and what they say of us.

Each language that a page may use has a row in `CHECKS`. What is shown and not typed, such as output, is
`text`.
"""

from __future__ import annotations

import json
import re
import shlex
import shutil
import subprocess
import tomllib
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ruamel.yaml import YAML

from .commands import check_command

SERVICE_KEYS = frozenset(
    re.findall(
        r"\w+",
        """
    build cap_add cap_drop command configs container_name cpus depends_on deploy entrypoint env_file
    environment expose extra_hosts group_add healthcheck hostname image init labels logging mem_limit
    network_mode networks pids_limit platform ports privileged profiles pull_policy read_only restart
    secrets security_opt shm_size stop_grace_period stop_signal sysctls tmpfs tty ulimits user volumes
    working_dir
    """,
    )
)
"""What a service of a compose file may have, as far as pages use it."""

COMPOSE_KEYS = frozenset(["name", "services", "volumes", "networks", "secrets", "configs"])
UNIT_SECTIONS = frozenset({"Unit", "Service", "Install", "Timer", "Socket"})
INSTRUCTIONS = frozenset(
    re.findall(
        r"\w+",
        """
        ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN STOPSIGNAL USER VOLUME
        WORKDIR
        """,
    )
)
"""The instructions of a Dockerfile."""


_GIVEN = re.compile(r"(?:^|[\s/'\"])assistants-v2 [a-z]")
"""A command of ours in a line of another program; what the command writes itself has a colon there."""


def check_json(text: str) -> None:
    """Raise ValueError unless a block is JSON, or an object a line."""
    try:
        json.loads(text)
    except ValueError:
        for line in text.splitlines():
            json.loads(line)


def check_yaml(text: str) -> None:
    """Raise if a block is no YAML; what is a compose file names only what it has."""
    found: Any = YAML(typ="safe").load(text)
    assert found, "it holds nothing"
    if isinstance(found, dict) and "services" in found:
        check_compose(found)


def check_compose(found: Mapping[str, Any]) -> None:
    """Raise AssertionError for a key that no compose file has, or a volume that it does not declare."""
    unknown = {key for key in found.keys() - COMPOSE_KEYS if not key.startswith("x-")}
    assert not unknown, unknown
    for name, service in found["services"].items():
        assert SERVICE_KEYS >= service.keys(), f"{name}: {service.keys() - SERVICE_KEYS}"
        volumes = {volume.partition(":")[0] for volume in service.get("volumes", ())}
        declared = {volume for volume in volumes if not volume.startswith((".", "/", "~"))}
        assert found.get("volumes", {}).keys() >= declared, declared
        for kind in ("secrets", "configs", "networks"):
            assert found.get(kind, {}).keys() >= {*service.get(kind, ())} - {"default"}, f"{name}: {kind}"
        assert found["services"].keys() >= {*service.get("depends_on", ())}, name
        command = service.get("command")
        if command and ("assistants" in name or "assistants" in str(service.get("image"))):
            words = shlex.split(command) if isinstance(command, str) else [*command]
            check_command(["assistants-v2", *(word for word in words if word != "assistants-v2")])


def check_unit(text: str) -> None:
    """Raise AssertionError unless a block is a unit of systemd, or an INI file; our commands in it exist."""
    section = ""
    for line in filter(None, (line.strip() for line in text.replace("\\\n", " ").splitlines())):
        if line.startswith("["):
            section = line[1:-1]
        elif not line.startswith(("#", ";")):
            assert section, f"{line}: it is in no section"
            name, equals, value = line.partition("=")
            assert equals, f"{line}: it is no assignment"
            if name.strip().startswith("Exec"):
                check_words_within(value)


def check_words_within(line: str) -> None:
    """Raise AssertionError if a line has a command of ours in it that does not exist, also within quotes."""
    words = shlex.split(line)
    for position, word in enumerate(words):
        if " " in word:
            check_words_within(word)
        elif word.rpartition("/")[2] == "assistants-v2":
            check_command(["assistants-v2", *words[position + 1 :]])
            return


def check_dockerfile(text: str) -> None:
    """Raise AssertionError for what is no instruction, or if it starts a command that does not exist."""
    started: list[str] = []
    for line in read_instructions(text):
        name, _, value = line.partition(" ")
        assert name in INSTRUCTIONS, f"{name} is no instruction"
        if name in ("ENTRYPOINT", "CMD"):
            started += json.loads(value) if value.startswith("[") else shlex.split(value)
    if started[:1] == ["assistants-v2"]:
        check_command(started)


def read_instructions(text: str) -> Iterator[str]:
    """Yield the instructions of a Dockerfile, each in one line."""
    for line in re.sub(r"\\\n\s*", " ", text).splitlines():
        if line.strip() and not line.startswith("#"):
            yield line


def check_javascript(text: str) -> None:
    """Raise AssertionError unless Node.js can read a block; nothing is looked at where there is none."""
    node = shutil.which("node")
    if node is not None:
        command = [node, "--input-type=module", "--check"]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        assert 0 == done.returncode, done.stderr


def check_nginx(text: str) -> None:
    """Raise AssertionError unless each line of a block ends a directive or a block of them."""
    depth = 0
    for line in text.splitlines():
        said = line.partition("#")[0].strip()
        assert not said or said.endswith((";", "{", "}")), f"{line}: it does not end"
        depth += said.count("{") - said.count("}")
        assert depth >= 0, f"{line}: it ends what has not begun"
    assert depth == 0, "a block does not end"


def check_haproxy(text: str) -> None:
    """Raise AssertionError unless each directive of a block is in a section."""
    is_within = False
    for line in filter(str.strip, text.splitlines()):
        is_within = is_within or not line.startswith(" ")
        assert is_within, f"{line}: it is in no section"


def check_text(text: str) -> None:
    """Raise AssertionError if other programs are told to give a command of ours that does not exist.

    All else is output, or theirs.
    """
    for line in text.splitlines():
        if _GIVEN.search(line) and "[OPTIONS]" not in line:
            check_words_within(line)


CHECKS: Mapping[str, Callable[[str], object]] = {
    "text": check_text,
    "yaml": check_yaml,
    "json": check_json,
    "toml": tomllib.loads,
    "ini": check_unit,
    "dockerfile": check_dockerfile,
    "javascript": check_javascript,
    "nginx": check_nginx,
    "haproxy": check_haproxy,
}
"""What looks at a block, by its language; Python and commands are run."""

RUN = frozenset({"python", "sh"})
"""The languages of blocks that are run."""
