"""The log of a server that is served."""

from __future__ import annotations

import json
import logging

import pytest
from assistants_v2_server.door.logs import writing_log


def test_logging_is_left_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    """A program that serves for a while has its own log back, and only then."""
    root, own = logging.getLogger(), logging.getLogger("assistants_v2_server")
    before = (root.handlers[:], root.level, own.level)
    with writing_log("json", "info"):
        own.getChild("runs").info("run run_1 is completed")
        own.getChild("runs").debug("run run_1 is claimed")
    own.getChild("runs").info("run run_2 is completed")
    assert before == (root.handlers[:], root.level, own.level)
    (line,) = capsys.readouterr().err.splitlines()
    assert ("info", "run_1") == (json.loads(line)["level"], json.loads(line)["run_id"])
