"""All that only PostgreSQL has: how connections are made, how transactions begin and end, what clocks say.

`postgres_transactions` and `postgres_opening` are the users. The rest of the store says nothing that SQLite
would not understand. Nobody imports this file who has no address of a PostgreSQL database: it brings psycopg.
"""

from __future__ import annotations

import hashlib
import os
import platform
import select
import time
from collections.abc import Callable, Mapping
from typing import Any

import psycopg
from attrs import evolve
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from .addresses import Address
from .common_clock import CommonClock
from .postgres_connections import PatientConnection, Way
from .sqlite import Durability
from .transactions import LONGEST_WAIT

READ = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
"""How a transaction begins that sees one state of the database."""

LONGEST_IDLE = 10.0
"""Seconds after which PostgreSQL ends a transaction in which nothing is done: its process stands still."""

SHOWN_AS = "assistants-v2 "
"""How the name begins that PostgreSQL shows of a connection; the machine and the process follow."""

_DEFAULTS: Mapping[str, str] = {
    "connect_timeout": "5",
    # A machine that is gone without a word is noticed in half a minute.
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "30000",
    "client_encoding": "UTF8",
}
"""What PostgreSQL's library is told unless the address says otherwise."""

BOOT = "assistants-v2 boot"
"""Under which name a connection of SQLAlchemy's has noted which start of PostgreSQL it belongs to."""

_BEGIN = (
    "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; "
    "SET LOCAL idle_in_transaction_session_timeout = {idle:.0f}; "
    "SET LOCAL lock_timeout = {wait:.0f}; {more}"
    "SELECT pg_current_xact_id()"
)
_HURRY = "SET LOCAL synchronous_commit = off; "

_BOOT = (
    "concat(extract(epoch from pg_postmaster_start_time()), ' ', "
    "extract(epoch from (SELECT stats_reset FROM pg_stat_bgwriter)))"
)
"""When PostgreSQL was started, and when it forgot its statistics, as it does after a crash."""


def find_way(address: Address) -> Way:
    """Return how connections are made: by the address, and by what it leaves open.

    Every connection of this process is made so, and PostgreSQL shows whose each is.
    """
    name = f"{SHOWN_AS}{platform.node()} {os.getpid()}".encode("ascii", "replace").decode()
    given = conninfo_to_dict(address.conninfo)
    defaults = {"application_name": name, **_DEFAULTS}
    left_open = {option: value for option, value in defaults.items() if option not in given}
    conninfo = make_conninfo(address.conninfo, **left_open)
    return Way(conninfo=conninfo, answer_timeout=address.answer_timeout)


def make_engine(address: Address) -> Engine:
    """Return what makes connections, up to the number that the address says, and keeps them."""
    way = find_way(address)
    if address.schema is not None:
        # A setting of the connection: so no transaction has to say it.
        path = _quote(address.schema).replace("\\", "\\\\").replace(" ", "\\ ")
        given = conninfo_to_dict(way.conninfo).get("options") or ""
        options = f"{given} -csearch_path={path}".strip()
        way = evolve(way, conninfo=make_conninfo(way.conninfo, options=options))

    def connect() -> PatientConnection:
        return way.connect(prepare_threshold=address.prepare_threshold)

    engine = create_engine(
        "postgresql+psycopg://",
        creator=connect,
        poolclass=QueuePool,
        pool_size=address.pool_size,
        max_overflow=0,
        pool_timeout=LONGEST_WAIT,
        pool_use_lifo=True,  # those that nobody needs for long are the same ones
        pool_reset_on_return=None,  # every transaction has been ended by then
        use_native_hstore=False,  # it would be asked for at each start
        hide_parameters=True,  # an exception must not carry what users wrote into somebody's log
    )
    event.listen(engine, "connect", _note_boot)
    return engine


def _note_boot(plain: psycopg.Connection[Any], record: ConnectionPoolEntry) -> None:
    record.info[BOOT] = identify_boot(plain)


def unwrap_connection(connection: Connection) -> PatientConnection:
    """Return the driver's connection that is inside one of SQLAlchemy's."""
    plain: PatientConnection | None = connection.connection.driver_connection
    assert plain is not None
    return plain


def check_connection(plain: psycopg.Connection[Any]) -> None:
    """Return if a connection that has been idle seems to be open; PostgreSQL is not asked.

    Raises:
        psycopg.OperationalError: Something has come on it, and nothing was asked for: it is the end.
    """
    if _has_come(plain.fileno()):
        raise psycopg.OperationalError("the connection was closed meanwhile")


