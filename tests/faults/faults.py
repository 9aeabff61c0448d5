"""What can go wrong with a request, and which requests it happens to. Pure: no socket, clock or thread.

`fault_server` asks a `Script` or `Dice` about every request and does to it what the `Fault` says.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from typing import Literal, Protocol

from assistants_v2_server import Answer
from attrs import evolve, field, frozen

Delivery = Literal["whole", "trickled", "cut", "hung up", "reset"]
"""How an answer reaches the client: complete, in slow pieces, half of it, or not at all."""

LONGEST_DELAY = 10.0
"""Seconds that no fault holds a request up for longer: a test must end."""

WORDS = frozenset(
    {"v1", "assistants", "threads", "messages", "runs", "steps", "cancel", "submit_tool_outputs"}
)
"""The parts of a path that are the same in every request; all others are ids."""

NO_HEADERS: Mapping[str, str] = {}

HTML_PAGE = b"<!doctype html><html><body><h1>Please sign in</h1></body></html>"


def checked_delay(fault: Fault, attribute: object, seconds: float) -> None:
    """Raise ValueError for a delay that would hold a test up."""
    if not 0 <= seconds <= LONGEST_DELAY:
        raise ValueError(f"a delay is from 0 to {LONGEST_DELAY:g} seconds, got {seconds!r}.")


@frozen
class Fault:
    """One way for a request to go wrong. Made by the functions below.

    Attributes:
        name: What the log calls it, such as `reset after`.
        acts: Whether the server does what it was asked to.
        delivery: How the answer reaches the client.
        delay: Seconds before the first byte, or over the whole body where that is trickled.
        rewrite: Makes the answer that is sent of the true one, which is None if the server did not act.
        stale: Whether what the same URL was answered the last time is sent again.
    """

    name: str
    acts: bool = True
    delivery: Delivery = "whole"
    delay: float = field(default=0.0, validator=checked_delay)
    rewrite: Callable[[Answer | None], Answer] | None = None
    stale: bool = False

    def fits(self, request: Request) -> bool:
        """Say whether this can happen to *request*: only what was answered before can be stale."""
        return request.answered_before or not self.stale


def reset(*, acted: bool) -> Fault:
    """The connection is reset (RST) without an answer, before or after the server acted."""
    return Fault(moment("reset", acted), acts=acted, delivery="reset")


def hangup(*, acted: bool) -> Fault:
    """The connection is closed (FIN) without an answer, before or after the server acted."""
    return Fault(moment("hangup", acted), acts=acted, delivery="hung up")


def slow(seconds: float) -> Fault:
    """The server acts at once, but its answer begins only *seconds* later."""
    return Fault("slow answer", delay=seconds)


def slow_body(seconds: float) -> Fault:
    """The answer begins at once, and its body takes *seconds* to arrive."""
    return Fault("slow body", delivery="trickled", delay=seconds)


def cut_body() -> Fault:
    """The connection is closed after half of the body that Content-Length promised."""
    return Fault("cut body", delivery="cut")


def status(code: int, *, acted: bool = False, headers: Mapping[str, str] = NO_HEADERS) -> Fault:
    """The answer is an error, before or after the server acted.

    Args:
        code: The HTTP status.
        acted: Whether the server did the work all the same.
        headers: Further headers, such as `retry-after` or `retry-after-ms`.
    """
    error = {"message": f"Injected {code}.", "type": "server_error", "param": None, "code": None}
    body = json.dumps({"error": error}).encode()
    answer = Answer(code, (("content-type", "application/json"), *headers.items()), body)
    return Fault(moment(str(code), acted), acts=acted, rewrite=lambda _: answer)


def html(*, acted: bool = True) -> Fault:
    """A proxy's page comes with status 200 in place of the answer."""
    page = Answer(200, (("content-type", "text/html; charset=utf-8"),), HTML_PAGE)
    return Fault(moment("html", acted), acts=acted, rewrite=lambda _: page)


def empty(*, acted: bool = True) -> Fault:
    """Status 200 and no body at all."""
    nothing = Answer(200, (("content-type", "application/json"),), b"")
    return Fault(moment("empty", acted), acts=acted, rewrite=lambda _: nothing)


def truncated() -> Fault:
    """Half of the answer's JSON, with a Content-Length that agrees: only a parser notices."""
    return Fault("truncated json", rewrite=halved)


def stale() -> Fault:
    """A GET is answered as the same URL was the last time, as a cache or a lagging replica does."""
    return Fault("stale", acts=False, stale=True)


def moment(name: str, acted: bool) -> str:
    """Return the name of a fault with when it happens."""
    return f"{name} {'after' if acted else 'before'}"


