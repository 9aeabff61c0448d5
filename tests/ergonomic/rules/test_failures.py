"""Which error a failed exchange becomes. That the ports raise them is in ../io/test_answers.py."""

from __future__ import annotations

import json
from typing import Any

import assistants_v2 as a
import pytest
from assistants_v2.rules import failures
from assistants_v2.rules.configuration import LOCAL_BASE_URL, RETIRED_HOST, Settings
from hypothesis import given
from hypothesis import strategies as st

SETTINGS = Settings(base_url="https://host/v1", api_key="sk-secret")
ENVELOPE = {"error": {"message": "No.", "type": "invalid_request_error", "param": "model", "code": "c"}}


def refusal(status: int, body: Any = None, **headers: str) -> a.APIStatusError:
    """Return the error for an answer with this status and JSON body."""
    content = b"" if body is None else json.dumps(body).encode()
    return failures.make_status_error(SETTINGS, status, headers, content)


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (a.BadRequestError, 400),
        (a.AuthenticationError, 401),
        (a.PermissionDeniedError, 403),
        (a.NotFoundError, 404),
        (a.ConflictError, 409),
        (a.UnprocessableEntityError, 422),
        (a.RateLimitError, 429),
        (a.InternalServerError, 500),
        (a.InternalServerError, 529),
        (a.APIStatusError, 418),
        (a.APIStatusError, 307),
    ],
)
def test_each_status_has_its_class(kind: type[a.APIStatusError], status: int) -> None:
    """A status becomes the official SDK's class for it, and any other the class above them."""
    error = refusal(status, ENVELOPE)
    assert (kind, status) == (type(error), error.status_code)


def test_an_error_carries_what_the_server_said() -> None:
    """The fields of the error envelope, the request's id and the body are attributes."""
    error = refusal(400, ENVELOPE, **{"x-request-id": "req_1"})
    assert ("No.", "invalid_request_error", "model", "c", "req_1") == (
        error.message,
        error.type,
        error.param,
        error.code,
        error.request_id,
    )
    assert ENVELOPE["error"] == error.body
    assert {"x-request-id": "req_1"} == error.headers
    assert SETTINGS.base_url == error.url
    assert "400: No. The field is model." == str(error)


@pytest.mark.parametrize(
    ("message", "body"),
    [
        ("Too big.", {"error": "Too big."}),
        ("7", {"error": {"message": 7}}),
        ("the server answered 400 Bad Request.", {"error": {"message": None}}),
        ("the server answered 400 Bad Request.", {"error": []}),
        ("Not Found", {"detail": "Not Found"}),
        ("No.", {"message": "No.", "code": 3}),
        (
            "body.role: Field required; body: Too long",
            {
                "detail": [
                    {"loc": ["body", "role"], "msg": "Field required"},
                    {"loc": ["body"], "msg": "Too long"},
                ]
            },
        ),
        ("the server answered 400 Bad Request.", {"detail": {"why": "?"}}),
        ("the server answered 400 Bad Request.", ["x"]),
        ("the server answered 400 Bad Request.", None),
    ],
)
def test_bodies_of_other_shapes_do_no_harm(message: str, body: Any) -> None:
    """Servers that do not send the API's error envelope still get an error with a sentence."""
    error = refusal(400, body)
    inner = body.get("error", body) if isinstance(body, dict) else body
    assert (message, inner) == (error.message, error.body)


@pytest.mark.parametrize(
    ("run_id", "said"),
    [
        ("run_a1", "Thread thread_b2 already has an active run run_a1."),
        ("run_a1", "Can't add messages to thread_b2 while a run run_a1 is active."),
    ],
)
def test_a_busy_thread_is_told_apart(run_id: str, said: str) -> None:
    """A 400 because of another run is an error of its own, which names that run."""
    error = refusal(400, {"error": {"message": said}})
    assert isinstance(error, a.ThreadBusy)
    assert run_id == error.run_id
    assert not isinstance(refusal(422, {"error": {"message": said}}), a.ThreadBusy)


