"""The command `assistants-v2`: its entrance. What it can do is in `verbs`, how a verb is run in `command`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from .complaints import FAILED, INTERRUPTED, explain
from .verbs import find_verb


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return the exit status, which `complaints.STATUSES` explains.

    Args:
        arguments: What follows the command; those of the process by default.
    """
    _write_everything()
    words = sys.argv[1:] if arguments is None else arguments
    try:
        from .command import run_words  # late: it needs typer, which may be absent

        status = run_words(words)
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # whoever read it has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        verb = find_verb(words)
        told = explain(error) if verb is None else explain(error, verb.extras)
        if told is None:
            raise
        sys.stderr.write(f"assistants-v2: {told[0]}\n")
        return told[1]


def _write_everything() -> None:
    """Have characters that the output's encoding lacks written as question marks."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
