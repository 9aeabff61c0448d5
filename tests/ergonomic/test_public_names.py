"""What `from assistants_v2 import ...` offers."""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import Any

import assistants_v2
import pytest
from msgspec import Struct

OFFERED = [name for name in assistants_v2.__all__ if name != "__version__"]
KINDS = [value for name in OFFERED if inspect.isclass(value := getattr(assistants_v2, name))]


def test_the_names_are_sorted() -> None:
    """A sorted list shows at once what is in it."""
    assert sorted(assistants_v2.__all__) == assistants_v2.__all__


def test_the_names_can_be_imported() -> None:
    """Each name exists, also one that is loaded late."""
    namespace: dict[str, object] = {}
    exec("from assistants_v2 import *", namespace)
    assert set() == set(assistants_v2.__all__) - set(namespace)


def test_the_names_are_complete() -> None:
    """What the package has gathered from its modules is offered."""
    gathered = {
        name
        for name, value in vars(assistants_v2).items()
        if getattr(value, "__module__", "").startswith("assistants_v2.")
    }
    assert set() == gathered - set(assistants_v2.__all__)


def test_an_unknown_name_is_refused() -> None:
    """Asking for what is not there fails as it does with any module."""
    module: Any = assistants_v2
    with pytest.raises(AttributeError, match="nonsense"):
        module.nonsense  # noqa: B018


@pytest.mark.parametrize("name", OFFERED)
def test_a_name_is_documented(name: str) -> None:
    """help() says what each name is for, in words of its own."""
    documented = inspect.getdoc(getattr(assistants_v2, name)) or ""
    inherited = {inspect.getdoc(base) for base in getattr(getattr(assistants_v2, name), "__mro__", ())[1:]}
    assert documented.endswith((".", ":", ")"))
    assert documented not in inherited


@pytest.mark.parametrize("place", ["", ".history", ".testing", "_server"])
def test_a_class_of_values_says_what_it_is_made_of(place: str) -> None:
    """help() and editors ask for its signature, for which the types of its fields are looked up."""
    module = import_module(f"assistants_v2{place}")
    kinds = [value for name in module.__all__ if inspect.isclass(value := getattr(module, name))]
    values = [kind for kind in kinds if issubclass(kind, Struct)]
    assert values
    for kind in values:
        assert {*kind.__struct_fields__} == {*inspect.signature(kind).parameters}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if issubclass(kind, Exception)])
def test_every_error_is_caught_by_the_root(kind: type) -> None:
    """Whoever catches AssistantsError has caught whatever this package raises on purpose."""
    assert issubclass(kind, assistants_v2.AssistantsError)


def test_every_error_is_offered() -> None:
    """No error can be raised that cannot be imported."""
    defined = {
        name
        for name, value in vars(assistants_v2.errors).items()
        if inspect.isclass(value) and value.__module__ == assistants_v2.errors.__name__
    }
    assert set() == defined - set(assistants_v2.__all__)


def test_the_example_of_the_package_is_right() -> None:
    """The lines in the package's docstring are Python."""
    example = (assistants_v2.__doc__ or "").partition("\n\n")[2]
    compile(example, "example", "exec")
