"""Fills a PostgreSQL with conversations that have ended, by SQL: ten million messages take two minutes.

The case about millions of rows uses it. What is stored looks as our server leaves it. The messages of a
thread lie as far from each other as they can, as those of threads that all grow at the same time.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import md5

import psycopg
from postgres import Postgres

MESSAGES_A_THREAD, RUNS_A_THREAD = 50, 5
MESSAGES_A_RUN = MESSAGES_A_THREAD // RUNS_A_THREAD

LONG = "thread_long"
"""The thread that has as many messages as 400 others."""

LONG_RUNS = 2_000

FILES_A_STORE, CHUNKS_A_FILE = 100, 20

_TABLES = ("thread", "message", "run", "step", "file", "vector_store", "vector_store_file", "chunk")

_NAMES = """
CREATE FUNCTION pg_temp.id_of(kind text, number bigint) RETURNS text IMMUTABLE LANGUAGE sql
AS $$ SELECT kind || '_' || substr(md5(kind || number), 1, 24) $$
"""
"""Ids in no order, as ours are."""

_SETTINGS = (
    '{"model":"gpt-4o","instructions":null,"tools":[],"tool_resources":{},"temperature":null,"top_p":null,'
    '"reasoning_effort":null,"max_completion_tokens":null,"max_prompt_tokens":null,'
    '"truncation_strategy":{"type":"auto","last_messages":null},"response_format":"auto",'
    '"tool_choice":"auto","parallel_tool_calls":true}'
)

_SAID = (
    '[{"type":"text","text":{"value":"Seals of the pump are replaced once a year. Valves are looked at each '
    'month, and whenever it is louder than it was.","annotations":[]}}]'
)

_THREADS = """
INSERT INTO thread (id, created_at, tool_resources, metadata)
SELECT pg_temp.id_of('thread', number), 1790000000 + number / 100, '{}', '{}'
FROM generate_series(0, %(threads)s - 1) AS number
"""

_RUNS = """
INSERT INTO run (id, thread_id, assistant_id, status, created_at, started_at, completed_at, settings,
    metadata, usage, claims, turns, answerer)
SELECT pg_temp.id_of('run', number), pg_temp.id_of('thread', number %% %(threads)s), 'asst_1',
    CASE number %% 50 WHEN 0 THEN 'failed' WHEN 1 THEN 'expired' ELSE 'completed' END,
    1790000000 + number / 20, 1790000000 + number / 20, 1790000000 + number / 20,
    %(settings)s,
    '{}', '{"prompt_tokens":20,"completion_tokens":10,"total_tokens":30}', 1, 1, 'http://models/v1 *'
FROM generate_series(0, %(runs)s - 1) AS number
"""

_STEPS = """
INSERT INTO step (id, run_id, thread_id, assistant_id, type, status, created_at, completed_at, details, usage)
SELECT pg_temp.id_of('step', number), pg_temp.id_of('run', number),
    pg_temp.id_of('thread', number %% %(threads)s), 'asst_1', 'message_creation', 'completed',
    1790000000 + number / 20, 1790000000 + number / 20,
    '{"type":"message_creation","message_creation":{"message_id":"msg_1"}}',
    '{"prompt_tokens":20,"completion_tokens":10,"total_tokens":30}'
FROM generate_series(0, %(runs)s - 1) AS number
"""

_MESSAGES = """
INSERT INTO message (id, thread_id, created_at, role, content, attachments, metadata, assistant_id, run_id,
    status, completed_at)
SELECT pg_temp.id_of('msg', number), pg_temp.id_of('thread', thread), 1790000000 + number / 2,
    CASE place %% 2 WHEN 0 THEN 'user' ELSE 'assistant' END,
    %(said)s, '[]', '{}',
    CASE place %% 2 WHEN 1 THEN 'asst_1' END,
    CASE place %% 2 WHEN 1 THEN pg_temp.id_of('run', thread + place / %(per_run)s * %(threads)s) END,
    'completed', 1790000000 + number / 2
FROM (SELECT number, number %% %(threads)s AS thread, number / %(threads)s AS place
    FROM generate_series(0::bigint, %(messages)s - 1) AS number) AS numbers
"""

_LONG_THREAD = """
INSERT INTO thread (id, created_at, tool_resources, metadata) VALUES (%(long)s, 1790000000, '{}', '{}')
"""

_LONG_RUNS = """
INSERT INTO run (id, thread_id, assistant_id, status, created_at, settings, metadata, claims, turns)
SELECT 'run_long' || number, %(long)s, 'asst_1', 'completed', 1790000000, %(settings)s, '{}', 1, 1
FROM generate_series(1, %(long_runs)s) AS number
"""

_LONG_MESSAGES = """
INSERT INTO message (id, thread_id, created_at, role, content, attachments, metadata, run_id, status)
SELECT 'msg_long' || number, %(long)s, 1790000000, 'user', %(said)s, '[]', '{}',
    'run_long' || 1 + (number - 1) / %(per_run)s, 'completed'
