"""What is read out of docstrings, in each of the styles."""

from typing import Any

import pytest
from assistants_v2.tools import Tool
from hypothesis import given
from hypothesis import strategies as st


def read(docstring: str | None) -> tuple[str | None, dict[str, str]]:
    """Return what a tool of a function with the docstring says, of itself and of its parameters."""

    def take(
        x: int = 0,
        y: int = 0,
        a: int = 0,
        b: int = 0,
        city: int = 0,
        unit: int = 0,
        hour: int = 0,
        **more: Any,
    ) -> None: ...

    take.__doc__ = docstring
    tool = Tool(take)
    parts = tool.parameters["properties"] | {"more": tool.parameters["additionalProperties"]}
    told = {
        name: part["description"]
        for name, part in parts.items()
        if part is not True and "description" in part
    }
    return tool.description, told


GOOGLE = """Look up the weather.

    Asks the national service.

    Args:
        city (str): The town,
            not its district.
        unit: Celsius or Fahrenheit.
        **more: Whatever else.

    Returns:
        A sentence.
    """

NUMPY = """Look up the weather.

    Asks the national service.

    Parameters
    ----------
    city : str
        The town,
        not its district.
    unit : {"c", "f"}, optional
        Celsius or Fahrenheit.
    **more
        Whatever else.

    Returns
    -------
    str
        A sentence.
    """

SPHINX = """Look up the weather.

    Asks the national service.

    :param city: The town,
        not its district.
    :param str unit: Celsius or Fahrenheit.
    :param more: Whatever else.
    :type city: str
    :returns: A sentence.
    """


@pytest.mark.parametrize("docstring", [GOOGLE, NUMPY, SPHINX], ids=["google", "numpy", "sphinx"])
def test_each_style_says_the_same(docstring: str) -> None:
    """Google, NumPy and Sphinx docstrings of one content are read alike."""
    assert (
        "Look up the weather.\n\nAsks the national service.",
        {
            "city": "The town,\nnot its district.",
            "unit": "Celsius or Fahrenheit.",
            "more": "Whatever else.",
        },
    ) == read(docstring)


def test_attributes_of_a_class_are_parameters() -> None:
    """A class documents its fields under Attributes."""
    docstring = "A place.\n\n    Attributes:\n        x: East.\n"
    assert ("A place.", {"x": "East."}) == read(docstring)


def test_one_numpy_entry_describes_several_parameters() -> None:
    """NumPy style describes `x, y` at once."""
    docstring = "P.\n\nParameters\n----------\nx, y : int\n    Metres."
    assert {"x": "Metres.", "y": "Metres."} == read(docstring)[1]


@pytest.mark.parametrize(
    "docstring",
    [
        "Args:\n        x: East,\n            in metres.\n        y: North.\n    ",
        "Args:\n    x: East,\n        in metres.\n    y: North.\n",
        "Args:\nx: East,\n    in metres.\ny: North.\n",
        "Args:\n        x: East,\n            in metres.\n        y: North.\n\n    Returns:\n        It.",
        "Args:\n        x: East,\n            in metres.\n\n    Keyword Args:\n        y: North.\n    ",
        "\n    Args:\n        x: East,\n            in metres.\n        y: North.\n    ",
        "Parameters\n    ----------\n    x\n        East,\n        in metres.\n    y\n        North.\n    ",
        ":param x: East,\n        in metres.\n    :param y: North.\n    ",
    ],
    ids=["function", "module", "dedented", "more sections", "keywords", "next line", "numpy", "sphinx"],
)
def test_a_docstring_may_begin_with_its_parameters(docstring: str) -> None:
    """Without a summary there is no description, but each parameter has its own."""
    assert (None, {"x": "East,\nin metres.", "y": "North."}) == read(docstring)


@pytest.mark.parametrize("title", ["Keyword Args", "Keyword Arguments"])
def test_keyword_arguments_have_a_section_of_their_own(title: str) -> None:
    """Google style sets keyword-only parameters apart."""
    docstring = f"Add.\n\n    Args:\n        a: First.\n\n    {title}:\n        b (int): Second.\n    "
    assert ("Add.", {"a": "First.", "b": "Second."}) == read(docstring)


@pytest.mark.parametrize("mark", [":hour: and :minute:", "@channel: it", ":ref: x"])
def test_prose_in_the_form_of_a_field_stays_prose(mark: str) -> None:
    """A line that only looks like a field takes nothing of the text away."""
    prose = f"Set an alarm.\n\n{mark} repeats daily.\nNever before six."
    assert (prose, {}) == read(prose)
    documented = f"{prose}\n\nArgs:\n    hour: In UTC.\n"
    assert (prose, {"hour": "In UTC."}) == read(documented)


@pytest.mark.parametrize(
    "field", [":returns: It.", ":raises ValueError: Never.", ":type x: int", ":meta private:"]
)
def test_fields_that_describe_no_parameter_are_no_description(field: str) -> None:
    """What Sphinx reads as a field is not told to a model."""
    assert ("Do it.", {}) == read(f"Do it.\n\n{field}\n")


@pytest.mark.parametrize("docstring", [None, "", "  \n "])
def test_nothing_written_is_nothing_said(docstring: str | None) -> None:
    """An absent or blank docstring has no description."""
    assert (None, {}) == read(docstring)


def test_prose_with_colons_stays_prose() -> None:
    """A text that only looks a little like a section is all description."""
    docstring = "Note: this is odd.\n    Really: it is."
    assert ("Note: this is odd.\nReally: it is.", {}) == read(docstring)


def test_a_text_that_the_parser_stumbles_over_is_prose() -> None:
    """An odd text is not worth an error: it is read as it stands."""
    assert ("Odd: \n::  :", {}) == read("Odd: \n    ::  :")


@given(st.text(alphabet=":@ \n\t-axArgspmParetus") | st.text())
def test_any_text_can_be_read(docstring: str) -> None:
    """No docstring, however odd, keeps a function from becoming a tool."""
    assert isinstance(read(docstring), tuple)
