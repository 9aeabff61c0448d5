"""`assistants-v2 runs create`: begin a run at a server, or have one answered in a database file."""

from __future__ import annotations

import os
from collections.abc import Callable

from .complaints import DONE, FAILED
from .fields import collect_fields, declare_fields
from .model_options import REHEARSAL, Endpoint
from .objects import adapt, ask, declare_parent, write_changed
from .opening import choose_place, open_client
from .option_groups import Given
from .output import note, write_json, write_line
from .places import DatabasePlace
from .run_remedies import advise
from .shared_options import Json, Where
from .subjects import SUBJECTS


def make_create(name: str) -> Callable[..., int]:
    """Return the verb that makes a run.

    Args:
        name: The row of `SUBJECTS` that runs have.
    """
    subject, place = SUBJECTS[name], SUBJECTS[name].fields["create"]

    def create_run(where: Where, ids: Given, fields: Given, endpoint: Endpoint, as_json: Json = False) -> int:
        """Make a run.

        A server works on it by itself. In a database file nobody would, so there it is answered before the
        verb ends: by the endpoint of --model-url, or else by the rehearsal. The status is 1 if it failed.
        """
        asked = collect_fields(fields.values, place)
        if isinstance(choose_place(where, os.environ), DatabasePlace):
            return _have_answered(where, endpoint, *ids.values.values(), asked=asked, as_json=as_json)
        with open_client(where) as client:
            made = ask(client.threads.runs.create, *ids.values.values(), **asked)
        write_changed(made, as_json=as_json)
        return DONE

    return adapt(create_run, ids=declare_parent(subject), fields=declare_fields(place))


def _have_answered(
    where: Where, endpoint: Endpoint, thread_id: str, *, asked: dict[str, object], as_json: bool
) -> int:
    """Make a run in a database file, and stay until it rests."""
    model = endpoint.open()
    if model is None:
        note(REHEARSAL)
    with open_client(where, local={"model": model}) as client:
        run = ask(client.threads.runs.create_and_poll, thread_id, **asked)
    if as_json:
        write_json(run.to_dict())
    else:
        write_line(f"{run.id} {run.status}")
    error = run.last_error
    told = advise(run) if error is None else f"{error.code}: {error.message}"
    if told is not None:
        note(told)
    return DONE if run.status in {"completed", "requires_action"} else FAILED
