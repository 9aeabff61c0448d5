"""A conversation comes to the same whether we carry out the tools or an upstream of Responses does."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import anyio
import pytest

from ..congruence.worlds import COLOURS
from ..databases.places import PostgresDatabases
from ..responses_upstream.manners import Manners, only_done, only_end
from ..responses_upstream.peer import ResponsesPeer
from ..responses_upstream.script import Entry, Item, Reason, Turn, read_entry, run, say, turn
from .holding import Talk, compare_outcome
from .talks import BROKEN_OFF, EVERYTHING, TALKS, WRITE
from .ways import KEY, WORLDS, hold_with_crew, hold_with_hosted_tools, hold_with_own_tools

pytestmark = pytest.mark.anyio

MANNERS = {
    "at every byte": Manners(chunk=1),
    "interleaved": Manners(interleaves=True),
    "in other lines": Manners(newline="\r\n", comments=True, has_mark=True),
    "without names": Manners(names_events=False),
    "only with what is done": Manners(leaves_out=only_done),
    "only with the end": Manners(leaves_out=only_end),
}
"""How streams may come."""


@cache
def hold_it_ourselves(name: str) -> dict[str, Any]:
    """Return what one of the conversations comes to with tools of ours."""
    return compare_outcome(anyio.run(hold_with_own_tools, TALKS[name]))


async def expect(name: str) -> dict[str, Any]:
    """Return the same, from beside an event loop."""
    return await anyio.to_thread.run_sync(hold_it_ourselves, name)


@pytest.mark.parametrize("keep", ["nothing", "conversations"])
@pytest.mark.parametrize("name", TALKS)
async def test_a_conversation_comes_to_the_same(name: str, keep: str) -> None:
    """Runs, messages, steps and events are alike, whether the upstream keeps the conversation or not."""
    held = await hold_with_hosted_tools(TALKS[name], keep=keep)
    assert await expect(name) == compare_outcome(held)


@pytest.mark.parametrize("world", WORLDS[1:])
async def test_every_world_has_the_same_outcome(world: str) -> None:
    """Blocking or async, with a server in this process or over HTTP."""
    held = await hold_with_hosted_tools(EVERYTHING, world)
    assert await expect("everything") == compare_outcome(held)


@pytest.mark.parametrize("colour", COLOURS)
async def test_workers_in_other_processes_have_the_same_outcome(
    colour: str, tmp_path: Path, postgres_databases: PostgresDatabases
) -> None:
    """Who hands files on to the upstream is not who asks it."""
    peer = ResponsesPeer(*EVERYTHING.script, key=KEY)
    held = await hold_with_crew(EVERYTHING, colour, peer, tmp_path, postgres_databases.new())
    assert await expect("everything") == compare_outcome(held)


@pytest.mark.parametrize("manners", MANNERS.values(), ids=MANNERS)
async def test_however_a_stream_comes_it_comes_to_the_same(manners: Manners) -> None:
    """Cut at every byte, items in turn, without names, without most of its events."""
    peer = ResponsesPeer(*EVERYTHING.script, key=KEY, manners=manners)
    held = await hold_with_hosted_tools(EVERYTHING, peer=peer)
    assert await expect("everything") == compare_outcome(held)


async def test_a_whole_answer_comes_to_the_same() -> None:
    """From an upstream that is not asked for a stream."""
    held = await hold_with_hosted_tools(EVERYTHING, stream=False)
    assert await expect("everything") == compare_outcome(held)


@pytest.mark.parametrize("keep", ["nothing", "conversations"])
async def test_what_the_model_thinks_comes_with_it_and_is_not_shown(keep: str) -> None:
    """Thoughts stand between all items; the upstream, which wants them back, gets them."""
    script = [turn(*think(entry)) for entry in EVERYTHING.script]
    peer = ResponsesPeer(*script, key=KEY)
    held = await hold_with_hosted_tools(EVERYTHING, peer=peer, keep=keep)
    assert await expect("everything") == compare_outcome(held)


def think(entry: Entry) -> Iterator[Item]:
    """Yield the items of a turn, a thought before each."""
    played = read_entry(entry)
    assert isinstance(played, Turn)
    for item in played.items:
        yield from (Reason("Hm."), item)


@pytest.mark.parametrize("keep", ["nothing", "conversations"])
@pytest.mark.parametrize("name", BROKEN_OFF)
async def test_what_has_ended_of_an_answer_that_breaks_off_is_the_same(name: str, keep: str) -> None:
    """Messages, steps and events are alike, and how runs end; only what the answer cost is not known."""
    own = compare_outcome(await hold_with_own_tools(BROKEN_OFF[name]))
    held = await hold_with_hosted_tools(BROKEN_OFF[name], keep=keep)
    hosted = compare_outcome(held)
    for each in (*own["runs"], *hosted["runs"]):
        del each["is counted"]
    assert own == hosted
    expected = {"completed", "cancelled"} if BROKEN_OFF[name].cancels_call else {"completed"}
    assert expected == {step.status for step in held.steps}


async def test_an_image_of_an_answer_that_is_cancelled_stays() -> None:
    """Its code has ended, and its step shows it, as one that came to its end."""
    drawing = turn(run(WRITE, shown=["sums.csv"]), say("Look at it."), hold_at="response.output_text.done")
    talk = Talk(script=(drawing,), tools=("code_interpreter",), cancel_at="thread.message.delta")
    held = await hold_with_hosted_tools(talk)
    [step] = held.steps
    outputs = step.step_details.tool_calls[0].code_interpreter.outputs
    assert ("cancelled", "completed") == (held.runs[0].status, step.status)
    assert ["logs", "image"] == [output.type for output in outputs]


async def test_two_messages_in_one_answer_are_two_messages() -> None:
    """Each has a step of its own."""
    held = await hold_with_hosted_tools(Talk(script=([say("One."), say("Two.")],)))
    texts = [message.content[0].text.value for message in held.messages]
    assert ["How many days?", "One.", "Two."] == texts
    assert ["message_creation"] * 2 == [step.type for step in held.steps]
    assert 2 == held.events.count("thread.message.completed")
