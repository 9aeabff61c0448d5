"""The code in arguments that have not ended."""

from __future__ import annotations

import json

import pytest
from assistants_v2_server.runs.code_reading import CodeReader
from hypothesis import given
from hypothesis import strategies as st


@given(st.text(st.characters(exclude_categories=["Cs"])), st.lists(st.integers(1, 9)), st.booleans())
def test_code_comes_whole_however_it_is_cut(code: str, sizes: list[int], is_ascii: bool) -> None:
    """The pieces together are the code, whatever its escapes are cut into."""
    reader, said = CodeReader(), ""
    rest = json.dumps({"code": code}, ensure_ascii=is_ascii)
    for size in [*sizes, *[1] * len(rest)]:
        said += reader.add(rest[:size])
        rest = rest[size:]
    mended = said.encode("utf-16", "surrogatepass").decode("utf-16")
    assert code == mended


def test_code_is_seen_as_it_comes() -> None:
    """Each piece gives what it adds."""
    pieces = ['{"co', 'de": "print(', "1)\\", 'n# é"', "}"]
    reader = CodeReader()
    assert ["", "print(", "1)", "\n# é", ""] == [reader.add(piece) for piece in pieces]


@pytest.mark.parametrize("arguments", ["print(1)", '{"queries": ["code"]}', '["code"]', '{"code": 1}', ""])
def test_other_arguments_have_no_code(arguments: str) -> None:
    """What is not as expected shows nothing, and the call fails later."""
    assert "" == CodeReader().add(arguments)
