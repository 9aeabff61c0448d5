"""Which request means which operation, and what is wrong with a request's form."""

from __future__ import annotations

import json
from typing import Any

import pytest
from assistants_v2_server.requests.operations import load_contract
from assistants_v2_server.requests.refusals import RequestError
from assistants_v2_server.service import OPERATIONS
from assistants_v2_server.service.companions import COMPANIONS

CONTRACT = load_contract()


def check(method: str, path: str, query: str = "", body: bytes = b"") -> Any:
    """Match and check a request."""
    operation, ids = CONTRACT.match(method, path)
    return CONTRACT.check(operation, ids, query, body)


def refusal(method: str, path: str, query: str = "", body: bytes = b"") -> RequestError:
    """The error of a request that is refused."""
    with pytest.raises(RequestError) as caught:
        check(method, path, query, body)
    return caught.value


def test_every_operation_of_the_contract_is_served_and_no_other() -> None:
    """The service has a function for each operation of both contracts."""
    served = [*CONTRACT.operations, *CONTRACT.companions]
    assert sorted(operation.id for operation in served) == sorted([*OPERATIONS, *COMPANIONS])
    assert 23 == len(CONTRACT.operations)


@pytest.mark.parametrize("operation", CONTRACT.operations, ids=lambda operation: operation.id)
@pytest.mark.parametrize("prefix", ["", "/v1"])
def test_every_operation_is_found_by_its_address(operation: Any, prefix: str) -> None:
    """An operation's own method and path lead to it, with `/v1` in front and without."""
    path = operation.path.replace("{thread_id}", "thread_1").replace("{assistant_id}", "asst_1")
    path = path.replace("{run_id}", "run_1").replace("{message_id}", "msg_1").replace("{step_id}", "step_1")
    assert operation.id == CONTRACT.match(operation.method, prefix + path)[0].id


def test_runs_is_no_thread_id_where_an_operation_has_that_name() -> None:
    """POST /threads/runs makes a thread and a run; GET /threads/runs looks for a thread called so."""
    assert "createThreadAndRun" == CONTRACT.match("POST", "/v1/threads/runs")[0].id
    assert "getThread" == CONTRACT.match("GET", "/v1/threads/runs")[0].id


@pytest.mark.parametrize(
    "path", ["/v1/x", "/", "", "/v1", "/v1/threads/", "/v1//threads", "/v2/threads", "/v1/v1/threads"]
)
def test_an_unknown_address_is_named(path: str) -> None:
    """What is no operation is a 404 that repeats method and path."""
    error = refusal("POST", path)
    assert (404, f"Invalid URL (POST {path})") == (error.status, error.message)


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("PUT", "/v1/threads/thread_1", "DELETE, GET, POST"),
        ("OPTIONS", "/v1/threads/runs", "POST"),
        ("PUT", "/v1/threads/thread_1/messages", "GET, POST"),
        ("PUT", "/v1/threads/undefined", "DELETE, GET, POST"),
    ],
)
def test_a_wrong_method_is_told_the_right_ones(method: str, path: str, allowed: str) -> None:
    """An address that exists under other methods is a 405 whose Allow header lists those that can work.

    Where none can, because the id is of the wrong kind, it lists all: a right id would not help either.
    """
    error = refusal(method, path)
    assert (405, (("allow", allowed),)) == (error.status, error.headers)
    assert f"Method {method} is not allowed on {path}. Allowed methods: {allowed}." == error.message


def test_ids_in_the_path_are_decoded_one_by_one() -> None:
    """An encoded slash is part of an id, not of the address."""
    assert {
        "thread_id": "thread_a/b",
        "run_id": "run ü",
    } == CONTRACT.match("GET", "/v1/threads/thread_a%2Fb/runs/run%20%C3%BC")[1]


@pytest.mark.parametrize(
    ("query", "message", "code"),
    [
        (
            "limit=101",
            "Invalid 'limit': integer above maximum value. Expected a value <= 100, but got 101 instead.",
            "integer_above_max_value",
        ),
        (
            "limit=0",
            "Invalid 'limit': integer below minimum value. Expected a value >= 1, but got 0 instead.",
            "integer_below_min_value",
        ),
        (
            "limit=ten",
            "Invalid type for 'limit': expected an integer, but got a string instead.",
            "invalid_type",
        ),
        (
            f"limit={'9' * 5000}",
            "Invalid type for 'limit': expected an integer, but got a string instead.",
            "invalid_type",
        ),
        ("order=up", "Invalid value: 'up'. Supported values are: 'asc' and 'desc'.", "invalid_value"),
    ],
)
def test_a_query_parameter_out_of_bounds_is_refused(query: str, message: str, code: str) -> None:
    """Limits and orders are checked as the values of a body are."""
    error = refusal("GET", "/v1/assistants", query)
    assert (message, code) == (error.message, error.code)


