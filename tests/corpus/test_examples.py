"""Every example of the guide is read as the object that its heading promises, and written back equal."""

from __future__ import annotations

from .operations import OPERATIONS
from .recorded import read_examples
from .replaying import any_arguments, ask_raw, json_answer
from .walking import exact, misdeclared, unknown

HEADINGS = {
    "Create assistant": "createAssistant",
    "List assistants": "listAssistants",
    "Retrieve assistant": "getAssistant",
    "Modify assistant": "modifyAssistant",
    "Delete assistant": "deleteAssistant",
    "Create thread": "createThread",
    "Retrieve thread": "getThread",
    "Modify thread": "modifyThread",
    "Delete thread": "deleteThread",
    "Create message": "createMessage",
    "List messages": "listMessages",
    "Retrieve message": "getMessage",
    "Modify message": "modifyMessage",
    "Delete message": "deleteMessage",
    "Create run": "createRun",
    "Create thread and run": "createThreadAndRun",
    "List runs": "listRuns",
    "Retrieve run": "getRun",
    "Modify run": "modifyRun",
    "Submit tool outputs": "submitToolOutputsToRun",
    "Cancel run": "cancelRun",
    "List run steps": "listRunSteps",
    "Retrieve run steps": "getRunStep",
}
"""The operation that each heading of the guide stands for."""


def test_the_examples_come_back_equal() -> None:
    """Each of the guide's examples passes through its endpoint unchanged, all of it known and as declared."""
    examples = read_examples()
    assert 17 == len(examples)
    for heading, example in examples:
        operation = HEADINGS[heading]
        parsed = ask_raw(json_answer(example), operation, any_arguments(operation)).parsed
        assert OPERATIONS[operation].answer is type(parsed), heading
        assert exact(example) == exact(parsed.to_dict()), heading
        assert [] == misdeclared(parsed), heading
        assert [] == list(unknown(parsed)), heading


def test_the_headings_are_the_operations() -> None:
    """The guide has a heading for each operation of the contract, and for nothing else."""
    assert sorted(OPERATIONS) == sorted(HEADINGS.values())