@pytest.mark.parametrize("said", ["No such thing", "No such thing."])
def test_words_of_the_server_and_of_ours_are_two_sentences(said: str) -> None:
    """Not every server ends its messages with a full stop."""
    assert "404: No such thing. Ids belong" in str(refusal(404, {"error": {"message": said}}))


def test_an_id_that_a_database_lacks_is_not_sought_at_an_address() -> None:
    """The embedded server has one only by name, which tells nobody anything."""
    settings = Settings(base_url=LOCAL_BASE_URL, api_key="none")
    content = b'{"error": {"message": "No such thing"}}'
    said = str(failures.make_status_error(settings, 404, {}, content))
    assert (
        "404: No such thing. Ids belong to the database that made them: "
        "was this one made in another, or deleted?" == said
    )


def test_a_status_without_a_name_is_told_as_a_number() -> None:
    """A status that HTTP does not know is no reason to fail."""
    assert "529: the server answered 529." == str(refusal(529))


@given(st.integers(300, 599), st.binary(), st.dictionaries(st.text(), st.text()))
def test_any_answer_becomes_an_error(status: int, content: bytes, headers: dict[str, str]) -> None:
    """Whatever a server sends with a bad status, the error has that status and a text."""
    error = failures.make_status_error(SETTINGS, status, headers, content)
    assert str(error).startswith(f"{status}: ")


@pytest.mark.parametrize(
    ("remedy", "status", "body"),
    [
        ("The key that was sent was not taken: check api_key", 401, ENVELOPE),
        ("ASSISTANTS_API_KEY", 401, None),
        ("was this one made at https://host/v1, or deleted?", 404, ENVELOPE),
        ("Is https://host/v1 the address of this API? For", 404, {"detail": "Not Found"}),
        ("Assistants.local(model=assistants_v2_server.ChatCompletions(", 404, None),
        (
            "Assistants.local(model=assistants_v2_server.ChatCompletions(",
            405,
            {"detail": "Method Not Allowed"},
        ),
        ("headers['location']", 308, None),
    ],
)
def test_an_error_names_the_remedy(remedy: str, status: int, body: Any) -> None:
    """A wrong key, id or address is told with what to look at."""
    assert remedy in str(refusal(status, body))


def said_by(status: int, text: str, **settings: Any) -> str:
    """Return the text of the error for an answer of a server with other settings."""
    made = Settings(**{"base_url": "http://host/v2", "api_key": "", **settings})
    return str(
        failures.make_status_error(made, status, {}, json.dumps({"error": {"message": text}}).encode())
    )


@pytest.mark.parametrize(
    "text", ["Invalid URL (POST /v2/assistants)", "Unrecognized request URL (GET: /v2).", "Not Found"]
)
def test_a_wrong_path_is_not_a_wrong_id(text: str) -> None:
    """A server that has no such address says so, and no id is to blame."""
    said = said_by(404, text)
    assert "Is http://host/v2 the address of this API? It usually ends in /v1." in said
    assert "Ids belong" not in said


@pytest.mark.parametrize(
    ("remedy", "settings"),
    [
        ("No key was sent: pass api_key=..., or set ASSISTANTS_API_KEY or OPENAI_API_KEY.", {}),
        ("The key that was sent was not taken: check api_key", {"api_key": "sk-1"}),
        ("The Authorization header that was sent was not taken", {"headers": {"authorization": "Basic x"}}),
    ],
)
def test_a_missing_key_is_told_from_a_wrong_one(remedy: str, settings: dict[str, Any]) -> None:
    """Who has sent none learns how to send one."""
    assert remedy in said_by(401, "No.", **settings)


def test_plain_http_to_a_port_of_https_is_told_as_such() -> None:
    """Such ports answer with a 400 in words of their own."""
    said = said_by(400, "The plain HTTP request was sent to HTTPS port")
    assert said.endswith("Try https: base_url='https://host/v2'.")


@pytest.mark.parametrize(
    ("said", "text", "field"),
    [
        (
            "400: Invalid value: 'usr'. Supported values are: 'user'. The field is messages[0].role.",
            "Invalid value: 'usr'. Supported values are: 'user'.",
            "messages[0].role",
        ),
        ("400: Invalid 'limit': too large.", "Invalid 'limit': too large.", "limit"),
        ("400: Invalid.", "Invalid.", None),
    ],
)
def test_a_refusal_names_the_field(said: str, text: str, field: str | None) -> None:
    """It is told where the server's text leaves it out."""
    assert said == str(refusal(400, {"error": {"message": text, "param": field}}))


