"""The options of workflows: defaults, ranges, and the names that type checkers know."""

from __future__ import annotations

from typing import Any

import pytest
from assistants_v2.rules import companion_options  # noqa: F401  which adds to OPTIONS
from assistants_v2.rules.options import (
    OPTIONS,
    BusyOptions,
    FollowOptions,
    ListOptions,
    MessageListOptions,
    Options,
    OwnRunOptions,
    RetryOptions,
    StepListOptions,
    ToolOptions,
    WaitOptions,
    defaults_of,
    drop_options,
)
from assistants_v2.rules.parameters import ExecuteParams, ResumeParams
from assistants_v2.tools import Toolbox
from assistants_v2_companions_raw.params import (
    FileCreateParams,
    UploadCreateParams,
    UploadPartCreateParams,
    VectorStoreFileBatchCreateParams,
)
from assistants_v2_raw.params import (
    MessageCreateParams,
    RunCreateParams,
    RunSubmitToolOutputsParams,
    ThreadCreateAndRunParams,
)


@pytest.mark.parametrize("parameters", OPTIONS, ids=lambda kind: kind.__name__)
def test_type_checkers_know_every_option(parameters: Any) -> None:
    """What a method takes at run time is declared in its TypedDict, so that editors offer it."""
    assert defaults_of(parameters).keys() <= parameters.__annotations__.keys()


@pytest.mark.parametrize("parameters", OPTIONS, ids=lambda kind: kind.__name__)
def test_what_is_declared_is_sent_or_is_an_option(parameters: Any) -> None:
    """An option that is declared and has no value would be sent as a field of the request, and refused."""
    requests: list[Any] = [
        FileCreateParams,
        MessageCreateParams,
        RunCreateParams,
        RunSubmitToolOutputsParams,
        ThreadCreateAndRunParams,
        UploadCreateParams,
        UploadPartCreateParams,
        VectorStoreFileBatchCreateParams,
    ]
    sent = {name for request in requests for name in request.__annotations__} | {"include"}
    assert set() == parameters.__annotations__.keys() - sent - defaults_of(parameters).keys()


def test_whoever_makes_a_run_ends_it_by_default() -> None:
    """A run of the call's own is cancelled at the deadline and on Ctrl-C; that of somebody else goes on."""
    assert ("cancel", True) == (OwnRunOptions().on_deadline, OwnRunOptions().cancel_on_exit)
    assert ("raise", False) == (FollowOptions().on_deadline, FollowOptions().cancel_on_exit)
    assert ("cancel", "raise") == (
        defaults_of(ExecuteParams)["on_deadline"],
        defaults_of(ResumeParams)["on_deadline"],
    )


def test_none_stands_for_the_default() -> None:
    """Programs pass None for what they do not care about."""
    given = {"on_deadline": None, "cancel_on_exit": None, "deadline": None}
    assert OwnRunOptions() == OwnRunOptions.pick(given)


def test_options_are_told_from_fields_of_the_request() -> None:
    """What is not an option is sent."""
    arguments = {"assistant_id": "asst_1", "deadline": 5, "max_rounds": 2, "on_active_run": "wait"}
    assert {"assistant_id": "asst_1", "on_active_run": "wait"} == drop_options(
        arguments, OwnRunOptions, ToolOptions
    )
    assert "wait" == BusyOptions.pick(arguments).on_active_run


@pytest.mark.parametrize(
    ("said", "kind", "arguments"),
    [
        ("deadline is a number of seconds above 0, got 0.", FollowOptions, {"deadline": 0}),
        ("deadline is a number of seconds above 0, got True.", FollowOptions, {"deadline": True}),
        ("deadline is a number of seconds above 0, got nan.", WaitOptions, {"deadline": float("nan")}),
        (
            "poll_interval_ms is a number of milliseconds above 0, got '5'.",
            FollowOptions,
            {"poll_interval_ms": "5"},
        ),
        (
            "on_deadline is 'raise', 'cancel' or 'return', got 'stop'.",
            OwnRunOptions,
            {"on_deadline": "stop"},
        ),
        (
            "requests_per_second is a number above 0, got -1.",
            WaitOptions,
            {"requests_per_second": -1},
        ),
        ("on_active_run is 'raise', 'wait' or 'cancel', got 'x'.", BusyOptions, {"on_active_run": "x"}),
        ("max_rounds is a whole number above 0, got 2.5.", ToolOptions, {"max_rounds": 2.5}),
        ("tool_timeout is a number of seconds above 0, got 0.", ToolOptions, {"tool_timeout": 0}),
        ("retry_failed is a whole number, 0 or above, got -1.", RetryOptions, {"retry_failed": -1}),
        ("retry_failed is a whole number, 0 or above, got True.", RetryOptions, {"retry_failed": True}),
        (
            "limit is the size of a page, 1 to 100, got 101; max_items= caps the whole.",
            ListOptions,
            {"limit": 101},
        ),
        ("limit is the size of a page, 1 to 100, got 0;", ListOptions, {"limit": 0}),
        ("max_items is a whole number, 0 or above, got -1.", ListOptions, {"max_items": -1}),
    ],
)
def test_what_is_out_of_range_is_refused(said: str, kind: type[Options], arguments: dict[str, Any]) -> None:
    """The error names the option, what it is, and what came."""
    with pytest.raises(ValueError, match=f"^{said}"):
        kind.pick(arguments)


@pytest.mark.parametrize("name", ["on_poll", "approve"])
def test_a_hook_that_cannot_be_called_is_refused(name: str) -> None:
    """It is refused before a run is made, not at the first look at it."""
    kind: type[Options] = FollowOptions if name == "on_poll" else ToolOptions
    with pytest.raises(TypeError, match=f"{name} is a function, got 'print'"):
        kind.pick({name: "print"})


def test_a_number_may_be_written_as_text() -> None:
    """The API's own reference shows `limit="20"`."""
    assert (20, 5) == (
        ListOptions.pick({"limit": "20"}).limit,
        ListOptions.pick({"max_items": "5"}).max_items,
    )
    with pytest.raises(ValueError, match="limit is the size of a page, 1 to 100, got many"):
        ListOptions.pick({"limit": "many"})


def test_functions_become_a_toolbox() -> None:
    """A list of functions, a Toolbox and nothing are all taken; one function alone is a mistake."""

    def add(a: int, b: int) -> int:
        """Add two numbers."""
        return a + b

    toolbox = Toolbox(add)
    assert ["add"] == [*ToolOptions.pick({"functions": [add]}).functions]
    assert toolbox is ToolOptions.pick({"functions": toolbox}).functions
    assert [] == [*ToolOptions.pick({}).functions]
    with pytest.raises(TypeError, match="functions is a list of functions or a Toolbox"):
        ToolOptions.pick({"functions": add})


def test_lists_send_what_is_theirs() -> None:
    """Each list's own filter is part of its query."""
    assert "run_1" == MessageListOptions.pick({"run_id": "run_1"}).sent()["run_id"]
    assert ["x"] == StepListOptions.pick({"include": ("x",)}).sent()["include"]
    assert None is StepListOptions().sent()["include"]
