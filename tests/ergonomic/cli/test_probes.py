"""What the answers to harmless requests mean."""

from __future__ import annotations

import json

import pytest
from assistants_v2.cli.examining.probes import PROBES, Answer, Verdict, judge_answer

OURS = "/threads/thread_000000000000000000000000"


def answer(status: int, text: str, method: str = "GET", path: str = OURS) -> Answer:
    """An answer to a probe."""
    return Answer(status, text, method, path)


def error(message: str) -> str:
    """A body of an error."""
    return json.dumps({"error": {"message": message, "type": "invalid_request_error"}})


UNKNOWN_TO_US = answer(404, error("Invalid URL (GET /v1/none)"), path="/none")
UNKNOWN_TO_FASTAPI = answer(404, '{"detail":"Not Found"}', path="/none")
UNKNOWN_TO_EXPRESS = answer(404, "<pre>Cannot GET /v1/none</pre>", path="/none")


@pytest.mark.parametrize(
    ("given", "unknown", "verdict"),
    [
        (answer(404, error("No thread found with id 'thread_1'.")), UNKNOWN_TO_US, "served"),
        (answer(404, error(f"Invalid URL (POST /v1{OURS})"), "POST"), UNKNOWN_TO_US, "absent"),
        (answer(404, '{"detail":"Not Found"}'), UNKNOWN_TO_FASTAPI, "absent"),
        (answer(404, '{"detail":"thread not found"}'), UNKNOWN_TO_FASTAPI, "served"),
        (answer(404, f"<pre>Cannot DELETE /v1{OURS}</pre>", "DELETE"), UNKNOWN_TO_EXPRESS, "absent"),
        (answer(400, error("Missing required parameter: 'model'.")), UNKNOWN_TO_US, "served"),
        (answer(422, '{"detail":[]}'), UNKNOWN_TO_FASTAPI, "served"),
        (answer(200, '{"object":"list","data":[]}'), UNKNOWN_TO_US, "served"),
        (answer(200, "<html>Welcome</html>"), UNKNOWN_TO_EXPRESS, "absent"),
        (answer(405, error("Method not allowed")), UNKNOWN_TO_US, "absent"),
        (answer(501, ""), UNKNOWN_TO_US, "absent"),
        (answer(401, error("no")), UNKNOWN_TO_US, "refused"),
        (answer(403, error("no")), UNKNOWN_TO_US, "refused"),
        (answer(500, "Internal Server Error"), UNKNOWN_TO_FASTAPI, "unclear"),
        (answer(404, "anything"), None, "served"),
    ],
)
def test_an_answer_is_judged(given: Answer, unknown: Answer | None, verdict: Verdict) -> None:
    """By its status, and a 404 by what an unknown address gets."""
    assert verdict == judge_answer(given, unknown)


def test_each_operation_has_a_probe() -> None:
    """All 23, each once, and none with an id that could be somebody's."""
    assert 23 == len({probe.operation for probe in PROBES}) == len(PROBES)
    assert all("_" not in probe.path or "0" * 24 in probe.path or "submit" in probe.path for probe in PROBES)
