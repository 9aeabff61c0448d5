"""The index of the words of chunks in PostgreSQL: vectors of words. `word_index` and `chunks` are the users.

PostgreSQL would take addresses and numbers with signs for single words, and keep accents. So it is given
words that are taken apart already (`words.fold`), and strips nothing but their English endings. That is the
work of a configuration of our own, in the schema of the tables: nothing has to be installed for it.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import BigInteger, Connection, bindparam, func, insert, table, text
from sqlalchemy import column as plain_column
from sqlalchemy.dialects.postgresql import ARRAY

from . import tables
from .postgres import unwrap_connection
from .words import fold

_EXPECTED_FROM = 5_000
"""Chunks from which on counting takes longer than to ask what PostgreSQL expects."""

_SURELY = 2
"""How many times as many as would be counted it has to expect: it goes by a sample of the chunks."""

MOST_RANKED = 20_000
"""Chunks whose score is reckoned; of words that are in more of them, some are not looked at."""

_CONFIGURATION = "assistants_v2_words"
_ONCE = 0.6079
"""What `ts_rank` says of a word that is there once."""

_OFTEN = 1.0
"""What it comes near to with each more."""

_MORE = 1.2
"""What BM25 gives a word that is there often, beyond the 1 that it gives it if it is there once."""

DEFINITION = (
    f"CREATE TEXT SEARCH DICTIONARY {_CONFIGURATION}_stem (TEMPLATE = snowball, LANGUAGE = english)",
    f"CREATE TEXT SEARCH CONFIGURATION {_CONFIGURATION} (PARSER = pg_catalog.default)",
    f"ALTER TEXT SEARCH CONFIGURATION {_CONFIGURATION} ADD MAPPING FOR "
    "asciiword, word, numword, asciihword, hword, numhword, hword_asciipart, hword_part, hword_numpart, "
    "email, protocol, url, host, url_path, file, sfloat, float, int, uint, version "
    f"WITH {_CONFIGURATION}_stem",
    "ALTER TABLE chunk ADD COLUMN word_vector tsvector",
    "CREATE INDEX chunk_word ON chunk USING gin (word_vector)",
)
"""What makes the index, statement by statement."""

_QUERY = f"phraseto_tsquery('{_CONFIGURATION}', {{}})"
_VECTOR = func.to_tsvector(text(f"'{_CONFIGURATION}'"), bindparam("folded"))
_ENTRY = table("chunk", *(plain_column(c.name, c.type) for c in tables.chunk.c), plain_column("word_vector"))
_GIVEN = [column.name for column in tables.chunk.c if column.name != "seq"]
_INSERTION = insert(_ENTRY).values(**{name: bindparam(name) for name in _GIVEN}, word_vector=_VECTOR)
_COUNT = text(
    "SELECT count(*) FROM (SELECT 1 FROM chunk "
    f"WHERE word_vector @@ {_QUERY.format('CAST(:phrase AS text)')} LIMIT :most) AS found"
)
_EXPECTATION = (
    "EXPLAIN (FORMAT JSON) SELECT FROM chunk WHERE word_vector @@ " + _QUERY.format("%s::text")
).encode()


def create_word_index(connection: Connection) -> None:
    """Make the index in a database that has the table of chunks, none of them yet."""
    for statement in DEFINITION:
        connection.exec_driver_sql(statement)


def insert_chunks(connection: Connection, rows: Iterable[Mapping[str, object]]) -> None:
    """Insert rows of chunks, and enter their words.

    Args:
        connection: A writing transaction.
        rows: The rows, at least one, with the names of their columns.
    """
    entered = [{**row, "words": None, "folded": fold(str(row["text"]))} for row in rows]
    connection.execute(_INSERTION, entered)


def count_chunks_with(connection: Connection, phrase: str, most: int) -> int:
    """Return how many chunks have a word, or some words in a row, as `word_index.count_chunks_with` does."""
    folded = fold(phrase)
    # The index gives all chunks of a word before the first is counted.
    if most >= _EXPECTED_FROM and _expect_chunks_with(connection, folded) >= _SURELY * most:
        return most
    return int(connection.execute(_COUNT, {"phrase": folded, "most": most}).scalar_one())


def walk_ranked(
    connection: Connection, phrases: Mapping[str, float], files: Sequence[int]
) -> Generator[tuple[int, int, float]]:
    """Yield the chunks that have at least one of some phrases, as `word_index.walk_ranked` does."""
    values: dict[str, Any] = {"files": [*files], "most": MOST_RANKED}
    terms: list[str] = []
    for number, (phrase, weight) in enumerate(phrases.items()):
        values |= {f"phrase{number}": fold(phrase), f"weight{number}": weight}
        terms.append(_score(number, is_word=" " not in phrase))
    queries = [_QUERY.format(f"CAST(:phrase{number} AS text)") for number in range(len(terms))]
    statement = text(
        f"SELECT seq, of_file, {' + '.join(terms)} AS score "
        "FROM (SELECT seq, of_file, word_vector FROM chunk "
        f"WHERE of_file = ANY(:files) AND word_vector @@ ({' || '.join(queries)}) LIMIT :most) AS found "
        "ORDER BY score DESC, seq"
    ).bindparams(bindparam("files", type_=ARRAY(BigInteger)))
    with connection.execute(statement.execution_options(yield_per=100), values) as found:
        yield from found


def _expect_chunks_with(connection: Connection, folded: str) -> int:
    """Return how many chunks with some words PostgreSQL expects, by what it noted when it analyzed them."""
    plain = unwrap_connection(connection)
    with plain.execute(_EXPECTATION, [folded], prepare=False) as cursor:
        found = cursor.fetchone()
    assert found is not None
    return int(found[0][0]["Plan"]["Plan Rows"])


def _score(number: int, *, is_word: bool) -> str:
    """Return what a chunk gets of a phrase's weight, as SQL: all of it for having it, more for often."""
    query = _QUERY.format(f"CAST(:phrase{number} AS text)")
    often = ""
    if is_word:
        rank = f"ts_rank('{{1,1,1,1}}', word_vector, {query})"
        often = f" * (1 + {_MORE} * ({rank} - {_ONCE}) / {_OFTEN - _ONCE})"
    return f"CASE WHEN word_vector @@ {query} THEN CAST(:weight{number} AS float8){often} ELSE 0 END"
