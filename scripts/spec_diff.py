"""Say in words how an OpenAPI document differs from our contracts, and which differences nobody explained.

    python scripts/spec_diff.py UPSTREAM          UPSTREAM is a file or an http(s) address, JSON or YAML
    python scripts/spec_diff.py UPSTREAM --all    show the explained differences too, with their reasons

It is held against openapi.yaml and against companions.yaml; a contract of which it has no operation is left
out. spec_differences.yaml and spec_differences_companions.yaml hold the deliberate differences, each with its
reason. Exit status: 0 if every difference is explained, 1 if one is not or an explanation fits nothing any
more, 2 if a file cannot be read.
Used by `make spec-diff` and whoever changes the contract.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from bundling import bundle
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from spec_comparison import Difference, compare, outside, sections
from spec_schemas import Meaning
from spec_shapes import Document, SpecError, listed, mapping

ROOT = Path(__file__).resolve().parent.parent
CONTRACT = ROOT / "openapi.yaml"
EXPLANATIONS = ROOT / "scripts" / "spec_differences.yaml"
CONTRACTS = (
    (CONTRACT, EXPLANATIONS),
    (ROOT / "companions.yaml", ROOT / "scripts" / "spec_differences_companions.yaml"),
)
"""The contracts, each with the file of its deliberate differences."""
SECONDS_TO_ANSWER = 30.0

HEADINGS = {
    Meaning.BREAKING: "breaking: if {ours} said what upstream says, code written against it would fail",
    Meaning.WIDENING: "widening: if {ours} said what upstream says, code could do or rely on more",
    Meaning.COSMETIC: "cosmetic: said differently, and nobody's code notices",
}


@dataclass(frozen=True)
class Explanation:
    """Why some differences are meant. In *where* and *what*, `*` stands for any text."""

    where: str
    what: str
    reason: str

    def fits(self, difference: Difference) -> bool:
        """Say whether this explains a difference."""
        return fits(self.where, difference.where) and fits(self.what, difference.what)


@dataclass(frozen=True)
class Review:
    """Differences, held against their explanations."""

    unexplained: list[Difference]
    explained: list[tuple[Difference, Explanation]]
    obsolete: list[Explanation]
    """Explanations that fit no difference."""


def fits(pattern: str, text: str) -> bool:
    """Say whether *text* is what *pattern* says, where `*` stands for any text."""
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text, re.DOTALL) is not None


def review(differences: Iterable[Difference], explanations: Sequence[Explanation]) -> Review:
    """Return which differences are explained, by the first explanation that fits, and which are not."""
    result, needed = Review([], [], []), set[Explanation]()
    for difference in differences:
        fitting = [explanation for explanation in explanations if explanation.fits(difference)]
        needed.update(fitting)
        if fitting:
            result.explained.append((difference, fitting[0]))
        else:
            result.unexplained.append(difference)
    result.obsolete.extend(explanation for explanation in explanations if explanation not in needed)
    return result


def read_document(source: str) -> Document:
    """Return the OpenAPI document in a file or at an http(s) address.

    Raises:
        SpecError: There is none; the message says what to do.
    """
    if not source:
        raise SpecError("no document to compare with: make spec-diff UPSTREAM=a file or an http(s) address")
    try:
        text = (
            fetched(source) if source.startswith(("http://", "https://")) else Path(source).read_text("utf-8")
        )
    except (OSError, UnicodeDecodeError, httpx.HTTPError, httpx.InvalidURL) as error:
        raise SpecError(f"{source} cannot be read: {error}") from error
    content = mapping(parsed(source, text))
    if not str(content.get("openapi", "")).startswith("3."):
        raise SpecError(f"{source} is no OpenAPI 3 document: it has no `openapi: 3.…` at the top")
    return Document(bundle(content, lambda name: read_document(str(Path(source).with_name(name))).content)[0])


def fetched(address: str) -> str:
    """Return what is at an http(s) address, redirects followed."""
    answer = httpx.get(address, follow_redirects=True, timeout=SECONDS_TO_ANSWER)
    return answer.raise_for_status().text


def parsed(source: str, text: str) -> Any:
    """Return what a JSON or YAML text holds; JSON is tried first, since reading YAML takes far longer."""
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        loader: Any = YAML(typ="safe")
        loader.allow_duplicate_keys = True
        try:
            return loader.load(text)
        except YAMLError as error:
            raise SpecError(f"{source} is neither JSON nor YAML: {error}") from error


def read_explanations(path: Path) -> list[Explanation]:
    """Return the explanations in a YAML file: a list of reasons, each with the differences it explains.

    Raises:
        SpecError: The file cannot be read, or an entry lacks something; the message names it.
    """
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise SpecError(f"{path} cannot be read: {error}") from error
    return [
        explanation
        for number, entry in enumerate(listed(parsed(str(path), text)), 1)
        for explanation in entry_explanations(f"{path.name}, entry {number}", mapping(entry))
    ]


def entry_explanations(place: str, entry: dict[str, Any]) -> Iterator[Explanation]:
    """Yield the explanations of one entry of the file."""
    reason, differences = entry.get("reason"), listed(entry.get("differences"))
    if entry.keys() != {"reason", "differences"} or not isinstance(reason, str) or not differences:
        raise SpecError(f"{place} needs a `reason` and a list of `differences`, and nothing else")
    for difference in map(mapping, differences):
        where, what = difference.get("where"), difference.get("what")
        if difference.keys() != {"where", "what"} or not isinstance(where, str) or not isinstance(what, str):
            raise SpecError(f"{place}: each of the `differences` needs a `where` and a `what`, both texts")
        yield Explanation(where, what, " ".join(reason.split()))


def report(result: Review, every: bool, ours: str, explanations: str) -> Iterator[str]:
    """Yield the lines to print: what is not explained, what is no longer true, and if asked what is.

    *ours* and *explanations* are the names of the files.
    """
    for meaning in Meaning:
        found = [difference for difference in result.unexplained if difference.meaning is meaning]
        if found:
            yield from (HEADINGS[meaning].format(ours=ours), *map(line, found), "")
    if result.obsolete:
        yield f"obsolete: {explanations} explains what is not there; take it out"
        yield from (f"  {item.where}: {item.what}" for item in result.obsolete)
        yield ""
    if every:
        for reason in dict.fromkeys(explanation.reason for _, explanation in result.explained):
            found = [
                difference for difference, explanation in result.explained if explanation.reason == reason
            ]
            yield from (f"explained ({len(found)}): {reason}", *map(line, found), "")


def line(difference: Difference) -> str:
    """Return a difference in one line, with the schema of ours to look into."""
    schema = f" [{difference.schema}]" if difference.schema else ""
    return f"  {difference.side.value:<13}  {difference.where}: {difference.what}{schema}"


def summary(result: Review, others: int) -> str:
    """Return the last line: how many differences there are of each kind."""
    counts = f"{len(result.unexplained)} differences without an explanation, {len(result.explained)} with one"
    if result.obsolete:
        counts += f", {len(result.obsolete)} explanations without a difference"
    return f"{counts}; {others} operations of other parts of the API were not compared"


def choose_contracts(
    upstream: Document, contract: Path | None, explanations: Path | None
) -> dict[Path, Path]:
    """Return which contracts to compare with, and their files of deliberate differences.

    That is what was named; else those of which upstream has an operation, the first if it has none.
    """
    if contract or explanations:
        return {contract or CONTRACT: explanations or EXPLANATIONS}
    theirs = sections(upstream)
    found = {ours: why for ours, why in CONTRACTS if theirs & sections(read_document(str(ours)))}
    return found or {CONTRACT: EXPLANATIONS}


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Say how an OpenAPI document differs from our contracts.")
    parser.add_argument("upstream", metavar="UPSTREAM", help="a file or http(s) address, JSON or YAML")
    parser.add_argument("--all", action="store_true", dest="every", help="show explained differences too")
    parser.add_argument(
        "--contract", type=Path, help="the only document to compare with; both contracts by default"
    )
    parser.add_argument("--explanations", type=Path, help="its deliberate differences")
    options = parser.parse_args(arguments)
    status = 0
    try:
        upstream = read_document(options.upstream)
        contracts = choose_contracts(upstream, options.contract, options.explanations)
        for contract, why in contracts.items():
            ours = read_document(str(contract))
            result = review(compare(upstream, ours), read_explanations(why))
            heading = [f"{contract.name}:"] if len(contracts) > 1 else []
            lines = report(result, options.every, contract.name, why.name)
            print(*heading, *lines, summary(result, outside(upstream, ours)), sep="\n")
            status = status or int(bool(result.unexplained or result.obsolete))
    except SpecError as error:
        print(f"spec-diff: {error}", file=sys.stderr)
        return 2
    return status


if __name__ == "__main__":
    sys.exit(main())
