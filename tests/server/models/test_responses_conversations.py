"""Threads that are kept as conversations at an endpoint: nothing twice there, whatever happens in between.

The endpoint is a real HTTP server on the loopback interface that keeps conversations.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from typing import Any

import attrs
import pytest
from assistants_v2_server import (
    AssistantMessage,
    FinishPiece,
    FunctionCall,
    ModelError,
    Piece,
    Prompt,
    Responses,
    SystemMessage,
    TextPart,
    ToolMessage,
    UserMessage,
)
from assistants_v2_server.models.hosted import HostedTool
from assistants_v2_server.models.responses_kept import UNANSWERED
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from ..driving import all_pieces
from ..loopback import served
from ..responses_endpoint import refuse, render
from .responses_events import call, message, stream

KEY = "sk-very-secret"


@attrs.define
class Keeper:
    """An endpoint that keeps conversations.

    Attributes:
        url: Where it is.
        conversations: The items of each conversation.
        asked: The bodies of the requests for turns.
        lines: Methods and paths of all requests.
        says: The items that it answers with next.
        trouble: What goes wrong with the next turns, in turn: `broken` breaks an answer off that it keeps,
            `locked` refuses, as does a response of HTTP.
        has_conversations: Whether it knows of conversations.
    """

    url: str = ""
    conversations: dict[str, list[Any]] = attrs.field(factory=dict[str, list[Any]])
    asked: list[Any] = attrs.field(factory=list[Any])
    lines: list[str] = attrs.field(factory=list[str])
    says: list[Any] = attrs.field(factory=list[Any])
    trouble: list[Any] = attrs.field(factory=list[Any])
    has_conversations: bool = True
    made: int = 0

    @property
    def only(self) -> list[Any]:
        """The items of the only conversation."""
        [items] = self.conversations.values()
        return items

    async def __call__(self, request: Request) -> Response:
        """Answer one request."""
        self.lines.append(f"{request.method} {request.url.path}")
        assert f"Bearer {KEY}" == request.headers["authorization"]
        _, _, first, *rest = request.url.path.split("/")
        if first == "responses":
            return self._answer(await request.json())
        if not self.has_conversations or first != "conversations":
            return refuse(404)
        if request.method == "POST":
            return self._begin()
        if rest[0] not in self.conversations:
            return refuse(404)
        if request.method == "DELETE":
            return self._delete(*rest)
        return self._list(self.conversations[rest[0]], request.query_params["after"])

    def _begin(self) -> Response:
        self.made += 1
        self.conversations[f"conv_{self.made}"] = []
        return JSONResponse({"id": f"conv_{self.made}", "object": "conversation"})

    def _delete(self, conversation: str, _: str = "", item: str = "") -> Response:
        if not item:
            del self.conversations[conversation]
            return JSONResponse({})
        items = self.conversations[conversation]
        self.conversations[conversation] = [each for each in items if each["id"] != item]
        return JSONResponse({})

    def _list(self, items: list[Any], after: str) -> Response:
        names = [item["id"] for item in items]
        if after not in names:
            return refuse(404)
        page = items[names.index(after) + 1 :][:2]
        return JSONResponse({"object": "list", "data": page, "has_more": True})

    def _answer(self, body: Any) -> Response:
        self.asked.append(body)
        trouble = self.trouble.pop(0) if self.trouble else ""
        if isinstance(trouble, Response):
            return trouble
        if trouble == "locked":
            return refuse(400, "conversation_locked")
        if body["conversation"] not in self.conversations:
            return refuse(404, said="Conversation with id '…' not found.")
        said = [item | {"id": f"{item['id']}_{len(self.asked)}"} for item in self.says]
        asked = [
            item | {"id": f"in_{len(self.asked)}_{place}"} for place, item in enumerate(body.get("input", ()))
        ]
        self.conversations[body["conversation"]] += [*asked, *said]
        events = stream(*said)
        return render(events[:-1] if trouble == "broken" else events)


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    """An endpoint that says hello."""
    made = Keeper(says=[message("Hello.")])
    with served(
        Starlette(routes=[Route("/{path:path}", made.__call__, methods=["GET", "POST", "DELETE"])])
    ) as url:
        made.url = url
        yield made


@attrs.define
class Thread:
    """A thread whose runs are answered by a model, and which keeps what that wants to be kept.

    Attributes:
        keeper: The endpoint.
        model: The model.
        messages: The messages.
        kept: What is kept.
    """

    keeper: Keeper
    model: Responses
    messages: list[Any] = attrs.field(factory=list[Any])
    kept: Any = None

    def say(self, text: str) -> None:
        """Add a question."""
        self.messages.append(UserMessage((TextPart(text),), f"msg_{len(self.messages)}"))

    def ask(self, *own: Any, run: str = "run_1", **fields: Any) -> FinishPiece | None:
        """Have a turn answered, with what the run has done before; None if it breaks off."""
        prompt = Prompt(
            model="m",
            messages=(SystemMessage("i"), *self.messages, *own),
            kept=self.kept,
            thread_id="thread_1",
            run_id=run,
            **fields,
        )
        pieces: list[Piece] = all_pieces(self.model, prompt)
        last = pieces[-1] if pieces else None
        if not isinstance(last, FinishPiece):
            return None
        self.kept = last.kept
        return last

    def converse(self, text: str, run: str) -> None:
        """Have a question answered."""
        self.say(text)
        assert self.ask(run=run) is not None
        self.messages.append(AssistantMessage("Hello.", id=f"msg_{len(self.messages)}"))


@pytest.fixture
def thread(keeper: Keeper, new_transport: Any) -> Thread:
    """A thread that is kept there."""
    return Thread(keeper, make_model(keeper, new_transport=new_transport))


def make_model(keeper: Keeper, **options: Any) -> Responses:
    """A model as it is after a start of the server."""
    return Responses(keeper.url, KEY, keep="conversations", max_retries=0, **options)


def read(items: list[Any]) -> list[str]:
    """What items say."""
    return [_read(item) for item in items]


def _read(item: Any) -> str:
    match item["type"]:
        case "message":
            content = item["content"]
            return str(content if isinstance(content, str) else content[0]["text"])
        case "function_call_output":
            return str(item["output"])
        case kind:
            return str(kind)


def test_a_thread_is_a_conversation_there(keeper: Keeper, thread: Thread) -> None:
    """Each turn sends what is new, with the instructions; the conversation has the rest."""
    thread.converse("one", "run_1")
    thread.converse("two", "run_2")
    assert ["one", "Hello.", "two", "Hello."] == read(keeper.only)
    assert [["one"], ["two"]] == [read(body["input"]) for body in keeper.asked]
    wanted = {
        "conversation": "conv_1",
        "store": True,
        "truncation": "auto",
        "instructions": "i",
        "stream": True,
    }
    assert all(wanted.items() <= body.items() and "include" not in body for body in keeper.asked)


def test_a_run_tells_its_outputs_there(keeper: Keeper, thread: Thread) -> None:
    """A further turn of a run sends outputs alone, and nobody looks for what was left behind."""
    thread.say("one")
    keeper.says = [call("f")]
    end = thread.ask(claims=1)
    assert end is not None
    turn = AssistantMessage("", (FunctionCall("ours", "f", "{}"),), items=end.items)
    keeper.says = [message("42.")]
    thread.ask(turn, ToolMessage("ours", "f", "42"), claims=2)
    assert ["one", "function_call", "42", "42."] == read(keeper.only)
    assert "call_1" == keeper.asked[1]["input"][0]["call_id"]
    assert ["POST /v1/conversations", "POST /v1/responses", "POST /v1/responses"] == keeper.lines


def test_a_run_that_ended_while_it_waited_is_closed_there(keeper: Keeper, thread: Thread) -> None:
    """Its calls get an output with the next question."""
    thread.say("one")
    keeper.says = [call("f")]
    thread.ask(run="run_1")
    keeper.says = [message("Hello.")]
    thread.say("two")
    thread.ask(run="run_2")
    closed = {"type": "function_call_output", "call_id": "call_1", "output": UNANSWERED}
    assert closed == keeper.asked[1]["input"][0]
    assert ["one", "function_call", UNANSWERED, "two", "Hello."] == read(keeper.only)


def test_a_run_without_a_question_sends_none(keeper: Keeper, thread: Thread) -> None:
    """An empty list would be refused."""
    thread.converse("one", "run_1")
    thread.ask(run="run_2")
    assert "input" not in keeper.asked[1]


def test_results_of_hosted_tools_are_asked_for_there_too(keeper: Keeper, thread: Thread) -> None:
    """What was thought need not be: it is kept."""
    thread.say("one")
    thread.ask(hosted_tools=(HostedTool(kind="code_interpreter"),))
    assert ["code_interpreter_call.outputs"] == keeper.asked[0]["include"]


@pytest.mark.parametrize("is_restarted", [False, True])
def test_a_turn_that_broke_off_leaves_nothing_behind(
    keeper: Keeper, thread: Thread, *, is_restarted: bool
) -> None:
    """Its question and its answer are deleted there, and the question is asked again."""
    thread.converse("one", "run_1")
    thread.say("two")
    keeper.trouble = ["broken"]
    keeper.says = [message("Half an answer."), call("f")]
    assert thread.ask(run="run_2") is None
    assert 5 == len(keeper.only)
    keeper.says = [message("Hello.")]
    if is_restarted:
        thread.model = make_model(keeper)
    thread.ask(run="run_2")
    assert ["one", "Hello.", "two", "Hello."] == read(keeper.only)


def test_what_another_server_has_left_behind_is_deleted(keeper: Keeper, thread: Thread) -> None:
    """It took the run up between two turns of ours, and died; its outputs are sent once."""
    thread.say("one")
    keeper.says = [call("f")]
    end = thread.ask(claims=1)
    assert end is not None
    turn = AssistantMessage("", (FunctionCall("ours", "f", "{}"),), items=end.items)
    ours, thread.model = thread.model, make_model(keeper)
    keeper.trouble, keeper.says = ["broken"], [message("Half an answer.")]
    assert thread.ask(turn, ToolMessage("ours", "f", "42"), claims=2) is None
    thread.model, keeper.says = ours, [message("42.")]
    thread.ask(turn, ToolMessage("ours", "f", "42"), claims=3)
    assert ["one", "function_call", "42", "42."] == read(keeper.only)


def test_a_first_turn_that_broke_off_leaves_no_conversation(keeper: Keeper, thread: Thread) -> None:
    """The next begins another."""
    thread.say("one")
    keeper.trouble = ["broken"]
    assert thread.ask() is None
    thread.ask()
    assert ["conv_2"] == [*keeper.conversations]
    assert ["one", "Hello."] == read(keeper.only)


@pytest.mark.parametrize("when", ["between runs", "within a run"])
def test_a_conversation_that_was_deleted_there_begins_anew(
    keeper: Keeper, thread: Thread, caplog: pytest.LogCaptureFixture, when: str
) -> None:
    """With all of the prompt, and the log says so."""
    caplog.set_level(logging.WARNING)
    thread.converse("one", "run_1")
    if when == "between runs":
        keeper.conversations.clear()
        thread.converse("two", "run_2")
        assert ["one", "Hello.", "two", "Hello."] == read(keeper.only)
    else:
        thread.say("two")
        keeper.says = [call("f")]
        end = thread.ask(run="run_2")
        assert end is not None
        keeper.conversations.clear()
        keeper.says = [message("42.")]
        turn = AssistantMessage("", (FunctionCall("ours", "f", "{}"),), items=end.items)
        thread.ask(turn, ToolMessage("ours", "f", "42"), run="run_2")
        assert ["one", "Hello.", "two", "function_call", "42", "42."] == read(keeper.only)
    assert "The conversation of thread_1 at " in caplog.text
    assert "conv_2" == thread.kept["conversation"]


def test_a_conversation_elsewhere_is_not_asked_for(keeper: Keeper, thread: Thread) -> None:
    """What another endpoint has kept is nothing here."""
    thread.converse("one", "run_1")
    thread.kept["endpoint"] = "http://elsewhere/v1/responses"
    thread.converse("two", "run_2")
    assert ["one", "Hello.", "two"] == read(keeper.asked[1]["input"])


def test_a_conversation_that_is_in_use_is_waited_for(
    keeper: Keeper, thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The endpoint may still be at a turn that nobody reads; the question is sent once."""
    monkeypatch.setattr("assistants_v2_server.models.responses.LOCKED_PAUSE", 0.0)
    thread.converse("one", "run_1")
    thread.say("two")
    keeper.trouble = ["broken", "locked", "locked"]
    assert thread.ask(run="run_2") is None
    thread.ask(run="run_2")
    assert ["one", "Hello.", "two", "Hello."] == read(keeper.only)


