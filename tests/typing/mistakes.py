"""Mistakes that type checkers see. Not run: mypy and pyright read it, and an ignore too many is an error.

Each line is wrong on purpose; the comment names the complaint without which the check would fail.
"""

from __future__ import annotations

from assistants_v2 import Assistants

client = Assistants.local()

client.threads.messages.create("thread_1", role="usr", content="Hello")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
client.threads.messages.create("thread_1", role="user", contents="Hello")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
client.threads.create(messages=[{"role": "usr", "content": "Hello"}])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]
client.threads.runs.create("thread_1", assistant_id="asst_1", stream=True)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
client.threads.runs.execute("thread_1", assistant_id="asst_1", on_deadline="stop")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
run = client.threads.runs.create("thread_1", assistant_id="asst_1")
print(run.last_error.message)  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess]
print(run.parallel_tool_calls.real)  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess]
if run.status == "complete":  # type: ignore[comparison-overlap]  # pyright: ignore[reportUnnecessaryComparison]
    print(run.id)
