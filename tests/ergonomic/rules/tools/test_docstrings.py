"""What is read out of docstrings, in each of the styles."""

import pytest
from assistants_v2.rules.tools.docstrings import Documentation, read
from hypothesis import given
from hypothesis import strategies as st

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
    documentation = read(docstring)
    assert "Look up the weather.\n\nAsks the national service." == documentation.description
    assert {
        "city": "The town,\nnot its district.",
        "unit": "Celsius or Fahrenheit.",
        "more": "Whatever else.",
    } == documentation.parameters


def test_attributes_of_a_class_are_parameters() -> None:
    """A class documents its fields under Attributes."""
    docstring = "A place.\n\n    Attributes:\n        x: East.\n"
    assert Documentation("A place.", {"x": "East."}) == read(docstring)


def test_one_numpy_entry_describes_several_parameters() -> None:
    """NumPy style describes `x, y` at once."""
    docstring = "P.\n\nParameters\n----------\nx, y : int\n    Metres."
    assert {"x": "Metres.", "y": "Metres."} == read(docstring).parameters


@pytest.mark.parametrize("docstring", [None, "", "  \n "])
def test_nothing_written_is_nothing_said(docstring: str | None) -> None:
    """An absent or blank docstring has no description."""
    assert Documentation(None, {}) == read(docstring)


def test_prose_with_colons_stays_prose() -> None:
    """A text that only looks a little like a section is all description."""
    docstring = "Note: this is odd.\n    Really: it is."
    assert Documentation("Note: this is odd.\nReally: it is.") == read(docstring)


def test_a_text_that_the_parser_stumbles_over_is_prose() -> None:
    """An odd text is not worth an error: it is read as it stands."""
    assert Documentation("Odd: \n::  :") == read("Odd: \n    ::  :")


@given(st.text(alphabet=":@ \n\t-axArgspmParetus") | st.text())
def test_any_text_can_be_read(docstring: str) -> None:
    """No docstring, however odd, keeps a function from becoming a tool."""
    assert isinstance(read(docstring), Documentation)
