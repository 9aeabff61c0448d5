"""Examines a server: address, key, operations, further operations. Used by `doctor`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING

from ...errors import APIConnectionError, AssistantsError
from ...io.replies import translate_errors
from .findings import Finding, approve, complain, mention
from .probes import COMPANIONS, PROBES, UNKNOWN_PATH, Answer, Probe, Verdict, judge_answer

if TYPE_CHECKING:
    from ...client import Assistants
    from ...rules.configuration import Settings

TIMEOUT = 10.0
"""Seconds that a server may take for an answer."""

_SERVER, _OPERATIONS, _BESIDE = "server", "operations", "further operations"


def examine_settings(settings: Settings) -> Iterator[Finding]:
    """Yield where requests would go, and how."""
    profile = settings.server
    yield mention(_SERVER, "address", settings.base_url)
    yield mention(_SERVER, "profile", f"{profile.name}: {profile.title}")
    key = f"in {settings.key_header}" if settings.api_key or settings.token else "none"
    yield mention(_SERVER, "key", key)
    if settings.query:
        query = " ".join(f"{name}={value}" for name, value in settings.query.items())
        yield mention(_SERVER, "query", query)
    if profile.absent:
        yield mention(_SERVER, "lacks", ", ".join(profile.absent))
    for sentence in profile.differs:
        yield mention(_SERVER, "differs", sentence)


def examine_server(client: Assistants, settings: Settings) -> Iterator[Finding]:
    """Yield what a server has, found by requests that it refuses and that leave nothing behind.

    Args:
        client: A client of it.
        settings: That client's settings.
    """
    prober = _Prober(client, settings)
    try:
        unknown = prober.ask(Probe("none", "GET", UNKNOWN_PATH))
        listed = prober.ask(PROBES[0])
    except APIConnectionError as error:
        remedy = error.hint or "Check the address, and that the server runs."
        yield complain(_SERVER, "answer", error.message, remedy, is_unreachable=True)
        return
    if judge_answer(listed, unknown) == "refused":
        yield _complain_of_key(listed, settings)
        return
    is_taken = settings.api_key and listed.status < 300
    yield approve(_SERVER, "answer", "it answers" + (", and takes the key" if is_taken else ""))
    yield from _judge_operations(prober, unknown, settings)
    yield from _judge_companions(prober, unknown)


def _complain_of_key(answer: Answer, settings: Settings) -> Finding:
    said = "it refused the key" if settings.api_key or settings.token else "it wants a key, and none was sent"
    remedy = "Set ASSISTANTS_API_KEY, or give --api-key: a key of this server."
    return complain(_SERVER, "key", f"{said} ({answer.status})", remedy, is_unreachable=True)


def _judge_operations(prober: _Prober, unknown: Answer, settings: Settings) -> Iterator[Finding]:
    verdicts = {probe.operation: prober.judge(probe, unknown) for probe in PROBES}
    served = [name for name, verdict in verdicts.items() if verdict == "served"]
    said = f"{len(served)} of {len(PROBES)} are served"
    if not served:
        remedy = "Check the address: it usually ends in /v1. Is this a server of chat completions?"
        yield complain(_OPERATIONS, "operations", said, remedy)
        return
    yield approve(_OPERATIONS, "operations", said)
    kinds: dict[Verdict, str] = {"absent": "not served", "refused": "not for this key", "unclear": "unclear"}
    for verdict, title in kinds.items():
        names = [name for name, found in verdicts.items() if found == verdict]
        if names:
            known = " (known of this server)" if {*names} <= {*settings.server.absent} else ""
            yield mention(_OPERATIONS, title, ", ".join(names) + known)


def _judge_companions(prober: _Prober, unknown: Answer) -> Iterator[Finding]:
    found: dict[str, set[Verdict]] = {}
    for probe in COMPANIONS:
        found.setdefault(probe.operation, set()).add(prober.judge(probe, unknown))
    for name, verdicts in found.items():
        if verdicts == {"served"}:
            yield approve(_BESIDE, name, "served")
        else:
            yield mention(_BESIDE, name, "not served" if "absent" in verdicts else "unclear")


class _Prober:
    """Sends probes over a client's own connections, with its key, headers and query."""

    def __init__(self, client: Assistants, settings: Settings) -> None:
        self._client = client
        self._settings = settings

    def ask(self, probe: Probe) -> Answer:
        """Return what a probe is answered with.

        Raises:
            APIConnectionError: There was no answer.
        """
        http = self._client.raw.get_httpx_client()
        with translate_errors(self._settings, TIMEOUT, lambda: http.is_closed):
            response = http.request(probe.method, probe.path.lstrip("/"), json=probe.body)
        if probe.makes and response.status_code < 300:
            self._undo(probe, response.text)
        return Answer(response.status_code, response.text, probe.method, probe.path)

    def judge(self, probe: Probe, unknown: Answer) -> Verdict:
        """Return whether an operation is served; a server that does not answer leaves that open."""
        try:
            return judge_answer(self.ask(probe), unknown)
        except AssistantsError:
            return "unclear"

    def _undo(self, probe: Probe, text: str) -> None:
        """Delete what a server made of a request that it should have refused."""
        with suppress(ValueError, KeyError, TypeError, AssistantsError):
            self.ask(Probe("delete", "DELETE", f"{probe.makes}/{json.loads(text)['id']}"))