def test_the_retired_server_is_told_as_such() -> None:
    """Whoever still asks OpenAI learns that it is gone, and what answers instead."""
    settings = Settings(base_url=f"https://{RETIRED_HOST}/v1", api_key="k")
    error = failures.make_status_error(settings, 404, {}, b"")
    assert "switched this API off" in error.hint
    assert 'ChatCompletions("https://api.openai.com/v1")' in error.hint


def test_a_timeout_tells_the_limit_and_the_doubt() -> None:
    """An answer that did not come in time leaves open whether the server acted."""
    error = failures.make_timeout_error(SETTINGS, "ReadTimeout", timeout=60, waited=60, sent=True)
    assert error.sent
    assert (
        "no answer from https://host/v1 in time: waited 60 seconds (ReadTimeout). "
        "The limit is timeout=60 seconds; the server may have acted all the same."
    ) == str(error)


def test_a_connection_that_took_too_long_leaves_no_doubt() -> None:
    """A server that took no connection did not act, and its address may be wrong."""
    error = failures.make_timeout_error(SETTINGS, "ConnectTimeout", timeout=60, waited=60, sent=False)
    assert not error.sent
    assert "may have acted" not in str(error)
    assert "Check base_url" in str(error)


@pytest.mark.parametrize("reason", ["Connection refused", "Connection refused."])
def test_an_unreachable_server_is_named_with_the_reason(reason: str) -> None:
    """The error says which server, why, and what to check."""
    error = failures.make_connection_error(SETTINGS, reason, sent=False)
    assert (
        "no answer from https://host/v1: Connection refused. "
        "Is a server listening there? Check base_url (or ASSISTANTS_BASE_URL)."
    ) == str(error)


@pytest.mark.parametrize(
    ("found", "content", "content_type"),
    [
        ("text/html", b"<html>", "text/html; charset=utf-8"),
        ("an empty body", b"", "application/json"),
        ("a body without content type", b"?\xff", ""),
    ],
)
def test_an_answer_of_something_else_is_described(found: str, content: bytes, content_type: str) -> None:
    """A good status with what is not this API's says what came, and that the address may be wrong."""
    error = failures.make_validation_error(SETTINGS, 200, content, content_type)
    assert f"https://host/v1 answered 200 with {found}, not with an object of this API." == error.message
    assert "Check base_url" in str(error)
    assert content.decode(errors="replace") == error.body


KEYS = st.text(alphabet="0123456789ABCDEF", min_size=8).map("sk-".__add__)


@given(KEYS, st.text(), st.text(), st.sampled_from([400, 401, 404, 500]))
def test_no_error_text_holds_the_key(key: str, before: str, after: str, status: int) -> None:
    """A server or a library that quotes the key is not quoted with it."""
    settings = Settings(base_url="https://host/v1", api_key=key)
    said = f"{before} '{key}'. {after}"
    content = json.dumps({"error": {"message": said, "keys": [{"given": key}]}}).encode()
    for error in (
        failures.make_status_error(settings, status, {}, content),
        failures.make_connection_error(settings, said, sent=True),
        failures.make_timeout_error(settings, "ReadTimeout", timeout=60, waited=60, sent=True),
    ):
        assert key not in str(error)
        assert key not in repr(error)
        assert key not in repr(error.body)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        ("", "abc"),
        ("x", "Can't add messages to thread_xY while a run run_xZ is active."),
        ("none", "Supported values are: 'none', 'auto'."),
        ("ollama", "model 'ollama/llama3.2' not found"),
        ("sk-12345", "asst_sk-123456789"),
    ],
    ids=["no key", "a letter", "a word", "a name", "a part of a word"],
)
def test_words_of_the_server_are_left_as_they_are(key: str, said: str) -> None:
    """The key of a local server is often a word; blotting it out would make the text false."""
    assert said == failures.blot_key(said, key)
