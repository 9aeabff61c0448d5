"""What is read out of signatures, and which of them no model can call."""

import functools
from collections.abc import Callable
from typing import Annotated, Any, Literal, Self

import pytest
from assistants_v2.tools import Tool, tool


def weather(city: str, unit: "Annotated[str, 'c or f']" = "c", *, days: int = 3, anything: Any = None) -> str:
    """Look up the weather.

    Args:
        city: The town.
    """
    return f"{city} {unit} {days} {anything}"


def labelled(text: str, **labels: int) -> None:
    """Label a text."""


class Desk:
    def find(self, room: str) -> str:
        """Find a desk."""
        return room

    def __call__(self, question: str) -> str:
        """Ask the desk."""
        return question


class Sheet:
    @staticmethod
    def style(cls: str) -> str:
        return cls

    @staticmethod
    def described(self: Annotated[list[str] | None, "CSS classes"]) -> object:
        return self

    @staticmethod
    def picked(cls: Literal["a", "b"]) -> str:
        return cls

    def own(self: Self, name: str) -> str:
        return name

    def named(self: "Sheet", name: str) -> str:
        return name

    def unresolvable(self: "Nowhere", name: str) -> str:  # type: ignore[name-defined]  # noqa: F821  # what a class being made looks like
        return name

    def of_class(cls: type["Sheet"], name: str) -> str:  # type: ignore[misc]  # noqa: N805  # a class method before it is made one
        return name


def passing_on(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return wrapper


def names(made: Tool[..., Any]) -> list[str]:
    """Return what a tool asks a model for."""
    return list(made.parameters["properties"])


def test_parameters_have_type_description_and_default() -> None:
    """Every parameter is read, keyword-only and unannotated ones too, and what `**kwargs` take."""
    assert {
        "city": {"type": "string", "description": "The town."},
        "unit": {"type": "string", "description": "c or f", "default": "c"},
        "days": {"type": "integer", "default": 3},
        "anything": {},
    } == tool(weather).parameters["properties"]
    assert {"type": "integer"} == tool(labelled).parameters["additionalProperties"]


@pytest.mark.parametrize(
    ("function", "expected", "description"),
    [
        (Desk().find, ["room"], "Find a desk."),
        (Desk(), ["question"], "Ask the desk."),
        (functools.partial(weather, "Oslo", unit="f"), ["days", "anything"], "Look up the weather."),
        (functools.partial(Desk().find), ["room"], "Find a desk."),
        (passing_on(weather), ["city", "unit", "days", "anything"], "Look up the weather."),
        (
            passing_on(functools.partial(weather, "Oslo")),
            ["unit", "days", "anything"],
            "Look up the weather.",
        ),
    ],
    ids=["method", "object", "partial", "partial of a method", "decorated", "decorated partial"],
)
def test_all_kinds_of_callables(function: Callable[..., Any], expected: list[str], description: str) -> None:
    """What is bound already, by an instance or a partial, is not asked of the model."""
    made = tool(function, name="made")
    assert expected == names(made)
    assert description == made.description
    assert not made.is_method


def test_a_function_of_a_class_waits_for_its_instance() -> None:
    """`self` is no parameter of a method that is not bound yet."""
    made = tool(Desk.find)
    assert made.is_method
    assert ["room"] == names(made)


@pytest.mark.parametrize(
    ("name", "function"),
    [("cls", Sheet.style), ("self", Sheet.described), ("cls", Sheet.picked)],
)
def test_a_static_method_may_call_its_parameter_like_an_instance(
    name: str, function: Callable[..., Any]
) -> None:
    """A first parameter of data is asked of the model, even if it is called `self` or `cls`."""
    made = tool(function)
    assert [name] == names(made)
    assert not made.is_method


@pytest.mark.parametrize("function", [Sheet.own, Sheet.named, Sheet.unresolvable, vars(Sheet)["of_class"]])
def test_an_annotated_instance_is_an_instance(function: Callable[..., Any]) -> None:
    """A type of the instance, even one that cannot be looked up yet, makes no parameter of it."""
    made = tool(function)
    assert ["name"] == names(made)
    assert made.is_method


def test_what_a_decorated_partial_binds_is_not_asked_of_the_model() -> None:
    """A decorator around a partial makes none of its keywords a parameter again."""
    made = tool(passing_on(functools.partial(weather, unit="f")), name="made")
    assert ["city", "days", "anything"] == names(made)


def positional(city: str, /) -> None: ...
def starred(*cities: str) -> None: ...
def unresolvable(city: "Nowhere") -> None: ...  # type: ignore[name-defined]  # noqa: F821  # what a TYPE_CHECKING import looks like


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (positional, "positional: parameter 'city' is positional-only.*remove the '/'"),
        (starred, "starred: parameter 'cities' takes unnamed arguments.*take one list"),
        (unresolvable, "unresolvable: the type of parameter 'city'.*'Nowhere'.*at module level"),
        (functools.partial(type), "type has no signature that can be read"),
    ],
)
def test_what_no_model_can_call_is_refused(function: Callable[..., Any], words: str) -> None:
    """The error names the function, the parameter and the remedy."""
    with pytest.raises(TypeError, match=words):
        tool(function)


def test_types_of_the_result_need_not_exist() -> None:
    """Only parameters are looked up: a result's type is nobody's business here."""

    def made() -> "Nowhere": ...  # type: ignore[name-defined]  # noqa: F821  # as above

    assert [] == names(tool(made))
