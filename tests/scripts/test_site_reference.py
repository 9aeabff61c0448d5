"""The reference shows what `help()` shows: real signatures, and what each argument, field and error is."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

import assistants_v2_companions_raw
import assistants_v2_raw
import pytest
from assistants_v2.resources.runs import Runs
from msgspec import Struct
from site_operations import read_operations, resolve, write_operations
from site_reference import explain, public_modules, write_methods, write_module, write_reference

METHODS = write_methods()


def section(page: str, title: str) -> str:
    """Return a section of a page, to the next of any depth."""
    after = page.split(f"# {title}\n", 1)[1]
    return after.split("\n## ", 1)[0].split("\n### ", 1)[0]


def test_a_method_has_every_argument_with_its_sentence() -> None:
    """No `**fields`: each can be read with its type, its default and what it is for."""
    said = section(METHODS, "threads.runs.execute")
    for name in inspect.signature(Runs.execute).parameters:
        assert name == "self" or f"- `{name}`: " in said, name
    assert "    max_parallel_tools: int = 8,\n" in said
    assert "client.threads.runs.execute(\n    thread_id: str,\n    *,\n    assistant_id: str,\n" in said
    assert "**Raises:**\n\n- `RunFailed`, `RunExpired`, `RunCancelled`: The run ended in this status." in said


def test_every_resource_is_among_the_methods() -> None:
    """Those within others too, under the words that programs write."""
    for path in ("client.assistants", "client.threads.runs.steps", "client.vector_stores.file_batches"):
        assert f"\n## {path}\n" in METHODS


def test_each_kind_of_name_is_shown() -> None:
    """Classes with their arguments and methods, exceptions with what they are a kind of, functions, types."""
    package, types = write_module("assistants_v2"), write_module("assistants_v2.types")
    assert "```python\nassistants_v2.Tool(\n    function: Callable[P, R_co],\n" in section(package, "Tool")
    assert "An exception; a kind of `RunError`." in section(package, "RunFailed")
    assert "Return a client of a server that runs inside this process" in section(package, "Assistants.local")
    assert "Return a tool made of a function" in section(package, "tool")
    assert "- `status` (`RunStatus`): Where it stands." in section(types, "Run")
    assert "`'completed'`" in section(types, "RunStatus")


def test_values_are_shown_with_what_they_are_made_of() -> None:
    """The types are as they are written, and what is made for each object is left open."""
    said = section(write_module("assistants_v2_server"), "HostedTool")
    assert "    *,\n    kind: HostedKind,\n    store_ids: tuple[str, ...] = (),\n" in said
    assert "    options: Mapping[str, Any] = ...,\n" in said


@pytest.mark.parametrize("name", ["assistants_v2", "assistants_v2.history", "assistants_v2_server"])
def test_every_class_of_values_is_shown_so(name: str) -> None:
    """Whichever library makes it."""
    module, page = importlib.import_module(name), write_module(name)
    kinds = {each: getattr(module, each) for each in module.__all__}
    values = [each for each, kind in kinds.items() if inspect.isclass(kind) and issubclass(kind, Struct)]
    assert values
    assert [] == [each for each in values if f"```python\n{name}.{each}(" not in section(page, each)]


def test_no_page_depends_on_the_process_that_made_it() -> None:
    """Addresses of objects differ from build to build, and say nothing to readers."""
    assert [] == [page.place for page in write_reference() if " at 0x" in page.text]


def test_the_modules_are_those_that_say_what_they_offer() -> None:
    """What has no `__all__` is the inside, and so are the rooms that the changelog calls so."""
    assert {"assistants_v2", "assistants_v2.history", "assistants_v2_server"} <= {*public_modules()}
    assert not {"assistants_v2.tools", "assistants_v2.client"} & {*public_modules()}


def test_an_operation_has_path_parameters_and_method() -> None:
    """Those that the contract states, each with its sentence."""
    said = section(write_operations(), "createRun")
    assert "`POST /threads/{thread_id}/runs`" in said
    assert "In the clients: `threads.runs.create`." in said
    assert "**In the path:**\n\n- `thread_id`, required: Id of the thread" in said
    assert "- `assistant_id`, required: Id of the assistant to set to work." in said
    assert "**Answer, 200:**" in said


def test_references_of_a_contract_are_followed() -> None:
    """From one to the next, to what states something."""
    contract: Any = {"a": {"$ref": "#/b"}, "b": {"type": "object"}}
    assert {"type": "object"} == resolve(contract, {"$ref": "#/a"})
    assert {"x": 1} == resolve(contract, {"x": 1})


@pytest.mark.parametrize(
    ("docstring", "text"),
    [
        ("Return it.", "Return it.\n"),
        ("Return it.\n\nMore.", "Return it.\n\nMore.\n"),
        ("Do.\n\nArgs:\n    a, b: Two\n        lines.", "Do.\n\n**Arguments:**\n\n- `a`, `b`: Two lines.\n"),
        ("Do.\n\nReturns:\n    The run: it.", "Do.\n\n**Returns:** The run: it.\n"),
        ("", "\n"),
    ],
)
def test_a_docstring_is_markdown_with_lists(docstring: str, text: str) -> None:
    """Sections become lists; what is said stays as it is."""
    assert text == explain(docstring)


def test_every_operation_is_read_once() -> None:
    """A contract without its operations would make an empty page."""
    names = [
        each.name
        for package in (assistants_v2_raw, assistants_v2_companions_raw)
        for each in read_operations(package)
    ]
    assert len(names) == len({*names}) > 40
