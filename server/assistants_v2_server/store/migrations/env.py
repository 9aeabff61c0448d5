"""Alembic's entrance: has the steps of `versions` taken inside the transaction of `upgrading`."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"])
context.run_migrations()
