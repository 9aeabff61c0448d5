"""The tables of docs/moving.md are what the code has: the 23 operations, and the servers that are known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import assistants_v2_companions_raw
import assistants_v2_raw
from assistants_v2 import Assistants, AsyncAssistants
from assistants_v2.openai import AsyncOpenAI, OpenAI
from assistants_v2.rules.servers import ANY, PROFILES
from assistants_v2_server.service import OPERATIONS
from assistants_v2_server.service.companions import COMPANIONS as SERVED
from site_operations import list_methods

from .pages import ROOT

PAGE = (ROOT / "docs" / "moving.md").read_text("utf-8")
CONTRACT: Any = json.loads((Path(assistants_v2_raw.__path__[0]) / "openapi.json").read_text("utf-8"))
COMPANIONS: Any = json.loads(
    (Path(assistants_v2_companions_raw.__path__[0]) / "openapi.json").read_text("utf-8")
)
STREAMS = {
    "createRun": "`runs.stream`",
    "createThreadAndRun": "`create_and_run_stream`",
    "submitToolOutputsToRun": "`submit_tool_outputs_stream`",
}


def mark(has: bool) -> str:
    """Return the mark of a table's cell."""
    return "✔" if has else ""


def test_the_operations_are_those_of_the_code() -> None:
    """Each with its method in both colours and both faces, its stream, and the server's function."""
    kinds: list[Any] = [Assistants, AsyncAssistants, OpenAI, AsyncOpenAI]
    faces = [list_methods(kind(base_url="http://host/v1", api_key="k")) for kind in kinds]
    rows: list[str] = []
    for path, methods in CONTRACT["paths"].items():
        for method, operation in methods.items():
            if method not in ("get", "post", "delete"):
                continue
            endpoint, name = f"{method.upper()} {path}", operation["operationId"]
            assert 1 == len({face[endpoint] for face in faces}), endpoint
            cells = (
                f"`{endpoint}`",
                f"`{faces[0][endpoint]}`",
                mark(endpoint in faces[0]),
                mark(endpoint in faces[1]),
                STREAMS.get(name, ""),
                mark(name in OPERATIONS),
            )
            rows.append(f"| {' | '.join(cells)} |")
    assert 23 == len(rows)
    assert "\n".join(rows) in PAGE, "\n".join(rows)


def test_the_companions_are_those_of_the_code() -> None:
    """Each operation of the other contract with its method in both colours and both faces, and the server's
    function."""
    kinds: list[Any] = [Assistants, AsyncAssistants, OpenAI, AsyncOpenAI]
    faces = [list_methods(kind(base_url="http://host/v1", api_key="k")) for kind in kinds]
    served = {
        f"{method.upper()} {path}": operation["operationId"] in SERVED
        for path, methods in COMPANIONS["paths"].items()
        for method, operation in methods.items()
    }
    assert all(1 == len({face[endpoint] for face in faces}) for endpoint in served)
    rows = "\n".join(
        f"| `{endpoint}` | `{faces[0][endpoint]}` "
        f"| {mark(endpoint in faces[0])} | {mark(endpoint in faces[1])} | {mark(is_served)} |"
        for endpoint, is_served in served.items()
    )
    assert 28 == len(served)
    assert rows in PAGE, rows


def test_the_servers_are_the_profiles() -> None:
    """What each is called, what its address has, and what it has not."""
    rows: list[str] = []
    for profile in PROFILES.values():
        if profile is not ANY:
            query = " ".join(f"`{name}={value}`" for name, value in profile.query.items())
            absent = " ".join(f"`{name}`" for name in profile.absent)
            has = [f"`{profile.name}`", profile.title, query, f"`{profile.key_header}`", absent]
            rows.append(f"| {' | '.join([*has, '; '.join(profile.differs)])} |")
    assert "\n".join(rows) in PAGE, "\n".join(rows)
