"""Tests of `builtin_tools.interpreters.last_values`: the code is run by Python itself here."""

from __future__ import annotations

import pytest
from assistants_v2_server.builtin_tools.interpreters.last_values import DEFINITION, hide_show, show_last_value


@pytest.mark.parametrize(
    ("expected", "code"),
    [
        ("42\n", "x = 41\nx + 1"),
        ("[1,\n".replace(",\n", "]\n"), "[\n  1\n]  # a list"),
        ("'ä'\n", "y = 'ö'; 'ä'"),
        ("(1, 2)\n", "1, 2"),
        ("", "x = 1"),
        ("", "None"),
        ("", ""),
        ("1\n", "print(1)"),
    ],
)
def test_the_last_value_is_printed(expected: str, code: str, capsys: pytest.CaptureFixture[str]) -> None:
    """As in a notebook: the value of an expression at the end, unless it is None."""
    variables: dict[str, object] = {}
    exec(DEFINITION + show_last_value(code), variables)
    assert expected == capsys.readouterr().out


@pytest.mark.parametrize("code", ["(" * 10_000, "1 +", "'\0'", "'\ud800'", "-" * 100_000 + "1"])
def test_code_that_cannot_be_read_is_left_to_the_interpreter(code: str) -> None:
    """It says itself what is wrong."""
    assert f"{code}\nNone" == show_last_value(code)


def test_tracebacks_show_what_was_written() -> None:
    """The model sees its own line, and the marks below the same characters."""
    code = show_last_value("1 / 0").splitlines()[0]
    marks = " " * len("_show_last_value((") + "~~~~~"
    assert "    1 / 0\n    ~~~~~\nError" == hide_show(f"    {code}\n    {marks}\nError")
