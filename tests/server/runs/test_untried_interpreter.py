"""An interpreter is tried when code is first wanted, which takes a while: nobody waits for it to write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import pytest
from assistants_v2_server.builtin_tools import BuiltinTools, FileKeeper

from ..driving import Api, HeldExecutor
from ..store.files import locked

CODE = [{"type": "code_interpreter"}]
ASKING = {"messages": [{"role": "user", "content": "What is 6 * 7?"}]}


class Trial:
    """Tries an interpreter, which cannot be used; somebody else writes meanwhile.

    Attributes:
        count: How often it was tried.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.count = 0

    def find(self) -> None:
        """Try it, unless that has been done."""
        if not self.count:
            with locked(self._path, "IMMEDIATE"):
                self.count += 1

    def make_tools(self) -> BuiltinTools:
        """Built-in tools with this interpreter."""
        return BuiltinTools(
            find_sessions=self.find,
            has_found_sessions=lambda: self.count > 0,
            files=cast("FileKeeper", object()),
        )


@pytest.mark.parametrize("path", ["/threads/runs", "/threads/{thread}/runs"])
@pytest.mark.parametrize("wanted", [{}, {"tools": CODE}, {"tool_choice": CODE[0]}])
def test_others_write_while_an_interpreter_is_tried_for_a_new_run(
    serve: Callable[..., Api], tmp_path: Path, path: str, wanted: dict[str, Any]
) -> None:
    """The run of an assistant that was stored before is made once, after that."""
    trial = Trial(tmp_path / "a.db")
    earlier, api = (
        serve(path=tmp_path / "a.db"),
        serve(path=tmp_path / "a.db", tools=trial.make_tools(), executor=HeldExecutor()),
    )
    assistant = earlier.post("/assistants", {"model": "m", "tools": [] if "tools" in wanted else CODE})["id"]
    thread = earlier.post("/threads", ASKING)["id"]
    body = {"assistant_id": assistant, **wanted, **({"thread": ASKING} if path == "/threads/runs" else {})}
    made = api.post(path.format(thread=thread), body, 400 if "tool_choice" in wanted else 200)
    assert 1 == trial.count
    if "tool_choice" not in wanted:
        assert 1 == len(api.get(f"/threads/{made['thread_id']}/runs")["data"])


def test_others_write_while_an_interpreter_is_tried_for_a_run_that_was_left(
    serve: Callable[..., Api], tmp_path: Path
) -> None:
    """A run of an earlier server is taken up, and goes on without what cannot be used."""
    earlier = serve(path=tmp_path / "a.db", executor=HeldExecutor())
    assistant = earlier.post("/assistants", {"model": "m", "tools": CODE})["id"]
    run = earlier.post("/threads/runs", {"assistant_id": assistant, "thread": ASKING})
    earlier.server.close()
    trial, held = Trial(tmp_path / "a.db"), HeldExecutor()
    api = serve(path=tmp_path / "a.db", tools=trial.make_tools(), executor=held)
    api.server.sweep()
    held.let_go()
    assert 1 == trial.count
    assert "completed" == api.get(f"/threads/{run['thread_id']}/runs/{run['id']}")["status"]
