"""A temperature or `top_p` that nobody has set is null, so that a 1.0 that somebody has set is told from it.

Before, 1.0 stood for both, and was not sent to the model: so it becomes null. Of runs, only those that may
still ask a model are changed, since all others only show it.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from assistants_v2_server.store.column_types import make_float_type, make_json_type

revision = "0003"
down_revision = "0002"
compatible_from = "0003"  # a server of before takes null for a defect
kind = "alone"

_NAMES = ("temperature", "top_p")
_UNSET = 1.0
_ACTIVE = ("cancelling", "in_progress", "queued", "requires_action")

_ASSISTANT = sa.table("assistant", *map(sa.column, _NAMES))
_RUN = sa.table("run", sa.column("seq"), sa.column("status"), sa.column("settings", make_json_type()))


def upgrade() -> None:
    """Let the columns be null, and make 1.0 null."""
    # SQLite cannot change a column: the table is written anew there, and that it numbers rows must be told.
    with op.batch_alter_table("assistant", table_kwargs={"sqlite_autoincrement": True}) as batch:
        for name in _NAMES:
            batch.alter_column(name, existing_type=make_float_type(), nullable=True)
    connection = op.get_bind()
    for name in _NAMES:
        column = _ASSISTANT.c[name]
        connection.execute(sa.update(_ASSISTANT).where(column == _UNSET).values({name: None}))
    _change_runs(connection)


def _change_runs(connection: sa.Connection) -> None:
    active = sa.select(_RUN.c.seq, _RUN.c.settings).where(_RUN.c.status.in_(_ACTIVE))
    for seq, settings in connection.execute(active).all():
        changed = {**settings, **{name: _forget(settings[name]) for name in _NAMES}}
        connection.execute(sa.update(_RUN).where(_RUN.c.seq == seq).values(settings=changed))


def _forget(value: Any) -> Any:
    return None if value == _UNSET else value
