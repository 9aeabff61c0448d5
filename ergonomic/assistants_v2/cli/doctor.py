"""`assistants-v2 doctor`: say which server a client would speak to, how, and whether it answers."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer
from attrs import evolve

from ..errors import APIError
from ..rules.configuration import resolve_settings
from .complaints import DONE, FAILED, UNREACHABLE, is_unreachable
from .opening import choose_place, find_key, open_client
from .output import write_line
from .shared_options import Where


def run_doctor(
    where: Where,
    server: Annotated[str | None, typer.Option("--server", hidden=True, help="as --profile")] = None,
) -> int:
    """Say which server is spoken to, and how, and whether it answers."""
    where = evolve(where, profile=where.profile or server)
    place = choose_place(where, os.environ)
    if isinstance(place, Path):
        _say("database", str(place))
    else:
        _describe_server(where, place)
    with open_client(where, timeout=10, max_retries=0) as client:
        try:
            client.assistants.list(limit=1)
        except APIError as error:
            _say("answer", str(error))
            return UNREACHABLE if is_unreachable(error) else FAILED
    _say("answer", "it lists assistants")
    return DONE


def _describe_server(where: Where, address: str) -> None:
    settings = resolve_settings(
        api_key=find_key(where, address, os.environ),
        base_url=address,
        server=where.profile,
        timeout=10.0,
        headers={},
        query={"api-version": where.api_version} if where.api_version else None,
        environment=os.environ,
    )
    profile = settings.server
    _say("address", settings.base_url)
    _say("server", f"{profile.name}: {profile.title}")
    _say("key", f"in {settings.key_header}" if settings.api_key else "none")
    _say("query", " ".join(f"{name}={value}" for name, value in settings.query.items()))
    _say("absent", " ".join(profile.absent))
    for sentence in profile.differs:
        _say("differs", sentence)


def _say(what: str, text: str) -> None:
    """Write a line, if there is something to say."""
    if text:
        write_line(f"{what:<9}{text}")
