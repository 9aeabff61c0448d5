"""Which files the objects of a thread name."""

from __future__ import annotations

from assistants_v2.history.exports.mentions import list_file_ids


def test_files_are_found_wherever_they_are_named() -> None:
    """In attachments, contents, resources, results and in what nobody knows; each once, in order."""
    thread = {"tool_resources": {"code_interpreter": {"file_ids": ["f1", "f2"]}}}
    message = {
        "attachments": [{"file_id": "f2"}],
        "content": [
            {"image_file": {"file_id": "f3"}},
            {"text": {"annotations": [{"new": {"file_id": "f4"}}]}},
        ],
        "file_ids": ["f5", None, 7, ""],
    }
    assert ["f1", "f2", "f5", "f3", "f4"] == list_file_ids([thread, message])


def test_what_is_a_programs_own_names_no_file() -> None:
    """Metadata, parameters of functions and arguments of calls may have such names by chance."""
    own = {"file_id": "f1", "file_ids": ["f2"]}
    tool = {"function": {"parameters": {"properties": own}, "arguments": own}}
    assert [] == list_file_ids([{"metadata": own, "tools": [tool], "file_id": {"type": "string"}}])
