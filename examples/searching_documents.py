"""An assistant that answers from documents and cites them: files, a vector store, `file_search`.

Run it offline, with the rehearsal, on two documents that it makes itself, or on your own:

    python examples/searching_documents.py
    python examples/searching_documents.py "When is the office closed?" handbook.pdf notes.md
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from assistants_v2 import Assistants

HANDBOOK = b"""# Handbook

Every employee has 30 days of leave in a year. What is left on 31 March is lost.

Expenses are paid back within two weeks. Keep the receipts.
"""
CANTEEN = b"The canteen is open from 11:30 to 14:00. On Fridays there is fish."

QUESTION = "How many days of leave does an employee have?"


def main(question: str = QUESTION, *paths: str) -> None:
    """Put documents into a vector store, ask about them, and print the answer with its sources.

    Args:
        question: What to ask.
        paths: The documents; two small ones without any.
    """
    documents: Sequence[Path | tuple[str, bytes]] = [Path(path) for path in paths] or [
        ("handbook.md", HANDBOOK),
        ("canteen.txt", CANTEEN),
    ]
    with Assistants.local() as client:
        store = client.vector_stores.create(name="Company")
        batch = client.vector_stores.file_batches.upload_and_poll(store.id, files=documents)
        print(f"indexed: {batch.file_counts.completed} of {batch.file_counts.total}")

        assistant = client.assistants.create(
            model="rehearsal",
            instructions="Answer from the documents only.",
            tools=[{"type": "file_search"}],
            tool_resources={"file_search": {"vector_store_ids": [store.id]}},
        )
        thread = client.threads.create(messages=[{"role": "user", "content": question}])
        result = client.threads.runs.execute(thread.id, assistant_id=assistant.id)
        print(result.text)
        for citation in result.citations:
            if citation.file_id:
                print(f"source {citation.marker}: {client.files.retrieve(citation.file_id).filename}")

        print("\nThe same without a model, the best passages first:")
        for found in client.vector_stores.search(store.id, query=question):
            print(f"{found.score:.2f} {found.filename}: {found.content[0].text.splitlines()[0]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
