"""Rows that tests of the server store when it does not matter what is in them."""

from __future__ import annotations

from assistants_v2_server.store import AssistantRow

ASSISTANT = AssistantRow(
    id="asst_1",
    created_at=1,
    name=None,
    description=None,
    model="m",
    instructions=None,
    tools=[],
    tool_resources={},
    metadata={},
    temperature=1.0,
    top_p=1.0,
    reasoning_effort=None,
    response_format="auto",
)
