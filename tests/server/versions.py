"""Versions of the server that are still to come: the real one, with further steps of its tables.

Each is a copy of the package with files added to `migrations/versions`, as whoever changes the tables adds
them. A process that is started with its folder on PYTHONPATH is that version; this one is the older.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import assistants_v2_server
from attrs import frozen

_PACKAGE = Path(assistants_v2_server.__file__).parent

_STEP = '''"""A step of a version that is still to come."""

from alembic import op
from assistants_v2_server.store.step_indexes import StepIndex, make_indexes

revision = "{revision}"
down_revision = "{before}"
compatible_from = "{compatible_from}"
kind = "{kind}"
indexes = [StepIndex(*values) for values in {indexes!r}]


def upgrade() -> None:
    """Take the step."""
    for statement in {statements!r}:
        op.execute(statement)
    make_indexes(indexes)
'''


@frozen
class Step:
    """A step of the tables.

    Attributes:
        revision: Its number.
        before: That of the step before it.
        compatible_from: The oldest schema whose servers go on after it.
        kind: `expand`, `shrink` or `alone`.
        statements: What it does.
        indexes: Name, table and columns of indexes of older tables; none by default.
    """

    revision: str
    before: str
    compatible_from: str
    kind: str
    statements: tuple[str, ...]
    indexes: tuple[tuple[str, str, tuple[str, ...]], ...] = ()


def make_version(folder: Path, *steps: Step) -> str:
    """Make the version that has some more steps; return what its processes have as PYTHONPATH.

    Args:
        folder: An empty folder.
        *steps: What it adds, in order.
    """
    copy = folder / _PACKAGE.name
    shutil.copytree(_PACKAGE, copy)
    store = copy / "store"
    for step in steps:
        text = _STEP.format(**{name: getattr(step, name) for name in Step.__annotations__})
        (store / "migrations" / "versions" / f"schema_{step.revision}.py").write_text(text, "utf-8")
    schema = store / "schema.py"
    text = schema.read_text("utf-8")
    for name, value in (("REVISION", steps[-1].revision), ("COMPATIBLE_FROM", steps[-1].compatible_from)):
        text, count = re.subn(rf'^{name} = ".*"$', f'{name} = "{value}"', text, flags=re.MULTILINE)
        assert 1 == count, name
    schema.write_text(text, "utf-8")
    return str(folder)
