"""The few places where tests reach into a client: its clock and pauses, and the wait before a retry.

Everything else is tested through what users have. A redesign that moves these changes this file alone.
"""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from attrs import evolve
from msgspec.structs import replace


def port_of(client: Any) -> Any:
    """Return what a client's workflows run on, to be given another clock."""
    return client._io


def retries_of(client: Any) -> Any:
    """Return how a client sends failed requests again."""
    return client._settings.retries


def hasten(client: Any) -> None:
    """Let a client that has done nothing yet try again at once."""
    settings = client._settings
    client._settings = evolve(settings, retries=replace(settings.retries, first=0.01))


def envelope_of(page: Any) -> Any:
    """Return what a page came in, as the server sent it."""
    return page._fetched.envelope


@contextmanager
def expect_open_connections() -> Iterator[None]:
    """Let event loops end with open connections, which nothing can close then, and collect those."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        yield
        gc.collect()


def shorten_silence(client: Any, seconds: float) -> None:
    """Let a client give a stream up after so many seconds without a byte."""
    port = port_of(client)
    port.stream = partial(port.stream, silence=seconds)


def mark_with(client: Any, value: str) -> None:
    """Let all marks of a client have one value."""
    port_of(client).token = lambda: value
