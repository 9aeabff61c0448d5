"""What is read out of signatures, and which of them no model can call."""

import functools
from collections.abc import Callable
from typing import Annotated, Any, Literal, Self

import pydantic
import pytest
from assistants_v2.tools.signatures import REQUIRED, Parameter, read_signature as read


def weather(city: str, unit: "Annotated[str, 'c or f']" = "c", *, days: int = 3, anything=None) -> str:
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

    def unresolvable(self: "Nowhere", name: str) -> str:  # noqa: F821  # what a class being made looks like
        return name

    def of_class(cls: type["Sheet"], name: str) -> str:  # noqa: N805  # a class method before it is made one
        return name


def passing_on(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> Any:
        return function(*args, **kwargs)

    return wrapper


def test_parameters_have_type_description_and_default() -> None:
    """Every parameter is read, keyword-only and unannotated ones too."""
    assert (
        Parameter("city", str, "The town.", REQUIRED),
        Parameter("unit", Annotated[str, "c or f"], None, "c"),
        Parameter("days", int, None, 3),
        Parameter("anything", Any, None, None),
    ) == read(weather).parameters


def test_keyword_arguments_are_the_rest() -> None:
    """`**kwargs` are no parameter, but say what else may come."""
    assert Parameter("labels", int, None, REQUIRED) == read(labelled).rest


@pytest.mark.parametrize(
    ("function", "names", "description"),
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
def test_all_kinds_of_callables(function: Callable[..., Any], names: list[str], description: str) -> None:
    """What is bound already, by an instance or a partial, is not asked of the model."""
    signature = read(function)
    assert names == [parameter.name for parameter in signature.parameters]
    assert description == signature.description
    assert not signature.is_method


def test_a_function_of_a_class_waits_for_its_instance() -> None:
    """`self` is no parameter of a method that is not bound yet."""
    signature = read(Desk.find)
    assert signature.is_method
    assert ["room"] == [parameter.name for parameter in signature.parameters]


@pytest.mark.parametrize(
    ("name", "function"),
    [("cls", Sheet.style), ("self", Sheet.described), ("cls", Sheet.picked)],
)
def test_a_static_method_may_call_its_parameter_like_an_instance(
    name: str, function: Callable[..., Any]
) -> None:
    """A first parameter of data is asked of the model, even if it is called `self` or `cls`."""
    signature = read(function)
    assert [name] == [parameter.name for parameter in signature.parameters]
    assert not signature.is_method


@pytest.mark.parametrize("function", [Sheet.own, Sheet.named, Sheet.unresolvable, Sheet.of_class])
def test_an_annotated_instance_is_an_instance(function: Callable[..., Any]) -> None:
    """A type of the instance, even one that cannot be looked up yet, makes no parameter of it."""
    signature = read(function)
    assert ["name"] == [parameter.name for parameter in signature.parameters]
    assert signature.is_method


@pytest.mark.parametrize(
    ("hidden", "function"),
    [
        (set(), labelled),
        ({"text"}, functools.partial(labelled, "a")),
        ({"text", "size"}, functools.partial(labelled, text="a", size=1)),
        ({"text", "size"}, functools.partial(passing_on(functools.partial(labelled, size=1)), "a")),
        ({"self"}, Desk.find),
        ({"self"}, Desk().find),
        ({"self"}, Desk()),
    ],
)
def test_what_is_bound_already_is_hidden(hidden: set[str], function: Callable[..., Any]) -> None:
    """Names that partials and instances bind are kept, so that no model passes them."""
    assert hidden == read(function).hidden


def test_what_a_decorated_partial_binds_is_not_asked_of_the_model() -> None:
    """A decorator around a partial makes none of its keywords a parameter again."""
    signature = read(passing_on(functools.partial(weather, unit="f")))
    assert ["city", "days", "anything"] == [parameter.name for parameter in signature.parameters]


def test_a_pydantic_field_as_default_is_taken_apart() -> None:
    """`Field(5, ge=1)` is a default of 5 and an annotation; without a default, the parameter is required."""
    limit: Any = pydantic.Field(5, ge=1, description="How many.")
    query: Any = pydantic.Field(description="What.")
    place: Any = pydantic.Field(...)
    tags: Any = pydantic.Field(default_factory=list)

    def find(query: str = query, place: str = place, limit: int = limit, tags: list[str] = tags) -> None: ...

    assert (
        Parameter("query", Annotated[str, query], None, REQUIRED),
        Parameter("place", Annotated[str, place], None, REQUIRED),
        Parameter("limit", Annotated[int, limit], None, 5),
        Parameter("tags", Annotated[list[str], tags], None, None, list),
    ) == read(find).parameters


def positional(city: str, /) -> None: ...
def starred(*cities: str) -> None: ...
def unresolvable(city: "Nowhere") -> None: ...  # noqa: F821  # what a TYPE_CHECKING import looks like


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (positional, "positional: parameter 'city' is positional-only.*remove the '/'"),
        (starred, "starred: parameter 'cities' takes unnamed arguments.*take one list"),
        (unresolvable, "unresolvable: the type of parameter 'city'.*'Nowhere'.*at module level"),
        (type, "type has no signature that can be read"),
    ],
)
def test_what_no_model_can_call_is_refused(function: Callable[..., Any], words: str) -> None:
    """The error names the function, the parameter and the remedy."""
    with pytest.raises(TypeError, match=words):
        read(function)


def test_types_of_the_result_need_not_exist() -> None:
    """Only parameters are looked up: a result's type is nobody's business here."""

    def made() -> "Nowhere": ...  # noqa: F821  # as above

    assert () == read(made).parameters