def test_parameters_are_read_from_the_query_and_unknown_ones_do_no_harm() -> None:
    """Numbers become numbers, lists lists, the last of a repeated one counts, vendors' own are ignored."""
    path = "/v1/threads/thread_1/runs/run_1/steps"
    item = "step_details.tool_calls[*].file_search.results[*].content"
    query = f"limit=5&limit=7&api-version=x&after=step_1&include[]={item.replace('[', '%5B')}"
    assert {"limit": 7, "after": "step_1", "include[]": [item]} == check("GET", path, query).query


def test_an_unknown_part_to_include_is_refused() -> None:
    """Each value of a list parameter is checked."""
    error = refusal("GET", "/v1/threads/thread_1/runs/run_1/steps", "include[]=everything")
    assert "include[][0]" == error.param


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"{", "Expecting property name enclosed in double quotes (line 1, column 2)"),
        (b"\xff\xfe\xfa", "it is not UTF-8 text (byte 1)"),
        (b'{"metadata": {"n": "\xed\xa0\xbd"}}', "it is not UTF-8 text (byte 21)"),
        ('{"metadata": {}}'.encode("utf-16"), "it is not UTF-8 text (byte 1)"),
        ("{}".encode("utf-16-le"), "Expecting property name enclosed in double quotes (line 1, column 2)"),
    ],
)
def test_a_body_that_is_no_json_is_refused_with_the_reason(body: bytes, reason: str) -> None:
    """What cannot be read is a 400 that says why."""
    error = refusal("POST", "/v1/threads", body=body)
    expected = f"The request body is not valid JSON: {reason}. Send a JSON object encoded in UTF-8."
    assert (400, expected) == (error.status, error.message)


def test_a_whole_surrogate_pair_is_a_character() -> None:
    """Characters beyond the first plane may come as two escapes."""
    body = json.dumps({"metadata": {"n": "😀"}}).encode()
    assert b"\\ud83d" in body
    assert {"metadata": {"n": "😀"}} == check("POST", "/v1/threads", body=body).body


def test_a_change_needs_a_body() -> None:
    """An empty object changes nothing, no body at all is a mistake."""
    assert {} == check("POST", "/v1/threads/thread_1", body=b"{}").body
    expected = "The request has no body. Send a JSON object; '{}' changes nothing."
    assert expected == refusal("POST", "/v1/threads/thread_1", body=b"").message


@pytest.mark.parametrize("body", [b"", b"{}"])
def test_no_body_is_an_empty_object(body: bytes) -> None:
    """A thread can be made with no body at all; where something is required, it is missed by name."""
    assert {} == check("POST", "/v1/threads", body=body).body
    assert "Missing required parameter: 'model'." == refusal("POST", "/v1/assistants", body=body).message


@pytest.mark.parametrize(
    ("path", "body", "param", "code"),
    [
        ("/v1/assistants", {"model": ""}, "model", "empty_string"),
        ("/v1/assistants/asst_1", {"model": ""}, "model", "empty_string"),
        ("/v1/threads/thread_1/runs", {"assistant_id": "asst_1", "model": ""}, "model", "empty_string"),
        ("/v1/assistants", {"model": "m\0"}, "model", "invalid_value"),
        ("/v1/assistants", {"model": "m", "name": "\0"}, "name", "invalid_value"),
        ("/v1/assistants", {"model": "m", "description": "a\0b"}, "description", "invalid_value"),
    ],
)
def test_a_name_that_cannot_be_one_is_refused(path: str, body: Any, param: str, code: str) -> None:
    """A model has a name, and no name holds the character that ends texts elsewhere."""
    error = refusal("POST", path, body=json.dumps(body).encode())
    assert (400, param, code) == (error.status, error.param, error.code)


def test_whole_numbers_are_integers_where_the_contract_says_so() -> None:
    """1.0 is 1 as a number of tokens or messages, and stays 1.0 in what is not the contract's."""
    parameters = {"minimum": 1.0}
    tools = [
        {"type": "file_search", "file_search": {"max_num_results": 5.0}},
        {"type": "function", "function": {"name": "f", "parameters": parameters}},
    ]
    body = {
        "assistant_id": "asst_1",
        "max_prompt_tokens": 256.0,
        "temperature": 1.0,
        "truncation_strategy": {"type": "last_messages", "last_messages": 1.0},
        "tools": tools,
    }
    read = check("POST", "/v1/threads/thread_1/runs", body=json.dumps(body).encode()).body
    assert (256, int) == (read["max_prompt_tokens"], type(read["max_prompt_tokens"]))
    assert int is type(read["truncation_strategy"]["last_messages"])
    assert int is type(read["tools"][0]["file_search"]["max_num_results"])
    assert float is type(read["tools"][1]["function"]["parameters"]["minimum"])
    assert float is type(read["temperature"])