FROM generate_series(1, %(long_runs)s * %(per_run)s) AS number
"""

_STORES = """
INSERT INTO vector_store (id, created_at, name, metadata, last_active_at)
SELECT 'vs_' || number, 1790000000, 'store ' || number, '{}', 1790000000
FROM generate_series(0, %(stores)s - 1) AS number
"""

_FILES = """
INSERT INTO file (id, created_at, filename, purpose, bytes, digest)
SELECT 'file-' || number, 1790000000, number || '.txt', 'assistants', 5000, md5(number::text)
FROM generate_series(0, %(files)s - 1) AS number
"""

_STORE_FILES = """
INSERT INTO vector_store_file (id, vector_store_id, file_id, created_at, status, attributes,
    chunking_strategy, usage_bytes, claims)
SELECT 'vs_' || number %% %(stores)s || '/file-' || number, 'vs_' || number %% %(stores)s, 'file-' || number,
    1790000000, 'completed', '{}', '{"type":"static"}', 5000, 1
FROM generate_series(0, %(files)s - 1) AS number
"""

_CHUNKS = """
INSERT INTO chunk (of_file, of_store, position, start, tokens, text, word_vector)
SELECT file.seq, store.seq, number, number * 250, 50, said, to_tsvector('assistants_v2_words', said)
FROM vector_store_file AS file JOIN vector_store AS store ON store.id = file.vector_store_id,
    generate_series(0, %(per_file)s - 1) AS number,
    LATERAL (SELECT 'Seals of the pump number ' || file.seq || ' are replaced once a year, part ' || number
        || repeat(' and valves are looked at each month', 5) AS said) AS spoken
"""

_INDEXES = """
SELECT format('DROP INDEX %%s', indexrelid::regclass), pg_get_indexdef(indexrelid) FROM pg_index
WHERE indrelid = %s::regclass AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = indexrelid)
UNION ALL
SELECT format('ALTER TABLE %%s DROP CONSTRAINT %%I', conrelid::regclass, conname),
    format('ALTER TABLE %%s ADD CONSTRAINT %%I %%s', conrelid::regclass, conname, pg_get_constraintdef(oid))
FROM pg_constraint WHERE conrelid = %s::regclass AND contype = 'u'
    AND NOT EXISTS (SELECT FROM pg_constraint AS other
        WHERE other.contype = 'f' AND other.conindid = pg_constraint.conindid)
"""
"""What takes the indexes of a table away, and makes them again; those stay that foreign keys rely upon."""


@dataclass(frozen=True)
class Size:
    """How much there is.

    Attributes:
        messages: How many messages; for each ten of them there is a run, for each fifty a thread.
        stores: How many vector stores, each with a hundred files.
    """

    messages: int
    stores: int

    @property
    def threads(self) -> int:
        """Return how many threads there are."""
        return self.messages // MESSAGES_A_THREAD

    @property
    def runs(self) -> int:
        """Return how many runs there are."""
        return self.threads * RUNS_A_THREAD


def name(kind: str, number: int) -> str:
    """Return the id of a thread, a run or a message."""
    return f"{kind}_{md5(f'{kind}{number}'.encode(), usedforsecurity=False).hexdigest()[:24]}"


def fill(postgres: Postgres, size: Size, *, with_long: bool) -> None:
    """Store so many messages, and all that belongs to them, in a database that has tables and nothing else.

    Args:
        postgres: The database.
        size: How much.
        with_long: Whether there is one thread with very many messages besides.
    """
    # It is older than the others: whoever looks for the newest of everything first would have far to go.
    long = [_LONG_THREAD, _LONG_RUNS, _LONG_MESSAGES] if with_long else []
    conversations = [_THREADS, _RUNS, _STEPS, _MESSAGES]
    statements = [_NAMES, *long, *conversations, _STORES, _FILES, _STORE_FILES, _CHUNKS]
    values = {
        "threads": size.threads,
        "runs": size.runs,
        "messages": size.messages,
        "per_run": MESSAGES_A_RUN,
        "stores": size.stores,
        "files": size.stores * FILES_A_STORE,
        "per_file": CHUNKS_A_FILE,
        "settings": _SETTINGS,
        "said": _SAID,
        "long": LONG,
        "long_runs": LONG_RUNS,
    }
    with psycopg.connect(postgres.url, autocommit=True) as connection:
        # Whom rows belong to is in order; and the disk is waited for at the end, once.
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        connection.execute("SET maintenance_work_mem = '1GB'")
        cursor = psycopg.ClientCursor(connection)
        made = [found for table in _TABLES for found in connection.execute(_INDEXES, [table, table])]
        for drop, _ in made:
            connection.execute(drop.encode())
        for statement in statements:
            cursor.execute(statement.encode(), values)
        for _, create in made:
            connection.execute(create.encode())
        connection.execute("VACUUM ANALYZE")
        connection.execute("CHECKPOINT")