def halved(answer: Answer | None) -> Answer:
    """Return the answer with the first half of its body."""
    assert answer is not None, "only an answer of a server that acted can be truncated"
    return evolve(answer, body=answer.body[: len(answer.body) // 2])


@frozen
class Request:
    """What decides about a fault.

    Attributes:
        method: In capitals.
        path: As it was sent, without the query.
        stream: Whose request it is: the header `x-fault-stream`, else empty.
        answered_before: Whether it is a GET, and the same URL has been answered before.
    """

    method: str
    path: str
    stream: str = ""
    answered_before: bool = False

    @property
    def operation(self) -> str:
        """What is asked for, whatever the ids: `GET /threads/*/runs/*`."""
        return f"{self.method} {shape(self.path)}"


def shape(path: str) -> str:
    """Return a path, or a path template, without `/v1` and with `*` for every id."""
    parts = path.removeprefix("/v1").strip("/").split("/")
    return "/" + "/".join(part if part in WORDS else "*" for part in parts)


class Judge(Protocol):
    """Decides what happens to requests. Asked about one at a time, in the order of their arrival."""

    def strike(self, request: Request) -> Fault | None:
        """Return what goes wrong with *request*, or None if nothing does."""
        ...


@frozen
class Rule:
    """A fault for the requests of one operation.

    Attributes:
        method: In capitals, or `*` for any.
        path: The path's template, such as `/threads/{thread_id}/runs`, or `*` for any.
        fault: What happens.
        nth: Which of the fitting requests it happens to first, counted from 1.
        times: To how many in a row it happens: more than one is a storm.
    """

    method: str
    path: str
    fault: Fault
    nth: int = 1
    times: int = 1

    def fits(self, request: Request) -> bool:
        """Say whether *request* is one of those that are counted."""
        if self.method not in ("*", request.method) or not self.fault.fits(request):
            return False
        return self.path == "*" or shape(self.path) == shape(request.path)


class Script:
    """Strikes as rules say; where several apply, the first of them does.

    Args:
        rules: Each counts the requests it fits by itself, whether or not another one strikes them.
    """

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self.rules: list[Rule] = []
        self.counts: list[int] = []
        self.add(*rules)

    def add(self, *rules: Rule) -> None:
        """Heed further rules, which count from now on."""
        self.rules.extend(rules)
        self.counts.extend(0 for _ in rules)

    def strike(self, request: Request) -> Fault | None:
        """Return the fault of the first rule whose turn it is."""
        struck: Fault | None = None
        for index, rule in enumerate(self.rules):
            if rule.fits(request):
                self.counts[index] += 1
                if struck is None and rule.nth <= self.counts[index] < rule.nth + rule.times:
                    struck = rule.fault
        return struck


@frozen
class Spell:
    """A fault that happens to some requests in a row.

    Attributes:
        fault: What happens.
        lasts: To how many.
    """

    fault: Fault
    lasts: int = 1


MIX: Sequence[Spell] = (
    *(Spell(make(acted=acted)) for make in (reset, hangup, html, empty) for acted in (False, True)),
    *(Spell(status(code, acted=acted)) for code in (500, 502, 503, 504) for acted in (False, True)),
    # A server that asks its clients to come back later has not acted: they would believe it.
    Spell(status(429), 2),
    Spell(status(429, headers={"retry-after": "0.05"}), 2),
    Spell(status(503, headers={"retry-after-ms": "20"}), 2),
    # Longer than the usual two repetitions: some requests must fail in the end.
    Spell(status(429, headers={"retry-after-ms": "20"}), 3),
    Spell(status(500), 4),
    Spell(slow(0.05)),
    Spell(slow_body(0.05)),
    Spell(cut_body(), 2),
    Spell(truncated()),
    *[Spell(stale())] * 4,
)
"""What `Dice` deals, each equally often. Nothing in it takes long."""


class Dice:
    """Strikes at random, the same way every time.

    The requests of one stream and operation have a sequence of their own, so that what happens to a
    conversation does not depend on what others do meanwhile. Stale are only objects fetched by id: of
    a list nobody can tell, so a client that looks there for what it has made could never be right.

    Args:
        seed: Decides everything.
        rate: The share of requests that is struck, from 0 to below 1.
        mix: What happens.
    """

    def __init__(self, seed: int, rate: float, mix: Sequence[Spell] = MIX) -> None:
        if not 0 <= rate < 1:
            raise ValueError(f"rate is a share of all requests, from 0 to below 1, got {rate!r}.")
        self.seed = seed
        self.rate = rate
        self.mix = mix
        self.dice: dict[tuple[str, str], Random] = {}
        self.storms: Counter[tuple[str, str]] = Counter()
        self.raging: dict[tuple[str, str], Fault] = {}

    def strike(self, request: Request) -> Fault | None:
        """Return the fault that still goes on, or begins, or None."""
        key = (request.stream, request.operation)
        if self.storms[key] > 0:
            self.storms[key] -= 1
            return self.raging[key]
        dice = self.dice.setdefault(key, Random(f"{self.seed}|{request.stream}|{request.operation}"))
        fate, choice = dice.random(), dice.random()
        fitting = [spell for spell in self.mix if self.possible(spell.fault, request)]
        if not fitting or fate >= self.beginning(fitting):
            return None
        spell = fitting[int(choice * len(fitting))]
        self.storms[key], self.raging[key] = spell.lasts - 1, spell.fault
        return spell.fault

    def possible(self, fault: Fault, request: Request) -> bool:
        """Say whether *fault* may be dealt to *request*."""
        return fault.fits(request) and (not fault.stale or request.operation.endswith("*"))

    def beginning(self, spells: Sequence[Spell]) -> float:
        """Return how often one must begin for the share `rate` of requests to be struck in the end."""
        length = sum(spell.lasts for spell in spells) / len(spells)
        return self.rate / (length * (1 - self.rate) + self.rate)
