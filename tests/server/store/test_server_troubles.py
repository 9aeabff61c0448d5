"""What is said of connections to a PostgreSQL that did not come about, and of what its driver raises."""

from __future__ import annotations

import pytest
from assistants_v2_server.store.server_troubles import explain_connection

SERVER = 'connection failed: connection to server at "127.0.0.1", port 5432 failed: '
LOOK = "see whether PostgreSQL runs there, and whether host and port are right"


@pytest.mark.parametrize(
    ("said", "reason", "remedy"),
    [
        ('FATAL:  password authentication failed for user "me"', 'for user "me"', "PGPASSWORD"),
        ("fe_sendauth: no password supplied", "no password supplied", "~/.pgpass"),
        (
            'FATAL:  database "kept" does not exist',
            'database "kept" does not exist',
            "make it, as `createdb`",
        ),
        ('FATAL:  role "me" does not exist', 'role "me" does not exist', "make that user"),
        ('FATAL:  no pg_hba.conf entry for host "::1"', "no pg_hba.conf entry", "let this user in"),
        ("server does not support SSL, but SSL was required", "SSL was required", "sslmode"),
        ("FATAL:  sorry, too many clients already", "too many clients", "max_connections"),
        ("FATAL:  the database system is starting up", "is starting up", "try again"),
        ("server is not in hot standby mode", "hot standby", "name a server that does"),
        ("Connection refused\n\tIs the server running on that host?", "Connection refused", LOOK),
        ("Was soll das sein?", "Was soll das sein?", LOOK),
    ],
)
def test_each_reason_has_its_remedy(said: str, reason: str, remedy: str) -> None:
    """In a language that is not known here too, and without the driver's own advice."""
    told = explain_connection(f"{SERVER}{said}")
    what, _, how = told.rpartition(": ")
    assert reason in what
    assert remedy in how
    assert not {"\n", "\t", "FATAL"} & {*told, *told.split(":")}


def test_of_several_hosts_each_is_told() -> None:
    """The last is not the one that matters, as the driver has it."""
    said = (
        f"{SERVER}Connection refused\nMultiple connection attempts failed. All failures were:\n"
        "- host: 'h1', port: '1', hostaddr: '10.0.0.1': "
        f'{SERVER}FATAL:  password authentication failed for user "me"\n'
        f"- host: 'h2', port: '2', hostaddr: '10.0.0.2': {SERVER}Connection refused\n\tIs the server running?"
    )
    told = explain_connection(said)
    assert (
        "h1:1 says 'password authentication failed for user \"me\"', h2:2 says 'Connection refused'" in told
    )
    assert told.endswith(f"~/.pgpass; {LOOK}")


def test_what_no_server_has_said_is_told_as_it_is() -> None:
    """A value in the address that cannot be."""
    told = explain_connection('connection is bad: invalid sslmode value: "x"')
    assert 'invalid sslmode value: "x": look at that in the address' == told
