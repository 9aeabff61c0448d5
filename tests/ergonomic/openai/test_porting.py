"""What the lines of a program for the official SDK need."""

from __future__ import annotations

import pytest
from assistants_v2.openai.porting import read_program


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("import openai", ["change: from assistants_v2 import openai"]),
        ("import openai as ai", ["change: from assistants_v2 import openai as ai"]),
        (
            "from openai import OpenAI, AsyncOpenAI",
            ["change: from assistants_v2.openai import OpenAI, AsyncOpenAI"],
        ),
        (
            "from openai.types.beta.threads.run import Run",
            ["change: from assistants_v2.openai.types.beta.threads.run import Run"],
        ),
        (
            "from openai import OpenAI, Fortune",
            [
                "change: from assistants_v2.openai import OpenAI",
                "note: of the official SDK alone, if that is installed: Fortune",
            ],
        ),
        (
            "from openai.types.chat import ChatCompletion",
            ["note: of the official SDK alone, if that is installed: ChatCompletion"],
        ),
        ("import openai.types", ["change: import assistants_v2.openai.types"]),
        (
            "c = OpenAI()",
            [
                (
                    "note: requests go to ASSISTANTS_BASE_URL, or, with ASSISTANTS_PATH, to a server in "
                    "this process"
                )
            ],
        ),
        ("c = OpenAI(base_url='http://h/v1')", []),
        ("c = OpenAI(**settings)", []),
        (
            "c = OpenAI(base_url='https://api.openai.com/v1')",
            ["decide: OpenAI switched this API off on 2026-08-26: name another server"],
        ),
        (
            "c.beta.assistants.create(model='m', file_ids=['f'])",
            [
                (
                    "decide: file_ids= is of the API's first version: pass attachments= for a message, "
                    "tool_resources= else"
                )
            ],
        ),
        ("other.create(file_ids=['f'])", []),
        (
            "tools = [{'type': 'retrieval'}]",
            ["decide: retrieval is of the API's first version: its successor is file_search"],
        ),
        (
            "tools = [{'type': 'file_search'}]",
            ["note: file_search is the server's to execute; the one in this process does"],
        ),
        (
            "tools = [{'type': 'code_interpreter'}]",
            [
                (
                    "note: code_interpreter is the server's to execute; "
                    "the one in this process does where it has a sandbox"
                )
            ],
        ),
        (
            "client = OpenAI(base_url=u)\nclient.batches.create(file=f)",
            [
                (
                    "note: client.batches is of another API, which `assistants-v2 serve` has not: "
                    "docs/moving.md says who has it"
                )
            ],
        ),
        (
            "self.client.beta.realtime.sessions.create()",
            [
                (
                    "note: beta.realtime is of another API, which `assistants-v2 serve` has not: "
                    "docs/moving.md says who has it"
                )
            ],
        ),
        ("os.files.create()", []),
        ("self.client.uploads.upload_file_chunked(file=f)", []),
        (
            "from azure.ai.agents import AgentsClient",
            ["note: Azure's own client speaks to `assistants-v2 serve`; docs/moving.md says how"],
        ),
        ("# openai.beta.threads", []),
        ("text = 'import openai'", []),
    ],
)
def test_a_line_needs_what_is_said(source: str, expected: list[str]) -> None:
    """The tree is read, not the text: comments and texts that look like code are none."""
    assert expected == [f"{found.need}: {found.text}" for found in read_program(source)]


def test_findings_name_their_lines() -> None:
    """They are in the order of the lines."""
    found = read_program("import openai\n\nclient = openai.OpenAI()\nclient.chat.completions.create()\n")
    assert [(1, "change"), (3, "note"), (4, "note")] == [(each.line, each.need) for each in found]
