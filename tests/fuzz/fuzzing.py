"""Sends the server what schemathesis makes up from the contracts, and fails on what nobody has explained.

    python -m tests.fuzz.fuzzing --examples 150 --seed 1

All phases of schemathesis and all its checks, against the command `serve` with a key, on a file, with the
rehearsal as its model. `make fuzz` and `test_fuzzing` are the users. The seed decides all but the walks:
schemathesis draws which links they follow by chance, and the server its ids.
"""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx
import schemathesis
from ruamel.yaml import YAML
from schemathesis import Case, HookContext, Response, engine
from schemathesis.core.failures import Failure

from ..docs.pages import ROOT
from ..server.door.serving import serving
from .campaign import Campaign
from .conversations import hold_conversations
from .findings import Review, read_explanations
from .libraries import fill_library
from .objects import Json, Objects, list_paths
from .settings import PATIENCE, configure
from .walks import add_walks

KEY = "a-key-of-the-test"

CONTRACTS: Mapping[str, Callable[[httpx.Client, Json], Objects]] = {
    "openapi.yaml": hold_conversations,
    "companions.yaml": fill_library,
}
"""The contracts, and what makes the objects of each."""


def fuzz(examples: int, seed: int, *, is_short: bool, names: Sequence[str] = (*CONTRACTS,)) -> Campaign:
    """Serve a new file, send it what is made up from contracts, and look at what is left; see `configure`."""
    contracts = {name: YAML(typ="safe").load((ROOT / name).read_text("utf-8")) for name in names}
    operations = [operation for contract in contracts.values() for operation in list_paths(contract)]
    campaign = Campaign(operations, Review(read_explanations()))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "fuzz.db")
        with serving(Path(folder), "--path", str(file), ASSISTANTS_V2_SERVER_KEYS=KEY) as server:
            headers = {"Authorization": f"Bearer {KEY}"}
            for name, contract in contracts.items():
                at: Any = {"base_url": server.base_url, "headers": headers}
                with httpx.Client(**at, timeout=PATIENCE, trust_env=False) as client:
                    objects = CONTRACTS[name](client, contract)
                settings = configure(objects, examples, seed, is_short=is_short)
                settings |= {"base-url": server.base_url, "headers": headers}
                _send(campaign, add_walks(contract, objects), settings, objects.kept)
            status, _ = server.end(signal.SIGTERM)
            campaign.errors.extend(_find_defects(server.log))
        if status != 0:
            campaign.errors.append(f"the server ended with {status}")
        campaign.errors.extend(_check_file(file))
    return campaign


def _send(campaign: Campaign, contract: Json, settings: dict[str, Any], kept: frozenset[str]) -> None:
    config = schemathesis.Config.from_dict(settings)
    schema = schemathesis.openapi.from_dict(contract, config=config)

    @schema.hook
    def filter_case(context: HookContext, case: Case[Any]) -> bool:
        """Let nothing be deleted that other requests are about."""
        deleted = [*case.path_parameters.values()][-1:] if case.method == "DELETE" else []
        return kept.isdisjoint(deleted)

    @schema.hook
    def filter_failure(context: HookContext, failure: Failure, case: Case[Any], response: Response) -> bool:
        """Have schemathesis go on as if nothing were the matter where something is explained."""
        return campaign.judge(failure, case, response)

    for event in engine.from_schema(schema).execute():
        campaign.note(event)


def _find_defects(log: Path) -> list[str]:
    """Return the lines of a server's log that no request should be able to cause."""
    lines = log.read_text("utf-8").splitlines()
    return [line for line in lines if " ERROR " in line or "Traceback" in line]


def _check_file(file: Path) -> list[str]:
    """Return what is wrong with a database."""
    command = [sys.executable, "-m", "assistants_v2", "check", str(file)]
    checked = subprocess.run(command, capture_output=True, text=True, check=False)
    return [] if checked.returncode == 0 else [checked.stdout + checked.stderr]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; returns the exit status."""
    parser = argparse.ArgumentParser(description="Send the server what schemathesis makes up.")
    parser.add_argument("--examples", type=int, default=150, help="requests for an operation and phase")
    parser.add_argument("--seed", type=int, default=1, help="decides which")
    parser.add_argument("--short", action="store_true", help="leave out some; let explanations be left over")
    parser.add_argument(
        "--contract", choices=[*CONTRACTS], help="send what this one describes; both by default"
    )
    chosen = parser.parse_args(arguments)
    names = [chosen.contract] if chosen.contract else [*CONTRACTS]
    campaign = fuzz(chosen.examples, chosen.seed, is_short=chosen.short, names=names)
    sys.stdout.writelines(f"{line}\n" for line in campaign.write_report())
    return 0 if campaign.is_clean(is_short=chosen.short) else 1


if __name__ == "__main__":
    sys.exit(main())
