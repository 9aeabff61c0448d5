"""Addresses of PostgreSQL databases: which are such, whose their options are, and what is shown of them."""

from __future__ import annotations

import pytest
from assistants_v2_server import DatabaseRefused
from assistants_v2_server.store.addresses import Address, is_address, read_address, show_place

SECRET = "geheim"
FULL = f"postgresql://me:{SECRET}@db.internal:6432/kept"


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "PostgreSQL", "postgresql+psycopg"])
def test_every_way_to_write_the_scheme_is_one(scheme: str) -> None:
    """Also that of SQLAlchemy; PostgreSQL's own library is given its own."""
    place = f"{scheme}://host/kept"
    assert is_address(place)
    assert "postgresql://host/kept" == read_address(place).conninfo


@pytest.mark.parametrize(
    "place", ["kept.db", ":memory:", "/tmp/postgresql", "postgresqlx://h/d", "mysql://h/d"]
)
def test_what_is_none_is_none(place: str) -> None:
    """Files may be called anything."""
    assert (False, place) == (is_address(place), show_place(place))


def test_options_of_ours_are_taken_out_of_an_address_and_all_others_stay() -> None:
    """PostgreSQL's library refuses what it does not know."""
    ours = "schema=a%20b&pool_size=7&prepare_threshold=none&answer_timeout=2.5"
    found = read_address(f"{FULL}?sslmode=require&{ours}&options=-c%20a%3Db")
    conninfo = f"{FULL}?sslmode=require&options=-c%20a%3Db"
    shown = "postgresql://me@db.internal:6432/kept"
    expected = Address(
        conninfo=conninfo,
        shown=shown,
        names=("sslmode", "options"),
        schema="a b",
        pool_size=7,
        prepare_threshold=None,
        answer_timeout=2.5,
    )
    assert expected == found
    assert None is read_address(f"{FULL}?answer_timeout=none").answer_timeout


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (FULL, "postgresql://me@db.internal:6432/kept"),
        (
            f"postgres://me:{SECRET}%40x@h1:1,h2:2/kept?target_session_attrs=any",
            "postgresql://me@h1:1,h2:2/kept",
        ),
        (f"postgresql://host/kept?password={SECRET}&user=me", "postgresql://host/kept"),
        (f"postgresql://me:{SECRET}?a=b#c[d]@host/kept", "postgresql://me@host/kept"),
        (f"postgresql://me:{SECRET}:x@[::1]:5432/kept", "postgresql://me@[::1]:5432/kept"),
        (f"postgresql://host/kept?user=me@host&password={SECRET}", "postgresql://host/kept"),
        ("postgresql:///kept?host=/run/postgresql", "postgresql:///kept"),
        ("postgresql://me@host/kept", "postgresql://me@host/kept"),
    ],
)
def test_what_is_shown_holds_no_password(place: str, shown: str) -> None:
    """Neither does what debuggers print."""
    address = read_address(place)
    assert shown == show_place(place) == address.shown
    assert SECRET not in f"{address!r}"


@pytest.mark.parametrize("password", ["geheim#x", "geheim?x", "geheim?x=1&y", "geheim[x", "ge:heim"])
def test_signs_that_postgresql_takes_in_a_password_leave_the_options_alone(password: str) -> None:
    """None that stands behind it is lost, `sslmode` least of all."""
    place = f"postgresql://me:{password}@host/kept?sslmode=verify-full&password=a+b"
    address = read_address(f"{place}&schema=a+b")
    assert (place, "a+b") == (address.conninfo, address.schema)


@pytest.mark.parametrize(
    "place",
    [
        f"postgresql://me:{SECRET}@x@host/kept",
        f"postgresql://me:{SECRET}/x@host/kept",
        "postgresql://me:1/geheim@host:5432/kept",
        f"postgresql://me:x@host:{SECRET}/kept",
        f"postgresql://me:x@[::1/{SECRET}",
    ],
)
def test_an_address_whose_password_cannot_be_told_is_refused_and_not_shown(place: str) -> None:
    """PostgreSQL's library would take a part of the password for a host or a port, and name it."""
    with pytest.raises(DatabaseRefused, match="%40 for @ and %2F for /") as refused:
        read_address(place)
    assert "postgresql://..." == show_place(place)
    assert SECRET not in str(refused.value)


@pytest.mark.parametrize(
    ("option", "remedy"),
    [
        ("pool_size=1", "2 or more"),
        ("pool_size=many", "a whole number"),
        ("pool_size=²", "a whole number"),
        ("prepare_threshold=-1", "or none"),
        ("schema=", "name a schema"),
        ("answer_timeout=0", "0.1 or more, or none"),
        ("answer_timeout=-1", "0.1 or more, or none"),
        ("answer_timeout=30s", "0.1 or more, or none"),
        ("answer_timeout=nan", "0.1 or more, or none"),
        ("answer_timeout=", "0.1 or more, or none"),
    ],
)
def test_an_option_that_cannot_be_used_is_named_with_the_remedy(option: str, remedy: str) -> None:
    """And nothing else of the address is told."""
    with pytest.raises(DatabaseRefused, match=remedy) as refused:
        read_address(f"{FULL}?{option}")
    assert option.partition("=")[0] in str(refused.value)
    assert SECRET not in str(refused.value)
