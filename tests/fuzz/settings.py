"""The settings of schemathesis: what requests it makes up, what answers it expects. `fuzzing` is the user."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .objects import Ids, Objects

PATIENCE = 60
"""Seconds after which a request counts as not answered."""

LONGEST_WALK = 15
"""Requests that follow from one another in the stateful phase."""

WALKS = 5
"""How often as many walks are made as requests for an operation in the fuzzing phase: most end early."""

KNOWN = 0.7
"""Share of the requests of the fuzzing phase that name an object that there is."""

HOSTILE = [
    "\0",
    "null",
    "undefined",
    "../..",
    "%00",
    "a'b\"c",
    "\u202e",
    "\U0001f468\u200d\U0001f469",
    "x" * 300,
]
"""Texts that are seldom made up, and that servers have stumbled over."""

_COMPOSED = "createThreadAndRun"
"""The operation whose body is made of those of two others, and has a quarter of all its cases."""


def configure(objects: Objects, examples: int, seed: int, *, is_short: bool) -> dict[str, Any]:
    """Return the settings that do not depend on where the server is.

    Args:
        objects: What there is.
        examples: How many requests are made up for an operation in the fuzzing phase.
        seed: Decides which.
        is_short: Whether the cases of an operation that is composed of others are left out.
    """
    known = objects.list_known()
    return {
        "seed": seed,
        "request-timeout": PATIENCE,
        "continue-on-failure": True,
        "generation": {
            "max-examples": examples,
            "database": "none",
            "no-shrink": True,
            "dictionaries": {"string": {"dictionary": "hostile texts", "probability": 0.02}},
        },
        "checks": {
            "positive_data_acceptance": {"expected-statuses": ["200", "404"]},
            "negative_data_rejection": {"expected-statuses": ["400", "401", "404", "405", "413", "415"]},
        },
        "phases": _choose_phases(examples),
        "dictionaries": {"hostile texts": {"values": HOSTILE}, **_list_dictionaries(known)},
        "operations": [
            *({"include-operation-id": name, "parameters": _bind(name, ids)} for name, ids in known.items()),
            {"include-operation-id": _COMPOSED, "phases": {"coverage": {"enabled": not is_short}}},
        ],
    }


def _choose_phases(examples: int) -> dict[str, Any]:
    # Ids that answers have brought would have these phases delete what the next ones need.
    only_ours = {"extra-data-sources": {"responses": False}}
    return {
        "examples": {"fill-missing": True, **only_ours},
        "coverage": only_ours,
        "stateful": {
            "max-steps": LONGEST_WALK,
            # What is not valid ends a walk; the other phases send enough of it.
            "generation": {"mode": "positive", "max-examples": examples * WALKS},
            "inference": {"algorithms": []},
        },
    }


def _list_dictionaries(known: Ids) -> dict[str, Any]:
    values = [(operation, place, value) for operation, ids in known.items() for place, value in ids.items()]
    return {_name(operation, place): {"values": [value]} for operation, place, value in values}


def _bind(operation: str, ids: Mapping[str, str]) -> dict[str, Any]:
    return {place: {"dictionary": _name(operation, place), "probability": KNOWN} for place in ids}


def _name(operation: str, place: str) -> str:
    return f"{place} of {operation}"
