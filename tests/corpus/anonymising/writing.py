"""Chooses an exchange of each structure, and writes what is made of them into files."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from ..operations import OPERATIONS
from .inventing import Invention, Survey
from .replacing import Replacer
from .streams import replace_stream
from .vocabulary import PROVENANCES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from ..recorded import Exchange
    from .inventing import Inventor

Files = dict[str, str]
"""The texts of files, by their names."""

EXAMPLES = "examples.json"
"""The name of the file with the examples of the guide."""

MOST_ALIKE = 3
"""Items of a list beyond which further ones of the same structure make no difference."""


def anonymise(inventor: Inventor, exchange: Exchange) -> dict[str, Any]:
    """Return the facts of an exchange."""
    replacer = Replacer(inventor)
    assert exchange.provenance in PROVENANCES
    return {
        "provenance": exchange.provenance,
        "path": replacer.replace_path(exchange.operation, exchange.path),
        "query": replacer.replace_query(exchange.query),
        "sent": replacer.replace(exchange.sent),
        "status": exchange.status,
        "headers": replacer.replace_headers(exchange.headers),
        "body": replacer.replace(exchange.body),
        "stream": None if exchange.stream is None else replace_stream(replacer, exchange.stream).split("\n"),
    }


def simplify(value: Any) -> Any:
    """Return a JSON value without the items of lists that are like those before them."""
    if isinstance(value, dict):
        return {name: simplify(part) for name, part in value.items()}
    if not isinstance(value, list):
        return value
    alike = groupby(map(simplify, value))
    return [item for _, group in alike for item in list(group)[:MOST_ALIKE]]


def choose(exchanges: Iterable[Exchange]) -> list[Exchange]:
    """Return the smallest exchange of each structure."""
    chosen: dict[str, Exchange] = {}
    for exchange in sorted(exchanges, key=measure):
        facts = anonymise(Survey(), exchange)
        facts["stream"] = "\n".join(facts["stream"] or []).split("\n\n")  # by event
        chosen.setdefault(json.dumps([exchange.operation, simplify(facts)]), exchange)
    return sorted(chosen.values(), key=lambda exchange: [*OPERATIONS].index(exchange.operation))


def measure(exchange: Exchange) -> int:
    """Return the length of an exchange."""
    return len(json.dumps([exchange.sent, exchange.body, exchange.stream]))


def make_files(exchanges: Iterable[Exchange], examples: Iterable[tuple[str, Any]]) -> Files:
    """Return the files of the anonymised exchanges, one for each operation, and that of the examples."""
    chosen = choose(exchange for exchange in exchanges if exchange.operation in OPERATIONS)
    examples = list(examples)
    survey = Survey()
    for exchange in chosen:
        anonymise(survey, exchange)
    for _, example in examples:
        Replacer(survey).replace(example)
    invention = Invention(survey)
    files = {
        f"{operation}.json": write(
            {"id": f"{operation}_{number:03}", **anonymise(invention, exchange)}
            for number, exchange in enumerate(group, 1)
        )
        for operation, group in groupby(chosen, key=lambda exchange: exchange.operation)
    }
    replacer = Replacer(invention)
    files[EXAMPLES] = write(
        {"operation": operation, "body": replacer.replace(example)} for operation, example in examples
    )
    return files


def write(values: Iterator[dict[str, Any]]) -> str:
    """Return JSON text that can be compared line by line, without what is null at the top of a value."""
    present = [{name: part for name, part in value.items() if part is not None} for value in values]
    return json.dumps(present, indent=1, ensure_ascii=False) + "\n"


def write_files(folder: Path, exchanges: Iterable[Exchange], examples: Iterable[tuple[str, Any]]) -> None:
    """Write the files, and remove those of before."""
    for old in folder.glob("*.json"):
        old.unlink()
    folder.mkdir(exist_ok=True)
    for name, text in make_files(exchanges, examples).items():
        (folder / name).write_text(text, encoding="utf-8")
