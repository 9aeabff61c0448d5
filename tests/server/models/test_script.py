"""A model that says what a test wants: its turns, its strictness, and what it was asked."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from typing import Any

import pytest
from assistants_v2_server import (
    FinishPiece,
    FunctionTool,
    ModelError,
    Piece,
    Prompt,
    RefusalPiece,
    Script,
    TextPart,
    TextPiece,
    ToolCallPiece,
    ToolMessage,
    Usage,
    UserMessage,
)
from assistants_v2_server.clocks import Clock
from assistants_v2_server.models.script import ScriptMismatch
from assistants_v2_server.models.scripted_turns import (
    call,
    cites,
    fails,
    pause,
    refuses,
    stops_short,
    turn,
)

from ..driving import all_pieces


def as_any(value: object) -> Any:
    """Return a value that type checkers would refuse as well."""
    return value


def ask(question: str = "How much?", *functions: str, **fields: Any) -> Prompt:
    """Return a prompt with a question, and functions that may be called."""
    offered = tuple(FunctionTool(name) for name in functions)
    said = UserMessage((TextPart(question),))
    return Prompt(**{"model": "m", "messages": (said,), "functions": offered, **fields})


def read_text(pieces: list[Piece]) -> str:
    """Return the text of pieces."""
    return "".join(piece.text for piece in pieces if isinstance(piece, TextPiece))


def read_calls(pieces: list[Piece]) -> dict[int, tuple[str, Any]]:
    """Return the calls of pieces, by their index: name and arguments."""
    calls: dict[int, tuple[str, str]] = {}
    for piece in pieces:
        if isinstance(piece, ToolCallPiece):
            name, arguments = calls.get(piece.index, ("", ""))
            calls[piece.index] = (name + piece.name, arguments + piece.arguments)
    return {index: (name, json.loads(arguments)) for index, (name, arguments) in calls.items()}


@pytest.mark.parametrize("text", ["Hello!", "You have  17\ndays. ", "", " ", "…"])
def test_a_text_comes_word_by_word(text: str) -> None:
    """What comes in pieces is what was written, to the last space."""
    pieces = all_pieces(Script([text]), ask())
    assert text == read_text(pieces)
    assert max(1, len(text.split())) >= sum(isinstance(piece, TextPiece) for piece in pieces) - 1


def test_entries_are_turns_in_their_order() -> None:
    """Each prompt gets the next one."""
    script = Script(["one", "two"])
    script.say("three")
    assert ["one", "two", "three"] == [read_text(all_pieces(script, ask())) for _ in range(3)]
    script.check()


def test_a_turn_calls_functions() -> None:
    """Arguments are JSON, and several calls of one turn have several indexes; a text may come before."""
    arguments = {"account": "ä", "days": [1, 2], "name": None}
    script = Script([["Let me look.", call("balance", **arguments), call("now")]])
    pieces = all_pieces(script, ask("?", "balance", "now"))
    assert {0: ("balance", arguments), 1: ("now", {})} == read_calls(pieces)
    assert "Let me look." == read_text(pieces)
    assert "tool_calls" == end_of(pieces).reason


def test_arguments_may_be_no_json() -> None:
    """What a model gets wrong can be scripted as well."""
    pieces = all_pieces(Script([call("balance", '{"account": ')]), ask("?", "balance"))
    assert '{"account": ' == "".join(p.arguments for p in pieces if isinstance(p, ToolCallPiece))


def end_of(pieces: list[Piece]) -> FinishPiece:
    """Return the last of some pieces."""
    end = pieces[-1]
    assert isinstance(end, FinishPiece)
    return end


def test_words_are_counted_unless_usage_is_given() -> None:
    """Sums can be checked without a script that says them."""
    script = Script(["three words here", turn("a", usage=Usage(100, 50, 20, 10))])
    assert Usage(2, 3) == end_of(all_pieces(script, ask("How much?"))).usage
    assert Usage(100, 50, 20, 10) == end_of(all_pieces(script, ask())).usage


def test_a_turn_is_refused_or_stops_short() -> None:
    """Refusals are pieces of their own, and what stops short has a reason for it."""
    script = Script(
        [refuses("Not that."), stops_short("The first"), stops_short("x", reason="content_filter")]
    )
    pieces = all_pieces(script, ask())
    assert "Not that." == "".join(piece.text for piece in pieces if isinstance(piece, RefusalPiece))
    assert "length" == end_of(all_pieces(script, ask())).reason
    assert "content_filter" == end_of(all_pieces(script, ask())).reason


@pytest.mark.parametrize("code", ["server_error", "rate_limit_exceeded", "invalid_prompt"])
def test_a_turn_fails(code: Any) -> None:
    """The model's error has the code and the message of the script, and is no mistake of the test."""
    script = Script([["Half of", fails(code, "Too many.")]])
    with pytest.raises(ModelError, match=r"^Too many\.$") as raised:
        all_pieces(script, ask())
    assert code == raised.value.code
    script.check()