def _has_come(descriptor: int) -> bool:
    """Say whether something can be read from a socket, without waiting."""
    if not hasattr(select, "poll"):  # Windows
        return bool(select.select([descriptor], [], [], 0)[0])
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(0))


def begin_reading(plain: psycopg.Connection[Any]) -> None:
    """Begin a transaction that sees one state of the database."""
    plain.execute(READ, prepare=False).close()


def begin_writing(plain: PatientConnection, wait: float, *, hurries: bool) -> str:
    """Begin a transaction that may write; return its number, by which can be asked what became of it.

    Args:
        plain: The connection.
        wait: Seconds that it waits for others at each of its statements.
        hurries: Whether its commit does not wait for the disk.
    """
    # Whoever gives up a connection then asks what became of its transaction, which has to be over.
    idle = LONGEST_IDLE if plain.answer_timeout is None else min(LONGEST_IDLE, plain.answer_timeout / 2)
    text = _BEGIN.format(idle=idle * 1000, wait=wait * 1000, more=_HURRY if hurries else "")
    # One message there and one back, whatever is in it.
    with plain.execute(text.encode(), prepare=False) as cursor:
        while cursor.nextset():
            pass
        found = cursor.fetchone()
    assert found is not None
    return str(found[0])


def commit(plain: psycopg.Connection[Any]) -> None:
    """End a transaction; nothing is stored of one that a statement has failed in, which is an error here.

    Raises:
        psycopg.Error: Nothing was stored; or, if the connection was lost, nobody knows.
    """
    if plain.info.transaction_status == TransactionStatus.INERROR:
        raise psycopg.errors.InFailedSqlTransaction("a statement of the transaction has failed")
    plain.execute("COMMIT", prepare=False).close()


def roll_back(plain: psycopg.Connection[Any]) -> None:
    """Undo a transaction."""
    if plain.info.transaction_status != TransactionStatus.IDLE:
        plain.execute("ROLLBACK", prepare=False).close()


def ask_outcome(plain: psycopg.Connection[Any], number: str, boot: str) -> str | None:
    """Return what became of a transaction: `committed`, `aborted`, `in progress`; None if nobody knows.

    A PostgreSQL that crashed gives the numbers again of transactions of which nothing had come to the disk,
    so what is committed now by this number may be somebody else's.

    Args:
        plain: A connection, outside a transaction.
        number: The number of the transaction.
        boot: Which start of PostgreSQL it belongs to; see `identify_boot`.
    """
    try:
        with plain.execute(f"SELECT pg_xact_status(%s::xid8), {_BOOT}", [number], prepare=False) as cursor:
            found = cursor.fetchone()
    except psycopg.errors.InvalidParameterValue:  # the number is to be given again
        return "aborted"
    if found is None or found[1] == boot:
        return None if found is None else found[0]
    return None if found[0] in ("committed", None) else "aborted"


def identify_boot(plain: psycopg.Connection[Any]) -> str:
    """Return what tells starts of PostgreSQL apart, also of those that its own processes had it make."""
    with plain.execute(f"SELECT {_BOOT}", prepare=False) as cursor:
        found = cursor.fetchone()
    assert found is not None
    return str(found[0])


def read_time(connection: Connection, clock: Callable[[], float]) -> float:
    """Return PostgreSQL's time in unix seconds, which sets a common clock; another has it moved.

    Args:
        connection: A transaction.
        clock: The clock of a server. If a program has given it, the time is moved as far as that is from
            the time of this machine.
    """

    def ask() -> float:
        with unwrap_connection(connection).execute("SELECT extract(epoch from clock_timestamp())") as cursor:
            found = cursor.fetchone()
        assert found is not None
        return float(found[0])

    if isinstance(clock, CommonClock):
        return clock.set_by(ask)
    return ask() + clock() - time.time()


def hold_name(connection: Connection, name: str, *, is_shared: bool = False) -> None:
    """Keep everybody else away who asks for the same name, until a transaction ends; see `name_locks`."""
    key = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), signed=True)
    lock = "pg_advisory_xact_lock_shared" if is_shared else "pg_advisory_xact_lock"
    unwrap_connection(connection).execute(f"SELECT {lock}(%s)".encode(), [key]).close()


def is_hurried(durability: Durability, *, may_be_lost: bool) -> bool:
    """Say whether the commit of a transaction need not wait for the disk."""
    return may_be_lost or durability == "normal"


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
