"""What an upstream answers, whole and in a stream, is what the official SDK's types know."""

from __future__ import annotations

import time
from typing import Any

import openai
import pytest
from openai.types.responses import Response

from .conftest import Connect
from .manners import Manners, only_done, only_end
from .peer import ResponsesPeer
from .reading import fetch, read_answer, read_events
from .script import (
    Break,
    Cite,
    Fail,
    HangUp,
    Incomplete,
    Link,
    Reason,
    Refuse,
    call,
    run,
    say,
    search,
    turn,
)

WEATHER: Any = {"type": "function", "name": "weather", "parameters": {"type": "object"}, "strict": False}
PYTHON: Any = {"type": "code_interpreter", "container": {"type": "auto"}}
TABLE = "with open('/mnt/data/t.csv', 'w') as file:\n    n = file.write('a,b')\nprint(n)"


def store(client: openai.OpenAI, name: str, text: str) -> tuple[str, str]:
    """Upload a document into a vector store of its own; return the ids of both."""
    file = client.files.create(file=(name, text.encode()), purpose="assistants")
    made = client.vector_stores.create(file_ids=[file.id])
    while client.vector_stores.retrieve(made.id).file_counts.in_progress:
        time.sleep(0.02)
    return file.id, made.id


def ask_twice(connect: Connect, *script: Any, prepare: Any = None, **asked: Any) -> Response:
    """Have a script played whole and streamed, and return the answer, which is the same both times."""
    upstream = ResponsesPeer(script, script)
    client = connect(upstream)
    asked = {"input": "q", **asked, **(prepare(client) if prepare else {})}
    whole = read_answer(client, **asked)
    events = read_events(client, **asked)
    assert [*range(len(events))] == [event.sequence_number for event in events]
    assert "response.created" == events[0].type
    streamed: Response = events[-1].response
    assert [bare(item) for item in whole.output] == [bare(item) for item in streamed.output]
    done = [event.item for event in events if event.type == "response.output_item.done"]
    assert [item.id for item in streamed.output] == [item.id for item in done]
    return whole


def bare(value: Any) -> Any:
    """Return an item without its ids."""
    if hasattr(value, "model_dump"):
        value = value.model_dump()
    if isinstance(value, dict):
        left_out = {"id", "call_id", "container_id", "file_id"}
        return {name: bare(each) for name, each in value.items() if name not in left_out}
    return [bare(each) for each in value] if isinstance(value, list) else value


def test_text_and_reasoning(connect: Connect) -> None:
    """A message comes after what the model thought, which is given encrypted if that is wanted."""
    include: Any = ["reasoning.encrypted_content"]
    answer = ask_twice(connect, Reason("Hm."), say("17 days."), include=include)
    assert ["reasoning", "message"] == [item.type for item in answer.output]
    assert "17 days." == answer.output_text
    usage: Any = answer.usage
    assert usage.total_tokens == usage.input_tokens + usage.output_tokens
    assert getattr(answer.output[0], "encrypted_content", None)


def test_several_calls_and_several_messages(connect: Connect) -> None:
    """An answer has any number of items of a kind."""
    answer = ask_twice(
        connect,
        say("A"),
        call("weather", city="Oslo"),
        call("weather", city="Rome"),
        say("B"),
        tools=[WEATHER],
    )
    kinds = [item.type for item in answer.output]
    assert ["message", "function_call", "function_call", "message"] == kinds
    first: Any = answer.output[1]
    assert ("weather", '{"city": "Oslo"}') == (first.name, first.arguments)


@pytest.mark.parametrize("is_wanted", [True, False])
def test_a_search_finds_what_was_uploaded(connect: Connect, is_wanted: bool) -> None:
    """Results come if they are asked for, and citations stand where they belong in either case."""

    def prepare(client: openai.OpenAI) -> Any:
        _, store_id = store(client, "leave.md", "Everybody has 30 days of leave.")
        return {"tools": [{"type": "file_search", "vector_store_ids": [store_id], "max_num_results": 3}]}

    include: Any = ["file_search_call.results"] if is_wanted else []
    said = say("30 days", Cite("leave.md"), ".")
    found, message = ask_twice(
        connect, search("days of leave"), said, prepare=prepare, include=include
    ).output
    results: Any = getattr(found, "results", None)
    if is_wanted:
        assert ["Everybody has 30 days of leave."] == [result.text for result in results]
    else:
        assert results is None
    part: Any = getattr(message, "content")[0]  # noqa: B009
    assert [("file_citation", "leave.md", 7)] == [(a.type, a.filename, a.index) for a in part.annotations]


@pytest.mark.parametrize("is_wanted", [True, False])
def test_code_is_run(connect: Connect, is_wanted: bool) -> None:
    """What it prints comes if it is asked for; what it writes lies in the container."""
    include: Any = ["code_interpreter_call.outputs"] if is_wanted else []
    ran, message = ask_twice(
        connect, run(TABLE), say("See ", Link("t.csv")), tools=[PYTHON], include=include
    ).output
    outputs: Any = getattr(ran, "outputs", None)
    assert (["3\n"] if is_wanted else None) == (outputs and [output.logs for output in outputs])
    part: Any = getattr(message, "content")[0]  # noqa: B009
    [link] = part.annotations
    assert "sandbox:/mnt/data/t.csv" == part.text[link.start_index : link.end_index]


