"""Who has logged in: sessions, which live in memory, and a bound on attempts. Used by `entrance`.

A browser gets a random number and never the key: cookies go to all ports of a host, and so to every other
program that listens there. Of the number only a digest is kept. A session dies with the process, and the keys
are those that it was started with, so no session outlives its key.
"""

from __future__ import annotations

import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Network, ip_address
from threading import Lock

IDLE_SECONDS = 60 * 60.0
"""Seconds after which a session ends that nobody uses."""

LONGEST_SECONDS = 12 * 60 * 60.0
"""Seconds after which a session ends in any case."""

MOST_SESSIONS = 1_000
"""How many sessions there are; beyond it the one ends that was not used for the longest time."""

MOST_FAILURES = 10
"""Wrong keys from one address within `FAILURE_SECONDS`, after which it has to wait."""

FAILURE_SECONDS = 60.0
"""Seconds for which a wrong key counts."""

_MOST_ADDRESSES = 1_000
_NETWORK_BITS = 64
"""Bits of an IPv6 address that its owner cannot choose."""

_TOKEN_BYTES = 32


class Sessions:
    """The sessions of one server; safe to use from any thread.

    Args:
        clock: Returns the time in seconds, from any beginning.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._open: OrderedDict[bytes, tuple[float, float]] = OrderedDict()

    def open(self) -> str:
        """Return the number of a new session, which is not kept."""
        token, now = secrets.token_urlsafe(_TOKEN_BYTES), self._clock()
        with self._lock:
            self._open[_digest(token)] = (now, now)
            while len(self._open) > MOST_SESSIONS:
                self._open.popitem(last=False)
        return token

    def use(self, token: str) -> bool:
        """Say whether there is a session with a number, and note that it is used."""
        key, now = _digest(token), self._clock()
        with self._lock:
            began, used = self._open.pop(key, (0.0, None))
            if used is None or now - used > IDLE_SECONDS or now - began > LONGEST_SECONDS:
                return False
            self._open[key] = (began, now)  # at the end: the first is the one that nobody uses
            return True

    def close(self, token: str) -> None:
        """End the session with a number, if there is one."""
        with self._lock:
            self._open.pop(_digest(token), None)


class Attempts:
    """The wrong keys of late, by where they came from; safe to use from any thread.

    Args:
        clock: As for `Sessions`.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._failed: OrderedDict[str, list[float]] = OrderedDict()

    def are_too_many(self, address: str) -> bool:
        """Say whether an address has to wait."""
        with self._lock:
            return len(self._list_recent(_name_network(address))) >= MOST_FAILURES

    def note(self, address: str) -> None:
        """Note a wrong key."""
        network = _name_network(address)
        with self._lock:
            self._failed[network] = [*self._list_recent(network), self._clock()]
            self._failed.move_to_end(network)
            while len(self._failed) > _MOST_ADDRESSES:
                self._failed.popitem(last=False)

    def _list_recent(self, network: str) -> list[float]:
        since = self._clock() - FAILURE_SECONDS
        return [moment for moment in self._failed.get(network, ()) if moment > since]


def _name_network(address: str) -> str:
    """Return what an address is counted as: of IPv6 its network, where all are one owner's."""
    try:
        found = ip_address(address)
    except ValueError:  # a socket of this machine has none
        return address
    if isinstance(found, IPv4Address):
        return address
    return str(found.ipv4_mapped or IPv6Network((int(found), _NETWORK_BITS), strict=False))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode("utf-8", "replace")).digest()
