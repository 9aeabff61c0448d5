"""Which statements doors and workers have PostgreSQL execute for each run, as its own log tells them.

Used by the case about workers. A statement is a message to PostgreSQL and one back, whatever is in it. What
comes with the time and not with runs, such as looks for lost jobs, is left out.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from chat_endpoint import model_of
from conversing import Conversation, connecting
from machines import running_machines
from postgres import Postgres
from served import Served

_ENTRY = re.compile(r"^(\w*) \[\d+\] LOG:  (?:statement|execute [^:]*): (.*(?:\n\t.*)*)", re.MULTILINE)

_ENDED = "SELECT count(*) FROM run WHERE status = 'completed'"

_LONGEST = 110
"""Characters of a statement that are shown."""


@dataclass(frozen=True)
class Costs:
    """What a run costs PostgreSQL.

    Attributes:
        statements: How often each statement is executed for a run, by who has it executed and what it is.
    """

    statements: dict[tuple[str, str], float]

    def count(self, who: str, start: str = "") -> float:
        """Return how many statements somebody has executed for a run that begin with a text."""
        return sum(
            times for (by, said), times in self.statements.items() if by == who and said.startswith(start)
        )


def count_statements(postgres: Postgres, runs: int, *options: str) -> Costs:
    """Have runs made and worked on, one after the other, and return what PostgreSQL was asked for each.

    Args:
        postgres: A database without tables.
        runs: How many.
        options: What door and worker are told of the model.
    """
    with running_machines(postgres, 1, *options) as machines:
        asyncio.run(_hold(postgres, machines, 10))  # what is prepared, or asked once
        postgres.execute("ALTER SYSTEM SET log_statement = 'all'", "SELECT pg_reload_conf()")
        time.sleep(0.5)
        before = len(postgres.read_log())
        asyncio.run(_hold(postgres, machines, runs))
        said = postgres.read_log()[before:]
        postgres.execute("ALTER SYSTEM RESET log_statement", "SELECT pg_reload_conf()")
    counts = Counter(_read(said))
    return Costs({key: times / runs for key, times in counts.items() if times >= runs / 2})


def _read(log: str) -> Iterator[tuple[str, str]]:
    """Yield who had what executed."""
    for found in _ENTRY.finditer(log):
        who, statement = found.groups()
        if who in ("door", "worker"):
            plain = re.sub(r"= \d+", "= …", " ".join(statement.split()))
            yield who, plain if len(plain) <= _LONGEST else plain[:_LONGEST] + " …"


async def _hold(postgres: Postgres, door: Served, runs: int) -> None:
    """Have runs made, each when the one before has ended; nobody asks the door whether it has."""
    conversation = Conversation(model_of(0))
    async with connecting(door, 1) as (connection,):
        body = await conversation.begin(connection)
        [(ended,)] = postgres.fetch(_ENDED)
        for number in range(1, runs + 1):
            await connection.request("POST", "/threads/runs", body)
            while postgres.fetch(_ENDED) < [(ended + number,)]:  # noqa: ASYNC110  PostgreSQL tells nobody
                await asyncio.sleep(0.005)
