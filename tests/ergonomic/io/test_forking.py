"""A client that was in use when its process was forked, as by a web server or a worker that loads first."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from assistants_v2_server import Server, create_app

from ...server.loopback import served

_PROGRAM = """
import os, sys
from assistants_v2 import Assistants

client = Assistants(base_url=sys.argv[1], api_key="")
client.threads.create()
children = []
for child in range(4):
    process = os.fork()
    if not process:
        marks = [{"mark": f"{child}-{number}"} for number in range(40)]
        own = [client.threads.create(metadata=mark).metadata == mark for mark in marks]
        client.close()
        os._exit(0 if all(own) else 1)
    children.append(process)
print([os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process in children], flush=True)
print(client.threads.create(metadata={"mark": "parent"}).metadata, flush=True)
client.close()
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork on this system")
def test_each_process_gets_its_own_replies() -> None:
    """No process reads from a connection on which another one has asked, and none closes another's."""
    with Server() as server, served(create_app(server)) as address:
        command = [sys.executable, "-c", _PROGRAM, f"{address}/v1"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert ("[0, 0, 0, 0]\n{'mark': 'parent'}\n", "") == (done.stdout, done.stderr)
