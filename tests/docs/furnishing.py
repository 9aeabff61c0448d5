"""What lies in the folder of a reader before its commands are given: a kept database, an export, small files.

Pages speak of objects and files that a reader has. Their names in pages are these.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

from assistants_v2 import Assistants
from assistants_v2.history import export_history, import_history

from ..server.builtin_tools.documents.making_pdfs import make_pdf

CONVERSATIONS = (("thread_123", "run_456"), ("thread_abc", "run_abc"), ("thread_def", "run_def"))
"""The threads that a reader has, each with a run that has ended."""

OBJECTS = ("asst_123", "vs_123", "file_123")
"""The assistant that a reader has, a vector store, and the file in it."""

FILES = {
    "ids.txt": "thread_abc\nthread_def\n",
    "questions.txt": "What is the leave balance of E-1001?\n",
    "keys.txt": "a-key-of-this-server\n",
    "handbook.md": "# Handbook\n\nA year has 30 days of leave.\n",
    "prices.csv": "what,price\npears,3\n",
    "tools.py": 'def get_balance(employee_id: str) -> int:\n    """Look it up."""\n    return 17\n',
    "app.py": "from openai import OpenAI\n\nclient = OpenAI()\nthread = client.beta.threads.create()\n",
}
"""The files that a reader has, with what is in them."""

FOLDERS = ("backups",)
"""The empty folders that a reader has."""

DATABASE = "kept.db"
"""The database that is copied to whatever name a page gives to its own."""


def make_store(folder: Path) -> None:
    """Make the database and the export that every reader gets a copy of."""
    with Assistants.local() as client:
        file = client.files.create(file=("handbook.md", FILES["handbook.md"].encode()), purpose="assistants")
        shelf = client.vector_stores.create(name="Handbook", file_ids=[file.id])
        assistant = client.assistants.create(model="rehearsal", name="Desk")
        for name, _ in CONVERSATIONS:
            thread = client.threads.create(messages=[{"role": "user", "content": f"Where is {name}?"}])
            client.threads.runs.execute(thread.id, assistant_id=assistant.id)
        export_history(client, folder / "made")
        threads = [thread.id for thread in client.threads.list(order="asc")]
        made = [(thread, client.threads.runs.list(thread).data[0].id) for thread in threads]
    pairs = zip([*made, (assistant.id, shelf.id, file.id)], [*CONVERSATIONS, OBJECTS], strict=True)
    names = {old: new for ids, called in pairs for old, new in zip(ids, called, strict=True)}
    rename_objects(folder / "made", folder / "export", names)
    import_history(folder / "export", folder / DATABASE)


def rename_objects(source: Path, target: Path, names: dict[str, str]) -> None:
    """Copy an export with other ids; *names* are the new ones, by the old."""
    for path in sorted(source.rglob("*.json")):
        text, place = path.read_text("utf-8"), path.relative_to(source).as_posix()
        for old, new in names.items():
            text, place = text.replace(old, new), place.replace(old, new)
        (target / place).parent.mkdir(parents=True, exist_ok=True)
        (target / place).write_text(text, encoding="utf-8")


def furnish(folder: Path, store: Path) -> None:
    """Lay into a folder what a reader has; a database gets its name from the command that is given."""
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
        (folder / name).chmod(0o600)
    (folder / "handbook.pdf").write_bytes(make_pdf("A year has 30 days of leave."))
    for name in FOLDERS:
        (folder / name).mkdir()


def names_objects(words: Iterable[str]) -> bool:
    """Say whether a command names an object that readers have."""
    return not {*OBJECTS, *(name for pair in CONVERSATIONS for name in pair)}.isdisjoint(words)


def add_objects(store: Path, path: Path) -> None:
    """Add what readers have to a database that a page has made itself."""
    import_history(store / "export", path)


def lay_database(store: Path, path: Path) -> None:
    """Put a copy of the kept database where a command expects one, if there is nothing."""
    if not path.exists():
        shutil.copyfile(store / DATABASE, path)
        if (files := store / f"{DATABASE}-files").exists():
            shutil.copytree(files, path.with_name(f"{path.name}-files"))


def lay_export(store: Path, path: Path) -> None:
    """Put a copy of the export where a command expects one, if there is nothing."""
    if not path.exists():
        shutil.copytree(store / "export", path)
