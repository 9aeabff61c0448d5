"""Does with an answer all that the client offers, and checks what is raised."""

from __future__ import annotations

from copy import deepcopy
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from assistants_v2 import (
    APIResponseValidationError,
    Assistants,
    AssistantsError,
    Message,
    Page,
    Run,
    RunResult,
    RunStep,
)

from .operations import OPERATIONS
from .replaying import FACES, REQUIRED, client_arguments, json_answer
from .spoiling import is_at

if TYPE_CHECKING:
    from .walking import Path

AT_REST = Run.from_dict({"id": "run_1", "thread_id": "thread_1", "status": "completed"})


def use_spoiled(operation: str, body: Any, path: Path) -> None:
    """Ask for an answer that is spoiled at *path*, and use it; only errors of the package may come of it.

    If it cannot be read, the error names the place, and repeats nothing of it.
    """
    _, ids = OPERATIONS[operation].split(OPERATIONS[operation].path)
    with Assistants(**client_arguments(json_answer(body), "/v1")) as client:
        found, refusal = asked(client, operation, {**ids, **REQUIRED.get(operation, {})})
        if refusal is not None:
            assert refusal.place is None or is_at(refusal.place, path), f"{path}: {refusal}"
            assert "of another kind" not in str(refusal)
            return
        for each in [found, *walked(found)]:
            use(client, each)


def asked(
    client: Assistants, operation: str, given: dict[str, Any]
) -> tuple[Any, APIResponseValidationError | None]:
    """Return what a method returns, or the error that says that it cannot be read."""
    try:
        return attrgetter(FACES[operation])(client)(**given), None
    except APIResponseValidationError as error:
        return None, error


def walked(found: Any) -> list[Any]:
    """Return the items of all pages behind a page; none if the walk ends in an error of the package."""
    try:
        return [*found] if isinstance(found, Page) else []
    except AssistantsError:
        return []


def use(client: Assistants, found: Any) -> None:
    """Show, write, copy and follow an object, and look at it as part of a result."""
    repr(found)
    if isinstance(found, Page):
        return
    assert found == deepcopy(found)
    found.to_dict()
    if isinstance(found, Run):
        read_result(RunResult(run=found, messages=(), steps=()))
        try:
            client.threads.runs.poll("run_1", thread_id="thread_1", deadline=0.01, poll_interval_ms=1)
        except AssistantsError as error:
            str(error)
    elif isinstance(found, Message):
        read_result(RunResult(run=AT_REST, messages=[found], steps=()))
    elif isinstance(found, RunStep):
        read_result(RunResult(run=AT_REST, messages=(), steps=[found]))


def read_result(result: RunResult) -> None:
    """Read all that a result offers."""
    for name in ("text", "usage", "citations", "images", "tool_calls", "refusal"):
        repr(getattr(result, name))
