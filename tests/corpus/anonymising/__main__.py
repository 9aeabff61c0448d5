"""`make exchanges`: writes tests/corpus/exchanges/ from the recordings beside the repository."""

from __future__ import annotations

import sys

from ..recorded import COMMITTED, EXCHANGES, SOURCES, read_examples, read_exchanges
from .writing import write_files

if __name__ == "__main__":
    if "originals" not in SOURCES:
        sys.exit(f"There are no recordings to make exchanges of: {EXCHANGES} is missing.")
    write_files(COMMITTED, read_exchanges("originals"), read_examples("originals"))
