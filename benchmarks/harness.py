"""Measures contestants side by side: ours and, where there are such, the official SDK and the bare floor.

Every case uses it. A contestant is a function that does its work a number of times and returns a sample: what
one unit of the work cost. The rounds are interleaved (ours, SDK, floor, ours, …), and ratios are taken within
a round, so a machine that slows down for a while slows all of them.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from itertools import repeat
from statistics import median
from typing import TypeVar

T = TypeVar("T")

Sample = Mapping[str, float]
"""What one unit of work cost, by the key of the metric: `cpu` and `wall` in seconds, and the case's own."""

Contestant = Callable[[], Sample]


@dataclass(frozen=True)
class Target:
    """What ours must reach.

    Attributes:
        of_sdk: SDK / ours, at least; None for no demand.
        of_floor: ours / floor, at most; None for no demand.
        at_most: Ours, at most, in the table's unit; None for no demand.
    """

    of_sdk: float | None = None
    of_floor: float | None = None
    at_most: float | None = None


@dataclass(frozen=True)
class Metric:
    """A figure taken from the samples.

    Attributes:
        key: Its key in a sample.
        label: How the table calls it, with the unit.
        scale: From the sample's unit to the table's.
        target: What ours must reach in it.
    """

    key: str
    label: str
    scale: float = 1.0
    target: Target = field(default_factory=Target)


@dataclass(frozen=True)
class Comparison:
    """One thing done by all, and what is looked at.

    Attributes:
        name: What the table calls it.
        ours: Our client.
        sdk: The official SDK; None where it has nothing of the kind, as for the server.
        floor: What is left without a library; None where that would be a library of its own.
        metrics: What is taken from the samples.
        rounds: No more rounds than this, for what takes long by nature; it has no round before the first.
        at_once: Whether the contestants of a round go side by side, since all they do is wait.
    """

    name: str
    ours: Contestant
    sdk: Contestant | None
    floor: Contestant | None
    metrics: tuple[Metric, ...]
    rounds: int | None = None
    at_once: bool = False


Case = Callable[[], AbstractContextManager[Iterable[Comparison]]]
"""Sets up what its comparisons need, and takes it down afterwards."""


@dataclass(frozen=True)
class Result:
    """A metric of a comparison, sample by sample, one of each contestant a round; who is missing has none."""

    name: str
    metric: Metric
    ours: tuple[float, ...]
    sdk: tuple[float, ...]
    floor: tuple[float, ...]

    @property
    def of_sdk(self) -> float | None:
        """SDK / ours: the median of the rounds' ratios; None without the SDK."""
        if not self.sdk:
            return None
        return median(sdk / ours for sdk, ours in zip(self.sdk, self.ours, strict=True))

    @property
    def of_floor(self) -> float | None:
        """Ours / floor: the median of the rounds' ratios; None without a floor, or where that is nothing."""
        if not all(self.floor) or not self.floor:
            return None
        return median(ours / floor for ours, floor in zip(self.ours, self.floor, strict=True))

    @property
    def beats_sdk(self) -> bool | None:
        """Whether the target against the SDK is met; None if there is none."""
        wanted = self.metric.target.of_sdk
        return None if wanted is None or self.of_sdk is None else self.of_sdk >= wanted

    @property
    def near_floor(self) -> bool | None:
        """Whether the target against the floor is met; None if there is none."""
        wanted = self.metric.target.of_floor
        return None if wanted is None or self.of_floor is None else self.of_floor <= wanted

    @property
    def within(self) -> bool | None:
        """Whether ours is as low as it must be; None if nothing is demanded."""
        wanted = self.metric.target.at_most
        return None if wanted is None else median(self.ours) <= wanted

    @property
    def verdicts(self) -> tuple[bool, ...]:
        """Whether each of the targets that there are is met."""
        return tuple(met for met in (self.beats_sdk, self.near_floor, self.within) if met is not None)


def cpu_and_wall(unit: str, per_second: float, target: Target | None = None) -> tuple[Metric, Metric]:
    """Return the two usual metrics; the target is for CPU time, which other programs disturb least."""
    return (
        Metric("cpu", f"CPU {unit}", per_second, target or Target()),
        Metric("wall", f"wall {unit}", per_second),
    )


def timed(work: Callable[[T], object], inputs: Iterable[T], units: int = 1) -> Sample:
    """Do the work for each input and return what a unit of it cost.

    Args:
        work: Called once for each input.
        inputs: Made before the clock starts, let go one by one: freeing what was made counts too.
        units: How many units one call does.
    """
    prepared = list(inputs)
    done = len(prepared) * units
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    while prepared:
        work(prepared.pop())
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    return {"cpu": cpu / done, "wall": wall / done}


def repeated(work: Callable[[], object], times: int, units: int = 1) -> Contestant:
    """Return a contestant that does the same work *times* times."""
    return lambda: timed(lambda _: work(), repeat(None, times), units)


def compare(comparison: Comparison, rounds: int) -> list[Result]:
    """Run a comparison and return one result a metric.

    A round before the first fills caches and pools, unless the comparison itself limits its rounds.
    """
    every = {"ours": comparison.ours, "sdk": comparison.sdk, "floor": comparison.floor}
    contestants = {name: contestant for name, contestant in every.items() if contestant}
    if comparison.rounds is None:
        take_round([*contestants.values()], at_once=comparison.at_once)
    gc.collect()
    gc.freeze()  # what one contestant's library keeps alive must not make the collections of another longer
    times = rounds if comparison.rounds is None else min(rounds, comparison.rounds)
    samples = [take_round([*contestants.values()], at_once=comparison.at_once) for _ in range(times)]
    taken = dict(zip(contestants, zip(*samples, strict=True), strict=True))

    def values(metric: Metric, of: str) -> tuple[float, ...]:
        return tuple(sample[metric.key] * metric.scale for sample in taken.get(of, ()))

    return [
        Result(
            comparison.name, metric, values(metric, "ours"), values(metric, "sdk"), values(metric, "floor")
        )
        for metric in comparison.metrics
    ]


def take_round(contestants: Sequence[Contestant], *, at_once: bool) -> list[Sample]:
    """Return one sample of each contestant, taken one after the other or side by side in threads."""
    if not at_once:
        return [contestant() for contestant in contestants]
    with ThreadPoolExecutor(len(contestants)) as pool:
        started = [pool.submit(contestant) for contestant in contestants]
        return [each.result() for each in started]


def agree(what: str, *found: object) -> None:
    """Raise RuntimeError unless the contestants got the same: whoever does less is not faster."""
    if any(value != found[0] for value in found):
        raise RuntimeError(f"the contestants disagree on {what}: {', '.join(map(repr, found))}")
