"""Proves that a server works: a conversation that is held and taken away again. Used by `doctor --try`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

from ...errors import AssistantsError, RunError
from ..chatting.beginning import choose_model
from ..complaints import OptionError
from .findings import Finding, approve, complain, mention

if TYPE_CHECKING:
    from ...client import Assistants

_TRIAL = "trial"
_DEADLINE = 120.0
"""Seconds that the run of a trial may take."""


def try_conversation(client: Assistants, model: str | None) -> Iterator[Finding]:
    """Yield what came of an assistant, a thread and a streamed run, which are deleted afterwards.

    Args:
        client: A client of the server.
        model: The model to name; None for one that the server has.
    """
    with ExitStack() as made:
        try:
            named = model or choose_model(client)
            assistant = client.assistants.create(model=named, name="assistants-v2 doctor")
            made.callback(_forget, client.assistants.delete, assistant.id)
            thread = client.threads.create(messages=[{"role": "user", "content": "Say hello."}])
            made.callback(_forget, client.threads.delete, thread.id)
            yield approve(_TRIAL, "objects", f"an assistant with {named} and a thread were made")
            yield from _try_run(client, thread.id, assistant.id)
        except OptionError as error:
            yield complain(_TRIAL, "model", str(error), "Name one with --model.")
        except AssistantsError as error:
            yield complain(_TRIAL, "conversation", str(error), _name_remedy(error))


def _try_run(client: Assistants, thread_id: str, assistant_id: str) -> Iterator[Finding]:
    """Yield what came of a run, and whether its events were streamed."""
    told = 0
    runs = client.threads.runs
    with runs.stream(thread_id, assistant_id=assistant_id, deadline=_DEADLINE) as stream:
        for event in stream:
            told += not event.recovered
        result = stream.result()
    yield approve(_TRIAL, "run", f"{result.run.status}, with an answer of {len(result.text)} characters")
    if told > 1:
        yield approve(_TRIAL, "stream", f"{told} events came as they happened")
    else:
        yield mention(_TRIAL, "stream", "none: runs are followed by looking at them", "Nothing: that works.")


def _forget(delete: Any, identifier: str) -> None:
    """Delete something, whatever the server says to that."""
    with suppress(AssistantsError):
        delete(identifier)


def _name_remedy(error: AssistantsError) -> str:
    name = type(error).__name__
    if isinstance(error, RunError) and error.last_error and error.last_error.code:
        name = error.last_error.code
    return f"assistants-v2 explain {name}"
