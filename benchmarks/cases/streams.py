"""A stream from bytes to typed events, and to snapshots, without network.

All read the same answer in the same chunks: the SDK through its own client, ours and the floor through httpx.
Ours is the decoding and the accumulating that a stream object stands on. The floor splits the lines, reads
the JSON and puts the pieces of text together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

import httpcore
import httpcore2
import httpx
import httpx2
from assistants_v2.rules.accumulation import Accumulator
from assistants_v2.rules.configuration import Settings
from assistants_v2.rules.stream_events import EventReader
from clients import official, ours
from harness import Comparison, Contestant, Metric, Sample, Target, agree, cpu_and_wall, repeated, timed
from payloads import ASSISTANT, JSON, THREAD, identifier, message, run, step
from timed_runs import DONE, event

HEADERS = {"content-type": "text/event-stream"}
SETTINGS = Settings(base_url="http://127.0.0.1/v1", api_key="")
MESSAGE = identifier("msg", 1)
STEP = identifier("step", 2)

CHUNK = 16 * 1024
"""Bytes that a chunk has unless there is one for each event."""

WORDS = 2_000
"""Pieces of the text, as a long answer has them."""

TOOL_PIECES = 200
"""Pieces of the arguments of a tool call."""

SHORT, LONG = 1_000, 50_000
"""Pieces of the texts between which the cost of one is compared."""


def piece(number: int) -> str:
    """Return a piece of text, as long as a token."""
    return f" word{number % 10}"


def text_events(pieces: int) -> list[bytes]:
    """Return the events of a run that writes one message."""
    begun: JSON = {**message(1), "id": MESSAGE, "content": [], "status": "in_progress"}
    text = {"value": "".join(map(piece, range(pieces))), "annotations": list[JSON]()}
    ended = {**begun, "status": "completed", "content": [{"type": "text", "text": text}]}
    deltas = [{"index": 0, "type": "text", "text": {"value": piece(number)}} for number in range(pieces)]
    return [
        event("thread.run.created", {**run(1), "status": "queued"}),
        event("thread.message.created", begun),
        *(event("thread.message.delta", message_piece(delta)) for delta in deltas),
        event("thread.message.completed", ended),
        event("thread.run.completed", run(1)),
        DONE,
    ]


def message_piece(delta: JSON) -> JSON:
    """Return the data of an event that continues the message."""
    return {"id": MESSAGE, "object": "thread.message.delta", "delta": {"content": [delta]}}


def tool_events(pieces: int) -> list[bytes]:
    """Return the events of a run that asks for one function call."""
    begun: JSON = {**step(2), "id": STEP, "status": "in_progress"}
    begun["step_details"] = {"type": "tool_calls", "tool_calls": []}
    call = {"id": "call_1", "function": {"name": "look_up", "arguments": "", "output": None}}
    calls: list[JSON] = [call, *({"function": {"arguments": piece(number)}} for number in range(pieces))]
    return [
        event("thread.run.step.created", begun),
        *(event("thread.run.step.delta", step_piece({"index": 0, "type": "function", **c})) for c in calls),
        event("thread.run.requires_action", {**run(1), "status": "requires_action"}),
        DONE,
    ]


def step_piece(call: JSON) -> JSON:
    """Return the data of an event that continues the step."""
    details = {"type": "tool_calls", "tool_calls": [call]}
    return {"id": STEP, "object": "thread.run.step.delta", "delta": {"step_details": details}}


def over_http(core: Any, events: Sequence[bytes]) -> Iterator[bytes]:
    """Return the events as they are read from a connection, each in a chunk of HTTP; *core* is httpcore."""
    head = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n"
    sent = [head, *(b"%x\r\n%b\r\n" % (len(each), each) for each in events), b"0\r\n\r\n"]
    request = core.Request("GET", "http://127.0.0.1/", headers={"Host": "127.0.0.1"})
    pool = core.ConnectionPool(network_backend=core.MockBackend(sent))
    stream: Iterator[bytes] = iter(pool.handle_request(request).stream)
    return stream


class Source:
    """A stream that can be received any number of times.

    Args:
        events: What it consists of.
        one_each: Whether each event comes by itself, over HTTP; else many come at once, and without HTTP.
    """

    def __init__(self, events: Sequence[bytes], *, one_each: bool = False) -> None:
        self.one_each = one_each
        self.events = events
        stream = b"".join(events)
        self.chunks = [stream[at : at + CHUNK] for at in range(0, len(stream), CHUNK)]

    def content(self, core: Any) -> Iterator[bytes]:
        """Return the bytes of an answer, below an httpx; *core* is its httpcore."""
        return over_http(core, self.events) if self.one_each else iter(self.chunks)

    def receive(self) -> Iterator[bytes]:
        """Return the chunks as httpx gives them."""
        return httpx.Response(200, headers=HEADERS, content=self.content(httpcore)).iter_bytes()

    def sdk(self) -> Any:
        """Return the SDK's client of a server that answers with the stream."""
        return official("http://127.0.0.1/v1", httpx2.MockTransport(self._answer))

    def _answer(self, _: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, headers=HEADERS, content=self.content(httpcore2))


def our_events(source: Source) -> str:
    """Look at each event as a program does that prints the text; return it."""
    reader, text = EventReader(SETTINGS), list[str]()
    for chunk in source.receive():
        for each in reader.read(chunk):
            if each.event == "thread.message.delta":
                for block in each.data.delta.content or ():
                    if block.type == "text" and block.text:
                        text.append(block.text.value or "")
    return "".join(text)


