"""The index of the words of chunks, of either kind of database. `schema` makes it, searches look into it.

SQLite has FTS5, and its own score; PostgreSQL has vectors of words, and a score that is like it.
"""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence

from sqlalchemy import Connection

from . import sqlite_word_index


def create_word_index(connection: Connection) -> None:
    """Make the index in a database that has the table of chunks, none of them yet.

    Raises:
        DatabaseRefused: This Python's SQLite was built without FTS5.
    """
    if connection.dialect.name == "sqlite":
        sqlite_word_index.create_word_index(connection)
        return
    from .postgres_word_index import create_word_index as create  # late: few have a PostgreSQL

    create(connection)


def count_chunks_with(connection: Connection, phrase: str, most: int) -> int:
    """Return how many chunks have a word, or some words in a row.

    Args:
        connection: A transaction.
        phrase: The words, with spaces between them.
        most: Where counting ends.
    """
    if connection.dialect.name == "sqlite":
        return sqlite_word_index.count_chunks_with(connection, phrase, most)
    from .postgres_word_index import count_chunks_with as count  # late, as above

    return count(connection, phrase, most)


def walk_ranked(
    connection: Connection, phrases: Mapping[str, float], stores: Sequence[int], files: Sequence[int]
) -> Generator[tuple[int, int, float]]:
    """Yield the chunks that have at least one of some phrases: `seq`, `of_file` and BM25's score, best first.

    Args:
        connection: A transaction.
        phrases: What to look for, and how much each tells: words, or some words in a row with spaces between
            them. At least one.
        stores: The `seq` of the stores that are searched. At least one.
        files: The `seq` of their files that are searched; chunks of others may come too if there are many.
    """
    if connection.dialect.name == "sqlite":
        return sqlite_word_index.walk_ranked(connection, phrases.keys(), stores, files)
    from .postgres_word_index import walk_ranked as walk  # late, as above

    return walk(connection, phrases, files)
