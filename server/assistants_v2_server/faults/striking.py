"""Which requests something goes wrong with: as rules say, or at random and the same way every time. Pure.

`server` asks `Rules` and `Dice` about every request.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from random import Random

from attrs import Attribute, field, frozen
from msgspec import Struct

from .kinds import (
    Fault,
    cut_body,
    empty,
    hangup,
    html,
    reset,
    slow,
    slow_body,
    stale,
    status,
    truncated,
)
from .operations import Request, blank_ids


def _check_method(_rule: Rule, _attribute: object, method: str) -> None:
    """Raise ValueError for a method that no request has."""
    if method != "*" and not (method.isalpha() and method.isupper()):
        raise ValueError(f"a method is in capitals, such as 'GET', or '*' for any, got {method!r}.")


def _check_count(_rule: Rule, attribute: Attribute[int], number: int) -> None:
    """Raise ValueError for a count with which a rule would never strike."""
    if number < 1:
        raise ValueError(f"{attribute.name} is counted from 1, got {number!r}: the rule would never strike.")


@frozen
class Rule:
    """A fault for the requests of one operation.

    One that could never strike is refused: the test of a failure would pass without it.

    Attributes:
        method: In capitals, or `*` for any.
        path: The path's template, such as `/threads/{thread_id}/runs`, or `*` for any.
        fault: What happens.
        nth: Which of the fitting requests it happens to first, counted from 1.
        times: To how many in a row it happens: more than one is a storm.
    """

    method: str = field(validator=_check_method)
    path: str
    fault: Fault
    nth: int = field(default=1, validator=_check_count)
    times: int = field(default=1, validator=_check_count)

    def fits(self, request: Request) -> bool:
        """Say whether *request* is one of those that are counted."""
        if self.method not in ("*", request.method) or not self.fault.fits(request):
            return False
        return self.path == "*" or blank_ids(self.path) == blank_ids(request.path)


class Rules:
    """Strikes as rules say; where several apply, the first of them does.

    Args:
        rules: Each counts the requests it fits by itself, whether or not another one strikes them.
    """

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._rules: list[Rule] = []
        self._counts: list[int] = []
        self.add(*rules)

    def add(self, *rules: Rule) -> None:
        """Add rules, which count from now on."""
        self._rules.extend(rules)
        self._counts.extend(0 for _ in rules)

    def strike(self, request: Request) -> Fault | None:
        """Return the fault of the first rule whose turn it is."""
        struck: Fault | None = None
        for index, rule in enumerate(self._rules):
            if rule.fits(request):
                self._counts[index] += 1
                if struck is None and rule.nth <= self._counts[index] < rule.nth + rule.times:
                    struck = rule.fault
        return struck


class Spell(Struct, frozen=True):
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
        self._seed = seed
        self._rate = rate
        self._mix = mix
        self._dice: dict[tuple[str, str], Random] = {}
        self._storms: Counter[tuple[str, str]] = Counter()
        self._raging: dict[tuple[str, str], Fault] = {}

    def strike(self, request: Request) -> Fault | None:
        """Return the fault that still goes on, or begins, or None."""
        key = (request.stream, request.operation)
        if self._storms[key] > 0:
            self._storms[key] -= 1
            return self._raging[key]
        dice = self._dice.setdefault(key, Random(f"{self._seed}|{request.stream}|{request.operation}"))
        fate, choice = dice.random(), dice.random()
        fitting = [spell for spell in self._mix if self._is_possible(spell.fault, request)]
        if not fitting or fate >= self._compute_beginning(fitting):
            return None
        spell = fitting[int(choice * len(fitting))]
        self._storms[key], self._raging[key] = spell.lasts - 1, spell.fault
        return spell.fault

    def _is_possible(self, fault: Fault, request: Request) -> bool:
        """Say whether *fault* may be dealt to *request*."""
        return fault.fits(request) and (not fault.stale or request.operation.endswith("*"))

    def _compute_beginning(self, spells: Sequence[Spell]) -> float:
        """Return how often one must begin for the share `rate` of requests to be struck in the end."""
        length = sum(spell.lasts for spell in spells) / len(spells)
        return self._rate / (length * (1 - self._rate) + self._rate)
