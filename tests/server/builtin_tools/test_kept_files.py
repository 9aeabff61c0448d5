"""The files of a server as code is given them."""

from __future__ import annotations

import pytest
from assistants_v2_server.builtin_tools.kept_files import KeptFiles
from assistants_v2_server.store import Contents, Database, FileLimits, FileRow, new_id

from ...databases.places import Databases


def test_code_is_given_a_file_until_it_expires(databases: Databases) -> None:
    """What has expired is gone, also while its bytes are still there."""
    now = 1_700_000_000
    with_bytes = FileRow(
        id=new_id("file"),
        created_at=now,
        filename="a.txt",
        purpose="assistants",
        bytes=0,
        digest="",
        expires_at=now + 3600,
    )
    database = Database(databases.new())
    contents = Contents(database, None, FileLimits(), "full", lambda: now)
    contents.save(with_bytes, [b"words"])
    files = KeptFiles(database, contents, lambda: now)
    with files.open(with_bytes.id) as opened:
        assert b"words" == opened.read()
    now += 3600
    with pytest.raises(FileNotFoundError):
        files.open(with_bytes.id)
    database.close()