def test_a_function_chooses_by_what_is_asked() -> None:
    """For one turn as an entry, or for all that no entry is left for; it may return what an entry may be."""

    def echo(prompt: Prompt) -> str:
        return prompt.question.upper()

    script = Script([echo, "two"])
    assert ["HI", "two"] == [read_text(all_pieces(script, ask("hi"))) for _ in range(2)]
    script.answer_with(lambda prompt: [call("balance")] if prompt.functions else "none")
    assert "none" == read_text(all_pieces(script, ask()))
    assert {0: ("balance", {})} == read_calls(all_pieces(script, ask("?", "balance")))
    assert ["HI", "HI"] == [read_text(all_pieces(Script(echo), ask("hi"))) for _ in range(2)]
    script.check()


def test_a_citation_is_the_mark_of_what_was_found() -> None:
    """It is looked up in what the searches returned, by the name of the file."""
    heard = "【0:0†source】 leave.md\nUnused leave lapses.\n\n【0:1†source】 travel.txt\nTrains."
    prompt = ask(messages=(UserMessage((TextPart("?"),)), ToolMessage("call_1", "file_search", heard)))
    script = Script([["It lapses ", cites("travel.txt"), "."], cites("other.md")])
    assert "It lapses 【0:1†source】." == read_text(all_pieces(script, prompt))
    with pytest.raises(ModelError, match=r"cites other\.md, but .* found was: leave\.md, travel\.txt"):
        all_pieces(script, prompt)
    with pytest.raises(ScriptMismatch, match=r"entry 2 of the script cites other\.md"):
        script.check()


def test_a_run_waits_at_a_pause() -> None:
    """A test learns that the run is there, and lets it go on."""
    hold = pause()
    script = Script([["Hello ", hold, "you"]])
    pieces: list[Piece] = []
    thread = threading.Thread(target=lambda: pieces.extend(all_pieces(script, ask())))
    thread.start()
    hold.wait()
    assert thread.is_alive()
    hold.release()
    thread.join()
    assert "Hello you" == read_text(pieces)


def test_nobody_at_a_pause_is_a_failure_of_the_test() -> None:
    """It does not wait for ever for a run that never comes."""
    with pytest.raises(AssertionError, match=r"no run came to pause\(\) within 0\.01 seconds"):
        pause().wait(0.01)


def test_seconds_go_by_the_clock_of_the_script() -> None:
    """A pause is over when a test has moved its clock so far; without a clock it takes real time."""
    clock = Clock()

    async def play() -> list[float]:
        hold = pause(60)
        script = Script([[hold, "late"]], clock=clock)
        answer = asyncio.ensure_future(anext(aiter(script.answer(ask()))))
        await hold.wait_async()
        clock.forward(59)
        await asyncio.sleep(0)
        begun = answer.done()
        clock.forward(1)
        await answer
        return [begun, answer.done()]

    assert [False, True] == asyncio.run(play())
    assert "x" == read_text(all_pieces(Script([[pause(0.001), "x"]]), ask()))


def test_a_turn_too_many_is_told_to_run_and_test() -> None:
    """The sentence has what was asked, of whom, and what to do."""
    script = Script(["one"])
    all_pieces(script, ask())
    told = (
        r"^the script has no entry left \(its one was used\), and the model was asked 'How much\?' "
        r"\(model m, thread_1\)\. Add an entry for this turn; script\.requests\[-1\] has all that was sent\.$"
    )
    with pytest.raises(ModelError, match=told) as raised:
        all_pieces(script, ask(thread_id="thread_1"))
    assert "server_error" == raised.value.code
    with pytest.raises(ScriptMismatch, match=told):
        script.check()


def test_a_turn_too_many_after_a_call_shows_what_was_returned() -> None:
    """Whoever forgot the turn after a call sees that it is this one."""
    heard = (ToolMessage("call_1", "balance", "17"), ToolMessage("call_2", "now", "noon"))
    prompt = ask(messages=(UserMessage((TextPart("?"),)), *heard))
    with pytest.raises(ModelError, match=r"after its calls had returned balance: '17'; now: 'noon'"):
        all_pieces(Script(), prompt)


def test_entries_that_are_left_fail_the_test() -> None:
    """They are named, with what they would have said."""
    script = Script(["one", "two", [call("balance", account="1"), pause()], lambda prompt: "x"])
    all_pieces(script, ask())
    assert 3 == script.left
    told = (
        "not asked for: entry 2 of the script, 'two'; "
        'entry 3 of the script, [call(\'balance\') with {"account": "1"}, pause()]; '
        "entry 4 of the script, <lambda>. The model was asked for 1 turn; "
        "script.requests has what it was sent."
    )
    with pytest.raises(ScriptMismatch) as raised:
        script.check()
    assert told == str(raised.value)


