"""What is read out of signatures, and which of them no model can call."""

import functools
from collections.abc import Callable
from typing import Annotated, Any

import pytest
from assistants_v2.rules.tools.signatures import REQUIRED, Parameter, read


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
