"""What is the matter with a PostgreSQL database, by what its driver raises. Pure; `troubles` is the user.

Errors are told by their codes, so that psycopg is not loaded where nobody uses it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from msgspec import Struct


class Trouble(Struct, frozen=True):
    """Why a transaction failed, where that is no defect of ours.

    Attributes:
        text: What is the matter, as the beginning of a sentence.
        remedy: What to do about it, as its end.
        may_pass: Whether another try is worth while.
        is_undone: Whether it is certain that nothing was stored.
    """

    text: str
    remedy: str
    may_pass: bool = True
    is_undone: bool = True

    def __str__(self) -> str:
        return f"{self.text}: {self.remedy}."


LOCKED = Trouble("the database is locked by another process", "try again when that is done")
FULL = Trouble("the disk that the database is on is full", "make room and try again")
AWAY = Trouble("the database server cannot be reached", "try again when it can")
COLLIDED = Trouble("somebody else changed the same at the same moment", "try again")
ALL_IN_USE = Trouble("all connections to the database are in use", "try again, or allow more of them")
DOUBTFUL = Trouble(
    "the database server went away while something was stored", "look whether it is there", is_undone=False
)
OUTGROWN = Trouble(
    "the tables were upgraded beyond what this version works with",
    "start the new version in place of this one",
    may_pass=False,
)
FORBIDDEN = "42501"
"""The code of what a user may not do."""

_SLOW = Trouble("something took the database too long", "try again")

_TROUBLES: Mapping[str, Trouble] = {
    "08": AWAY,
    "25006": Trouble("the database server takes nothing new", "try again when it does"),
    "25P03": Trouble("the process stood still in the middle of a transaction", "try again"),
    "25P04": _SLOW,
    "40": COLLIDED,
    FORBIDDEN: Trouble("this user may not do that in the database", "grant it", may_pass=False),
    "53100": FULL,
    "53200": Trouble("the database server has no memory left", "try again"),
    "53300": Trouble("the database server has no connection left", "try again, or allow more of them"),
    "53400": Trouble("the database server has reached a limit that is set", "look after it and try again"),
    "55P03": LOCKED,
    "57014": _SLOW,
    "57P": AWAY,
    "58": Trouble("the disk of the database server cannot be read or written", "look after it"),
    "XX": Trouble("the database is damaged", "look after the server, restore a backup", may_pass=False),
}
"""By PostgreSQL's code, or by what codes begin with."""

_AGAIN = ("08", "23", "25P03", "40", "57P")
"""How codes begin after which a transaction is tried again at once: none of it was stored.

Of those with 23, a row that another has stored or deleted meanwhile is met by the checks then.
"""

_CONNECTION_CODE = "08006"

_REMEDIES: Mapping[str, str] = {
    r"password authentication failed|no password supplied|SASL|SCRAM": (
        "look at the user and the password, which stands in the address, in PGPASSWORD or in ~/.pgpass"
    ),
    r"^database .* does not exist": "make it, as `createdb` does, or name another one",
    r"^role .* (does not exist|is not permitted)": "make that user, who may log in, or name another one",
    r"pg_hba\.conf|[Ii]dent auth|[Pp]eer auth": (
        "have the server's pg_hba.conf let this user in from this machine"
    ),
    r"SSL|certificate|GSS": "look at sslmode and sslrootcert in the address, and at the server's certificate",
    r"too many|connection slots": "try again when others have ended, or allow more by max_connections",
    r"starting up|shutting down|recovery|standby|read-only|read/write": (
        "try again when it takes what is written, or name a server that does"
    ),
    r"^(invalid|unsupported)": "look at that in the address",
}
"""What to do about a connection that did not come about, by what PostgreSQL says in English."""

_LOOK = "see whether PostgreSQL runs there, and whether host and port are right"
"""What to do about all others."""


def explain_connection(said: str) -> str:
    """Return why a connection did not come about, and what to do, as the end of a sentence.

    Args:
        said: What the driver says; of several hosts, what it says of each.
    """
    tries = said.split("\n- ")[1:]
    if len(tries) < 2:
        reason = _find_reason(said)
        return f"{reason}: {_find_remedy(reason)}"
    reasons = [_find_reason(each) for each in tries]
    hosts = [":".join(re.findall(r"(?:^host|, port): '([^']*)'", each)) for each in tries]
    remedies = [*dict.fromkeys(map(_find_remedy, reasons))]
    found = ", ".join(f"{host} says {reason!r}" for host, reason in zip(hosts, reasons, strict=True))
    return f"{found}: {'; '.join(remedies)}"


def _find_reason(said: str) -> str:
    """Return what is the matter, without where it is, and without what the driver advises."""
    reason = said.rpartition(" failed: ")[2].removeprefix("connection is bad: ")
    lines = [line.strip() for line in reason.splitlines() if not line.startswith("\t")]
    return re.sub(r"\s+", " ", " ".join(lines).removeprefix("FATAL:")).strip(" .")


def _find_remedy(reason: str) -> str:
    return next((remedy for sign, remedy in _REMEDIES.items() if re.search(sign, reason)), _LOOK)


def find_code(cause: BaseException | None) -> str | None:
    """Return PostgreSQL's code of an error of its driver; None for any other, or one without a code."""
    if type(cause).__module__.partition(".")[0] != "psycopg":
        return None
    code: str | None = getattr(cause, "sqlstate", None)
    # Nobody has answered where an operation failed without one: there is no connection, or none any more.
    return _CONNECTION_CODE if code is None and type(cause).__name__ in _SILENT else code


_SILENT = frozenset({"OperationalError", "ConnectionTimeout", "InterfaceError"})


def find_server_trouble(cause: BaseException | None) -> Trouble | None:
    """Return what is the matter with a PostgreSQL database if that is why something failed, else None."""
    code = find_code(cause)
    if code is None:
        return None
    return next((_TROUBLES[code[:length]] for length in (5, 3, 2) if code[:length] in _TROUBLES), None)


def may_go_again(cause: BaseException | None) -> bool:
    """Say whether a transaction that failed so was undone, and may come to something else at once."""
    code = find_code(cause)
    return code is not None and code.startswith(_AGAIN)


def is_cut(cause: BaseException | None) -> bool:
    """Say whether the connection is gone, or never came about."""
    code = find_code(cause)
    return code is not None and (code.startswith(("08", "57P")) or code in ("25P03", "25P04"))
