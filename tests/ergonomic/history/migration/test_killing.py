"""A migration whose process is killed again and again ends as one that nobody disturbs."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path

from assistants_v2.history.migration.journal import read_journal
from assistants_v2_server import Answer

from ....faults.fault_server import fault_server
from .conversation_server import ConversationServer
from .exports import long_thread, write_export

ROOT = Path(__file__).parents[4]


class Killer(ConversationServer):
    """Kills the process that asks, at a request whose number is given, before or after it acts."""

    def __init__(self) -> None:
        super().__init__()
        self.process: subprocess.Popen[bytes] | None = None
        self.left: int | None = None
        self.acts = False
        self._counting = threading.Lock()

    def handle(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Answer, unless the process has to die of the request."""
        with self._counting:
            is_last = self.left == 1
            self.left = None if self.left is None else self.left - 1
        if not is_last or self.process is None:
            return super().handle(method, path, query, headers, body)
        if self.acts:
            super().handle(method, path, query, headers, body)
        self.process.kill()
        self.process.wait()
        return Answer(500, (), b"")


@contextmanager
def carrying(killer: Killer, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    """Start the process for the time of a block."""
    paths = [str(ROOT / name) for name in ("generated", "transcripts", "ergonomic", "server")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), *paths])}
    process = subprocess.Popen([sys.executable, *words], cwd=ROOT, env=environment)
    killer.process = process
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def test_killed_at_any_request_nothing_is_doubled_and_nothing_lost(tmp_path: Path) -> None:
    """Each conversation has each item once, in order; at most empty conversations are left over."""
    threads = [long_thread(f"thread_{number}", 47) for number in range(4)]
    folder, journal = write_export(tmp_path / "export", threads), tmp_path / "journal.jsonl"
    killer, kills = Killer(), 0
    words = ("-m", "tests.ergonomic.history.migration.carrying_process")
    with fault_server(killer) as faulty:
        for number, acts in zip(cycle([1, 2, 3, 4, 5]), cycle([True, False, True]), strict=False):
            killer.left, killer.acts = (number if kills < 12 else None), acts
            with carrying(killer, *words, faulty.base_url, str(folder), str(journal)) as process:
                if process.wait() == 0:
                    break
            kills += 1
            assert kills < 20
        target = faulty.base_url
    made = [found for found in killer.conversations.values() if found["items"]]
    said = [[item["content"][0]["text"] for item in found["items"]] for found in made]
    assert [[each["content"][0]["text"]["value"] for each in one.messages] for one in threads] == said
    record = read_journal(journal, target)
    assert all(carried.is_done for carried in record.threads.values())
    assert len(killer.conversations) - len(threads) <= record.orphans
    assert kills >= 10
