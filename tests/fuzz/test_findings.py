"""What is explained, what is not, and which explanations nobody needs."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from .findings import Explanation, Finding, Review, read_explanations

LOCKED = Finding(
    "createRun", "positive_data_acceptance", "400 Thread thread_1 already has an active run run_1."
)
REASON = Explanation(
    "create*", "positive_data_acceptance", "400 Thread * already has an active run *.", "It is locked."
)


def test_a_finding_is_explained_by_what_fits_all_of_it() -> None:
    """Operation, check and answer have to fit, and `*` stands for any text."""
    review = Review([REASON])
    assert review.explains(LOCKED)
    assert {"It is locked.": 1} == review.count_by_reason()


@pytest.mark.parametrize(
    "other",
    [
        evolve(LOCKED, operation="modifyRun"),
        evolve(LOCKED, check="negative_data_rejection"),
        evolve(LOCKED, answer="400 Thread thread_1 is locked."),
    ],
)
def test_what_differs_in_one_part_is_not_explained(other: Finding) -> None:
    """An explanation excuses nothing but what it describes."""
    assert not Review([REASON]).explains(other)


def test_no_explanation_excuses_a_server_error() -> None:
    """Whatever the file says, an answer of 500 or above is a defect."""
    anything = Explanation("*", "not_a_server_error", "*", "It happens.")
    assert not Review([anything]).explains(Finding("createRun", "not_a_server_error", "503 Busy."))


def test_an_explanation_of_nothing_is_told_unless_it_is_rare() -> None:
    """The file does not go on excusing what was mended."""
    rare = evolve(REASON, rare=True)
    assert [REASON] == Review([REASON, rare]).list_needless()


def test_an_entry_that_lacks_something_is_named(tmp_path: Path) -> None:
    """Whoever writes the file is told which of its entries is wrong."""
    file = tmp_path / "explanations.yaml"
    file.write_text("- reason: why\n  findings:\n    - {operation: createRun, check: any}\n")
    with pytest.raises(ValueError, match="entry 1 needs a `reason`, and `findings`"):
        read_explanations(file)
