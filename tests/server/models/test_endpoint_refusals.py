"""What an endpoint says of a failure, as the failure of a run: before an answer and in the midst of one."""

from __future__ import annotations

import pytest
from assistants_v2_server.models.endpoint_refusals import Refusal, explain_report, read_retry_after
from assistants_v2_server.models.event_streams import EndpointError


@pytest.mark.parametrize(
    ("code", "message", "kind", "is_too_long"),
    [
        (None, "", "server_error", False),
        ("overloaded", "", "server_error", False),
        ("vector_store_timeout", "", "server_error", False),
        ("rate_limit_exceeded", "too many tokens a minute", "rate_limit_exceeded", False),
        ("insufficient_quota", "", "rate_limit_exceeded", False),
        ("invalid_prompt", "", "invalid_prompt", False),
        ("image_too_large", "", "invalid_prompt", False),
        ("context_length_exceeded", "", "invalid_prompt", True),
        (None, "Your input exceeds the maximum context of this model.", "invalid_prompt", True),
    ],
)
def test_an_error_within_an_answer_is_one_of_a_run(
    code: str | None, message: str, kind: str, *, is_too_long: bool
) -> None:
    """Its code says which; a prompt that is too long may only be told by its text, which is not repeated."""
    found, said, length = explain_report(EndpointError(code, message))
    assert (kind, is_too_long) == (found, length)
    assert said.startswith(f"reported {code or 'an error'}: ")
    assert not message or message not in said


@pytest.mark.parametrize("status", [400, 404, 422])
def test_a_file_or_a_vector_store_that_is_not_there_is_named(status: int) -> None:
    """So that nobody looks for the model; what else the endpoint says stays with it."""
    refusal = Refusal(status, 0, b"Vector store with id 'vs_2' not found. A secret.")
    _, said = refusal.explain(["vs_1", "vs_2"])
    assert said.startswith(f"answered {status}: it does not have vs_2, which its tools were to use")
    assert "secret" not in said
    assert "vs_2" not in refusal.explain(["vs_1"])[1]


def test_a_failure_is_not_put_down_to_what_it_names() -> None:
    """An endpoint that fails may well repeat what it was asked for."""
    assert "its log should say why" in Refusal(500, 0, b"vs_1").explain(["vs_1"])[1]


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({}, 0.0),
        ({"retry-after": "3"}, 3.0),
        ({"retry-after-ms": "1500", "retry-after": "3"}, 1.5),
        ({"retry-after-ms": "soon", "retry-after": "3"}, 3.0),
        ({"retry-after": "Sat, 28 Nov 2026 01:00:00 GMT"}, 0.0),
        ({"retry-after": "-3"}, 0.0),
    ],
)
def test_an_endpoint_says_when_to_come_back(headers: dict[str, str], seconds: float) -> None:
    """In milliseconds, where it knows that header, or in seconds."""
    assert seconds == read_retry_after(headers)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'{"error": {"code": "conversation_locked"}}', "conversation_locked"),
        (b'{"error": {"code": "A sentence.", "type": "overloaded"}}', "overloaded"),
        (b'{"error": "no"}', None),
        (b"<html>", None),
    ],
)
def test_a_refusal_has_a_code_if_it_looks_like_one(content: bytes, code: str | None) -> None:
    """Anything else might be content."""
    assert code == Refusal(400, 0, content).find_code()
