"""The index of the words of chunks in SQLite: FTS5. `word_index` is the user.

It keeps itself: triggers enter what is inserted into `chunk` and take out what is deleted. Of a chunk nothing
but its vector ever changes. A table of FTS5 has no columns in the sense of `tables`, so it is none of those.

A row has its text in `words`, and in `scope` two words that tell its store and its file, so that a search of
a small store does not look through the others.
"""

from __future__ import annotations

from collections.abc import Collection, Generator, Sequence

from sqlalchemy import Connection
from sqlalchemy.exc import OperationalError

from .troubles import DatabaseRefused

MOST_FILES_NAMED = 50
"""Files that a search names to the index; if there are more, it names their stores."""

_SCOPE = "'s' || {0}of_store || ' f' || {0}of_file"
_ENTRY = f"new.seq, {_SCOPE.format('new.')}, coalesce(new.words, new.text)"
_FORMER = f"old.seq, {_SCOPE.format('old.')}, coalesce(old.words, old.text)"

DEFINITION = (
    "CREATE VIEW chunk_entry AS "
    f"SELECT seq, {_SCOPE.format('')} AS scope, coalesce(words, text) AS words FROM chunk",
    "CREATE VIRTUAL TABLE chunk_word USING fts5(scope, words, content='chunk_entry', content_rowid='seq', "
    "tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER chunk_added AFTER INSERT ON chunk BEGIN "
    f"INSERT INTO chunk_word (rowid, scope, words) VALUES ({_ENTRY}); END",
    "CREATE TRIGGER chunk_removed AFTER DELETE ON chunk BEGIN "
    f"INSERT INTO chunk_word (chunk_word, rowid, scope, words) VALUES ('delete', {_FORMER}); END",
)
"""What makes the index, statement by statement."""

_COUNT = "SELECT count(*) FROM (SELECT 1 FROM chunk_word WHERE chunk_word MATCH ? LIMIT ?)"
_RANKED = (
    "SELECT chunk_word.rowid, chunk.of_file, -chunk_word.rank FROM chunk_word "
    "JOIN chunk ON chunk.seq = chunk_word.rowid "
    "WHERE chunk_word MATCH ? AND chunk_word.rank MATCH 'bm25(0.0, 1.0)' ORDER BY chunk_word.rank"
)


def create_word_index(connection: Connection) -> None:
    """Make the index in a database that has the table of chunks, none of them yet.

    Raises:
        DatabaseRefused: This Python's SQLite was built without FTS5.
    """
    try:
        for statement in DEFINITION:
            connection.exec_driver_sql(statement)
    except OperationalError as error:
        if "no such module" not in str(error.orig):
            raise
        raise DatabaseRefused(
            "this Python's sqlite3 was built without FTS5, by which files are searched: use another Python."
        ) from None


def count_chunks_with(connection: Connection, phrase: str, most: int) -> int:
    """Return how many chunks have a word, or some words in a row, as `word_index.count_chunks_with` does."""
    found = connection.exec_driver_sql(_COUNT, (f"words : {_quote(phrase)}", most))
    return int(found.scalar_one())


def walk_ranked(
    connection: Connection, phrases: Collection[str], stores: Sequence[int], files: Sequence[int]
) -> Generator[tuple[int, int, float]]:
    """Yield the chunks that have at least one of some phrases, as `word_index.walk_ranked` does."""
    named = [f"f{seq}" for seq in files] if len(files) <= MOST_FILES_NAMED else [f"s{seq}" for seq in stores]
    words = " OR ".join(_quote(phrase) for phrase in phrases)
    wanted = f"scope : ({' OR '.join(named)}) AND words : ({words})"
    with connection.exec_driver_sql(_RANKED, (wanted,)) as found:
        yield from found


def _quote(phrase: str) -> str:
    """Return words in a row as FTS5's language has them: between quotes nothing is an operator."""
    return '"' + phrase.replace('"', '""') + '"'
