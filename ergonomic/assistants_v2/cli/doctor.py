"""`assistants-v2 doctor`: say which server a client would speak to, how, and whether it answers."""

from __future__ import annotations

import os
import sys

from ..client import Assistants
from ..errors import APIError
from ..rules.configuration import resolve_settings


def run_doctor(base_url: str | None, api_key: str | None, server: str | None) -> int:
    """Show the settings of a client and what is known of its server, and ask it for its assistants.

    Args:
        base_url: As for `Assistants`.
        api_key: As for `Assistants`.
        server: As for `Assistants`.

    Returns:
        The exit status: 1 if the server did not answer as it should.
    """
    settings = resolve_settings(
        api_key=api_key,
        base_url=base_url,
        server=server,
        timeout=10.0,
        headers={},
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
    with Assistants(base_url=base_url, api_key=api_key, server=server, timeout=10, max_retries=0) as client:
        try:
            client.assistants.list(limit=1)
        except APIError as error:
            _say("answer", str(error))
            return 1
    _say("answer", "it lists assistants")
    return 0


def _say(what: str, text: str) -> None:
    """Write a line, if there is something to say."""
    if text:
        sys.stdout.write(f"{what:<9}{text}\n")