def test_a_conversation_that_stays_in_use_fails_the_run(
    keeper: Keeper, thread: Thread, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not waited for without end."""
    monkeypatch.setattr("assistants_v2_server.models.responses.LOCKED_PAUSE", 0.0)
    thread.say("one")
    keeper.trouble = ["locked"] * 100
    with pytest.raises(ModelError, match="answered 400 conversation_locked"):
        thread.ask()
    assert len(keeper.asked) < 100


@pytest.mark.parametrize("trouble", [refuse(404, "model_not_found"), refuse(500), refuse(502), refuse(401)])
def test_another_refusal_is_not_tried_again(keeper: Keeper, thread: Thread, trouble: Response) -> None:
    """Nobody knows what the endpoint has done where it failed; the conversation is not at fault."""
    thread.converse("one", "run_1")
    keeper.trouble = [trouble]
    thread.say("two")
    with pytest.raises(ModelError, match=f"answered {trouble.status_code}"):
        thread.ask(run="run_2")
    assert (2, ["conv_1"]) == (len(keeper.asked), [*keeper.conversations])


def test_a_turn_that_is_refused_for_something_else_that_is_gone_leaves_its_conversation(
    keeper: Keeper, thread: Thread, caplog: pytest.LogCaptureFixture
) -> None:
    """A vector store that was deleted is a 404 too: no other conversation begins for that."""
    thread.converse("one", "run_1")
    keeper.trouble = [refuse(404, said="Vector store with id 'vs_1' not found.")]
    thread.say("two")
    with pytest.raises(ModelError, match="answered 404"):
        thread.ask(run="run_2")
    assert ([], 2, ["conv_1"]) == (caplog.messages, len(keeper.asked), [*keeper.conversations])
    thread.ask(run="run_3")
    assert ["one", "Hello.", "two", "Hello."] == read(keeper.only)


def test_an_endpoint_without_conversations_says_so(keeper: Keeper, thread: Thread) -> None:
    """The error names the remedy."""
    keeper.has_conversations = False
    thread.say("one")
    with pytest.raises(ModelError, match=r"answered 404 to a new conversation: if it has none"):
        thread.ask()


def test_what_is_to_be_kept_is_one_of_two() -> None:
    """Anything else is refused at once."""
    with pytest.raises(ValueError, match="keep is 'nothing' or 'conversations', got 'threads'"):
        Responses("http://h", keep="threads")  # type: ignore[arg-type]  # the mistake
