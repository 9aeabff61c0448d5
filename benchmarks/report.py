"""Shows results as a table and keeps them as JSON, both with what they were measured on."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any

from harness import Result
from rich.console import Console
from rich.table import Table

LIBRARIES = ("assistants-v2", "httpx", "httpcore", "attrs", "openai", "httpx2", "pydantic")


def environment(rounds: int, load_before: float) -> dict[str, Any]:
    """Return what the results were measured on.

    Args:
        rounds: How many samples were taken of each at most.
        load_before: What `read_load` said when measuring began.
    """
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": f"{platform.system()} {platform.machine()}",
        "cpus": os.cpu_count(),
        "load": [load_before, read_load()],
        "rounds": rounds,
        "libraries": {name: version(name) for name in LIBRARIES},
    }


def read_load() -> float:
    """Return how many processes want a core, as an average of the last minute; 0 where nobody counts them."""
    return os.getloadavg()[0] if hasattr(os, "getloadavg") else 0.0


def show(results: Sequence[Result], measured_on: Mapping[str, Any]) -> None:
    """Print the table, how many targets are met, and what was measured on what."""
    table = Table(caption="medians; ratios are medians of the ratios within a round", caption_justify="left")
    for title in ("what", ""):
        table.add_column(title)
    for title in ("SDK", "ours", "floor", "SDK / ours", "ours / floor"):
        table.add_column(title, justify="right", no_wrap=True)
    shown = ""
    for result in results:
        table.add_row(
            *row(result, shown), style="" if result.verdicts or result.metric.key == "cpu" else "dim"
        )
        shown = result.name
    verdicts = [met for result in results for met in result.verdicts]
    libraries = ", ".join(f"{name} {number}" for name, number in measured_on["libraries"].items())
    console = Console(width=max(120, Console().width))
    console.print(table)
    console.print(f"{sum(verdicts)} of {len(verdicts)} targets met", highlight=False)
    before, after = measured_on["load"]
    console.print(
        f"{measured_on['python']}, {measured_on['system']}, {measured_on['cpus']} CPUs,"
        f" load {before:.1f} and {after:.1f} afterwards; {measured_on['rounds']} rounds at most; {libraries}",
        highlight=False,
    )


def row(result: Result, shown: str) -> tuple[str, ...]:
    """Return the cells of a result; its name only if it is not the one *shown* above."""
    target = result.metric.target
    return (
        result.name if result.name != shown else "",
        result.metric.label,
        figure(result.sdk),
        against(figure(result.ours), "≤", target.at_most, result.within),
        figure(result.floor),
        ratio(result.of_sdk, "≥", target.of_sdk, result.beats_sdk),
        ratio(result.of_floor, "≤", target.of_floor, result.near_floor),
    )


def figure(samples: Sequence[float]) -> str:
    """Return the median with three digits or more; nothing for no samples."""
    if not samples:
        return ""
    value = median(samples)
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def ratio(value: float | None, relation: str, wanted: float | None, met: bool | None) -> str:
    """Return a ratio, with its target and the verdict if it has one; nothing for no ratio."""
    return "" if value is None else against(f"{value:.2f}×", relation, wanted, met, "×")


def against(said: str, relation: str, wanted: float | None, met: bool | None, unit: str = "") -> str:
    """Return what is *said*, with its target and the verdict if it has one."""
    if wanted is None:
        return said
    verdict = "[green]✓[/]" if met else "[red]✗[/]"
    return f"{said} {relation} {wanted:.3g}{unit} {verdict}"


def save(path: Path, results: Sequence[Result], measured_on: Mapping[str, Any]) -> None:
    """Write everything, each sample included, as JSON."""
    document = {"environment": measured_on, "results": [as_json(result) for result in results]}
    path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def as_json(result: Result) -> dict[str, Any]:
    """Return a result as a JSON object."""
    every = {"sdk": result.sdk, "ours": result.ours, "floor": result.floor}
    samples = {name: values for name, values in every.items() if values}
    return {
        "name": result.name,
        "metric": result.metric.label,
        "medians": {name: median(values) for name, values in samples.items()},
        "ratios": {"sdk_by_ours": result.of_sdk, "ours_by_floor": result.of_floor},
        "targets": {
            "sdk_by_ours": result.metric.target.of_sdk,
            "ours_by_floor": result.metric.target.of_floor,
            "ours": result.metric.target.at_most,
        },
        "met": {
            "sdk_by_ours": result.beats_sdk,
            "ours_by_floor": result.near_floor,
            "ours": result.within,
        },
        "samples": samples,
    }
