"""The verbs `list`, `show`, `create`, `update` and `delete`, which are the same for every kind of objects.

Each function here makes that of a verb for one kind, as `subjects` describes it. `verbs` has their rows.
`runs_create` is made of the same parts.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from inspect import Parameter
from itertools import islice
from typing import Annotated, Any

import typer

from ..errors import APIStatusError
from .complaints import DONE, FAILED, OptionError
from .fields import collect_fields, declare_fields
from .opening import open_client
from .option_groups import Given, group_parameters
from .output import note, require_consent, write_json, write_line, write_pairs, write_table
from .shared_options import Json, JsonLines, Where, Yes
from .subjects import SUBJECTS, Subject, describe_value
from .variables import make_parser, one_of

Run = Callable[..., int]

_FIRST = 20
"""Objects that a list shows unless it is told how many."""
_PAGE = 100
"""Objects that servers send at once at most."""
_ABSENT = (404, 405)
"""What servers answer that do not have a list."""


def make_list(name: str) -> Run:
    """Return the verb that lists objects.

    Args:
        name: Which ones, as `SUBJECTS` has them.
    """
    subject = SUBJECTS[name]

    def list_objects(
        where: Where,
        ids: Given,
        limit: Annotated[
            int, typer.Option("--limit", metavar="NUMBER", min=1, help="how many to list at most")
        ] = _FIRST,
        is_all: Annotated[bool, typer.Option("--all", help="list all of them")] = False,
        order: Annotated[
            str | None,
            typer.Option(
                "--order",
                metavar="ORDER",
                parser=make_parser(one_of("asc", "desc")),
                help="desc for newest first, which is the default, or asc",
            ),
        ] = None,
        since: Annotated[
            str | None, typer.Option("--since", metavar="TIME", help="the earliest time of creation")
        ] = None,
        until: Annotated[
            str | None, typer.Option("--until", metavar="TIME", help="the latest time of creation")
        ] = None,
        as_json: JsonLines = False,
    ) -> int:
        most = None if is_all else limit + 1  # one more tells whether there are more
        asked = {"limit": min(most or _PAGE, _PAGE), "order": order, "since": since, "until": until}
        with open_client(where) as client, _explain_absent_list(subject):
            find = subject.find_methods(client).list
            items = iter(ask(find, *ids.values.values(), **asked, max_items=most))
            _write_items(subject, items if is_all else islice(items, limit), as_json=as_json)
            if not is_all and next(items, None) is not None:
                note(f"there are more than {limit}: --all lists all")
        return DONE

    return adapt(list_objects, ids=declare_parent(subject))


def make_show(name: str) -> Run:
    """Return the verb that shows one object.

    Args:
        name: Of which kind, as `SUBJECTS` has them.
    """
    subject = SUBJECTS[name]

    def show_object(where: Where, ids: Given, as_json: Json = False) -> int:
        with open_client(where) as client:
            found = _ask_by_id(subject.find_methods(client).retrieve, subject, ids)
        _write_object(found, as_json=as_json)
        return DONE

    return adapt(show_object, ids=[*declare_parent(subject), _declare_own(subject)])


def make_create(name: str) -> Run:
    """Return the verb that makes an object out of fields.

    Args:
        name: Of which kind, as `SUBJECTS` has them.
    """
    subject, place = SUBJECTS[name], SUBJECTS[name].fields["create"]

    def create_object(where: Where, ids: Given, fields: Given, as_json: Json = False) -> int:
        asked = collect_fields(fields.values, place)
        with open_client(where, may_create=not subject.parent) as client:
            made = ask(subject.find_methods(client).create, *ids.values.values(), **asked)
        write_changed(made, as_json=as_json)
        return DONE

    return adapt(create_object, ids=declare_parent(subject), fields=declare_fields(place))


def make_update(name: str) -> Run:
    """Return the verb that changes fields of an object.

    Args:
        name: Of which kind, as `SUBJECTS` has them.
    """
    subject, place = SUBJECTS[name], SUBJECTS[name].fields["update"]

    def update_object(where: Where, ids: Given, fields: Given, as_json: Json = False) -> int:
        asked = collect_fields(fields.values, place)
        if not asked:
            raise OptionError("say what to change, such as --metadata topic=leave")
        with open_client(where) as client:
            changed = _ask_by_id(subject.find_methods(client).update, subject, ids, **asked)
        write_changed(changed, as_json=as_json)
        return DONE

    own = [*declare_parent(subject), _declare_own(subject)]
    return adapt(update_object, ids=own, fields=declare_fields(place))


def make_delete(name: str) -> Run:
    """Return the verb that deletes objects.

    Args:
        name: Of which kind, as `SUBJECTS` has them.
    """
    subject = SUBJECTS[name]

    def delete_object(where: Where, ids: Given, is_sure: Yes = False, as_json: Json = False) -> int:
        require_consent(f"the {subject.one} {ids.values['own']}", is_given=is_sure)
        with open_client(where) as client:
            gone = _ask_by_id(subject.find_methods(client).delete, subject, ids)
        write_changed(gone, as_json=as_json)
        return DONE

    return adapt(delete_object, ids=[*declare_parent(subject), _declare_own(subject)])


def make_cancel(name: str) -> Run:
    """Return the verb that cancels what is at work.

    Args:
        name: Of which kind, as `SUBJECTS` has them.
    """
    subject = SUBJECTS[name]

    def cancel_object(where: Where, ids: Given, as_json: Json = False) -> int:
        with open_client(where) as client:
            cancelled = _ask_by_id(subject.find_methods(client).cancel, subject, ids)
        if as_json:
            write_json(cancelled.to_dict())
        else:
            write_line(f"{cancelled.id} {cancelled.status}")
        return DONE

    return adapt(cancel_object, ids=[*declare_parent(subject), _declare_own(subject)])


@contextmanager
def _explain_absent_list(subject: Subject) -> Generator[None]:
    try:
        yield
    except APIStatusError as error:
        if subject.parent or error.status_code not in _ABSENT:
            raise
        what = f"{error.url} does not list {subject.one}s ({error.status_code})"
        note(f"{what}: name one by its id, or is that not the address of the API?")
        raise typer.Exit(FAILED) from None


def _ask_by_id(method: Callable[..., Any], subject: Subject, ids: Given, **fields: Any) -> Any:
    """Call a method that takes the id of an object, and by name that of what it belongs to."""
    parents = {f"{subject.parent}_id": ids.values["parent"]} if subject.parent else {}
    return ask(method, ids.values["own"], **parents, **fields)


def ask(method: Callable[..., Any], *ids: str, **fields: Any) -> Any:
    """Call a method of the client; return what it returns.

    Args:
        method: The method.
        ids: Its positional arguments.
        fields: Its other arguments.

    Raises:
        OptionError: The method refuses its arguments, which is wrong use of the verb.
    """
    try:
        return method(*ids, **fields)
    except (TypeError, ValueError) as error:
        raise OptionError(_name_option(str(error), fields)) from error


def _name_option(text: str, fields: Iterable[str]) -> str:
    """Return what a method says of an argument, with the option that it comes from."""
    name = text.partition(" ")[0]
    return f"--{text.replace(name, name.replace('_', '-'), 1)}" if name in fields else text


def declare_parent(subject: Subject) -> list[Parameter]:
    """Return the argument that names what an object belongs to; none for what belongs to nothing.

    Args:
        subject: The kind of the object.
    """
    return [_declare_id("parent", subject.parent)] if subject.parent else []


def _declare_own(subject: Subject) -> Parameter:
    return _declare_id("own", subject.one)


def _declare_id(name: str, noun: str) -> Parameter:
    argument = typer.Argument(metavar=noun.rpartition(" ")[2].upper(), help=f"the id of the {noun}")
    return Parameter(name, Parameter.KEYWORD_ONLY, annotation=Annotated[str, argument])


def adapt(function: Run, **groups: list[Parameter]) -> Run:
    """Return the function of a verb with options that its kind of objects has.

    Args:
        function: What the verb does.
        groups: The options of its parameters, by their names.
    """
    function.__annotations__ |= {name: group_parameters(parameters) for name, parameters in groups.items()}
    return function


def _write_items(subject: Subject, items: Iterable[Any], *, as_json: bool) -> None:
    if as_json:
        for item in items:
            write_json(item.to_dict(), is_line=True)
        return
    write_table(["id", *subject.columns], ([item.id, *subject.describe(item)] for item in items))


def _write_object(found: Any, *, as_json: bool) -> None:
    shown: dict[str, Any] = found.to_dict()
    if as_json:
        write_json(shown)
    else:
        write_pairs({name: describe_value(name, value) for name, value in shown.items()})


def write_changed(changed: Any, *, as_json: bool) -> None:
    """Write the object that a request left behind, or only its id.

    Args:
        changed: The object.
        as_json: Whether the whole object is written.
    """
    if as_json:
        write_json(changed.to_dict())
    else:
        write_line(changed.id)
