"""A script through the whole of it: client, embedded server, run, and back."""

from __future__ import annotations

import subprocess
import sys
import threading
from typing import Any

import pytest
from assistants_v2 import Assistants, RunError, RunFailed, testing
from assistants_v2.testing import (
    Entry,
    Script,
    ScriptMismatch,
    Usage,
    call,
    cites,
    fails,
    pause,
    refuses,
    stops_short,
    turn,
)


def balance(account: str) -> int:
    """Look up what is left."""
    return {"1": 17}[account]


def converse(client: Assistants, *questions: str, **fields: Any) -> tuple[str, str]:
    """Make an assistant, and a thread with questions; return their ids."""
    assistant = client.assistants.create(model="m", instructions="Be brief.", **fields)
    messages: Any = [{"role": "user", "content": question} for question in questions]
    return client.threads.create(messages=messages).id, assistant.id


def test_a_bot_with_a_tool_is_scripted() -> None:
    """The program under test does all the work but the model's."""
    entries: list[Entry] = [
        ["Let me look. ", call("balance", account="1")],
        turn("You have 17.", usage=Usage(50, 5)),
    ]
    with Script(entries) as script, Assistants.local(model=script) as client:
        thread, assistant = converse(client, "How much?", tools=[balance])
        result = client.threads.runs.execute(thread, assistant_id=assistant, functions=[balance])
    assert "Let me look. \n\nYou have 17." == result.text
    assert result.run.usage is not None
    assert 50 + 4 == result.run.usage.prompt_tokens
    first, second = script.requests
    assert ("Be brief.", "How much?", ["balance"]) == (
        first.instructions,
        first.question,
        [function.name for function in first.functions],
    )
    assert ["17"] == [output.output for output in second.outputs]
    assert (thread, assistant) == (second.thread_id, second.assistant_id)


def test_a_stream_has_the_words_one_by_one() -> None:
    """What reads deltas meets more than one."""
    with Script(["One two three."]) as script, Assistants.local(model=script) as client:
        thread, assistant = converse(client, "?")
        with client.threads.runs.stream(thread, assistant_id=assistant) as stream:
            assert ["One", " two", " three."] == [*stream.text_deltas]


@pytest.mark.parametrize(
    ("entry", "status", "seen"),
    [
        (fails("rate_limit_exceeded", "Too many."), "failed", ("rate_limit_exceeded", "Too many.")),
        (stops_short("The first"), "incomplete", "max_completion_tokens"),
        (refuses("Not that."), "completed", "Not that."),
    ],
)
def test_a_run_ends_as_the_script_says(entry: Any, status: str, seen: Any) -> None:
    """Failed with a code, cut short, or with a refusal."""
    with Script([entry]) as script, Assistants.local(model=script) as client:
        thread, assistant = converse(client, "?")
        run = client.threads.runs.create_and_poll(thread, assistant_id=assistant)
        [message] = [*client.threads.messages.list(thread, run_id=run.id)] or [None]
    assert status == run.status
    if run.last_error is not None:
        assert seen == (run.last_error.code, run.last_error.message)
    elif run.incomplete_details is not None:
        assert seen == run.incomplete_details.reason
    else:
        assert message is not None
        assert seen == message.content[0].to_dict()["refusal"]


def test_a_file_is_cited() -> None:
    """The search is a real one, and the mark becomes an annotation of the file that was found."""
    entries: list[Entry] = [
        call("file_search", queries=["When does leave lapse?"]),
        ["It lapses ", cites("leave.md"), "."],
    ]
    with Script(entries) as script, Assistants.local(model=script) as client:
        store = client.vector_stores.create(name="Handbook")
        client.vector_stores.files.upload_and_poll(
            vector_store_id=store.id, file=("leave.md", b"Unused leave lapses at the end of March.")
        )
        thread, assistant = converse(
            client,
            "When?",
            tools=[{"type": "file_search"}],
            tool_resources={"file_search": {"vector_store_ids": [store.id]}},
        )
        result = client.threads.runs.execute(thread, assistant_id=assistant)
    [annotation] = result.messages[0].content[0].to_dict()["text"]["annotations"]
    assert "file_citation" == annotation["type"]


