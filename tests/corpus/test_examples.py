"""Every example of the vendor's guide is read as what its heading promises, and written back equal."""

from __future__ import annotations

import pytest

from .operations import OPERATIONS
from .recorded import HEADINGS, SOURCES, read_examples
from .replaying import any_arguments, ask_raw, json_answer
from .walking import exact, misdeclared, unknown


@pytest.mark.parametrize("source", SOURCES)
def test_the_examples_come_back_equal(source: str) -> None:
    """Each of the guide's examples passes through its endpoint unchanged, all of it known and as declared."""
    examples = read_examples(source)
    assert 17 == len(examples)
    for operation, example in examples:
        parsed = ask_raw(json_answer(example), operation, any_arguments(operation)).parsed
        assert OPERATIONS[operation].answer is type(parsed), operation
        assert exact(example) == exact(parsed.to_dict()), operation
        assert [] == misdeclared(parsed), operation
        assert [] == list(unknown(parsed)), operation


def test_the_headings_are_the_operations() -> None:
    """The guide has a heading for each operation of the contract, and for nothing else."""
    assert sorted(OPERATIONS) == sorted(HEADINGS.values())