def sdk_events(sdk: Any) -> str:
    """Do the same with the SDK."""
    text = list[str]()
    for each in sdk.beta.threads.runs.create(thread_id=THREAD, assistant_id=ASSISTANT, stream=True):
        if each.event == "thread.message.delta":
            for block in each.data.delta.content or ():
                if block.type == "text" and block.text:
                    text.append(block.text.value or "")
    return "".join(text)


def floor_events(source: Source) -> Iterator[tuple[str, Any]]:
    """Yield the events the way one reads them without a library."""
    rest = b""
    for chunk in source.receive():
        *blocks, rest = (rest + chunk).split(b"\n\n")
        for block in blocks:
            name, _, data = block.partition(b"\n")
            if name != b"event: done":
                yield name[7:].decode(), json.loads(data[6:])


def floor_text(source: Source) -> str:
    """Put the text together the way one does without a library."""
    text = list[str]()
    for name, data in floor_events(source):
        if name == "thread.message.delta":
            text += [block["text"]["value"] for block in data["delta"]["content"]]
    return "".join(text)


def floor_arguments(source: Source) -> str:
    """Put the arguments together the way one does without a library."""
    arguments = list[str]()
    for name, data in floor_events(source):
        if name == "thread.run.step.delta":
            calls = data["delta"]["step_details"]["tool_calls"]
            arguments += [call["function"]["arguments"] for call in calls]
    return "".join(arguments)


def by_stream(source: Source) -> Callable[[Source], str]:
    """Return what reads the text by the events of a stream object, with a client and all it does for them."""
    answer = httpx.MockTransport(
        lambda _: httpx.Response(200, headers=HEADERS, content=source.content(httpcore))
    )
    runs = ours("http://127.0.0.1/v1", answer).threads.runs

    def read(_: Source) -> str:
        with runs.stream(THREAD, assistant_id=ASSISTANT) as stream:
            return text_of(stream.get_final_messages())

    return read


def accumulate(source: Source) -> Accumulator:
    """Accumulate a stream with ours."""
    reader, so_far = EventReader(SETTINGS), Accumulator()
    for chunk in source.receive():
        for each in reader.read(chunk):
            so_far.add(each)
    return so_far


def our_text(source: Source) -> str:
    """Return the text of the one message, by its snapshots."""
    return text_of(accumulate(source).messages)


def our_arguments(source: Source) -> str:
    """Return the arguments of the one call, by its snapshots."""
    details: Any = accumulate(source).run_steps[0].step_details
    return str(details.tool_calls[0].function.arguments)


def text_of(messages: Any) -> str:
    """Return the text of the first message."""
    return str(messages[0].content[0].text.value)


def sdk_text(sdk: Any) -> str:
    """Return the text by the SDK's snapshots."""
    with sdk.beta.threads.runs.stream(thread_id=THREAD, assistant_id=ASSISTANT) as stream:
        return text_of(stream.get_final_messages())


def sdk_arguments(sdk: Any) -> str:
    """Return the arguments by the SDK's snapshots."""
    with sdk.beta.threads.runs.stream(thread_id=THREAD, assistant_id=ASSISTANT) as stream:
        return str(stream.get_final_run_steps()[0].step_details.tool_calls[0].function.arguments)


def comparison(
    name: str,
    events: Sequence[bytes],
    our_work: Callable[[Source], str],
    sdk: Callable[[Any], str],
    floor: Callable[[Source], str],
    target: Target,
    *,
    one_each: bool = False,
) -> Comparison:
    """Return the comparison of what becomes of some events, each in a chunk of HTTP or as many as fit."""
    source = Source(events, one_each=one_each)
    client = source.sdk()
    agree(f"the text of {name}", our_work(source), sdk(client), floor(source))
    return Comparison(
        name,
        repeated(partial(our_work, source), 2, len(events)),
        repeated(partial(sdk, client), 1, len(events)),
        repeated(partial(floor, source), 2, len(events)),
        cpu_and_wall("µs", 1e6, target),
    )


def growth(work: Callable[[Source], object]) -> Contestant:
    """Return a contestant that says how many times as much a piece costs in a long text as in a short one."""
    short, long = Source(text_events(SHORT)), Source(text_events(LONG))

    def grown() -> Sample:
        of_short = timed(work, [short] * (LONG // SHORT), SHORT)["cpu"]
        return {"growth": timed(work, [long], LONG)["cpu"] / of_short}

    return grown


@contextmanager
def comparisons() -> Generator[Sequence[Comparison]]:
    text, tools = text_events(WORDS), tool_events(TOOL_PIECES)
    near = Target(of_sdk=10, of_floor=1.8)
    sdk_growth = growth(lambda source: sdk_text(source.sdk()))
    grown = Metric("growth", "× the cost of a delta", target=Target(of_floor=1.15))
    yield [
        comparison("a streamed event, typed", text, our_events, sdk_events, floor_text, near),
        comparison("a streamed event, snapshots", text, our_text, sdk_text, floor_text, near),
        comparison(
            "a streamed event, snapshots, a chunk each",
            text,
            our_text,
            sdk_text,
            floor_text,
            Target(of_sdk=7, of_floor=1.4),
            one_each=True,
        ),
        comparison(
            "… by a stream object, with its client",
            text,
            by_stream(Source(text, one_each=True)),
            sdk_text,
            floor_text,
            Target(),
            one_each=True,
        ),
        comparison(
            f"{TOOL_PIECES} deltas of a tool call, each",
            tools,
            our_arguments,
            sdk_arguments,
            floor_arguments,
            Target(of_sdk=10),
        ),
        Comparison(
            f"from {SHORT:,} to {LONG:,} deltas",
            growth(our_text),
            sdk_growth,
            growth(floor_text),
            (grown,),
            5,
        ),
    ]