def test_a_test_looks_while_the_run_is_in_progress() -> None:
    """What was said before the pause can be seen, and the run goes on when the test says so."""
    hold = pause()
    with Script([["Hello ", hold, "you."]]) as script, Assistants.local(model=script) as client:
        thread, assistant = converse(client, "?")
        run = client.threads.runs.create(thread, assistant_id=assistant)
        hold.wait()
        assert "in_progress" == client.threads.runs.retrieve(run.id, thread_id=thread).status
        hold.release()
        assert "completed" == client.threads.runs.poll(run.id, thread_id=thread).status


def test_a_run_that_waits_at_a_pause_can_be_cancelled() -> None:
    """Nothing is left behind: the client closes without waiting for it."""
    hold = pause()
    with Script([[hold, "never"]]) as script, Assistants.local(model=script) as client:
        thread, assistant = converse(client, "?")
        run = client.threads.runs.create(thread, assistant_id=assistant)
        hold.wait()
        client.threads.runs.cancel(run.id, thread_id=thread)
        assert "cancelled" == client.threads.runs.poll(run.id, thread_id=thread).status


def test_what_is_not_scripted_fails_run_and_test() -> None:
    """Also where the program under test swallows the error of the run."""
    script = Script()
    with Assistants.local(model=script) as client:
        thread, assistant = converse(client, "How much?")
        with pytest.raises(RunFailed, match="the script has no entry left"):
            client.threads.runs.execute(thread, assistant_id=assistant)
    with pytest.raises(ScriptMismatch, match=r"no entry left, .*asked 'How much\?'"):
        script.check()


def test_parts_keep_concurrent_runs_in_order() -> None:
    """However threads take turns, each conversation hears its own lines."""
    with Script() as script, Assistants.local(model=script) as client:
        assistant = client.assistants.create(model="m").id
        threads = [client.threads.create().id for _ in range(6)]
        heard: dict[str, list[str]] = {}
        for thread in threads:
            script.on(thread=thread).say(*(f"{thread} {number}" for number in range(3)))

        def talk(thread: str) -> None:
            for number in range(3):
                client.threads.messages.create(thread, role="user", content=f"{number}")
                result = client.threads.runs.execute(thread, assistant_id=assistant)
                heard.setdefault(thread, []).append(result.text)

        talking = [threading.Thread(target=talk, args=(thread,)) for thread in threads]
        for each in talking:
            each.start()
        for each in talking:
            each.join()
    assert {thread: [f"{thread} {number}" for number in range(3)] for thread in threads} == heard


def test_the_names_are_there_and_sorted() -> None:
    """What is offered can be imported, and anything else is an AttributeError."""
    assert sorted(testing.__all__) == testing.__all__
    assert [] == [name for name in testing.__all__ if not hasattr(testing, name)]
    with pytest.raises(AttributeError, match="nonsense"):
        _ = testing.nonsense  # type: ignore[attr-defined]  # that is what is refused


def test_importing_it_loads_no_server() -> None:
    """A conftest that only may need it costs nothing."""
    code = (
        "import sys, assistants_v2.testing; "
        "print([name for name in ('assistants_v2_server', 'pydantic', 'httpx', 'sqlalchemy') "
        "if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[]" == done.stdout.strip()


def test_a_failed_run_is_one_of_the_errors_of_runs() -> None:
    """Programs that catch `RunError` catch what a script does."""
    with Script([fails("server_error")]) as script, Assistants.local(model=script) as client:
        thread, assistant = converse(client, "?")
        with pytest.raises(RunError):
            client.threads.runs.execute(thread, assistant_id=assistant)
