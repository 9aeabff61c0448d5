"""One import in a process of its own, and what it took, as JSON. `cases.importing` starts it."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Generator
from contextlib import closing, contextmanager
from pathlib import Path

from assistants_v2_server.history.importing import Importer
from assistants_v2_server.history.models import ModelMap
from assistants_v2_server.history.reading import open_export
from assistants_v2_server.history.report import ImportReport
from assistants_v2_server.store import Contents, Database, FileLimits, sqlite
from sqlalchemy import Connection


class TimedDatabase(Database):
    """A database that notes how long its longest transaction was.

    Cutting the log, which follows some transactions, is no part of them, and is noted apart.
    """

    longest = 0.0
    longest_cut = 0.0
    _cut = 0.0

    def time_cuts(self) -> None:
        """Begin to note how long cutting the log takes."""
        trim_log = sqlite.trim_log

        def trim(connection: Connection, path: Path) -> None:
            began = time.perf_counter()
            trim_log(connection, path)
            self._cut = time.perf_counter() - began
            self.longest_cut = max(self.longest_cut, self._cut)

        sqlite.trim_log = trim

    @contextmanager
    def write(self, *, may_be_lost: bool = False, may_repeat: bool = False) -> Generator[Connection]:
        """Open a transaction, and time it from when it holds the lock until it is committed."""
        opened = super().write(may_be_lost=may_be_lost, may_repeat=may_repeat)
        connection = opened.__enter__()
        began, self._cut = time.perf_counter(), 0.0
        try:
            yield connection
        except BaseException:
            if not opened.__exit__(*sys.exc_info()):
                raise
        else:
            opened.__exit__(None, None, None)
        self.longest = max(self.longest, time.perf_counter() - began - self._cut)


def import_once(export: str, path: str) -> None:
    """Import an export, and write what that took as JSON."""
    with closing(TimedDatabase(path)) as database:
        database.time_cuts()
        contents = Contents(database, Path(f"{path}-files"), FileLimits(), "full", _now)
        report = ImportReport(False)
        began, cpu = time.perf_counter(), time.process_time()
        Importer(open_export(export), database, contents, now=_now, models=ModelMap(), report=report).run()
        seconds, cpu = time.perf_counter() - began, time.process_time() - cpu
    messages = report.count("message", "added") + report.count("message", "there")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    found = {
        "speed": messages / seconds,
        "cpu_speed": messages / cpu,
        "megabytes": memory,
        "longest_ms": database.longest * 1000,
        "longest_cut_ms": database.longest_cut * 1000,
    }
    sys.stdout.write(json.dumps(found))


def _now() -> int:
    return int(time.time())


if __name__ == "__main__":
    import_once(*sys.argv[1:3])
