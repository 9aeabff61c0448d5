"""Old conversations in a new place: import an export, list what is there, and write it down to be read.

Run it on an export of yours, a folder of the form `assistants-thread-export/v1`, or without one: then two
conversations are held, exported, and imported into another database.

    python examples/move_and_look.py
    python examples/move_and_look.py EXPORT conversations.db

`assistants-v2 export`, `import`, `threads list` and `threads dump` do the same without a program.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from assistants_v2 import Assistants
from assistants_v2.history import export_history, import_history


def make_export(folder: Path) -> None:
    """Hold two conversations on a server of their own, and export them into a folder."""
    with Assistants.local() as client:
        assistant = client.assistants.create(model="gpt-4o", name="Tutor", instructions="Be kind.")
        for user, question in (("ann", "What is a thread?"), ("bob", "What is a run?")):
            thread = client.threads.create(
                messages=[{"role": "user", "content": question}], metadata={"user": user}
            )
            client.threads.runs.execute(thread.id, assistant_id=assistant.id)
        export_history(client, folder)


def show_conversations(database: Path, pages: Path) -> None:
    """Print a line for each conversation of a database, and write each as a web page and as Markdown."""
    pages.mkdir(exist_ok=True)
    with Assistants.local(database) as client:
        for thread in client.threads.list(order="asc"):
            messages = list(client.threads.messages.list(thread.id))
            print(f"{thread.id}  {thread.metadata}  {len(messages)} messages")
            page = client.threads.transcript(thread.id, format="html")
            (pages / f"{thread.id}.html").write_text(page, encoding="utf-8")
            note = client.threads.transcript(thread.id, format="markdown")
            (pages / f"{thread.id}.md").write_text(note, encoding="utf-8")
        for newest in client.threads.list(max_items=1):
            print(f"\nThe newest one:\n\n{client.threads.transcript(newest.id)}")


def main(export: str = "", database: str = "") -> None:
    """Import an export into a database, and show what is there.

    Args:
        export: The folder of the export; one that is made for this purpose without it.
        database: The database file, which is made if it is not there.
    """
    with tempfile.TemporaryDirectory() as made:
        source = Path(export or Path(made) / "export")
        target = Path(database or Path(made) / "conversations.db")
        if not export:
            make_export(source)
        report = import_history(source, target, model_map={"gpt-4o": "llama3.2"})
        print(f"imported completely: {report.is_complete}")
        show_conversations(target, Path("pages"))
    print("Look at the folder `pages` with a browser.")


if __name__ == "__main__":
    main(*sys.argv[1:])
