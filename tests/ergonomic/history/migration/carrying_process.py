"""Carries an export over in a process of its own, so that a test can kill it: ADDRESS FOLDER JOURNAL."""

from __future__ import annotations

import sys
from pathlib import Path

from assistants_v2.history.migration.carrying import Carrier
from assistants_v2.history.migration.conversations import make_conversation
from assistants_v2.history.migration.journal import open_journal
from assistants_v2.history.migration.migrating import carry_all
from assistants_v2.history.migration.targets import Target, resolve_target
from assistants_v2.io.runner import finish
from assistants_v2_server.history.layout import ThreadExport
from assistants_v2_server.history.reading import open_export

if __name__ == "__main__":
    address, folder, journal_file = sys.argv[1:]
    settings = resolve_target(address, "sk-test", headers={}, environment={})
    with Target(settings) as client, open_journal(Path(journal_file), address) as journal:
        carrier = Carrier(client.io, journal, looks=(0.0, 0.05))
        threads = (
            make_conversation(thread)
            for thread in open_export(folder).read_threads()
            if isinstance(thread, ThreadExport) and not journal.find(thread.thread_id).is_done
        )
        outcome = finish(carry_all(carrier, threads, lambda _: None))
    sys.exit(len(outcome.failures))