def test_a_block_checks_at_its_end() -> None:
    """Unless it ends with an error, which is the more important one."""
    with pytest.raises(ScriptMismatch), Script(["one"]):
        pass
    with pytest.raises(KeyError), Script(["one"]):
        raise KeyError


def test_a_call_of_what_is_not_offered_is_a_mistake() -> None:
    """A name with a slip in it would go on as a call that nobody answers; who means it says so."""
    script = Script([call("balanc")])
    with pytest.raises(ModelError, match=r"entry 1 of the script calls balanc, .* it offers balance, now\."):
        all_pieces(script, ask("?", "balance", "now"))
    with pytest.raises(ScriptMismatch):
        script.check()
    free = Script([call("balanc")], checks_calls=False)
    assert {0: ("balanc", {})} == read_calls(all_pieces(free, ask("?", "balance")))
    free.check()


@pytest.mark.parametrize(
    ("choose", "told"),
    [
        (lambda prompt: 1 / 0, "ZeroDivisionError"),
        (lambda prompt: None, "what entry 1 of the script returned is of the type NoneType"),
    ],
)
def test_a_function_without_an_answer_fails_the_test(choose: Any, told: str) -> None:
    """What it raised is not lost, and neither is what it was asked."""
    script = Script([choose])
    with pytest.raises(ModelError, match=rf"entry 1 of the script has no answer to 'How much\?' .*{told}"):
        all_pieces(script, ask())
    with pytest.raises(ScriptMismatch, match=told):
        script.check()


def test_parts_are_for_some_runs() -> None:
    """A thread's part comes before its assistant's, that before its model's, that before the rest."""
    script = Script(["rest"])
    script.on(model="m").say("model")
    script.on(assistant="asst_1").say("assistant")
    script.on(thread="thread_1").say("thread", "again")
    script.on(thread="thread_1").say("and again")
    asked = [
        ask(thread_id="thread_1", assistant_id="asst_1"),
        ask(thread_id="thread_1"),
        ask(thread_id="thread_1", model="other"),
        ask(thread_id="thread_2", assistant_id="asst_1"),
        ask(thread_id="thread_2", assistant_id="asst_2"),
        ask(thread_id="thread_2", assistant_id="asst_2", model="other"),
    ]
    said = ["thread", "again", "and again", "assistant", "model", "rest"]
    assert said == [read_text(all_pieces(script, prompt)) for prompt in asked]
    script.check()
    with pytest.raises(ModelError, match=r"no entry left for thread thread_1 \(its 3 were used\)"):
        all_pieces(script, ask(thread_id="thread_1"))


def test_what_is_left_for_a_thread_is_told() -> None:
    """The entry is named with whose it is."""
    script = Script()
    script.on(thread="thread_1", model="m").say("x")
    with pytest.raises(ScriptMismatch, match="entry 1 of the script for thread thread_1 and model m, 'x'"):
        script.check()


def test_the_requests_are_what_was_sent() -> None:
    """A test sees the instructions, the question, the functions and the settings of each turn."""
    script = Script(["a", "b"])
    first, second = ask("one"), ask("two", temperature=0.5)
    all_pieces(script, first)
    all_pieces(script, second)
    assert [first, second] == script.requests
    assert ("two", 0.5) == (script.requests[1].question, script.requests[1].temperature)


@pytest.mark.parametrize(
    ("make", "error", "told"),
    [
        (lambda: Script("Hello"), TypeError, r"a script is a list of turns: write Script\(\['Hello'\]\)"),
        (lambda: Script(as_any(call("f"))), TypeError, "a script is a list of turns"),
        (
            lambda: Script(["a", as_any(3)]),
            TypeError,
            r"entry 2 of the script is of the type int; an entry is a text",
        ),
        (
            lambda: Script([["a", as_any(None)]]),
            TypeError,
            r"entry 1 of the script has a part of the type NoneType",
        ),
        (
            lambda: Script([pause()]),
            ValueError,
            r"entry 1 of the script says nothing: .*\[pause\(\), 'text'\]",
        ),
        (lambda: Script([[]]), ValueError, "entry 1 of the script says nothing"),
        (lambda: Script([[fails("server_error"), "a"]]), ValueError, r"put nothing behind fails\(\.\.\.\)"),
        (lambda: fails(as_any("rate_limit")), ValueError, "rate_limit_exceeded, .*there is no 'rate_limit'"),
        (lambda: stops_short("a", reason=as_any("length")), ValueError, "max_tokens or content_filter"),
        (lambda: call("f", when=object()), TypeError, r"call\('f'\): when cannot be written as JSON"),
        (lambda: call("f", "{}", a=1), TypeError, "either as text or by name"),
        (lambda: call(as_any(print)), TypeError, "takes the name of a function as text"),
        (lambda: Script().on(), TypeError, "takes thread=, assistant= or model="),
    ],
)
def test_what_is_no_script_is_refused_at_once(make: Callable[[], object], error: type, told: str) -> None:
    """The error names the entry and what to write instead."""
    with pytest.raises(error, match=told):
        make()