def test_a_container_keeps_variables_and_files_until_it_is_idle_too_long(connect: Connect) -> None:
    """The next answer finds both; after twenty minutes both are gone."""
    now = [0.0]
    upstream = ResponsesPeer(
        [run(TABLE), say("See ", Link("t.csv"))],
        [run("print(n + 1)"), say("4")],
        clock=lambda: now[0],
    )
    client = connect(upstream)
    include: Any = ["code_interpreter_call.outputs"]
    first = read_answer(client, input="q", tools=[PYTHON], include=include)
    second = read_answer(client, input="q", tools=[PYTHON], include=include, previous_response_id=first.id)
    ran: Any = second.output[0]
    assert "4\n" == ran.outputs[0].logs
    [file] = fetch(client, f"/containers/{ran.container_id}/files").json()["data"]
    path = f"/containers/{ran.container_id}/files/{file['id']}/content"
    assert b"a,b" == fetch(client, path).content
    now[0] = 1200.0
    assert "container_expired" == fetch(client, path).json()["error"]["code"]


def test_images_are_data_urls(connect: Connect) -> None:
    """A file that is shown comes as an image."""
    code = "with open('/mnt/data/p.png', 'w') as file:\n    n = file.write('png')"
    include: Any = ["code_interpreter_call.outputs"]
    answer = ask_twice(connect, run(code, shown=["p.png"]), say("Done."), tools=[PYTHON], include=include)
    ran: Any = answer.output[0]
    assert ["data:image/png;base64,cG5n"] == [output.url for output in ran.outputs]


def test_a_refusal(connect: Connect) -> None:
    """A message can be a refusal."""
    message: Any = ask_twice(connect, Refuse("No.")).output[0]
    assert ("refusal", "No.") == (message.content[0].type, message.content[0].refusal)


@pytest.mark.parametrize("reason", ["max_output_tokens", "content_filter"])
def test_an_incomplete_answer(connect: Connect, reason: Any) -> None:
    """It says why, and so does its last item."""
    entry = turn(say("Half"), ending=Incomplete(reason))
    client = connect(ResponsesPeer(entry, entry))
    whole, [*_, last] = read_answer(client, input="q"), read_events(client, input="q")
    answer: Any
    for answer in (whole, last.response):
        assert ("incomplete", reason) == (answer.status, answer.incomplete_details.reason)
        assert "incomplete" == answer.output[0].status


@pytest.mark.parametrize(
    "code", ["server_error", "rate_limit_exceeded", "invalid_prompt", "vector_store_timeout"]
)
def test_a_failed_answer(connect: Connect, code: str) -> None:
    """It has an error, and of its items those that were told."""
    entry = turn(say("A"), say("B"), ending=Fail(code), events=10)
    client = connect(ResponsesPeer(entry, entry))
    whole, [*_, last] = read_answer(client, input="q"), read_events(client, input="q")
    assert ("failed", code) == (whole.status, whole.error and whole.error.code)
    assert ("response.failed", ["A"]) == (last.type, [item.content[0].text for item in last.response.output])


def test_an_error_in_the_midst(connect: Connect) -> None:
    """The stream ends with an error, a whole answer is one."""
    entry = turn(say("A long answer"), ending=Break("server_error"), events=3)
    client = connect(ResponsesPeer(entry, entry))
    assert "error" == read_events(client, input="q")[-1].type
    with pytest.raises(openai.InternalServerError):
        read_answer(client, input="q")


@pytest.mark.parametrize("is_clean", [True, False])
def test_a_torn_connection(connect: Connect, is_clean: bool) -> None:
    """The body ends before the answer, as if it were whole or not."""
    client = connect(ResponsesPeer(turn(say("A long answer"), ending=HangUp(is_clean), events=3)))
    if is_clean:
        assert "response.output_text.delta" == read_events(client, input="q")[-1].type
    else:
        with pytest.raises(Exception, match="peer closed connection"):
            read_events(client, input="q")


def test_a_stream_waits_where_the_script_says(connect: Connect) -> None:
    """It goes on when it is let."""
    upstream = ResponsesPeer(turn(say("Now."), hold_at="response.output_text.done"))
    client = connect(upstream)
    seen: list[str] = []
    with client.responses.create(model="gpt-4o", input="q", stream=True) as stream:
        for event in stream:
            seen.append(event.type)
            if event.type == "response.output_text.delta":
                assert upstream.held.wait(60)
                assert 1 == upstream.open
                upstream.release()
    assert "response.completed" == seen[-1]
    while upstream.open:
        time.sleep(0.01)


MANNERS = {
    "at every byte": Manners(chunk=1),
    "interleaved": Manners(interleaves=True),
    "in other lines": Manners(newline="\r\n", comments=True, has_mark=True),
    "without names": Manners(names_events=False),
    "slowly": Manners(pause=0.001),
}


@pytest.mark.parametrize("manners", MANNERS.values(), ids=MANNERS)
def test_the_sdk_reads_a_stream_however_it_comes(connect: Connect, manners: Manners) -> None:
    """The SDK's own accumulation comes to what was said."""
    upstream = ResponsesPeer([call("weather", city="Oslo"), say("Bergen ♥"), say("!")], manners=manners)
    with connect(upstream).responses.stream(model="gpt-4o", input="q", tools=[WEATHER]) as stream:
        final = stream.get_final_response()
    assert "Bergen ♥!" == final.output_text


@pytest.mark.parametrize("leaves_out", [only_done, only_end])
def test_a_stream_may_lack_events(connect: Connect, leaves_out: Any) -> None:
    """What is left out does not come; the last event has the whole answer in any case."""
    upstream = ResponsesPeer(say("Hello"), manners=Manners(leaves_out=leaves_out))
    events = read_events(connect(upstream), input="q")
    assert len(events) == (3 if leaves_out is only_done else 1)
    assert "Hello" == events[-1].response.output_text
