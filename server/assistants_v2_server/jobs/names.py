"""What the tables, the types and the channels of jobs are called.

Several installations may be in one database, each in a schema. The jobs of each are in another one beside it,
and its channels bear that name: channels are the database's, and would be heard by all.
"""

from __future__ import annotations

import re
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pgqueuer.domain.settings import DBSettings

_LONGEST = 40
"""Characters of a name that are kept; PostgreSQL cuts names off after 63 bytes."""


def name_jobs_schema(schema: str) -> str:
    """Return the schema of the jobs of an installation.

    Args:
        schema: The schema of its other tables; `public` is what a database has to begin with.
    """
    if schema == "public":
        return "assistants_v2_jobs"
    if re.fullmatch(rf"[a-z_][a-z0-9_]{{0,{_LONGEST - 1}}}", schema):
        return f"{schema}_jobs"
    return f"assistants_v2_{sha256(schema.encode()).hexdigest()[:16]}_jobs"


def name_channel(schema: str) -> str:
    """Return the channel on which servers tell each other of runs.

    Args:
        schema: As for `name_jobs_schema`.
    """
    return f"{name_jobs_schema(schema)}_runs"


def name_feed_channel(schema: str) -> str:
    """Return the channel on which servers tell each other of what models say.

    Args:
        schema: As for `name_jobs_schema`.
    """
    return f"{name_jobs_schema(schema)}_feed"


def make_settings(schema: str) -> DBSettings:
    """Return what pgqueuer is told of names.

    All of them: it would look for those that are left out among the environment variables, `CHANNEL` and
    `FUNCTION` among them.

    Args:
        schema: As for `name_jobs_schema`.
    """
    from pgqueuer.domain.settings import DBSettings, Durability
    from pgqueuer.domain.types import Channel

    home = name_jobs_schema(schema)
    return DBSettings(
        prefix="",
        db_schema=home,
        channel=Channel(f"{home}_job"),
        function="tell_job_changed",
        statistics_table="job_statistics",
        queue_status_type="job_status",
        queue_table="job",
        queue_table_log="job_log",
        trigger="job_changed",
        schedules_table="job_schedule",
        durability=Durability.durable,
        widen_id=True,
    )
