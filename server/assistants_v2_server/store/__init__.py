"""Where everything is kept, from assistants to the chunks of vector stores; `service` and `runs` use it.

The database is the truth: nothing about a run lives only in memory, so a process may die at any
moment. One transaction makes one transition of a run, and a partial unique index (`tables`) lets a
thread have one active run whatever the code above forgets to check. A caller opens a transaction
with `Database.read` or `Database.write` and hands its connection to the collections.
"""

from __future__ import annotations

from .again import do_again
from .chunks import (
    MOST_CHUNKS_WRITTEN,
    Chunk,
    add_chunks,
    remove_chunks,
    remove_orphans,
    store_embeddings,
    walk_text,
)
from .collection import (
    ASSISTANTS,
    FILES,
    MESSAGES,
    RUNS,
    STEPS,
    THREADS,
    UPLOAD_PARTS,
    UPLOADS,
    VECTOR_STORE_BATCHES,
    VECTOR_STORE_FILES,
    VECTOR_STORES,
    Collection,
    PageRequest,
    UnknownCursor,
    find_deleted,
    forget_deleted,
)
from .content_folder import choose_folder
from .contents import (
    ByteReader,
    BytesMissing,
    Contents,
    FileLimits,
    FileTooLarge,
    Intake,
)
from .database import Database
from .housekeeping import Housekeeping
from .ids import NewId, NumberedIds, new_id
from .lock_file import LockFile
from .patience import do_in_thread, do_patiently
from .room import QuotaExceeded
from .rows import (
    AssistantRow,
    FileRow,
    JsonObject,
    MessageRow,
    RunRow,
    StepRow,
    ThreadRow,
    UploadPartRow,
    UploadRow,
    VectorStoreBatchRow,
    VectorStoreFileRow,
    VectorStoreRow,
    name_vector_store_file,
)
from .server_troubles import Trouble
from .sqlite import Durability
from .transactions import call_after, waiting_since
from .troubles import (
    DatabaseClosed,
    DatabaseEmpty,
    DatabaseRefused,
    describe_failure,
    find_trouble,
    is_away,
    is_locked,
    is_passing,
    is_undone,
)

__all__ = [
    "ASSISTANTS",
    "FILES",
    "MESSAGES",
    "MOST_CHUNKS_WRITTEN",
    "RUNS",
    "STEPS",
    "THREADS",
    "UPLOADS",
    "UPLOAD_PARTS",
    "VECTOR_STORES",
    "VECTOR_STORE_BATCHES",
    "VECTOR_STORE_FILES",
    "AssistantRow",
    "ByteReader",
    "BytesMissing",
    "Chunk",
    "Collection",
    "Contents",
    "Database",
    "DatabaseClosed",
    "DatabaseEmpty",
    "DatabaseRefused",
    "Durability",
    "FileLimits",
    "FileRow",
    "FileTooLarge",
    "Housekeeping",
    "Intake",
    "JsonObject",
    "LockFile",
    "MessageRow",
    "NewId",
    "NumberedIds",
    "PageRequest",
    "QuotaExceeded",
    "RunRow",
    "StepRow",
    "ThreadRow",
    "Trouble",
    "UnknownCursor",
    "UploadPartRow",
    "UploadRow",
    "VectorStoreBatchRow",
    "VectorStoreFileRow",
    "VectorStoreRow",
    "add_chunks",
    "call_after",
    "choose_folder",
    "describe_failure",
    "do_again",
    "do_in_thread",
    "do_patiently",
    "find_deleted",
    "find_trouble",
    "forget_deleted",
    "is_away",
    "is_locked",
    "is_passing",
    "is_undone",
    "name_vector_store_file",
    "new_id",
    "remove_chunks",
    "remove_orphans",
    "store_embeddings",
    "waiting_since",
    "walk_text",
]
